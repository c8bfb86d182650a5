import type { Limits } from '../../containers/limits.ts'
import type { Aside, Table } from '../../model/document.ts'
import { makeParagraph, makeTable, type RawRow } from './build.ts'
import { isBlank, type Line } from './lines.ts'

interface OpenCell {
  text: string
  readonly line: number
  readonly column: number
}

interface OpenRow extends RawRow {
  readonly cells: OpenCell[]
}

/** The upright rule between two cells, typed or drawn with box characters. */
const RULE = /[|\u2502\u2503\u2551\u00a6]/
const RULES = /[|\u2502\u2503\u2551\u00a6]/g
/** A line of rules only, as «+---+---+», «|---|:--|», «├──┼──┤». */
const SEPARATOR = /^[\s|\u00a6+:=_\-\u2500-\u257f]+$/u
const CROSSING = /[|+\u00a6\u2500-\u257f]/

/** A line of rules only. */
export function isSeparator({ text }: Line): boolean {
  return SEPARATOR.test(text) && CROSSING.test(text) && text.trim().length > 2
}

/** Whether the line belongs to a table drawn with rules: two cells at least, or a separator. */
export function isRuled(line: Line): boolean {
  return isSeparator(line) || (line.text.match(RULES)?.length ?? 0) >= 2
}

/**
 * A table drawn with `|` or box characters, and its rules as an aside, since they are characters of
 * the text. Where separators stand between rows, the lines between two of them are one row; where
 * there is one below the heading only, each line is a row.
 */
export function readRuled(
  lines: readonly Line[],
  limits: Limits,
): { readonly table: Table; readonly rules: Aside } {
  const drawn = lines.filter((line) => !isBlank(line))
  const rules = drawn.map((line) =>
    isSeparator(line) ? line.text.trim() : (line.text.match(RULES)?.join('') ?? ''),
  )
  const paragraph = makeParagraph(rules.join('\n'), drawn[0]?.number ?? 0)
  return {
    table: makeTable(readRows(drawn), true, limits),
    rules: { kind: 'page_furniture', paragraph },
  }
}

function readRows(drawn: readonly Line[]): readonly RawRow[] {
  const rowsAreParted = drawn.slice(1, -1).filter(isSeparator).length > 1
  const rows: OpenRow[] = []
  let isOpen = false
  for (const line of drawn) {
    const row = rows.at(-1)
    const cells = isSeparator(line) ? [] : splitCells(line)
    if (isSeparator(line)) isOpen = false
    else if (row && isOpen && rowsAreParted) for (const cell of cells) addLine(row.cells, cell)
    else {
      rows.push({ kind: 'row', cells, line: line.number, startsPage: line.startsPage })
      isOpen = true
    }
  }
  return rows
}

/** The texts between the rules; the outer rules of a row bound no cells beyond them. */
function splitCells(line: Line): OpenCell[] {
  const cells = line.text.trim().split(RULE)
  if (cells[0]?.trim() === '') cells.shift()
  if (cells.at(-1)?.trim() === '') cells.pop()
  return cells.map((cell, column) => ({ text: cell.trim(), line: line.number, column }))
}

function addLine(cells: OpenCell[], added: OpenCell): void {
  const cell = cells[added.column]
  if (cell === undefined) cells.push(added)
  else if (added.text !== '')
    cell.text = cell.text === '' ? added.text : `${cell.text}\n${added.text}`
}
