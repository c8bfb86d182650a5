import { short } from './bytes.ts'

/** [MS-DOC] 2.9.87: bytes of a font before its name. */
const BEFORE_NAME = 39

/** Names of the fonts in the order in which formatting counts them (SttbfFfn, [MS-DOC] 2.9.286). */
export function readFonts(bytes: Buffer): readonly string[] {
  const names: string[] = []
  const count = bytes.length < 4 ? 0 : short(bytes, 0)
  let offset = 4
  while (names.length < count && offset < bytes.length) {
    const length = bytes.readUInt8(offset)
    const font = bytes.subarray(offset + 1, offset + 1 + length)
    names.push(font.toString('utf16le', BEFORE_NAME).split('\0', 1)[0] ?? '')
    offset += 1 + length
  }
  return names
}
