import type { Sheet } from '../write/workbook.ts'
import type { SqlRow } from './engine.ts'
import { periodWords } from './period-words.ts'

type Line = readonly [what: string, value: string | number, where: string | null]

/** Shares done, each with the count that it divides by, and what it counts. */
const SHARES = [
  ['Виконано від усіх позицій', 'done', 'measures'],
  ['Виконано від адресованих органу', 'doneAddressed', 'addressed'],
  ['Виконано від не заперечених', 'done', 'notDisclaimed'],
  ['Виконано від тих, що з відповіддю', 'done', 'answered'],
] as const
const COUNTS = [
  ['Усього позицій (захід × орган)', 'measures'],
  ['виконано', 'done'],
  ['виконано, є докази', 'evidenced'],
  ['не належить до компетенції', 'notInCompetence'],
  ['не заповнено', 'blank'],
  ['інше (частково, планується, не виконано)', 'other'],
  ['рядка немає у звіті', 'absent'],
  ['звіт не подано', 'notSubmitted'],
  ['звіт не прочитано', 'unreadable'],
  ['треба перевірити', 'needsReview'],
] as const

/** The first sheet: how many bodies reported, the shares with their denominators, where to read on. */
export function frontSheet(given: {
  readonly all: SqlRow
  readonly bodies: readonly SqlRow[]
  readonly questions: readonly Sheet[]
}): Sheet {
  const { all, bodies, questions } = given
  const programmes = distinct(bodies.map(({ programme }) => programme ?? 'програму не вказано'))
  const periods = distinct(bodies.map((row) => periodWords(row.periodFrom, row.periodTo)))
  return {
    name: 'Підсумок',
    title: 'Зведений звіт про виконання заходів',
    notes: [`Програма: ${programmes.join('; ')}`, `Період: ${periods.join('; ')}`],
    isOnePage: true,
    columns: [
      { heading: 'Показник', kind: 'long' },
      { heading: 'Значення', kind: 'text' },
      { heading: 'Докладніше на аркуші', kind: 'text' },
    ],
    rows: [
      ...submissions(bodies),
      ...COUNTS.map(([what, column]): Line => [what, count(all, column), 'Зведення']),
      ...SHARES.map(([what, part, whole]) => shareLine(what, count(all, part), count(all, whole))),
      ...questions.map(({ name, title, rows }): Line => [title, rows.length, name]),
    ],
  }
}

function submissions(bodies: readonly SqlRow[]): readonly Line[] {
  const inState = (state: string) => bodies.filter((row) => row.state === state).length
  return [
    ['Звітів очікувалося або надійшло', bodies.length, 'Подання'],
    ['звітів подано', inState('received'), 'Подання'],
    ['звітів не подано', inState('not_submitted'), 'Не подали'],
    ['файлів не прочитано', inState('unreadable'), 'Не подали'],
  ]
}

function shareLine(what: string, part: number, whole: number): Line {
  if (whole === 0) return [what, 'немає від чого рахувати', 'Зведення']
  const percent = ((part / whole) * 100).toFixed(1).replace('.', ',')
  return [what, `${percent} % (${part} із ${whole})`, 'Зведення']
}

function count(all: SqlRow, column: string): number {
  return Number(all[column] ?? 0)
}

function distinct(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(String))]
}
