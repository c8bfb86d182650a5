import { say, sayAll } from '../resources.ts'

/** What the columns of the tables are called in documents for the office. */
export const HEADINGS = sayAll('labels.headings')

/** Fills of the statuses, which print apart in grey. */
const FILLS: Readonly<Record<string, string>> = {
  done: 'A9D08E',
  other: 'FFE699',
  not_in_competence: 'D9D9D9',
  blank: 'F4B084',
  absent: 'F8CBAD',
  not_submitted: 'FF9999',
  unreadable: 'CC99FF',
}

/** A status as a word, as a mark of one or two characters, and as a fill. */
export const STATUS_LABELS: Readonly<
  Record<string, { readonly label: string; readonly mark: string; readonly fill: string }>
> = Object.fromEntries(
  Object.entries(FILLS).map(([status, fill]) => [
    status,
    { label: say(`labels.statuses.${status}`), mark: say(`labels.marks.${status}`), fill },
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
  const percent = ((part / whole) * 100).toFixed(1).replace('.', ',')
  return say('frontSheet.share', { percent, part, whole })
}
