import type { Word } from '../document/page-content.ts'
import { type Extent, extentOf } from './lines.ts'
import type { LineFacts } from './segments.ts'

/** The lines of one table on one page. */
export interface TableLines {
  readonly facts: readonly LineFacts[]
  /** For each line the columns that begin there below a heading over them; null for any other line. */
  readonly headed: readonly (ReadonlySet<number> | null)[]
}

/** Rows of a page by their first lines: the columns in which the text of the cell above ends beside each. */
export type RowStarts = ReadonlyMap<number, ReadonlySet<number>>

/** Where the text of a cell stands that is lower than its row. */
type Standing = 'top' | 'middle' | 'bottom'

/*
 * What a row costs: itself; each column without text; a cell whose text does not stand where the
 * others say, by how far; text of the row above that goes on beside it, less in a column that is
 * often empty. A row that begins with a number costs less.
 */
const ROW = 2
const EMPTY = 0.4
const ASTRAY = 1.5
const ASTRAY_BY_POINT = 0.5
const MOST_ASTRAY = 5
const MERGED = 5
const MERGED_ELSEWHERE = 1.5
const LABELLED = -3
const ITEM = -1.5
/*
 * What a line within a cell costs: where it stands further below the line above than usual; where its
 * first word would have fitted in there, more in a column of one paragraph a cell; where it begins
 * with a number, and none has a column of its own.
 */
const APART = 3
const FAR_APART = 6
const ENDED = 1.6
const ENDED_WHERE_NO_OTHER = 3
const INNER_LABEL = 6
const INNER_ITEM = 2
/*
 * What a cell costs that begins right below a line of text: where the first word would not have fitted
 * there; where a word alone fills the line above and no letter more would have fitted in; where that
 * line ends in a comma or a hyphen; where a bracket is open above; where it begins with a small letter.
 */
const WRAPPED = 1
const WRAPPED_SMALL = 3
const OPEN_END = 2
const OPEN_BRACKET = 5
const SMALL = 0.5
/** Where rows are set apart, a cell no further away than a line; where they are not, a row that is. */
const NOT_APART = 5
const APART_ALL_THE_SAME = 1.5

/** A row with a costlier inside has no reading; more lines than this are no row. */
const MOST = 60
const LONGEST = 120
/** Text stands where it should to within this, points. */
const NEAR = 0.7
/** Lines are further apart than usual by so many points, and very far apart by this factor. */
const LOOSE = 0.6
const FAR = 1.5
/** Lines of text are never nearer than this; share of the font size. */
const NEAREST = 0.8
/** This share of the gaps in columns is not wider than that of two lines of one cell. */
const SMALLEST_GAPS = 0.15
/** The text stands elsewhere than at the top where this costs so much less in all, and by this share. */
const LESS = 12
const LESS_BY_SHARE = 0.25
/** A bracket that nobody closes in so many lines was left open by mistake. */
const LONGEST_BRACKET = 12
/** From so many lines on the width of a column is known by what stands in it. */
const KNOWN_WIDTH = 6
/** A column that is empty in this share of the rows is merged, unless few columns are filled there. */
const OFTEN_EMPTY = 0.25
/** In a column of numbered cells this share of them begins with a number. */
const NUMBERED = 0.4
/** In a column of one paragraph a cell this share of them has a second one. */
const SELDOM_ENDED = 0.2
const LABEL = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\p{Lu}{1,5}\.|\p{L}\))$/u
const ITEM_NUMBER = /^(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?|\p{Lu}{1,5}\.|\p{L}\))$/u
const LOWER = /^\p{Ll}/u
const OPEN = /[,\-\u00ad–]$/u

/** What one column has in a line, and how that follows what it has above. */
interface Piece {
  readonly column: number
  readonly baseline: number
  /** To go on with the cell above, and to begin another one. */
  readonly goes: number
  readonly begins: number
  /** True where it begins with a number as rows or items do. */
  readonly isNumbered: boolean
  /** What stands above it in its column: nothing, the line before in one cell perhaps, or more than a gap. */
  readonly above: 'nothing' | 'near' | 'far'
  /** True where the line above in any column is further away than a line. */
  readonly isFarBelow: boolean
  /** True where the first word would have fitted in the line above. */
  readonly isEnded: boolean
  /** True beside the second row of a heading: the cell above goes on for nothing. */
  readonly isBesideHead: boolean
}

const NO_COLUMNS: ReadonlySet<number> = new Set()

/**
 * The cheapest parting of lines into rows, for tables of the same columns. Each line that one column
 * has either goes on with the cell above or begins a cell, for a price that its text and the gap above
 * it tell; all cells of a row begin together, or have their middles or ends together where that is
 * much cheaper; rows are set apart by blanks or are not, whatever is cheaper. What columns do in most
 * rows makes it cheaper in all.
 */
export function partRows(tables: readonly TableLines[], columns: number): readonly RowStarts[] {
  const facts = tables.flatMap((table) => table.facts)
  const seen: Seen = {
    pitch: usualPitch(facts) ?? 0,
    widths: widthsOf(facts, columns),
  }
  const pages = tables.map((table) => piecesOf(table, seen))
  const stretches = tables.map((table) => stretchesOf(table.facts))
  const read = (standing: Standing, habits: Habits): Reading =>
    cheaper(
      readAll(pages, stretches, { columns, standing, isApart: false, ...habits }),
      readAll(pages, stretches, { columns, standing, isApart: true, ...habits }),
    )
  const first = read('top', NO_HABITS)
  const top = read('top', habitsOf(pages, first, columns))
  const lower = cheaper(read('middle', NO_HABITS), read('bottom', NO_HABITS))
  const isLowered = lower.cost < first.cost - Math.max(LESS, LESS_BY_SHARE * first.cost)
  return (isLowered ? lower : top).rows
}

function cheaper(one: Reading, other: Reading): Reading {
  return other.cost < one.cost ? other : one
}

/** The usual distance of two lines of one cell, points; null where no column has two lines. */
function usualPitch(facts: readonly LineFacts[]): number | null {
  const last = new Map<number, number>()
  const gaps: number[] = []
  for (const { pieces, line } of facts)
    for (const [column, words] of pieces) {
      const baseline = baselineOf(words)
      const gap = baseline - (last.get(column) ?? Number.NEGATIVE_INFINITY)
      if (Number.isFinite(gap) && gap >= NEAREST * line.size) gaps.push(gap)
      last.set(column, baseline)
    }
  return gaps.sort((left, right) => left - right)[Math.floor(SMALLEST_GAPS * gaps.length)] ?? null
}

/** The base line of what one column has in a line; those of its columns may differ a little. */
function baselineOf([first]: readonly Word[]): number {
  return first?.baseline ?? 0
}

/** What all lines tell of the columns. */
interface Seen {
  readonly pitch: number
  /** From the left edge to where text of the column reaches, points; null where too few lines tell. */
  readonly widths: readonly (number | null)[]
}

function widthsOf(facts: readonly LineFacts[], columns: number): (number | null)[] {
  return Array.from({ length: columns }, (_, column) => {
    const extents = inColumn(facts, column).map((words): Extent => extentOf(words))
    const { start, end } = extentOf(extents)
    return extents.length < KNOWN_WIDTH ? null : end - start
  })
}

function inColumn(facts: readonly LineFacts[], column: number): (readonly Word[])[] {
  return facts.flatMap(({ isAcross, pieces }) => {
    const words = isAcross ? undefined : pieces.get(column)
    return words ? [words] : []
  })
}

function piecesOf({ facts, headed }: TableLines, seen: Seen): Piece[][] {
  const above = new Map<number, readonly Word[]>()
  const brackets = new Map<number, number>()
  return facts.map((fact, index) => {
    if (isAlone(fact)) above.clear()
    const gap = fact.line.baseline - (facts[index - 1]?.line.baseline ?? fact.line.baseline)
    return [...fact.pieces].map(([column, words]): Piece => {
      const upper = above.get(column)
      above.set(column, words)
      const heads = headed[index]
      const isHead = heads?.has(column) === true
      const piece = pieceOf({ column, words, upper: isHead ? undefined : upper }, seen)
      const open = upper ? (brackets.get(column) ?? 0) : 0
      brackets.set(column, bracketsIn(words, open))
      return {
        ...piece,
        begins: piece.begins + (open > 0 ? OPEN_BRACKET : 0),
        isFarBelow: gap > seen.pitch + LOOSE,
        isBesideHead: heads !== null && !isHead,
      }
    })
  })
}

/** For how many lines more a bracket is thought to be open; 0 where none is. */
function bracketsIn(words: readonly Word[], before: number): number {
  let left = Math.max(before - 1, 0)
  for (const { text } of words)
    for (const mark of text)
      if (mark === '(') left = LONGEST_BRACKET
      else if (mark === ')') left = 0
  return left
}

interface Follower {
  readonly column: number
  readonly words: readonly Word[]
  readonly upper: readonly Word[] | undefined
}

function pieceOf({ column, words, upper }: Follower, seen: Seen): Piece {
  const baseline = baselineOf(words)
  const isNumbered = (words.length === 1 ? LABEL : ITEM_NUMBER).test(words[0]?.text ?? '')
  const piece = { column, baseline, isNumbered, isFarBelow: false, isBesideHead: false }
  if (!upper) return { ...piece, begins: 0, goes: 0, above: 'nothing', isEnded: false }
  const gap = baseline - baselineOf(upper)
  const width = seen.widths[column] ?? null
  const hasRoom = fits(upper, words, width)
  if (gap > seen.pitch + LOOSE)
    return {
      ...piece,
      begins: 0,
      goes: gap > FAR * seen.pitch ? FAR_APART : APART,
      above: 'far',
      isEnded: hasRoom === true,
    }
  const isSmall = LOWER.test(words[0]?.text ?? '')
  const wrapped = hasRoom === false ? (isSmall ? WRAPPED_SMALL : WRAPPED) : isSmall ? SMALL : 0
  const open = OPEN.test(upper.at(-1)?.text ?? '') ? OPEN_END : 0
  const broken = isSmall && isBroken(upper, words, width) ? WRAPPED_SMALL : 0
  return {
    ...piece,
    begins: wrapped + open + broken,
    goes: 0,
    above: 'near',
    isEnded: hasRoom === true,
  }
}

/** True where the first word would have fitted behind the words above; null where that is not known. */
function fits(
  upper: readonly Word[],
  [first]: readonly Word[],
  width: number | null,
): boolean | null {
  if (!first || width === null) return null
  const { start, end } = extentOf(upper)
  return end - start + 0.3 * first.size + first.end - first.start <= width
}

/** True where a word alone fills the line above, so that it may be the rest of one that is longer than a line. */
function isBroken(
  [word, more]: readonly Word[],
  [rest]: readonly Word[],
  width: number | null,
): boolean {
  if (!word || more || !rest || width === null) return false
  return word.end - word.start + (rest.end - rest.start) / rest.text.length > width
}

/** What the columns of a table do in most of its rows. */
interface Habits {
  /** Columns in which many rows have nothing: a cell may be merged over them. */
  readonly merged: ReadonlySet<number>
  /** Columns whose cells are one paragraph. */
  readonly plain: ReadonlySet<number>
  /** Columns whose cells begin with numbers. */
  readonly numbered: ReadonlySet<number>
}

const NO_HABITS: Habits = { merged: NO_COLUMNS, plain: NO_COLUMNS, numbered: NO_COLUMNS }

function habitsOf(pages: readonly Piece[][][], { rows }: Reading, columns: number): Habits {
  const filled = Array.from({ length: columns }, () => 0)
  const doubtful = Array.from({ length: columns }, () => 0)
  const ended = Array.from({ length: columns }, () => 0)
  const numbered = Array.from({ length: columns }, () => 0)
  let full = 0
  pages.forEach((lines, page) => {
    lines.forEach((pieces, index) => {
      const isFirst = rows[page]?.has(index) === true
      if (isFirst && 2 * pieces.length < columns) return
      if (isFirst) full += 1
      for (const { column, isEnded, isNumbered, above, begins } of pieces) {
        // What may well be the rest of the cell above tells neither of filled cells nor of empty ones.
        if (isFirst && begins >= WRAPPED_SMALL) doubtful[column] = (doubtful[column] ?? 0) + 1
        else if (isFirst) filled[column] = (filled[column] ?? 0) + 1
        if (isFirst && isNumbered) numbered[column] = (numbered[column] ?? 0) + 1
        if (!isFirst && isEnded && above === 'near') ended[column] = (ended[column] ?? 0) + 1
      }
    })
  })
  const all = Array.from({ length: columns }, (_, column) => column)
  const isMerged = (column: number) =>
    (filled[column] ?? 0) < (1 - OFTEN_EMPTY) * (full - (doubtful[column] ?? 0))
  const isPlain = (column: number) => (ended[column] ?? 0) <= SELDOM_ENDED * (filled[column] ?? 0)
  const hasNumbers = (column: number) => (numbered[column] ?? 0) > NUMBERED * (filled[column] ?? 0)
  return {
    merged: new Set(all.filter(isMerged)),
    plain: new Set(all.filter(isPlain)),
    numbered: new Set(all.filter(hasNumbers)),
  }
}

interface Manner extends Habits {
  readonly columns: number
  readonly standing: Standing
  /** Whether rows are further apart than lines. */
  readonly isApart: boolean
}

/** The rows of each page, and what all cost. */
interface Reading {
  readonly rows: readonly RowStarts[]
  readonly cost: number
}

/** Lines of a page from `from` to before `end`. */
interface Stretch {
  readonly from: number
  readonly end: number
}

/** Lines over all columns and numbers of columns are rows of their own; between them rows are told. */
function stretchesOf(facts: readonly LineFacts[]): Stretch[] {
  const stretches: Stretch[] = []
  for (let from = 0; from < facts.length; ) {
    let end = from
    while (end < facts.length && !isAlone(facts[end])) end += 1
    if (end > from) stretches.push({ from, end })
    from = end + 1
  }
  return stretches
}

/** True for a line that is a row by itself. */
function isAlone(fact: LineFacts | undefined): boolean {
  return fact !== undefined && (fact.isAcross || fact.isNumbers)
}

function readAll(
  pages: readonly Piece[][][],
  stretches: readonly (readonly Stretch[])[],
  manner: Manner,
): Reading {
  let cost = 0
  const rows = pages.map((lines, page) => {
    const found = new Map<number, ReadonlySet<number>>()
    for (const stretch of stretches[page] ?? []) {
      const [starts, price] = readStretch(lines, stretch, manner)
      for (const [start, goingOn] of starts) found.set(start, goingOn)
      cost += price
    }
    return found
  })
  return { rows, cost }
}

/** The cheapest rows of neighbouring lines, and what they cost. */
function readStretch(
  lines: readonly Piece[][],
  { from: first, end: behind }: Stretch,
  manner: Manner,
): [starts: RowStarts, cost: number] {
  const starts = new Map<number, ReadonlySet<number>>()
  const least = [0]
  const begun: number[] = []
  for (let from = first; from < behind; from += 1) {
    const row = openRow(lines[from] ?? [], manner)
    for (let end = from; end < Math.min(behind, from + LONGEST); end += 1) {
      const pieces = lines[end] ?? []
      if (end > from && pieces.some(({ isBesideHead }) => isBesideHead)) break
      if (end > from) for (const piece of pieces) addPiece(row, piece, manner)
      if (row.inner > MOST) break
      const cost = (least[from - first] ?? 0) + row.inner + rowCost(row, manner)
      if (cost >= (least[end + 1 - first] ?? Number.POSITIVE_INFINITY)) continue
      least[end + 1 - first] = cost
      begun[end] = from
    }
  }
  for (let end = behind; end > first; ) {
    const from = begun[end - 1] ?? first
    const row = openRow(lines[from] ?? [], manner)
    for (const piece of lines.slice(from + 1, end).flat()) addPiece(row, piece, manner)
    starts.set(from, row.goingOn)
    end = from
  }
  return [starts, least[behind - first] ?? 0]
}

/** Base lines of the first and the last line of a cell. */
interface CellSpan {
  readonly first: number
  last: number
}

interface OpenRow {
  /** What begins with it for sure. */
  readonly head: Piece | undefined
  readonly top: number
  readonly cells: Map<number, CellSpan>
  /** Columns in which the text of the row above goes on. */
  readonly goingOn: Set<number>
  /** What its lines cost. */
  inner: number
}

/** A row of its first line: at least one of its cells begins there. */
function openRow(pieces: readonly Piece[], manner: Manner): OpenRow {
  const more = (piece: Piece) => beginPrice(piece, manner) - goPrice(piece, manner)
  const [head] = pieces.toSorted((one, other) => more(one) - more(other))
  const isFar = !manner.isApart && pieces.some(({ isFarBelow }) => isFarBelow)
  const row: OpenRow = {
    head,
    top: pieces[0]?.baseline ?? 0,
    cells: new Map(),
    goingOn: new Set(),
    inner: isFar ? APART_ALL_THE_SAME : 0,
  }
  for (const piece of pieces) enter(row, piece, manner)
  return row
}

function addPiece(row: OpenRow, piece: Piece, manner: Manner): void {
  const cell = row.cells.get(piece.column)
  if (cell) {
    cell.last = piece.baseline
    row.inner += goPrice(piece, manner)
  } else enter(row, piece, manner)
}

/** The first line that a column has in a row: a cell begins, or that of the row above goes on. */
function enter(row: OpenRow, piece: Piece, manner: Manner): void {
  const { column, baseline, above, isBesideHead } = piece
  const isTop = manner.standing === 'top'
  const off = isTop ? astray(baseline - row.top) : 0
  // A number stands in the first line of its row.
  const late = off > 0 ? innerPrice(piece, manner) - numberPrice(piece, manner) : 0
  const begins = beginPrice(piece, manner) + off + late
  const merged = isBesideHead ? 0 : manner.merged.has(column) ? MERGED_ELSEWHERE : MERGED
  const mayMerge = isTop && piece !== row.head && above === 'near'
  const goes = mayMerge ? merged + goPrice(piece, manner) : Number.POSITIVE_INFINITY
  if (goes < begins) row.goingOn.add(column)
  row.inner += Math.min(goes, begins)
  row.cells.set(column, { first: baseline, last: baseline })
}

function beginPrice(piece: Piece, manner: Manner): number {
  const near = manner.isApart && piece.above === 'near' ? NOT_APART : 0
  return piece.begins + near + numberPrice(piece, manner)
}

function goPrice(piece: Piece, manner: Manner): number {
  const isPlain = manner.plain.has(piece.column)
  const ended = piece.isEnded ? (isPlain ? ENDED_WHERE_NO_OTHER : ENDED) : 0
  return piece.goes + ended + innerPrice(piece, manner)
}

function numberPrice({ isNumbered, column }: Piece, { numbered }: Manner): number {
  return isNumbered ? (numbered.has(column) ? LABELLED : numbered.size > 0 ? 0 : ITEM) : 0
}

function innerPrice({ isNumbered, column }: Piece, { numbered }: Manner): number {
  return isNumbered ? (numbered.has(column) ? INNER_LABEL : numbered.size > 0 ? 0 : INNER_ITEM) : 0
}

function astray(off: number): number {
  const far = Math.abs(off)
  return far <= NEAR ? 0 : Math.min(MOST_ASTRAY, ASTRAY + ASTRAY_BY_POINT * far)
}

function rowCost({ cells }: OpenRow, { columns, standing }: Manner): number {
  const cost = ROW + EMPTY * (columns - cells.size)
  if (standing === 'top') return cost
  let tallest: CellSpan = { first: 0, last: Number.NEGATIVE_INFINITY }
  for (const cell of cells.values())
    if (cell.last - cell.first > tallest.last - tallest.first) tallest = cell
  const anchor = anchorOf(tallest, standing)
  let off = 0
  for (const cell of cells.values()) off += astray(anchorOf(cell, standing) - anchor)
  return cost + off
}

function anchorOf({ first, last }: CellSpan, standing: Standing): number {
  return standing === 'bottom' ? last : (first + last) / 2
}
