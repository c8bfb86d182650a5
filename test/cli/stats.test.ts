import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { programmeReport } from '../support/programme.ts'
import { addFile, bareFolder, zvit } from '../support/zvit.ts'

/*
 * Twelve bodies were to report on two years of one programme. In 2016 ten files came that matter,
 * one of them empty; a body sent a correction, another the same report twice. In 2017 the plan was
 * renumbered and reworded, one measure was added, and one body reported.
 */

const TEXTS = [
  'висаджування дерев уздовж вулиць міста',
  'заміна ліхтарів вуличного освітлення',
  'прибирання стихійних сміттєзвалищ',
  'облаштування дитячих майданчиків',
]
const TEXTS_2017 = [
  'придбання техніки для комунального підприємства',
  'висаджування дерев уздовж вулиць міста',
  'заміна світильників вуличного освітлення',
  'облаштування дитячих майданчиків',
]
const DISCLAIMER = 'Не належить до повноважень управління'
const COPIED = 'Проведено роботу з благоустрою території міста'
const BODIES = Array.from({ length: 12 }, (_, index) => `Управління № ${index + 1}`)

let folder: string

function report(texts: readonly string[], body: string, responses: readonly string[]): string {
  return programmeReport(
    texts.map((text, index) => ({
      label: String(index + 1),
      text,
      executors: index === 0 ? body : 'комунальне підприємство',
      response: responses[index] ?? '',
    })),
  )
}

beforeAll(() => {
  folder = bareFolder()
  const lines = ['file;respondent;programme;period']
  const add = (file: string, body: string | undefined, text: string, year = '2016') => {
    addFile(folder, `in/${file}`, text)
    lines.push(`${file};${body};Програма «Благоустрій»;${year}`)
  }
  for (const [index, body] of BODIES.slice(0, 9).entries()) {
    const responses = ['', DISCLAIMER, DISCLAIMER, index < 2 ? COPIED : '']
    if (index > 0) responses[0] = `Висаджено ${index}0 дерев`
    add(`${index + 1}.txt`, body, report(TEXTS, body, responses))
  }
  add('10.txt', BODIES[9], '')
  const corrected = report(TEXTS, BODIES[0] ?? '', ['Висаджено 90 дерев', DISCLAIMER, '', COPIED])
  add('1 уточнений.txt', BODIES[0], corrected)
  const again = report(TEXTS, BODIES[1] ?? '', [
    'Висаджено 10 дерев',
    DISCLAIMER,
    DISCLAIMER,
    COPIED,
  ])
  add('2 копія.txt', BODIES[1], `\n${again}`)
  const next = ['Придбано 2 трактори', DISCLAIMER, DISCLAIMER, COPIED]
  add('2017.txt', BODIES[1], report(TEXTS_2017, BODIES[1] ?? '', next), '2017')
  addFile(folder, 'manifest.csv', lines.join('\n'))
  addFile(
    folder,
    'bodies.csv',
    ['respondent;period', ...BODIES.map((body) => `${body};2016`)].join('\n'),
  )
  const planned = TEXTS.map((text, index) => ({
    label: String(index + 1),
    text,
    executors: 'виконавчі органи міської ради',
    response: '',
  }))
  const added = { label: '5', text: 'ремонт фонтанів', executors: 'усі', response: '' }
  addFile(folder, 'plan.txt', programmeReport([...planned, added]))
  zvit(folder, ['import', 'in', '--out', 'out', '--manifest', 'manifest.csv'])
})

afterAll(() => rmSync(folder, { recursive: true }))

type Row = Readonly<Record<string, unknown>>

function rows(args: readonly string[], kind: 'by' | 'lists', name: string): readonly Row[] {
  const asked = [kind === 'by' ? '--by' : '--list', name]
  const known = ['--roster', 'bodies.csv', '--manifest', 'manifest.csv']
  const { stdout, stderr } = zvit(folder, ['stats', 'out', '--json', ...asked, ...known, ...args])
  expect(stderr).toBe('')
  return JSON.parse(stdout)[kind][name]
}

describe.runIf(HAS_ENGINE)('zvit stats', () => {
  test('knows who reported, who did not, and whose file could not be read', () => {
    const states = new Map(
      rows([], 'lists', 'bodies')
        .filter(({ periodFrom }) => periodFrom === '2016-01-01')
        .map(({ body, state }) => [body, state]),
    )
    expect(states.size).toBe(12)
    expect([...states.values()].filter((state) => state === 'received')).toHaveLength(9)
    expect(states.get('Управління № 10')).toBe('unreadable')
    expect(states.get('Управління № 11')).toBe('not_submitted')
    expect(states.get('Управління № 12')).toBe('not_submitted')
  })

  test('those who sent nothing are part of every denominator', () => {
    const [year] = rows([], 'by', 'period')
    expect(year).toMatchObject({
      measures: 48,
      done: 11,
      notInCompetence: 17,
      blank: 8,
      notSubmitted: 8,
      unreadable: 4,
      notDisclaimed: 31,
      answered: 28,
      doneOfAll: 0.229,
    })
    const silent = rows([], 'by', 'respondent').filter(({ notSubmitted }) => notSubmitted !== 0)
    expect(silent.map(({ body, measures }) => [body, measures])).toEqual([
      ['Управління № 11', 4],
      ['Управління № 12', 4],
    ])
  })

  test('of a correction and of a copy one version counts, and the rule is told', () => {
    const ruled = rows([], 'lists', 'versions').filter(({ counts }) => counts === false)
    expect(ruled.map(({ sourceName, rule, instead }) => [sourceName, rule, instead])).toEqual([
      ['1.txt', 'corrected_by_name', '1 уточнений.txt'],
      ['2 копія.txt', 'same_answers', '2.txt'],
    ])
  })

  test('lists measures that nobody claims, answers copied over bodies, changes', () => {
    const unclaimed = rows([], 'lists', 'unclaimed')
    expect(new Set(unclaimed.map((row) => `${row.periodFrom} ${row.measureText}`))).toEqual(
      new Set([
        `2016-01-01 ${TEXTS[1]}`,
        `2016-01-01 ${TEXTS[2]}`,
        `2017-01-01 ${TEXTS[0]}`,
        `2017-01-01 ${TEXTS[1]}`,
      ]),
    )
    // How sure a row is told is weighed elsewhere; what is in doubt stands last.
    const doubts = unclaimed.map(({ isDoubtful }) => Number(isDoubtful))
    expect(doubts).toEqual([...doubts].sort())
    expect(rows([], 'lists', 'copied').map(({ bodyNames }) => bodyNames)).toEqual([
      ['Управління № 1', 'Управління № 2'],
    ])
    const changes = rows([], 'lists', 'changes')
    expect(
      changes.map((row) => [row.canonicalId, row.statusBefore, row.status, row.hasSameWords]),
    ).toEqual([
      ['I.1.1', 'done', 'not_in_competence', false],
      ['I.1.2', 'not_in_competence', 'not_in_competence', true],
      ['I.1.4', 'done', 'done', true],
    ])
  })

  test('with a plan, a row that bodies left out is absent', () => {
    const [added] = rows(['--plan', 'plan.txt'], 'by', 'measure').filter(
      ({ measureText }) => measureText === 'ремонт фонтанів',
    )
    expect(added).toMatchObject({
      measures: 13,
      absent: 10,
      notSubmitted: 2,
      unreadable: 1,
      blank: 0,
    })
  })

  test('prints a table for people, and CSV', () => {
    const people = zvit(folder, ['stats', 'out', '--by', 'section', '--roster', 'bodies.csv'])
    expect(people.stdout).toMatch(/^sectionId +sectionTitle +all +done/)
    expect(people.stdout).toMatch(/of all +\d+ of \d+ measures/)
    const table = zvit(folder, ['stats', 'out', '--list', 'bodies', '--csv']).stdout
    expect(table.split('\r\n')[0]).toBe(
      '\ufeffprogramme;periodFrom;periodTo;body;state;isExpected;sources',
    )
  })

  test('gives a table as spreadsheets open it, in the words of the office', async () => {
    const known = ['--roster', 'bodies.csv', '--manifest', 'manifest.csv']
    const save = (out: string, ...asked: readonly string[]) =>
      zvit(folder, ['stats', 'out', '--out', out, ...asked, ...known])
    expect(save('t.csv', '--by', 'respondent').stderr).toContain('The table is t.csv.')
    const [heading = '', first = ''] = readFileSync(join(folder, 't.csv'), 'utf8').split('\r\n')
    expect(heading).toMatch(/^\ufeffОрган;Усього заходів;Виконано;/)
    expect(first).toMatch(/^Управління № 1;4;2;.*;"0,5";/)
    save('t.xlsx', '--list', 'bodies')
    const [sheet] = await readWorkbook(join(folder, 't.xlsx'))
    expect(sheet?.sheet).toBe('Подання')
    expect(sheet?.data.flat()).toContain('звіт не подано')
    expect(save('t.pdf').code).toBe(2)
  })

  test('--json without a question holds all tables and all rows', () => {
    const known = ['--roster', 'bodies.csv', '--manifest', 'manifest.csv']
    const all = JSON.parse(zvit(folder, ['stats', 'out', '--json', ...known]).stdout)
    expect(all.rows).toHaveLength(all.by.all[0].measures)
    expect(Object.keys(all.lists)).toContain('review')
  })

  test('draws pictures for each programme', () => {
    const { code, stderr } = zvit(folder, [
      'stats',
      'out',
      '--charts',
      'pictures',
      '--manifest',
      'manifest.csv',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '5 pictures are in pictures.\n' })
    const names = readdirSync(join(folder, 'pictures')).map((name) => name.split('. ')[0])
    expect(names.sort()).toEqual([
      'За органами',
      'За періодами',
      'За розділами',
      'Захід × орган, 2016 рік',
      'Захід × орган, 2017 рік',
    ])
  })

  test('the workbook holds the matrix, the questions and all answers', async () => {
    const known = ['--roster', 'bodies.csv', '--manifest', 'manifest.csv']
    const made = zvit(folder, ['consolidate', 'out', '--out', 'a.xlsx', ...known])
    expect(made.code).toBe(0)
    const sheets = await readWorkbook(join(folder, 'a.xlsx'))
    const rowsOf = (name: string) => sheets.find(({ sheet }) => sheet === name)?.data ?? []
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Підсумок',
      'Зведення',
      'Розділи',
      'Матриця 2016',
      'Матриця 2017',
      'Перевірити',
      'Не подали',
      'Не заповнено',
      'Заходи без виконавця',
      'Спостереження',
      'Однакові відповіді',
      'Зіставлення',
      'Подання',
      'Версії звітів',
      'Зміни',
      'Усі відповіді',
    ])
    const matrix = rowsOf('Матриця 2016').filter(([id]) => String(id).startsWith('I.1.'))
    expect(matrix.map((row) => row.slice(3).join(''))).toEqual([
      'ВВВВВВВВВ?××',
      'ННННННННН?××',
      'ПНННННННН?××',
      'ВВППППППП?××',
    ])
    expect(rowsOf('Не подали').slice(-3)).toEqual([
      ['Управління № 10', 'звіт не прочитано', 'так', '10.txt'],
      ['Управління № 11', 'звіт не подано', 'так', null],
      ['Управління № 12', 'звіт не подано', 'так', null],
    ])
    const front = new Map(rowsOf('Підсумок').map(([what, , , count]) => [what, count]))
    expect(front.get('Хто не подав звіту або чий файл не прочитано')).toBe(3)
    expect(front.get('Заходи, яких не визнає своїми жоден орган')).toBe(4)
    const [all, ...bodies] = rowsOf('Зведення')
      .filter((row) => typeof row[1] === 'number')
      .reverse()
    expect(all?.[0]).toBe('Разом')
    for (const column of [1, 2, 4, 5, 6])
      expect(all?.[column]).toBe(bodies.reduce((sum, row) => sum + Number(row[column]), 0))
    expect(rowsOf('Усі відповіді').filter(([period]) => period === '2016 рік')).toHaveLength(48)
  })

  test('every column of the workbook has a Ukrainian heading', async () => {
    zvit(folder, ['consolidate', 'out', '--out', 'c.xlsx', '--roster', 'bodies.csv'])
    const sheets = await readWorkbook(join(folder, 'c.xlsx'))
    const texts = sheets.flatMap(({ data }) =>
      data.flat().filter((cell) => typeof cell === 'string'),
    )
    const foreign = texts.filter((text) => /^[a-z_]+(?:[A-Z]\w*)?$/.test(text))
    expect(texts.length).toBeGreaterThan(500)
    expect(foreign).toEqual([])
  })

  test('the Word document has every distinct answer once, and who is silent', async () => {
    const known = ['--roster', 'bodies.csv', '--manifest', 'manifest.csv']
    const made = zvit(folder, ['consolidate', 'out', '--out', 'a.docx', '--full', ...known])
    expect(made.code).toBe(0)
    const { value } = await mammoth.extractRawText({ path: join(folder, 'a.docx') })
    const [, year = ''] = value.split('Зведена інформація про стан виконання заходів')
    expect(year).toContain('Звітний період: 2016 рік')
    expect(year.split(COPIED)).toHaveLength(2)
    expect(year).toContain(`Управління № 1, Управління № 2: ${COPIED}`)
    expect(year).toContain('Не належить до компетенції (9): Управління № 1, Управління № 2, ')
    expect(year).toContain('Звіт не подано (2): Управління № 11, Управління № 12')
    expect(year).toContain('Звіт не прочитано (1): Управління № 10')
  })

  test('where many bodies reported, those who say nothing stand once, in an appendix', async () => {
    const known = ['--roster', 'bodies.csv', '--manifest', 'manifest.csv']
    zvit(folder, ['consolidate', 'out', '--out', 'brief.docx', ...known])
    const { value } = await mammoth.extractRawText({ path: join(folder, 'brief.docx') })
    const [, year = ''] = value.split('Зведена інформація про стан виконання заходів за 2016 рік')
    expect(year).toContain(
      'Звітувало органів: 9 із 12; не подано: Управління № 11, Управління № 12; не прочитано: Управління № 10.',
    )
    expect(year).toContain('У 2016 році з 48 позицій')
    const [table = '', appendix = ''] = year.split('Додаток.')
    expect(table).not.toContain('Не належить до компетенції (')
    expect(table).toContain('Відповіді по суті немає')
    const lines = appendix.split(/\n+/)
    const saidBy = (body: string) =>
      lines.flatMap((line, at) => (line === body ? [lines.slice(at + 1, at + 3).join(': ')] : []))
    expect(saidBy('Управління № 3')).toEqual([
      'не належить до компетенції: I.1.2, I.1.3',
      'не заповнено: I.1.4',
    ])
    expect(saidBy('Управління № 11')).toEqual(['звіт не подано: усі заходи'])
  })

  test('the Word document is a report that zvit reads', () => {
    zvit(folder, ['consolidate', 'out', '--out', 'b.docx', '--manifest', 'manifest.csv'])
    const parsed = JSON.parse(zvit(folder, ['parse', 'b.docx']).stdout)
    expect(parsed.sections[0].title).toBe('Благоустрій міста')
    expect(parsed.coverage.source).toBe(parsed.coverage.characters)
  })

  test('refuses what it does not know', () => {
    expect(zvit(folder, ['stats', 'out', '--by', 'secton']).stderr).toMatch(/Did you mean section/)
    expect(zvit(folder, ['stats', 'out', '--by', 'all', '--list', 'blank']).code).toBe(2)
  })

  test('the tables that figures come from are open to SQL', () => {
    const { stdout } = zvit(folder, [
      'query',
      'out',
      'select count(*) as n from reports where counts',
    ])
    expect(stdout).toBe('{"n":10}\n')
  })
})
