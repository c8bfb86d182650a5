import { expect, test } from 'vitest'
import type { SeenWord } from '../../../src/ocr/engine.ts'
import { learnGlyphs, readByGlyphs, withPlaces } from '../../../src/ocr/glyphs.ts'
import { spelling } from '../../support/spelling.ts'

type Rectangle = readonly [x: number, y: number, width: number, height: number]

const HEIGHT = 40
const BASELINE = 30
/** Letters by what they are drawn of, ten pixels wide and on the base line. */
const DRAWN: Readonly<Record<string, readonly Rectangle[]>> = {
  н: [
    [0, 16, 3, 14],
    [7, 16, 3, 14],
    [0, 21, 10, 3],
  ],
  а: [
    [0, 16, 10, 3],
    [7, 16, 3, 14],
    [0, 22, 3, 8],
    [0, 27, 10, 3],
  ],
  п: [
    [0, 16, 3, 14],
    [7, 16, 3, 14],
    [0, 16, 10, 3],
  ],
  г: [
    [0, 16, 3, 14],
    [0, 16, 10, 3],
  ],
  ґ: [
    [0, 16, 3, 14],
    [0, 16, 10, 3],
    [7, 11, 3, 8],
  ],
  '%': [
    [0, 10, 4, 8],
    [6, 22, 4, 8],
    [3, 17, 4, 6],
  ],
  '1': [[3, 10, 4, 20]],
  '2': [
    [0, 10, 10, 3],
    [6, 10, 3, 12],
    [0, 27, 10, 3],
    [1, 18, 3, 12],
  ],
}

/** A word drawn from these letters at `x`, read as `text`; `gap` pixels stand between two letters. */
function draw(letters: string, text: string, { confidence = 0.96, gap = 2 } = {}) {
  const width = 2 + letters.length * (10 + gap) + 20
  const pixels = new Uint8Array(width * HEIGHT).fill(255)
  const boxes = Array.from(letters, (letter, index) => {
    const left = 2 + index * (10 + gap)
    for (const [x, y, wide, high] of DRAWN[letter] ?? [])
      for (let row = y; row < y + high; row += 1)
        pixels.fill(0, row * width + left + x, row * width + left + x + wide)
    return [left, 10, left + 10, BASELINE] as const
  })
  const box = [2, 8, boxes.at(-1)?.[2] ?? 0, BASELINE] as const
  const word: SeenWord = { text, confidence, box, letters: boxes }
  const line = { words: [word], baseline: BASELINE, height: 24 }
  return { word, line, piece: { width, height: HEIGHT, pixels } }
}

const LEARNT = [draw('на', 'на'), draw('пана', 'пана'), draw('%', '%'), draw('12', '12')]

function readAs(drawn: ReturnType<typeof draw>): SeenWord {
  const glyphs = learnGlyphs(LEARNT, spelling.isWord)
  return readByGlyphs(drawn.word, { piece: drawn.piece, glyphs, baseline: BASELINE })
}

test.each<[string, string, string, string]>([
  ['Latin letters', 'на', 'Ha', 'на'],
  ['one sign read as two digits', '%', '95', '%'],
  ['a sign behind a number', '12%', '1255', '12%'],
  ['one letter read as two', 'нап', 'наІТ', 'нап'],
  ['what is read rightly', '12', '12', '12'],
])('%s', (_, letters, read, text) => {
  const drawn = draw(letters, read)
  // The last letter is the one that was read twice.
  const boxes = drawn.word.letters ?? []
  const twice = boxes.at(-1) ?? drawn.word.box
  const all = [...boxes, ...Array.from({ length: read.length - letters.length }, () => twice)]
  expect(readAs({ ...drawn, word: { ...drawn.word, letters: all } })).toMatchObject({ text })
})

test('a letter that the page has not is doubted where others change', () => {
  expect(readAs(draw('наг', 'HaF'))).toMatchObject({ text: 'наF', other: 'HaF' })
})

test.each<[string, string, string, number, string]>([
  ['a hook', 'ґа', 'га', 2, 'ґа'],
  ['no hook', 'га', 'га', 2, 'га'],
])('%s', (_, letters, read, gap, text) => {
  const { line, piece } = draw(letters, read, { gap })
  expect(withPlaces(line, piece).words).toMatchObject([{ text }])
})

test.each<[string, number, string]>([
  ['a blank', 12, 'на 1'],
  ['no blank', 2, 'на1'],
])('%s before a digit', (_, wide, text) => {
  const { word, piece } = draw('на1', 'на1')
  const letters = (word.letters ?? []).map(([left, top, right, bottom], index) => {
    const moved = index === 2 ? wide : 0
    return [left + moved, top, right + moved, bottom] as const
  })
  // Boxes alone: nothing is drawn that says otherwise.
  const blank = { ...piece, pixels: new Uint8Array(piece.pixels.length).fill(255) }
  const line = { words: [{ ...word, letters }], baseline: BASELINE, height: 24 }
  expect(withPlaces(line, blank).words).toMatchObject([{ text }])
})
