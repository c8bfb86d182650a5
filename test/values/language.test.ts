import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { compileLanguage } from '../../src/grammar/language.ts'
import { PATTERN_LISTS, type PatternList } from '../../src/model/language.ts'
import { prepareLanguage } from '../../src/text/language.ts'
import { tryLanguage } from '../../src/values/try.ts'
import { grammarPart } from '../support/grammar.ts'
import { compileText, language } from './lexicon.ts'

const text = grammarPart('language')
const compile = (yaml: string) => compileText(yaml, 'language', compileLanguage)

test('every example of the language comes out', () => expect(tryLanguage(language)).toEqual([]))

test('every pattern has an example', () => {
  const bare = Object.values(language.patterns)
    .flat()
    .filter(({ examples }) => !examples.some(({ isOfRule }) => isOfRule))
  expect(bare.map(({ name }) => name)).toEqual([])
})

describe('what an office changes', () => {
  test('an abbreviation of a month is a word', () => {
    const words = prepareLanguage(compile(text.replace('листоп,', 'листоп, лстп,')))
    expect(words.times.get('лстп')).toMatchObject({ sign: 'month', value: 11 })
  })
  test('a lemma has the forms of its paradigm', () => {
    const { times } = prepareLanguage(language)
    expect(['січень', 'січня', 'січню', 'січнем'].map((word) => times.get(word)?.value)).toEqual([
      1, 1, 1, 1,
    ])
  })
  test('a phrase may stand for a regular expression', () => {
    const yaml = text.replace(
      /( *)constant:\n/,
      '$1constant:\n$1  - name: round the clock\n$1    pattern: (вдень|вночі) і *вночі\n$1    examples: [вдень і вночі]\n',
    )
    expect(tryLanguage(compile(yaml))).toEqual([])
  })
  test.each([
    ['pattern', 'examples: [весь період', 'examples: [пів періоду'],
    [
      'date',
      '9 місяців 2020 року: 2020-01-01/2020-09-30',
      '9 місяців 2020 року: 2020-01-01/2020-10-30',
    ],
  ])('a wrong example of a %s is told with its line', (_, right, wrong) => {
    expect(text).toContain(right)
    const line = text.slice(0, text.indexOf(right)).split('\n').length
    expect(tryLanguage(compile(text.replace(right, wrong)))).toMatchObject([
      { file: 'language.yaml', line },
    ])
  })
  test.each([
    ['an unknown list', /constant:/, 'constent:', /unknown word 'constent'.*'constant'/],
    ['an unknown part', /\{need\}/, '{needs}', /there is no part 'needs'/],
    ['a missing paradigm', /январь \/ -ь/, 'январь / -ъ', /there is no paradigm '-ъ'/],
    ['a lemma with another ending', /січень \/ -ень/, 'січ / -ень', /'січ' does not end in 'ень'/],
    ['a broken expression', /постійно\|на/, '(постійно|на', /no regular expression/],
    [String.raw`\w`, /постійно\|на/, String.raw`\w+|на`, /knows no Cyrillic/],
    ['a pattern without examples', /examples: \[весь період.*\]/, '', /'examples' is missing/],
  ])('%s is told with its place', (_, right, wrong, message) => {
    expect(text).toMatch(right)
    const damaged = () => compile(text.replace(right, () => wrong))
    expect(damaged).toThrow(message)
    expect(damaged).toThrow(/language\.yaml:\d+:\d+ /)
  })
})

test('is plain JSON', () => expect(JSON.parse(JSON.stringify(language))).toEqual(language))

describe('no pattern takes the square of the time of a line', () => {
  const LINES = [' ', '1', 'а', 'а ', '1 ', '(', '.', ',', 'від ', 'по ', '«', "'", 'за ', '- ']
  const TIMES = 16_000
  /** What finds at once is no measure of what has to look through all. */
  const work = (expression: RegExp, line: string) => {
    const start = process.cpuUsage()
    expression.test(line)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
  test.each(Object.keys(PATTERN_LISTS))('%s', (list) => {
    const expression = prepareLanguage(language).pattern(list as PatternList)
    for (const part of LINES) {
      const line = part.repeat(TIMES)
      const slowest = Math.min(
        work(expression, line),
        work(expression, line),
        work(expression, line),
      )
      expect(slowest, `«${part}» × ${TIMES}`).toBeLessThan(100)
    }
  })
})

test('the engines know no word of a language', () => {
  const folder = fileURLToPath(new URL('../../src/values/', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const known = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
        .split('\n')
        .map((line, index) => `${file}:${index + 1} ${line.replace(/^\s*\/\/.*/, '')}`)
        .filter((line) => /\p{Script=Cyrillic}/u.test(line)),
    )
  expect(known).toEqual([])
})
