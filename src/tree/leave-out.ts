import type { Reading } from '../decode/trace.ts'
import type { UnplacedKind } from '../model/vocabulary.ts'
import type { Slot } from '../tables/slots.ts'
import { fieldOf, type Ledger } from './ledger.ts'

/** Names what these cells are, of which nothing enters the tree. */
export function leave(kind: UnplacedKind, slots: readonly Slot[], ledger: Ledger): void {
  for (const slot of slots) ledger.claimUnplaced(kind, fieldOf(slot))
}

/** Names what a row of an appendix is where its words say it; the rest becomes `other`. */
export function leaveOut({ move }: Reading, ledger: Ledger): void {
  switch (move.reading) {
    case 'title':
    case 'appendix':
    case 'title_line':
      leave('preamble', move.view.filled, ledger)
      return
    case 'repetition':
      leave('page_furniture', move.view.filled, ledger)
      return
    case 'part':
    case 'section':
    case 'item':
    case 'item_measure':
    case 'measure':
    case 'continuation':
    case 'title_continues':
    case 'field':
    case 'field_line':
    case 'blank':
      return
    default:
      leave(move.reading, move.view.filled, ledger)
  }
}
