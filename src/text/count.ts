import { compose, STABLE } from './compose.ts'
import { isSpaceCode } from './letters.ts'

const CODES = 0x10000
const UNSURE = 2

/** What each UTF-16 unit counts for: 0 or 1, or what normalising makes of the text. */
const COUNTS = new Uint8Array(CODES).fill(UNSURE)
for (const [from, to] of STABLE)
  for (let code = from; code <= to; code += 1) COUNTS[code] = isSpaceCode(code) ? 0 : 1

/**
 * Number of characters that are not white space, in UTF-16 units after NFC: the unit in which
 * conservation is counted. White space is what JavaScript's `\s` matches. Throws what `compose` throws.
 */
export function countCharacters(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    const counts = COUNTS[text.charCodeAt(index)] ?? UNSURE
    if (counts === UNSURE) return countInk(compose(text))
    count += counts
  }
  return count
}

function countInk(normal: string): number {
  let count = 0
  for (let index = 0; index < normal.length; index += 1)
    if (!isSpaceCode(normal.charCodeAt(index))) count += 1
  return count
}
