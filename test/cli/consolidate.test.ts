import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Paragraph } from 'docx'
import mammoth from 'mammoth'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeExample } from '../../scripts/example/write.ts'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { openZip } from '../../src/containers/zip/index.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { convert, HAS_OFFICE, runOffice } from '../support/office.ts'
import { partOf } from '../support/parts-of-zip.ts'
import { templateOf, torn } from '../support/template.ts'
import { workbookFaults } from '../support/workbook-faults.ts'
import { zip } from '../support/zip.ts'
import { addFile, bareFolder, zvit } from '../support/zvit.ts'

/* The example of the README: twelve bodies, ten files, one of them empty. */

const KNOWN = ['--roster', 'bodies.csv', '--plan', 'plan.docx', '--manifest', 'facts.csv']
const BLANK = 'Не заповнено'
const DISCLAIMED = 'Зазначено, що захід не належить до компетенції, хоча орган є серед виконавців'

let folder: string

beforeAll(async () => {
  folder = bareFolder()
  await writeExample(folder)
  zvit(folder, ['import', 'reports', '--out', 'out', '--manifest', 'facts.csv'])
})

afterAll(() => rmSync(folder, { recursive: true }))

function consolidate(...args: readonly string[]) {
  return zvit(folder, ['consolidate', 'out', ...args])
}

/** The cells of the table of a letter, row by row, as another reader sees them. */
async function rowsOf(letter: string): Promise<readonly (readonly string[])[]> {
  const { value } = await mammoth.convertToHtml({ path: join(folder, letter) })
  type Node = DefaultTreeAdapterTypes.Node
  const named = (node: Node, name: RegExp): readonly Node[] =>
    'tagName' in node && name.test(node.tagName)
      ? [node]
      : 'childNodes' in node
        ? node.childNodes.flatMap((child) => named(child, name))
        : []
  const textOf = (node: Node): string =>
    'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
  return named(parseFragment(value), /^tr$/).map((row) =>
    'childNodes' in row ? row.childNodes.flatMap((cell) => named(cell, /^t[dh]$/)).map(textOf) : [],
  )
}

describe.runIf(HAS_ENGINE)('zvit consolidate', () => {
  test('each body gets exactly its blanks, contradictions and missing rows back', async () => {
    const { code, stderr } = consolidate('--letters', 'letters', ...KNOWN)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Letters in letters: 8. Bodies with nothing to mend have none.\n',
    })
    const returned = new Map<string, readonly string[]>()
    for (const file of readdirSync(join(folder, 'letters'))) {
      const rows = (await rowsOf(join('letters', file))).slice(1)
      returned.set(
        file,
        rows.map((cells) => (cells.length === 1 ? (cells[0] ?? '') : `${cells[0]} ${cells[2]}`)),
      )
    }
    expect(Object.fromEntries(returned)).toEqual({
      'Відділ цивільного захисту міської ради.docx': [],
      'Центр надання адміністративних послуг міської ради.docx': [],
      'Юридичний відділ міської ради.docx': [],
      'Відділ архітектури міської ради.docx': [`${DISCLAIMED} (1)`, 'III.1.1 табл. 1, рядок 15'],
      'Відділ освіти міської ради.docx': [`${BLANK} (1)`, 'III.1.1 табл. 1, рядок 16'],
      'Комунальне підприємство «Водоканал».docx': [`${DISCLAIMED} (1)`, 'I.2.2 табл. 1, рядок 7'],
      'Управління соціального захисту міської ради.docx': [
        `${BLANK} (2)`,
        'II.1.3 табл. 1, рядок 11',
        'III.1.1 табл. 1, рядок 16',
        `${DISCLAIMED} (1)`,
        'II.2.3 табл. 1, рядок 14',
      ],
      'Фінансове управління міської ради.docx': [`${BLANK} (1)`, 'III.1.1 табл. 1, рядок 16'],
    })
  })

  test('a letter names programme, period, file, and what stands there', async () => {
    consolidate('--letters', 'letters', ...KNOWN)
    const path = join(folder, 'letters', 'Комунальне підприємство «Водоканал».docx')
    const { value } = await mammoth.extractRawText({ path })
    expect(value).toContain('Програма: Програма благоустрою Верхньолипської громади')
    expect(value).toContain('Звітний період: 2024 рік')
    expect(value).toContain('Файл: 08 водоканал.docx')
    expect(value).toContain('Відповідь: «Не належить до статутної діяльності підприємства».')
    expect(value).toContain('Орган прямо названо серед виконавців')
    expect(value).toContain('просимо зазначити підставу')
    const blank = join(folder, 'letters', 'Відділ освіти міської ради.docx')
    const { value: other } = await mammoth.extractRawText({ path: blank })
    expect(other).toContain('Клітинка для відповіді порожня.')
  })

  describe("letters in the office's own letterhead", () => {
    const name = 'Комунальне підприємство «Водоканал».docx'
    const letterText = async (into: string) =>
      (await mammoth.extractRawText({ path: join(folder, into, name) })).value
    const write = (into: string, ...args: readonly string[]) =>
      consolidate('--letters', into, '--letter-template', 'head.docx', ...args)

    beforeAll(() => {
      const roster = readFileSync(join(folder, 'bodies.csv'), 'utf8').trim().split(/\r?\n/)
      const filled = roster.map((line, index) => {
        if (index === 0) return `${line};адресат;номер листа`
        return line.includes('Водоканал') ? `${line};Директорові Коваль О. П.;12/7` : `${line};;`
      })
      addFile(folder, 'told.csv', filled.join('\n'))
    })

    test('places are filled, and what has its place stands nowhere else', async () => {
      const places = ['{{дата}} № {{номер}}', '{{адре', '{{лист}}', '{{посада}} {{ signer }}']
      const [, , letter, ...rest] = places.map((text) => new Paragraph(text))
      const head = [torn('{{да', 'та}} № {{номер}}'), torn('{{адре', 'сат}}'), letter, ...rest]
      addFile(folder, 'head.docx', await templateOf(head as Paragraph[]))
      const signed = ['--letter-post', 'Голова', '--letter-signer', 'Ірина СОКІЛ']
      const made = write(
        'own',
        '--letter-date',
        '3 лютого 2025 р.',
        '--roster',
        'told.csv',
        ...signed,
      )
      expect(made).toMatchObject({ code: 0 })
      const text = await letterText('own')
      expect(text).toMatch(/^3 лютого 2025 р\. № 12\/7\s+Директорові Коваль О\. П\.\s+Про /)
      expect(text).toMatch(/Голова Ірина СОКІЛ\s*$/)
      expect(text.match(/СОКІЛ|Коваль|12\/7/g)).toHaveLength(3)
      expect(text).toContain('Відповідь: «Не належить до статутної діяльності підприємства».')
    })

    test('without a place the text stands behind the head; settings tell the fields', async () => {
      addFile(folder, 'head.docx', await templateOf([new Paragraph('МІСЬКА РАДА')]))
      const settings = [
        'бланк листа: head.docx',
        'підписант: Ірина СОКІЛ',
        'дата листа: 03.02.2025',
      ]
      addFile(folder, 'zvit.yaml', settings.join('\n'))
      const { code } = consolidate('--letters', 'behind', '--roster', 'told.csv')
      rmSync(join(folder, 'zvit.yaml'))
      expect(code).toBe(0)
      const text = await letterText('behind')
      expect(text).toMatch(/^МІСЬКА РАДА\s+Директорові Коваль О\. П\.\s+03\.02\.2025 № 12\/7/)
      expect(text).toMatch(/\(посада\).*Ірина СОКІЛ\s*$/)
      const header = partOf(readFileSync(join(folder, 'behind', name)), 'word/header1.xml')
      expect(header).toContain('Облдержадміністрація')
    })

    test('a place that is not known is told', async () => {
      addFile(folder, 'head.docx', await templateOf([new Paragraph('{{таблиця}}')]))
      const { code, stderr } = write('never')
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining('TEMPLATE_INVALID') as string,
      })
    })
  })

  test('documents of an earlier run are told', () => {
    addFile(folder, 'old/Відділ культури міської ради.docx', 'x')
    const { stderr } = consolidate('--letters', 'old', ...KNOWN)
    expect(stderr).toMatch(/not of this run: Відділ культури міської ради\.docx/)
  })

  test('evidence is a page for each report and their contents, what is in doubt first', () => {
    const { code, stderr } = consolidate('--evidence', 'pages', ...KNOWN)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `Pages in pages: 9; begin with ${join('pages', 'index.html')}.\n`,
    })
    const contents = readFileSync(join(folder, 'pages', 'index.html'), 'utf8')
    const links = [...contents.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link)
    const isPage = (link: string) => link.startsWith('reports/')
    expect(new Set(links.filter((link) => isPage(link) && !link.includes('#'))).size).toBe(9)
    for (const link of links) {
      const [file = '', place] = link.split('#')
      const bytes = readFileSync(join(folder, 'pages', decodeURIComponent(file)))
      if (isPage(link)) expect(bytes.toString()).toContain('<h2>Зміст</h2>')
      if (place !== undefined) expect(bytes.toString()).toContain(`<article id="${place}">`)
    }
    const { stdout } = zvit(folder, ['stats', 'out', '--json', '--list', 'review', ...KNOWN])
    const { review } = JSON.parse(stdout).lists
    expect(contents).toContain(`Що перевірити (${review.length})`)
    expect(contents).toContain('файл порожній')
    expect(links.filter((link) => link.startsWith('../reports/'))).toHaveLength(review.length)
    expect(links.some((link) => /^reports\/.+#g2-\d+$/.test(link))).toBe(true)
  })

  test("the document takes the office's own template", async () => {
    const children = [
      torn('{{program}}'),
      torn('{{summary}}'),
      torn('{{table}}'),
      torn('{{missing}}'),
    ]
    addFile(folder, 'office.docx', await templateOf(children))
    const made = consolidate('--out', 'a.docx', '--template', 'office.docx', ...KNOWN)
    expect(made).toMatchObject({ code: 0, stderr: 'The consolidated report is a.docx.\n' })
    const { value } = await mammoth.extractRawText({ path: join(folder, 'a.docx') })
    const { stdout } = zvit(folder, ['stats', 'out', '--json', '--by', 'all', ...KNOWN])
    const [all] = JSON.parse(stdout).by.all
    expect(value).toContain(`У 2024 році з 168 позицій (захід × орган): виконано ${all.done},`)
    expect(value).toContain('=толока: вивезено 12 машин гілля')
    expect(value).toMatch(/не подано: .*Юридичний відділ міської ради.*; не прочитано: Центр/)
  })

  test.each([
    ['no placeholder', [torn('Звіт')], /holds no placeholder\. Known: {{table}}, {{таблиця}}, /],
    [
      'an unknown one',
      [torn('{{tabel}}')],
      /In 'x\.docx': Unknown placeholder 'tabel'\. Did you mean table\?/,
    ],
    ['no table', [torn('{{period}}')], /has no {{table}} in its text/],
    ['a table that is not alone', [torn('Ось: {{table}}')], /must be alone in its paragraph/],
  ])('a template with %s is refused', async (_, children, message) => {
    addFile(folder, 'x.docx', await templateOf(children))
    const { code, stderr } = consolidate('--out', 'never.docx', '--template', 'x.docx')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^TEMPLATE_INVALID: /)
    expect(stderr).toMatch(message)
    expect(readdirSync(folder)).not.toContain('never.docx')
  })

  test('a table in a header, and what is no document, are refused', async () => {
    addFile(folder, 'y.docx', await templateOf([new Paragraph('Звіт')], '{{table}}'))
    addFile(folder, 'z.docx', 'Звіт {{table}}')
    const refused = (file: string) => consolidate('--out', 'never.docx', '--template', file).stderr
    expect(refused('y.docx')).toMatch(/has no {{table}} in its text/)
    expect(refused('z.docx')).toMatch(/'z\.docx' is no \.docx/)
    expect(refused('none.docx')).toMatch(/^INPUT_NOT_FOUND/)
  })

  test('says what is missing where nothing is asked for', () => {
    expect(consolidate().stderr).toMatch(/^USAGE: What for\?/)
    expect(consolidate('--out', 'a.pdf').stderr).toMatch(/^USAGE: Give --out FILE\.xlsx/)
    expect(consolidate('--out', 'a.xlsx', '--template', 'office.docx').code).toBe(2)
    expect(zvit(folder, ['consolidate', 'reports', '--evidence', 'p']).stderr).toMatch(
      /^INPUT_NOT_FOUND/,
    )
    addFile(folder, 'odd/reports/a.json', '{"schema": "other"}')
    for (const name of ['measures.ndjson', 'failures.ndjson']) addFile(folder, `odd/${name}`, '')
    expect(zvit(folder, ['consolidate', 'odd', '--evidence', 'p']).stderr).toMatch(
      /^INPUT_NOT_FOUND: reports\/a\.json is no report/,
    )
  })

  test('the sheets of the workbook answer the questions exactly', async () => {
    consolidate('--out', 'exact.xlsx', ...KNOWN)
    const file = join(folder, 'exact.xlsx')
    expect(workbookFaults(readFileSync(file))).toEqual([])
    const sheets = await readWorkbook(file)
    const rowsIn = (name: string, ...headings: readonly string[]) => {
      const rows = sheets.find(({ sheet }) => sheet === name)?.data ?? []
      const head = rows.findIndex((cells) => headings.every((one) => cells.includes(one)))
      const columns = headings.map((one) => rows[head]?.indexOf(one) ?? -1)
      return rows.slice(head + 1).map((cells) => columns.map((column) => cells[column]).join(' · '))
    }
    expect(rowsIn('Не подали', 'Орган', 'Стан подання')).toEqual([
      'Центр надання адміністративних послуг міської ради · звіт не прочитано',
      'Юридичний відділ міської ради · звіт не подано',
      'Відділ цивільного захисту міської ради · звіт не подано',
    ])
    expect(rowsIn('Підсумок', 'Що вирішити', 'Скільки')).toContain(
      'Пишуть «не належить до компетенції», хоча є серед виконавців · 3',
    )
    expect(rowsIn('Не заповнено', 'Орган', '№ заходу', 'Докладніше').sort()).toEqual([
      'Відділ архітектури міської ради · I.2.2 · ',
      'Відділ освіти міської ради · III.1.1 · порожньо',
      'Комунальне підприємство «Водоканал» · II.1.3 · порожньо',
      'Управління соціального захисту міської ради · II.1.3 · порожньо',
      'Управління соціального захисту міської ради · III.1.1 · порожньо',
      'Фінансове управління міської ради · III.1.1 · прочерк',
    ])
    expect(rowsIn('Вважають не своїм', 'Орган серед виконавців', 'Орган', '№ заходу')).toEqual([
      'названо · Управління соціального захисту міської ради · II.2.3',
      'названо · Комунальне підприємство «Водоканал» · I.2.2',
      'у складі групи · Відділ архітектури міської ради · III.1.1',
    ])
    expect(rowsIn('Заходи без виконавця', '№ заходу')).toEqual(['I.2.2'])
    expect(rowsIn('Однакові відповіді', 'Органів', '№ заходів')).toEqual([
      '4 · II.1.3',
      '3 · III.1.1',
    ])
    const places = rowsIn('Усі відповіді', 'Файл', 'Місце у файлі')
    expect(places).toHaveLength(12 * 14)
    expect(
      places.filter((place) => /^\d\d .+ · (?:табл\. 1, )?рядок \d+$/.test(place)),
    ).toHaveLength(9 * 14 - 1)
  })

  test('answers lead to their files and pages, the front to its sheets; equal figures are equal bytes', () => {
    addFile(
      folder,
      'box/05.zip',
      zip({
        entries: [
          { name: '05.docx', content: readFileSync(join(folder, 'reports/05 архітектура.docx')) },
        ],
      }),
    )
    zvit(folder, ['import', 'box', '--out', 'boxed', ...KNOWN.slice(0, 4)])
    const made = (name: string) => {
      const { code } = zvit(folder, ['consolidate', 'boxed', '--out', name, '--evidence', 'proof'])
      expect(code).toBe(0)
      return readFileSync(join(folder, name))
    }
    const bytes = made('sub.xlsx')
    expect(made('again.xlsx')).toEqual(bytes)
    const names = openZip(bytes, DEFAULT_LIMITS).names.filter((name) => /sheets\/_rels/.test(name))
    const targets = names.flatMap((name) =>
      [...partOf(bytes, name).matchAll(/Target="([^"]+)" TargetMode="External"/g)].map(([, to]) =>
        decodeURIComponent(to ?? ''),
      ),
    )
    expect(new Set(targets.filter((to) => !to.startsWith('proof/')))).toEqual(
      new Set(['box/05.zip']),
    )
    const pages = targets.filter((to) => to.startsWith('proof/reports/05.zip/05.docx'))
    for (const page of ['', ...targets])
      expect(existsSync(join(folder, page.split('#')[0] ?? ''))).toBe(true)
    expect(targets.length).toBeGreaterThan(13)
    expect(pages.length + targets.filter((to) => to === 'box/05.zip').length).toBe(targets.length)
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain(
      'location="&apos;Усі відповіді&apos;!A1"',
    )
  })

  test.skipIf(!HAS_OFFICE)('LibreOffice opens the letters and the whole workbook', async () => {
    consolidate('--letters', 'letters', '--out', 'whole.xlsx', ...KNOWN)
    const letter = join(folder, 'letters', 'Відділ освіти міської ради.docx')
    const text = readFileSync(await convert(letter, 'txt:Text'), 'utf8')
    expect(text).toContain('Про доопрацювання звіту')
    const filter = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1'
    await runOffice(join(folder, 'whole.xlsx'), filter)
    const sheets = readdirSync(folder).filter((name) => /^whole-.*\.csv$/.test(name))
    expect(sheets.length).toBeGreaterThan(12)
    const all = sheets.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
    expect(all).toContain('=толока: вивезено 12 машин гілля')
    expect(all).not.toMatch(/#(?:REF|NAME|VALUE|DIV\/0)|Err:\d/)
  })
})
