import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countCharacters } from '../../src/text/compose.ts'
import { charactersOf } from '../support/blocks.ts'
import { draw, outline, reportsOfDrawing, segmentDrawing } from '../support/rows.ts'

const word = fc.constantFrom(
  '1.',
  '1)',
  'II.',
  'а)',
  '-',
  'захід',
  'Розділ',
  'виконано',
  'ЗВІТ',
  'Додаток',
  'Зведена таблиця',
  '2020 рік',
  'відділ',
  '№ з/п',
  'Всього',
  'І',
  'звер-\\nнення',
  '',
  '^',
)
const cell = fc
  .array(word, { maxLength: 3 })
  .map((words) => (words.includes('^') ? '^' : words.join(' ')))
const line = fc.oneof(
  fc.array(cell, { minLength: 2, maxLength: 7 }).map((cells) => cells.join(' | ')),
  cell.filter((text) => text !== '^'),
  fc.constant('=='),
)

test('placed and unplaced are all characters of random documents, each in one place', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 25 }), (lines) => {
      const drawing = lines.join('\n')
      const settlements = reportsOfDrawing(drawing).map(({ settlement }) => settlement)
      const all = settlements.reduce((sum, { characters }) => sum + characters, 0)
      expect(all).toBe(charactersOf(draw(drawing)))
      for (const { unplaced, characters, placed } of settlements) {
        const told = unplaced.reduce((sum, { text }) => sum + countCharacters(text), 0)
        // Hyphens dropped at a line end count where their word counts.
        const left = characters - placed
        expect(told).toBeLessThanOrEqual(left)
        expect(left - told).toBeLessThanOrEqual((drawing.match(/-\\n/g) ?? []).length)
      }
    }),
    { numRuns: 300 },
  )
})

test('ids are unique, and the same drawing gives the same tree', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 25 }), (lines) => {
      const drawing = lines.join('\n')
      const { tree } = segmentDrawing(drawing)
      const items = tree.sections.flatMap((section) => section.items)
      const measures = items.flatMap((item) => item.measures)
      for (const list of [tree.sections, items, measures]) {
        const ids = list.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
      }
      expect(outline(segmentDrawing(drawing))).toEqual(outline(segmentDrawing(drawing)))
    }),
    { numRuns: 150 },
  )
})
