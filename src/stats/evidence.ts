import type { Corrected } from '../corrections/apply.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Place } from '../model/place.ts'
import type { Finding, Measure, Report } from '../model/report.ts'
import { say, sayAll } from '../resources.ts'
import {
  anchor,
  type DoubtLine,
  type Evidence,
  type EvidenceEntry,
  evidenceIndex,
  evidencePage,
  type IndexLine,
  type Quotation,
} from '../write/evidence.ts'
import { flatten } from '../write/flatten.ts'
import { columnLetters } from '../write/sheet.ts'
import type { Engine, SqlRow } from './engine.ts'
import { openCorrector } from './folder.ts'
import { labelOf } from './labels.ts'
import { shortened } from './letters.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { storedReports } from './stored-reports.ts'

/** The group of the answers that need review on a page, 0-based. */
const REVIEW_GROUP = 1
/** UTF-16 units of a measure or an answer in the contents. */
const QUOTED = 240
/** Findings that the deadline is part of. */
const ABOUT_DEADLINE: ReadonlySet<Finding['code']> = new Set(['STRICTER_PERIOD_IN_TEXT'])

/** What people decided about the measures of the report, by their numbers. */
type Marks = Corrected['marks']
const NOBODY: Marks = new Map()

/** What the page of a report shows: every finding, every answer that needs review, and what people decided, with its places. */
export function evidenceOf(report: Report, marks: Marks = NOBODY): Evidence {
  const measures = measuresOf(report)
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  return {
    title: say('evidence.title', { name: report.source.name }),
    facts: factsOf(report),
    technical: technicalOf(report),
    groups: [
      {
        heading: say('evidence.findings'),
        note:
          report.findings.length === 0 ? say('evidence.noneSuch') : say('evidence.aboutFindings'),
        entries: report.findings.map((finding) => findingEntry(finding, byId, { report, marks })),
      },
      {
        heading: say('evidence.toReview'),
        note:
          report.counts.needsReview === 0 ? say('evidence.noneSuch') : say('evidence.aboutReview'),
        entries: measures
          .filter(({ response }) => response.needsReview)
          .map((measure) => reviewEntry(measure, { report, marks })),
      },
      ...decidedGroup(measures, { report, marks }),
    ],
  }
}

/** A report beside what people decided about it. */
interface Shown {
  readonly report: Report
  readonly marks: Marks
}

function decidedGroup(measures: readonly Measure[], shown: Shown): Evidence['groups'] {
  const decided = measures.filter(({ id }) => shown.marks.get(id)?.by)
  if (decided.length === 0) return []
  const entries = decided.map((measure) => ({
    heading: headingOf(measure),
    rule: decidedWords(measure, shown.marks) ?? '',
    quotations: quotationsOf(measure, shown, true),
  }))
  return [{ heading: say('evidence.decided'), note: say('evidence.aboutDecided'), entries }]
}

/** Who decided, and what zvit says itself; null where nobody did. */
function decidedWords({ id }: Measure, marks: Marks): string | null {
  const mark = marks.get(id)
  if (!mark?.by) return null
  const machine = classWords(mark.machineStatus, mark.machineDetail)
  return say('evidence.decidedBy', { by: mark.by, machine })
}

function factsOf({ source, heading, counts, grade, reasons }: Report): Evidence['facts'] {
  const { respondent, programme, period, given } = heading
  return [
    [
      say('evidence.file'),
      source.part === 1
        ? source.name
        : say('evidence.part', { name: source.name, part: source.part }),
    ],
    [say('evidence.body'), respondent ?? say('evidence.unknown')],
    [say('evidence.programme'), programme ?? say('evidence.unknown')],
    [say('evidence.period'), periodWords(period?.from, period?.to)],
    ...(given.length === 0
      ? []
      : [
          [
            say('evidence.given'),
            given.map((fact) => say(`evidence.facts.${fact}`)).join(', '),
          ] as const,
        ]),
    [
      say('evidence.measures'),
      say('evidence.counts', {
        measures: counts.measures,
        done: counts.done,
        notInCompetence: counts.notInCompetence,
        blank: counts.blank,
        other: counts.other,
      }),
    ],
    [
      say('evidence.grade'),
      grade === 'load'
        ? say('evidence.load')
        : say('evidence.review', {
            reasons: reasons.map((reason) => say(`evidence.reasons.${reason}`)).join('; '),
          }),
    ],
  ]
}

/** What tells the very file and who read it. */
function technicalOf({ source, producedBy }: Report): Evidence['technical'] {
  return [
    [say('evidence.sha256'), source.sha256],
    [say('evidence.bytes'), String(source.bytes)],
    [
      say('evidence.format'),
      source.pages === null
        ? source.format
        : say('evidence.pages', { format: source.format, pages: source.pages }),
    ],
    [say('evidence.textSource'), say(`evidence.textSources.${source.textSource}`)],
    [
      say('evidence.readBy'),
      say('evidence.producer', {
        zvit: producedBy.zvit,
        grammar: producedBy.grammar,
        grammarVersion: producedBy.grammarVersion,
      }),
    ],
    [say('evidence.key'), producedBy.key],
  ]
}

function findingEntry(
  { code, measures, responsibility }: Finding,
  byId: ReadonlyMap<string, Measure>,
  shown: Shown,
): EvidenceEntry {
  const standing = responsibility === undefined ? '' : ` (${labelOf('standing', responsibility)})`
  return {
    heading: `${measures.join(', ')}: ${labelOf('finding', code)}`,
    rule: say('evidence.findingRule', { code, rule: say(`evidence.rules.${code}`), standing }),
    quotations: measures.flatMap((id) => {
      const measure = byId.get(id)
      return measure ? quotationsOf(measure, shown, ABOUT_DEADLINE.has(code)) : []
    }),
  }
}

function reviewEntry(measure: Measure, shown: Shown): EvidenceEntry {
  return {
    heading: headingOf(measure),
    rule: say('evidence.reviewRule', { confidence: decimal(measure.response.confidence) }),
    quotations: quotationsOf(measure, shown, false),
  }
}

function headingOf({ id, response }: Measure): string {
  return `${id}: ${classWords(response.status, response.detail)}`
}

function quotationsOf(
  measure: Measure,
  { report, marks }: Shown,
  hasDeadline: boolean,
): Quotation[] {
  const { executors, response, deadline } = measure
  const place = (at: Measure['at']) => placeWords(at, report.source.format)
  const plain = (label: string, { text, at }: Pick<Measure, 'text' | 'at'>, remarks: string[]) => ({
    label,
    text,
    marks: [],
    place: place(at),
    remarks,
  })
  const standing = labelOf('standing', executors.respondent) ?? say('evidence.noStanding')
  return [
    plain(say('evidence.measure', { id: measure.id }), measure, []),
    ...(hasDeadline ? [plain(say('evidence.deadline'), deadline, [])] : []),
    plain(say('evidence.executors'), executors, [say('evidence.standing', { standing })]),
    {
      label: say('evidence.response'),
      text: response.text,
      marks: [...response.evidence].sort((left, right) => left.start - right.start),
      place: place(response.at),
      remarks: [
        say('evidence.status', {
          status: classWords(response.status, response.detail),
          confidence: decimal(response.confidence),
        }),
        decidedWords(measure, marks) ?? ruleWords(response.rules),
      ],
    },
  ]
}

/** The status without what its label explains in brackets, then the detail. */
function classWords(status: string, detail: string): string {
  const [label = status] = String(labelOf('status', status)).split(' (')
  return `${label}, ${labelOf('detail', detail)}`
}

/** What decided stands first; `model.…` is the trained model's word. */
function ruleWords([first, ...others]: readonly string[]): string {
  if (first === undefined) return say('evidence.noRule')
  const rest = others.length === 0 ? '' : say('evidence.otherRules', { rules: others.join(', ') })
  const who = first.startsWith('model.') ? say('evidence.byModel') : say('evidence.byRule')
  return `${who} ${first}${rest}.`
}

/** A file of the folder of evidence; its name has `/`. */
export interface EvidenceFile {
  readonly file: string
  readonly text: string
}

/** What the contents of the pages need besides the reports. */
interface Doubts {
  /** With the tables of `openStatistics`. */
  readonly engine: Engine
  /** The file of a source from the folder of the pages, with `/`; null where it is not there. */
  readonly fileOf: (source: string) => string | null
  /** Is given the place of each page, and of each answer on it that needs review; see `placeKey`. */
  readonly places: Map<string, string>
}

/** The page of every report of a results folder, one at a time, then the contents `index.html`. */
export async function* evidencePages(
  folder: string,
  { engine, fileOf, places }: Doubts,
): AsyncGenerator<EvidenceFile> {
  const lines: IndexLine[] = []
  const correct = await openCorrector(folder)
  for await (const { name, report: machine } of storedReports(folder)) {
    const { report, marks } = correct(machine)
    const { source, heading, findings, counts } = report
    const file = `reports/${name}.html`
    yield { file, text: evidencePage(evidenceOf(report, marks)) }
    lines.push({
      page: file,
      file: source.part === 1 ? source.name : `${source.name} (${source.part})`,
      body: heading.respondent ?? say('evidence.unknown'),
      period: periodWords(heading.period?.from, heading.period?.to),
      findings: findings.length,
      reviews: counts.needsReview,
    })
    if (source.part === 1) places.set(placeKey(source.name, null), file)
    for (const [key, place] of reviewAnchors(report))
      places.set(placeKey(source.name, key), `${file}#${place}`)
  }
  const { rows } = await ask(engine, 'lists/review')
  const doubts = rows.map((row) => doubtLine(row, { places, fileOf }))
  yield { file: 'index.html', text: evidenceIndex(lines, doubts) }
}

function placeKey(source: unknown, key: unknown): string {
  return JSON.stringify([source, key])
}

/** Where the pages show a row of a list: its answer, else the page of its source. */
export function placeOf(row: SqlRow, places: ReadonlyMap<string, string>): string | null {
  return (
    places.get(placeKey(row.sourceName, row.key)) ??
    places.get(placeKey(row.sourceName, null)) ??
    null
  )
}

/** Where the page of a report shows each answer that needs review, by the key of its flat row. */
function reviewAnchors(report: Report): readonly (readonly [key: string, place: string])[] {
  return flatten(report)
    .filter(({ needsReview }) => needsReview)
    .map(({ key }, index) => [key, anchor(REVIEW_GROUP, index)] as const)
}

function doubtLine(row: SqlRow, { places, fileOf }: Pick<Doubts, 'fileOf' | 'places'>): DoubtLine {
  const words = (column: string) => String(labelOf(column, row[column]) ?? '')
  return {
    doubt: words('doubt'),
    what: words('what'),
    why: words('why'),
    body: words('body'),
    measure: shortened(`${words('canonicalId')} ${words('measureText')}`, QUOTED),
    words: shortened(words('words'), QUOTED),
    page: placeOf(row, places),
    file: fileOf(String(row.sourceName)),
  }
}

const PARTS = sayAll('placeWords.parts')

/** Where a value stands in its file, in words for people, all counted from 1. */
export function placeWords(places: readonly Place[], format: Report['source']['format']): string {
  const words = [...new Set(places.map((place) => onePlace(place, format)))]
  return words.length === 0 ? say('placeWords.none') : words.join('; ')
}

function onePlace(place: Place, format: Report['source']['format']): string {
  const { part, ocr, confidence } = place
  const words = [
    ...(part === undefined ? [] : [PARTS[part] ?? part]),
    ...(format === 'xlsx' ? inWorkbook(place) : inDocument(place, format)),
    ...(ocr ? [recognised(confidence)] : []),
  ]
  return words.join(', ')
}

function recognised(confidence: number | undefined): string {
  const text = say('placeWords.recognised')
  return confidence === undefined
    ? text
    : say('placeWords.recognisedSurely', { text, confidence: decimal(confidence) })
}

/** A number with the comma that Ukrainian writes. */
function decimal(value: number): string {
  return String(value).replace('.', ',')
}

function inWorkbook({ table, row, column }: Place): readonly string[] {
  const cell =
    (column === undefined ? '' : columnLetters(column)) + (row === undefined ? '' : row + 1)
  return [
    ...counted(say('placeWords.sheetNumber'), table),
    ...(cell === '' ? [] : [say('placeWords.cell', { cell })]),
  ]
}

function inDocument(place: Place, format: Report['source']['format']): readonly string[] {
  const { page, box, table, row, column, paragraph, line } = place
  return [
    ...(page === undefined ? [] : [say('placeWords.page', { page })]),
    ...counted(say('placeWords.table'), table),
    ...counted(say('placeWords.row'), row ?? line),
    ...counted(say('placeWords.column'), column),
    ...counted(say('placeWords.paragraph'), paragraph),
    ...(box === undefined ? [] : [boxWords(box, format)]),
  ]
}

function boxWords([left, top, right, bottom]: NonNullable<Place['box']>, format: string): string {
  const [x, y, toX, toY] = [left, top, right, bottom].map(Math.round)
  const unit = say(format === 'image' ? 'placeWords.pixels' : 'placeWords.points')
  return say('placeWords.box', { x, toX, y, toY, unit })
}

function counted(word: string, index: number | undefined): readonly string[] {
  return index === undefined ? [] : [`${word} ${index + 1}`]
}
