import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/read/limits.ts'
import { readAlphabet } from '../../src/read/pdf/alphabet.ts'
import { FIRST_CODE, withBareCodes } from '../../src/read/pdf/bare-codes.ts'
import { NO_GLYPHS, PLACE } from '../../src/read/pdf/engine.ts'
import { readWithPdfium } from '../../src/read/pdf/pdfium.ts'
import { loadLibrary } from '../../src/read/pdf/pdfium-library.ts'
import type { CodedPage, Votes } from '../../src/read/pdf/votes.ts'
import { pdf, write } from '../support/pdf.ts'

describe('a file whose fonts give codes', () => {
  test('gives all of them, blanks and doubled blanks too', async () => {
    const bytes = withBareCodes(pdf([{ content: write(50, 700, 'AB  C') }]))
    if (bytes === null) throw new Error('the file cannot be changed')
    const sources = { bytes: Number.POSITIVE_INFINITY }
    const library = await loadLibrary()
    const content = readWithPdfium(library, { bytes, sources, limits: DEFAULT_LIMITS })
    const { codes, count } = content?.pages[0]?.glyphs ?? NO_GLYPHS
    expect(Array.from(codes.subarray(0, count), (code) => code - FIRST_CODE)).toEqual(
      Array.from('AB  C', (letter) => letter.charCodeAt(0)),
    )
  })

  test('is not made of an encrypted one', () => {
    expect(withBareCodes(pdf([{ content: '' }], { user: '' }))).toBeNull()
  })
})

/** One line of signs, named by the characters that stand for them; `told` is what the file says. */
function pageOf(line: string, told: (sign: string) => string | null = () => null): CodedPage {
  const names = [...new Set(line)]
  const places = new Float64Array(PLACE * line.length)
  Array.from(line).forEach((_, index) => {
    places.set([6 * index, 0, 6 * index + 6, 10, 6 * index, 8], PLACE * index)
  })
  const run = { size: 10, turn: 0, isTilted: false, isVisible: true } as const
  const glyphs = {
    count: line.length,
    codes: new Uint32Array(line.length),
    places,
    runs: [run],
    runOf: new Uint32Array(line.length),
  }
  const signs = names.map((name) => ({
    name,
    font: 'F',
    isInk: name !== ' ',
    told: told(name),
  }))
  const signOf = Uint32Array.from(line, (sign) => names.indexOf(sign))
  return {
    number: 1,
    width: 600,
    height: 800,
    glyphs,
    rulings: [],
    pictures: [],
    characters: 0,
    broken: 0,
    fieldsLeft: 0,
    coded: { glyphs, signOf, signs },
  }
}

function votesFor(seen: Readonly<Record<string, Readonly<Record<string, number>>>>): Votes {
  return new Map(Object.entries(seen).map(([sign, own]) => [sign, new Map(Object.entries(own))]))
}

describe('an alphabet', () => {
  const isWord = (word: string) => word === 'захід' || word === 'заходу'

  test.each([
    ['the letter seen most often', 'x', { x: { б: 9, в: 1 } }, 'x', 'б'],
    [
      'none where no letter has a half of the votes',
      'x',
      { x: { б: 1, в: 1, г: 1 } },
      'x',
      undefined,
    ],
    [
      'what makes a word of the list, seen once',
      'зaxід',
      { з: { з: 9 }, a: { о: 1 }, x: { х: 9 }, і: { і: 9 }, д: { д: 9 } },
      'a',
      'а',
    ],
    [
      'a digit as it is seen',
      'зах1д',
      { з: { з: 9 }, а: { а: 9 }, х: { х: 9 }, '1': { '1': 1 }, д: { д: 9 } },
      '1',
      '1',
    ],
  ] as const)('%s', (_, line, seen, sign, letter) => {
    expect(readAlphabet([pageOf(line)], votesFor(seen), isWord).get(sign)).toBe(letter)
  })

  test('keeps what the file tells, unless it surely is another letter', () => {
    const page = pageOf('xy', (sign) => (sign === 'x' ? 'и' : 'п'))
    const alphabet = readAlphabet([page], votesFor({ x: { і: 9 }, y: { ц: 2 } }), isWord)
    expect([alphabet.get('x'), alphabet.get('y')]).toEqual(['і', 'п'])
  })
})
