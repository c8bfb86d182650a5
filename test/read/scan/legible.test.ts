import { afterAll, expect, test } from 'vitest'
import { closeEngines, openTask, type Recognise } from '../../../src/ocr/engine.ts'
import { isPicture } from '../../../src/ocr/orientation.ts'
import type { Picture } from '../../../src/ocr/picture.ts'

afterAll(closeEngines)

const RESOLUTION = 200

const GRAIN = 8

/** Stains of all shades, some pixels wide, like leaves in a photograph. */
function leaves(width: number, height: number): Picture {
  let state = 7
  const across = width / GRAIN + 2
  const shades = Uint8Array.from({ length: across * (height / GRAIN + 2) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) / GRAIN, Math.floor(at / width) / GRAIN]
    const [column, row] = [Math.floor(x), Math.floor(y)]
    const shade = (below: number, beside: number) =>
      (shades[(row + below) * across + column + beside] ?? 0) *
      Math.abs(1 - below - (y - row)) *
      Math.abs(1 - beside - (x - column))
    return shade(0, 0) + shade(0, 1) + shade(1, 0) + shade(1, 1)
  })
  return { width, height, pixels }
}

test('a photograph is passed over after a look at three parts of it', async () => {
  const { recognise } = openTask()
  let largest = 0
  const counting: Recognise = (piece) => {
    largest = Math.max(largest, piece.picture.width * piece.picture.height)
    return recognise(piece)
  }
  expect(await isPicture(leaves(904, 904), RESOLUTION, counting)).toBe(true)
  expect(largest).toBeLessThan(2 * RESOLUTION ** 2)
})
