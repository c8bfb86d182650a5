import { ZvitError } from '../model/error.ts'
import { fold } from './fold.ts'

/** True for a word of the list, in any case and with any apostrophe; false for nearly all else. */
export type IsWord = (word: string) => boolean

/*
 * File: 4 bytes 'ZWL1', log2 of the number of bits, number of probes, 2 bytes 0, then the bits.
 * 168 000 words in 2^22 bits with 12 probes: 1 in 100 000 strange words passes for a known one.
 */
/** How such a file begins. */
export const MAGIC = [0x5a, 0x57, 0x4c, 0x31]
/** Bytes before the bits. */
export const HEADER = 8
const SMALLEST = 3
const LARGEST = 30

/**
 * The look-up over a file made by `scripts/words/make-file.ts`. Words are folded (`fold`) before they are looked up.
 * Throws `READ_ERROR` where the bytes are no such file.
 */
export function loadWords(bytes: Uint8Array): IsWord {
  const power = bytes[4] ?? 0
  const probes = bytes[5] ?? 0
  const isSound =
    MAGIC.every((byte, index) => bytes[index] === byte) &&
    power >= SMALLEST &&
    power <= LARGEST &&
    bytes.length === HEADER + 2 ** (power - 3)
  if (!isSound) throw new ZvitError('READ_ERROR', 'The word list is damaged; install zvit again.')
  const bits = bytes.subarray(HEADER)
  return (word) => {
    const folded = fold(word)
    const step = stepOf(folded)
    let place = firstOf(folded)
    for (let count = 0; count < probes; count += 1) {
      const bit = place >>> (32 - power)
      if (((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false
      place = (place + step) | 0
    }
    return true
  }
}

/** Where the probes of a folded word begin, and how far it is from one to the next. */
export function firstOf(word: string): number {
  return hash(word, 0x811c9dc5)
}

export function stepOf(word: string): number {
  return hash(word, 0x9747b28c) | 1
}

/** FNV-1a over UTF-16 units, then MurmurHash3's finaliser, so that all 32 bits are well mixed. */
function hash(word: string, seed: number): number {
  let value = seed
  for (let index = 0; index < word.length; index += 1)
    value = Math.imul(value ^ word.charCodeAt(index), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
