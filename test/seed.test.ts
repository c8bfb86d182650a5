import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse, type Report } from '../src/index.ts'
import { flattenReport, flattenSeed, type SeedTree } from './support/flat.ts'
import { compare, describeDifference } from './support/truth.ts'

/*
 * The one real report, which must not lie in the project: what its damage is and that it is told.
 */

const SEED = fileURLToPath(new URL('../../shared/seed/', import.meta.url))
const RESPONDENT = 'департамент житлово-комунального господарства облдержадміністрації'
const isThere = existsSync(`${SEED}report.txt`)

const title = isThere
  ? 'the real report'
  : 'SKIPPED: the real report is not beside the project (../shared/seed)'

describe.skipIf(!isThere)(title, () => {
  let bytes: Uint8Array
  let report: Report

  beforeAll(async () => {
    bytes = readFileSync(`${SEED}report.txt`)
    report = await parse(bytes, { name: 'report.txt' })
  })

  test('gives its tree: every number, label, title, text and status', () => {
    const truth = JSON.parse(readFileSync(`${SEED}expected.json`, 'utf8')) as SeedTree
    const { differences } = compare(flattenSeed(truth), flattenReport(report))
    expect(differences.map(describeDifference)).toEqual([])
  })

  test('is counted', () => {
    expect(report.counts).toMatchObject({ sections: 4, items: 15, measures: 35, blank: 4 })
    expect(report.counts.notInCompetence).toBe(18)
    expect(report.counts.done + report.counts.other).toBe(13)
  })

  test('loses no text', () => {
    const { source, characters, placed, unplaced } = report.coverage
    expect([source, placed + unplaced]).toEqual([characters, characters])
    expect(report.unplaced.filter(({ kind }) => kind === 'other')).toEqual([])
  })

  test('reads «ІП.» as section III and tells it', () => {
    const section = report.sections.find(({ id }) => id === 'III')
    expect([section?.number, section?.label]).toEqual([3, 'ІП.'])
    expect(linesOf(report, 'NUMBER_REPAIRED')).toEqual(section?.at.map(({ line }) => line))
  })

  test('fills in the number of II.3 and tells it', () => {
    const item = itemOf(report, 'II.3')
    expect([item?.number, item?.label]).toEqual([3, null])
    expect(item?.title).not.toBe('')
    const places = item?.at.map(({ line }) => line) ?? []
    expect(linesOf(report, 'NUMBER_MISSING').filter((line) => places.includes(line))).toHaveLength(
      1,
    )
  })

  test('carries item I.1 over a page', () => {
    const measures = itemOf(report, 'I.1')?.measures ?? []
    expect(measures.map(({ id }) => id)).toEqual(['I.1.1', 'I.1.2', 'I.1.3', 'I.1.4', 'I.1.5'])
    expect(linesOf(report, 'ITEM_CARRIED_OVER')).toContain(measures.at(-1)?.at[0]?.line)
  })

  test('joins IV.5.4, which a page cuts', () => {
    const measure = measureOf(report, 'IV.5.4')
    expect(measure?.at).toHaveLength(2)
    expect(measure?.response.status).toBe('not_in_competence')
    expect(linesOf(report, 'ROW_JOINED')).toContain(measure?.at[1]?.line)
  })

  test('knows a cell that is missing from one that is empty', () => {
    expect(measureOf(report, 'III.1.2')?.response.detail).toBe('missing')
    expect(measureOf(report, 'I.2.3')?.response.detail).toBe('empty')
    expect(linesOf(report, 'RESPONSE_CELL_MISSING')).toHaveLength(1)
    expect(findingsOf(report, 'RESPONSE_CELL_MISSING')).toEqual([['III.1.2']])
  })

  test('tells the torn words of I.1.1 and leaves them as they are', () => {
    const executors = measureOf(report, 'I.1.1')?.executors
    expect(executors?.text).toMatch(/п ідрозділ/)
    expect(linesOf(report, 'WORDS_TORN')).toContain(executors?.at[0]?.line)
    const names = executors?.bodies.map(({ name }) => name) ?? []
    expect(names).toContain('структурні підрозділи облдержадміністрації')
  })

  test('asks a reader for IV.2.3, and for little else', () => {
    const response = measureOf(report, 'IV.2.3')?.response
    expect(response?.needsReview).toBe(true)
    expect(['done', 'other']).toContain(response?.status)
    expect(report.counts.needsReview).toBeLessThanOrEqual(3)
  })

  test('finds who disclaims though responsible', async () => {
    const told = await parse(bytes, { name: 'report.txt', respondent: RESPONDENT })
    const found = told.findings.filter(({ code }) => code === 'RESPONSIBLE_BUT_DISCLAIMED')
    const of = (id: string) => found.find(({ measures }) => measures.includes(id))?.responsibility
    expect([of('IV.5.3'), of('II.6'), of('I.1.4')]).toEqual(['group', 'broad', undefined])
    expect(measureOf(told, 'IV.5.3')?.executors.respondent).toBe('group')
    expect(measureOf(told, 'II.6')?.executors.respondent).toBe('broad')
  })

  test('says that it compares no responsibility where the respondent is unknown', () => {
    expect(report.heading.respondent).toBeNull()
    expect(report.diagnostics.map(({ code }) => code)).toContain('RESPONDENT_UNKNOWN')
    expect(findingsOf(report, 'RESPONSIBLE_BUT_DISCLAIMED')).toEqual([])
  })

  test('tells the same answer given to several measures', () => {
    const repeated = findingsOf(report, 'REPEATED_RESPONSE').flat()
    expect(repeated).toContain('I.2.1')
    expect(repeated).toContain('I.2.2')
  })
})

function measureOf(report: Report, id: string) {
  return report.sections
    .flatMap(({ items }) => items.flatMap(({ measures }) => measures))
    .find((measure) => measure.id === id)
}

function itemOf(report: Report, id: string) {
  return report.sections.flatMap(({ items }) => items).find((item) => item.id === id)
}

function findingsOf(report: Report, code: string) {
  return report.findings.filter((finding) => finding.code === code).map(({ measures }) => measures)
}

function linesOf(report: Report, code: string) {
  return report.diagnostics
    .filter((diagnostic) => diagnostic.code === code)
    .flatMap(({ at }) => at.map(({ line }) => line))
}
