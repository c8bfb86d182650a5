import { expect, test } from 'vitest'
import type { ColourPicture } from '../../../src/document/page-content.ts'
import { greyWithoutStamps } from '../../../src/ocr/stamps.ts'

const [WIDTH, HEIGHT] = [800, 1100]
const BLUE = [190, 50, 40] as const
const BLACK = [10, 10, 10] as const
type Paint = (x: number, y: number) => readonly [number, number, number] | null

/** A white page; later paints lie over earlier ones. */
function paint(...paints: readonly Paint[]): ColourPicture {
  const colours = new Uint8Array(3 * WIDTH * HEIGHT).fill(255)
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1)
      for (const one of paints) {
        const colour = one(x, y)
        if (colour) colours.set(colour, 3 * (y * WIDTH + x))
      }
  return { width: WIDTH, height: HEIGHT, colours }
}

const ring: Paint = (x, y) => (Math.abs(Math.hypot(x - 400, y - 500) - 70) < 2 ? BLUE : null)
/** Stems of letters, in lines. */
const text =
  (
    colour: readonly [number, number, number],
    [left, top, right, bottom]: readonly number[],
  ): Paint =>
  (x, y) => {
    const isIn = x >= (left ?? 0) && x < (right ?? 0) && y >= (top ?? 0) && y < (bottom ?? 0)
    return isIn && x % 6 < 2 && y % 16 < 9 ? colour : null
  }

const darkest = ({ pixels }: { pixels: Uint8Array }) => pixels.filter((pixel) => pixel < 128).length

test('a ring of coloured ink is taken out, the black text under it stays', () => {
  const body = [100, 400, 700, 600]
  const plain = greyWithoutStamps(paint(text(BLACK, body)))
  const stamped = greyWithoutStamps(paint(ring, text(BLACK, body)))
  expect(plain.stamps).toBeUndefined()
  expect(stamped.stamps).toBe(1)
  expect(stamped.pixels).toEqual(plain.pixels)
})

test('text in a colour is no stamp', () => {
  const cell = [300, 400, 450, 480]
  const picture = greyWithoutStamps(paint(text(BLUE, cell)))
  expect(picture.stamps).toBeUndefined()
  expect(darkest(picture)).toBeGreaterThan(1000)
})

test('nor are the lines of a table in a colour', () => {
  const lines: Paint = (x, y) =>
    x > 50 && x < 750 && y > 50 && y < 1000 && (x % 100 < 2 || y % 60 < 2) ? BLUE : null
  expect(greyWithoutStamps(paint(lines)).stamps).toBeUndefined()
})

test('grey stays as it is', () => {
  const picture = paint(() => [117, 117, 117])
  expect(greyWithoutStamps(picture).pixels.every((pixel) => pixel === 117)).toBe(true)
})
