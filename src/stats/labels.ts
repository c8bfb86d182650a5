import { say, sayAll } from '../resources.ts'
import type { Shade } from '../write/chart.ts'
import { FILLS } from '../write/palette.ts'

/** What the columns of the tables are called in documents for the office. */
export const HEADINGS = sayAll('labels.headings')

/** The statuses in the order in which they are shown, and the columns that count them. */
const COUNTED: Readonly<Record<keyof typeof FILLS, string>> = {
  done: 'done',
  other: 'other',
  not_in_competence: 'notInCompetence',
  blank: 'blank',
  absent: 'absent',
  not_submitted: 'notSubmitted',
  unreadable: 'unreadable',
}

/** A status as a word, as a mark of one or two characters, as a fill, and the column that counts it. */
export interface StatusLabel extends Shade {
  readonly column: string
}

export const STATUS_LABELS: Readonly<Record<string, StatusLabel>> = Object.fromEntries(
  Object.entries(FILLS).map(([status, fill]) => [
    status,
    {
      ...fill,
      label: say(`labels.statuses.${status}`),
      mark: say(`labels.marks.${status}`),
      column: COUNTED[status as keyof typeof FILLS],
    },
  ]),
)

/** Reasons of a review stand among the codes of a list, too. */
const WORDS = { ...sayAll('evidence.reasons'), ...sayAll('labels.words') }
const CODED: ReadonlySet<string> = new Set([
  'status',
  'statusBefore',
  'machineStatus',
  'detail',
  'detailBefore',
  'standing',
  'state',
  'finding',
  'rule',
  'what',
  'doubt',
  'why',
])

/** A value of a column as the office reads it; texts of documents stay as they are. */
export function labelOf(column: string, value: unknown): string | number | null {
  if (value === null || value === undefined || value === false) return null
  if (value === true) return say('labels.yes')
  if (typeof value === 'number') return value
  if (Array.isArray(value)) return value.join('; ')
  const text = String(value)
  return CODED.has(column) ? (STATUS_LABELS[text]?.label ?? WORDS[text] ?? text) : text
}

/** «12,5 %: 21 of 168» in the words of the office; where the whole is nothing, that it is. */
export function shareWords(part: number, whole: number): string {
  if (whole === 0) return say('frontSheet.nothingToCount')
  return say('frontSheet.share', { percent: percentWords(part, whole), part, whole })
}

/** «12,5 %». */
export function percentWords(part: number, whole: number): string {
  return say('frontSheet.percent', { percent: ((part / whole) * 100).toFixed(1).replace('.', ',') })
}
