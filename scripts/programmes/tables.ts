import { type ProgrammesTruth, writtenReports } from './truth.ts'

/** The manifest of the documents, as `import` reads it. */
export function manifestOf(truth: ProgrammesTruth): string {
  const written = new Map(writtenReports(truth).map((report) => [report.file, report]))
  const rows = truth.reports.flatMap((report) => {
    const source = 'of' in report ? report : written.get(report.scanOf)
    if (source === undefined) return []
    const [programme, year, body] = source.of
    return [[report.file, truth.bodies[body], truth.programmes[programme]?.title, year]]
  })
  return csvOf(['file', 'respondent', 'programme', 'period'], rows)
}

/** The roster: who was to report on which programme in which year. */
export function rosterOf({ roster, bodies, programmes }: ProgrammesTruth): string {
  const rows = Object.entries(roster).flatMap(([slot, names]) => {
    const [programme = '', year] = slot.split(' ')
    return names.map((name) => [bodies[name], programmes[programme]?.title, year])
  })
  return csvOf(['respondent', 'programme', 'period'], rows)
}

function csvOf(
  heading: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
) {
  return [heading, ...rows].map((row) => `${row.join(';')}\n`).join('')
}
