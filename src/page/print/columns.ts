import { type PreparedLanguage, tells } from '../../text/language.ts'

/*
 * Where the columns of a printed page begin. Programs that turn a PDF into text set each letter on a
 * grid, so that cells of one column begin some letters apart, one blank may be all that is left
 * between two cells, and each page has columns of its own.
 */

/** A word of a line; places are letters. */
export interface PrintedWord {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Words of a line that stand in one column, from left to right; null for those before the first. */
export interface PrintedCell {
  readonly column: number
  readonly words: readonly PrintedWord[]
}

/** Blanks that part two cells for sure. */
const SURE_GAP = 2
/** Parts of a line from which on it is a row. */
export const LEAST_PARTS = 3
/** A column begins where this share of the lines, and so many, begin a part. */
const SHARE = 0.1
const LEAST_STARTS = 2
/** Columns are not narrower than this, letters. */
const NARROWEST = 3
/** Parts begin as near to the start of their column as this, letters. */
const NEAR = 4
/*
 * What speaks against a word that begins a cell, in letters that it stands off: one blank before it, a
 * small first letter behind one; and for it: the number of a list.
 */
const SINGLE_BLANK = 0.5
const SMALL_FIRST = 2
const LABELLED = 4
const KNOWN = 5
const MOST_COST = 4.5
/** A word that begins other cells of the column is looked for as far as this, letters. */
const FAR = 9
/** A heading stands in the middle of the page to within this, letters. */
const CENTRED = 3
const TITLE_NUMBER = /^(?:\d{1,2}(?:\.\d{1,2})*\.|[IVXІХ]{1,5}\.)$/iu
const ROMAN = /^[IVXІХ]{1,5}$/u
/** What `keyOf` makes of the number of a row. */
const NUMBER_KEY = /^(?:0+(?:\.0+)*[.)]?|I[.)]?)$/u
const SMALL = /^\p{Ll}/u
const LIST_NUMBER = /^\d{1,2}[.)]$/
/** Of the words near the start of a column so many may run over it, for one that begins there. */
const MOST_CROSSING = 0.5

/** The words of a line. */
export function wordsOf(text: string): PrintedWord[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }))
}

/** The words of a line, parted where at least two blanks stand. */
export function partsOf(words: readonly PrintedWord[]): PrintedWord[][] {
  const parts: PrintedWord[][] = []
  for (const word of words) {
    const part = parts.at(-1)
    const last = part?.at(-1)
    if (part && last && word.start - last.end < SURE_GAP) part.push(word)
    else parts.push([word])
  }
  return parts
}

type Lines = readonly (readonly PrintedWord[])[]

/** Columns of a page from left to right, letters. */
export interface Column {
  /** Where most of its cells begin. */
  readonly start: number
  /** Where the first begins, if two blanks stand before it in each row; else null. */
  readonly edge: number | null
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/**
 * Where columns begin on a page. Blanks that no row fills part columns for sure; between them one
 * begins where many lines begin a part.
 */
export function findColumns(lines: Lines): Column[] {
  const rows = lines.slice(...tableSpan(lines))
  const counted = countedStarts(rows)
  const stretches = filledStretches(rows)
  return stretches.flatMap(({ start: edge, end }): Column[] => {
    const [first = edge, ...others] = counted.filter((at) => at >= edge && at < end)
    // What is centred begins a column earlier than most of its cells.
    const starts =
      first - edge > NEAR && others.length > 0 ? [edge, first, ...others] : [first, ...others]
    return starts.map((start, index) => ({ start, edge: index === 0 ? edge : null }))
  })
}

/** Where many lines begin a part and few run over it, letters, from left to right. */
function countedStarts(rows: Lines): number[] {
  const counts = new Map<number, number>()
  for (const words of rows)
    for (const [first] of partsOf(words))
      if (first) counts.set(first.start, (counts.get(first.start) ?? 0) + 1)
  const near = (at: number) =>
    [-1, 0, 1].reduce((sum, step) => sum + (counts.get(at + step) ?? 0), 0)
  const least = Math.max(LEAST_STARTS, SHARE * rows.length)
  const found: number[] = []
  const byCount = [...counts].sort((left, right) => right[1] - left[1] || left[0] - right[0])
  for (const [at, count] of byCount) {
    if (near(at) < least || count < LEAST_STARTS) continue
    if (found.some((other) => Math.abs(other - at) <= NARROWEST)) continue
    if (crossing(rows, at) <= MOST_CROSSING * near(at)) found.push(at)
  }
  return found.sort((left, right) => left - right)
}

/** What rows fill, parted where none has a letter for two blanks, and several begin behind them. */
function filledStretches(rows: Lines): Stretch[] {
  const parts = rows
    .map(partsOf)
    .filter((row) => row.length >= LEAST_PARTS)
    .flat()
  const bounds = parts
    .map((part) => ({ start: part[0]?.start ?? 0, end: part.at(-1)?.end ?? 0 }))
    .sort((left, right) => left.start - right.start)
  const stretches: { start: number; end: number; parts: number }[] = []
  for (const { start, end } of bounds) {
    const last = stretches.at(-1)
    if (last && start - last.end < SURE_GAP) {
      last.end = Math.max(last.end, end)
      last.parts += 1
    } else stretches.push({ start, end, parts: 1 })
  }
  return stretches.filter(({ parts }) => parts >= LEAST_STARTS)
}

/**
 * First and last line (exclusive) of the rows. A signature behind an empty line is parted by blanks
 * too, but its words stand where those between the columns do.
 */
export function tableSpan(lines: Lines): [number, number] {
  const isRow = (words: readonly PrintedWord[]) => partsOf(words).length >= LEAST_PARTS
  const first = Math.max(0, lines.findIndex(isRow))
  const end = lines.findLastIndex(isRow) + 1
  const blank = lines.findLastIndex((words, index) => index < end && words.length === 0)
  const above = lines.slice(first, Math.max(first, blank))
  const isSigned = filledStretches(above).length > filledStretches(lines.slice(first, end)).length
  return [first, isSigned ? above.findLastIndex(isRow) + 1 + first : end]
}

/** Words that run over a place, in lines where none begins near it. */
function crossing(rows: Lines, at: number): number {
  return rows.filter(
    (words) =>
      partsOf(words).length > 1 &&
      words.some(({ start, end }) => start < at && end > at) &&
      !words.some(({ start }) => Math.abs(start - at) <= NEAR && start !== at),
  ).length
}

/** What begins the cells of each column: words by their key. */
export type Beginnings = readonly ReadonlySet<string>[]

/** Words that begin cells behind two blanks, by column, in lines that fill half of the columns. */
export function beginningsOf(
  rows: readonly (readonly PrintedCell[] | null)[],
  columns: number,
): Beginnings {
  const found = Array.from({ length: columns }, () => new Set<string>())
  for (const row of rows) {
    if (!row || row.length < Math.max(LEAST_PARTS, columns / 2)) continue
    row.forEach(({ column, words }, index) => {
      const [first] = words
      const before = row[index - 1]?.words.at(-1)
      if (first && isApart(before, first)) found[column]?.add(keyOf(first.text))
    })
  }
  return found
}

/** Small letters, each digit alike, each Roman number alike. */
function keyOf(text: string): string {
  return ROMAN.test(text) ? 'I' : text.toLowerCase().replace(/\d/g, '0')
}

/** How a page has its columns. */
export interface PageColumns {
  readonly columns: readonly Column[]
  /** Middle of the page, letters. */
  readonly middle: number
  /** Null where it is not known yet. */
  readonly beginnings: Beginnings | null
  readonly language: PreparedLanguage | undefined
}

/**
 * The cells of a line; null where its text runs over the columns as if they were not there, as that
 * of a heading does.
 */
export function cellsOf(
  words: readonly PrintedWord[],
  page: PageColumns,
  standsApart: boolean,
): PrintedCell[] | null {
  const { columns } = page
  const starts = columns.map(({ start }) => start)
  const parts = partsOf(words)
  if (
    parts.length === columns.length &&
    parts.every((part, column) => isOver(part, column, starts))
  )
    return parts.map((part, column) => ({ column, words: part }))
  if (parts.length === 1 && isAcross(words, page)) return null
  if (standsApart && parts.length < LEAST_PARTS && isStrange(words, page)) return null
  const begins = new Map<number, number>()
  let from = 0
  columns.forEach(({ start, edge }, column) => {
    const known = page.beginnings?.[column]
    const index =
      edge !== null && keepsClear(words, edge)
        ? firstBetween(words, { from, start: edge, end: endOf(columns, column) })
        : beginningNear(words, { start, from, known })
    if (index === null) return
    begins.set(index, column)
    from = index + 1
  })
  const cells: { column: number; words: PrintedWord[] }[] = []
  for (const [index, word] of words.entries()) {
    const column = begins.get(index)
    const cell = cells.at(-1)
    if (column !== undefined) cells.push({ column, words: [word] })
    else if (cell && !isApart(words[index - 1], word)) cell.words.push(word)
    else cells.push({ column: columnAt(word, starts), words: [word] })
  }
  return joinSame(cells)
}

/** «Р О З Д І Л   2.  Захист дітей»: it begins in a column of numbers, with none. */
function isStrange([first]: readonly PrintedWord[], { columns, beginnings }: PageColumns): boolean {
  const [numbers, next] = [beginnings?.[0], columns[1]]
  if (!first || !numbers || !next || first.start >= next.start - NEAR) return false
  return [...numbers].some((key) => NUMBER_KEY.test(key)) && !numbers.has(keyOf(first.text))
}

/** Whether a part has a letter in its column. */
function isOver(part: readonly PrintedWord[], column: number, starts: readonly number[]): boolean {
  const [first, last] = [part[0], part.at(-1)]
  const [start, next] = [starts[column] ?? 0, starts[column + 1] ?? Number.POSITIVE_INFINITY]
  return first !== undefined && last !== undefined && first.start < next && last.end > start
}

/** Whether two blanks stand before a place. */
function keepsClear(words: readonly PrintedWord[], at: number): boolean {
  return words.every(({ start, end }) => start >= at || end <= at - SURE_GAP)
}

/** Where a cell of the column begins at the latest: before one that is not clear the next may begin. */
function endOf(columns: readonly Column[], column: number): number {
  const next = columns[column + 1]
  return next ? (next.edge ?? next.start - NEAR) : Number.POSITIVE_INFINITY
}

function firstBetween(
  words: readonly PrintedWord[],
  { from, start, end }: { readonly from: number; readonly start: number; readonly end: number },
): number | null {
  const index = words.findIndex((word, at) => at >= from && word.start >= start)
  return index >= 0 && (words[index]?.start ?? end) < end ? index : null
}

/** A heading: it runs from the first column over the next, over several, or stands in the middle. */
function isAcross(words: readonly PrintedWord[], page: PageColumns): boolean {
  const { columns, middle } = page
  const starts = columns.map(({ start }) => start)
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return false
  const isCentred = Math.abs((first.start + last.end) / 2 - middle) <= CENTRED
  const isTitle =
    TITLE_NUMBER.test(first.text) ||
    tells(page.language, 'titleFirst', first.text) ||
    words.every(({ text }) => !/\p{Ll}/u.test(text))
  if (isCentred && isTitle) return true
  const column = starts.findIndex((start) => Math.abs(start - first.start) <= NEAR)
  const crossed = starts.filter((start) => start > first.start + NEAR && start < last.end).length
  return crossed > (column > 0 ? 1 : 0)
}

function isApart(before: PrintedWord | undefined, word: PrintedWord): boolean {
  return before === undefined || word.start - before.end >= SURE_GAP
}

interface Sought {
  readonly start: number
  /** Index of the first word that may begin the cell. */
  readonly from: number
  readonly known: ReadonlySet<string> | undefined
}

/**
 * The word that begins a cell near a start: behind two blanks, or behind one where it stands nearest;
 * what begins other cells of the column, capitals, digits and numbers of lists are likelier to.
 */
function beginningNear(
  words: readonly PrintedWord[],
  { start, from, known }: Sought,
): number | null {
  let best: number | null = null
  let least = Number.POSITIVE_INFINITY
  for (let index = from; index < words.length; index += 1) {
    const word = words[index]
    if (!word || word.start > start + FAR) break
    const isKnown = known?.has(keyOf(word.text)) === true
    const off = Math.abs(word.start - start)
    if (off > (isKnown ? FAR : NEAR)) continue
    const isSure = isApart(words[index - 1], word)
    const doubt = isSure ? 0 : SINGLE_BLANK + (!isKnown && SMALL.test(word.text) ? SMALL_FIRST : 0)
    const trust = (isKnown ? KNOWN : 0) + (LIST_NUMBER.test(word.text) ? LABELLED : 0)
    const cost = off + doubt - (isSure ? 0 : trust)
    if (cost >= least || cost > MOST_COST) continue
    best = index
    least = cost
  }
  return best
}

function columnAt({ start }: PrintedWord, starts: readonly number[]): number {
  return Math.max(0, starts.filter((at) => at <= start + NARROWEST).length - 1)
}

function joinSame(cells: readonly { column: number; words: PrintedWord[] }[]): PrintedCell[] {
  const joined: { column: number; words: PrintedWord[] }[] = []
  for (const cell of cells) {
    const last = joined.at(-1)
    if (last && cell.column <= last.column) for (const word of cell.words) last.words.push(word)
    else joined.push(cell)
  }
  return joined
}
