import { fold } from '../../src/text/fold.ts'

/** Letters of a piece. */
const PIECE = 4
/** Two responses with this share of pieces in common are of one family. */
const ALIKE = 0.5

/**
 * For each text the number of its family: texts of nearly the same wording, and those that are
 * nearly the same as these. Blanks, marks and digits do not count. Method: Jaccard's index of letter
 * runs, then union-find.
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
  const holders = new Map<string, number[]>()
  for (const [index, own] of pieces.entries()) {
    const shared = new Map<number, number>()
    for (const piece of own) {
      const before = holders.get(piece) ?? []
      for (const other of before) shared.set(other, (shared.get(other) ?? 0) + 1)
      before.push(index)
      holders.set(piece, before)
    }
    for (const [other, count] of shared) {
      const all = own.size + (pieces[other]?.size ?? 0) - count
      if (count / all >= ALIKE) parents[root(index)] = root(other)
    }
  }
  return texts.map((_, index) => root(index))
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
