import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { summaryText } from '../../src/cli/import.ts'
import { duration, progressLine, recognisedSourceLine } from '../../src/cli/progress.ts'
import { cut, cutApart, pad, widthOf, wrap } from '../../src/cli/width.ts'
import { tallyOf } from '../../src/run/tally.ts'

describe('width', () => {
  test.each([
    ['звіт', 4],
    ['й', 1],
    ['и\u0306', 1],
    ['日本', 4],
    ['a\u200bb', 2],
    ['', 0],
  ])('%j takes %i columns', (text, width) => expect(widthOf(text)).toBe(width))

  test.each([
    ['звіт.docx', 20, 'звіт.docx'],
    ['дуже довга назва звіту.docx', 12, 'дуже …у.docx'],
    ['звіт', 1, '…'],
    ['звіт', 0, ''],
  ])('%j in %i columns is %j', (text, width, shown) => expect(cut(text, width)).toBe(shown))

  test('what is cut fits, what is padded fills', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 })
    fc.assert(
      fc.property(text, fc.nat(20), (given, width) => {
        expect(widthOf(cut(given, width))).toBeLessThanOrEqual(width)
        expect(widthOf(pad(given, width))).toBe(width)
      }),
    )
  })
})

test('names that are cut still differ', () => {
  const names = ['культури', 'освіти і науки', 'охорони здоров’я'].map(
    (what) => `Департамент ${what} Верхньолипської обласної військової адміністрації`,
  )
  expect(cutApart(names, 24)).toEqual([
    'Департаме…нт культури В…',
    'Департаме…нт освіти і н…',
    'Департаме…нт охорони зд…',
  ])
  expect(cutApart(['звіт', 'звіт', 'план'], 8)).toEqual(['звіт', 'звіт', 'план'])
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 30 })),
      fc.integer({ min: 8, max: 20 }),
      (texts, width) => {
        for (const text of cutApart(texts, width)) expect(widthOf(text)).toBeLessThanOrEqual(width)
      },
    ),
  )
})

test.each([
  ['один два три', 8, ['один два', 'три']],
  ['облдержадміністрація і рада', 8, ['облдержадміністрація', 'і рада']],
  ['звіт', 8, ['звіт']],
  ['', 8, ['']],
])('%j wrapped at %i', (text, width, lines) => expect(wrap(text, width)).toEqual(lines))

describe('progress', () => {
  const progress = { done: 20, total: 100, kept: 0, failures: 0, source: 'a.docx' }

  test('tells files, rate and time left', () => {
    expect(progressLine(progress, 10)).toBe('20 of 100 files, 2.0 a second, 40 s left')
    expect(progressLine({ ...progress, kept: 10 }, 10)).toMatch(/1\.0 a second, 1 min 20 s left/)
    expect(progressLine({ ...progress, failures: 3 }, 10)).toMatch(/, 3 failed$/)
    expect(progressLine({ ...progress, done: 0 }, 0)).toMatch(/^0 of 100 files/)
  })

  test('tells the page of a scan that is recognised', () => {
    const pages = { pages: 12, pagesBegun: 3, pagesDone: 2, pieces: 90, piecesDone: 60 }
    const words = 'recognising page 3 of 12'
    expect(recognisedSourceLine(pages, null)).toBe(words)
    expect(recognisedSourceLine(pages, progress)).toBe(`20 of 100 files; ${words}`)
  })

  test.each([
    [0, '0 s'],
    [59, '59 s'],
    [185, '3 min 05 s'],
    [7800, '2 h 10 min'],
  ])('%i seconds are %j', (seconds, words) => expect(duration(seconds)).toBe(words))
})

test('the summary tells counts, shares of all measures, failures and where to look', () => {
  const summary = {
    ...tallyOf([]),
    files: 12,
    read: 12,
    kept: 0,
    pending: 0,
    leftOut: 2,
    leftOutNames: [],
    nested: [],
    seconds: 1.25,
    slowest: [
      { source: '2016/\u001b[31m.pdf', seconds: 1 },
      { source: 'b.txt', seconds: 0.1 },
    ],
    removed: ['old.txt.json'],
    manifestUnmatched: Array.from({ length: 12 }, (_, index) => ({
      line: index + 3,
      file: 'z.txt',
    })),
    reports: 11,
    measures: 40,
    done: 10,
    failures: 1,
    failuresByCode: { NO_TEXT: 1 },
  }
  const text = summaryText(summary, 'out')
  expect(text).toMatch(/^ {2}done +10 {2}25 % of all measures$/m)
  expect(text).toMatch(/^ {2}NO_TEXT +1$/m)
  expect(text).toContain('out/failures.ndjson')
  expect(text).toContain('removed: old.txt.json')
  expect(text.match(/manifest, line/g)).toHaveLength(10)
  expect(text).toContain('and 2 more of these, see run.json')
  expect(text).not.toContain('\u001b')
})
