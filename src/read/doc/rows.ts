import { eachProperty, PROPERTY, type PropertyList } from './properties.ts'

/** How a cell goes on from another; `restart` begins a merge that cells below go on from. */
type Merge = 'below' | 'restart' | null

interface CellDefinition {
  /** Width in twips (twentieths of a point). */
  readonly width: number
  readonly merge: Merge
  /** The cell belongs to the one before it. */
  readonly isBeside: boolean
  /** Whether the cell itself has lines around it; tables may draw lines for their cells. */
  readonly isLined: boolean
}

/** What the end of a row says of its row. */
export interface RowDefinition {
  /** Left edge of the first cell, twips. */
  readonly left: number
  readonly cells: readonly CellDefinition[]
  readonly isHeading: boolean
}

interface CellDraft {
  width: number
  merge: Merge
  /** Bits 0 and 1: whether the cell begins or goes on a merge to the side. */
  horizontal: number
  isLined: boolean
}

interface RowDraft {
  left: number
  cells: CellDraft[]
  isHeading: boolean
}

const CELL_LENGTH = 20
const MOST_CELLS = 64
const VERTICAL: readonly Merge[] = [null, 'below', 'restart', 'restart']

/** Reads the properties of a row ([MS-DOC] 2.6.3), the later over the earlier. */
export function readRow(lists: readonly PropertyList[]): RowDefinition {
  const row: RowDraft = { left: 0, cells: [], isHeading: false }
  for (const list of lists)
    eachProperty(list, (code, bytes, value) => CHANGES.get(code)?.(row, bytes, value))
  return { left: row.left, cells: joinBeside(row.cells), isHeading: row.isHeading }
}

type Change = (row: RowDraft, bytes: Buffer, offset: number) => void

const CHANGES: ReadonlyMap<number, Change> = new Map<number, Change>([
  [PROPERTY.defineTable, defineTable],
  [PROPERTY.verticalMerge, mergeVertically],
  [PROPERTY.mergeCells, (row, bytes, offset) => mergeCells(row, range(bytes, offset))],
  [
    PROPERTY.splitCells,
    (row, bytes, offset) => {
      for (const cell of cellsOf(row, range(bytes, offset))) cell.horizontal = 0
    },
  ],
  [PROPERTY.insertCells, insertCells],
  [
    PROPERTY.deleteCells,
    (row, bytes, offset) => {
      const { from, to } = range(bytes, offset)
      row.cells.splice(from, Math.max(0, to - from))
    },
  ],
  [
    PROPERTY.cellWidths,
    (row, bytes, offset) => {
      for (const cell of cellsOf(row, range(bytes, offset)))
        cell.width = bytes.readInt16LE(offset + 2)
    },
  ],
  [
    PROPERTY.tableHeader,
    (row, bytes, offset) => {
      row.isHeading = bytes.readUInt8(offset) !== 0
    },
  ],
])

/** [MS-DOC] 2.9.316: the edges of the cells, then what is known of each (TC80, 2.9.312). */
function defineTable(row: RowDraft, bytes: Buffer, offset: number): void {
  const end = offset + 1 + bytes.readUInt16LE(offset)
  const count = Math.min(bytes[offset + 2] ?? 0, MOST_CELLS)
  const edges = offset + 3
  const cells = edges + (count + 1) * 2
  if (cells > end) return
  let left = bytes.readInt16LE(edges)
  row.left = left
  row.cells = []
  for (let index = 0; index < count; index += 1) {
    const right = bytes.readInt16LE(edges + (index + 1) * 2)
    const cell = cells + index * CELL_LENGTH
    const flags = cell + 2 <= end ? bytes.readUInt16LE(cell) : 0
    row.cells.push({
      width: right - left,
      merge: VERTICAL[(flags >> 5) & 3] ?? null,
      horizontal: flags & 3,
      isLined: cell + CELL_LENGTH <= end && isLined(bytes, cell + 4),
    })
    left = right
  }
}

/** Four borders of four bytes: 0 is none, and so is a border with all bits set (2.9.17, 2.9.18). */
function isLined(bytes: Buffer, offset: number): boolean {
  for (let side = 0; side < 4; side += 1) {
    const border = bytes.readUInt32LE(offset + side * 4)
    if (border !== 0 && border !== 0xffffffff) return true
  }
  return false
}

/** 2.9.336: length, cell, and 0, 1 (goes on) or 3 (begins). */
function mergeVertically(row: RowDraft, bytes: Buffer, offset: number): void {
  if (bytes.readUInt8(offset) < 2) return
  const cell = row.cells[bytes.readUInt8(offset + 1)]
  if (cell !== undefined) cell.merge = VERTICAL[bytes.readUInt8(offset + 2) & 3] ?? null
}

function mergeCells(row: RowDraft, cells: { readonly from: number; readonly to: number }): void {
  cellsOf(row, cells).forEach((cell, index) => {
    cell.horizontal = index === 0 ? 1 : 2
  })
}

/** 2.9.315: where, how many, and how wide. */
function insertCells(row: RowDraft, bytes: Buffer, offset: number): void {
  const from = bytes.readUInt8(offset)
  const count = Math.min(bytes.readUInt8(offset + 1), MOST_CELLS - row.cells.length)
  const width = bytes.readInt16LE(offset + 2)
  const cell = (): CellDraft => ({ width, merge: null, horizontal: 0, isLined: false })
  while (row.cells.length < from && row.cells.length < MOST_CELLS) row.cells.push(cell())
  row.cells.splice(from, 0, ...Array.from({ length: Math.max(0, count) }, cell))
}

function range(bytes: Buffer, offset: number) {
  return { from: bytes.readUInt8(offset), to: bytes.readUInt8(offset + 1) }
}

function cellsOf(row: RowDraft, { from, to }: { from: number; to: number }): readonly CellDraft[] {
  return row.cells.slice(from, to)
}

/*
 * Word 97 wrote 1 for the first cell of a merge and 2 for the others, the published specification
 * says it the other way round; the first of all tells which is meant.
 */
function joinBeside(cells: readonly CellDraft[]): readonly CellDefinition[] {
  const first = cells.find(({ horizontal }) => horizontal !== 0)?.horizontal
  return cells.map(({ width, merge, horizontal, isLined }) => ({
    width,
    merge,
    isLined,
    isBeside: horizontal !== 0 && horizontal !== first && horizontal !== 3,
  }))
}
