import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROGRAMME } from '../../scripts/example/programme.ts'
import { writeExample } from '../../scripts/example/write.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { workbookFaults } from '../support/workbook-faults.ts'
import { addFile, bareFolder, zvit } from '../support/zvit.ts'

/*
 * The example of the README as an office has it: a report on another programme, one for another year, a
 * body whose name stands in another case, a programme in quotes, an answer whose class is in doubt.
 */

const KNOWN = ['--roster', 'bodies.csv', '--plan', 'plan.docx', '--manifest', 'facts.csv']
const LAWYERS = 'Юридичний відділ міської ради'
const RESCUERS = 'Відділ цивільного захисту міської ради'
const DOUBTFUL = 'Питання радше до управління благоустрою'
const HEADING =
  '№ з/п\tЗавдання\tНайменування заходу\tСтрок виконання\tВиконавці\tІнформація про виконання\n'

let folder: string

beforeAll(async () => {
  folder = bareFolder()
  await writeExample(folder)
  addFile(
    folder,
    'reports/11 юристи.txt',
    `Звіт про виконання Програми розвитку культури Верхньолипської громади за 2024 рік\n${HEADING}` +
      'I. Бібліотеки\n1.\tКниги\t1) поповнення бібліотечних фондів\t2024 рік\tвідділ культури\tПридбано 300 книг\n',
  )
  addFile(
    folder,
    'reports/12 захист.txt',
    `Звіт про виконання Програми благоустрою Верхньолипської громади за 2023 рік\n${HEADING}` +
      'I. Озеленення\n1.\tДерева і квітники\t1) висаджування дерев уздовж вулиць і в парках\t2024-2025 роки\tуправління благоустрою міської ради\tВисаджено 3 дерева\n',
  )
  const youth = join(folder, 'reports', '09 молодь.txt')
  writeFileSync(
    youth,
    readFileSync(youth, 'utf8').replace(
      /Майданчики не облаштовано через відсутність фінансування/,
      DOUBTFUL,
    ),
  )
  appendFileSync(
    join(folder, 'facts.csv'),
    `11 юристи.txt;${LAWYERS};Цільова програма «${PROGRAMME}»;2024\n` +
      `12 захист.txt;відділу цивільного захисту міської ради;${PROGRAMME};2024\n`,
  )
  zvit(folder, ['import', 'reports', '--out', 'out', '--manifest', 'facts.csv'])
})

afterAll(() => rmSync(folder, { recursive: true }))

type Row = Readonly<Record<string, unknown>>

function list(name: string, known = KNOWN): readonly Row[] {
  const { stdout } = zvit(folder, ['stats', 'out', '--json', '--list', name, ...known])
  return JSON.parse(stdout).lists[name]
}

function query(sql: string): readonly Row[] {
  const { stdout } = zvit(folder, ['query', 'out', sql, ...KNOWN])
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function textOf(file: string): Promise<string> {
  return (await mammoth.extractRawText({ path: join(folder, file) })).value
}

describe.runIf(HAS_ENGINE)('figures that an office can sign', () => {
  test('a report on another programme or period counts nowhere, and stands in a list of its own', () => {
    expect(list('foreign').map(({ body, rule, programme }) => [body, rule, programme])).toEqual([
      [LAWYERS, 'other_programme', `Цільова програма «${PROGRAMME}»`],
      [RESCUERS, 'other_period', PROGRAMME],
    ])
    expect(
      query('select count(distinct programme) n, count(distinct canonicalId) m from cells'),
    ).toEqual([{ n: 1, m: 14 }])
    const grades = query('select distinct sourceName, grade from allMeasures order by all')
    expect(
      grades.filter(({ grade }) => grade === 'review').map(({ sourceName }) => sourceName),
    ).toEqual(['11 юристи.txt', '12 захист.txt'])
    expect(query(`select status from cells where body = '${LAWYERS}'`)).toEqual(
      Array.from({ length: 14 }, () => ({ status: 'not_submitted' })),
    )
  })

  test('until the manifest says that it counts', () => {
    const facts = readFileSync(join(folder, 'facts.csv'), 'utf8').trimEnd().split('\n')
    const decided = facts.map((line, index) =>
      index === 0 ? `${line};counts` : line.startsWith('12 ') ? `${line};так` : `${line};`,
    )
    addFile(folder, 'decided.csv', decided.join('\n'))
    const known = [...KNOWN.slice(0, 4), '--manifest', 'decided.csv']
    expect(list('foreign', known).map(({ body }) => body)).toEqual([LAWYERS])
    const { stdout } = zvit(folder, ['stats', 'out', '--json', '--by', 'respondent', ...known])
    const rows = JSON.parse(stdout).by.respondent as readonly Row[]
    expect(rows.find(({ body }) => body === RESCUERS)).toMatchObject({ done: 1, absent: 13 })
  })

  test('who is addressed comes from the plan, for those who sent nothing, too', () => {
    expect(
      query(
        'select body, count(*) filter (isAddressed) addressed from cells ' +
          `where body in ('${LAWYERS}', 'Комунальне підприємство «Водоканал»') group by all order by all`,
      ),
    ).toEqual([
      { body: 'Комунальне підприємство «Водоканал»', addressed: 1 },
      { body: LAWYERS, addressed: 2 },
    ])
    const overdue = query('select * from cells where deadlineTo < periodTo and not isAddressed')
    expect(overdue.length).toBeGreaterThan(0)
    const executors = new Set(
      query('select distinct body || canonicalId as one from cells where isAddressed').map(
        ({ one }) => one,
      ),
    )
    for (const { body, canonicalId } of list('overdue'))
      expect(executors).toContain(`${body}${canonicalId}`)
  })

  test('an answer in doubt is asked about and not accused of', async () => {
    const own = list('disclaimed').find(({ responseText }) => responseText === DOUBTFUL)
    expect(own).toMatchObject({ isDoubtful: true })
    expect(list('disclaimed').at(-1)).toEqual(own)
    expect(list('review').map(({ words }) => words)).toContain(DOUBTFUL)
    zvit(folder, ['consolidate', 'out', '--letters', 'letters', '--out', 'report.docx', ...KNOWN])
    const letter = await textOf('letters/Відділ молоді та спорту міської ради.docx')
    const [before, asked] = letter.split('Перевірте: стан')
    expect(before).not.toContain(DOUBTFUL)
    expect(asked).toContain(DOUBTFUL)
    expect(await textOf('report.docx')).toContain(DOUBTFUL)
  })

  test('every body that owes a report gets a letter that says so', async () => {
    const files = readdirSync(join(folder, 'letters'))
    expect(files).toContain(`${LAWYERS}.docx`)
    expect(await textOf(`letters/${LAWYERS}.docx`)).toContain(
      'про іншу програму або за інший період',
    )
    const unread = 'letters/Центр надання адміністративних послуг міської ради.docx'
    expect(await textOf(unread)).toContain('не вдалося прочитати')
  })

  test('all that is in doubt stands in one list, files and reports first', () => {
    const what = list('review').map((row) => `${row.what} ${row.why}`)
    expect(what.slice(0, 3)).toEqual([
      'file FILE_EMPTY',
      'report other_programme',
      'report other_period',
    ])
    const rows = list('review').filter(({ what }) => what === 'answer' || what === 'row')
    const sure = rows.map(({ confidence }) => Number(confidence))
    expect(sure).toEqual([...sure].sort((left, right) => left - right))
  })

  test('the export, the query and the counts hold the same measures', () => {
    zvit(folder, ['export', 'out', '--out', 'rows.ndjson', ...KNOWN])
    const exported = readFileSync(join(folder, 'rows.ndjson'), 'utf8').trim().split('\n').length
    expect(query('select count(*) n from measures')).toEqual([{ n: exported }])
    expect(query('select count(*) n from cells where sourceName is not null')).toEqual([
      { n: exported },
    ])
    expect(query('select count(*) n from allMeasures')).toEqual([{ n: exported + 2 }])
  })

  test('the workbook has sheets for both, and nothing that Excel would repair', () => {
    zvit(folder, ['consolidate', 'out', '--out', 'report.xlsx', ...KNOWN])
    expect(workbookFaults(readFileSync(join(folder, 'report.xlsx')))).toEqual([])
  })
})
