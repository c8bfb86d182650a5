import { expect, test } from 'vitest'
import { eraseLoneSpecks } from '../../../src/ocr/ink.ts'

const RESOLUTION = 200
const [WIDTH, HEIGHT] = [120, 80]

type Rectangle = readonly [x: number, y: number, width: number, height: number]

function inkLeft(rectangles: readonly Rectangle[]): number {
  const marks = new Uint8Array(WIDTH * HEIGHT)
  for (const [left, top, width, height] of rectangles)
    for (let y = top; y < top + height; y += 1)
      marks.fill(1, y * WIDTH + left, y * WIDTH + left + width)
  const size = { width: WIDTH, height: HEIGHT }
  const picture = { ...size, pixels: marks.map((mark) => 255 - 255 * mark) }
  eraseLoneSpecks(picture, { ...size, marks }, RESOLUTION)
  const left = marks.filter(Boolean).length
  expect(picture.pixels.filter((pixel) => pixel === 0).length).toBe(left)
  return left
}

const LETTER: Rectangle = [20, 20, 3, 20]

test.each<[string, Rectangle, number]>([
  ['a speck alone goes', [80, 30, 2, 2], 0],
  ['so does one near the corner', [2, 2, 2, 2], 0],
  ['a point of usual size stays', [80, 30, 4, 4], 16],
  ['a dash alone stays', [80, 30, 10, 1], 10],
  ['a stroke stays', [80, 30, 1, 12], 12],
  ['a dot above its stem stays', [20, 14, 2, 2], 4],
  ['a point behind a letter stays', [28, 38, 2, 2], 4],
])('%s', (_, mark, left) => expect(inkLeft([LETTER, mark]) - 60).toBe(left))
