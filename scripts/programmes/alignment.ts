import type { Engine } from '../../src/stats/engine.ts'
import { printedMeasures } from './documents.ts'
import { type ProgrammesTruth, writtenReports } from './truth.ts'

/** How well the measures of reports were matched, over pairs of measures of two reports. */
export interface PairScores {
  /** Pairs that are one measure in truth. */
  readonly expected: number
  /** Pairs that are taken for one measure. */
  readonly found: number
  /** Pairs that are both. */
  readonly right: number
  /** Harmonic mean of `right` of `found` and `right` of `expected`. */
  readonly f1: number
}

export interface AlignmentScores extends PairScores {
  /** What equal numbers, and what equal words, would find. */
  readonly byNumber: PairScores
  readonly byWords: PairScores
}

/** The matches of a folder that `openStatistics` opened, beside the written truth. */
export async function scoreAlignment(
  engine: Engine,
  truth: ProgrammesTruth,
): Promise<AlignmentScores> {
  const measures = await matchedMeasures(engine, truth)
  return {
    ...scorePairs(measures, ({ canonical }) => canonical),
    byNumber: scorePairs(measures, ({ number }) => number),
    byWords: scorePairs(measures, ({ words }) => words),
  }
}

interface Matched {
  readonly source: string
  /** What it is in truth, null where the report prints no such measure. */
  readonly name: string | null
  /** What zvit takes it for, its number, its words; null where zvit did not find it. */
  readonly canonical: string | null
  readonly number: string | null
  readonly words: string | null
}

type KeyOf = (measure: Matched) => string | null

function scorePairs(measures: readonly Matched[], keyOf: KeyOf): PairScores {
  const expected = countPairs(measures, ({ name }) => name)
  const found = countPairs(measures, keyOf)
  const right = countPairs(measures, (measure) => {
    const key = keyOf(measure)
    return measure.name === null || key === null ? null : JSON.stringify([measure.name, key])
  })
  return { expected, found, right, f1: (2 * right) / (expected + found) }
}

async function matchedMeasures(
  engine: Engine,
  truth: ProgrammesTruth,
): Promise<readonly Matched[]> {
  const { rows } = await engine.run(
    `select r.sourceName, r.programmeName, m.measureId, m.canonicalId, x.measureText
     from matches m join reports r using (reportKey)
     join measures x on x.reportKey = m.reportKey and x.measureId = m.measureId`,
  )
  const told = new Map(
    writtenReports(truth).flatMap((report) =>
      printedMeasures(truth, report).map(([id, name]) => [
        JSON.stringify([report.file, id]),
        JSON.stringify([report.of[0], name]),
      ]),
    ),
  )
  const matched = rows.map((row): Matched => {
    const { sourceName, programmeName, measureId, canonicalId, measureText } = row
    const key = JSON.stringify([sourceName, measureId])
    const name = told.get(key) ?? null
    told.delete(key)
    return {
      source: `${sourceName}`,
      name,
      canonical: JSON.stringify([programmeName, canonicalId]),
      number: JSON.stringify([programmeName, measureId]),
      words: JSON.stringify([programmeName, measureText]),
    }
  })
  const counted = new Set(rows.map(({ sourceName }) => sourceName))
  const lost = [...told].flatMap(([key, name]): readonly Matched[] => {
    const [source] = JSON.parse(key) as [string]
    return counted.has(source) ? [{ source, name, canonical: null, number: null, words: null }] : []
  })
  return [...matched, ...lost]
}

/** Pairs of measures of two reports with the same key; what has none is in no pair. */
function countPairs(measures: readonly Matched[], keyOf: KeyOf): number {
  const groups = new Map<string, Matched[]>()
  for (const measure of measures) {
    const key = keyOf(measure)
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), measure])
  }
  let count = 0
  for (const group of groups.values())
    for (const [index, one] of group.entries())
      count += group.slice(index + 1).filter(({ source }) => source !== one.source).length
  return count
}
