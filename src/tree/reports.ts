import type { Reading } from '../decode/construct.ts'
import type { Document, Paragraph } from '../model/document.ts'
import type { Grammar } from '../model/grammar.ts'
import type { Place } from '../model/place.ts'
import type { Line, Surroundings } from '../model/surroundings.ts'
import { matchText } from '../tables/row-words.ts'
import type { Slot, Unit } from '../tables/units.ts'
import { append } from '../text/lists.ts'
import { type Extent, visitBlocks } from './ledger.ts'
import type { Tree } from './tree.ts'

/* The reports of a file: which rows and which text are whose, and what stands around the measures. */

/** The rows of one report, of those that a file holds. */
export interface ReportRows {
  readonly readings: readonly Reading[]
  /** Appendices: rows around the report that are no part of its tree. */
  readonly appendices: readonly (readonly Reading[])[]
}

/**
 * The reports of a file, in order, at least one. Rows without a measure (a letter before, an
 * explanation behind), without a response (a plan of funding) unless they are most of the file, or
 * under a title that says they sum up, are no report of their own: they belong to the report before them, else to the first one.
 */
export function splitReports(
  readings: readonly Reading[],
  grammar: Grammar,
): readonly ReportRows[] {
  const runs = runsOf(readings)
  const main = mainRuns(runs, grammar)
  return main.map((run, index) => {
    const from = index === 0 ? 0 : runs.indexOf(run)
    const next = main[index + 1]
    const around = runs.slice(from, next ? runs.indexOf(next) : undefined)
    return { readings: run, appendices: around.filter((one) => one !== run) }
  })
}

type Run = readonly Reading[]

function runsOf(readings: readonly Reading[]): readonly Run[] {
  const runs: Reading[][] = [[]]
  for (const reading of readings) {
    if (reading.candidate.opensReport) runs.push([])
    runs.at(-1)?.push(reading)
  }
  return runs
}

function mainRuns(runs: readonly Run[], grammar: Grammar): readonly Run[] {
  if (runs.length < 2) return runs
  const reports = runs.filter(
    (run, index) => hasResponse(run) && (index === 0 || !isSummary(run, grammar)),
  )
  if (reports.length === 0) return [runs.find((run) => measuresIn(run) > 0) ?? runs[0] ?? []]
  // A plan is no appendix of fewer measures that are answered.
  const answered = reports.reduce((sum, run) => sum + measuresIn(run), 0)
  return runs.filter((run) => reports.includes(run) || measuresIn(run) > answered)
}

function measuresIn(run: Run): number {
  return run.filter(({ candidate }) => candidate.opens.at(-1)?.level === 'measure').length
}

function hasResponse(run: Run): boolean {
  const isAnswer = ({ candidate: { field, opens, row } }: Reading) =>
    field?.role === 'response' ||
    (opens.at(-1)?.level === 'measure' && row.fields.response !== undefined)
  return measuresIn(run) > 0 && run.some(isAnswer)
}

function isSummary(run: Run, grammar: Grammar): boolean {
  return run.some(
    ({ candidate }) =>
      candidate.construct.around === 'title' &&
      candidate.construct.opensReport &&
      candidate.row.filled.some(({ text }) => matchText(text, grammar).includes('appendix')),
  )
}

/**
 * How much dearer each report would be as more of the one before it; null for the first.
 * `decode` reads rows as one report.
 */
export function distancesOf(
  reports: readonly ReportRows[],
  decode: (units: readonly Unit[]) => { readonly cost: number },
): readonly (number | null)[] {
  return reports.map((report, index) => {
    const before = reports[index - 1]
    if (!before) return null
    const rows = [...rowsOf(before), ...rowsOf(report)]
    const cost = rows.reduce((sum, reading) => sum + reading.cost, 0)
    return decode(rows.map(({ unit }) => unit)).cost - cost
  })
}

/** All rows of a report and around it, in the order of the document. */
function rowsOf({ readings, appendices }: ReportRows): readonly Reading[] {
  if (appendices.length === 0) return readings
  return [...appendices.flat(), ...readings].sort(
    (left, right) => left.unit.index - right.unit.index,
  )
}

/** A letter before the measures is short; what is longer is no letter. */
const MOST_LINES = 200

/** The lines around the measures of a report. */
export function surroundingsOf({ readings }: ReportRows, { sections }: Tree): Surroundings {
  const heading: { text: string; at: Line['at']; isTitle: boolean }[] = []
  const signature: Line[] = []
  let isBefore = true
  let first: Reading | null = null
  for (const reading of readings) {
    const { construct, row, opens } = reading.candidate
    if (opens.length > 0) isBefore = false
    if (!first && opens.at(-1)?.level === 'measure') first = reading
    const isTitle = construct.around === 'title'
    const left = MOST_LINES - (isBefore ? heading : signature).length
    if (!construct.around || left <= 0) continue
    const lines = row.filled.flatMap(linesOf).slice(0, left)
    if (isBefore)
      append(
        heading,
        lines.map((line) => ({ ...line, isTitle })),
      )
    else append(signature, lines)
  }
  const onlySection = sections.length === 1 ? (sections[0]?.title ?? null) : null
  return { heading, signature, columns: first ? columnsOf(first) : [], onlySection }
}

function linesOf({ text, paragraphs }: Slot): readonly Line[] {
  const at = paragraphs.slice(0, MOST_LINES).map(({ place }) => place)
  return text
    .replaceAll('\u00ad', '')
    .split('\n')
    .map((line) => ({ text: line.replace(/\s+/g, ' ').trim(), at }))
    .filter((line) => line.text !== '')
}

function columnsOf({ candidate, unit }: Reading): readonly Line[] {
  const { group } = candidate.row
  return (group?.roles ?? []).flatMap((role, column) => {
    const text = role === 'response' ? group?.headings[column] : null
    return text ? [{ text: text.replace(/\s+/g, ' ').trim(), at: [unit.place] }] : []
  })
}

/** The text of each report of a file; together it is the text of the document, each stretch once. */
export function extentsOf(
  document: Document,
  reports: readonly ReportRows[],
): readonly (readonly Extent[])[] {
  if (reports.length === 1) return [wholeText(document)]
  const extents: Extent[][] = reports.map(() => [])
  const owners = ownersOf(reports)
  const add = (report: number, extent: Extent) => extents[report]?.push(extent)
  let last = 0
  visitBlocks(document.blocks, (paragraph) => {
    const { length } = paragraph.text
    const known = owners.get(paragraph) ?? [{ report: last, from: 0 }]
    known.forEach(({ report, from }, index) => {
      const start = index === 0 ? 0 : from
      add(report, { paragraph, start, end: known[index + 1]?.from ?? length, aside: null })
      last = report
    })
  })
  const beginnings = reports.map(beginningOf)
  for (const { kind, paragraph } of document.asides)
    add(reportAt(paragraph.place, beginnings), wholeOf(paragraph, kind))
  return extents
}

/** The text of the only report of a file. */
function wholeText(document: Document): readonly Extent[] {
  const extents: Extent[] = []
  visitBlocks(document.blocks, (paragraph) => extents.push(wholeOf(paragraph, null)))
  for (const { kind, paragraph } of document.asides) extents.push(wholeOf(paragraph, kind))
  return extents
}

function wholeOf(paragraph: Paragraph, aside: Extent['aside']): Extent {
  return { paragraph, start: 0, end: paragraph.text.length, aside }
}

interface Owner {
  readonly report: number
  /** Offset in the paragraph. */
  readonly from: number
}

/** A paragraph belongs to one report, but where one ends and the next begins within it. */
function ownersOf(reports: readonly ReportRows[]): ReadonlyMap<Paragraph, Owner[]> {
  const owners = new Map<Paragraph, Owner[]>()
  reports.forEach((rows, report) => {
    for (const { unit } of rowsOf(rows))
      for (const { isCovered, paragraphs, offset } of unit.slots) {
        if (isCovered) continue
        for (const paragraph of paragraphs) {
          const known = owners.get(paragraph)
          if (!known) owners.set(paragraph, [{ report, from: offset }])
          else if (known.at(-1)?.report !== report) known.push({ report, from: offset })
        }
      }
  })
  return owners
}

/** The first page and the first table of a report. */
function beginningOf(rows: ReportRows): Pick<Place, 'page' | 'table'> {
  let page = Number.POSITIVE_INFINITY
  let table = Number.POSITIVE_INFINITY
  for (const { unit } of rowsOf(rows)) {
    page = Math.min(page, unit.place.page ?? page)
    table = Math.min(table, unit.place.table ?? table)
  }
  return { page, table }
}

/** A running head or a note belongs to the last report that begins before it. */
function reportAt(place: Place, beginnings: readonly Pick<Place, 'page' | 'table'>[]): number {
  const key = place.page !== undefined ? 'page' : 'table'
  const at = place[key]
  if (at === undefined) return 0
  const found = beginnings.findLastIndex((beginning) => (beginning[key] ?? 0) <= at)
  return Math.max(found, 0)
}
