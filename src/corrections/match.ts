import { addTo } from '../text/lists.ts'
import {
  type Decided,
  type Field,
  fieldsOf,
  isOfReport,
  type JudgedRow,
  type Known,
  plain,
  REPORT_FIELDS,
  wordsHash,
} from './decision.ts'

/**
 * What became of a decision: it applies; others decided otherwise without knowing of it; the words of its
 * row are others now; its row is nowhere; a later decision replaced it, or took it back.
 */
export type State = 'applied' | 'conflict' | 'changed' | 'gone' | 'replaced'

/** A decision beside the rows of a folder. */
export interface Match {
  readonly decision: Known
  readonly state: State
  /** Rows that hold the words that were judged. */
  readonly rows: readonly JudgedRow[]
  /** The row or rows that hold other words where those stood. */
  readonly asked: readonly JudgedRow[]
}

/** What holds of a row or a report, and the decisions that say so. */
export interface Effective {
  readonly decided: Decided
  readonly by: readonly Known[]
}

/** What people decided about a report: about its facts, and about its rows by the machine's number. */
export interface ReportDecisions {
  readonly facts: Effective
  readonly rows: ReadonlyMap<string, Effective>
}

export interface Matched {
  readonly matches: readonly Match[]
  /** By `reportId`; only of reports that decisions are about. */
  readonly reports: ReadonlyMap<string, ReportDecisions>
}

/** Decisions whose words do not stand in the rows of their key, of which these are all. */
export function decisionsAstray(
  decisions: readonly Known[],
  keyed: readonly JudgedRow[],
): readonly Known[] {
  const index = indexOf(keyed)
  return decisions.filter(({ about, decided, words }) => {
    const fields = fieldsOf(decided)
    const holdsWords = (row: JudgedRow) => wordsHash(row, fields) === words
    return fields.length > 0 && !index('key', about.key).some(holdsWords)
  })
}

/**
 * Finds the rows that decisions are about. Needs every row of the folder with the key of one and, where its words do not
 * stand there, those that share the bytes, the source, the facts or the words of the measure; more do no harm.
 */
export function matchDecisions(decisions: readonly Known[], rows: readonly JudgedRow[]): Matched {
  const alive = fieldsAlive(decisions)
  const index = indexOf(rows)
  const found = decisions
    .filter(({ decided }) => fieldsOf(decided).length > 0)
    .map((decision) => ({
      decision,
      fields: alive(decision),
      found: findRows(decision, index),
    }))
  const said = new Map<string, Said[]>()
  for (const { decision, fields, found: own } of found)
    for (const row of own.rows)
      for (const field of fields)
        addTo(said, reportId(row), { decision, field, measureId: row.measureId })
  const conflicts = new Set<Known>()
  const reports = new Map([...said].map(([id, own]) => [id, reportDecisions(own, conflicts)]))
  return {
    matches: found.map(({ decision, fields, found: own }) => ({
      decision,
      state: stateOf(own, fields, conflicts.has(decision)),
      ...own,
    })),
    reports,
  }
}

/** Several reports of one file have one key. */
export function reportId({
  reportKey,
  sourcePart,
}: Pick<JudgedRow, 'reportKey' | 'sourcePart'>): string {
  return `${reportKey} ${sourcePart}`
}

/** Which fields of each decision no later one replaced. */
function fieldsAlive(decisions: readonly Known[]): (decision: Known) => readonly Field[] {
  const later = new Map<string, Known[]>()
  for (const decision of decisions) for (const id of decision.instead) addTo(later, id, decision)
  // Ids are hashes of what names them: no decision can name a later one.
  const isTakenBack = ({ id }: Known): boolean =>
    (later.get(id) ?? []).some((next) => fieldsOf(next.decided).length === 0 && !isTakenBack(next))
  return (decision) => {
    if (isTakenBack(decision)) return []
    const next = (later.get(decision.id) ?? []).filter((one) => !isTakenBack(one))
    return fieldsOf(decision.decided).filter(
      (field) => !next.some(({ decided }) => replaces(decided, field)),
    )
  }
}

/** Of each answer the last class that was decided and not replaced; where people contradict each other, none. */
export function classDecisions(decisions: readonly Known[]): readonly Known[] {
  const alive = fieldsAlive(decisions)
  const answers = new Map<string, Known[]>()
  for (const one of decisions.filter((each) => alive(each).includes('class')))
    addTo(answers, `${one.about.key} ${one.words}`, one)
  return [...answers.values()].flatMap((own) =>
    own.every(({ decided }) => isAlike(decided.class, own[0]?.decided.class)) ? own.slice(-1) : [],
  )
}

function replaces(decided: Decided, field: Field): boolean {
  if (decided[field] !== undefined) return true
  if (REPORT_FIELDS.has(field)) return false
  if (decided.none) return true
  const isAboutAll = field === 'none' || field === 'asRead'
  return isAboutAll && fieldsOf(decided).some((one) => !REPORT_FIELDS.has(one))
}

type Index = (
  column: 'key' | 'sha256' | 'sourceName' | 'facts' | 'words',
  value: string,
) => readonly JudgedRow[]

function indexOf(rows: readonly JudgedRow[]): Index {
  const index = new Map<string, JudgedRow[]>()
  for (const row of rows) {
    const { key, sha256, sourceName } = row
    const columns = { key, sha256, sourceName, facts: factsOf(row), words: plain(row.measureText) }
    for (const [column, value] of Object.entries(columns)) addTo(index, `${column} ${value}`, row)
  }
  return (column, value) => index.get(`${column} ${value}`) ?? []
}

type Facts = Pick<JudgedRow, 'programme' | 'respondent' | 'periodFrom' | 'periodTo' | 'sourcePart'>

/** Equal for reports of one body on one programme and period; empty where that is not known. */
function factsOf({ programme, respondent, periodFrom, periodTo, sourcePart }: Facts): string {
  if (programme === null || respondent === null || periodFrom === null) return ''
  return JSON.stringify([folded(programme), folded(respondent), periodFrom, periodTo, sourcePart])
}

type Found = Pick<Match, 'rows' | 'asked'>

function findRows(decision: Known, index: Index): Found {
  const { about, words } = decision
  const fields = fieldsOf(decision.decided)
  const holdsWords = (row: JudgedRow) => wordsHash(row, fields) === words
  const keyed = index('key', about.key)
  // Another version of the report may say something else on the measure: it applies to one and is asked of the other.
  const same = keyed.filter(holdsWords)
  if (same.length > 0) return { rows: same, asked: keyed.filter((row) => !holdsWords(row)) }
  const near = sameReports(about, index)
  const moved = toldApart(about, near.filter(holdsWords))
  if (moved.length > 0) return { rows: moved, asked: [] }
  const followed = near.length > 0 || isOfReport(fields) ? [] : elsewhere(about, index, holdsWords)
  if (followed.length > 0) return { rows: followed, asked: [] }
  const atItsPlace = near.filter(({ measureId }) => measureId === about.measureId)
  return { rows: [], asked: keyed.length > 0 ? keyed : atItsPlace }
}

type About = Known['about']

/** The rows of the same bytes, else of the same file, else of the same body, programme and period. */
function sameReports(about: About, index: Index): readonly JudgedRow[] {
  const facts = factsOf(about)
  const ways = [
    index('sha256', about.sha256),
    index('sourceName', about.sourceName),
    facts === '' ? [] : index('facts', facts),
  ]
  return ways.find((rows) => rows.length > 0) ?? []
}

/**
 * Rows with the words that were judged, out of reports that may be the one that was. What several bodies
 * sent is the answer of the one body; words that stand twice in a report are told apart by their number.
 */
function toldApart(about: About, rows: readonly JudgedRow[]): readonly JudgedRow[] {
  const bodies = new Set(rows.map(({ respondent }) => folded(respondent ?? '')))
  const isOwn = ({ respondent }: JudgedRow) =>
    folded(respondent ?? '') === folded(about.respondent ?? '')
  const own = bodies.size > 1 ? (about.respondent === null ? [] : rows.filter(isOwn)) : rows
  const reports = new Map<string, JudgedRow[]>()
  for (const row of own) addTo(reports, JSON.stringify([row.sourceName, row.sourcePart]), row)
  return [...reports.values()].flatMap((one) => {
    const numbered = one.filter(({ measureId }) => measureId === about.measureId)
    return one.length === 1 ? one : numbered
  })
}

/**
 * The row that the words went to with a file that was changed and renamed, of a report whose programme or
 * period is not known: the only one in the folder with the words and the number, of the same body.
 */
function elsewhere(
  about: About,
  index: Index,
  holdsWords: (row: JudgedRow) => boolean,
): readonly JudgedRow[] {
  const found = index('words', plain(about.measureText)).filter(
    (row) => holdsWords(row) && row.measureId === about.measureId && isOfBody(about, row),
  )
  return found.length === 1 ? found : []
}

function isOfBody(about: About, row: JudgedRow): boolean {
  if (about.respondent === null || row.respondent === null) return false
  return (['respondent', 'programme', 'periodFrom', 'periodTo'] as const).every((fact) => {
    const [one, other] = [about[fact], row[fact]]
    return one === null || other === null || folded(one) === folded(other)
  })
}

function folded(name: string): string {
  return plain(name).toLowerCase()
}

/** A field that a decision says something of, about a row by the machine's number. */
interface Said {
  readonly decision: Known
  readonly field: Field
  readonly measureId: string
}

/** What holds of a report; decisions that contradict each other are added to the conflicts. */
function reportDecisions(said: readonly Said[], conflicts: Set<Known>): ReportDecisions {
  const facts = effective(
    said.filter(({ field }) => REPORT_FIELDS.has(field)),
    conflicts,
  )
  const rows = new Map<string, Said[]>()
  for (const one of said) if (!REPORT_FIELDS.has(one.field)) addTo(rows, one.measureId, one)
  return { facts, rows: new Map([...rows].map(([id, own]) => [id, effective(own, conflicts)])) }
}

function effective(said: readonly Said[], conflicts: Set<Known>): Effective {
  const isNone = said.some(({ field }) => field === 'none')
  // A row that is none for one and has values for another.
  if (isNone && said.some(({ field }) => field !== 'none')) {
    for (const { decision } of said) conflicts.add(decision)
    return { decided: {}, by: [] }
  }
  const values = new Map<Field, Said[]>()
  for (const one of said) addTo(values, one.field, one)
  const decided: Partial<Record<Field, unknown>> = {}
  const by = new Set<Known>()
  for (const [field, own] of values) {
    const [first] = own
    const value = first?.decision.decided[field]
    const isSaidAlike = own.every(({ decision }) => isAlike(decision.decided[field], value))
    for (const { decision } of own) (isSaidAlike ? by : conflicts).add(decision)
    if (isSaidAlike) decided[field] = value
  }
  return { decided: decided as Decided, by: [...by] }
}

/** True for values that are written alike. */
export function isAlike(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

function stateOf({ rows, asked }: Found, fields: readonly Field[], isInConflict: boolean): State {
  if (fields.length === 0) return 'replaced'
  if (isInConflict) return 'conflict'
  if (rows.length > 0) return 'applied'
  return asked.length > 0 ? 'changed' : 'gone'
}
