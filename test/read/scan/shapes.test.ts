import { describe, expect, test } from 'vitest'
import { blankIn, dashesOf, endsWithPoint, readStems } from '../../../src/ocr/shapes.ts'

type Rectangle = readonly [number, number, number, number]

/** Black rectangles `[x, y, width, height]` on white. */
function drawn(rectangles: readonly Rectangle[]) {
  const [width, height] = [160, 60]
  const pixels = new Uint8Array(width * height).fill(255)
  for (const [x0, y0, wide, high] of rectangles)
    for (let y = y0; y < y0 + high; y += 1) pixels.fill(0, y * width + x0, y * width + x0 + wide)
  return { width, height, pixels }
}

const ALL = [0, 0, 160, 60] as const
/** A stem with serifs as wide as may meet those of the next one. */
const stem = (x: number): Rectangle[] => [
  [x, 10, 5, 30],
  [x - 4, 10, 13, 2],
  [x - 4, 38, 13, 2],
]
const dash = (x: number, length: number): Rectangle => [x, 26, length, 3]
const point = (x: number): Rectangle => [x, 36, 4, 4]

describe('stems', () => {
  test.each<[string, Rectangle[], string | null]>([
    ['apart', [...stem(20), ...stem(36)], 'II'],
    ['whose serifs meet', [...stem(20), ...stem(32), ...stem(44)], 'III'],
    ['with a point', [...stem(20), ...stem(32), point(46)], 'II.'],
    [
      'of a range',
      [...stem(20), ...stem(32), dash(46, 10), ...stem(64), ...stem(76), ...stem(88)],
      'II-III',
    ],
    ['too many', [20, 32, 44, 56].flatMap(stem), null],
    [
      'of a «П»',
      [
        [20, 10, 5, 30],
        [40, 10, 5, 30],
        [20, 10, 25, 4],
      ],
      null,
    ],
    [
      'of an «Ш»',
      [
        [20, 10, 5, 30],
        [34, 10, 5, 30],
        [48, 10, 5, 30],
        [20, 36, 33, 4],
      ],
      null,
    ],
    ['of an «Н»', [...stem(20), ...stem(38), [20, 23, 20, 4]], null],
    ['none', [], null],
    ['a block', [[20, 10, 60, 30]], null],
  ])('%s', (_, rectangles, text) => expect(readStems(drawn(rectangles), ALL)).toBe(text))
})

test('dashes are measured by the height of their line', () => {
  const lengths = dashesOf(drawn([[5, 10, 8, 30], dash(20, 10), dash(60, 40)]), ALL, {
    lineHeight: 40,
    count: 2,
  })
  expect(lengths).toEqual([0.25, 1])
})

test.each<[string, number[], number | null]>([
  ['behind the first letter', [10, 27, 39], 0.3],
  ['before the last one', [10, 22, 39], 0.6],
  ['nowhere', [10, 22, 34], null],
  ['nowhere, where letters are spaced', [10, 27, 44], null],
  ['nowhere, where the gap is narrower than a blank', [10, 24, 35], null],
])('the blank in a word is %s', (_, places, share) => {
  const place = blankIn(drawn(places.map((x): Rectangle => [x, 20, 10, 20])), ALL)
  expect(place === null ? null : Math.round(place * 10) / 10).toBe(share)
})

test.each<[string, Rectangle, boolean]>([
  ['a point', [40, 36, 4, 4], true],
  ['a small point', [40, 37, 2, 3], true],
  ['a comma', [40, 36, 4, 9], false],
])('%s at the end of a text', (_, sign, isPoint) =>
  expect(endsWithPoint(drawn([[10, 20, 20, 20], sign]), ALL)).toBe(isPoint),
)
