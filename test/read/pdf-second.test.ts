import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { type Document, paragraphsIn } from '../../src/model/document.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { countCharacters } from '../../src/text/compose.ts'
import { grid, pdf, pdfOfDrawings, type TestPage, write, writeTurned } from '../support/pdf.ts'
import { spelling } from '../support/spelling.ts'

/* Pages whose letters PDFium does not know are read by pdf.js, each in its place. */

const TABLE: TestPage = {
  content: [
    grid([50, 250, 500], [760, 700, 640]),
    write(55, 740, 'Посадити дерева вздовж'),
    write(55, 725, 'головних вулиць міста'),
    write(255, 740, 'Посаджено двадцять дерев'),
    write(55, 680, 'Полагодити дороги в селі'),
    write(255, 680, 'Роботи будуть завершені восени'),
    writeTurned([0, 1, -1, 0, 560, 300], 'Звіт за рік'),
  ].join(''),
}

const LATIN: TestPage = {
  content: write(50, 700, 'The quick brown fox jumps over the lazy dog near the river'),
}

/** What stands on the pages, and the sides of all boxes in the same order. */
function contentOf({ blocks, asides }: Document) {
  const sides: number[] = []
  const content = JSON.stringify({ blocks, asides }, (key, value) => {
    if (key === 'box') sides.push(...value)
    return key === 'box' ? null : value
  })
  return { content, sides }
}

async function readBoth(pages: readonly TestPage[]) {
  const [told, drawn] = [pdf(pages), pdfOfDrawings(pages)]
  return {
    told: await readPdf(told, DEFAULT_LIMITS, { spelling }),
    drawn: await readPdf(drawn, DEFAULT_LIMITS, { spelling }),
  }
}

test.each([
  ['a table in Ukrainian', TABLE],
  ['Latin letters', LATIN],
  ['a page that is shown turned', { ...TABLE, rotate: 90 }],
  ['a page that is cropped', { ...TABLE, crop: [20, 30, 590, 800] }],
] as const)(
  '%s: the same text in the same places as if the font told its letters',
  async (_, page) => {
    const { told, drawn } = await readBoth([page])
    const [expected, found] = [contentOf(told), contentOf(drawn)]
    expect(found.content).toBe(expected.content)
    // The font gives its height otherwise.
    const off = found.sides.map((side, index) => Math.abs(side - (expected.sides[index] ?? 0)))
    expect(Math.max(...off)).toBeLessThan(1.5)
    expect(drawn.textSource).toBe('digital')
    expect(drawn.diagnostics.map(({ code }) => code)).toEqual(['READ_TEXT_LAYER_BROKEN'])
  },
)

test('every character of it is counted', async () => {
  const { told, drawn } = await readBoth([TABLE, LATIN])
  const texts = [...paragraphsIn(drawn.blocks), ...drawn.asides.map(({ paragraph }) => paragraph)]
  expect(drawn.source).toBe(countCharacters(texts.map(({ text }) => text).join(' ')))
  expect(drawn.source).toBe(told.source)
})
