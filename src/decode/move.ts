import type { UnplacedKind } from '../model/vocabulary.ts'
import type { FieldLine } from '../tables/field-lines.ts'
import type { Opening } from '../tables/slots.ts'
import type { Charge } from './bill.ts'
import type { View } from './views.ts'

export type ReadingName =
  | 'part'
  | 'section'
  | 'item'
  | 'item_measure'
  | 'measure'
  | 'continuation'
  | 'title_continues'
  | 'repetition'
  | 'field'
  | 'field_line'
  | 'title'
  | 'title_line'
  | 'appendix'
  | 'blank'
  | UnplacedKind

/** One way to read one row, before anything is known of its neighbours. */
export interface Move {
  readonly reading: ReadingName
  readonly view: View
  /** Levels that the row opens, from the top down. */
  readonly opens: readonly Opening[]
  /** The item cell of the row goes on with the open title, or repeats it. */
  readonly itemCell: 'none' | 'continues' | 'repeats'
  /** The field that a line of prose holds. */
  readonly field?: FieldLine
  readonly charges: readonly Charge[]
  /** With this row another report of the file begins. */
  readonly opensReport?: 'titled' | 'untitled'
}

/** A reading that opens nothing. */
export function plain(reading: ReadingName, view: View, charges: readonly Charge[]): Move {
  return { reading, view, opens: [], itemCell: 'none', charges }
}
