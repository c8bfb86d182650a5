import { BLANK, type Box, type PageContent, type Word } from '../document/page-content.ts'
import type { Ruling } from '../document/ruling.ts'
import { type PreparedLanguage, tells } from '../text/language.ts'
import type { Line } from './lines.ts'
import { partsOf } from './segments.ts'

/** The lines of a page outside its tables. */
interface PageLines {
  readonly height: number
  readonly lines: readonly Line[]
}

/** Page numbers and running heads stand in this share of the page's height, above and below. */
const MARGIN = 0.12
/** A running head stands at the same height on its pages, within so many points. */
const SAME_HEIGHT = 6
/** Fewer pages have it by chance, but for all of them. */
const LEAST_PAGES = 3
/** Lines of a table are as near to each other as this, in font sizes; a running head stands apart. */
const CLOSE = 1.6
const LEAST_PARTS = 3
const PAGE_NUMBER = /^(?:[-–—\s]*\d{1,4}[-–—\s]*|\d{1,4}\s*\/\s*\d{1,4})$/
/** The lines of such a stamp are no further from each other than this, in font sizes. */
const STAMP_STEP = 2.2
/** Other lines of a stamp have the size of those that are known, give or take this share. */
const SAME_STAMP_SIZE = 0.05

/** For each page the lines that are page numbers or running heads, those that words tell too. */
export function findFurniture(
  pages: readonly PageLines[],
  language: PreparedLanguage | undefined,
): ReadonlySet<Line>[] {
  const heads = pages.map(({ lines, height }) => {
    const inTable = areInTable(lines)
    return lines.filter((line, index) => isInMargin(line, height) && !inTable[index])
  })
  const pagesOf = new Map<string, Set<number>>()
  heads.forEach((lines, page) => {
    for (const line of lines) {
      const key = keyOf(line, 0)
      pagesOf.set(key, (pagesOf.get(key) ?? new Set()).add(page))
    }
  })
  const isRepeated = (line: Line) => {
    const found = new Set<number>()
    for (const step of [-1, 0, 1])
      for (const page of pagesOf.get(keyOf(line, step)) ?? [])
        if (found.add(page).size >= Math.min(LEAST_PAGES, Math.max(pages.length, 2))) return true
    return false
  }
  return heads.map((lines) => {
    const stamped = stampedLines(lines, language)
    const isHead = (line: Line) =>
      PAGE_NUMBER.test(line.text) ||
      tells(language, 'pageEdge', line.text) ||
      isRepeated(line) ||
      stamped.has(line)
    return new Set(lines.filter(isHead))
  })
}

/** The lines that name a signature, and those of their size that stand close to one. */
function stampedLines(
  lines: readonly Line[],
  language: PreparedLanguage | undefined,
): ReadonlySet<Line> {
  const stamped = new Set(lines.filter(({ text }) => tells(language, 'stamp', text)))
  for (const ordered of stamped.size === 0 ? [] : [lines, lines.toReversed()]) {
    let last: Line | null = null
    for (const line of ordered) {
      if (last && isNextInStamp(line, last)) stamped.add(line)
      if (stamped.has(line)) last = line
    }
  }
  return stamped
}

function isNextInStamp(line: Line, last: Line): boolean {
  return (
    Math.abs(line.baseline - last.baseline) <= STAMP_STEP * last.size &&
    Math.abs(line.size - last.size) <= SAME_STAMP_SIZE * last.size &&
    line.box[0] < last.box[2] &&
    line.box[2] > last.box[0]
  )
}

/**
 * For each line whether it is of a table without lines: the heading, which is repeated on each page,
 * stands close to its rows; so do the second lines of its cells.
 */
function areInTable(lines: readonly Line[]): boolean[] {
  const inTable: boolean[] = []
  for (const [index, line] of lines.entries()) {
    const isClose = (other: Line | undefined) =>
      other !== undefined && Math.abs(line.baseline - other.baseline) <= CLOSE * line.size
    const hasParts = partsOf(line).length >= LEAST_PARTS
    const isNext = isClose(lines[index - 1])
    inTable.push(
      hasParts ? isNext || isClose(lines[index + 1]) : isNext && inTable[index - 1] === true,
    )
  }
  return inTable
}

/** The text without its numbers, and the height in steps that two pages may differ by. */
function keyOf({ text, baseline }: Line, step: number): string {
  return `${Math.floor(baseline / SAME_HEIGHT) + step} ${text.replace(/\d+/g, '0')}`
}

function isInMargin({ box }: Line, height: number): boolean {
  return box[3] <= MARGIN * height || box[1] >= (1 - MARGIN) * height
}

/** A raised number is at most this large and from this to that far above its line, in line sizes. */
const SMALL = 0.8
const LEAST_RAISED = 0.1
const MOST_RAISED = 0.6
const NUMBER = /^\d{1,2}\)?$/
/** What a mark may stand behind; behind a digit it would be a power. */
const MARKED_END = /[\p{L}.,;:»"”)]$/u
const LETTER = /^[«"“(]*\p{L}/u
/** Lines of a note follow each other within this, in font sizes. */
const LINE_STEP = 1.6
const SAME_NOTE_SIZE = 0.1
/** A page with more raised numbers than this is a drawing. */
const MOST_MARKS = 500

/** The words of a page without its footnotes, and these. */
interface WithoutFootnotes {
  readonly words: readonly Word[]
  /** Raised numbers, each a part of no word. */
  readonly marks: readonly Word[]
  /** What the notes say, line by line. */
  readonly notes: readonly Line[]
}

/**
 * Takes out numbers that are raised right after a word and begin a line below outside tables, and the
 * lines of those notes. «м²» has no such line. Null where there are none.
 */
export function takeFootnotes(
  words: readonly Word[],
  outside: readonly Line[],
): WithoutFootnotes | null {
  const raised = words.filter((word, index) => isRaised(words[index - 1], word))
  if (raised.length > MOST_MARKS) return null
  const pairs = raised.map((mark) => ({ mark, note: noteOf(mark, outside) }))
  const marks = new Set(pairs.flatMap(({ mark, note }) => (note === null ? [] : [mark])))
  if (marks.size === 0) return null
  const firsts = pairs.flatMap(({ note }) => (note === null ? [] : [note]))
  const notes = [...new Set(firsts)].sort((left, right) => left - right)
  const lines = notes.flatMap((first, index) =>
    outside.slice(first, noteEnd(outside, first, notes[index + 1])),
  )
  const taken = new Set(lines.flatMap((line) => line.words))
  return {
    words: words.filter((word) => !marks.has(word) && !taken.has(word)),
    marks: [...marks],
    notes: lines,
  }
}

function isRaised(before: Word | undefined, word: Word): boolean {
  if (before?.turn !== 0 || word.turn !== 0) return false
  if (!NUMBER.test(word.text) || !MARKED_END.test(before.text)) return false
  if (Math.abs(word.start - before.end) > BLANK * before.size) return false
  const height = (before.baseline - word.baseline) / before.size
  return word.size <= SMALL * before.size && height >= LEAST_RAISED && height <= MOST_RAISED
}

/** Index of the line that begins with the number of the mark, null for none. */
function noteOf(mark: Word, lines: readonly Line[]): number | null {
  const found = lines.findIndex(({ words: [first, second], baseline }) => {
    const isBelow = baseline > mark.baseline + 2 * mark.size
    return isBelow && first?.text === mark.text && LETTER.test(second?.text ?? '')
  })
  return found < 0 ? null : found
}

/** The line before which a note ends: another note, a gap, or letters of another size. */
function noteEnd(lines: readonly Line[], first: number, next = lines.length): number {
  for (let index = first + 1; index < next; index += 1) {
    const [upper, line] = [lines[index - 1], lines[index]]
    if (!upper || !line) return index
    const isNear = line.baseline - upper.baseline <= LINE_STEP * line.size
    const isAlike = Math.abs(line.size - upper.size) <= SAME_NOTE_SIZE * line.size
    if (!isNear || !isAlike) return index
  }
  return next
}

/** A stamp is no larger than this; shares of the page. */
const WIDEST = 0.45
const HIGHEST = 0.2
/** Narrower and lower boxes are boxes to tick, points. */
const NARROWEST = 40
const LOWEST = 12
/** It stands as near to an edge of the page as this; share of the page. */
const NEAR_EDGE = 0.12
/** Its sides meet to within this, points. */
const MEET = 1.5
/** Words of another size than the page's by this share are the stamp's where it lies over others. */
const OTHER_SIZE = 0.1
/** A cell meets its neighbours at two corners at least; one that a line lies at may be chance. */
const MOST_MET = 1
/** Cells may stand apart by this, points: `border-spacing` of a web page. */
const APART = 5
/** A stamp has so many characters of another size than the page's. */
const LEAST_CHARACTERS = 20
/** A page with more lines or boxes than this is a drawing. */
const MOST_LINES = 2000
const MOST_BOXES = 500

/**
 * Boxes that a program of document flow printed over the page: «Підписано КЕП …». They are small,
 * written in another size, stand at the edge of the page, and no cells of a table stand beside them.
 */
export function findStamps({ rulings, width, height, words }: PageContent): Box[] {
  if (rulings.length > MOST_LINES) return []
  const boxes = closedBoxes(rulings, width, height).filter((box) => {
    const others = rulings.filter((ruling) => !isOwn(ruling, box) && touches(ruling, grow(box)))
    // A box in the upper half that nothing meets may be the head of a letter.
    const isOver = others.length > 0 || box[1] > height / 2
    return isOver && cornersOf(box).filter(isMetBy(others)).length <= MOST_MET
  })
  return boxes.length === 0 ? [] : boxes.filter((box) => holdsOtherSize(box, words))
}

function holdsOtherSize([left, top, right, bottom]: Box, words: readonly Word[]): boolean {
  const usual = usualSize(words)
  let found = 0
  for (const { box, size, text } of words) {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    const isIn = x > left && x < right && y > top && y < bottom
    if (isIn && Math.abs(size - usual) > OTHER_SIZE * usual) found += text.length
  }
  return found >= LEAST_CHARACTERS
}

/** The middle one of the words' font sizes, points; 0 for none. */
export function usualSize(words: readonly Word[]): number {
  const sizes = words.map(({ size }) => size).sort((left, right) => left - right)
  return sizes[sizes.length >> 1] ?? 0
}

/** The lines without those of the stamps. */
export function withoutStamps(rulings: readonly Ruling[], stamps: readonly Box[]): Ruling[] {
  return rulings.filter((ruling) => !stamps.some((box) => isOwn(ruling, box)))
}

/** True for a word of one of the stamps; `usual` is the usual size of words of the page, points. */
export function isStamped(word: Word, stamps: readonly Box[], usual: number): boolean {
  const [x0, y0, x1, y1] = word.box
  return stamps.some(
    ([left, top, right, bottom]) =>
      x0 > left - MEET &&
      x1 < right + 3 * MEET &&
      (y0 + y1) / 2 > top &&
      (y0 + y1) / 2 < bottom &&
      Math.abs(word.size - usual) > OTHER_SIZE * usual,
  )
}

/** Small boxes near the edges of the page of which all four sides are drawn. */
function closedBoxes(rulings: readonly Ruling[], width: number, height: number): Box[] {
  const sides = rulings.filter(
    ({ isVertical, from, to }) =>
      !isVertical && to - from >= NARROWEST && to - from <= WIDEST * width,
  )
  const uprights = rulings.filter(
    ({ isVertical, from, to }) =>
      isVertical && to - from >= LOWEST && to - from <= HIGHEST * height,
  )
  const boxes: Box[] = []
  for (const { at, from, to } of sides) {
    if (boxes.length > MOST_BOXES) return []
    const [lefts, rights] = [from, to].map((x) =>
      uprights.filter((upright) => isNear(upright.at, x) && isNear(upright.from, at)),
    )
    const hasEndAt = (ends: typeof uprights = [], y: number) =>
      ends.some((one) => isNear(one.to, y))
    for (const lower of sides) {
      if (lower.at - at < LOWEST || lower.at - at > HIGHEST * height) continue
      if (!isNear(lower.from, from) || !isNear(lower.to, to)) continue
      const isAtEdge =
        Math.min(from, width - to) < NEAR_EDGE * width ||
        Math.min(at, height - lower.at) < NEAR_EDGE * height
      if (isAtEdge && hasEndAt(lefts, lower.at) && hasEndAt(rights, lower.at))
        boxes.push([from, at, to, lower.at])
    }
  }
  return boxes
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= MEET
}

/** The ends of a line along x and along y. */
function extentsOf({ isVertical, at, from, to }: Ruling): Box {
  return isVertical ? [at, from, at, to] : [from, at, to, at]
}

function isOwn(ruling: Ruling, [left, top, right, bottom]: Box): boolean {
  const [x0, y0, x1, y1] = extentsOf(ruling)
  return x0 >= left - MEET && x1 <= right + MEET && y0 >= top - MEET && y1 <= bottom + MEET
}

function grow([left, top, right, bottom]: Box): Box {
  return [left - APART, top - APART, right + APART, bottom + APART]
}

function touches(ruling: Ruling, [left, top, right, bottom]: Box): boolean {
  const [x0, y0, x1, y1] = extentsOf(ruling)
  return x1 >= left - MEET && x0 <= right + MEET && y1 >= top - MEET && y0 <= bottom + MEET
}

type Corner = readonly [x: number, y: number]

function cornersOf([left, top, right, bottom]: Box): readonly Corner[] {
  return [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ]
}

function isMetBy(rulings: readonly Ruling[]): (corner: Corner) => boolean {
  const extents = rulings.map(extentsOf)
  return ([x, y]) =>
    extents.some(
      ([x0, y0, x1, y1]) => x > x0 - APART && x < x1 + APART && y > y0 - APART && y < y1 + APART,
    )
}
