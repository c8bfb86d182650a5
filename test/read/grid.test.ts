import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellAt, cellBox, findGrids, type Grid } from '../../src/document/grid.ts'
import { joinRulings, type Ruling } from '../../src/document/ruling.ts'
import { shareColumns } from '../../src/page/tables.ts'

const MOST_COLUMNS = 50

function down(at: number, from: number, to: number): Ruling {
  return { isVertical: true, at, from, to }
}

function across(at: number, from: number, to: number): Ruling {
  return { isVertical: false, at, from, to }
}

function grids(...rulings: readonly Ruling[]): Grid[] {
  return findGrids(joinRulings(rulings), MOST_COLUMNS)
}

function add(left: number, right: number): number {
  return left + right
}

function full(xs: readonly number[], ys: readonly number[]): Ruling[] {
  const [left = 0, right = 0] = [xs[0], xs.at(-1)]
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)]
  return [...xs.map((x) => down(x, top, bottom)), ...ys.map((y) => across(y, left, right))]
}

/** Each cell as `row.column rowSpan×columnSpan`. */
function shape(grid: Grid | undefined): string[] {
  return (grid?.cells ?? []).map(
    (cell) => `${cell.row}.${cell.column} ${cell.rowSpan}×${cell.columnSpan}`,
  )
}

describe('rulings', () => {
  test.each([
    ['dashes', [down(10, 0, 3), down(10, 5, 8), down(10, 10, 14)], [[10, 0, 14]]],
    [
      'a wide gap stays',
      [down(10, 0, 3), down(10, 9, 14)],
      [
        [10, 0, 3],
        [10, 9, 14],
      ],
    ],
    ['a double line', [down(10, 0, 20), down(11.5, 0, 20)], [[10.75, 0, 20]]],
    [
      'two lines',
      [down(10, 0, 20), down(15, 0, 20)],
      [
        [10, 0, 20],
        [15, 0, 20],
      ],
    ],
  ])('%s', (_, rulings, expected) => {
    const { vertical } = joinRulings(rulings)
    expect(vertical.map(({ at, from, to }) => [at, from, to])).toEqual(expected)
  })

  test('a drawing of very many lines has none', () => {
    const rulings = Array.from({ length: 10_001 }, (_, index) => down(index * 4, 0, 10))
    expect(joinRulings(rulings)).toEqual({ vertical: [], horizontal: [] })
  })
})

describe('grids', () => {
  test.each([1.2, 2, 3])('double lines that end where others begin, %f points apart', (gap) => {
    const boxes = [
      [10, 10, 200, 100],
      [10 + gap, 10 + gap, 100, 50],
      [100 + gap, 10 + gap, 200 - gap, 50],
      [10 + gap, 50 + gap, 100, 100 - gap],
      [100 + gap, 50 + gap, 200 - gap, 100 - gap],
    ] as const
    const drawn = boxes.flatMap(([x0, y0, x1, y1]) => full([x0, x1], [y0, y1]))
    const found = grids(...drawn)
    expect(found.map(shape)).toEqual([['0.0 1×1', '0.1 1×1', '1.0 1×1', '1.1 1×1']])
  })

  test('lines that meet nothing belong to no table', () => {
    expect(grids(across(50, 10, 90), down(200, 0, 40))).toEqual([])
  })

  test('an edge that is drawn by less than six tenths parts nothing', () => {
    const rulings = full([0, 100], [0, 50])
    expect(shape(grids(...rulings, down(50, 0, 28))[0])).toEqual(['0.0 1×1'])
    expect(shape(grids(...rulings, down(50, 0, 32))[0])).toEqual(['0.0 1×1', '0.1 1×1'])
  })

  test('a cell that lacks its outer line is missing', () => {
    const rulings = [
      ...[0, 50].map((x) => down(x, 0, 100)),
      down(100, 0, 80),
      ...[0, 20, 40, 60, 80].map((y) => across(y, 0, 100)),
      across(100, 0, 50),
    ]
    expect(shape(grids(...rulings)[0])).toEqual([
      ...[0, 1, 2, 3].flatMap((row) => [`${row}.0 1×1`, `${row}.1 1×1`]),
      '4.0 1×1',
    ])
  })

  test('cells that a page cuts are closed where upright lines go on to the cut', () => {
    const rulings = [
      ...[0, 20, 50, 100].map((x) => down(x, 0, 80)),
      across(0, 50, 100),
      across(40, 0, 100),
      across(80, 50, 100),
    ]
    expect(shape(grids(...rulings)[0])).toEqual(
      [0, 1].flatMap((row) => [0, 1, 2].map((column) => `${row}.${column} 1×1`)),
    )
  })

  test('more columns than the limit are a pattern', () => {
    const xs = Array.from({ length: MOST_COLUMNS + 2 }, (_, index) => index * 10)
    expect(grids(...full(xs, [0, 100]))).toEqual([])
  })

  const edges = fc
    .array(fc.integer({ min: 8, max: 60 }), { minLength: 1, maxLength: 8 })
    .map((widths) => [0, ...widths].map((_, end) => widths.slice(0, end).reduce(add, 20)))

  test('a full grid is found whatever its lines are cut into', () => {
    fc.assert(
      fc.property(edges, edges, fc.array(fc.nat(500), { maxLength: 20 }), (xs, ys, cuts) => {
        const pieces = full(xs, ys).flatMap((ruling) => cut(ruling, cuts))
        const [grid, ...others] = grids(...pieces)
        expect(others).toEqual([])
        expect(grid?.cells.length).toBe((xs.length - 1) * (ys.length - 1))
        expect([grid?.xs, grid?.ys]).toEqual([xs, ys])
      }),
    )
  })

  test('every cell holds its own middle, and cells never overlap', () => {
    const lines = fc.array(
      fc.record({
        isVertical: fc.boolean(),
        at: fc.integer({ min: 0, max: 20 }).map((step) => step * 12),
        from: fc.integer({ min: 0, max: 10 }).map((step) => step * 12),
        to: fc.integer({ min: 11, max: 20 }).map((step) => step * 12),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(lines, (rulings) => {
        for (const grid of grids(...rulings)) {
          const places = grid.cells.map((cell) => cell.rowSpan * cell.columnSpan)
          const owned = grid.owners.filter((owner) => owner >= 0).length
          expect(places.reduce((sum, size) => sum + size, 0)).toBe(owned)
          grid.cells.forEach((cell, index) => {
            const [x0, y0, x1, y1] = cellBox(grid, cell)
            expect(cellAt(grid, (x0 + x1) / 2, (y0 + y1) / 2)).toBe(index)
          })
        }
      }),
    )
  })
})

function cut(ruling: Ruling, cuts: readonly number[]): Ruling[] {
  const inside = [...new Set(cuts)]
    .filter((at) => at > ruling.from && at < ruling.to)
    .sort((left, right) => left - right)
  const ends = [ruling.from, ...inside, ruling.to]
  return ends.slice(1).map((to, index) => ({ ...ruling, from: ends[index] ?? to, to }))
}

describe('columns over pages', () => {
  const share = (...pages: readonly (readonly number[])[]) =>
    shareColumns(pages.flatMap((xs) => grids(...full(xs, [0, 40]))))

  test.each([
    [
      'the same edges',
      [
        [0, 50, 100],
        [0, 50, 100],
      ],
      [
        [0, 1, 2],
        [0, 1, 2],
      ],
    ],
    [
      'moved sideways',
      [
        [0, 50, 100],
        [9, 59, 109],
      ],
      [
        [0, 1, 2],
        [0, 1, 2],
      ],
    ],
    [
      'an edge hidden on the second page',
      [
        [0, 30, 60, 100],
        [0, 60, 100],
      ],
      [
        [0, 1, 2, 3],
        [0, 2, 3],
      ],
    ],
    [
      'an edge hidden on the first page',
      [
        [0, 60, 100],
        [0, 30, 60, 100],
      ],
      [
        [0, 2, 3],
        [0, 1, 2, 3],
      ],
    ],
    [
      'each page hides another',
      [
        [0, 30, 60, 100],
        [0, 60, 80, 100],
      ],
      [
        [0, 1, 2, 4],
        [0, 2, 3, 4],
      ],
    ],
    [
      'another width',
      [
        [0, 50, 100],
        [0, 50, 140],
      ],
      [
        [0, 1, 2],
        [0, 1, 2],
      ],
    ],
    [
      'other columns',
      [
        [0, 30, 60, 100],
        [0, 45, 100],
      ],
      [
        [0, 1, 2, 3],
        [0, 1, 2],
      ],
    ],
  ])('%s', (_, pages, numbers) => {
    expect(share(...pages).map((shared) => shared.numbers)).toEqual(numbers)
  })
})
