import { decode } from '../decode/lattice.ts'
import { findStarts, findTail } from '../decode/pieces.ts'
import type { Diagnostic } from '../model/diagnostics.ts'
import type { Document } from '../model/document.ts'
import type { Explanation } from '../model/explanation.ts'
import type { Grammar } from '../model/grammar.ts'
import type { Surroundings } from '../model/surroundings.ts'
import { groupTables } from '../tables/columns.ts'
import { coverRepeated, joinCutCells, markCuts } from '../tables/cuts.ts'
import { withOwnFields } from '../tables/field-lines.ts'
import { markPassports, markTableHeadings, partTables } from '../tables/regions.ts'
import { turnUpright } from '../tables/transpose.ts'
import { listUnits } from '../tables/units.ts'
import { prepareLanguage } from '../text/language.ts'
import type { IsWord } from '../text/words.ts'
import { type Answers, answersOf } from './certainty.ts'
import { diagnose, diagnoseParts, explainReadings } from './diagnose.ts'
import { openLedger, type Settlement } from './ledger.ts'
import { distancesOf, extentsOf, type ReportRows, splitReports, surroundingsOf } from './reports.ts'
import { buildTree, type Tree } from './tree.ts'

export type { Settlement, UnplacedValue, Value } from './ledger.ts'
export type { Tree, TreeItem, TreeMeasure, TreeSection } from './tree.ts'

/** One report of a file. */
export interface SegmentedReport {
  readonly tree: Tree
  readonly surroundings: Surroundings
  readonly settlement: Settlement
  readonly diagnostics: readonly Diagnostic[]
  /** What is odd about the report and each of its measures, in the order of the tree. */
  readonly doubts: { readonly report: Answers; readonly rows: readonly Answers[] }
}

export interface Segmented {
  /** At least one; the text of all of them is the text of the document. */
  readonly reports: readonly [SegmentedReport, ...SegmentedReport[]]
  /** Made on demand: how each row was read. */
  readonly explain: () => Explanation
}

/** What helps with reading rows. */
export interface Aids {
  readonly isWord: IsWord
  /** Called at each row; may throw where too much was spent. */
  readonly look?: () => void
}

/**
 * Reads the rows of a document into sections, items and measures, a tree for each report that the
 * file holds. Never throws on a document: what fits no reading is unplaced, what had to be repaired
 * is a diagnostic.
 */
export function segment(source: Document, given: Grammar, { isWord, look }: Aids): Segmented {
  const { document, grammar, rows } = rowsOf(source, given)
  const groups = groupTables(rows, grammar)
  const marked = coverRepeated(markCuts(rows, groups), groups)
  const joined = joinCutCells(marked, groups)
  const units = markTableHeadings(joined, groups, grammar)
  const options = { grammar, look }
  const { readings } = decode(units, groups, options)
  const ledger = openLedger({ isWord, language: prepareLanguage(grammar.language) })
  const reports = splitReports(readings, grammar)
  const distances = distancesOf(reports, (own) =>
    decode(own, groups, { ...options, isOneReport: true }),
  )
  const trees = reports.map((report) => buildTree(report, ledger))
  const extents = extentsOf(document, reports)
  const make = (report: ReportRows, index: number): SegmentedReport => {
    const tree = trees[index] ?? NO_TREE
    const settlement = ledger.settle(extents[index] ?? [])
    const diagnostics = [
      ...diagnose(report.readings),
      ...diagnoseParts(reports, index, distances[index] ?? null),
    ]
    const codes = new Set([...source.diagnostics, ...diagnostics].map(({ code }) => code))
    const { readings } = report
    const { unplaced } = settlement
    return {
      tree,
      surroundings: surroundingsOf(report, tree),
      settlement,
      diagnostics,
      doubts: answersOf({ format: document.format, tree, readings, codes, unplaced }, grammar),
    }
  }
  const [first = NOTHING, ...others] = reports
  return {
    reports: [make(first, 0), ...others.map((report, index) => make(report, index + 1))],
    explain: () => explainReadings(readings),
  }
}

/** The rows and paragraphs of a document, before anything is decided of them. */
export function rowsOf(source: Document, given: Grammar) {
  const grammar = withOwnFields(source, given)
  const document = turnUpright(source, grammar)
  const listed = listUnits(
    document,
    (paragraph, isAboveTable) => findStarts(paragraph, grammar, isAboveTable),
    (text) => findTail(text, grammar),
  )
  return { document, grammar, rows: markPassports(partTables(listed, grammar), grammar) }
}

const NO_TREE: Tree = { title: null, sections: [] }
const NOTHING: ReportRows = { readings: [], appendices: [] }
