/*
 * Words as rows of the model's table. Method: the hashing trick (K. Weinberger et al., ICML 2009).
 */

/** log2 of the number of rows that features are hashed into. */
export const FEATURE_BITS = 16
const MASK = 2 ** FEATURE_BITS - 1
/** log2 of the number of bits that tell which stems are known. */
export const STEM_BITS = 17

const PIECE = 4
const [WHOLE, STEM, PIECES] = [0x9e3779b1, 0x85ebca6b, 0x27d4eb2f]

/** The rows of one word. */
export interface WordHashes {
  readonly whole: number
  /** Of its stem: the row, the hash that pairs are made of, the 17 bits by which it is known. */
  readonly stem: number
  readonly stemHash: number
  readonly stemBits: number
  /** Of all runs of four letters, the blanks around the word among them. */
  readonly pieces: readonly number[]
}

export function hashWord(word: string, stem: string): WordHashes {
  const stemHash = hashOf(stem, STEM)
  return {
    whole: rowOf(hashOf(word, WHOLE)),
    stem: rowOf(stemHash),
    stemHash,
    stemBits: mixed(stemHash) >>> (32 - STEM_BITS),
    pieces: piecesOf(word),
  }
}

function piecesOf(word: string): readonly number[] {
  const spaced = ` ${word} `
  const pieces: number[] = []
  for (let start = 0; start + PIECE <= spaced.length; start += 1)
    pieces.push(rowOf(hashOf(spaced, PIECES, start, start + PIECE)))
  return pieces
}

const PRIME = 0x01000193
const BLANK = 0x20

/** FNV-1a over the UTF-16 units `[start, end)`. */
export function hashOf(text: string, seed: number, start = 0, end = text.length): number {
  let hash = seed
  for (let index = start; index < end; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME)
  return hash
}

/** The hash of words with blanks between. */
export function hashJoined(seed: number, words: readonly string[]): number {
  let hash = hashOf(words[0] ?? '', seed)
  for (let index = 1; index < words.length; index += 1)
    hash = hashOf(words[index] ?? '', Math.imul(hash ^ BLANK, PRIME))
  return hash
}

/** A pair of hashes, in this order. */
export function mix(left: number, right: number): number {
  return Math.imul(left ^ (left >>> 15), 0x2c1b3c6d) ^ right
}

export function rowOf(hash: number): number {
  return mixed(hash) & MASK
}

/** MurmurHash3's finaliser, so that all bits are well mixed. */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
