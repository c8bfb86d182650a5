import type { SeenLine } from './engine.ts'

const ITEM = /^[\p{L}\d]{1,2}\)$/u

/** The lines of a piece, «6)» below «а)» made the «б)» that it is. */
export function withListLetters(lines: readonly SeenLine[]): readonly SeenLine[] {
  let above = ''
  return lines.map((line) => {
    const [first, ...others] = line.words
    if (!first || !ITEM.test(first.text)) return line
    const isLetter = first.text === '6)' && above === 'а)'
    above = first.text
    return isLetter ? { ...line, words: [{ ...first, text: 'б)' }, ...others] } : line
  })
}
