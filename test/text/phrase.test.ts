import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern, compilePhrase } from '../../src/grammar/phrase.ts'
import { PhraseError } from '../../src/grammar/phrase-reader.ts'
import { fold } from '../../src/text/fold.ts'
import { finderOf } from '../../src/text/matcher.ts'
import { phraseText } from '../../src/text/phrase.ts'

/** The span that the regular expression of a phrase finds, and the one found without it. */
function findBoth(phrase: string, text: string) {
  const folded = fold(text)
  const match = new RegExp(compilePhrase(phrase), 'u').exec(folded)
  return {
    expected: match ? { start: match.index, end: match.index + match[0].length } : null,
    found: finderOf(compilePattern(phrase)).find(phraseText(folded)),
  }
}

const PIECES = ['не', 'на', 'належ', 'надан', "об'", 'а', '5', '12']
const phrasePart = fc.oneof(
  fc.constantFrom(...PIECES, 'належ*', '*леж', '*леж*', "об'єкт*", '#', '№', '%'),
  fc.constantFrom('…', '…1', '(не|на)', '[не|#]', '(належ*|не …2 надан)', '[на (5|№)]'),
)
const phrases = fc
  .tuple(
    fc.constantFrom('', '', '^'),
    fc.array(fc.tuple(phrasePart, fc.constantFrom(' ', ' ', '')), { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', '$'),
  )
  .map(([first, parts, last]) => first + parts.flat().join('').trim() + last)
const texts = fc
  .array(
    fc.constantFrom(
      ...PIECES,
      ...[
        'належить',
        'обєкта',
        "об'єкт",
        ' ',
        ' ',
        '  ',
        ', ',
        ' "',
        '" ',
        '.',
        ';',
        '№',
        '%',
        '5',
      ],
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

test('a phrase is found where its regular expression finds it', () => {
  let hits = 0
  fc.assert(
    fc.property(phrases, texts, (phrase, text) => {
      try {
        const { expected, found } = findBoth(phrase, text)
        expect(found).toEqual(expected)
        if (found) hits += 1
      } catch (error) {
        if (!(error instanceof PhraseError)) throw error
      }
    }),
    { numRuns: 5000, seed: 1 },
  )
  expect(hits).toBeGreaterThan(250)
})

test.each([
  ['# %', 'на 64% і далі', '64%'],
  ['не …2 компетенц*', 'це не належить, на жаль, до компетенції', null],
  [
    'не …5 компетенц*',
    'це не належить, на жаль, до компетенції',
    'не належить, на жаль, до компетенції',
  ],
  ['"#', 'раз "5', '"5'],
  ['*виконав* [є]', 'співвиконавцем є', 'співвиконавцем є'],
])('«%s» in «%s»', (phrase, text, part) => {
  const { found } = findBoth(phrase, text)
  expect(found && fold(text).slice(found.start, found.end)).toBe(part)
})
