import { expect, test } from 'vitest'
import { eraseAreas } from '../../../src/ocr/ink.ts'

const RESOLUTION = 200
const [WIDTH, HEIGHT] = [200, 160]

function drawn(isInk: (x: number, y: number) => boolean) {
  const marks = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) =>
    isInk(at % WIDTH, Math.floor(at / WIDTH)) ? 1 : 0,
  )
  const size = { width: WIDTH, height: HEIGHT }
  return {
    ink: { ...size, marks },
    picture: { ...size, pixels: marks.map((mark) => 255 - 255 * mark) },
  }
}

function inkLeft(isInk: (x: number, y: number) => boolean): number {
  const { ink, picture } = drawn(isInk)
  eraseAreas(picture, ink, RESOLUTION)
  expect(picture.pixels.filter((pixel) => pixel === 0).length).toBe(
    ink.marks.filter(Boolean).length,
  )
  return ink.marks.filter(Boolean).length
}

const STROKE = (x: number, y: number) => x > 150 && x < 160 && y > 20 && y < 140

test.each<[string, (x: number, y: number) => boolean, number]>([
  ['strokes stay', STROKE, 9 * 119],
  ['a hole goes', (x, y) => Math.hypot(x - 60, y - 80) < 24 || STROKE(x, y), 9 * 119],
  ['a strip at the edge goes', (x, y) => x < 30 || STROKE(x, y), 9 * 119],
  ['a line stays, however long', (_, y) => y > 80 && y < 88, 7 * WIDTH],
])('%s', (_, isInk, left) => expect(Math.abs(inkLeft(isInk) - left)).toBeLessThan(40))
