import { expect, test } from 'vitest'
import type { Ink } from '../../../src/ocr/ink.ts'
import { closeDashes } from '../../../src/ocr/pixel-lines.ts'

const RESOLUTION = 200

function inkOf(rows: readonly string[]): Ink {
  const width = Math.max(...rows.map((row) => row.length))
  const marks = Uint8Array.from(
    rows.flatMap((row) => Array.from(row.padEnd(width), (mark) => (mark === '#' ? 1 : 0))),
  )
  return { width, height: rows.length, marks }
}

function drawn({ width, marks }: Ink): string[] {
  const rows: string[] = []
  for (let at = 0; at < marks.length; at += width)
    rows.push(
      Array.from(marks.subarray(at, at + width), (mark) => (mark === 1 ? '#' : ' ')).join(''),
    )
  return rows
}

const blank = ' '.repeat(120)

test('dots of a line become one', () => {
  const dots = '   ###'.repeat(20)
  const [, row] = drawn(closeDashes(inkOf([blank, dots, blank]), RESOLUTION))
  expect(row).toBe(`   ${'#'.repeat(117)}`)
})

test('a line that crosses parts none', () => {
  const cross = ['   ###'.repeat(6), ' ########## ', '   ###'.repeat(6)].join('')
  const rows = Array.from({ length: 12 }, () => `${' '.repeat(37)}########## `)
  const closed = drawn(closeDashes(inkOf([...rows, cross, ...rows]), RESOLUTION))
  expect(closed[12]).toBe(`   ${'#'.repeat(cross.length - 3)}`)
})

test.each([
  ['few dots', '   ###'.repeat(6)],
  ['dots far from each other', `###${' '.repeat(20)}`.repeat(10)],
  [
    'letters, which differ',
    '###  #######   #  ####### #### #  ##########  ###  # ####### ##  ######### #',
  ],
])('%s stay as they are', (_, row) => {
  expect(drawn(closeDashes(inkOf([row]), RESOLUTION))).toEqual([row])
})

test('high strokes are letters', () => {
  const stems = Array.from({ length: 20 }, () => '   ###'.repeat(20))
  expect(drawn(closeDashes(inkOf(stems), RESOLUTION))).toEqual(stems)
})
