import { oneLine } from '../run/failure.ts'
import type { Summary } from '../run/import.ts'
import { colourFor } from './colour.ts'
import { cut, pad } from './width.ts'

const LABEL_WIDTH = 20
const NUMBER_WIDTH = 8
const NAME_WIDTH = 60
const MOST_REMARKS = 10

/** The end of a run for people: what the folder holds, what failed, where to look next. */
export function summaryText(summary: Summary, out: string): string {
  const colour = colourFor(process.stderr)
  const sections = [
    filesPart(summary),
    measuresPart(summary),
    failuresPart(summary).map((line) => colour('red', line)),
    slowestPart(summary),
    remarks(summary),
    nextPart(summary, out),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function filesPart({ files, kept: before, leftOut, reports, review, seconds }: Summary): string[] {
  const kept = before > 0 ? `, ${before} kept from before` : ''
  return [
    row('files', files, `${seconds.toFixed(1)} s${kept}`),
    ...(leftOut > 0 ? [row('left out', leftOut, 'lock and temporary files')] : []),
    row('reports', reports, review > 0 ? `${review} to be seen by a person before loading` : ''),
  ]
}

function measuresPart(summary: Summary): string[] {
  const { measures } = summary
  const share = (count: number) =>
    measures === 0 ? '' : `${Math.round((100 * count) / measures)} % of all measures`
  const line = (label: string, count: number) => row(label, count, share(count))
  return [
    row('measures', measures, ''),
    line('  done', summary.done),
    line('  not in competence', summary.notInCompetence),
    line('  blank', summary.blank),
    line('  other', summary.other),
    line('needs review', summary.needsReview),
  ]
}

function failuresPart({ failures, failuresByCode }: Summary): string[] {
  if (failures === 0) return []
  const codes = Object.entries(failuresByCode).map(([code, count]) => row(`  ${code}`, count, ''))
  return [row('failures', failures, ''), ...codes]
}

function slowestPart({ slowest }: Summary): string[] {
  if (slowest.length < 2) return []
  const lines = slowest.map(
    ({ source, seconds }) => `  ${seconds.toFixed(3).padStart(8)} s  ${shown(source)}`,
  )
  return ['slowest', ...lines]
}

function remarks({ removed, nested, manifestUnmatched }: Summary): string[] {
  return [
    ...some(removed, (name) => `removed: ${shown(name)} (its source is gone or failed now)`),
    ...some(nested, (name) => `read once: ${shown(name)} lies inside another PATH`),
    ...some(
      manifestUnmatched,
      ({ line, file }) => `manifest, line ${line}: no file is called ${shown(file)}`,
    ),
    ...(manifestUnmatched.length > 0 ? ['The names that a manifest needs: --dry-run'] : []),
  ]
}

/** A line for each of the first entries, and how many more stand in `run.json`. */
function some<Entry>(entries: readonly Entry[], line: (entry: Entry) => string): string[] {
  const left = entries.length - MOST_REMARKS
  return [
    ...entries.slice(0, MOST_REMARKS).map(line),
    ...(left > 0 ? [`… and ${left} more of these, see run.json`] : []),
  ]
}

function nextPart({ files, failures }: Summary, out: string): string[] {
  if (files === 0) return ['No files were found.']
  const folder = cut(oneLine(out), NAME_WIDTH)
  return [
    `Measures: ${folder}/measures.ndjson · reports: ${folder}/reports`,
    ...(failures > 0
      ? [`Why files failed: ${folder}/failures.ndjson · again: --retry-failed`]
      : []),
  ]
}

function shown(name: string): string {
  return cut(oneLine(name), NAME_WIDTH)
}

function row(label: string, count: number, remark: string): string {
  const line = `${pad(label, LABEL_WIDTH)}${String(count).padStart(NUMBER_WIDTH)}  ${remark}`
  return line.trimEnd()
}
