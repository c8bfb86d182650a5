import type { Paragraph } from '../model/document.ts'
import type { LevelName } from '../model/grammar.ts'
import type { Label } from '../text/label.ts'
import type { Likeness } from './content.ts'
import type { Opening } from './headings.ts'

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
