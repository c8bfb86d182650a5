import { hash } from 'node:crypto'
import type { MeasureRow } from '../model/measure.ts'
import type { Place } from '../model/place.ts'
import type { Item, Measure, Report, Section } from '../model/report.ts'
import { say } from '../resources.ts'
import { shortened } from './well-formed.ts'

/**
 * UTF-16 units of a text in a flat row; the report holds all of it. A row of nine such texts, each unit
 * escaped to six bytes, stays below the 16 MiB that DuckDB reads as one object.
 */
const MOST_UNITS = 0x4_00_00

/** The flat rows of a report, one a measure, in the order of the report; null means unknown. */
export function flatten(report: Report): readonly MeasureRow[] {
  const codes = findingCodes(report)
  const keyOf = measureKeys(report)
  const ofReport = reportColumns(report)
  const rows: MeasureRow[] = []
  for (const section of report.sections)
    for (const item of section.items)
      for (const measure of item.measures)
        rows.push({
          key: keyOf(measure.id),
          ...ofReport,
          ...treeColumns(section, item, measure),
          ...valueColumns(measure),
          grade: report.grade,
          findings: codes.get(measure.id) ?? [],
          place: describePlace(measure.at[0]),
        })
  return rows
}

/**
 * Identity of a measure over re-imports. Where a fact is unknown the source stands in for it:
 * otherwise the first measures of all reports nothing is known of would be one. Further parts of a
 * file may have their facts from the same manifest row, so their number counts too.
 */
function measureKeys({ heading, source: { name, part } }: Report): (id: string) => string {
  const { programme, respondent, period } = heading
  const isKnown = programme !== null && respondent !== null && period !== null
  const source = isKnown ? [part] : [name, part]
  const facts = [comparable(programme), comparable(respondent), period?.from, period?.to]
  // What is hashed is one JSON array; only the identity in it changes from measure to measure.
  const before = JSON.stringify(['zvit.measure/1', ...facts]).slice(0, -1)
  const after = `${JSON.stringify(source)}]`
  return (id) => hash('sha256', `${before},${JSON.stringify(id)},${after}`, 'hex')
}

function comparable(text: string | null): string | null {
  return text === null ? null : text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()
}

function findingCodes(report: Report): ReadonlyMap<string, MeasureRow['findings']> {
  const codes = new Map<string, MeasureRow['findings']>()
  for (const { code, measures } of report.findings)
    for (const id of measures) {
      const known = codes.get(id) ?? []
      if (!known.includes(code)) codes.set(id, [...known, code])
    }
  return codes
}

function reportColumns(report: Report) {
  const { source, heading } = report
  return {
    reportKey: report.producedBy.key,
    sourceName: source.name,
    sourcePart: source.part,
    sha256: source.sha256,
    programme: cut(heading.programme),
    respondent: cut(heading.respondent),
    periodFrom: heading.period?.from ?? null,
    periodTo: heading.period?.to ?? null,
  }
}

function treeColumns(section: Section, item: Item, measure: Measure) {
  return {
    sectionId: section.id,
    sectionTitle: cut(section.title),
    itemId: item.id,
    itemTitle: cut(item.title),
    measureId: measure.id,
    measureText: cut(measure.text),
  }
}

function valueColumns({ deadline, executors, response, structure }: Measure) {
  return {
    deadlineText: cut(deadline.text),
    deadlineKind: deadline.kind,
    deadlineFrom: deadline.from,
    deadlineTo: deadline.to,
    deadlineEvery: deadline.every,
    executorsText: cut(executors.text),
    bodies: fitting(executors.bodies.map((body) => body.name)),
    respondentAmongExecutors: executors.respondent,
    responseText: cut(response.text),
    status: response.status,
    detail: response.detail,
    confidence: response.confidence,
    needsReview: response.needsReview,
    structure,
  }
}

/** The text, or as much of it as a row takes with a note that it was cut. */
function cut<Text extends string | null>(text: Text): Text | string {
  return text === null ? text : shortened(text, MOST_UNITS)
}

/** As many of the names as a row takes. */
function fitting(names: readonly string[]): string[] {
  let units = 0
  return names.filter((name) => {
    units += name.length
    return units <= MOST_UNITS
  })
}

/** A place in a few words for people, counted from 1; null where there is none. */
export function describePlace(place: Place | undefined): string | null {
  if (place === undefined) return null
  if (place.page !== undefined) return `с. ${place.page}`
  if (place.table !== undefined) {
    const row = place.row === undefined ? '' : say('place.row', { row: place.row + 1 })
    return say('place.table', { table: place.table + 1, row })
  }
  if (place.line !== undefined) return say('place.line', { line: place.line + 1 })
  return place.paragraph === undefined
    ? null
    : say('place.paragraph', { paragraph: place.paragraph + 1 })
}
