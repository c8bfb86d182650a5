import type { SqlAnswer, SqlRow } from '../stats/engine.ts'
import { terminalTable } from './table.ts'
import { cut } from './width.ts'

const NUMBERS: Readonly<Record<string, string>> = {
  measures: 'all',
  done: 'done',
  evidenced: 'proved',
  notInCompetence: 'not ours',
  blank: 'blank',
  other: 'other',
  absent: 'absent',
  notSubmitted: 'not sent',
  unreadable: 'unread',
}
/** Columns that are left out where they hold nothing but zeros. */
const RARE = new Set(['absent', 'notSubmitted', 'unreadable'])
const SHARES: Readonly<Record<string, string>> = {
  doneOfAll: 'of all',
  doneOfAddressed: 'addressed',
  doneOfNotDisclaimed: 'not discl.',
  doneOfAnswered: 'answered',
}
const LIST_WORDS: Readonly<Record<string, string>> = {
  bodies: 'bodies, and what became of their reports',
  versions: 'versions of reports, and which counts',
  blank: 'measures left blank or left out',
  disclaimed: '«not ours» by a body that is among the executors',
  unclaimed: 'measures that nobody claims',
  contradictions: 'observations on answers',
  copied: 'answers that several bodies give word for word',
  changes: 'changes since the period before, and answers copied from it',
  overdue: 'deadlines passed, not reported as done',
  doubtful: 'measures whose place in the list is doubtful',
}
const LABEL_WIDTH = 30
const LIST_WIDTH = 14
const COUNT_WIDTH = 6

/** Counts as a table, with each denominator told, and how many rows the lists have. */
export function overview(given: {
  readonly counts: SqlAnswer
  readonly all: SqlAnswer
  readonly lists: readonly (readonly [name: string, rows: number])[]
}): string {
  const [all] = given.all.rows
  if (all === undefined || all.measures === 0) return 'There are no measures in this folder.\n'
  return [table(given.counts, all), denominators(all), listLines(given.lists)]
    .filter((part) => part !== '')
    .join('\n')
}

function table({ columns, rows }: SqlAnswer, all: SqlRow): string {
  const labels = columns.slice(0, columns.indexOf('measures'))
  const shown = labels.filter(
    (label) => label !== 'programme' || new Set(rows.map((row) => row[label])).size > 1,
  )
  const numbers = Object.keys(NUMBERS).filter((name) => !RARE.has(name) || all[name] !== 0)
  const line = (row: SqlRow) => [
    ...shown.map((label) => labelOf(row[label])),
    ...numbers.map((name) => row[name]),
    ...Object.keys(SHARES).map((name) => percent(row[name])),
  ]
  const total = { ...all, ...(shown[0] === undefined ? {} : { [shown[0]]: 'together' }) }
  return terminalTable(
    [...shown, ...numbers.map((name) => NUMBERS[name] ?? name), ...Object.values(SHARES)],
    rows.length > 1 && shown.length > 0 ? [...rows.map(line), line(total)] : rows.map(line),
  )
}

function labelOf(value: unknown): unknown {
  return typeof value === 'string' ? cut(value.replace(/\s+/gu, ' '), LABEL_WIDTH) : value
}

function percent(share: unknown): string {
  return typeof share === 'number' ? `${(100 * share).toFixed(1).padStart(5)} %` : '      –'
}

function denominators(all: SqlRow): string {
  return (
    'Share done, each with its denominator:\n' +
    `  of all      ${all.done} of ${all.measures} measures\n` +
    `  addressed   ${all.doneAddressed} of ${all.addressed} that name the body or its group\n` +
    `  not discl.  ${all.done} of ${all.notDisclaimed} that the body did not call another's\n` +
    `  answered    ${all.done} of ${all.answered} that have an answer\n`
  )
}

function listLines(lists: readonly (readonly [string, number])[]): string {
  const lines = lists.map(
    ([name, rows]) =>
      `  --list ${name.padEnd(LIST_WIDTH)}${String(rows).padStart(COUNT_WIDTH)}  ${LIST_WORDS[name] ?? ''}\n`,
  )
  return lines.length === 0 ? '' : `Lists, by rows:\n${lines.join('')}`
}
