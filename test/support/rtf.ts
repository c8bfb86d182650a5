/*
 * Small rich texts. Cyrillic letters are written as Word writes them: bytes of windows-1251 in a
 * font with `\fcharset204`.
 */

const FONTS = String.raw`{\fonttbl{\f0\froman\fcharset204\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset2 Wingdings;}{\f3\fswiss\fcharset0 Arial;}}`
const HIGH = Array.from({ length: 128 }, (_, index) => index + 128)
const BYTES = new Map(
  Array.from(new TextDecoder('windows-1251').decode(Uint8Array.from(HIGH)), (character, index) => [
    character,
    `\\'${(index + 128).toString(16)}`,
  ]),
)

/** A document of this body; `head` stands before it: list tables, styles, other words. */
export function rtf(body: string, head = ''): Buffer {
  return Buffer.from(`{\\rtf1\\ansi\\ansicpg1251\\deff0${FONTS}${head}${escaped(body)}}`, 'latin1')
}

/** Letters beyond ASCII as their bytes, those that windows-1251 lacks as `\u`. */
export function escaped(text: string): string {
  return text.replace(
    /[^\0-\x7f]/g,
    (character) => BYTES.get(character) ?? `\\u${character.charCodeAt(0)}?`,
  )
}

/** A row with cells of equal width, as Word writes it: its definition before and behind the cells. */
export function row(...cells: readonly string[]): string {
  return definedRow(cells.map((_, index) => `\\cellx${(index + 1) * 1000}`).join(''), cells)
}

/** A row with its own definition. */
export function definedRow(definition: string, cells: readonly string[]): string {
  const trowd = `\\trowd ${definition}`
  const inside = cells.map((cell) => `{${cell}\\cell }`).join('')
  return `${trowd}\\pard\\plain \\intbl ${inside}\\pard\\plain \\intbl {${trowd}\\row }`
}

/** A paragraph outside of tables. */
export function paragraph(text: string): string {
  return `\\pard\\plain {${text}\\par }`
}
