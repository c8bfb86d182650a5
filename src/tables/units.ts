import type { Block, Cell, Document, Paragraph, Row, Table } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import type { LevelName, ShapeName } from '../model/grammar.ts'
import type { Place } from '../model/place.ts'
import type { Label } from '../text/label.ts'
import type { Subject } from '../text/matcher.ts'

/** A cell as one row sees it. */
export interface Slot {
  readonly column: number
  readonly columnSpan: number
  /** True where the cell began in a row above and spans down into this one. */
  readonly isCovered: boolean
  /** True where it prints again what stands above it, and is taken as covered. */
  readonly isAgain?: boolean
  readonly rowSpan: number
  readonly paragraphs: readonly Paragraph[]
  /** Where `text` begins in the first paragraph: not 0 where a paragraph was parted. */
  readonly offset: number
  /** Texts of the paragraphs, one a line. */
  readonly text: string
  /** Automatic number of the first paragraph that has one. */
  readonly marker: string | null
  readonly isBlank: boolean
  readonly memo: SlotMemo
}

/** What was found out about a cell; a class, so that all have one shape. */
export class SlotMemo {
  labels: readonly Label[] | null = null
  /** The folded letters and digits of the text, without anything between them. */
  letters: string | null = null
  /** True where nothing but a number stands in the cell. */
  isNumber: boolean | null = null
  /** True where the text begins with the word and the number of a heading. */
  isAnnounced: boolean | null = null
  likeness: Likeness | null = null
  /** What the text opens, by level. */
  openings: Record<LevelName, readonly Opening[] | null> | null = null
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
  /** How deep a part stands in others, from 1; told by its number where not given. */
  readonly depth?: number
  /** True where a word of the level stands before the number. */
  readonly isAnnounced: boolean
  /** True where the grammar does not know that word. */
  readonly isGuessed?: boolean
  /** True where the column of the number is one of the level's numbers. */
  readonly isInColumn?: boolean
  /** True where a letter cites the number: it need not be the next. */
  readonly isCited?: boolean
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

/** A cell of these paragraphs. */
function makeSlot(
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
    memo: new SlotMemo(),
  }
}

/** The same cell with nothing in it. */
export function emptySlot(slot: Slot): Slot {
  return { ...sliceSlot(slot, 0, 0), paragraphs: [], offset: 0, marker: null, isBlank: true }
}

/** A stretch of a cell as a cell of its own. */
export function sliceSlot(slot: Slot, start: number, end = slot.text.length): Slot {
  const text = slot.text.slice(start, end)
  const marker = start === 0 ? slot.marker : null
  return {
    ...slot,
    offset: slot.offset + start,
    text,
    marker,
    isBlank: marker === null && !/\S/.test(text),
    memo: new SlotMemo(),
  }
}

/** The filled cells of one column. */
export function cellsOf(rows: readonly Unit[], column: number): readonly Slot[] {
  return rows.flatMap(
    ({ slots }) =>
      slots.find((slot) => slot.column === column && slot.columnSpan === 1 && isFilled(slot)) ?? [],
  )
}

/** True for a cell that begins in its row and holds something. */
export function isFilled(slot: Slot | null | undefined): slot is Slot {
  return slot !== null && slot !== undefined && !slot.isBlank && !slot.isCovered
}

/** One row of a table or one paragraph outside: what is given one reading. */
export interface Unit {
  readonly index: number
  /** Number of the table among those read row by row, null for a paragraph. */
  readonly table: number | null
  readonly columns: number
  readonly columnsKnown: boolean
  /** Cells that begin or go on in this row, by column; one for a paragraph. */
  readonly slots: readonly Slot[]
  readonly startsPage: boolean
  readonly startsTable: boolean
  readonly startsSheet: boolean
  readonly isHeading: boolean
  /** True for a row of a programme's passport. */
  readonly isPassport?: boolean
  /** True for the first line behind a table. */
  readonly followsTable?: boolean
  /** True for a line that heads a section by its place above a table. */
  readonly headsTable?: boolean
  /** True for a line right above a table that holds no measures. */
  readonly isCaption?: boolean
  readonly place: Place
}

/** Where in a text, above a table or not, something new begins, whatever stands before it in its paragraph: offsets. */
type FindStarts = (paragraph: Slot, isAboveTable: boolean) => readonly number[]

/** Where lines at the end of a cell begin that are none of it: an offset, null where all are. */
type FindTail = (text: string) => number | null

/** Rows and paragraphs of one document; a real report has some thousands. */
const MOST_UNITS = 50_000

/**
 * Flattens a document into the rows and paragraphs that are decoded; empty paragraphs go. Where a
 * reader could not tell paragraphs apart (a PDF, a text), one is parted where `findStarts` says, and
 * the last cell of a row, which lines of a text go on with, where `findTail` does.
 * Throws `LIMIT_EXCEEDED`.
 */
export function listUnits(
  document: Document,
  findStarts: FindStarts,
  findTail: FindTail = () => null,
): readonly Unit[] {
  const units: Unit[] = []
  const listing = { units, findStarts, findTail, tables: 0 }
  for (const [index, block] of document.blocks.entries()) {
    addBlock(block, listing, document.blocks[index + 1]?.kind === 'table')
    if (units.length > MOST_UNITS)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        `The document has more than ${MOST_UNITS} rows and paragraphs, the limit «rows»; split it.`,
      )
  }
  return units
}

interface Listing {
  readonly units: Unit[]
  readonly findStarts: FindStarts
  readonly findTail: FindTail
  tables: number
}

function addBlock(block: Block, listing: Listing, isAboveTable = false): void {
  if (block.kind === 'table') {
    addTable(block, listing)
    return
  }
  const whole = makeSlot([block], { column: 0, columnSpan: 1, rowSpan: 1 }, false)
  const starts = listing.findStarts(whole, isAboveTable)
  for (const slot of partParagraph(whole, starts)) addParagraph(block, slot, listing.units)
}

function partParagraph(whole: Slot, starts: readonly number[]): readonly Slot[] {
  if (starts.length === 0) return [whole]
  return [0, ...starts].map((start, index) => sliceSlot(whole, start, starts[index]))
}

/** A paragraph where nothing begins. */
const PLAIN = {
  ...{ table: null, columns: 1, columnsKnown: true, isHeading: false },
  ...{ startsPage: false, startsTable: false, startsSheet: false },
} satisfies Partial<Unit>

function addParagraph(paragraph: Paragraph, slot: Slot, units: Unit[]): void {
  if (slot.isBlank) return
  const before = units.at(-1)
  units.push({
    ...PLAIN,
    index: units.length,
    slots: [slot],
    startsPage: paragraph.startsPage ?? false,
    startsSheet: (paragraph.startsSheet ?? false) && slot.offset === 0,
    followsTable: before !== undefined && before.table !== null,
    place: paragraph.place,
  })
}

function addTable(table: Table, listing: Listing): void {
  const { units } = listing
  const number = listing.tables
  listing.tables += 1
  let hanging: Hanging[] = []
  table.rows.forEach((row, index) => {
    const framed = table.columns <= FRAME_COLUMNS ? framedCell(row) : null
    if (framed) {
      for (const block of framed.blocks) addBlock(block, listing)
      return
    }
    const inner: Table[] = []
    const cells = row.cells.map((cell) => readCell(cell, table, inner))
    const { own, tail } = cutTail(cells, listing)
    const slots = hanging.length === 0 ? own : mergeSlots(own, hanging)
    const { columns, columnsKnown } = table
    const of = { table: number, columns, columnsKnown, place: row.place }
    units.push({
      ...of,
      index: units.length,
      slots,
      startsPage: row.startsPage ?? false,
      startsTable: index === 0,
      startsSheet: index === 0 && (table.startsSheet ?? false),
      isHeading: row.isHeading ?? false,
    })
    if (hanging.length > 0)
      hanging = hanging
        .map(({ slot, left }) => ({ slot, left: left - 1 }))
        .filter(({ left }) => left > 0)
    for (const slot of own)
      if (slot.rowSpan > 1)
        hanging.push({ slot: { ...slot, isCovered: true }, left: slot.rowSpan - 1 })
    for (const nested of inner) addTable(nested, listing)
    if (tail) units.push({ ...PLAIN, ...of, index: units.length, slots: [tail] })
  })
}

/** The cells of a row, and what the last one ends with that is none of it. */
function cutTail(cells: readonly Slot[], { findTail }: Listing) {
  const last = cells.at(-1)
  const start =
    last?.paragraphs.length === 1 && last.text.includes('\n') ? findTail(last.text) : null
  if (!last || start === null) return { own: cells, tail: null }
  const own = [...cells.slice(0, -1), sliceSlot(last, 0, start)]
  return { own, tail: { ...sliceSlot(last, start), column: 0 } }
}

/** A cell that spans down into so many more rows. */
interface Hanging {
  readonly slot: Slot
  readonly left: number
}

/** The cells of a row and those that span down into it, by column. */
function mergeSlots(own: readonly Slot[], hanging: readonly Hanging[]): readonly Slot[] {
  const slots = own.concat(hanging.map(({ slot }) => slot))
  return slots.sort((left, right) => left.column - right.column)
}

/** Most columns of a table that serves as a frame, least columns of one to be read in it. */
const FRAME_COLUMNS = 2
const READ_COLUMNS = 3

/** The only filled cell of a row, where tables to be read stand in it: it is a page of its own. */
function framedCell(row: Row): Cell | null {
  const [cell, second] = row.cells.filter(({ blocks }) => blocks.some(holdsText))
  return cell && !second && cell.blocks.some(isToBeRead) ? cell : null
}

function isToBeRead(block: Block): boolean {
  if (block.kind === 'paragraph') return false
  if (block.columns >= READ_COLUMNS) return true
  return block.rows.some(({ cells }) => cells.some(({ blocks }) => blocks.some(isToBeRead)))
}

/** True where a block, or a cell in it, holds anything. */
export function holdsText(block: Block): boolean {
  if (block.kind === 'paragraph') return block.marker !== null || /\S/.test(block.text)
  return block.rows.some(({ cells }) => cells.some(({ blocks }) => blocks.some(holdsText)))
}

/**
 * A table that stands inside the cell of a layout table is read row by row like any other (it is
 * put into `inner`); inside a cell of a real table it is text of that cell.
 */
function readCell(cell: Cell, table: Table, inner: Table[]): Slot {
  const [only, another] = cell.blocks
  // As most cells are; one list serves both.
  if (only?.kind === 'paragraph' && another === undefined) return makeSlot([only], cell, false)
  const paragraphs: Paragraph[] = []
  const collect = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.kind === 'paragraph') paragraphs.push(block)
      else if (table.columns <= FRAME_COLUMNS && block.columns >= READ_COLUMNS) inner.push(block)
      else for (const row of block.rows) for (const nested of row.cells) collect(nested.blocks)
    }
  }
  collect(cell.blocks)
  return makeSlot(paragraphs, cell, false)
}
