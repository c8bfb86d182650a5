import type { Truth } from '../fixtures/truth.ts'

/**
 * The truth of a file in which every row has all its cells: a lost response is an empty one there.
 * LibreOffice fills up rows, and a sheet has a cell at every place (in ODF the cells that it made up
 * can be told).
 */
export function withoutLostCells(truth: Truth): Truth {
  const sections = truth.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({
      ...item,
      measures: item.measures.map((measure) =>
        measure.response.detail === 'missing'
          ? { ...measure, response: { ...measure.response, detail: 'empty' as const } }
          : measure,
      ),
    })),
  }))
  return { ...truth, sections }
}
