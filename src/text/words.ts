import { ZvitError } from '../model/error.ts'
import { fold } from './fold.ts'

/** True for a word of the list, in any case and with any apostrophe; false for nearly all else. */
export type IsWord = (word: string) => boolean

/*
 * File: 4 bytes 'ZWL1', log2 of the number of bits, number of probes, 2 bytes 0, then the bits.
 * 168 000 words in 2^22 bits with 12 probes: 1 in 100 000 strange words passes for a known one.
 */
const MAGIC = [0x5a, 0x57, 0x4c, 0x31]
const HEADER = 8
const SMALLEST = 3
const LARGEST = 30

/**
 * The look-up over a file made by `makeWords`. Words are folded (`fold`) before they are looked up.
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

/**
 * A Bloom filter of the words, as bytes for `loadWords`; the same words give the same bytes.
 * `power`: log2 of its number of bits. Method: B. Bloom, CACM 13 (1970); D. McIlroy's spell (1982);
 * two hashes for all probes: A. Kirsch, M. Mitzenmacher, ESA 2006.
 */
export function makeWords(words: Iterable<string>, power = 22, probes = 12): Uint8Array {
  const bytes = new Uint8Array(HEADER + 2 ** (power - 3))
  bytes.set([...MAGIC, power, probes])
  const bits = bytes.subarray(HEADER)
  for (const word of words) {
    const folded = fold(word)
    const step = stepOf(folded)
    let place = firstOf(folded)
    for (let count = 0; count < probes; count += 1) {
      const bit = place >>> (32 - power)
      bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
      place = (place + step) | 0
    }
  }
  return bytes
}

/** Where the probes of a word begin, and how far it is from one to the next. */
function firstOf(word: string): number {
  return hash(word, 0x811c9dc5)
}

function stepOf(word: string): number {
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
