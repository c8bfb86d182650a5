import { describe, expect, test } from 'vitest'
import type { Ink } from '../../../src/ocr/ink.ts'
import { findKeystone, mendKeystone, pointSeen, withoutDesk } from '../../../src/ocr/keystone.ts'
import { seenFrom } from '../../../src/ocr/page.ts'

const RESOLUTION = 100
const [WIDTH, HEIGHT] = [600, 800]
const HALF = [WIDTH / 2, HEIGHT / 2] as const

/** A table of five columns and eight rows, its lines as they are seen. */
function table(seen: (x: number, y: number) => readonly [number, number]): Ink {
  const marks = new Uint8Array(WIDTH * HEIGHT)
  const mark = (across: number, down: number) => {
    const [x, y] = seen(across, down)
    const at = Math.round(y + HALF[1]) * WIDTH + Math.round(x + HALF[0])
    marks[at] = 1
    marks[at + 1] = 1
    marks[at + WIDTH] = 1
  }
  for (let x = -240; x <= 240; x += 96) for (let y = -320; y <= 320; y += 1 / 2) mark(x, y)
  for (let y = -320; y <= 320; y += 80) for (let x = -240; x <= 240; x += 1 / 2) mark(x, y)
  return { width: WIDTH, height: HEIGHT, marks }
}

const ASIDE = {
  level: { slope: 0.03, change: 0.08 },
  upright: { slope: -0.02, change: 0.11 },
}
const seenAside = (x: number, y: number) => pointSeen(ASIDE, [x, y], HALF)

describe('the lines of a table', () => {
  test('that run together are told by their slopes', () => {
    const found = findKeystone(table(seenAside), RESOLUTION)
    for (const side of ['level', 'upright'] as const) {
      expect(found?.[side].slope).toBeCloseTo(ASIDE[side].slope, 2)
      expect(found?.[side].change).toBeCloseTo(ASIDE[side].change, 2)
    }
  })

  test.each<[string, (x: number, y: number) => readonly [number, number]]>([
    ['that lie straight', (x, y) => [x, y]],
    ['that lie askew', (x, y) => [x - 0.05 * y, y + 0.05 * x]],
  ])('%s do not run together', (_, seen) => {
    expect(findKeystone(table(seen), RESOLUTION)).toBeNull()
  })

  test('are level and upright once they are mended', () => {
    const { marks } = table(seenAside)
    const picture = { width: WIDTH, height: HEIGHT, pixels: marks.map((mark) => 255 - 255 * mark) }
    const keystone = findKeystone({ width: WIDTH, height: HEIGHT, marks }, RESOLUTION)
    if (keystone === null) throw new Error('nothing was found')
    const { pixels } = mendKeystone(picture, keystone)
    const ink = {
      width: WIDTH,
      height: HEIGHT,
      marks: pixels.map((pixel) => (pixel < 160 ? 1 : 0)),
    }
    expect(findKeystone(ink, RESOLUTION)).toBeNull()
    expect(ink.marks.filter((mark) => mark === 1).length).toBeGreaterThan(8_000)
  })
})

test('a box of the mended page is told where it stands in the picture', () => {
  const seen = seenFrom({ width: WIDTH, height: HEIGHT, slant: 0, keystone: ASIDE, turn: 0 })
  const [x, y] = seenAside(100 - HALF[0], 200 - HALF[1])
  const [left, top] = seen([100, 200, 100, 200])
  expect([left, top]).toEqual([x + HALF[0], y + HALF[1]])
})

describe('what is dark around a page', () => {
  const photograph = (shade: (x: number, y: number) => number) => {
    const pixels = new Uint8Array(200 * 160)
    for (let at = 0; at < pixels.length; at += 1) pixels[at] = shade(at % 200, Math.floor(at / 200))
    return { width: 200, height: 160, pixels }
  }

  test('takes the shade of the paper; what is dark on the paper stays', () => {
    const isPaper = (x: number, y: number) => x >= 40 && x < 160 && y >= 32
    const isDrawn = (x: number, y: number) => x >= 80 && x < 112 && y >= 80 && y < 112
    const { pixels } = withoutDesk(
      photograph((x, y) => (isDrawn(x, y) ? 20 : isPaper(x, y) ? 200 : 60)),
    )
    expect(new Set(pixels)).toEqual(new Set([200, 20]))
    expect(pixels.filter((pixel) => pixel === 20)).toHaveLength(32 * 32)
  })

  test('is nothing on a page that hardly differs, or all of a dark picture', () => {
    for (const page of [photograph((x) => 200 + (x % 30)), photograph(() => 30)])
      expect(withoutDesk(page)).toBe(page)
  })
})
