import { short } from './bytes.ts'

/** The fonts of a document by the number that formatting gives them. */
export interface Fonts {
  /** Null where there is none, or no number. */
  readonly name: (number: number | null) => string | null
}

/** [MS-DOC] 2.9.87: bytes of a font before its name. */
const BEFORE_NAME = 39

/** Finds the fonts (SttbfFfn, [MS-DOC] 2.9.286); names are read when they are asked for. */
export function readFonts(bytes: Buffer): Fonts {
  const starts: number[] = []
  const count = bytes.length < 4 ? 0 : short(bytes, 0)
  let offset = 4
  while (starts.length < count && offset < bytes.length) {
    starts.push(offset + 1)
    offset += 1 + bytes.readUInt8(offset)
  }
  return {
    name: (number) => {
      const start = starts[number ?? -1]
      return start === undefined ? null : nameAt(bytes, start)
    },
  }
}

function nameAt(bytes: Buffer, start: number): string {
  const font = bytes.subarray(start, start + bytes.readUInt8(start - 1))
  return font.toString('utf16le', BEFORE_NAME).split('\0', 1)[0] ?? ''
}
