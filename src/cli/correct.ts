import { userInfo } from 'node:os'
import { ZvitError } from '../model/error.ts'
import { sayAll } from '../resources.ts'
import type { Outcome, Request } from '../stats/decide.ts'
import type { SqlRow } from '../stats/engine.ts'
import { failAt, type NamedRow, namedRows } from '../text/csv.ts'
import { counted } from '../text/lists.ts'
import { type Arguments, DONE, SOME_FAILED, textOf } from './command.ts'
import { COLUMNS, type Column, refuse, requestOf } from './decisions.ts'
import { decideRows, mergeDecisions, undoDecision, valueReaders } from './engine.ts'
import { readFound } from './input.ts'
import { readSheets } from './rows.ts'
import { print, tell } from './streams.ts'
import { terminalTable } from './table.ts'
import { words } from './words.ts'

const LARGEST = 256 * 1024 * 1024
const KEY = /^[0-9a-f]{64}$/

/** `zvit correct DIR`. */
export async function run(given: Arguments): Promise<number> {
  const folder = given.positionals[0] ?? ''
  const [from, merge, key] = ['from', 'merge', 'key'].map((name) => textOf(given, name))
  if (given.options.list === true) return list(folder, given.options.json === true)
  if (merge !== undefined) return mergeFile(folder, merge)
  if (from !== undefined) return decideFile(folder, from, given)
  if (key === undefined) return refuse('What? Give --key KEY, --from FILE, --merge FILE or --list.')
  const { wholeKey } = await import('../stats/decide.ts')
  const whole = await wholeKey(folder, key)
  if (given.options.undo === true) return takeBack(folder, whole, given)
  return decideOne(folder, whole, given)
}

async function decideOne(folder: string, key: string, given: Arguments): Promise<number> {
  const told = (column: Column) => {
    if (column === 'none' || column === 'as-read') return given.options[column] ? 'yes' : undefined
    return textOf(given, column)
  }
  const request = requestOf(told, await valueReaders())
  if (request === null)
    return refuse('What is decided? Give --status, --number, --none, --as-read ….')
  const [outcome = 'missing'] = await decideRows(folder, [
    { ...request, key, by: request.by || nameOf(given) },
  ])
  if (outcome === 'several')
    refuse('Several versions have this key and other words; give --file NAME.')
  tell(words(`correct.said.${outcome}`))
  return DONE
}

/** Decisions of a CSV file or of the first sheet of a workbook that has the columns. */
async function decideFile(folder: string, file: string, given: Arguments): Promise<number> {
  const readers = await valueReaders()
  const requests: (Request & { readonly line: number })[] = []
  for (const row of await rowsOfFile(file)) {
    const request = requestOf(row.told, readers, (message) => failAt(WHAT, row.line, message))
    if (request === null) continue
    const key = row.told('key') ?? ''
    if (!KEY.test(key)) failAt(WHAT, row.line, 'a decision without a key.')
    requests.push({ ...request, key, by: request.by || nameOf(given), line: row.line })
  }
  const outcomes = await decideRows(folder, requests)
  const linesOf = (wanted: Outcome) =>
    requests.filter((_, index) => outcomes[index] === wanted).map(({ line }) => line)
  tell(
    words('correct.decisions', {
      written: linesOf('written').length,
      same: linesOf('same').length,
    }),
  )
  for (const outcome of ['changed', 'missing', 'several'] as const) {
    const lines = linesOf(outcome)
    if (lines.length > 0) tell(words(`correct.notWritten.${outcome}`, { lines: lines.join(', ') }))
  }
  return outcomes.every((outcome) => outcome === 'written' || outcome === 'same')
    ? DONE
    : SOME_FAILED
}

const WHAT = 'The file of decisions'
async function rowsOfFile(file: string): Promise<readonly NamedRow<Column>[]> {
  const sheets = await readSheets(file, 'file of decisions')
  let refused: unknown = new ZvitError('USAGE', `${WHAT} is empty.`)
  for (const rows of sheets)
    try {
      const headings = sayAll('corrections.headings')
      // Of a workbook of zvit most columns are for the eye.
      return namedRows(rows, {
        what: WHAT,
        columns: COLUMNS,
        required: 'key',
        headings,
        tell: () => {},
      })
    } catch (error) {
      if (!(error instanceof ZvitError)) throw error
      refused = error
    }
  throw refused
}

async function mergeFile(folder: string, file: string): Promise<number> {
  const text = new TextDecoder().decode(await readFound(file, LARGEST))
  const { decisions, odd } = await mergeDecisions(folder, text)
  tell(words('correct.takenOver', { count: decisions.length }))
  if (odd.length > 0) tell(words('correct.odd', { file, lines: odd.join(', ') }))
  return odd.length > 0 ? SOME_FAILED : DONE
}

async function takeBack(folder: string, key: string, given: Arguments): Promise<number> {
  const by = nameOf(given)
  const taken = await undoDecision(folder, key, { by, why: textOf(given, 'why') ?? '' })
  tell(
    taken === null
      ? words('correct.nothingToUndo')
      : words('correct.undone', { by: taken.by, at: taken.at }),
  )
  return DONE
}

const LISTED = [
  'state',
  'decidedBy',
  'decidedAt',
  'sourceName',
  'measureId',
  'decided',
  'why',
  'responseNow',
  'key',
]

/** All decisions, those that a person is asked about again first. */
async function list(folder: string, asJson: boolean): Promise<number> {
  const [{ readLedger }, { openFolder }, { ask }] = await Promise.all([
    import('../corrections/ledger.ts'),
    import('../stats/folder.ts'),
    import('../stats/prepare.ts'),
  ])
  const engine = await openFolder(folder)
  const { rows } = await ask(engine, 'decisions')
  engine.close()
  const { odd } = await readLedger(folder)
  if (asJson)
    await print(`${JSON.stringify({ schema: 'zvit.corrections/1', corrections: rows, odd })}\n`)
  else if (rows.length > 0)
    await print(
      terminalTable(
        LISTED.map((column) => words(`correct.columns.${column}`)),
        rows.map(line),
      ),
    )
  const counts = counted(rows.map(({ state }) => state))
  tell(
    rows.length === 0
      ? words('correct.nobody')
      : `${[...counts].map(([state, count]) => `${words(`correct.states.${state}`)} ${count}`).join(', ')}.`,
  )
  if (odd.length > 0)
    tell(words('correct.odd', { file: 'corrections.ndjson', lines: odd.join(', ') }))
  return DONE
}

function line(row: SqlRow) {
  const values = {
    ...row,
    state: words(`correct.states.${row.state}`),
    key: `${row.key}`.slice(0, SHORT_KEY),
  }
  return LISTED.map((column) => (values as SqlRow)[column])
}

/** Enough of a key to type. */
const SHORT_KEY = 12

function nameOf(given: Arguments): string {
  const told = textOf(given, 'by')
  if (told !== undefined) return told
  try {
    return userInfo().username
  } catch {
    throw new ZvitError('USAGE', 'Who decides? Give --by NAME.')
  }
}
