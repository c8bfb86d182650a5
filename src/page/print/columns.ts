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
const TITLE = /^(?:\d{1,2}(?:\.\d{1,2})*\.|[IVXІХ]{1,5}\.|розділ|напрям\p{L}*|завдання|ціль)$/iu
const ROMAN = /^[IVXІХ]{1,5}$/u
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

/** Where columns begin on a page, letters, from left to right. */
export function findStarts(lines: readonly (readonly PrintedWord[])[]): number[] {
  const rows = rowsAmong(lines)
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

/** From the first line with several parts to the last. */
function rowsAmong(
  lines: readonly (readonly PrintedWord[])[],
): readonly (readonly PrintedWord[])[] {
  const isRow = (words: readonly PrintedWord[]) => partsOf(words).length >= LEAST_PARTS
  return lines.slice(Math.max(0, lines.findIndex(isRow)), lines.findLastIndex(isRow) + 1)
}

/** Words that run over a place, in lines where none begins near it. */
function crossing(rows: readonly (readonly PrintedWord[])[], at: number): number {
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
  readonly starts: readonly number[]
  /** Middle of the page, letters. */
  readonly middle: number
  /** Null where it is not known yet. */
  readonly beginnings: Beginnings | null
}

/**
 * The cells of a line; null where its text runs over the columns as if they were not there, as that
 * of a heading does.
 */
export function cellsOf(words: readonly PrintedWord[], page: PageColumns): PrintedCell[] | null {
  const { starts } = page
  const parts = partsOf(words)
  if (parts.length === starts.length) return parts.map((part, column) => ({ column, words: part }))
  if (parts.length === 1 && isAcross(words, page)) return null
  const begins = new Map<number, number>()
  let from = 0
  starts.forEach((start, column) => {
    const known = page.beginnings?.[column]
    const index = beginningNear(words, { start, from, known })
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

/** A heading: it runs from the first column over the next, over several, or stands in the middle. */
function isAcross(words: readonly PrintedWord[], { starts, middle }: PageColumns): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return false
  const isCentred = Math.abs((first.start + last.end) / 2 - middle) <= CENTRED
  const isTitle = TITLE.test(first.text) || words.every(({ text }) => !/\p{Ll}/u.test(text))
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

/**
 * The starts of a page that shows fewer columns than another, with those that it lacks: each stands
 * from its neighbour as on the other page, in proportion.
 */
export function withMissing(starts: readonly number[], all: readonly number[]): number[] {
  if (starts.length >= all.length || starts.length === 0) return [...starts]
  const matched = matchStarts(starts, all)
  return all.map((at, column) => {
    const own = matched[column]
    if (own !== undefined && own !== null) return own
    const next = matched.findIndex((start, index) => index > column && start !== null)
    const [nextOwn, nextAll] = [matched[next], all[next]]
    if (nextOwn !== undefined && nextOwn !== null && nextAll)
      return Math.round((at * nextOwn) / nextAll)
    const before = matched.findLastIndex((start, index) => index < column && start !== null)
    return at + (matched[before] ?? 0) - (all[before] ?? 0)
  })
}

/** By column of `all` the start that is it, in order, so that together they stand nearest. */
function matchStarts(starts: readonly number[], all: readonly number[]): (number | null)[] {
  let best: { cost: number; taken: readonly number[] } = { cost: Infinity, taken: [] }
  const rightmost = (all.at(-1) ?? 1) / Math.max(1, starts.at(-1) ?? 1)
  for (const scale of [1, rightmost]) {
    const found = matchScaled(
      starts.map((start) => start * scale),
      all,
    )
    if (found.cost < best.cost) best = found
  }
  return all.map((_, column) => {
    const index = best.taken.indexOf(column)
    return index < 0 ? null : (starts[index] ?? null)
  })
}

function matchScaled(
  starts: readonly number[],
  all: readonly number[],
): { cost: number; taken: readonly number[] } {
  let rows: { cost: number; taken: readonly number[] }[] = all.map((at, column) => ({
    cost: Math.abs(at - (starts[0] ?? 0)),
    taken: [column],
  }))
  for (const start of starts.slice(1))
    rows = all.map((at, column) => {
      let least: { cost: number; taken: readonly number[] } = { cost: Infinity, taken: [] }
      for (const row of rows.slice(0, column)) if (row.cost < least.cost) least = row
      return { cost: least.cost + Math.abs(at - start), taken: [...least.taken, column] }
    })
  return rows.reduce((least, row) => (row.cost < least.cost ? row : least))
}
