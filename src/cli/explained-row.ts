import type { ExplainedRow } from '../model/explanation.ts'
import type { Measure } from '../model/report.ts'
import { describePlace } from '../write/flatten.ts'
import { readingInWords, reasonInWords, sureInWords } from './reading-words.ts'
import { cut, wrap } from './width.ts'

const LABEL_WIDTH = 11
const LONGEST_TEXT = 480

/**
 * One row with all its reasons, in lines of `room` columns; with the measure that begins there,
 * also what its deadline, executors and response were taken for.
 */
export function explainedRow(row: ExplainedRow, measure: Measure | null, room: number): string {
  const field = (name: string, text: string) =>
    name.padEnd(LABEL_WIDTH) + wrap(text, room - LABEL_WIDTH).join(`\n${' '.repeat(LABEL_WIDTH)}`)
  const label = row.label === null ? '' : ` ${row.label}`
  const { next } = row
  return [
    field('row', `${row.row} (${describePlace(row.place) ?? 'no place'})`),
    field('text', cut(printable(row.text), LONGEST_TEXT)),
    field('reading', `${row.reading}${label}: ${readingInWords(row.reading)}`),
    field('cost', row.cost === 0 ? '0: what the grammar expects' : String(row.cost)),
    ...row.reasons.map(({ rule, cost }) =>
      field(
        `  ${String(cost).padStart(5)}`,
        [rule, reasonInWords(rule)].filter(Boolean).join(': '),
      ),
    ),
    field(
      'next best',
      next === null
        ? 'none'
        : `${next.reading}, ${next.cost} dearer: ${readingInWords(next.reading)}`,
    ),
    field('sure', `${row.structure.toFixed(3)}: ${sureInWords(row.structure)}`),
    ...row.repairs.map((repair) => field('repair', printable(repair))),
    ...(measure === null ? [] : valuesOf(measure).map(([name, text]) => field(name, text))),
    '',
  ].join('\n')
}

function valuesOf(measure: Measure): readonly (readonly [string, string])[] {
  return [
    ['deadline', deadlineInWords(measure.deadline)],
    ['executors', executorsInWords(measure.executors)],
    ['response', responseInWords(measure.response)],
  ]
}

function deadlineInWords({ text, kind, from, to, every, due }: Measure['deadline']): string {
  const dates = [
    from === null ? '' : `from ${from}`,
    to === null ? '' : `to ${to}`,
    every === null ? '' : `every ${every}`,
    due === undefined ? '' : `due ${due.join(', ')}`,
  ].filter(Boolean)
  return `${shown(text)} → ${[kind, ...dates].join(' ')}`
}

function executorsInWords({ bodies, respondent }: Measure['executors']): string {
  const names = bodies.map(
    ({ name, scope, byConsent }) =>
      name + (scope === null ? '' : ` [${scope}]`) + (byConsent ? ' (by consent)' : ''),
  )
  const standing = respondent === null ? 'unknown' : respondent
  return `${names.join('; ') || 'nobody'} → the respondent: ${standing}`
}

function responseInWords({ text, ...response }: Measure['response']): string {
  const { status, detail, confidence, needsReview, rules, evidence } = response
  const words = evidence.map(({ start, end }) => shown(text.slice(start, end)))
  return [
    `${status}, ${detail}, ${confidence}${needsReview ? ', to be seen by a person' : ''}`,
    rules.length > 0 ? `by ${rules.join(', ')}` : 'by no rule',
    ...(words.length > 0 ? [`because of ${words.join(', ')}`] : []),
  ].join('; ')
}

function shown(text: string): string {
  return `«${printable(text)}»`
}

/** The text in one line, without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
