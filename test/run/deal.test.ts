import { expect, test } from 'vitest'
import { dealerOf } from '../../src/run/fill.ts'
import type { Source } from '../../src/run/source.ts'

const MEBIBYTE = 1024 * 1024

function dealt(
  names: string,
  seats: readonly number[],
  large: Readonly<Record<string, number>> = {},
) {
  const sources = names.split(' ').map((name): Source => ({ name, path: name, root: 0 }))
  const deal = dealerOf(sources, ({ name }) => (large[name] ?? 0) * MEBIBYTE)
  return seats.map((seat) => deal(seat)?.name ?? null)
}

test('a process keeps to its formats, and helps when they are done', () => {
  const names = 'a.pdf b.docx c.docx d.pdf e.docx f.DOCX'
  expect(dealt(names, [0, 1, 0, 1, 1, 0, 1])).toEqual([
    'b.docx',
    'a.pdf',
    'c.docx',
    'd.pdf',
    'e.docx',
    'f.DOCX',
    null,
  ])
})

test('of its formats the next in the order of all', () => {
  expect(dealt('a.txt b.odt c.odt d.txt e', [0, 0, 0, 0, 0])).toEqual([
    'a.txt',
    'd.txt',
    'b.odt',
    'c.odt',
    'e',
  ])
})

test('large files before all others, whatever they are', () => {
  const large = { 'b.pdf': 2, 'c.docx': 5 }
  expect(dealt('a.docx b.pdf c.docx d.pdf', [0, 0, 1, 1], large)).toEqual([
    'c.docx',
    'b.pdf',
    'a.docx',
    'd.pdf',
  ])
})
