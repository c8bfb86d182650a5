import {
  type Decided,
  type Decision,
  decide,
  fieldsOf,
  isOfReport,
  type JudgedRow,
  type Known,
  plain,
  undo,
} from '../corrections/decision.ts'
import { appendDecisions, type Hold, idOf, readLedger } from '../corrections/ledger.ts'
import { type Matched, matchDecisions, reportId } from '../corrections/match.ts'
import { ZvitError } from '../model/error.ts'
import { type Engine, openEngine } from './engine.ts'
import { readRows } from './folder.ts'
import { rowsAbout } from './overlay.ts'
import { groupBy } from './versions.ts'

/** What a person says about a row. */
export interface Request {
  readonly key: string
  /** What is decided, of the row as the machine reads it and of what people say of it so far. */
  readonly decided: (row: JudgedRow, now: Decided) => Decided
  readonly by: string
  readonly why: string
  /** Where the person did not see what zvit says. */
  readonly blind?: true
  /** What the person saw, where it is known: other words are not decided about. */
  readonly seen: {
    readonly measureText?: string
    readonly responseText?: string
    readonly sourceName?: string
  }
}

/**
 * What became of a request: written; it says what stands already; the row has other words than the person
 * saw; no row has the key; several versions of the report have it, with different words.
 */
export type Outcome = 'written' | 'same' | 'changed' | 'missing' | 'several'

/** Does work on the tables of the folder where somebody has them open; null where nobody has them as they are now. */
export type Lend = <T>(work: (engine: Engine) => Promise<T>) => Promise<T | null>

type Way = Pick<Decision, 'at'> & { readonly hold: Hold; readonly lend?: Lend | undefined }

/**
 * Appends decisions to those of a results folder; each replaces what stood of its row, which is read and
 * written under one lock. Gives what became of each request, in their order.
 */
export async function decideRows(
  folder: string,
  requests: readonly Request[],
  { at, hold, lend }: Way,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  await appendDecisions(folder, hold, async (known) => {
    const keys = requests.map(({ key }) => key)
    const rows = await rowsFor({ folder, lend }, known, keys)
    const byKey = groupBy(rows, ({ key }) => key)
    const standing = openStanding(known, rows)
    const made: Decision[] = []
    for (const request of requests) {
      const [row, outcome] = findSeen(byKey.get(request.key) ?? [], request)
      const decided = row === null ? {} : request.decided(row, standing.now(row))
      const isSame = row !== null && standing.says(row, decided)
      outcomes.push(isSame ? 'same' : outcome)
      if (row === null || isSame) continue
      const { by, why, blind } = request
      const instead = [...standing.ids(row)]
      const decision = decide(row, decided, { by, at, why, ...(blind && { blind }), instead })
      standing.add(row, decision)
      made.push(decision)
    }
    return made
  })
  return outcomes
}

/** Takes the last decision about a key back, where there is one that stands; what stood before it stands again. Gives what was taken back. */
export async function undoLast(
  folder: string,
  key: string,
  { by, at, why, hold, lend }: Pick<Decision, 'by' | 'why'> & Way,
): Promise<Known | null> {
  let taken: Known | null = null
  await appendDecisions(folder, hold, async (known) => {
    const rows = await rowsFor({ folder, lend }, known)
    const { matches } = matchDecisions(known, rows)
    const last = matches
      .filter(({ state }) => state !== 'replaced')
      .filter(({ decision, rows: own }) => [decision.about, ...own].some((row) => row.key === key))
      .at(-1)
    taken = last?.decision ?? null
    return taken === null ? [] : [undo([taken], { by, at, why })]
  })
  return taken
}

/** Fewer characters of a key are a slip. */
const SHORTEST = 6

/** The key that begins so, of a row or of a decision. Throws `USAGE` where there is none or several. */
export async function wholeKey(folder: string, beginning: string): Promise<string> {
  const engine = await openEngine()
  await readRows(engine, folder)
  const { rows } = await engine.run(
    'select distinct key from allMeasures where starts_with(key, $beginning) limit 2',
    { beginning },
  )
  engine.close()
  const decided = (await readLedger(folder)).decisions.map(({ about }) => about.key)
  const [key, ...others] = new Set([
    ...rows.map((row) => `${row.key}`),
    ...decided.filter((one) => one.startsWith(beginning)),
  ])
  if (beginning.length < SHORTEST || others.length > 0)
    throw new ZvitError('USAGE', `Several keys begin with '${beginning}'; give more of it.`)
  if (key === undefined)
    throw new ZvitError('USAGE', `No row has a key that begins with '${beginning}'.`)
  return key
}

async function rowsFor(
  { folder, lend }: { readonly folder: string } & Pick<Way, 'lend'>,
  known: readonly Known[],
  keys: readonly string[] = [],
): Promise<readonly JudgedRow[]> {
  const lent = await lend?.((engine) => rowsAbout(engine, known, keys))
  if (lent) return lent
  const engine = await openEngine()
  await readRows(engine, folder)
  const rows = await rowsAbout(engine, known, keys)
  engine.close()
  return rows
}

function findSeen(
  rows: readonly JudgedRow[],
  { seen }: Request,
): readonly [row: JudgedRow | null, outcome: Outcome] {
  if (rows.length === 0) return [null, 'missing']
  const { measureText, responseText, sourceName } = seen
  const ofFile = rows.filter((row) => sourceName === undefined || row.sourceName === sourceName)
  const [row, ...others] = (ofFile.length > 0 ? ofFile : rows).filter(
    (one) => isSeen(measureText, one.measureText) && isSeen(responseText, one.responseText),
  )
  if (row === undefined) return [null, 'changed']
  return others.every((other) => hasSameWords(row, other)) ? [row, 'written'] : [null, 'several']
}

/** What a workbook shows of a long text is its beginning, and what begins like a formula has an apostrophe. */
const SHOWN = 30_000

function isSeen(shown: string | undefined, text: string): boolean {
  if (shown === undefined) return true
  const [seen, now] = [
    plain(shown.replace(/^'(?=[-'=+@])/, '')),
    plain(text.replace(/^'(?=[-'=+@])/, '')),
  ]
  return seen === now || (seen.length > SHOWN && now.startsWith(seen.slice(0, SHOWN)))
}

function hasSameWords(left: JudgedRow, right: JudgedRow): boolean {
  return left.measureText === right.measureText && left.responseText === right.responseText
}

/** What stands of each row while decisions are added. */
interface Standing {
  readonly now: (row: JudgedRow) => Decided
  readonly says: (row: JudgedRow, decided: Decided) => boolean
  readonly ids: (row: JudgedRow) => ReadonlySet<string>
  readonly add: (row: JudgedRow, decision: Decision) => void
}

function openStanding(known: readonly Known[], rows: readonly JudgedRow[]): Standing {
  const matched: Matched = matchDecisions(known, rows)
  const ids = new Map<string, Set<string>>()
  const latest = new Map<string, Decided>()
  const remember = (name: string, id: string) => ids.set(name, (ids.get(name) ?? new Set()).add(id))
  for (const { decision, state, rows: own } of matched.matches)
    for (const row of state === 'replaced' ? [] : own) {
      remember(rowName(row), decision.id)
      // Facts of a report are decided at any of its rows.
      if (isOfReport(fieldsOf(decision.decided))) remember(reportId(row), decision.id)
    }
  const decidedOf = (row: JudgedRow) => {
    const report = matched.reports.get(reportId(row))
    const now = latest.get(rowName(row))
    return now ?? { ...report?.facts.decided, ...report?.rows.get(row.measureId)?.decided }
  }
  return {
    now: decidedOf,
    says: (row, decided) => {
      const now = decidedOf(row)
      const fields = fieldsOf(decided)
      return fields.every((field) => JSON.stringify(now[field]) === JSON.stringify(decided[field]))
    },
    ids: (row) => new Set([...(ids.get(rowName(row)) ?? []), ...(ids.get(reportId(row)) ?? [])]),
    add: (row, decision) => {
      const id = idOf(JSON.stringify(decision))
      remember(rowName(row), id)
      if (isOfReport(fieldsOf(decision.decided))) remember(reportId(row), id)
      latest.set(rowName(row), { ...decidedOf(row), ...decision.decided })
    },
  }
}

function rowName(row: JudgedRow): string {
  return `${reportId(row)} ${row.measureId}`
}
