import type { Reading } from '../decode/trace.ts'
import type { Grammar } from '../model/grammar.ts'
import { matchText } from '../tables/row-words.ts'
import type { Unit } from '../tables/units.ts'

/** The rows of one report, of those that a file holds. */
export interface ReportRows {
  readonly readings: readonly Reading[]
  /** Appendices: rows around the report that are no part of its tree. */
  readonly appendices: readonly (readonly Reading[])[]
}

/**
 * The reports of a file, in order, at least one. Rows without a measure (a letter before, an
 * explanation behind), without a response (a plan of funding), or under a title that says they sum
 * up, are no report of their own: they belong to the report before them, else to the first one.
 */
export function splitReports(
  readings: readonly Reading[],
  grammar: Grammar,
): readonly ReportRows[] {
  const runs = runsOf(readings)
  const main = mainRuns(runs, grammar)
  return main.map((run, index) => {
    const from = index === 0 ? 0 : runs.indexOf(run)
    const next = main[index + 1]
    const around = runs.slice(from, next ? runs.indexOf(next) : undefined)
    return { readings: run, appendices: around.filter((one) => one !== run) }
  })
}

type Run = readonly Reading[]

function runsOf(readings: readonly Reading[]): readonly Run[] {
  const runs: Reading[][] = [[]]
  for (const reading of readings) {
    if (reading.move.opensReport) runs.push([])
    runs.at(-1)?.push(reading)
  }
  return runs
}

function mainRuns(runs: readonly Run[], grammar: Grammar): readonly Run[] {
  if (runs.length < 2) return runs
  const reports = runs.filter(
    (run, index) => hasResponse(run) && (index === 0 || !isSummary(run, grammar)),
  )
  if (reports.length > 0) return reports
  return [runs.find(hasMeasure) ?? runs[0] ?? []]
}

function hasMeasure(run: Run): boolean {
  return run.some(({ move }) => move.opens.at(-1)?.level === 'measure')
}

function hasResponse(run: Run): boolean {
  return (
    hasMeasure(run) &&
    run.some(
      ({ move }) =>
        move.field?.role === 'response' ||
        (move.opens.at(-1)?.level === 'measure' && move.view.fields.response !== undefined),
    )
  )
}

function isSummary(run: Run, grammar: Grammar): boolean {
  return run.some(
    ({ move }) =>
      (move.reading === 'title' || move.reading === 'appendix') &&
      move.view.filled.some(({ text }) => matchText(text, grammar).includes('appendix')),
  )
}

/**
 * How much dearer each report would be as more of the one before it; null for the first.
 * `decode` reads rows as one report.
 */
export function distancesOf(
  reports: readonly ReportRows[],
  decode: (units: readonly Unit[]) => { readonly cost: number },
): readonly (number | null)[] {
  return reports.map((report, index) => {
    const before = reports[index - 1]
    if (!before) return null
    const rows = [...rowsOf(before), ...rowsOf(report)]
    const cost = rows.reduce((sum, reading) => sum + reading.cost, 0)
    return decode(rows.map(({ unit }) => unit)).cost - cost
  })
}

/** All rows of a report and around it, in the order of the document. */
export function rowsOf({ readings, appendices }: ReportRows): readonly Reading[] {
  if (appendices.length === 0) return readings
  return [...appendices.flat(), ...readings].sort(
    (left, right) => left.unit.index - right.unit.index,
  )
}
