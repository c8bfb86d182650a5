import type { Paragraph } from '../model/document.ts'
import type { LevelName, ShapeName } from '../model/grammar.ts'
import type { Label } from '../text/label.ts'
import type { Subject } from '../text/matcher.ts'

/** A cell as one row sees it. */
export interface Slot {
  readonly column: number
  readonly columnSpan: number
  /** True where the cell began in a row above and spans down into this one. */
  readonly isCovered: boolean
  readonly rowSpan: number
  readonly paragraphs: readonly Paragraph[]
  /** Where `text` begins in the first paragraph: not 0 where a paragraph was parted. */
  readonly offset: number
  /** Texts of the paragraphs, one a line. */
  readonly text: string
  /** Automatic number of the first paragraph that has one. */
  readonly marker: string | null
  readonly isBlank: boolean
  /** What was found out about the cell and is asked for again. */
  readonly memo: SlotMemo
}

export interface SlotMemo {
  labels: readonly Label[] | null
  /** The folded letters and digits of the text, without anything between them. */
  letters: string | null
  /** True where nothing but a number stands in the cell. */
  isNumber: boolean | null
  /** True where the text begins with the word and the number of a heading. */
  isAnnounced: boolean | null
  likeness: Likeness | null
  /** What the text opens, by level. */
  openings: Record<LevelName, readonly Opening[] | null> | null
}

/** What a text was found to look like, role by role as it was asked. */
export interface Likeness {
  readonly subject: Subject
  readonly answers: Map<string, boolean>
}

/** A level that a row opens, under one reading of its printed number. */
export interface Opening {
  readonly level: LevelName
  readonly shape: ShapeName
  readonly numbers: readonly number[]
  readonly repairs: number
  /** True where a word of the level stands before the number. */
  readonly isAnnounced: boolean
  /** True for an item that has no title because the table has no column for one. */
  readonly isFlat?: boolean
  /** True where the number before the text, printed or automatic, belongs to the level above. */
  readonly isRest?: boolean
  /** The label as printed, null where nothing is printed. */
  readonly printed: string | null
  /** Where the label stands in its cell; null for an automatic number. */
  readonly labelSlot: Slot | null
  readonly labelStart: number
  readonly labelEnd: number
  /** The cell with the title or text, which begins at `textStart`. */
  readonly textSlot: Slot | null
  readonly textStart: number
  /** Where it ends; the end of the cell where not given. */
  readonly textEnd?: number
}

export function emptyMemo(): SlotMemo {
  return {
    labels: null,
    letters: null,
    isNumber: null,
    isAnnounced: null,
    likeness: null,
    openings: null,
  }
}

/** A cell of these paragraphs. */
export function makeSlot(
  paragraphs: readonly Paragraph[],
  span: { column: number; columnSpan: number; rowSpan: number },
  isCovered: boolean,
): Slot {
  const text =
    paragraphs.length === 1
      ? (paragraphs[0]?.text ?? '')
      : paragraphs.map((one) => one.text).join('\n')
  const marker = paragraphs.find((one) => one.marker !== null)?.marker ?? null
  return {
    column: span.column,
    columnSpan: span.columnSpan,
    rowSpan: span.rowSpan,
    isCovered,
    paragraphs,
    offset: 0,
    text,
    marker,
    isBlank: marker === null && !/\S/.test(text),
    memo: emptyMemo(),
  }
}

/** The same cell with nothing in it. */
export function emptySlot(slot: Slot): Slot {
  return {
    ...slot,
    paragraphs: [],
    offset: 0,
    text: '',
    marker: null,
    isBlank: true,
    memo: emptyMemo(),
  }
}

/** True for a cell that begins in its row and holds something. */
export function isFilled(slot: Slot | null | undefined): slot is Slot {
  return slot !== null && slot !== undefined && !slot.isBlank && !slot.isCovered
}
