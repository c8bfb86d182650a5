import { describe, expect, test } from 'vitest'
import { correctReport } from '../../src/corrections/apply.ts'
import type { Decided } from '../../src/corrections/decision.ts'
import type { Report } from '../../src/model/report.ts'
import { flatten } from '../../src/write/flatten.ts'
import { DISCLAIMED, DONE, makeDecision, makeRow } from '../support/decisions.ts'
import { makeMeasure, makeReport } from '../support/report.ts'

const RESPONSE = makeMeasure().response
const UNCLEAR = {
  ...RESPONSE,
  status: 'other' as const,
  detail: 'unclear' as const,
  needsReview: true,
}
const TWO = [
  makeMeasure({ id: 'II.1.1', response: UNCLEAR }),
  makeMeasure({ id: 'II.1.2', number: 2, text: 'обрізування кущів' }),
]
const REPORT = makeReport({}, TWO)

function corrected(
  rows: Readonly<Record<string, Decided>>,
  facts: Decided = {},
  report: Report = REPORT,
) {
  const effective = (decided: Decided) => ({ decided, by: [makeDecision(makeRow(), decided)] })
  return correctReport(report, {
    facts: Object.keys(facts).length === 0 ? { decided: {}, by: [] } : effective(facts),
    rows: new Map(Object.entries(rows).map(([id, decided]) => [id, effective(decided)])),
  })
}

test('a class that a person decided is sure, and zvit’s own stands beside', () => {
  const { report, marks } = corrected({ 'II.1.1': DISCLAIMED })
  expect(flatten(report)[0]).toMatchObject({
    status: 'not_in_competence',
    detail: 'disclaimed',
    confidence: 1,
    needsReview: false,
    findings: ['RESPONSIBLE_BUT_DISCLAIMED'],
  })
  expect(marks.get('II.1.1')).toEqual({
    machineId: 'II.1.1',
    machineStatus: 'other',
    machineDetail: 'unclear',
    fields: ['class'],
    by: 'Ганна',
  })
  expect(report.counts).toMatchObject({
    measures: 2,
    done: 1,
    notInCompetence: 1,
    other: 0,
    needsReview: 0,
  })
})

test('the machine’s report is not touched', () => {
  const before = structuredClone(REPORT)
  corrected(
    { 'II.1.1': { ...DONE, number: 'III.2.1' }, 'II.1.2': { none: true } },
    { respondent: 'Інший' },
  )
  expect(REPORT).toEqual(before)
})

test('a row that is none is text that no value holds', () => {
  const { report, marks } = corrected({ 'II.1.2': { none: true } })
  expect(flatten(report).map(({ measureId }) => measureId)).toEqual(['II.1.1'])
  expect(report.unplaced.map(({ text }) => text)).toContain('1) обрізування кущів')
  expect(report.coverage.placed + report.coverage.unplaced).toBe(report.coverage.characters)
  expect([...marks.keys()]).toEqual(['II.1.1'])
})

describe('numbers', () => {
  const numbers = (rows: Readonly<Record<string, Decided>>) => {
    const { report, marks } = corrected(rows)
    return flatten(report).map(({ measureId, itemId, sectionId }) => [
      marks.get(measureId)?.machineId,
      measureId,
      itemId,
      sectionId,
    ])
  }

  test('a row moves to the item and section of its number', () => {
    expect(numbers({ 'II.1.1': { number: 'IV.2.3' } })).toEqual([
      ['II.1.2', 'II.1.2', 'II.1', 'II'],
      ['II.1.1', 'IV.2.3', 'IV.2', 'IV'],
    ])
  })

  test('two rows that change places keep their own', () => {
    expect(numbers({ 'II.1.1': { number: 'II.1.2' }, 'II.1.2': { number: 'II.1.1' } })).toEqual([
      ['II.1.1', 'II.1.2', 'II.1', 'II'],
      ['II.1.2', 'II.1.1', 'II.1', 'II'],
    ])
  })

  test('of a number that a person gives, the row that had it is the second', () => {
    expect(numbers({ 'II.1.1': { number: 'II.1.2' } }).map(([, id]) => id)).toEqual([
      'II.1.2',
      'II.1.2~2',
    ])
  })
})

test('facts of the report hold for all its rows; where the body is another, its standing is unknown', () => {
  const period = { from: '2017-01-01', to: '2017-12-31' }
  const { report, marks } = corrected({}, { respondent: 'Відділ освіти', period })
  for (const row of flatten(report))
    expect(row).toMatchObject({
      respondent: 'Відділ освіти',
      periodFrom: '2017-01-01',
      respondentAmongExecutors: null,
      needsReview: row.measureId === 'II.1.1',
    })
  expect(marks.get('II.1.2')).toMatchObject({ fields: ['respondent', 'period'], by: 'Ганна' })
})

test('deadline and executors are those that were told, at their places', () => {
  const deadline = {
    text: 'до 1 грудня',
    kind: 'by' as const,
    from: null,
    to: '2016-12-01',
    every: null,
  }
  const executors = {
    text: 'відділ освіти',
    bodies: ['відділ освіти'],
    respondent: 'none' as const,
  }
  const { report } = corrected({ 'II.1.2': { deadline, executors } })
  expect(flatten(report)[1]).toMatchObject({
    deadlineText: 'до 1 грудня',
    deadlineTo: '2016-12-01',
    bodies: ['відділ освіти'],
    respondentAmongExecutors: 'none',
    findings: ['NOT_NAMED_BUT_DONE'],
  })
})

test('findings of the language are kept as far as their grounds stand', () => {
  const findings = ['STRICTER_PERIOD_IN_TEXT', 'EVIDENCE_OUTSIDE_PERIOD'].map((code) => ({
    code: code as Report['findings'][number]['code'],
    measures: ['II.1.1', 'II.1.2'],
    message: '',
  }))
  const report = makeReport({ findings }, TWO)
  const left = (rows: Readonly<Record<string, Decided>>, facts: Decided = {}) =>
    corrected(rows, facts, report).report.findings.map(({ code, measures }) => [code, ...measures])
  const deadline = { text: '', kind: 'unknown' as const, from: null, to: null, every: null }
  expect(left({ 'II.1.1': { deadline }, 'II.1.2': { none: true } })).toEqual([
    ['EVIDENCE_OUTSIDE_PERIOD', 'II.1.1'],
  ])
  expect(
    left({ 'II.1.1': { asRead: true } }, { period: { from: '2017-01-01', to: '2017-12-31' } }),
  ).toEqual([['STRICTER_PERIOD_IN_TEXT', 'II.1.1', 'II.1.2']])
})

test('a row that is read as it should be has no doubts left', () => {
  const { report } = corrected({
    'II.1.1': { asRead: true, class: { status: 'other', detail: 'unclear' } },
  })
  expect(flatten(report)[0]).toMatchObject({ status: 'other', needsReview: false, structure: 1 })
})
