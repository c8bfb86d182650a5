import { expect, test } from 'vitest'
import type { Ink } from '../../../src/ocr/ink.ts'
import { findPixelLines } from '../../../src/ocr/pixel-lines.ts'

const RESOLUTION = 144
const [WIDTH, HEIGHT] = [400, 300]

/** Lines two pixels thick; `[x0, y0, x1, y1]` in pixels, two to a point. */
function drawn(lines: readonly (readonly [number, number, number, number])[]): Ink {
  const marks = new Uint8Array(WIDTH * HEIGHT)
  for (const [x0, y0, x1, y1] of lines)
    for (let y = y0; y < Math.max(y1, y0 + 2); y += 1)
      for (let x = x0; x < Math.max(x1, x0 + 2); x += 1) marks[y * WIDTH + x] = 1
  return { width: WIDTH, height: HEIGHT, marks }
}

/** Rows of 40, 11 and 60 points; the middle one is a single cell. */
const TABLE = [
  [20, 20, 380, 20],
  [20, 100, 380, 100],
  [20, 122, 380, 122],
  [20, 242, 380, 242],
  [20, 20, 20, 244],
  [380, 20, 380, 244],
  [200, 20, 200, 101],
] as const

function insides(lines: Parameters<typeof drawn>[0]): string[] {
  const { rulings } = findPixelLines(drawn(lines), RESOLUTION)
  return rulings
    .filter(({ isVertical, at }) => isVertical && Math.abs(at - 100.5) < 2)
    .map(({ from, to }) => `${Math.round(from)}-${Math.round(to)}`)
}

test.each<[string, Parameters<typeof drawn>[0], string[]]>([
  ['ends where its row ends', [...TABLE, [200, 122, 200, 244]], ['9-52', '60-124']],
  [
    '… also where a stem touches it from the low row',
    [...TABLE, [200, 109, 200, 244]],
    ['9-52', '60-124'],
  ],
  ['leads through a low row', [...TABLE, [200, 100, 200, 244]], ['9-124']],
  ['… also with a small gap in it', [...TABLE, [200, 104, 200, 244]], ['9-124']],
])('an upright line %s', (_, lines, expected) => expect(insides(lines)).toEqual(expected))
