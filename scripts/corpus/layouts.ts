import { type Layout, type Page, pageStarts } from '../fixtures/layout.ts'
import { measuresOf } from '../fixtures/truth.ts'
import type { Source } from './sources.ts'

/** A report that looks otherwise and says the same; null where it cannot look so. */
export type Look = (source: Source) => Layout | null

/** As its author drew it. */
export const asWritten: Look = ({ layout }) => layout

/** One table, whatever its sections. */
export const oneTable: Look = ({ layout }) => ({ ...layout, tables: 'one' })

/** Number and item merged down over the measures of an item. */
export const merged: Look = ({ layout }) => ({ ...layout, merge: 'vertical' })

/** Number and item blank from the second measure of an item on. */
export const blank: Look = ({ layout }) => ({ ...layout, merge: 'blank' })

/** A table a page, its heading repeated. */
export const pageTables: Look = (source) => ({
  ...withPages(source),
  tables: 'per_page',
  headingRepeats: source.layout.headingRow,
})

/** A table a page, the heading in the first one only. */
export const pageTablesOnce: Look = (source) => ({
  ...withPages(source),
  tables: 'per_page',
  headingRepeats: false,
})

/** A table a section, which stands in a row of it. */
export const sectionTables: Look = ({ layout }) => ({
  ...layout,
  tables: 'per_section',
  headingRepeats: layout.headingRow,
})

/** Sections in paragraphs between tables. */
export const sectionParagraphs: Look = ({ layout }) => ({
  ...layout,
  sections: 'paragraph',
  tables: 'per_section',
  headingRepeats: layout.headingRow,
})

/** A row that numbers the columns. */
export const numberedColumns: Look = ({ layout }) =>
  layout.headingRow && !layout.headingGroups ? { ...layout, columnNumbers: true } : null

/** Portrait paper and small letters: narrow columns. */
export const narrow: Look = ({ layout }) => ({ ...layout, page: page('portrait', 8) })

/** Landscape paper and small letters: long lines. */
export const wide: Look = ({ layout }) => ({ ...layout, page: page('landscape', 7) })

/** Portrait paper in the usual size. */
export const portrait: Look = ({ layout }) => ({ ...layout, page: page('portrait', 10) })

/** Both looks, one after the other. */
export function both(first: Look, second: Look): Look {
  return (source) => {
    const layout = first(source)
    return layout && second({ ...source, layout })
  }
}

function page(orientation: Page['orientation'], fontSize: number): Page {
  return { orientation, fontSize }
}

const MEASURES_A_PAGE = 5

/** Pages of some measures where the author drew none. */
function withPages({ layout, truth }: Source): Layout {
  if (pageStarts(layout).size > 0) return layout
  const starts = measuresOf(truth)
    .map(({ measure }) => measure.id)
    .filter((_, at) => at > 0 && at % MEASURES_A_PAGE === 0)
  return { ...layout, pages: starts }
}
