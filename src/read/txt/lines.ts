/** One line of a text, without its end. */
export interface Line {
  readonly text: string
  /** 0-based. */
  readonly number: number
  /** True after a form feed. */
  readonly startsPage: boolean
}

const LINE_END = /\r\n|\n|\r/
/** The lines of a text; a form feed parts a line into two of the same number. */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = []
  let startsPage = false
  for (const [number, line] of text.split(LINE_END).entries()) {
    for (const [index, piece] of line.split('\f').entries()) {
      startsPage ||= index > 0
      lines.push({ text: piece, number, startsPage })
      // A page begins with its first line that is not empty; a TAB is an empty cell.
      if (/[^ ]/.test(piece)) startsPage = false
    }
  }
  return lines
}

/** True for a line of white space only. */
export function isBlank(line: Line): boolean {
  return line.text.trim() === ''
}
