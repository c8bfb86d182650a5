import { describe, expect, test } from 'vitest'
import type { Recognise, SeenWord } from '../../../src/ocr/engine.ts'
import { dashAs, repairLines } from '../../../src/ocr/repair.ts'
import { spelling } from '../../support/spelling.ts'

const PIECE = { width: 900, height: 40, pixels: new Uint8Array(900 * 40).fill(255) }
const nothing: Recognise = async () => []

const saying =
  (text: string): Recognise =>
  async () => [
    { words: [{ text, confidence: 0.9, box: [0, 0, 90, 30] }], baseline: 30, height: 36 },
  ]

/** Words of one line, an em wide a letter, a blank between them; `[text, confidence, height]`. */
async function repaired(
  given: readonly (string | readonly [string, number, number?])[],
  recognise: Recognise = nothing,
): Promise<readonly SeenWord[]> {
  let x = 0
  const words = given.map((one): SeenWord => {
    const [text, confidence, height = 24] = typeof one === 'string' ? [one, 0.95] : one
    const box = [x, 34 - height, x + 12 * text.length, 34] as const
    x = box[2] + 12
    return { text, confidence, box }
  })
  const request = { piece: PIECE, recognise, spelling, areLinesApart: false }
  const lines = await repairLines([{ words, baseline: 34, height: 36 }], request)
  return lines.flatMap((line) => line.words)
}

const textOf = (words: readonly SeenWord[]) => words.map(({ text }) => text).join(' ')

describe('what is put right', () => {
  test.each<[string, Parameters<typeof repaired>[0], string]>([
    ['a word by the list', ['рейлів', 'проведено'], 'рейдів проведено'],
    ['no piece of a torn word', ['облдерж', 'адміністрації'], 'облдерж адміністрації'],
    ['a lone cross', ['X'], 'х'],
    ['a number sign and what follows it in Latin', ['No', 'n/n'], '№ п/п'],
    ['dots that were lost', ['порушення', 'ii', 'прав'], 'порушення її прав'],
    ['«ы»', ['в', 'молодежньх', 'центрах'], 'в молодежных центрах'],
    ['a low «3» in a text', ['тренувань', ['3', 0.95, 15], 'евакуації'], 'тренувань з евакуації'],
    ['no high one', ['тренувань', '3', 'евакуації'], 'тренувань 3 евакуації'],
    ['the fourth quarter', ['ІМ', 'квартал'], 'IV квартал'],
    ['the fourth quarter with dots', ['ЇМ', 'квартал'], 'IV квартал'],
    ['«3» as low as small letters', ['ради', ['3', 0.95, 20], ['нами', 0.95, 18]], 'ради з нами'],
    ['no «3» higher than they', ['ради', ['3', 0.95, 20], ['нами', 0.95, 15]], 'ради 3 нами'],
  ])('%s', async (_, words, text) => expect(textOf(await repaired(words))).toBe(text))

  test.each([
    ['|', 2, 'влади'],
    ['|', 26, 'влади |'],
    ['.', 3, 'влади .'],
  ])('«%s» %i pixels high behind a word', async (sign, height, expected) => {
    const words: SeenWord[] = [
      { text: 'влади', confidence: 0.96, box: [0, 10, 70, 34] },
      { text: sign, confidence: 0.75, box: [200, 34 - height, 202, 34] },
    ]
    const request = { piece: PIECE, recognise: nothing, spelling, areLinesApart: false }
    const lines = await repairLines([{ words, baseline: 34, height: 36 }], request)
    expect(textOf(lines.flatMap((line) => line.words))).toBe(expected)
  })

  test('the raw reading is kept', async () => {
    expect(await repaired(['рейлів'])).toMatchObject([{ text: 'рейдів', raw: 'рейлів' }])
  })
})

describe('what is doubted', () => {
  test.each<[string, string | readonly [string, number], boolean]>([
    ['a strange word that no other reading confirms', ['Вербівкатранс', 0.92], true],
    ['an abbreviation', ['ДСНС', 0.85], false],
    ['one that is not sure', ['ДСНС', 0.7], true],
    ['a known word that is not quite sure', ['будівництво', 0.6], false],
    ['a known word that is not sure at all', ['будівництво', 0.3], true],
    ['a sign', ['–', 0.1], false],
  ])('%s', async (_, word, isDoubted) => {
    const [seen] = await repaired([word])
    expect(seen?.other !== undefined).toBe(isDoubted)
  })

  test('a strange word, but not where another reading says the same', async () => {
    const [seen] = await repaired(['Вербівкатранс'], saying('Вербівкатранс'))
    expect(seen).toMatchObject({ text: 'Вербівкатранс' })
    expect(seen?.other).toBeUndefined()
  })

  test('a strange word that was hardly seen, whatever another reading says', async () => {
    const [seen] = await repaired([['Вербівкатранс', 0.24]], saying('Вербівкатранс'))
    expect(seen?.other).toBeDefined()
  })

  test.each(['nikapis', 'nikapisx'])('no Latin word «%s» of the same length', async (latin) => {
    expect(await repaired([latin], saying('лікарів'))).toMatchObject([{ text: 'лікарів' }])
  })

  test('letters before a quarter that are no number', async () => {
    expect(await repaired(['ТП', 'квартал'])).toMatchObject([{ other: '' }, {}])
  })

  test('capitals behind «Розділ» that are no number', async () => {
    expect(await repaired(['Розділ', 'ІТ'])).toMatchObject([{}, { other: '' }])
  })

  test('no strange word that another reading knows', async () => {
    expect(await repaired(['щонеділв'], saying('щонеділі'))).toMatchObject([
      { text: 'щонеділі', raw: 'щонеділв' },
    ])
  })

  test('figures that two more readings do not confirm', async () => {
    const reads =
      (text: string): Recognise =>
      async () => [
        { words: [{ text, confidence: 0.9, box: [0, 0, 9, 9] }], baseline: 9, height: 9 },
      ]
    const words = ['видано', ['418', 0.6]] as const
    expect((await repaired(words, reads('418')))[1]).toMatchObject({ text: '418', confidence: 0.9 })
    expect((await repaired(words, reads('478')))[1]).toMatchObject({ text: '478', other: '418' })
  })
})

test.each([
  [0.28, '-'],
  [0.55, '–'],
  [1.08, '—'],
])('a dash of %f lines is %s', (length, dash) => expect(dashAs(length)).toBe(dash))
