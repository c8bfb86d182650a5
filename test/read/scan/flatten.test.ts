import { expect, test } from 'vitest'
import { flatten } from '../../../src/ocr/picture.ts'

const RESOLUTION = 200
const [WIDTH, HEIGHT] = [300, 200]
const INK = 0.2

/** A page whose paper is as light as `shade` says, with a stroke of ink in every 30 pixels. */
function lit(shade: (x: number, y: number) => number) {
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)]
    return shade(x, y) * (isInk(x) ? INK : 1)
  })
  return { width: WIDTH, height: HEIGHT, pixels }
}

function isInk(x: number): boolean {
  return x % 30 < 4
}

test.each<[string, (x: number, y: number) => number]>([
  ['even paper', () => 230],
  ['grey paper', () => 150],
  ['light from one corner', (x, y) => 240 - (120 * (x + y)) / (WIDTH + HEIGHT)],
  ['a fold at the left', (x) => 100 + (140 * Math.min(x, 150)) / 150],
])('%s becomes white, ink stays dark', (_, shade) => {
  const { pixels } = flatten(lit(shade), RESOLUTION)
  const paper = pixels.filter((_value, at) => !isInk(at % WIDTH))
  const ink = pixels.filter((_value, at) => isInk(at % WIDTH))
  expect(Math.min(...paper)).toBeGreaterThan(225)
  expect(Math.max(...ink)).toBeLessThan(90)
})

test('what is black over a wide area stays dark', () => {
  const { pixels } = flatten(
    lit((x) => (x > 200 ? 25 : 240)),
    RESOLUTION,
  )
  expect(pixels[100 * WIDTH + 280]).toBeLessThan(120)
})
