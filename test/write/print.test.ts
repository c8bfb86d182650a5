import { expect, test } from 'vitest'
import { FILLS, inkOn } from '../../src/write/palette.ts'
import { type ColumnKind, pagesOf, widthsOf } from '../../src/write/print.ts'

/** Points of columns at 100 %: 7 pixels a digit and 5 beside them, as Excel has them for Calibri 11. */
const pointsOf = (widths: readonly number[]) =>
  widths.reduce((sum, width) => sum + (7 * width + 5) * 0.75, 0)
const SMALLEST = 8 / 11

const columns = (kinds: readonly ColumnKind[]) => kinds.map((kind) => ({ heading: 'Захід', kind }))
const wide = (count: number): ColumnKind[] => Array.from({ length: count }, () => 'long')

test.each([3, 6, 8])(
  '%i columns of long texts are printed in one width, in 8 points at least',
  (count) => {
    const widths = widthsOf(columns(wide(count)), [wide(count).map(() => 'слово '.repeat(40))])
    const { setup } = pagesOf(widths, { fixed: 0, isMap: false })
    expect(setup.fitToWidth).toBe(1)
    const paper = setup.paperSize === 'a4' ? 784 : 1133
    expect(paper / pointsOf(widths)).toBeGreaterThanOrEqual(SMALLEST - 0.005)
  },
)

test('a map of forty bodies goes over several pages of A4, each with the headings, in 8 points', () => {
  const kinds: ColumnKind[] = [
    'short',
    'long',
    'number',
    ...Array.from({ length: 40 }, () => 'mark' as const),
  ]
  const widths = widthsOf(columns(kinds), [['I.1.1', 'захід '.repeat(20), 3]])
  const { setup } = pagesOf(widths, { fixed: 3, isMap: true })
  const pages = Number(setup.fitToWidth)
  expect(setup.paperSize).toBe('a4')
  expect(pages).toBeGreaterThan(1)
  const each = pointsOf(widths.slice(0, 3)) + Math.ceil(40 / pages) * pointsOf([5])
  expect(784 / each).toBeGreaterThanOrEqual(SMALLEST - 0.005)
})

/** What eyes without one of the cones see of linear red, green and blue (Machado, Oliveira, Fernandes 2009). */
const EYES = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152, 1.053, -0.205, 0.115, 0.786, 0.099, -0.004, -0.048, 1.052],
  deuteranopia: [0.367, 0.861, -0.228, 0.28, 0.673, 0.047, -0.012, 0.043, 0.969],
  tritanopia: [1.256, -0.077, -0.179, -0.078, 0.931, 0.148, 0.005, 0.691, 0.304],
}

function labOf(fill: string, eye: readonly number[]): readonly number[] {
  const linear = [0, 2, 4].map((at) => {
    const share = Number.parseInt(fill.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const dot = (row: readonly number[], values: readonly number[]) =>
    Math.max(
      0,
      row.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0),
    )
  const seen = [0, 3, 6].map((at) => Math.min(1, dot(eye.slice(at, at + 3), linear)))
  const curve = (share: number) => (share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116)
  const [x = 0, y = 0, z = 0] = [
    dot([0.4124, 0.3576, 0.1805], seen) / 0.9505,
    dot([0.2126, 0.7152, 0.0722], seen),
    dot([0.0193, 0.1192, 0.9505], seen) / 1.089,
  ].map(curve)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

test.each(Object.entries(EYES))('fills of statuses stay apart for eyes with %s', (_, eye) => {
  const fills = Object.values(FILLS).map(({ fill }) => fill)
  const apart = fills.flatMap((one, index) =>
    fills.slice(index + 1).map((other) => {
      const [left, right] = [labOf(one, eye), labOf(other, eye)]
      return Math.hypot(...left.map((value, at) => value - (right[at] ?? 0)))
    }),
  )
  expect(Math.min(...apart)).toBeGreaterThan(15)
})

test('letters on a fill are read', () => {
  const light = (fill: string) => ((labOf(fill, EYES.all)[0] ?? 0) + 16) / 116
  for (const { fill } of Object.values(FILLS)) {
    const [one, other] = [light(fill) ** 3, light(inkOn(fill)) ** 3]
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    expect(contrast).toBeGreaterThan(4.5)
  }
})
