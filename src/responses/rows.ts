/*
 * Rows of the model's tables. Method: the hashing trick (K. Weinberger et al., ICML 2009).
 */

/** log2 of the number of rows that words and facts are hashed into, and pieces of words. */
export const WORD_BITS = 18
export const PIECE_BITS = 18
/** log2 of the number of bits that tell which stems are known. */
export const STEM_BITS = 17

/** Rows that come together, of a word for one: what a table makes of them is added up once. */
export class Unit {
  readonly rows: readonly number[]
  private table: Int8Array | null = null
  private sums: Int32Array | null = null

  constructor(rows: readonly number[]) {
    this.rows = rows
  }

  /** Of a table of so many weights a row the sum of each. */
  sumsIn(table: Int8Array, width: number): Int32Array {
    if (this.sums !== null && this.table === table) return this.sums
    const sums = new Int32Array(width)
    addRows(sums, this.rows, table)
    this.table = table
    this.sums = sums
    return sums
  }
}

/** Adds to each sum its weight in each of the rows. */
export function addRows(sums: Int32Array, rows: readonly number[], table: Int8Array): void {
  const width = sums.length
  for (let index = 0; index < rows.length; index += 1) {
    const from = (rows[index] ?? 0) * width
    for (let at = 0; at < width; at += 1) sums[at] = (sums[at] ?? 0) + (table[from + at] ?? 0)
  }
}

const [WHOLE, STEM] = [0x9e3779b1, 0x85ebca6b]
const PRIME = 0x01000193
const BLANK = 0x20

/** FNV-1a over the UTF-16 units of a text. */
function hashOf(text: string, seed: number): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) hash = hashStep(hash, text.charCodeAt(index))
  return hash
}

/** A hash with one unit more. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME)
}

/** The hash of words with blanks between. */
export function hashJoined(seed: number, words: readonly string[]): number {
  let hash = hashOf(words[0] ?? '', seed)
  for (let index = 1; index < words.length; index += 1)
    hash = hashOf(words[index] ?? '', hashStep(hash, BLANK))
  return hash
}

/** A pair of hashes, in this order. */
export function mix(left: number, right: number): number {
  return Math.imul(left ^ (left >>> 15), 0x2c1b3c6d) ^ right
}

/** The first so many bits of a hash, well mixed: MurmurHash3's finaliser. */
export function rowOf(hash: number, bits: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> (32 - bits)
}

/** A word as the model knows it. */
export interface WordRows {
  /** The word whole, and its stem. */
  readonly unit: Unit
  /** Of the stem, for pairs, and the bits by which it is known. */
  readonly hash: number
  readonly stem: number
}

/** The rows of a word, whole and by its stem. */
export function wordRows(word: string, stem: string): WordRows {
  const hash = hashOf(stem, STEM)
  const whole = rowOf(hashOf(word, WHOLE), WORD_BITS)
  return { unit: new Unit([whole, rowOf(hash, WORD_BITS)]), hash, stem: rowOf(hash, STEM_BITS) }
}
