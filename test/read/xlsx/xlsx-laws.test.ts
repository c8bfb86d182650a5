import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixtureDocuments } from '../../../scripts/eval/documents.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { parse } from '../../../src/index.ts'
import { ZvitError } from '../../../src/model/error.ts'
import { readDocx } from '../../../src/read/docx/index.ts'
import { readXlsx } from '../../../src/read/xlsx/index.ts'
import { countXlsx } from '../../oracles/xlsx.ts'
import { charactersOf } from '../../support/blocks.ts'
import { flattenReport } from '../../support/flat.ts'
import { compare, describeDifference } from '../../support/truth.ts'
import { columnName, sheetOf, type TestCell, xlsx } from '../../support/xlsx.ts'

const formats = [
  '0.0',
  'dd.mm.yyyy',
  '#,##0.00" грн"',
  ';;;',
  '[$-422]d mmmm yyyy',
  '@" шт."',
  '0%;[Red]-0%',
  'bad[',
]

const text = fc.constantFrom('а', 'слово', 'и\u0306', 'два\nрядки', ' ', '', '_x0041_', 'a&b', '5')
const cell: fc.Arbitrary<TestCell> = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e7, max: 1e7 }),
  fc.constant(null),
)
const range = fc
  .tuple(fc.nat(5), fc.nat(4), fc.nat(3), fc.nat(3))
  .map(
    ([row, column, down, across]) =>
      `${columnName(column)}${row + 1}:${columnName(column + across)}${row + down + 1}`,
  )
const sheet = fc.record({
  rows: fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 7 }),
  merges: fc.array(range, { maxLength: 4 }),
  style: fc.nat(formats.length + 1),
  before: fc.constantFrom('', '<cols><col min="2" max="3" hidden="1"/></cols>'),
})

test('no character is lost, whatever stands where', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sheet, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (sheets, isFrom1904) => {
        const bytes = xlsx({ sheets, formats, isFrom1904 })
        const document = await readXlsx(bytes, DEFAULT_LIMITS)
        expect(document.source).toBe(charactersOf(document))
        expect(document.source).toBe(await countXlsx(bytes))
      },
    ),
    { numRuns: 300 },
  )
})

test('every cell lies in the grid and on no other', async () => {
  await fc.assert(
    fc.asyncProperty(sheet, async (one) => {
      const { blocks } = await readXlsx(xlsx({ sheets: [one], formats }), DEFAULT_LIMITS)
      for (const block of blocks) {
        if (block.kind === 'paragraph') continue
        const taken = new Set<string>()
        for (const drawn of block.rows.flatMap(({ cells }) => cells))
          for (let down = 0; down < drawn.rowSpan; down += 1)
            for (let across = 0; across < drawn.columnSpan; across += 1) {
              const key = `${drawn.row + down} ${drawn.column + across}`
              expect(taken.has(key)).toBe(false)
              taken.add(key)
              expect(drawn.row + down).toBeLessThan(block.rows.length)
              expect(drawn.column + across).toBeLessThan(block.columns)
            }
      }
    }),
    { numRuns: 200 },
  )
})

test('damaged bytes give a document or a named error', async () => {
  const whole = xlsx({
    sheets: [
      {
        rows: [
          ['а', 1.5, 'б'],
          ['в', 42430, null],
        ],
        style: 2,
        merges: ['A1:A2'],
      },
    ],
    formats,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      async (changed, cut) => {
        const bytes = Buffer.from(whole)
        for (const [at, value] of changed) bytes[at % bytes.length] = value
        const left = cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes
        const document = await readXlsx(left, DEFAULT_LIMITS).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ZvitError)
        })
        if (document) expect(document.source).toBe(await countXlsx(left))
      },
    ),
    { numRuns: 300 },
  )
})

describe.each([true, false])(
  'the fixtures typed into a sheet, lines around the cells: %s',
  (hasBorders) => {
    const documents = fixtureDocuments().filter(({ name }) => name.endsWith('.docx'))
    test.each(documents.map((document) => [document.name, document] as const))(
      '%s',
      async (name, document) => {
        const drawn = readDocx(document.bytes, DEFAULT_LIMITS)
        const bytes = xlsx({ sheets: [sheetOf(drawn, hasBorders)] })
        const report = await parse(bytes, { name, ...document.facts })
        const { differences } = compare(document.truth, flattenReport(report))
        // Without lines nothing tells a cell that is lost from one that is empty.
        const wrong = differences.filter(({ field }) => hasBorders || field !== 'detail')
        expect(wrong.map(describeDifference)).toEqual([])
        expect(report.coverage.source).toBe(report.coverage.characters)
        expect(report.coverage.source).toBe(await countXlsx(bytes))
      },
    )
  },
)
