import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { MeasureRowSchema } from '../../src/model/measure.ts'
import { ReportSchema } from '../../src/model/report.ts'
import { flatten } from '../../src/write/flatten.ts'
import { makeMeasure, makeReport } from '../support/report.ts'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
const isReport = ajv.compile(ReportSchema)
const isMeasureRow = ajv.compile(MeasureRowSchema)

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const meta = ajv.getSchema(DIALECT)

test.each([
  ['report', ReportSchema],
  ['measure', MeasureRowSchema],
])('the schema of a %s is valid JSON Schema 2020-12', (_, schema) => {
  expect(JSON.parse(JSON.stringify(schema))).toMatchObject({ $schema: DIALECT })
  expect(meta?.(JSON.parse(JSON.stringify(schema)))).toBe(true)
})

const report = makeReport()
const [row] = flatten(report)

describe('reports', () => {
  test('a report by hand is one', () => {
    expect(isReport(report)).toBe(true)
  })

  test.each([
    ['another schema name', { ...report, schema: 'zvit.report/2' }],
    ['a key too many', { ...report, extra: 1 }],
    ['a key too few', { ...report, grade: undefined }],
    ['an unknown grade', { ...report, grade: 'maybe' }],
    ['an unknown reason', { ...report, reasons: ['BECAUSE'] }],
    ['a hash too short', { ...report, source: { ...report.source, sha256: 'ab' } }],
    ['part 0', { ...report, source: { ...report.source, part: 0 } }],
    ['a place without keys', makeReport({}, [makeMeasure({ at: [{}] })])],
    ['an unknown status', withResponse({ status: 'finished' })],
    ['a confidence above 1', withResponse({ confidence: 1.2 })],
    ['a date that is none', withDeadline({ from: '01.01.2016' })],
    ['a duration that is none', withDeadline({ every: 'monthly' })],
  ])('%s is none', (_, wrong) => {
    expect(isReport(JSON.parse(JSON.stringify(wrong)))).toBe(false)
  })
})

describe('flat rows', () => {
  test('a flattened measure is one', () => {
    expect(isMeasureRow(row)).toBe(true)
  })

  test.each([
    ['a column too many', { ...row, note: '' }],
    ['a column too few', { ...row, place: undefined }],
    ['bodies as text', { ...row, bodies: 'управління' }],
    ['an unknown finding', { ...row, findings: ['ODD'] }],
    ['an unknown detail', { ...row, detail: 'finished' }],
    ['a key that is no hash', { ...row, key: 'II.1.1' }],
  ])('%s is none', (_, wrong) => {
    expect(isMeasureRow(JSON.parse(JSON.stringify(wrong)))).toBe(false)
  })
})

function withResponse(changes: object) {
  const measure = makeMeasure()
  return makeReport({}, [{ ...measure, response: { ...measure.response, ...changes } }])
}

function withDeadline(changes: object) {
  const measure = makeMeasure()
  return makeReport({}, [{ ...measure, deadline: { ...measure.deadline, ...changes } }])
}
