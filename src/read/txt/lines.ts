import { usual } from '../../text/lists.ts'
/** One line of a text, without its end. */
export interface Line {
  readonly text: string
  /** 0-based. */
  readonly number: number
  /** True after a form feed. */
  readonly startsPage: boolean
}

/** Lines that no empty line parts: `lines.slice(start, end)`. */
interface Chunk {
  readonly start: number
  readonly end: number
  readonly isNumbered: boolean
}

const LINE_END = /\r\n|\n|\r/
/** A number alone in its cell, behind the blanks that a TAB was turned into. */
const NUMBER_ALONE = /^( {2,8}) ?(?:\d+\.)*\d+[.)]?\s*$/
/** So many of the lines that are not empty begin cells. */
const LEAST_SHARE = 0.4
/** A number alone in its line begins a row: «1.», «2.1», «II.1.3». */
const NUMBER_LINE = /^\s*(?:[IVXІХ]{1,5}\.)?(?:\d{1,3}\.)*\d{1,3}[.)]?\s*$/
const LEAST_CHUNKS = 3
const LEAST_CELLS = 3
/** This share of the rows has as many lines as most have, or one less. */
const USUAL_SHARE = 0.7
/** Longer rows are paragraphs. */
const MOST_CELLS = 14

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

/**
 * The lines with a TAB for the indent, where an editor has turned the TABs of cells that stand a
 * line each into blanks; one blank more marks the first row of a page, as before a TAB. Only white
 * space changes.
 */
export function tabsFromIndents(lines: readonly Line[]): readonly Line[] {
  const indent = lines.map(({ text }) => NUMBER_ALONE.exec(text)?.[1]).find(Boolean)
  if (indent === undefined || lines.some(({ text }) => text.includes('\t'))) return lines
  const isCell = ({ text }: Line) => text.startsWith(indent)
  const filled = lines.filter((line) => !isBlank(line))
  if (filled.filter(isCell).length < filled.length * LEAST_SHARE) return lines
  return lines.map((line) => (isCell(line) ? { ...line, text: withTab(line.text, indent) } : line))
}

function withTab(text: string, indent: string): string {
  const rest = text.slice(indent.length)
  return rest.startsWith(' ') && rest.trim() !== ''
    ? ` \t${rest.trimStart()}`
    : `\t${rest.trimStart()}`
}

/**
 * The lines with a TAB before each cell, where each cell stands in a line of its own, empty lines part
 * the rows, and a number alone begins them; the same lines for other texts.
 */
export function tabsFromChunks(lines: readonly Line[]): readonly Line[] {
  if (lines.some(({ text }) => text.includes('\t'))) return lines
  const chunks = chunksOf(lines)
  const rows = chunks.filter(({ isNumbered }) => isNumbered)
  const width = usual(rows.map(sizeOf))
  const fitting = rows.filter((row) => sizeOf(row) === width || sizeOf(row) === width - 1)
  if (width < LEAST_CELLS || width > MOST_CELLS) return lines
  if (fitting.length < Math.max(LEAST_CHUNKS, USUAL_SHARE * rows.length)) return lines
  const first = chunks.findIndex(({ isNumbered }) => isNumbered)
  const last = chunks.findLastIndex(({ isNumbered }) => isNumbered)
  const isInTable = (chunk: Chunk, index: number) =>
    chunk.isNumbered ||
    (index > first && index < last) ||
    (index >= first - 2 && index < first && sizeOf(chunk) === width) ||
    (index === first - 1 && sizeOf(chunk) === 1)
  const cells = new Set<number>()
  chunks.forEach((chunk, index) => {
    if (!isInTable(chunk, index)) return
    for (let line = chunk.start; line < chunk.end; line += 1) cells.add(line)
  })
  return lines.map((line, index) =>
    cells.has(index) ? { ...line, text: `\t${line.text.trim()}` } : line,
  )
}

function chunksOf(lines: readonly Line[]): Chunk[] {
  const chunks: Chunk[] = []
  for (let start = 0; start < lines.length; ) {
    let end = start
    for (let line = lines[end]; line && !isBlank(line); line = lines[end]) end += 1
    const isNumbered = NUMBER_LINE.test(lines[start]?.text ?? '') && end - start > 1
    if (end > start) chunks.push({ start, end, isNumbered })
    start = end + 1
  }
  return chunks
}

function sizeOf({ start, end }: Chunk): number {
  return end - start
}
