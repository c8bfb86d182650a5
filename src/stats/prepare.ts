import type { Facts } from '../model/facts.ts'
import type { MeasureRow } from '../model/measure.ts'
import type { Period } from '../model/report.ts'
import { sqlText } from '../resources.ts'
import { align } from './align.ts'
import { bodyNamer, listBodies, type Received } from './bodies.ts'
import type { Printed } from './catalogue.ts'
import type { Engine, SqlAnswer, SqlRow } from './engine.ts'
import { openFolder } from './folder.ts'
import { comparable } from './likeness.ts'
import type { Expected } from './roster.ts'
import { type Columns, makeTable } from './rows.ts'
import { groupBy, identity, type Ruling, ruleVersions, type Version } from './versions.ts'

/** What a person knows that the folder does not say. */
export interface Known {
  readonly roster: readonly Expected[] | null
  /** The measures that were to be answered. */
  readonly plan: readonly MeasureRow[] | null
  /** Whose a file is that failed, by its source name. */
  readonly factsOf: (source: string) => Facts | undefined
}

/** A row of `sql/versions.sql`. */
type Head = Omit<Version, 'responses' | 'isRecognised'> & { readonly measures: number }

/** A report of the folder with its ruling and the names that all tables use. */
type ReportRow = Head & Ruling & { readonly programmeName: string | null; readonly body: string }

/**
 * The results folder with what its figures are made of: the tables `reports`, `bodies`, `canonical`,
 * `matches` and `cells` beside those of `openFolder`.
 */
export async function openStatistics(folder: string, known: Known): Promise<Engine> {
  const { engine, reports, nameOf } = await openRuled(folder, known.roster)
  await makeBodies(engine, { reports, known, nameOf })
  await makeAlignment(engine, reports, known.plan)
  await engine.run(sqlText('cells'))
  return engine
}

/** The results folder with the table `reports`: which of them count. */
export async function openReports(folder: string): Promise<Engine> {
  return (await openRuled(folder, null)).engine
}

async function openRuled(folder: string, roster: Known['roster']) {
  const engine = await openFolder(folder)
  const nameOf = bodyNamer(roster)
  const reports = await ruledReports(engine, nameOf)
  await makeTable(engine, 'reports', REPORT_COLUMNS, reports.map(withInstead(reports)))
  return { engine, reports, nameOf }
}

/** The rows of a named statement, such as `by/section` or `lists/blank`. */
export function ask(engine: Engine, name: string): Promise<SqlAnswer> {
  return engine.run(sqlText(name))
}

/** How many rows a named statement has. */
export async function count(engine: Engine, name: string): Promise<number> {
  const statement = sqlText(name).trimEnd().replace(/;$/, '')
  const { rows } = await engine.run(`select count(*) as rows from (${statement}\n)`)
  return Number(rows[0]?.rows)
}

async function ruledReports(
  engine: Engine,
  nameOf: (version: ReportRow) => string,
): Promise<readonly ReportRow[]> {
  const { rows } = await ask(engine, 'versions')
  const heads = rows as unknown as readonly Head[]
  const rulings = ruleVersions(await withAnswers(engine, heads))
  const programmes = new Map<string, string>()
  return heads.flatMap((head) => {
    const ruling = rulings.get(head.reportKey)
    if (ruling === undefined) return []
    const report = {
      ...head,
      ...ruling,
      programmeName: nameFor(programmes, head.programme),
      body: '',
    }
    return [{ ...report, body: nameOf(report) }]
  })
}

/** Only where a report has several versions are their answers read. */
async function withAnswers(engine: Engine, heads: readonly Head[]): Promise<readonly Version[]> {
  const several = [...groupBy(heads, identity).values()].filter(({ length }) => length > 1).flat()
  const responses = new Map<string, string[]>()
  const recognised = new Set<string>()
  if (several.length > 0) {
    await makeTable(engine, 'several', { reportKey: 'VARCHAR' }, several)
    const { rows } = await engine.run(
      'select reportKey, responseText from measures semi join several using (reportKey)',
    )
    for (const { reportKey, responseText } of rows)
      responses.set(`${reportKey}`, [...(responses.get(`${reportKey}`) ?? []), `${responseText}`])
    for (const { reportKey, textSource } of (await ask(engine, 'sources')).rows)
      if (textSource !== 'digital') recognised.add(`${reportKey}`)
    await engine.run('drop table several')
  }
  return heads.map((head) => ({
    ...head,
    isRecognised: recognised.has(head.reportKey),
    responses: responses.get(head.reportKey) ?? [],
  }))
}

function withInstead(reports: readonly ReportRow[]) {
  const nameOf = new Map(reports.map(({ reportKey, sourceName }) => [reportKey, sourceName]))
  return (report: ReportRow) => ({
    ...report,
    instead: nameOf.get(report.insteadKey ?? '') ?? null,
  })
}

/** Programmes whose names differ in case and quotes only have the name that was met first. */
function nameFor(names: Map<string, string>, name: string | null): string | null {
  if (name === null) return null
  const known = names.get(comparable(name)) ?? name
  names.set(comparable(name), known)
  return known
}

async function makeBodies(
  engine: Engine,
  given: {
    readonly reports: readonly ReportRow[]
    readonly known: Known
    readonly nameOf: (received: Received) => string
  },
): Promise<void> {
  const { rows } = await engine.run('select source from failures')
  const programmes = new Map<string, string>()
  for (const { programmeName } of given.reports) nameFor(programmes, programmeName)
  const failures = rows.map(({ source }) => {
    const facts = given.known.factsOf(`${source}`)
    return {
      sourceName: `${source}`,
      programme: nameFor(programmes, facts?.programme ?? null),
      respondent: facts?.respondent ?? null,
      period: facts?.period ?? null,
    }
  })
  const reports = given.reports
    .filter(({ counts }) => counts)
    .map((report) => ({ ...report, programme: report.programmeName, period: periodOf(report) }))
  const bodies = listBodies({ ...given, reports, failures, roster: given.known.roster })
  await makeTable(engine, 'bodies', BODY_COLUMNS, bodies)
}

function periodOf({ periodFrom, periodTo }: ReportRow): Period | null {
  return periodFrom === null || periodTo === null ? null : { from: periodFrom, to: periodTo }
}

/** A measure of a report or of the plan while the lists of a programme are aligned. */
interface Line extends Printed {
  readonly reportKey: string | null
}

async function makeAlignment(
  engine: Engine,
  reports: readonly ReportRow[],
  plan: Known['plan'],
): Promise<void> {
  const { rows } = await engine.run(
    `select m.reportKey, m.measureId, m.itemTitle, m.measureText
     from measures m semi join (from reports where counts) using (reportKey)`,
  )
  const linesOf = groupBy(rows.map(lineOf), ({ reportKey }) => `${reportKey}`)
  const counted = reports.filter(({ counts }) => counts)
  const canonical: object[] = []
  const matches: object[] = []
  const programmes = groupBy(counted, ({ programmeName }) => JSON.stringify(programmeName))
  for (const [name, group] of programmes) {
    const programme = JSON.parse(name) as string | null
    const planned = planOf(plan, programme, programmes.size)
    const lists = [...group].sort(byPeriod).map(({ reportKey }) => linesOf.get(reportKey) ?? [])
    const aligned = await align(planned ? [planned, ...lists] : lists)
    for (const [position, { id, first }] of aligned.canonical.entries())
      canonical.push({
        reportKey: first.reportKey,
        measureId: first.measureId,
        canonicalId: id,
        programme,
        position,
        inPlan: planned !== null && first.reportKey === null,
        hasPlan: planned !== null,
      })
    for (const { measure, canonical: partner, score, isSure } of aligned.matches)
      if (measure.reportKey !== null)
        matches.push({
          reportKey: measure.reportKey,
          measureId: measure.measureId,
          canonicalId: partner.id,
          score,
          isSure,
        })
  }
  await makeTable(engine, 'placed', PLACED_COLUMNS, canonical)
  await makeTable(engine, 'planned', PLANNED_COLUMNS, plan ?? [])
  await engine.run(sqlText('canonical'))
  await makeTable(engine, 'matches', MATCH_COLUMNS, matches)
}

function lineOf(row: SqlRow): Line {
  return {
    reportKey: `${row.reportKey}`,
    measureId: `${row.measureId}`,
    itemTitle: `${row.itemTitle}`,
    text: `${row.measureText}`,
  }
}

/** The plan is of the programme that it names; where it names none that is met, of the only one. */
function planOf(
  plan: Known['plan'],
  programme: string | null,
  programmes: number,
): readonly Line[] | null {
  if (plan === null) return null
  const own = plan.filter(
    (row) => row.programme && comparable(row.programme) === comparable(programme ?? ''),
  )
  const rows = own.length > 0 ? own : programmes === 1 ? plan : []
  if (rows.length === 0) return null
  return rows.map((row) => ({
    reportKey: null,
    measureId: row.measureId,
    itemTitle: row.itemTitle,
    text: row.measureText,
  }))
}

/** Earlier periods first, so that what was reworded is followed; in one period the fullest first. */
function byPeriod(left: ReportRow, right: ReportRow): number {
  return (
    compareTexts(left.periodFrom ?? '', right.periodFrom ?? '') ||
    right.measures - left.measures ||
    compareTexts(left.sourceName, right.sourceName)
  )
}

function compareTexts(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1
}

/* The tables that zvit adds to those of the folder; docs/data.md tells what their columns mean. */

const REPORT_COLUMNS: Columns = {
  reportKey: 'VARCHAR',
  sourceName: 'VARCHAR',
  sourcePart: 'INTEGER',
  sha256: 'VARCHAR',
  programme: 'VARCHAR',
  respondent: 'VARCHAR',
  periodFrom: 'DATE',
  periodTo: 'DATE',
  measures: 'INTEGER',
  programmeName: 'VARCHAR',
  body: 'VARCHAR',
  counts: 'BOOLEAN',
  rule: 'VARCHAR',
  instead: 'VARCHAR',
  isSure: 'BOOLEAN',
}

const BODY_COLUMNS: Columns = {
  programme: 'VARCHAR',
  periodFrom: 'DATE',
  periodTo: 'DATE',
  body: 'VARCHAR',
  state: 'VARCHAR',
  isExpected: 'BOOLEAN',
  isCounted: 'BOOLEAN',
  sources: ['VARCHAR'],
}

/** Where each measure of a programme stands, and where it is first printed; null is the plan. */
const PLACED_COLUMNS: Columns = {
  programme: 'VARCHAR',
  canonicalId: 'VARCHAR',
  position: 'INTEGER',
  inPlan: 'BOOLEAN',
  hasPlan: 'BOOLEAN',
  reportKey: 'VARCHAR',
  measureId: 'VARCHAR',
}

/** What the list of measures takes from the plan. */
const PLANNED_COLUMNS: Columns = {
  measureId: 'VARCHAR',
  sectionId: 'VARCHAR',
  sectionTitle: 'VARCHAR',
  itemId: 'VARCHAR',
  itemTitle: 'VARCHAR',
  measureText: 'VARCHAR',
  deadlineText: 'VARCHAR',
  deadlineTo: 'DATE',
  executorsText: 'VARCHAR',
  bodies: ['VARCHAR'],
}

const MATCH_COLUMNS: Columns = {
  reportKey: 'VARCHAR',
  measureId: 'VARCHAR',
  canonicalId: 'VARCHAR',
  score: 'DOUBLE',
  isSure: 'BOOLEAN',
}
