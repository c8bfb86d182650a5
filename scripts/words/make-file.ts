import { fold } from '../../src/text/fold.ts'
import { firstOf, HEADER, MAGIC, stepOf } from '../../src/text/words.ts'

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
