import type { Word } from '../document/page-content.ts'
import { extentOf, type Line } from './lines.ts'
import { COLUMN_GAP, isAtEdge, runsAcross, segmentsOf } from './pieces.ts'

/** Blanks of a few lines may fall together by chance: a white stripe is at least so wide, points. */
const NARROWEST = 3
const NARROWEST_OF_FEW = 8
const MANY_LINES = 8
/** Where so many of the lines begin a word is the left edge of a column. */
const BEGINNINGS = 0.25
/** So many lines, and this share of them, must show by a wide gap that a column begins. */
const LEAST_BEGINNINGS = 2
const SHARE_OF_BEGINNINGS = 0.03
/** This share of the lines may run across a stripe: headings over all columns. */
const ACROSS = 0.15
/** Words of this share of the other lines may be wider than their column. */
const ACROSS_INSIDE = 0.01
/** A page wider than this, points, or with more stripes than this has no such tables. */
const WIDEST = 20_000
const MOST_STRIPES = 250
/** Lines whose parts begin as near to each other as this are aligned, points. */
const ALIGNED = 0.75
/** Fewer aligned parts are chance. */
const LEAST_ALIGNED = 3
/** An aligned edge is crossed by no more than this share of the parts that begin at it. */
const MOST_CROSSED = 0.34
/** Columns are not narrower than this, points. */
const NARROWEST_COLUMN = 6

/**
 * Left edges of the columns but the first: where parts of many lines begin, and right ends of white
 * stripes. Lines over all columns are told first, by the edges that most lines respect; then the
 * other lines show narrow and sparse columns too.
 */
export function findEdges(all: readonly Line[]): number[] {
  const lines = differentLines(all)
  const rough = unite(alignedEdges(lines, ACROSS), edgesRespected(lines, ACROSS))
  const inside = lines.filter((line) => !runsAcross(line, rough))
  return unite(alignedEdges(inside, 0), edgesRespected(inside, ACROSS_INSIDE))
}

/** A heading that is repeated on each page counts once. */
function differentLines(lines: readonly Line[]): readonly Line[] {
  return [...new Map(lines.map((line) => [line.text, line])).values()]
}

/** Aligned edges are exact; others tell of columns whose text is centred or set to the right. */
function unite(aligned: readonly number[], others: readonly number[]): number[] {
  const found = [...aligned]
  for (const edge of others) {
    const isKnown = aligned.some((known) => Math.abs(known - edge) < NARROWEST_COLUMN)
    if (!isKnown) found.push(edge)
  }
  return found.sort((left, right) => left - right)
}

/**
 * Where parts of several lines begin, one under the other, and hardly any part runs across; at least
 * `share` of the lines begin a part there.
 */
function alignedEdges(lines: readonly Line[], share: number): number[] {
  const segments = lines.flatMap((line) => segmentsOf(line, []))
  const least = Math.max(LEAST_ALIGNED, share * lines.length)
  const clusters = clusterStarts(segments.map(({ start }) => start)).filter(
    ({ count }) => count >= least,
  )
  const left = extentOf(lines).start
  return clusters
    .filter(({ at, count }) => {
      if (at <= left + NARROWEST_COLUMN) return false
      const crossed = segments.filter(({ start, end }) => start < at - 2 && end > at + 2).length
      return crossed <= MOST_CROSSED * count
    })
    .map(({ at }) => at)
    .filter((at, index, all) => index === 0 || at - (all[index - 1] ?? 0) >= NARROWEST_COLUMN)
}

interface Cluster {
  readonly at: number
  readonly count: number
}

function clusterStarts(starts: readonly number[]): Cluster[] {
  const clusters: { at: number; last: number; count: number }[] = []
  for (const start of starts.toSorted((left, right) => left - right)) {
    const open = clusters.at(-1)
    if (open && start - open.last <= ALIGNED) {
      open.last = start
      open.count += 1
    } else clusters.push({ at: start, last: start, count: 1 })
  }
  return clusters
}

/** Right ends of the stripes that at most this share of the lines crosses. */
function edgesRespected(lines: readonly Line[], share: number): number[] {
  const words = lines.flatMap((line) => line.words)
  const narrowest = lines.length < MANY_LINES ? NARROWEST_OF_FEW : NARROWEST
  const least = Math.max(LEAST_BEGINNINGS, SHARE_OF_BEGINNINGS * lines.length)
  return whiteStripes(words, Math.floor(share * lines.length))
    .filter((stripe, index, stripes) => {
      const column = { start: stripe.end, end: stripes[index + 1]?.start ?? Infinity }
      return lines.filter((line) => beginsIn(line, column, stripe)).length >= least
    })
    .filter(({ start, end }) => {
      if (end - start >= narrowest) return true
      const begun = lines.filter((line) => line.words.some((word) => isAtEdge(word, end)))
      return lines.length >= MANY_LINES && begun.length >= BEGINNINGS * lines.length
    })
    .map((stripe) => stripe.end)
}

/** True where the line begins in the column, or does so again after a gap that is no mere blank. */
function beginsIn({ words, size }: Line, column: Stripe, before: Stripe): boolean {
  const index = words.findIndex((word) => word.start >= column.start - 1)
  const [word, previous] = [words[index], words[index - 1]]
  if (!word || word.start >= column.end) return false
  if (!previous) return true
  return previous.end <= before.start + 1 && word.start - previous.end >= COLUMN_GAP * size
}

interface Stripe {
  readonly start: number
  readonly end: number
}

/** Stripes, whole points wide, that at most `most` words cross, between the outermost words. */
function whiteStripes(words: readonly Word[], most: number): Stripe[] {
  const extent = extentOf(words)
  const [left, right] = [Math.floor(extent.start), Math.ceil(extent.end)]
  if (right - left > WIDEST) return []
  const crossed = new Int32Array(Math.max(0, right - left) + 1)
  for (const { start, end } of words)
    for (let x = Math.floor(start); x < end; x += 1)
      crossed[x - left] = (crossed[x - left] ?? 0) + 1
  const stripes: { start: number; end: number }[] = []
  for (let x = left; x <= right; x += 1) {
    if ((crossed[x - left] ?? 0) > most) continue
    const last = stripes.at(-1)
    if (last && last.end === x) last.end = x + 1
    else stripes.push({ start: x, end: x + 1 })
  }
  if (stripes.length > MOST_STRIPES) return []
  return stripes.filter(({ start, end }) => start > left && end < right)
}
