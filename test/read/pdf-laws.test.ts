import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Block, Paragraph } from '../../src/model/document.ts'
import { ZvitError } from '../../src/model/error.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { countCharacters } from '../../src/text/compose.ts'
import { fill, grid, pdf, stroke, write, writeTurned } from '../support/pdf.ts'

const x = fc.integer({ min: -20, max: 600 })
const y = fc.integer({ min: -20, max: 860 })
const text = fc.string({ unit: fc.constantFrom(...'абвгіїєґАБ1). ,-–’« '), maxLength: 30 })
const size = fc.integer({ min: 4, max: 20 })
const operators = fc.oneof(
  fc.tuple(x, y, text, size).map(([left, base, words, points]) => write(left, base, words, points)),
  fc.tuple(x, y, text).map(([left, base, words]) => writeTurned([0, 1, -1, 0, left, base], words)),
  fc
    .tuple(x, y, text)
    .map(([left, base, words]) => writeTurned([0.8, 0.6, -0.6, 0.8, left, base], words)),
  fc.tuple(x, y, y).map(([left, from, to]) => stroke(left, from, left, to)),
  fc.tuple(x, x, y).map(([from, to, height]) => stroke(from, height, to, height)),
  fc.tuple(x, y, size, size).map(([left, base, width, height]) => fill(left, base, width, height)),
  fc
    .tuple(x, y)
    .map(([left, base]) => grid([left, left + 90, left + 200], [base, base - 40, base - 90])),
)
const pages = fc.array(
  fc.record({
    content: fc.array(operators, { maxLength: 25 }).map((parts) => parts.join('')),
    rotate: fc.constantFrom(0, 90, 180, 270),
  }),
  { minLength: 1, maxLength: 3 },
)

function paragraphsOf(block: Block): Paragraph[] {
  if (block.kind === 'paragraph') return [block]
  return block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks.flatMap(paragraphsOf)))
}

test('no character is lost, and every paragraph has its place on a page', async () => {
  await fc.assert(
    fc.asyncProperty(pages, async (drawn) => {
      const bytes = pdf([{ content: write(100, 400, 'завжди') }, ...drawn])
      const { blocks, asides, source } = await readPdf(bytes, DEFAULT_LIMITS)
      const paragraphs = [
        ...blocks.flatMap(paragraphsOf),
        ...asides.map((aside) => aside.paragraph),
      ]
      const total = paragraphs.reduce((sum, paragraph) => sum + countCharacters(paragraph.text), 0)
      expect(total).toBe(source)
      for (const { place } of paragraphs) {
        expect(place.page).toBeLessThanOrEqual(drawn.length + 1)
        const [x0, y0, x1, y1] = place.box ?? [1, 1, 0, 0]
        expect(x0 <= x1 && y0 <= y1).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('a damaged file is read or refused by name', async () => {
  const whole = pdf([{ content: grid([50, 150, 300], [800, 760, 700]) + write(55, 780, 'Захід') }])
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
    minLength: 1,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(whole.length), async (changes, length) => {
      const bytes = whole.slice(0, length % 3 === 0 ? length : whole.length)
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
      const refusal = await readPdf(bytes, DEFAULT_LIMITS).then(
        () => null,
        (error: unknown) => error,
      )
      expect(refusal === null || refusal instanceof ZvitError).toBe(true)
    }),
    { numRuns: 80 },
  )
})
