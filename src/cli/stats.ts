import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { namedCharts } from '../stats/charts.ts'
import { officeTable } from '../stats/consolidated.ts'
import type { Engine, SqlAnswer, SqlRow } from '../stats/engine.ts'
import { HEADINGS, labelOf } from '../stats/labels.ts'
import { COUNTS, LISTS } from '../stats/names.ts'
import { ask, count } from '../stats/prepare.ts'
import { chart } from '../write/chart.ts'
import { csv } from '../write/csv.ts'
import type { Sheet, SheetValue } from '../write/sheet.ts'
import { workbook } from '../write/workbook.ts'
import { unknown } from './arguments.ts'
import { type Arguments, textOf } from './command.ts'
import { openStatistics } from './engine.ts'
import { readKnown } from './known.ts'
import { saveFile, saveFolder } from './save.ts'
import { print, tell } from './streams.ts'
import { terminalTable } from './table.ts'
import { cutApart } from './width.ts'
import { decimal, speaksUkrainian, words } from './words.ts'

const DEFAULT: Wanted = { folder: 'by', name: 'section' }

/** `zvit stats DIR`. */
export async function run(given: Arguments): Promise<void> {
  const wanted = readWanted(given)
  const engine = await openStatistics(given.positionals[0] ?? '', await readKnown(given))
  const pictures = textOf(given, 'charts')
  const out = textOf(given, 'out')
  if (pictures !== undefined) await saveCharts(engine, pictures)
  else if (out !== undefined) await saveTable(engine, wanted, out)
  else if (given.options.json === true)
    await print(`${JSON.stringify(await asJson(engine, wanted))}\n`)
  else if (given.options.csv === true)
    await print(await asCsv(await answer(engine, wanted), wanted))
  else if (wanted === null || wanted.folder === 'by') await print(await forPeople(engine, wanted))
  else await print(asTable(await answer(engine, wanted)))
  engine.close()
}

async function saveCharts(engine: Engine, folder: string): Promise<void> {
  await saveFolder(folder)
  const drawn = await namedCharts(engine)
  for (const { name, picture } of drawn) await saveFile(path.join(folder, name), chart(picture))
  tell(words('stats.pictures', { count: drawn.length, folder }))
}

/** The table in the words of the office, as a spreadsheet opens it. */
async function saveTable(engine: Engine, wanted: Wanted | null, out: string): Promise<void> {
  const table = asOffice(await answer(engine, wanted), wanted)
  await saveFile(out, /\.csv$/i.test(out) ? officeCsv(table) : await workbook([table]))
  tell(words('stats.table', { file: out }))
}

function asOffice(answered: SqlAnswer, wanted: Wanted | null): Sheet {
  const { folder, name } = wanted ?? DEFAULT
  return officeTable(answered, folder, name)
}

const EXCEL = { separator: ';', bom: true } as const

/** With the decimal comma that a spreadsheet under Ukrainian settings takes for one. */
function officeCsv({ columns, rows }: Sheet): string {
  const shown = (value: SheetValue) =>
    typeof value === 'number' ? String(value).replace('.', ',') : value
  return csv(
    columns.map(({ heading }) => heading),
    rows.map((row) => row.map(shown)),
    EXCEL,
  )
}

interface Wanted {
  readonly folder: 'by' | 'lists'
  readonly name: string
}

function readWanted(given: Arguments): Wanted | null {
  const [by, list] = [textOf(given, 'by'), textOf(given, 'list')]
  if (by !== undefined && list !== undefined)
    throw new ZvitError('USAGE', 'Give one of --by and --list.')
  if (given.options.json === true && given.options.csv === true)
    throw new ZvitError('USAGE', 'Give one of --json and --csv.')
  const out = textOf(given, 'out')
  if (out !== undefined && !/\.(?:csv|xlsx)$/i.test(out))
    throw new ZvitError('USAGE', `Give --out FILE.csv or --out FILE.xlsx, and not '${out}'.`)
  if (by !== undefined) return { folder: 'by', name: known('grouping', by, COUNTS) }
  if (list !== undefined) return { folder: 'lists', name: known('list', list, LISTS) }
  return null
}

function known(what: string, name: string, names: readonly string[]): string {
  if (!names.includes(name)) throw unknown(what, name, names)
  return name
}

function answer(engine: Engine, wanted: Wanted | null): Promise<SqlAnswer> {
  const { folder, name } = wanted ?? DEFAULT
  return ask(engine, `${folder}/${name}`)
}

/** One table, or all of them and the rows that they are made of. */
async function asJson(engine: Engine, wanted: Wanted | null): Promise<object> {
  const names = (folder: Wanted['folder'], all: readonly string[]) =>
    wanted === null ? all : wanted.folder === folder ? [wanted.name] : []
  return {
    schema: 'zvit.stats/1',
    by: await rowsOf(engine, 'by', names('by', COUNTS)),
    lists: await rowsOf(engine, 'lists', names('lists', LISTS)),
    ...(wanted === null ? { rows: (await ask(engine, 'rows')).rows } : {}),
  }
}

async function rowsOf(engine: Engine, folder: Wanted['folder'], names: readonly string[]) {
  const tables: Record<string, readonly SqlRow[]> = {}
  for (const name of names) tables[name] = (await answer(engine, { folder, name })).rows
  return tables
}

/** In Ukrainian as the office has it, else by the names that statements have. */
async function asCsv(answered: SqlAnswer, wanted: Wanted | null): Promise<string> {
  if (speaksUkrainian()) return officeCsv(asOffice(answered, wanted))
  const { columns, rows } = answered
  return csv(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
    EXCEL,
  )
}

function asTable({ columns, rows }: SqlAnswer): string {
  return terminalTable(
    columns.map(headingOf),
    rows.map((row) =>
      columns.map((column) => (speaksUkrainian() ? labelOf(column, row[column]) : row[column])),
    ),
  )
}

function headingOf(column: string): string {
  return speaksUkrainian() ? (HEADINGS[column] ?? column) : column
}

async function forPeople(engine: Engine, wanted: Wanted | null): Promise<string> {
  const counts = await answer(engine, wanted)
  if (wanted?.name === 'detail') return asTable(counts)
  const all = await answer(engine, { folder: 'by', name: 'all' })
  const lists: [string, number][] = []
  if (wanted === null)
    for (const name of LISTS) lists.push([name, await count(engine, `lists/${name}`)])
  return overview({ counts, all, lists })
}

const NUMBERS: readonly string[] = [
  'measures',
  'done',
  'evidenced',
  'notInCompetence',
  'blank',
  'other',
  'absent',
  'notSubmitted',
  'unreadable',
]
/** Columns that are left out where they hold nothing but zeros. */
const RARE = new Set(['absent', 'notSubmitted', 'unreadable'])
const SHARES: readonly string[] = [
  'doneOfAll',
  'doneOfAddressed',
  'doneOfNotDisclaimed',
  'doneOfAnswered',
]
const LABEL_WIDTH = 30
const LIST_WIDTH = 14
const COUNT_WIDTH = 6

/** Counts as a table, with each denominator told, and how many rows the lists have. */
function overview(given: {
  readonly counts: SqlAnswer
  readonly all: SqlAnswer
  readonly lists: readonly (readonly [name: string, rows: number])[]
}): string {
  const [all] = given.all.rows
  if (all === undefined || all.measures === 0) return `${words('stats.none')}\n`
  return [table(given.counts, all), denominators(all), listLines(given.lists)]
    .filter((part) => part !== '')
    .join('\n')
}

function table({ columns, rows }: SqlAnswer, all: SqlRow): string {
  const labels = columns.slice(0, columns.indexOf('measures'))
  const shown = labels.filter(
    (label) => label !== 'programme' || new Set(rows.map((row) => row[label])).size > 1,
  )
  const numbers = NUMBERS.filter((name) => !RARE.has(name) || all[name] !== 0)
  const labelsOf = new Map(shown.map((label) => [label, labelled(rows.map((row) => row[label]))]))
  const line = (row: SqlRow, index = -1) => [
    ...shown.map((label) => labelsOf.get(label)?.[index] ?? row[label]),
    ...numbers.map((name) => row[name]),
    ...SHARES.map((name) => percent(row[name])),
  ]
  const total = {
    ...all,
    ...(shown[0] === undefined ? {} : { [shown[0]]: words('stats.together') }),
  }
  return terminalTable(
    [
      ...shown.map(headingOf),
      ...[...numbers, ...SHARES].map((name) => words(`stats.columns.${name}`)),
    ],
    rows.length > 1 && shown.length > 0 ? [...rows.map(line), line(total)] : rows.map(line),
  )
}

function labelled(values: readonly unknown[]): readonly unknown[] {
  const texts = values.map((value) => `${value ?? ''}`.replace(/\s+/gu, ' '))
  return cutApart(texts, LABEL_WIDTH)
}

function percent(share: unknown): string {
  return typeof share === 'number' ? `${decimal(100 * share, 1).padStart(5)} %` : '      –'
}

function denominators(all: SqlRow): string {
  const lines = SHARES.map((name) => `  ${words(`stats.shares.${name}`, all)}\n`)
  return `${words('stats.shareDone')}\n${lines.join('')}`
}

function listLines(lists: readonly (readonly [string, number])[]): string {
  const lines = lists.map(
    ([name, rows]) =>
      `  --list ${name.padEnd(LIST_WIDTH)}${String(rows).padStart(COUNT_WIDTH)}  ${words(`stats.lists.${name}`)}\n`,
  )
  return lines.length === 0 ? '' : `${words('stats.listsByRows')}\n${lines.join('')}`
}
