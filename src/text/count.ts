import { compose } from './compose.ts'
import { isSpaceCode } from './letters.ts'

/**
 * Number of characters that are not white space, in UTF-16 units after NFC: the unit in which
 * conservation is counted. White space is what JavaScript's `\s` matches. Throws what `compose` throws.
 */
export function countCharacters(text: string): number {
  const normal = compose(text)
  let count = 0
  for (let index = 0; index < normal.length; index += 1)
    if (!isSpaceCode(normal.charCodeAt(index))) count += 1
  return count
}
