import type { DiagnosticCode } from '../model/diagnostics.ts'
import type { Grammar } from '../model/grammar.ts'
import type { UnplacedKind } from '../model/vocabulary.ts'
import type { BracketPart } from '../tables/brackets.ts'
import type { FieldLine } from '../tables/field-lines.ts'
import type { Opening, Slot, Unit } from '../tables/units.ts'
import type { Alignment } from './alignment.ts'
import type { Cost, Tally } from './cost.ts'
import type { Layout, Numbers, State } from './state.ts'

/** What a row is read as: a name for `zvit explain` and for diagnostics. */
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
  | 'paragraph_continues'
  | 'other_measures'
  | 'cited_answer'
  | 'title'
  | 'title_line'
  | 'appendix'
  | 'blank'
  | UnplacedKind

/**
 * A way to read rows. All that the decoder and the tree know of it stands here; a new one is a file
 * (or a constant in one) and a line of `CONSTRUCTS`.
 */
export interface Construct {
  readonly name: ReadingName
  /** The ways to read a row so, if it is read so at all: nothing else is looked for then. */
  readonly only?: (row: Alignment, context: Context) => readonly Candidate[]
  /** Ways to read a row so, in an order that decides among those that cost the same. */
  readonly candidates: (row: Alignment, context: Context) => readonly Candidate[]
  /**
   * Changes a state into what follows it when a row is read so, and gives the numbers of the levels
   * that it opens. Null where the row cannot be read so; the state is then of no use.
   */
  readonly step: (state: State, candidate: Candidate, tally: Tally) => Numbers | null
  /** Tells the tree what the row holds. */
  readonly build: (tree: TreeBuilder, reading: Reading) => void
  /** What the row is in an appendix, of which nothing enters the tree; null where nobody can tell. */
  readonly inAppendix: UnplacedKind | null
  /** What a row goes on with that opens nothing. */
  readonly goesOn?: 'measure' | 'title' | 'paragraph'
  /** True where another report of the file may begin with such a row. */
  readonly opensReport?: boolean
  /** What tells of the report around its measures: lines of its title, and others. */
  readonly around?: 'title' | 'line'
  /** What is to be told of every such row. */
  readonly diagnose?: (tell: Tell) => void
}

/** What the readings of a row depend on, beside the row. */
export interface Context {
  readonly grammar: Grammar
  /** True where no table holds measures. */
  readonly isProse: boolean
}

/** One way to read one row, before anything is known of its neighbours. */
export interface Candidate {
  readonly construct: Construct
  readonly row: Alignment
  /** Levels that the row opens, from the top down. */
  readonly opens: readonly Opening[]
  readonly costs: readonly Cost[]
  /** The item cell of the row goes on with the open title. */
  readonly continuesItem?: boolean
  /** The heading above that the row must print again: that of the item, or of any level. */
  readonly repeats?: 'item' | 'heading'
  /** How the report answers if the row is read so; not told where it holds no answer. */
  readonly layout?: Layout
  /** Numbers, from the top down, of a measure that was told before. */
  readonly cited?: readonly number[]
  /** The field that a line of prose holds. */
  readonly field?: FieldLine
  /** When and who, in one bracket. */
  readonly parts?: readonly BracketPart[]
  /** The row looks like a heading without a number. */
  readonly isPlain?: boolean
  /** A line that goes on looks like an answer of its own. */
  readonly isAnswer?: boolean
  /** A sentence in the middle of a line that does not look like an answer. */
  readonly isSentence?: boolean
  /** With this row another report of the file begins. */
  readonly opensReport?: 'titled' | 'untitled'
}

/** The candidate chosen for one row. */
export interface Reading {
  readonly unit: Unit
  readonly candidate: Candidate
  readonly numbers: Numbers
  readonly before: Readonly<State>
  readonly costs: readonly Cost[]
  readonly cost: number
  /** The best reading of another kind, through the best of all ways that read the row so. */
  readonly next: { readonly candidate: Candidate; readonly cost: number } | null
  /** How much dearer the whole document is under `next`, 0 to 1: 1 is no rival, 0.5 a tie. */
  readonly structure: number
}

/** Collects, row by row, which pieces of the document belong to which value of the tree. */
export interface TreeBuilder {
  /** The levels that a row opens, with the field that a line of prose holds. */
  openLevels(reading: Reading): void
  /** The cells of a row of a table: those of number and title, then those of the answers. */
  addItemCell(reading: Reading): void
  addAnswers(reading: Reading): void
  /** «Виконавці: …»: the word is a heading, the rest the value. */
  addField(reading: Reading): void
  goOnWithField(slots: readonly Slot[]): void
  /** An answer to a measure that was told before, by the numbers that cite it. */
  answerCited(reading: Reading): void
  /** An answer to each measure that has none of its own. */
  answerOthers(slots: readonly Slot[]): void
  goOnWithMeasure(reading: Reading): void
  goOnWithTitle(slots: readonly Slot[]): void
  addTitle(slots: readonly Slot[]): void
  /** Names what these cells are, of which nothing enters the tree. */
  leave(kind: UnplacedKind, slots: readonly Slot[]): void
}

/** Tells something of a row. */
export type Tell = (code: DiagnosticCode, message: string) => void

/** A candidate that opens nothing. */
export function plain(construct: Construct, row: Alignment, costs: readonly Cost[]): Candidate {
  return { construct, row, opens: [], costs }
}
