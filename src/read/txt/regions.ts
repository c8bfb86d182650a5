import { cellLinesSpan, hasCellLines } from './cell-lines.ts'
import { isBlank, type Line } from './lines.ts'
import { countTabCells, isRuled, isSeparator, separatedRowsEnd } from './marked-rows.ts'

/** Lines that are read in one way. */
export interface Region {
  readonly kind: 'cell-lines' | 'tab-rows' | 'separated-rows' | 'ruled' | 'prose'
  readonly lines: readonly Line[]
}

/** So many lines without a TAB may stand between two rows: a wrapped cell, or a heading. */
const LONGEST_CELL = 12
const LONGEST_HEADING = 2
const TABLE_CELLS = 3
const LEAST_ROWS = 2
const LEAST_ROWS_OF_TWO = 3

/** Parts of a text by the form they are written in, in order, nothing left out. */
export function splitRegions(lines: readonly Line[]): readonly Region[] {
  if (hasCellLines(lines)) {
    const [first, end] = cellLinesSpan(lines)
    return [
      ...splitDrawn(lines.slice(0, first)),
      { kind: 'cell-lines', lines: lines.slice(first, end) },
      ...splitDrawn(lines.slice(end)),
    ]
  }
  return splitDrawn(lines)
}

function splitDrawn(lines: readonly Line[]): readonly Region[] {
  const regions: Region[] = []
  let prose = 0
  let index = 0
  while (index < lines.length) {
    const found = ruledEnd(lines, index) ?? tabbedEnd(lines, index) ?? separatedEnd(lines, index)
    if (found === null || found.kind === 'prose') {
      index = found?.end ?? index + 1
      continue
    }
    if (index > prose) regions.push({ kind: 'prose', lines: lines.slice(prose, index) })
    regions.push({ kind: found.kind, lines: lines.slice(index, found.end) })
    index = found.end
    prose = index
  }
  if (prose < lines.length) regions.push({ kind: 'prose', lines: lines.slice(prose) })
  return regions
}

interface Found {
  readonly kind: Region['kind']
  readonly end: number
}

/** Rules without any cell between them are prose, and are not looked at line by line again. */
function ruledEnd(lines: readonly Line[], start: number): Found | null {
  let end = start
  let cells = 0
  for (let line = lines[end]; line && isRuled(line); line = lines[end]) {
    if (!isSeparator(line)) cells += 1
    end += 1
  }
  if (end - start < LEAST_ROWS) return null
  return { kind: cells > 0 ? 'ruled' : 'prose', end }
}

/** Rows with TABs, of which a spreadsheet may have put cells in quotes. */
function tabbedEnd(lines: readonly Line[], start: number): Found | null {
  const found = tabRowsEnd(lines, start)
  return found && (separatedEnd(lines, start) ?? found)
}

function separatedEnd(lines: readonly Line[], start: number): Found | null {
  const end = separatedRowsEnd(lines, start)
  return end === null ? null : { kind: 'separated-rows', end }
}

function tabRowsEnd(lines: readonly Line[], start: number): Found | null {
  const first = lines[start]
  if (!first || countTabCells(first) < 2 || (isTwoTexts(first) && !isTabbed(lines[start + 1])))
    return null
  let rows = 0
  let wide = 0
  let width = 0
  let end = start
  for (let next: number | null = start; next !== null; next = nextRow(lines, end, width)) {
    const cells = lines[next]?.text.split('\t').length ?? 0
    rows += 1
    if (cells >= TABLE_CELLS) wide += 1
    width = Math.max(width, cells)
    end = next + 1
  }
  return wide >= LEAST_ROWS || rows >= LEAST_ROWS_OF_TWO ? { kind: 'tab-rows', end } : null
}

function isTabbed(line: Line | undefined): boolean {
  return line?.text.includes('\t') ?? false
}

/** «Начальник відділу⇥⇥Роман ЯЩУК»: words at either end of a line, and TABs alone between. */
function isTwoTexts({ text }: Line): boolean {
  const first = text.indexOf('\t')
  const last = text.lastIndexOf('\t')
  const between = text.slice(first + 1, last)
  if (last <= first || between.trim() !== '') return false
  return /^\p{L}{2}/u.test(text) && text.slice(last + 1).trim() !== ''
}

/**
 * The next line with TABs, where what stands between may be part of the table. Behind an empty line
 * it needs the table's width but one: a signature has TABs too.
 */
function nextRow(lines: readonly Line[], from: number, width: number): number | null {
  let between = 0
  let isApart = false
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) return null
    if (isBlank(line)) isApart = true
    else if (isTwoTexts(line) && line.text.split('\t').length < width) return null
    else if (countTabCells(line) >= (isApart ? Math.max(2, width - 1) : 2)) return index
    else if (!isApart && line.text.includes('\t')) return index
    else between += 1
    if (between > (isApart ? LONGEST_HEADING : LONGEST_CELL)) return null
  }
  return null
}
