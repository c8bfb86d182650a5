import type { Block, Row, Table } from '../model/document.ts'

/** So many rows of so many different heights do not agree by chance. */
const LEAST_ROWS = 4
const LEAST_HEIGHTS = 3
/** Edges of rows agree to within this, points. */
const SAME = 0.8

/** A table and what stands beside it on another page. */
interface Pair {
  readonly table: Table
  readonly other: Table
}

/** A table as it stands in the blocks of its page. */
interface Placed {
  table: Table
  readonly page: number
  readonly index: number
}

/**
 * The blocks of each page, with what a spreadsheet too wide for its paper printed on further pages put
 * beside the columns it belongs to: a table of other columns with rows of the very same heights. A
 * few rows at the end belong together where larger tables of the same columns do.
 */
export function joinSpilled(pages: readonly (readonly Block[])[]): Block[][] {
  const sure = findPairs(pages.flat().filter((block) => block.kind === 'table'))
  if (sure.length === 0) return pages.map((blocks) => [...blocks])
  const bases: Placed[] = []
  const joined: Block[][] = pages.map(() => [])
  pages.forEach((blocks, page) => {
    for (const block of blocks) {
      const base = block.kind === 'table' ? findBase(block, bases, sure) : undefined
      const kept = joined[base?.page ?? page] ?? []
      if (base && block.kind === 'table') {
        base.table = joinColumns(base.table, block)
        kept[base.index] = base.table
      } else {
        if (block.kind === 'table') bases.push({ table: block, page, index: kept.length })
        kept.push(block)
      }
    }
  })
  return joined
}

function findPairs(tables: readonly Table[]): Pair[] {
  const irregular = tables.filter(isIrregular)
  return irregular.flatMap((other, index) => {
    const table = irregular.slice(0, index).find((one) => isSpilled(one, other))
    return table ? [{ table, other }] : []
  })
}

function findBase(other: Table, bases: readonly Placed[], sure: readonly Pair[]) {
  const isSure = (base: Table) =>
    sure.some((pair) => hasSameEdges(base, pair.table) && hasSameEdges(pair.other, other))
  return bases.find(({ table }) => isSpilled(table, other) && isSure(table))
}

function isIrregular({ rows }: Table): boolean {
  const heights = rows.map(({ place: { box } }) => Math.round((box?.[3] ?? 0) - (box?.[1] ?? 0)))
  return rows.length >= LEAST_ROWS && new Set(heights).size >= LEAST_HEIGHTS
}

function isSpilled(table: Table, other: Table): boolean {
  return (
    table.place.page !== other.place.page &&
    table.rows.length === other.rows.length &&
    table.rows.every((row, index) => isBeside(row, other.rows[index])) &&
    !hasSameEdges(table, other)
  )
}

function isBeside({ place }: Row, other: Row | undefined): boolean {
  const [one, two] = [place.box, other?.place.box]
  return one !== undefined && two !== undefined && isNear(one[1], two[1]) && isNear(one[3], two[3])
}

/** True where cells of the one begin nowhere but where cells of the other do. */
function hasSameEdges(table: Table, other: Table): boolean {
  const starts = (one: Table) => one.rows.flatMap(({ cells }) => cells.map(leftOf))
  const known = starts(other)
  return starts(table).every((x) => known.some((start) => isNear(start, x)))
}

function leftOf({ place: { box } }: Row['cells'][number]): number {
  return box?.[0] ?? 0
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME
}

function joinColumns(table: Table, other: Table): Table {
  const rows = table.rows.map((row, index) => {
    const beside = other.rows[index]?.cells ?? []
    const moved = beside.map((cell) => ({ ...cell, column: cell.column + table.columns }))
    return { ...row, cells: [...row.cells, ...moved] }
  })
  return { ...table, columns: table.columns + other.columns, rows }
}
