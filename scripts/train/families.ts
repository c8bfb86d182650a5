import { fold } from '../../src/text/fold.ts'

/** Letters of a piece. */
const PIECE = 4
/** Two responses with this share of pieces in common are of one family. */
const ALIKE = 0.5

/**
 * For each text the number of its family: texts of nearly the same wording, and those that are
 * nearly the same as these. Blanks, marks and digits do not count. Method: Jaccard's index of letter
 * runs, then union-find. Only texts that share one of their rarest pieces are compared: others cannot
 * have enough in common (Chaudhuri, Ganti, Kaushik: A Primitive Operator for Similarity Joins, 2006).
 */
export function familiesOf(texts: readonly string[]): readonly number[] {
  const parents = texts.map((_, index) => index)
  const root = (index: number): number => {
    let at = index
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at
      at = parents[at] ?? at
    }
    return at
  }
  const pieces = texts.map(piecesOf)
  const ranked = rankedOf(pieces)
  const holders = new Map<number, number[]>()
  for (const [index, own] of ranked.entries()) {
    const candidates = new Set<number>()
    for (const piece of own.subarray(0, own.length - Math.ceil(ALIKE * own.length) + 1)) {
      const before = holders.get(piece) ?? []
      for (const other of before) candidates.add(other)
      before.push(index)
      holders.set(piece, before)
    }
    const alike = [...candidates].filter((other) => areAlike(own, ranked[other] ?? own))
    for (const other of asMet(alike, pieces[index] ?? new Set(), pieces))
      parents[root(index)] = root(other)
  }
  return texts.map((_, index) => root(index))
}

/** The pieces of each text as numbers, the rarest of all texts first. */
function rankedOf(pieces: readonly ReadonlySet<string>[]): readonly Uint32Array[] {
  const counts = new Map<string, number>()
  for (const piece of pieces.flatMap((own) => [...own]))
    counts.set(piece, (counts.get(piece) ?? 0) + 1)
  const order = [...counts].sort(([, few], [, many]) => few - many)
  const ranks = new Map(order.map(([piece], rank) => [piece, rank]))
  return pieces.map((own) => Uint32Array.from(own, (piece) => ranks.get(piece) ?? 0).sort())
}

function areAlike(one: Uint32Array, two: Uint32Array): boolean {
  const wanted = (ALIKE / (1 + ALIKE)) * (one.length + two.length)
  let common = 0
  let at = 0
  let beside = 0
  while (at < one.length && beside < two.length) {
    if (common + Math.min(one.length - at, two.length - beside) < wanted) return false
    const difference = (one[at] ?? 0) - (two[beside] ?? 0)
    if (difference === 0) common += 1
    if (difference <= 0) at += 1
    if (difference >= 0) beside += 1
  }
  return common / (one.length + two.length - common) >= ALIKE
}

/** The others in the order in which the text's pieces are met in them. */
function asMet(
  others: readonly number[],
  own: ReadonlySet<string>,
  pieces: readonly ReadonlySet<string>[],
): readonly number[] {
  const first = (other: number): number => [...own].findIndex((piece) => pieces[other]?.has(piece))
  return others
    .map((other) => ({ other, met: first(other) }))
    .sort((one, two) => one.met - two.met || one.other - two.other)
    .map(({ other }) => other)
}

function piecesOf(text: string): ReadonlySet<string> {
  const letters = fold(text).replace(/[^\p{L}]+/gu, '')
  const pieces = new Set<string>()
  // Marks alone are alike.
  if (letters.length < PIECE) return pieces.add(letters)
  for (let start = 0; start + PIECE <= letters.length; start += 1)
    pieces.add(letters.slice(start, start + PIECE))
  return pieces
}

/** Parts families into folds of about the same size, the largest families first; deterministic. */
export function foldsOf(families: readonly number[], folds: number): readonly number[] {
  const sizes = new Map<number, number>()
  for (const family of families) sizes.set(family, (sizes.get(family) ?? 0) + 1)
  const filled = Array.from({ length: folds }, () => 0)
  const foldOf = new Map<number, number>()
  const order = [...sizes].sort(
    ([left, few], [right, many]) => many - few || scatter(left) - scatter(right),
  )
  for (const [family, size] of order) {
    const fold = filled.indexOf(Math.min(...filled))
    filled[fold] = (filled[fold] ?? 0) + size
    foldOf.set(family, fold)
  }
  return families.map((family) => foldOf.get(family) ?? 0)
}

/** Neighbours were written together; their families go to folds as if drawn. */
function scatter(value: number): number {
  return Math.imul(value + 1, 0x9e3779b1) >>> 0
}
