import { compose } from './compose.ts'

const WHITE_SPACE = /\s/u

/**
 * Number of characters that are not white space, in UTF-16 units after NFC: the unit in which
 * conservation is counted. White space is what JavaScript's `\s` matches. Throws what `compose` throws.
 */
export function countCharacters(text: string): number {
  const normal = compose(text)
  let count = 0
  for (let index = 0; index < normal.length; index += 1) {
    const code = normal.charCodeAt(index)
    if (code <= 0x20 ? isControlSpace(code) : code >= 0xa0 && isWideSpace(normal, index, code))
      continue
    count += 1
  }
  return count
}

function isControlSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function isWideSpace(text: string, index: number, code: number): boolean {
  if (code >= 0x0400 && code <= 0x04ff) return false
  return WHITE_SPACE.test(text.charAt(index))
}
