import type { Document, Paragraph } from '../model/document.ts'
import type { Place } from '../model/place.ts'
import { type Extent, visitBlocks } from './ledger.ts'
import { type ReportRows, rowsOf } from './parts.ts'

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
