import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Box } from '../../src/document/page-content.ts'
import { NO_GLYPHS, type PdfPage, PLACE } from '../../src/pdf/engine.ts'
import { FIRST_CODE, withBareCodes } from '../../src/pdf/glyph-codes.ts'
import { doubtPages } from '../../src/pdf/layer.ts'
import { readWithPdfium } from '../../src/pdf/pdfium.ts'
import { loadLibrary } from '../../src/pdf/pdfium-library.ts'
import type { CodedPage, Votes } from '../../src/pdf/unicode-recovery.ts'
import { readAlphabet } from '../../src/pdf/unicode-recovery.ts'
import { readCodedPages } from '../../src/read/pdf/coded-pages.ts'
import type { IsWord } from '../../src/text/words.ts'
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

  test('believes no letter of a font that tells several wrong, but its digits', () => {
    const told: Readonly<Record<string, string>> = {
      з: 'ж',
      a: 'б',
      x: 'ц',
      і: 'ї',
      д: 'е',
      '1': '1',
    }
    const page = pageOf('зaxід 1', (sign) => told[sign] ?? null)
    const seen = { з: { з: 9 }, x: { х: 9 }, і: { і: 9 }, a: { о: 1 }, д: { д: 1 } }
    const alphabet = readAlphabet([page], votesFor(seen), isWord)
    expect(Array.from('зaxід1', (sign) => alphabet.get(sign)).join('')).toBe('захід1')
  })
})

describe('letters that make words which do not exist', () => {
  const sound = 'виконання заходів програми розвитку освіти області протягом поточного року'
  const words = new Set(sound.split(' '))
  const isWord = (word: string) => words.has(word)
  const wrong = Array.from(sound, (letter) =>
    letter === ' ' ? ' ' : String.fromCharCode(letter.charCodeAt(0) + 1),
  ).join('')
  const textPage = (line: string, fault?: 'torn'): PdfPage => {
    const { glyphs, coded: _coded, ...page } = pageOf(line.repeat(3))
    const codes = Uint32Array.from(line.repeat(3), (letter) => letter.charCodeAt(0))
    return { ...page, glyphs: { ...glyphs, codes }, ...(fault ? { fault } : {}) }
  }
  const faultOf = (page: PdfPage, list: IsWord | undefined = isWord) =>
    doubtPages([page], list)[0]?.fault ?? null

  test.each([
    ['strange', textPage(`${wrong} `), 'strange'],
    ['sound', textPage(`${sound} `), null],
    ['too few words', textPage(wrong.replaceAll(' ', '')), null],
    ['Russian', textPage(`${wrong} ы ы ы `), null],
    ['another fault', textPage(`${wrong} `, 'torn'), 'torn'],
  ] as const)('%s', (_, page, fault) => expect(faultOf(page)).toBe(fault))

  test('nothing is doubted without a list', () => {
    expect(doubtPages([textPage(`${wrong} `)], undefined)[0]?.fault).toBeUndefined()
  })

  test('a page whose picture is no Ukrainian text either is believed', async () => {
    const page: CodedPage = { ...pageOf(wrong), fault: 'strange' }
    const scan = {
      words: wrong.split(' ').map((text, at) => ({
        text,
        start: 60 * at,
        end: 60 * at + 50,
        box: [60 * at, 0, 60 * at + 50, 10] as const,
        baseline: 8,
        size: 10,
        turn: 0 as const,
        isVisible: true,
        isTilted: false,
        blankBefore: true,
        blankAfter: true,
      })),
      passedOver: 0,
      seenBox: (box: Box) => box,
    }
    const { read } = await readCodedPages([page], {
      recognise: async (pages) => pages.map((one) => ({ page: one, scan })),
      isWord,
    })
    expect(read.get(page)?.fault).toBeUndefined()
    expect(read.get(page)?.glyphs).toBe(page.glyphs)
  })
})
