import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scoreAlignment } from '../scripts/programmes/alignment.ts'
import { documentOf } from '../scripts/programmes/documents.ts'
import { manifestOf, rosterOf } from '../scripts/programmes/tables.ts'
import {
  PROGRAMMES,
  readProgrammes,
  sectionsOf,
  writtenReports,
  type YearBodyMeasure,
} from '../scripts/programmes/truth.ts'
import { readKnown } from '../src/cli/known.ts'
import { COUNTS } from '../src/stats/names.ts'
import { openStatistics } from '../src/stats/prepare.ts'
import { HAS_ENGINE } from './support/engine.ts'
import { bareFolder, zvit } from './support/zvit.ts'

/*
 * Two programmes, twelve bodies, two years: what the figures and lists say against a truth that was
 * written by hand (fixtures/programmes/truth.yaml).
 */

const MINUTES = 60_000
const truth = readProgrammes()
const bodies = new Map(Object.entries(truth.bodies).map(([short, name]) => [name, short]))
/** What a measure is in truth, by any words in which it is printed. */
const names = new Map(
  writtenReports(truth).flatMap((report) =>
    sectionsOf(truth, report).flatMap(({ items }) =>
      items.flatMap(({ measures }) => measures.map(([name, text]) => [text, name] as const)),
    ),
  ),
)

type Row = Readonly<Record<string, unknown>>

let folder: string
let stats: Readonly<Record<'by' | 'lists', Readonly<Record<string, readonly Row[]>>>>

test('the documents are those that the truth makes', () => {
  for (const report of writtenReports(truth)) {
    const built = Buffer.from(documentOf(truth, report))
    expect(built.equals(readFileSync(join(PROGRAMMES, 'documents', report.file)))).toBe(true)
  }
  expect(readFileSync(join(PROGRAMMES, 'manifest.csv'), 'utf8')).toBe(manifestOf(truth))
  expect(readFileSync(join(PROGRAMMES, 'roster.csv'), 'utf8')).toBe(rosterOf(truth))
})

describe.runIf(HAS_ENGINE)('two programmes over two years', () => {
  beforeAll(() => {
    folder = bareFolder()
    const manifest = ['--manifest', join(PROGRAMMES, 'manifest.csv')]
    const documents = join(PROGRAMMES, 'documents')
    zvit(folder, ['import', documents, '--out', 'out', ...manifest])
    const roster = ['--roster', join(PROGRAMMES, 'roster.csv')]
    stats = JSON.parse(zvit(folder, ['stats', 'out', '--json', ...roster, ...manifest]).stdout)
  }, 5 * MINUTES)

  afterAll(() => rmSync(folder, { recursive: true }))

  const list = (name: string) => stats.lists[name] ?? []
  const yearOf = ({ periodFrom }: Row) => Number(String(periodFrom).slice(0, 4))
  const bodyOf = ({ body }: Row) => bodies.get(String(body))
  const nameOf = ({ measureText }: Row) => names.get(String(measureText))
  const yearBodyMeasure = (row: Row) => [yearOf(row), bodyOf(row), nameOf(row)]

  test('the measures are matched', async () => {
    const known = await readKnown({ options: {}, positionals: [] })
    const engine = await openStatistics(join(folder, 'out'), known)
    const { f1, expected, byNumber, byWords } = await scoreAlignment(engine, truth)
    engine.close()
    expect(expected).toBeGreaterThan(500)
    expect(f1).toBeGreaterThanOrEqual(0.99)
    // Otherwise there would be nothing to match.
    expect(Math.max(byNumber.f1, byWords.f1)).toBeLessThan(0.8)
  })

  test('of twelve bodies ten sent something, one of it cannot be read', () => {
    const year = list('bodies').filter(
      (row) => yearOf(row) === 2024 && row.programme === truth.programmes.ecology?.title,
    )
    const those = (state: string) => year.filter((row) => row.state === state).map(bodyOf)
    expect(year).toHaveLength(12)
    expect(those('received')).toHaveLength(9)
    expect(those('unreadable')).toEqual(['social'])
    expect(those('not_submitted').sort()).toEqual(['economy', 'youth'])
  })

  test.each(COUNTS)(
    'those who sent nothing, or nothing readable, are part of the table by %s',
    (name) => {
      const rows = stats.by[name] ?? []
      const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0)
      // Nine measures were reported on in that year; one of them names two executors.
      const measures = name === 'executor' ? 10 : 9
      if (name === 'detail') {
        const counts = new Map(rows.map(({ status, measures }) => [status, measures]))
        expect([counts.get('not_submitted'), counts.get('unreadable')]).toEqual([18, 9])
      } else expect([sum('notSubmitted'), sum('unreadable')]).toEqual([2 * measures, measures])
    },
  )

  test('the correction and not what it corrects, the report and not its scan', () => {
    const superseded = list('versions').filter(({ counts }) => counts === false)
    expect(superseded.map(({ sourceName, rule, instead }) => [sourceName, rule, instead])).toEqual([
      ["2024/довкілля/здоров'я скан.tiff", 'scan_of_the_same', "2024/довкілля/здоров'я.docx"],
      ['2024/довкілля/фінанси.docx', 'corrected_by_name', '2024/довкілля/фінанси уточнений.docx'],
    ])
  })

  test.each(['blank', 'disclaimed'] as const)('the list %s is exact', (name) => {
    const told = list(name).map((row) => [row.standing, ...yearBodyMeasure(row)])
    expectSame(told, graded(truth.lists[name]))
  })

  test('the list of measures that nobody claims is exact', () => {
    const told = list('unclaimed').map((row) => [yearOf(row), nameOf(row)])
    expectSame(told, truth.lists.unclaimed)
  })

  test('the list of contradictions is exact', () => {
    const told = list('contradictions').map((row) => [row.finding, ...yearBodyMeasure(row)])
    const disclaimed = Object.values(truth.lists.disclaimed)
      .flat()
      .map((line) => ['RESPONSIBLE_BUT_DISCLAIMED', ...line])
    expectSame(told, [...disclaimed, ...graded(truth.lists.contradictions)])
  })

  test('the list of answers copied over bodies is exact', () => {
    const told = list('copied').map((row) => {
      const [id] = row.canonicalIds as readonly string[]
      const measure = (stats.by.measure ?? []).find(
        ({ programme, canonicalId }) => programme === row.programme && canonicalId === id,
      )
      const those = (row.bodyNames as readonly string[]).map((body) => bodyOf({ body }))
      return [yearOf(row), those.sort(), [nameOf(measure ?? {})]]
    })
    expectSame(told, truth.lists.copied)
  })

  test('the list of changes is exact', () => {
    const told = list('changes').map((row) => [
      bodyOf(row),
      nameOf(row),
      row.statusBefore,
      row.status,
      ...(row.hasSameWords ? ['same'] : []),
    ])
    expectSame(told, truth.lists.changes)
  })
})

function graded(
  lines: Readonly<Record<string, readonly YearBodyMeasure[]>>,
): readonly (readonly unknown[])[] {
  return Object.entries(lines).flatMap(([grade, those]) => those.map((line) => [grade, ...line]))
}

/** Equal in any order. */
function expectSame(told: readonly unknown[], written: readonly unknown[]): void {
  const sorted = (lines: readonly unknown[]) => lines.map((line) => JSON.stringify(line)).sort()
  expect(sorted(told)).toEqual(sorted(written))
}
