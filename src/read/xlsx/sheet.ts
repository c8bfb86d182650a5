import {
  attribute,
  child,
  children,
  ownText,
  type XmlElement,
} from '../../containers/xml/element.ts'
import { type Reading, take } from './reading.ts'

/** A cell that holds text or has lines around it. */
export interface SheetCell {
  /** Of a cell that the file holds twice both texts. */
  text: string
  /** What its format does not print. */
  hidden: string
  /** Lines at its left or right, or at any side. */
  isBoxed: boolean
  isLined: boolean
}

export interface SheetRow {
  readonly isHidden: boolean
  readonly cells: Map<number, SheetCell>
  /** Column behind the last cell that the file holds, empty ones too. */
  end: number
}

/** A rectangle of cells, 0-based, both corners in it. */
export interface Range {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** The cells of one sheet, rows and columns 0-based. */
export interface Sheet {
  readonly rows: ReadonlyMap<number, SheetRow>
  readonly merges: readonly Range[]
  readonly isColumnHidden: (column: number) => boolean
  /** Rows before which a page ends by hand. */
  readonly breaks: ReadonlySet<number>
}

/** What is printed of a value, or the value where its format hides it. */
interface Shown {
  readonly text: string
  readonly isHidden: boolean
}

const NOTHING: Shown = { text: '', isHidden: false }
const DAY_MS = 86_400_000
/** Day 25569 of the calendar from 1900 is the first of January 1970. */
const EPOCH_DAY = 25_569
const COLUMNS = 16_384
const DATE = 'dd.mm.yyyy'
const REFERENCE = /^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$/

/** Reads the data of a `s:worksheet` (ECMA-376 Part 1, 18.3). Throws `LIMIT_EXCEEDED`. */
export function readSheet(root: XmlElement, reading: Reading): Sheet {
  const data = child(root, 's:sheetData')
  const rows = new Map<number, SheetRow>()
  let next = 0
  for (const element of children(data, 's:row')) {
    const index = numberOf(element, 'r', 1) ?? next
    next = index + 1
    const known = rows.get(index)
    const row = known ?? { isHidden: isRowHidden(element), cells: new Map(), end: 0 }
    readRow(element, row, reading)
    if (known === undefined && row.cells.size > 0) rows.set(index, row)
  }
  return {
    rows,
    merges: listed(root, 's:mergeCells', 's:mergeCell').flatMap(
      (element) => readRange(attribute(element, 'ref') ?? '') ?? [],
    ),
    isColumnHidden: readColumns(root),
    breaks: new Set(
      listed(root, 's:rowBreaks', 's:brk').flatMap((element) => numberOf(element, 'id', 0) ?? []),
    ),
  }
}

function listed(root: XmlElement, list: string, name: string): readonly XmlElement[] {
  return children(child(root, list), name)
}

/** Columns beyond the last one of Excel do not exist. */
function readColumns(root: XmlElement): (column: number) => boolean {
  const steps = new Int32Array(COLUMNS + 1)
  for (const element of listed(root, 's:cols', 's:col')) {
    const first = numberOf(element, 'min', 1)
    const last = numberOf(element, 'max', 1)
    const isHidden = isOn(element, 'hidden') || attribute(element, 'width') === '0'
    if (!isHidden || first === null || last === null || first >= COLUMNS || last < first) continue
    steps[first] = (steps[first] ?? 0) + 1
    const end = Math.min(last + 1, COLUMNS)
    steps[end] = (steps[end] ?? 0) - 1
  }
  for (let column = 1; column <= COLUMNS; column += 1)
    steps[column] = (steps[column] ?? 0) + (steps[column - 1] ?? 0)
  return (column) => (steps[column] ?? 0) > 0
}

function isRowHidden(element: XmlElement): boolean {
  return isOn(element, 'hidden') || attribute(element, 'ht') === '0'
}

/** A whole number counted from `base`, as 0-based; null where there is none. */
function numberOf(element: XmlElement, name: string, base: number): number | null {
  const value = attribute(element, name)
  return value !== null && /^\d{1,7}$/.test(value) ? Math.max(0, Number(value) - base) : null
}

function readRow(element: XmlElement, row: SheetRow, reading: Reading): void {
  let next = 0
  for (const cell of children(element, 's:c')) {
    const column = readCell(attribute(cell, 'r') ?? '')?.column ?? next
    next = column + 1
    row.end = Math.max(row.end, next)
    const { format, isBoxed, isLined } = reading.style(attribute(cell, 's'))
    const { text: shown, isHidden } = readValue(cell, format, reading)
    const text = /\S/.test(shown) ? shown : ''
    if (text === '' && !isLined) continue
    take(text, reading)
    const known = row.cells.get(column) ?? openCell(row, column, reading)
    known.isBoxed ||= isBoxed
    known.isLined ||= isLined
    if (isHidden) known.hidden = joined(known.hidden, text)
    else known.text = joined(known.text, text)
  }
}

function joined(before: string, text: string): string {
  return before === '' ? text : `${before}\n${text}`
}

function openCell(row: SheetRow, column: number, reading: Reading): SheetCell {
  reading.builder.spendCells()
  const cell: SheetCell = { text: '', hidden: '', isBoxed: false, isLined: false }
  row.cells.set(column, cell)
  return cell
}

/** What a cell shows: the stored result of a formula, numbers as their format prints them. */
function readValue(cell: XmlElement, format: string | null, reading: Reading): Shown {
  const { printer } = reading
  const value = textOf(cell, 's:v')
  if (child(cell, 's:f') !== null) noteFormula(value, reading)
  switch (attribute(cell, 't') ?? 'n') {
    case 's':
      return show(sharedString(value, reading), (text) => printer.text(text, format))
    case 'inlineStr': {
      const inline = child(cell, 's:is')
      return show(inline === null ? '' : readRuns(inline), (text) => printer.text(text, format))
    }
    case 'str':
      return show(readEscapes(value ?? ''), (text) => printer.text(text, format))
    case 'b':
      return show(value ?? '', (text) => (/^\s*(?:1|true)\s*$/.test(text) ? 'TRUE' : 'FALSE'))
    case 'e':
      return show(value ?? '', (text) => text)
    case 'd':
      return show(value ?? '', (text) => {
        const time = Date.parse(`${text.trim().replace(/Z$/, '')}Z`)
        return Number.isNaN(time) ? text : printer.number(time / DAY_MS + EPOCH_DAY, format ?? DATE)
      })
    default:
      return show((value ?? '').trim(), (text) => {
        const number = Number(text)
        return Number.isFinite(number) ? printer.number(number, format).trim() : text
      })
  }
}

/** A format may print nothing: then the value is there and hidden. */
function show(value: string, print: (value: string) => string): Shown {
  if (value === '') return NOTHING
  const text = print(value)
  return /\S/.test(text) || !/\S/.test(value)
    ? { text, isHidden: false }
    : { text: value, isHidden: true }
}

function sharedString(value: string | null, { strings, builder }: Reading): string {
  if (value === null || value.trim() === '') return ''
  const text = strings[Number(value)]
  if (text !== undefined) return text
  builder.notes.add('READ_PART_MISSING', null, 'A cell asks for a shared string that is not there.')
  return ''
}

function noteFormula(value: string | null, { builder }: Reading): void {
  builder.notes.add(
    'READ_FIELD_CODES_LEFT_OUT',
    null,
    value === null
      ? 'A formula has no stored result; nothing was read of it.'
      : 'Formulas were left out; their stored results are read.',
  )
}

/** The shared strings of a workbook (ECMA-376 Part 1, 18.4.9). */
export function readStrings(root: XmlElement | null): readonly string[] {
  return children(root, 's:si').map(readRuns)
}

/** The text of a string item: its runs, without the reading aids (`rPh`) above them. */
function readRuns(item: XmlElement): string {
  const texts = item.children.flatMap((node) => {
    if (typeof node === 'string') return []
    if (node.name === 's:t') return [ownText(node)]
    return node.name === 's:r' ? children(node, 's:t').map(ownText) : []
  })
  return readEscapes(texts.join(''))
}

/** 22.9.2.19: characters that XML cannot hold stand as `_x000D_`. */
function readEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** Whether an attribute says yes. */
export function isOn(element: XmlElement | null, name: string): boolean {
  const value = attribute(element, name)
  return value === '1' || value === 'true' || value === 'on'
}

/** The text of a child element, null where there is none. */
function textOf(element: XmlElement, name: string): string | null {
  const found = child(element, name)
  return found === null ? null : ownText(found)
}

/** Row and column of `B12`, 0-based; null where it is no reference. */
function readCell(reference: string): { row: number; column: number } | null {
  const [, letters, digits] = REFERENCE.exec(reference) ?? []
  if (letters === undefined || digits === undefined || Number(digits) < 1) return null
  return { row: Number(digits) - 1, column: readColumn(letters) }
}

/** `A1:C3`, or one cell; corners in any order. */
function readRange(reference: string): Range | null {
  const [from = '', to = from] = reference.split(':')
  const first = readCell(from)
  const last = readCell(to)
  if (first === null || last === null) return null
  return {
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  }
}

function readColumn(letters: string): number {
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
