import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import mammoth from 'mammoth'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LEDGER } from '../../src/corrections/ledger.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, bareFolder, MAIN, textReport, zvit } from '../support/zvit.ts'

const BODY = 'Управління благоустрою'
const DOUBTFUL = 'Питання радше до управління благоустрою'

let folder: string

/** Read once; each test has its copy. */
let original: string

beforeAll(() => {
  folder = bareFolder()
  original = folder
  addFile(
    folder,
    'facts.csv',
    `file;respondent;programme;period\na.txt;${BODY};Програма «Благоустрій»;2016\nb.txt;Відділ освіти;Програма «Благоустрій»;2016\n`,
  )
  addFile(folder, 'in/a.txt', textReport(DOUBTFUL))
  addFile(folder, 'in/b.txt', textReport('Висаджено 7 кленів'))
  importAll()
})

beforeEach(() => {
  folder = bareFolder()
  cpSync(original, folder, { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(() => rmSync(original, { recursive: true, force: true }))

function importAll(out = 'out'): void {
  expect(zvit(folder, ['import', 'in', '--out', out, '--manifest', 'facts.csv']).code).toBe(0)
}

type Row = Readonly<Record<string, unknown>>

function query(sql: string, out = 'out'): readonly Row[] {
  const { stdout } = zvit(folder, ['query', out, sql])
  return stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

function keyOf(measureId = 'I.1.1', file = 'a.txt'): string {
  const [row] = query(
    `select key from allMeasures where machineStatus is not null and measureId = '${measureId}' and sourceName = '${file}'`,
  )
  return String(row?.key)
}

function correct(...args: readonly string[]) {
  return zvit(folder, ['correct', 'out', ...args])
}

function states(): readonly unknown[] {
  const { stdout } = correct('--list', '--json')
  return JSON.parse(stdout).corrections.map(({ state }: Row) => state)
}

/** All that the machine wrote, but for what tells of times. */
function machineFiles(): readonly (readonly [string, string])[] {
  const names = readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => /^reports.*\.json$|^measures\.ndjson$|^failures\.ndjson$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(folder, 'out', name), 'utf8')] as const)
}

const ANNA = ['--by', 'Ганна']

describe.runIf(HAS_ENGINE)('a decision', () => {
  test('is seen in every output, with what zvit says beside, and the machine’s files stay', async () => {
    const before = machineFiles()
    cpSync(join(folder, 'out'), join(folder, 'plain'), { recursive: true })
    const ended = correct('--key', keyOf(), '--status', 'done.evidenced', '--why', 'є акт', ...ANNA)
    expect([ended.code, ended.stderr]).toEqual([0, 'The decision is written.\n'])
    expect(machineFiles()).toEqual(before)

    const wanted = {
      status: 'done',
      detail: 'evidenced',
      needsReview: false,
      machineStatus: 'not_in_competence',
      correctedBy: 'Ганна',
      correctedFields: ['class'],
    }
    const [cell] = query(`select * from cells where sourceName = 'a.txt' and measureId = 'I.1.1'`)
    expect(cell).toMatchObject({ ...wanted, isDoubtful: false, findings: [] })
    zvit(folder, ['export', 'out', '--out', 'rows.ndjson'])
    const rows = readFileSync(join(folder, 'rows.ndjson'), 'utf8').trim().split('\n')
    expect(rows.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining(wanted))
    const { stdout: diff } = zvit(folder, ['diff', 'plain', 'out', '--json'])
    expect(JSON.parse(diff).changes).toContainEqual(
      expect.objectContaining({ what: 'status', before: 'not_in_competence', after: 'done' }),
    )
    const counts = JSON.parse(zvit(folder, ['stats', 'out', '--json', '--by', 'all']).stdout)
    expect(counts.by.all[0]).toMatchObject({ done: 2 })
    const evidence = ['--letters', 'letters', '--evidence', 'evidence']
    expect(zvit(folder, ['consolidate', 'out', '--out', 'all.xlsx', ...evidence]).code).toBe(0)
    const page = readFileSync(join(folder, 'evidence/reports/a.txt.html'), 'utf8')
    expect(page).toContain('Рішення: Ганна. Програма каже: не належить до компетенції')
    zvit(folder, ['consolidate', 'plain', '--letters', 'asked'])
    const asked = await mammoth.extractRawText({ path: join(folder, 'asked', `${BODY}.docx`) })
    expect(asked.value).toContain(DOUBTFUL)
    expect(existsSync(join(folder, 'letters', `${BODY}.docx`))).toBe(false)
    const sheets = (await readXlsx(readFileSync(join(folder, 'all.xlsx')))).sheets
    const all = sheets.find(({ name }) => name === 'Усі відповіді')
    expect(all?.rows.flat()).toContain('Ганна')
  })

  test('outlives imports: of a renamed file, too, and asks again where words change', () => {
    correct('--key', keyOf(), '--status', 'partial', ...ANNA)
    const ledger = readFileSync(join(folder, 'out', LEDGER), 'utf8')
    rmSync(join(folder, 'in/a.txt'))
    addFile(folder, 'in/звіт (1).txt', textReport(DOUBTFUL))
    importAll()
    expect(query(`select detail from measures where correctedBy = 'Ганна'`)).toEqual([
      { detail: 'partial' },
    ])
    rmSync(join(folder, 'in/звіт (1).txt'))
    addFile(folder, 'in/a.txt', textReport('Висаджено 120 дерев'))
    importAll()
    expect(states()).toEqual(['changed'])
    expect(query('select key from measures where correctedBy is not null')).toEqual([])
    const review = JSON.parse(zvit(folder, ['stats', 'out', '--json', '--list', 'review']).stdout)
    expect(review.lists.review).toContainEqual(
      expect.objectContaining({
        what: 'correction',
        why: 'correction_changed',
        words: 'Висаджено 120 дерев',
      }),
    )
    rmSync(join(folder, 'in/a.txt'))
    importAll()
    expect(states()).toEqual(['gone'])
    expect(readFileSync(join(folder, 'out', LEDGER), 'utf8')).toBe(ledger)
    expect(zvit(folder, ['verify', 'out']).code).toBe(0)
  })

  test('is of the row and of the report: number, deadline, executors, body, none', () => {
    const key = keyOf()
    correct('--key', key, '--number', 'II.1.4', '--deadline', 'до 1 грудня 2016 року', ...ANNA)
    correct('--key', key, '--executors', 'відділ освіти, управління благоустрою', ...ANNA)
    correct('--key', keyOf('I.1.2'), '--respondent', 'Відділ культури', ...ANNA)
    correct('--key', keyOf('II.1.1'), '--none', ...ANNA)
    const rows = query(
      `select key, measureId, itemId, deadlineKind, deadlineTo, bodies, respondent, correctedFields
       from measures where sourceName = 'a.txt'`,
    )
    expect(rows.map(({ measureId, respondent }) => [measureId, respondent])).toEqual([
      ['I.1.2', 'Відділ культури'],
      ['II.1.4', 'Відділ культури'],
    ])
    expect(rows[1]).toMatchObject({
      key,
      itemId: 'II.1',
      deadlineKind: 'by',
      deadlineTo: '2016-12-01',
      bodies: ['відділ освіти', 'управління благоустрою'],
      correctedFields: ['number', 'deadline', 'executors', 'respondent'],
    })
  })

  test('is taken back, and what stood before stands again', () => {
    const key = keyOf()
    correct('--key', key, '--status', 'partial', ...ANNA)
    correct('--key', key, '--status', 'planned', ...ANNA)
    expect(states()).toEqual(['applied', 'replaced'])
    const detail = () => query(`select detail from measures where key = '${key}'`)[0]?.detail
    expect(detail()).toBe('planned')
    expect(correct('--key', key, '--undo', ...ANNA).code).toBe(0)
    expect(detail()).toBe('partial')
    correct('--key', key, '--undo', ...ANNA)
    expect(detail()).toBe('other_executor')
    expect(correct('--key', key, '--undo', ...ANNA).stderr).toContain('No decision stands')
  })

  test('says nothing new where it stands already', () => {
    correct('--key', keyOf(), '--status', 'partial', ...ANNA)
    expect(correct('--key', keyOf(), '--status', 'частково', ...ANNA).stderr).toContain('already')
    expect(states()).toEqual(['applied'])
  })
})

describe.runIf(HAS_ENGINE)('decisions of a file', () => {
  test.each([
    ['Ukrainian', 'Ключ;Правильний стан;Чому;Хто вирішив', 'частково;роботи тривають;Ганна'],
    ['English', 'key;right status;why;by', 'partial;роботи тривають;Ганна'],
  ])('with %s headings', (_, heading, values) => {
    addFile(folder, 'decided.csv', `${heading};Інше\n${keyOf()};${values};…\n`)
    expect(correct('--from', 'decided.csv')).toMatchObject({ code: 0, stdout: '' })
    expect(query('select detail, correctedBy from measures where correctedBy is not null')).toEqual(
      [{ detail: 'partial', correctedBy: 'Ганна' }],
    )
  })

  test('are left alone where the words are others than the person saw', () => {
    const line = (response: string) =>
      `key;right status;responseText\n${keyOf()};done;${response}\n`
    addFile(folder, 'decided.csv', line('Інші слова'))
    const { code, stderr } = correct('--from', 'decided.csv', ...ANNA)
    expect([code, stderr]).toEqual([1, expect.stringContaining('decide again, lines 2.')])
    addFile(folder, 'decided.csv', line(DOUBTFUL))
    expect(correct('--from', 'decided.csv', ...ANNA).code).toBe(0)
    expect(states()).toEqual(['applied'])
  })

  test('are refused as a whole with the line of a mistake', () => {
    addFile(folder, 'decided.csv', `key;right status\n${keyOf()};done\n${keyOf('I.1.2')};fin\n`)
    const { code, stderr } = correct('--from', 'decided.csv', ...ANNA)
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^USAGE: .*line 3: Unknown status 'fin'/),
    ])
    expect(states()).toEqual([])
  })

  test('come from the workbook that a person filled in', async () => {
    zvit(folder, ['consolidate', 'out', '--out', 'all.xlsx'])
    const { sheets } = await readXlsx(readFileSync(join(folder, 'all.xlsx')))
    const review = sheets.find(({ name }) => name === 'Перевірити')
    const head = review?.rows.findIndex((row) => row.includes('Правильний стан')) ?? -1
    const heading = review?.rows[head] ?? []
    const at = (name: string) => heading.indexOf(name)
    const row = review?.rows.slice(head + 1).find((one) => one[at('Слова')] === DOUBTFUL)
    expect(row?.[at('Ключ')]).toBe(keyOf())
    if (row) {
      row[at('Правильний стан')] = 'не виконано'
      row[at('Чому')] = 'роботи не почато'
    }
    const filled = await writeXlsx({
      sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((one) => [...one]) })),
    })
    addFile(folder, 'filled.xlsx', filled)
    expect(correct('--from', 'filled.xlsx', ...ANNA)).toMatchObject({ code: 0 })
    expect(query('select detail from measures where correctedBy is not null')).toEqual([
      { detail: 'not_done' },
    ])
  })
})

describe.runIf(HAS_ENGINE)('two people', () => {
  test('who decide apart are asked where they differ, and the next decision settles it', () => {
    cpSync(join(folder, 'out'), join(folder, 'other'), { recursive: true })
    const key = keyOf()
    correct('--key', key, '--status', 'done', ...ANNA)
    zvit(folder, ['correct', 'other', '--key', key, '--status', 'partial', '--by', 'Іван'])
    expect(correct('--merge', `other/${LEDGER}`)).toMatchObject({ code: 0 })
    expect(states()).toEqual(['conflict', 'conflict'])
    expect(query('select key from measures where correctedBy is not null')).toEqual([])
    const review = JSON.parse(zvit(folder, ['stats', 'out', '--json', '--list', 'review']).stdout)
    expect(review.lists.review.map(({ why }: Row) => why)).toContain('correction_conflict')
    correct('--key', key, '--status', 'partial', '--by', 'Олена')
    expect(states()).toEqual(['applied', 'replaced', 'replaced'])
  })

  test('who write at once wait for each other', async () => {
    const key = keyOf()
    const writers = Array.from({ length: 4 }, (_, index) =>
      spawn(
        process.execPath,
        [
          MAIN,
          ...['correct', 'out', '--key', key, '--number', `I.1.${index + 1}`, '--by', `${index}`],
        ],
        { cwd: folder, stdio: 'ignore' },
      ),
    )
    const codes = await Promise.all(
      writers.map((writer) => new Promise((resolve) => writer.on('close', resolve))),
    )
    expect(codes).toEqual(Array(4).fill(0))
    // Each knew of those before it: there is one that stands.
    expect(states()).toEqual(['applied', ...Array(3).fill('replaced')])
  })
})

test.each([
  ['nothing', []],
  ['no decision', ['--key', 'abcdef']],
  ['a key of nobody', ['--key', 'ffffffffffff0', '--none']],
  ['a number that is none', ['--key', 'KEY', '--number', '3)']],
  ['values of a row that is none', ['--key', 'KEY', '--none', '--number', 'I.1.1']],
  ['a detail of another status', ['--key', 'KEY', '--status', 'done.partial']],
])('%s is wrong usage', (_, args) => {
  const given = args.map((one) => (one === 'KEY' ? keyOf() : one))
  const { code, stderr } = correct(...given, ...ANNA)
  expect([code, stderr.slice(0, 6)]).toEqual([2, 'USAGE:'])
})
