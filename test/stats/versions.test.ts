import { expect, test } from 'vitest'
import { ruleVersions, type Version } from '../../src/stats/versions.ts'

const ANSWERS = ['Проведено 3 семінари, охоплено 64 особи', '', 'Не належить до повноважень']

function version(sourceName: string, more: Partial<Version> = {}): Version {
  return {
    reportKey: sourceName,
    sourceName,
    sourcePart: 1,
    sha256: sourceName,
    programme: 'Програма «Тепло»',
    respondent: 'Департамент освіти',
    periodFrom: '2016-01-01',
    periodTo: '2016-12-31',
    isRecognised: false,
    responses: ANSWERS,
    ...more,
  }
}

function counting(...versions: readonly Version[]) {
  const rulings = ruleVersions(versions)
  const counted = versions.filter(({ reportKey }) => rulings.get(reportKey)?.counts)
  return counted.map(({ sourceName }) => [sourceName, rulings.get(sourceName)?.rule])
}

test('a scan of the same document does not count, whichever comes first', () => {
  const read = ['Проведено 3 семінари, охоплено б4 особи', '', 'Не належить до повноважснь']
  const scan = (name: string) => version(name, { isRecognised: true, responses: read })
  expect(counting(scan('a.pdf'), version('b.docx'))).toEqual([['b.docx', 'only_answers']])
  expect(counting(version('a.docx'), scan('b.pdf'))).toEqual([['a.docx', 'only_answers']])
})

test('a scan that comes after the correction of what it shows does not count', () => {
  const corrected = version('b.docx', { responses: ['Виконано', '', ''] })
  const scan = version('c.pdf', { isRecognised: true })
  expect(counting(version('a.docx'), corrected, scan)).toEqual([['b.docx', 'later_by_name']])
})

test('a scan with another answer is a resubmission', () => {
  const scan = version('b.pdf', {
    isRecognised: true,
    responses: [ANSWERS[0] ?? '', 'Роботу проведено', ANSWERS[2] ?? ''],
  })
  expect(counting(version('a.docx'), scan)).toEqual([['b.pdf', 'later_by_name']])
})

test('the name tells a correction; without it the later name counts, with doubt', () => {
  const other = { responses: ['Виконано', '', 'Виконано'] }
  expect(counting(version('звіт уточнений.docx', other), version('звіт.docx'))).toEqual([
    ['звіт уточнений.docx', 'corrected_by_name'],
  ])
  const versions = [version('звіт 10.docx', other), version('звіт 9.docx')]
  expect(counting(...versions)).toEqual([['звіт 10.docx', 'later_by_name']])
  expect(ruleVersions(versions).get('звіт 9.docx')).toEqual({
    counts: false,
    rule: 'later_by_name',
    insteadKey: 'звіт 10.docx',
    isSure: false,
  })
})

test.each([
  ['another programme', { programme: 'Програма «Світло»' }],
  ['another respondent', { respondent: 'Департамент фінансів' }],
  ['another period', { periodFrom: '2017-01-01', periodTo: '2017-12-31' }],
  ['another report of the same file', { sourcePart: 2 }],
])('%s is another report', (_, more) =>
  expect(counting(version('a'), version('b', more))).toHaveLength(2),
)

test('case, quotes and apostrophes do not make another respondent', () => {
  const one = version('a', { respondent: 'Служба у справах сім’ї «Родина»' })
  const other = version('b', { respondent: 'служба у справах сім\'ї  "Родина"' })
  expect(counting(one, other)).toEqual([['a', 'only_answers']])
})

test('reports that nothing is known of stand for themselves, copies of one file count once', () => {
  const unknown = { programme: null, respondent: null, periodFrom: null, periodTo: null }
  const copies = [
    version('a', { ...unknown, sha256: 'x' }),
    version('b', { ...unknown, sha256: 'x' }),
  ]
  expect(counting(...copies, version('c', unknown))).toEqual([
    ['a', 'facts_unknown'],
    ['c', 'facts_unknown'],
  ])
})

test('every version is ruled on, in any order', () => {
  const versions = ['в', 'а', 'б'].map((name) => version(name, { responses: [name] }))
  expect(ruleVersions(versions)).toEqual(ruleVersions(versions.toReversed()))
  expect(ruleVersions(versions).size).toBe(3)
})
