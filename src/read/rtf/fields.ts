import { symbolCharacter } from '../../document/symbols.ts'

/** What the code of a field says. */
export interface Code {
  readonly isEmpty: boolean
  /** The character of a SYMBOL field, null where it is another one. */
  readonly symbol: string | null
}

/** Enough of a code to see a SYMBOL, its number and its font. */
const LONGEST_CODE = 1000
const SYMBOL = /^\s*SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})(.*)$/i
const HIGHEST = 0x10ffff

/** Reads the rich text of a field code (ECMA-376 Part 1, 17.16.5.65 for SYMBOL). */
export function readCode(source: string): Code {
  const text = source
    .slice(0, LONGEST_CODE)
    // A backslash of the code is written twice.
    .replaceAll('\\\\', '¦')
    .replace(/\\[a-z]+-?\d* ?|\\[^a-z]|[{}\r\n]/gi, '')
  const match = SYMBOL.exec(text)
  const isEmpty = text.trim() === ''
  if (match === null) return { isEmpty, symbol: null }
  const [, number = '', rest = ''] = match
  const font = /¦f\s*"?([^"¦]+)"?/i.exec(rest)?.[1]?.trim() ?? null
  return { isEmpty, symbol: symbolOf(Number(number), font) }
}

function symbolOf(code: number, font: string | null): string {
  if (code <= 0xffff) return symbolCharacter(font, code.toString(16))
  return code <= HIGHEST ? String.fromCodePoint(code) : '\ufffd'
}
