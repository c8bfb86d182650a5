import type { MeasureRow } from '../model/measure.ts'
import type { Facts, Period } from '../model/report.ts'
import type { Reason } from '../model/vocabulary.ts'
import { sqlText } from '../resources.ts'
import { addTo } from '../text/lists.ts'
import { align, type Match } from './align.ts'
import {
  type BodyNames,
  bodyNamer,
  type Executors,
  type Guess,
  listBodies,
  type Received,
  type Slot,
} from './bodies.ts'
import type { Canonical, Printed } from './catalogue.ts'
import { type Engine, makeTable, type SqlAnswer, type SqlRow } from './engine.ts'
import { openFolder } from './folder.ts'
import { comparable } from './likeness.ts'
import type { Expected } from './roster.ts'
import { findReport } from './stored-reports.ts'
import {
  groupBy,
  identity,
  type Rule,
  type Ruling,
  ruleVersions,
  type Version,
} from './versions.ts'

/** What a person knows that the folder does not say. */
export interface Known {
  readonly roster: readonly Expected[] | null
  /** The measures that were to be answered. */
  readonly plan: readonly MeasureRow[] | null
  /** What the manifest tells of each of the sources, and whether it counts, where the manifest says so. */
  readonly finderFor: (sources: readonly string[]) => Finder
  readonly names: BodyNames
}

type Finder = (
  source: string,
) => { readonly facts: Facts; readonly row: { readonly counts?: boolean } } | null

/** A row of `sql/versions.sql`. */
type Head = Pick<
  Version,
  | 'reportKey'
  | 'sourceName'
  | 'sourcePart'
  | 'sha256'
  | 'programme'
  | 'respondent'
  | 'periodFrom'
  | 'periodTo'
> & { readonly measures: number; readonly isReviewed: boolean }

/** A report of the folder with the names that all tables use, before one of its versions is chosen. */
type NamedReport = Head & {
  readonly programmeName: string | null
  readonly body: string
  readonly reasons: readonly Reason[]
}
type ReportRow = NamedReport & Ruling

interface Ruled {
  readonly engine: Engine
  readonly reports: readonly ReportRow[]
  readonly naming: Naming
  readonly find: Finder
  /** Their measures, where a plan asked for them to be aligned. */
  readonly aligned: readonly Aligned[] | null
}

/** The results folder with what its figures are made of: the tables `reports`, `bodies`, `canonical`, `matches` and `cells` beside those of `openReports`. */
export async function openStatistics(folder: string, known: Known): Promise<Engine> {
  const ruled = await openRuled(folder, known)
  const { engine, reports, naming } = ruled
  await makeBodies(ruled, known)
  await makeAlignment(engine, ruled.aligned ?? (await alignAll(ruled, known)), known.plan)
  await makeStandings(engine, known)
  await makeTable(engine, 'guesses', GUESS_COLUMNS, [
    ...naming.guesses,
    ...programmeGuesses(reports, known.names),
  ])
  await engine.run(sqlText('cells'))
  return engine
}

/** The results folder with the table `reports`: which of them count; `measures` are of these. */
export async function openReports(folder: string, known: Known): Promise<Engine> {
  return (await openRuled(folder, known)).engine
}

async function openRuled(folder: string, known: Known): Promise<Ruled> {
  const engine = await openFolder(folder)
  const naming = namesOf(known)
  const sources = await engine.run(
    'select sourceName as source from allMeasures union select source from failures',
  )
  const find = known.finderFor(sources.rows.map(({ source }) => `${source}`))
  const versions = await readVersions(engine, { ...naming, find, folder })
  const foreign = new Map<string, Rule>()
  for (;;) {
    const rulings = ruleVersions(
      versions.map(({ version }) => ({
        ...version,
        foreign: version.foreign ?? foreign.get(version.reportKey) ?? null,
      })),
    )
    const reports = versions.flatMap(({ report }) => {
      const ruling = rulings.get(report.reportKey)
      return ruling ? [{ ...report, ...ruling }] : []
    })
    await makeTable(engine, 'reports', REPORT_COLUMNS, reports.map(withInstead(reports)))
    await ask(engine, 'counted')
    const ruled = { engine, reports, naming, find, aligned: null }
    const strays = await strayReports(ruled, known)
    if (strays.length === 0 && known.plan === null) return ruled
    const aligned = strays.length === 0 ? await alignAll(ruled, known) : []
    const found = [...strays, ...strangers(aligned, ruled, known)]
    if (found.length === 0) return { ...ruled, aligned }
    for (const [key, rule] of found) foreign.set(key, rule)
  }
}

/** Reports on a stray period that nobody asked for. */
async function strayReports(
  { engine, find }: Ruled,
  { roster }: Known,
): Promise<readonly (readonly [string, Rule])[]> {
  if (!roster) return []
  const asked = new Set(roster.map(({ period }) => `${period?.from} ${period?.to}`))
  const { rows } = await engine.run(
    `select reportKey, sourceName, periodFrom, periodTo from reports join periods using (programmeName, periodFrom, periodTo)
     where counts and isStray`,
  )
  return rows.flatMap(({ reportKey, sourceName, ...period }): (readonly [string, Rule])[] => {
    const told = find(`${sourceName}`)
    const isAsked = asked.has(`${period.periodFrom} ${period.periodTo}`)
    return isAsked || told?.row.counts || told?.facts.period
      ? []
      : [[`${reportKey}`, 'other_period']]
  })
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

interface Naming {
  readonly nameOf: (received: Pick<Received, 'respondent' | 'sourceName'>) => string
  readonly programmeOf: (name: string | null) => string | null
  readonly guesses: readonly Guess[]
}

/** The names that all tables use: those of roster and plan, else those that were met first. */
function namesOf({ roster, plan, names }: Known): Naming {
  const programmes = new Map<string, string>()
  const asked = new Set<string>()
  const onlyOf = ([only, ...others]: readonly string[]) => (others.length === 0 && only) || null
  // Names of the roster are told apart by each word; others may leave out words of one of them, or add some.
  const alike = (name: string) =>
    onlyOf([...asked].filter((one) => names.isSameProgramme(name, one)))
  for (const { programme } of roster ?? []) asked.add(nameFor(programmes, programme) ?? '')
  for (const { programme } of plan ?? []) asked.add(nameFor(programmes, programme, alike) ?? '')
  asked.delete('')
  return {
    ...bodyNamer(roster, names),
    programmeOf: (name) => nameFor(programmes, name ?? onlyOf([...asked]), alike),
  }
}

const FOREIGN: Partial<Record<Reason, Rule>> = {
  OTHER_PROGRAMME: 'other_programme',
  OTHER_PERIOD: 'other_period',
}

/** The reports of the folder with all that is needed to choose among their versions. */
async function readVersions(
  engine: Engine,
  { nameOf, programmeOf, find, folder }: Naming & { readonly find: Finder; folder: string },
): Promise<readonly { readonly report: NamedReport; readonly version: Version }[]> {
  const heads = (await ask(engine, 'versions')).rows as unknown as readonly Head[]
  const identified = heads.map((head) => ({
    head,
    version: {
      ...head,
      programme: programmeOf(head.programme),
      respondent: head.respondent === null ? null : nameOf(head),
    },
  }))
  const several = [
    ...groupBy(
      identified.map(({ version }) => version),
      identity,
    ).values(),
  ]
    .filter((one) => one.length > 1)
    .flat()
  const responses = await responsesOf(engine, several)
  const read: { readonly report: NamedReport; readonly version: Version }[] = []
  for (const { head, version } of identified) {
    // Only the report itself says how it was read.
    const matters = head.isReviewed || several.includes(version)
    const stored = matters ? await findReport(folder, head) : null
    const reasons = stored?.reasons ?? []
    const isDecided = find(head.sourceName)?.row.counts
    const [foreign = null] = reasons.flatMap((reason) => FOREIGN[reason] ?? [])
    read.push({
      report: { ...head, programmeName: version.programme, body: nameOf(version), reasons },
      version: {
        ...version,
        isRecognised: stored !== null && stored.source.textSource !== 'digital',
        foreign: isDecided === true ? null : foreign,
        decided: isDecided,
        responses: responses.get(head.reportKey) ?? [],
      },
    })
  }
  return read
}

/** The answers of reports that have several versions. */
async function responsesOf(
  engine: Engine,
  several: readonly Head[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const responses = new Map<string, string[]>()
  if (several.length === 0) return responses
  await makeTable(engine, 'several', 'reportKey varchar', several)
  const { rows } = await engine.run(
    'select reportKey, responseText from allMeasures semi join several using (reportKey)',
  )
  for (const { reportKey, responseText } of rows)
    addTo(responses, `${reportKey}`, `${responseText}`)
  await engine.run('drop table several')
  return responses
}

function withInstead(reports: readonly ReportRow[]) {
  const nameOf = new Map(reports.map(({ reportKey, sourceName }) => [reportKey, sourceName]))
  return (report: ReportRow) => ({
    ...report,
    instead: nameOf.get(report.insteadKey ?? '') ?? null,
  })
}

/** «Програма «Обласна програма …»» is «Обласна програма …»: words before a name in quotes say its kind. */
const QUOTED_NAME = /^[^«»"“”„]{1,40}[«"“„](.+)[»"”]$/u

/** Programmes whose names differ in case, quotes and the word before them have the name met first, others that of one alike. */
function nameFor(
  names: Map<string, string>,
  name: string | null,
  alike: (name: string) => string | null = () => null,
): string | null {
  if (name === null) return null
  const known = names.get(programmeKey(name)) ?? alike(name) ?? name
  names.set(programmeKey(name), known)
  return known
}

function programmeKey(name: string): string {
  return comparable(QUOTED_NAME.exec(name.trim())?.[1] ?? name)
}

/** Programmes of one name but for words that the other leaves out: a person says whether they are one. */
function programmeGuesses(reports: readonly ReportRow[], { isSameProgramme }: BodyNames): Guess[] {
  const first = new Map(
    reports.map((report) => [programmeKey(report.programme ?? ''), report] as const),
  )
  const names = [...new Set(reports.flatMap(({ programmeName }) => programmeName ?? []))]
  return [...first].flatMap(([key, { programme: written, programmeName, sourceName }]) => {
    if (written === null || programmeName === null) return []
    const isTaken = programmeKey(programmeName) !== key
    const others = names.slice(0, names.indexOf(programmeName))
    return (isTaken ? [programmeName] : others.filter((one) => isSameProgramme(written, one))).map(
      (taken) => ({ sourceName, written, taken }),
    )
  })
}

async function makeBodies({ engine, reports, naming, find }: Ruled, known: Known): Promise<void> {
  const { rows } = await engine.run('select source from failures')
  const slots = await engine.run('select programmeName as programme, * from periods')
  const failures = rows.map(({ source }) => {
    const { programme = null, respondent = null, period = null } = find(`${source}`)?.facts ?? {}
    return { sourceName: `${source}`, programme: naming.programmeOf(programme), respondent, period }
  })
  const received = (report: ReportRow) => ({
    ...report,
    programme: report.programmeName,
    period: periodOf(report),
  })
  const bodies = listBodies({
    reports: reports.filter(({ counts }) => counts).map(received),
    failures,
    foreign: reports
      .filter(({ isForeign }) => isForeign)
      .map((report) => ({
        ...received(report),
        // What it calls its programme, or its period, is not what was asked for.
        programme: naming.programmeOf(find(report.sourceName)?.facts.programme ?? null),
        period: known.roster?.find(({ body }) => body === report.body)?.period ?? periodOf(report),
      })),
    slots: slots.rows.map((row) => ({ ...row, period: periodOf(row) }) as unknown as Slot),
    roster: known.roster,
    nameOf: naming.nameOf,
  })
  await makeTable(engine, 'bodies', BODY_COLUMNS, bodies)
  await orderBodies(engine, [...bodies, ...reports], known.roster)
}

const ALPHABET = new Intl.Collator('uk', { numeric: true })

/** Gives names of bodies a type that every statement orders as the roster does, behind it by the alphabet. */
async function orderBodies(
  engine: Engine,
  rows: readonly { readonly body: string }[],
  roster: Known['roster'],
): Promise<void> {
  const names = rows.map(({ body }) => body).sort(ALPHABET.compare)
  const ordered = [...new Set([...(roster ?? []).map(({ body }) => body), ...names])]
  if (ordered.length === 0) return
  await makeTable(
    engine,
    'ordered',
    'body varchar, position integer',
    ordered.map((body, position) => ({ body, position })),
  )
  await engine.run(
    `create type bodyName as enum (select body from ordered order by position);
     drop table ordered;
     alter table bodies alter body type bodyName;
     alter table reports alter body type bodyName`,
  )
}

function periodOf({ periodFrom: from, periodTo: to }: ReportRow | SqlRow): Period | null {
  return from && to ? { from: `${from}`, to: `${to}` } : null
}

/** A measure of a report or of the plan while the lists of a programme are aligned. */
interface Line extends Printed {
  readonly reportKey: string | null
}

/** A row of `sql/asked.sql`. */
interface Asked extends Executors {
  readonly body: string
  readonly isCompared: boolean
}

/** The measures of one programme over its reports. */
interface Aligned {
  readonly programme: string | null
  readonly hasPlan: boolean
  readonly reports: readonly ReportRow[]
  readonly canonical: readonly Canonical<Line>[]
  readonly matches: readonly Match<Line>[]
}

async function alignAll(
  { engine, reports, naming }: Ruled,
  { plan }: Known,
): Promise<readonly Aligned[]> {
  const { rows } = await engine.run(
    'select reportKey, measureId, itemTitle, measureText as text from measures',
  )
  const linesOf = groupBy(rows as unknown as readonly Line[], ({ reportKey }) => `${reportKey}`)
  const counted = reports.filter(({ counts }) => counts)
  const programmes = groupBy(counted, ({ programmeName }) => JSON.stringify(programmeName))
  const plans = plansOf(plan, programmes, naming)
  const aligned: Aligned[] = []
  for (const [name, group] of programmes) {
    const programme = JSON.parse(name) as string | null
    const planned = plans.get(name)
    const lists = [...group].sort(byPeriod).map(({ reportKey }) => linesOf.get(reportKey) ?? [])
    const found = await align(planned ? [planned, ...lists] : lists)
    aligned.push({ ...found, programme, hasPlan: planned !== undefined, reports: group })
  }
  return aligned
}

/**
 * Reports of which nothing is in the plan, and those of a programme that nobody asked for; none where no
 * report at all is on the plan.
 */
function strangers(
  aligned: readonly Aligned[],
  { naming, find }: Pick<Ruled, 'naming' | 'find'>,
  known: Known,
): readonly (readonly [string, Rule])[] {
  const asked = new Set(
    known.roster?.map(({ programme }) => programme && naming.programmeOf(programme)),
  )
  const onPlan = new Set(
    aligned.flatMap(({ matches }) =>
      matches.flatMap(({ measure, canonical }) =>
        canonical.first.reportKey === null ? (measure.reportKey ?? []) : [],
      ),
    ),
  )
  if (onPlan.size === 0) return []
  return aligned.flatMap(({ programme, hasPlan, reports }) =>
    reports.flatMap(({ reportKey, sourceName }): (readonly [string, Rule])[] => {
      if (onPlan.has(reportKey) || find(sourceName)?.row.counts === true) return []
      if (hasPlan) return [[reportKey, 'nothing_of_plan']]
      const isTold = find(sourceName)?.facts.programme !== undefined || asked.has(programme)
      return isTold ? [] : [[reportKey, 'other_programme']]
    }),
  )
}

async function makeAlignment(engine: Engine, aligned: readonly Aligned[], plan: Known['plan']) {
  const canonical = aligned.flatMap(({ programme, hasPlan, canonical: all }) =>
    all.map(({ id, first }, position) => ({
      reportKey: first.reportKey,
      measureId: first.measureId,
      canonicalId: id,
      programme,
      position,
      inPlan: hasPlan && first.reportKey === null,
      hasPlan,
    })),
  )
  const matches = aligned
    .flatMap((one) => one.matches)
    .filter(({ measure }) => measure.reportKey !== null)
    .map(({ measure: { reportKey, measureId }, canonical: { id: canonicalId }, score, isSure }) => {
      return { reportKey, measureId, canonicalId, score, isSure }
    })
  await makeTable(engine, 'placed', PLACED_COLUMNS, canonical)
  await makeTable(engine, 'planned', PLANNED_COLUMNS, plan ?? [])
  await engine.run(sqlText('canonical'))
  await makeTable(engine, 'matches', MATCH_COLUMNS, matches)
}

/**
 * How each body, under all names that the roster knows, stands among the executors of each measure, also those
 * that it did not answer.
 */
async function makeStandings(engine: Engine, { roster, names }: Known): Promise<void> {
  const aliases = new Map(roster?.map(({ body, aliases: own }) => [body, own]))
  const { rows } = await ask(engine, 'asked')
  const standings = (rows as unknown as readonly Asked[]).flatMap(({ isCompared, ...asked }) => {
    const others = aliases.get(asked.body) ?? []
    if (isCompared && others.length === 0) return []
    return { ...asked, standing: names.standing([asked.body, ...others], asked) }
  })
  await makeTable(engine, 'standings', STANDING_COLUMNS, standings)
}

/**
 * The measures of the plan by the programme, as JSON, that they are of: the one that the plan names; where
 * it names none that is met, the only one, and where it names none at all, that of most reports.
 */
function plansOf(
  plan: Known['plan'],
  programmes: ReadonlyMap<string, readonly ReportRow[]>,
  { programmeOf }: Naming,
): ReadonlyMap<string, readonly Line[]> {
  const rows = plan ?? []
  const named = groupBy(rows, ({ programme }) => JSON.stringify(programmeOf(programme)))
  const isMet = [...named.keys()].some((name) => programmes.has(name))
  const isFree = programmes.size === 1 || rows.every(({ programme }) => programme === null)
  const [largest] = [...programmes].sort(([, one], [, other]) => other.length - one.length)
  const plans = isMet || !largest || !isFree ? named : new Map([[largest[0], rows]])
  return new Map(
    [...plans].flatMap(([name, own]) => (own.length === 0 ? [] : [[name, own.map(planLine)]])),
  )
}

function planLine({ measureId, itemTitle, measureText: text }: MeasureRow): Line {
  return { reportKey: null, measureId, itemTitle, text }
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

const REPORT_COLUMNS = `
  reportKey varchar, sourceName varchar, sourcePart integer, sha256 varchar, programme varchar,
  respondent varchar, periodFrom date, periodTo date, measures integer, programmeName varchar,
  body varchar, counts boolean, rule varchar, isForeign boolean, instead varchar, isSure boolean,
  reasons varchar[]`

const BODY_COLUMNS = `
  programme varchar, periodFrom date, periodTo date, body varchar, state varchar, isExpected boolean,
  isCounted boolean, sources varchar[]`

/** Where each measure of a programme stands, and where it is first printed; null is the plan. */
const PLACED_COLUMNS = `
  programme varchar, canonicalId varchar, position integer, inPlan boolean, hasPlan boolean,
  reportKey varchar, measureId varchar`

/** What the list of measures takes from the plan. */
const PLANNED_COLUMNS = `
  measureId varchar, sectionId varchar, sectionTitle varchar, itemId varchar, itemTitle varchar,
  measureText varchar, deadlineText varchar, deadlineTo date, executorsText varchar, bodies varchar[]`

const STANDING_COLUMNS = 'body varchar, executorsText varchar, bodies varchar[], standing varchar'
const GUESS_COLUMNS = 'sourceName varchar, written varchar, taken varchar'
const MATCH_COLUMNS = `
  reportKey varchar, measureId varchar, canonicalId varchar, score double, isSure boolean`
