import type { Box } from '../document/page-content.ts'
import type { Aside, Block, Cell, Paragraph, Row, Table } from '../model/document.ts'
import type { Place } from '../model/place.ts'
import { own } from '../text/memory.ts'
import { boundsOf, extentOf, type Line } from './lines.ts'

/** A gap between lines that is wider than the usual one by this factor ends a paragraph. */
const WIDE_GAP = 1.45
/** A first line that stands in by this much begins a paragraph; share of the font size. */
const INDENT = 1
/** One that stands in further is centred or at the right; share of the font size. */
const LARGEST_INDENT = 5
/** Room that a short last line must leave beside the next word; share of the font size. */
const SPARE_ROOM = 0.5
/** In less room than this no letter fits; share of the font size. */
const ONE_LETTER = 0.75
/** Shorter words are not broken. */
const SHORTEST = 4
/** Lines that begin as near to each other as this are not centred, points. */
const ALIGNED = 1
/** Lines are centred over each other whose middles are as near as this, points. */
const SAME_MIDDLE = 3
const SENTENCE_END = /[.;:!?…»")]$/u
const LIST_ITEM = /^(?:[-–—•·*]|\d{1,3}[.)]|\p{L}\))(?:\s|$)/u
const OPENING = /^[\p{Lu}\d«"„“(–—•-]/u
const SMALL_LETTER = /\p{Ll}/u
/** How the title of a section begins that has a number. */
const NUMBERED_TITLE = /^(?:\d{1,2}(?:\.\d{1,2})*|[IVXІХ]{1,5}|\p{Lu})\. ?\p{Lu}/u
const CAPITAL = /^\p{Lu}/u
/** Fewer letters are an abbreviation. */
const CAPITALS = /(?:\p{Lu}\P{Lu}*){6}/u

/** What is known of the room that text has. */
interface Surroundings {
  /** How far to the right the text of the cell's column reaches, points; not finite where that is not known. */
  readonly reached?: number | undefined
  readonly room?: Room | null
}

/** What is known of the room that text outside tables has. */
interface Room {
  /** A line that leaves more room than this beside the next word was ended by its author, points. */
  readonly shortest: number
  /** Width of the text of the page, points. */
  readonly width: number
}

/**
 * Paragraphs out of the lines of one cell or one block. A paragraph ends where the author must
 * have ended it: at a wide gap, before a line that stands in, and after a line that left room for
 * the next word though a sentence or a list item ended there. Outside tables also where much `room` is
 * left, and where a title in capitals or with a number follows another title.
 */
export function splitParagraphs(
  lines: readonly Line[],
  right: number,
  { reached = Number.POSITIVE_INFINITY, room = null }: Surroundings = {},
): Line[][] {
  const pitch = usualPitch(lines)
  const left = extentOf(lines).start
  const paragraphs: Line[][] = []
  lines.forEach((line, index) => {
    const previous = lines[index - 1]
    const isNew = !previous || endsBetween(previous, line, { pitch, left, right, reached, room })
    if (isNew) paragraphs.push([line])
    else paragraphs.at(-1)?.push(line)
  })
  return paragraphs
}

interface Margins {
  readonly pitch: number
  readonly left: number
  readonly right: number
  readonly reached: number
  readonly room: Room | null
}

function endsBetween(previous: Line, line: Line, margins: Margins): boolean {
  const { pitch, left, right, reached, room } = margins
  const gap = line.baseline - previous.baseline
  if (gap <= 0) return true
  const usual = Math.max(pitch, 1.1 * Math.min(line.size, previous.size))
  if (gap > WIDE_GAP * usual) return true
  const standsIn = line.start - left
  const previousStandsIn = previous.start - left
  const isOpening = OPENING.test(line.text)
  const first = line.words[0]
  const width = first ? first.end - first.start : 0
  const spare = right - previous.end - width
  const isLeft = room !== null && spare > room.shortest
  if (
    isOpening &&
    previousStandsIn < 0.3 * line.size &&
    standsIn > INDENT * line.size &&
    standsIn < LARGEST_INDENT * line.size
  )
    return isLeft || SENTENCE_END.test(previous.text)
  // What is centred or at the right does not go on at the left.
  if (room && isOpening && standsIn < ALIGNED && previousStandsIn > LARGEST_INDENT * line.size)
    return true
  if (room && isNextTitle(previous, line, { ...room, width: room.width - width })) return true
  if (spare <= (SPARE_ROOM + 0.25) * line.size || /[-\u00ad]$/.test(previous.text)) return false
  const isAligned = Math.abs(previousStandsIn - standsIn) < ALIGNED
  if (isLeft && isAligned) return true
  if (isOpening && isAligned && hasRoomFor(width, previous, reached)) return true
  return (SENTENCE_END.test(previous.text) && isOpening) || LIST_ITEM.test(line.text)
}

/** True where a word of this width, points, would have fitted behind a line. */
function hasRoomFor(width: number, { end, size }: Line, reached: number): boolean {
  return Number.isFinite(reached) && reached - end - width > (SPARE_ROOM + 0.25) * size
}

/**
 * A title centred below a line that has room left for its first word: much room, or the title is all in capitals or
 * numbered, or without a number below one that has it.
 */
function isNextTitle(previous: Line, line: Line, { width, shortest }: Room): boolean {
  const middle = ({ start, end }: Line) => (start + end) / 2
  const isCentred =
    Math.abs(middle(previous) - middle(line)) < SAME_MIDDLE &&
    Math.abs(previous.start - line.start) > ALIGNED
  const isInCapitals =
    CAPITALS.test(line.text) && !SMALL_LETTER.test(line.text) && SMALL_LETTER.test(previous.text)
  const spare = width - (previous.end - previous.start)
  const isBelowTitle =
    CAPITAL.test(line.text) && (spare > shortest || NUMBERED_TITLE.test(previous.text))
  const isTitle = isInCapitals || isBelowTitle || NUMBERED_TITLE.test(line.text)
  return isCentred && spare > SPARE_ROOM * line.size && isTitle
}

/** The smallest distance of two lines that is common, 0 where there is one line. */
function usualPitch(lines: readonly Line[]): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => line.baseline - (lines[index]?.baseline ?? 0))
    .filter((gap) => gap > 0)
    .sort((left, right) => left - right)
  return gaps[Math.floor(gaps.length / 4)] ?? 0
}

/**
 * One paragraph of lines, `\n` between them; NFC, as the lines are. A line that one word fills up to
 * `right`, points, ends in `\v`: the word may go on in the next line.
 */
export function toParagraph(
  lines: readonly Line[],
  page: number,
  right = Number.POSITIVE_INFINITY,
): Paragraph {
  let text = ''
  lines.forEach((line, index) => {
    const previous = lines[index - 1]
    if (previous) text += isFilledByWord(previous, right) ? '\v' : '\n'
    text += line.text
  })
  const place = { ...placeOf(page, boundsOf(lines)), ...recognitionOf(lines) }
  return { kind: 'paragraph', text: own(text), marker: null, style: null, place }
}

function isFilledByWord({ text, end, size }: Line, right: number): boolean {
  return text.length >= SHORTEST && right - end < ONE_LETTER * size && !/\s/.test(text)
}

/**
 * What a place says of text that was recognised: the mean confidence by letters, and no more than
 * that of a word which was read in two ways.
 */
function recognitionOf(lines: readonly Line[]): Pick<Place, 'ocr' | 'confidence'> {
  let [sum, letters, most] = [0, 0, 1]
  for (const { words } of lines)
    for (const { text, confidence, other } of words) {
      if (confidence === undefined) continue
      sum += confidence * text.length
      letters += text.length
      if (other !== undefined) most = Math.min(most, confidence)
    }
  if (letters === 0) return {}
  return { ocr: true, confidence: Math.round(Math.min(most, sum / letters) * 1000) / 1000 }
}

/** A place on a page, its box rounded to hundredths of a point. */
export function placeOf(page: number, [x0, y0, x1, y1]: Box): Place {
  return { page, box: [round(x0), round(y0), round(x1), round(y1)] }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** A line of text over the whole page that leaves this share of it empty is not wrapped. */
const MUCH_ROOM = 0.4

/** Lines from top to bottom, parted where a table begins between them; `tops` are heights. */
export function splitAtTables(lines: readonly Line[], tops: readonly number[]): Line[][] {
  const stretches = new Map<number, Line[]>()
  for (const line of lines) {
    const above = tops.filter((top) => top <= middleOf(line.box)).length
    const stretch = stretches.get(above) ?? []
    stretch.push(line)
    stretches.set(above, stretch)
  }
  return [...stretches.values()]
}

/** Paragraphs of the lines outside tables; a table between two lines parts them. */
export function flowParagraphs(
  lines: readonly Line[],
  tables: readonly Box[],
  page: number,
): Paragraph[] {
  const { start, end } = extentOf(lines)
  const sides = extentOf([{ start, end }, ...tables.map(([x0, , x1]) => ({ start: x0, end: x1 }))])
  const room = { shortest: MUCH_ROOM * (end - start), width: sides.end - sides.start }
  return splitAtTables(
    lines,
    tables.map(([, top]) => top),
  ).flatMap((stretch) =>
    splitParagraphs(stretch, end, { room }).map((paragraph) => toParagraph(paragraph, page)),
  )
}

/** Tables among paragraphs, by their top edges; both are given from top to bottom. */
export function mergeByTop(paragraphs: readonly Paragraph[], tables: readonly Table[]): Block[] {
  const merged: Block[] = []
  let next = 0
  for (const paragraph of paragraphs) {
    const middle = middleOf(paragraph.place.box)
    for (; next < tables.length; next += 1) {
      const table = tables[next]
      if (!table || (table.place.box?.[1] ?? 0) >= middle) break
      merged.push(table)
    }
    merged.push(paragraph)
  }
  return [...merged, ...tables.slice(next)]
}

/** The boxes of letters are taller than their line and reach into a table close by. */
function middleOf([, top, , bottom]: Box = [0, 0, 0, 0]): number {
  return (top + bottom) / 2
}

type SeenBox = (box: Box) => Box

/** The block of a straightened page with the places that it has in the picture. */
export function moveBlock(block: Block, seenBox: SeenBox): Block {
  return mapPlaces(block, (place) => move(place, seenBox))
}

/** The same for what stands outside the flow. */
export function moveAside(aside: Aside, seenBox: SeenBox): Aside {
  return { ...aside, paragraph: mapPlaces(aside.paragraph, (place) => move(place, seenBox)) }
}

/** The block with another place for each that it and what stands in it have. */
export function mapPlaces<Placed extends Block>(
  block: Placed,
  placeOf: (place: Place) => Place,
): Placed {
  const place = placeOf(block.place)
  if (block.kind === 'paragraph') return { ...block, place }
  const mapCell = (cell: Cell): Cell => ({
    ...cell,
    blocks: cell.blocks.map((inner) => mapPlaces(inner, placeOf)),
    place: placeOf(cell.place),
  })
  const mapRow = (row: Row): Row => ({
    ...row,
    cells: row.cells.map(mapCell),
    place: placeOf(row.place),
  })
  return { ...block, rows: block.rows.map(mapRow), place }
}

function move(place: Place, seenBox: SeenBox): Place {
  const { page, box } = place
  return page === undefined || !box ? place : { ...place, ...placeOf(page, seenBox(box)) }
}
