import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse, type Report } from '../../src/index.ts'
import { read } from '../../src/read/index.ts'
import { cutEvidence, lettersOf, strayValues } from './places.ts'

/* The checks of test/documents.test.ts must be able to fail. */

const FILE = new URL('../../fixtures/documents/d-fire-plan/typed.docx', import.meta.url)
const bytes = readFileSync(fileURLToPath(FILE))

async function changedReport(change: (report: Report) => void): Promise<Report> {
  const report = structuredClone(await parse(bytes, { name: 'typed.docx' }))
  change(report)
  return report
}

function firstMeasure(report: Report) {
  const measure = report.sections[0]?.items[0]?.measures[0]
  if (!measure) throw new Error('the fixture has measures')
  return measure
}

test('a letter that does not stand at the place is seen', async () => {
  const report = await changedReport((one) => {
    firstMeasure(one).response.text += 'ї'
  })
  const stray = strayValues(report, await read(bytes, 'typed.docx'))
  expect(stray).toHaveLength(1)
  expect(stray[0]).toContain(`${firstMeasure(report).id} response`)
})

test('a value at the place of another one is seen', async () => {
  const report = await changedReport((one) => {
    firstMeasure(one).at = firstMeasure(one).response.at
  })
  expect(strayValues(report, await read(bytes, 'typed.docx'))).toHaveLength(1)
})

test.each([
  ['cuts a word', { start: 0, end: 3 }, 1],
  ['is empty', { start: 0, end: 0 }, 1],
  ['ends after the text', { start: 0, end: 10_000 }, 1],
  ['is the first word', { start: 0, end: 8 }, 0],
])('evidence that %s', async (_, evidence, faults) => {
  const report = await changedReport((one) => {
    const { response } = firstMeasure(one)
    response.text = 'Виконано 3 заходи'
    response.evidence = [evidence]
  })
  expect(cutEvidence(report)).toHaveLength(faults)
})

test('every letter of a report is looked at', async () => {
  const whole = await changedReport(() => {})
  expect(lettersOf(whole)).toHaveLength(whole.coverage.characters)
  const less = await changedReport((one) => {
    firstMeasure(one).label = null
    firstMeasure(one).deadline.text = ''
  })
  expect(lettersOf(less).length).toBeLessThan(whole.coverage.characters)
})
