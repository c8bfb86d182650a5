import type { Numberer } from '../../document/numbering/index.ts'
import type { Aside } from '../../model/document.ts'
import { createOldCounters, type OldCounters } from './old-numbers.ts'

/** A place that is filled in when the whole document is read and its columns are known. */
export interface OpenPlace {
  part?: string
  table?: number
  row?: number
  column?: number
  paragraph?: number
}

/** Blocks while the document is read. */
export type DraftBlock = DraftParagraph | DraftTable

export interface DraftParagraph {
  readonly kind: 'paragraph'
  readonly place: OpenPlace
  text: string
  /** The printed number; `isNumbered` where the document tells it or that there is none. */
  marker: string | null
  isNumbered: boolean
  style: string | null
  /** Stretches of hidden text; null where there are none, as nearly everywhere. */
  hidden: string[] | null
  isInHidden: boolean
  /** Some of its text was deleted. */
  hasDeleted: boolean
  /** The blocks of text boxes that hang on it, which follow it; null where there are none. */
  boxes: DraftBlock[] | null
  startsPage: boolean
  /** A page ends behind the text read so far. */
  endsPage: boolean
  /** False for a paragraph of nothing but hidden text; it keeps its place. */
  isDrawn: boolean
}

export interface DraftTable {
  readonly kind: 'table'
  readonly rows: DraftRow[]
}

export interface DraftRow {
  readonly cells: DraftCell[]
  readonly definition: RowDefinition
  /** False for a row that is deleted or of nothing but hidden text. */
  isDrawn: boolean
}

export interface DraftCell {
  readonly blocks: DraftBlock[]
}

/** What `\trowd` begins and the words behind it say of a row. */
export interface RowDefinition {
  /** Left edge, twips. */
  left: number
  readonly cells: CellDefinition[]
  isHeading: boolean
  /** The last row of its table, where the document says so. */
  isLast: boolean
  /** A tracked change concerns the row. */
  isTracked: boolean
}

export interface CellDefinition {
  /** Right edge, twips. */
  readonly right: number
  readonly isRestart: boolean
  readonly isBelow: boolean
  readonly isBeside: boolean
  readonly isDeleted: boolean
  /** Lines are drawn around it. */
  readonly isLined: boolean
}

/** A table whose end is not reached. */
export interface OpenTable {
  readonly table: DraftTable
  /** Cells of the row that is open, and blocks of the cell that is. */
  cells: DraftCell[]
  blocks: DraftBlock[]
}

/** One flow of text: the body, a header, a footnote, a text box. */
export interface Story {
  /** Where text outside the body stands, as in places; null in the body and its text boxes. */
  part: 'header' | 'footer' | 'footnote' | 'endnote' | null
  readonly kind: Aside['kind'] | 'body' | 'box'
  readonly blocks: DraftBlock[]
  /** The tables that are open, outermost first. */
  readonly tables: OpenTable[]
  /** Paragraphs that a row may turn out to hold, though they do not say that they stand in it. */
  readonly undecided: DraftParagraph[]
  /** A row was begun by its definition and has not ended. */
  isRowDefined: boolean
  draft: DraftParagraph
  /** Made at the first number; the lists are known by then. */
  numberer: Numberer | null
  readonly oldCounters: OldCounters
  /** The next paragraph is the first on its page. */
  startsPage: boolean
  /** … because a section ended. */
  startsSection: boolean
}

export function openDraft(): DraftParagraph {
  return {
    kind: 'paragraph',
    place: {},
    text: '',
    marker: null,
    isNumbered: false,
    style: null,
    hidden: null,
    isInHidden: false,
    hasDeleted: false,
    boxes: null,
    startsPage: false,
    endsPage: false,
    isDrawn: true,
  }
}

/** Whether nothing has been read into the paragraph. */
export function isUntouched({ text, isNumbered, hidden, boxes }: DraftParagraph): boolean {
  return text === '' && !isNumbered && hidden === null && boxes === null
}

export function openStory(kind: Story['kind'], part: Story['part']): Story {
  return {
    part,
    kind,
    blocks: [],
    tables: [],
    undecided: [],
    isRowDefined: false,
    draft: openDraft(),
    numberer: null,
    oldCounters: createOldCounters(),
    startsPage: false,
    startsSection: false,
  }
}
