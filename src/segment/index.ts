import type { Diagnostic } from '../model/diagnostics.ts'
import type { Document } from '../model/document.ts'
import type { Explanation } from '../model/explanation.ts'
import type { Grammar } from '../model/grammar.ts'
import type { IsWord } from '../text/words.ts'
import { groupTables } from './columns.ts'
import { markCuts } from './cuts.ts'
import { decode } from './decode.ts'
import { diagnose } from './diagnose.ts'
import { explainReadings } from './explain.ts'
import { openLedger, type Settlement } from './ledger.ts'
import { isProse } from './prose.ts'
import { findStarts } from './rows.ts'
import { buildTree, type Tree } from './tree.ts'
import { listUnits } from './units.ts'

export type { Settlement, UnplacedValue, Value } from './ledger.ts'
export type { Tree, TreeItem, TreeMeasure, TreeSection } from './tree.ts'

export interface Segmented {
  readonly tree: Tree
  readonly settlement: Settlement
  readonly diagnostics: readonly Diagnostic[]
  /** Made on demand: how each row was read. */
  readonly explain: () => Explanation
}

/**
 * Reads the rows of a document into sections, items and measures. Never throws on a document:
 * what fits no reading is unplaced, what had to be repaired is a diagnostic.
 */
export function segment(document: Document, grammar: Grammar, isWord: IsWord): Segmented {
  const isInProse = isProse(document, grammar)
  const rows = listUnits(document, (text) => findStarts(text, grammar, isInProse))
  const groups = groupTables(rows, grammar)
  const units = markCuts(rows, groups)
  const { readings } = decode(units, groups, { grammar, isInProse })
  const ledger = openLedger(isWord)
  const tree = buildTree(readings, ledger)
  return {
    tree,
    settlement: ledger.settle(document),
    diagnostics: diagnose(readings),
    explain: () => explainReadings(readings),
  }
}
