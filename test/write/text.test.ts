import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, Document, Paragraph, Table } from '../../src/model/document.ts'
import { countCharacters } from '../../src/text/compose.ts'
import { documentText } from '../../src/write/text.ts'

const paragraph = (text: string, changes: Partial<Paragraph> = {}): Paragraph => ({
  kind: 'paragraph',
  text,
  marker: null,
  style: null,
  place: { line: 0 },
  ...changes,
})

/** A table of texts; null is a cell that is missing. */
const table = (
  rows: readonly (readonly (string | Block | null)[])[],
  changes: Partial<Table> = {},
): Table => ({
  kind: 'table',
  columns: Math.max(...rows.map((row) => row.length)),
  columnsKnown: true,
  place: { table: 0 },
  rows: rows.map((cells, row) => ({
    place: { table: 0, row },
    cells: cells.flatMap((block, column) =>
      block === null
        ? []
        : [
            {
              row,
              column,
              rowSpan: 1,
              columnSpan: 1,
              blocks: [typeof block === 'string' ? paragraph(block) : block],
              place: { table: 0, row, column },
            },
          ],
    ),
  })),
  ...changes,
})

const document = (blocks: readonly Block[], changes: Partial<Document> = {}): Document => ({
  format: 'docx',
  pages: null,
  textSource: 'digital',
  blocks,
  asides: [],
  source: null,
  diagnostics: [],
  ...changes,
})

test.each<[string, readonly Block[], string]>([
  ['paragraphs', [paragraph('ЗВІТ'), paragraph('за 2016 рік')], 'ЗВІТ\nза 2016 рік\n'],
  ['printed numbers', [paragraph('Мета', { marker: 'II.' })], 'II. Мета\n'],
  ['a number without text', [paragraph('', { marker: '1)' })], '1)\n'],
  ['rows', [table([['1.', 'захід', 'виконано']])], '1.\tзахід\tвиконано\n'],
  ['line ends in a cell', [table([['за\nхід\tі', 'так']])], 'за хід і\tтак\n'],
  ['missing cells', [table([['а', null, 'в']])], 'а\t\tв\n'],
  ['cells of unknown columns', [table([['а', null, 'в']], { columnsKnown: false })], 'а\tв\n'],
  ['a table in a cell', [table([[table([['а', 'б'], ['в']]), 'г']])], 'а б в\tг\n'],
  ['a page', [paragraph('а'), paragraph('б', { startsPage: true })], 'а\n\fб\n'],
  ['the first page', [paragraph('а', { startsPage: true })], 'а\n'],
  ['pages of places', [1, 1, 2].map((page) => paragraph('а', { place: { page } })), 'а\nа\n\fа\n'],
])('%s', (_, blocks, text) => expect(documentText(document(blocks))).toBe(text))

test('text outside the flow stands at the end under a line', () => {
  const asides = [{ kind: 'footnote', paragraph: paragraph('за згодою', { marker: '*' }) }] as const
  const text = documentText(document([paragraph('ЗВІТ')], { asides }))
  expect(text).toBe(`ЗВІТ\n${'-'.repeat(40)}\n[footnote] * за згодою\n`)
})

test('no character of the document is left out', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((value) => value.normalize('NFC'))
  const cells = fc.array(fc.array(fc.option(text), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(fc.array(text), cells, (texts, rows) => {
      const blocks = [...texts.map((value) => paragraph(value)), table(rows)]
      const told = [...texts, ...rows.flat().map((cell) => cell ?? '')].map(countCharacters)
      const sum = told.reduce((left, right) => left + right, 0)
      expect(countCharacters(documentText(document(blocks)))).toBe(sum)
    }),
  )
})
