import { afterAll, expect, test } from 'vitest'
import { closeEngines, openTask, type Recognise } from '../../../src/read/scan/engine.ts'
import { isPicture } from '../../../src/read/scan/legible.ts'
import type { Picture } from '../../../src/read/scan/picture.ts'

afterAll(closeEngines)

const RESOLUTION = 200

/** A photograph of waves: strokes everywhere, and no letter. */
function waves(width: number, height: number): Picture {
  const pixels = new Uint8Array(width * height).map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    return 127 + 127 * Math.sin((x * x + 3 * y * y) / 9000 + Math.sin(y / 40))
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
  expect(await isPicture(waves(900, 900), RESOLUTION, counting)).toBe(true)
  expect(largest).toBeLessThan(2 * RESOLUTION ** 2)
})
