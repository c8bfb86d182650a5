/** What a line after a cell asks of its text, which need not be read again as it grows. */
export interface LastCell {
  readonly beginsQuoted: boolean
  readonly quotes: number
  readonly hasSmall: boolean
  readonly capitals: number
}

const QUOTE = /"/g
const SMALL = /\p{Ll}/u
const CAPITAL = /\p{Lu}/gu
/** Fewer letters may be a label or an abbreviation. */
const LEAST_CAPITALS = 4

export function lastCellOf(text: string): LastCell {
  return {
    beginsQuoted: text.startsWith('"'),
    quotes: text.match(QUOTE)?.length ?? 0,
    hasSmall: SMALL.test(text),
    capitals: text.match(CAPITAL)?.length ?? 0,
  }
}

/** The cell with one more line. */
export function goOn(cell: LastCell, line: LastCell): LastCell {
  return {
    beginsQuoted: cell.beginsQuoted,
    quotes: cell.quotes + line.quotes,
    hasSmall: cell.hasSmall || line.hasSmall,
    capitals: cell.capitals + line.capitals,
  }
}

/** Whether its quotation goes on in the next line. */
export function hasOpenQuote({ beginsQuoted, quotes }: LastCell): boolean {
  return beginsQuoted && quotes % 2 === 1
}

/** A heading in capitals, which no cell in small letters goes on with. */
export function isInCapitals({ hasSmall, capitals }: LastCell): boolean {
  return !hasSmall && capitals >= LEAST_CAPITALS
}
