import { say } from '../resources.ts'
import type { Sheet } from '../write/workbook.ts'
import type { SqlRow } from './engine.ts'
import { periodWords } from './period-words.ts'

type Line = readonly [what: string, value: string | number, where: string | null]

/** Shares done, each with the count that it divides by, and what it counts. */
const SHARES = [
  ['all', 'done', 'measures'],
  ['addressed', 'doneAddressed', 'addressed'],
  ['notDisclaimed', 'done', 'notDisclaimed'],
  ['answered', 'done', 'answered'],
] as const
const COUNTS = [
  'measures',
  'done',
  'evidenced',
  'notInCompetence',
  'blank',
  'other',
  'absent',
  'notSubmitted',
  'unreadable',
  'needsReview',
] as const

/** The first sheet: how many bodies reported, the shares with their denominators, where to read on. */
export function frontSheet(given: {
  readonly all: SqlRow
  readonly bodies: readonly SqlRow[]
  readonly questions: readonly Sheet[]
}): Sheet {
  const { all, bodies, questions } = given
  const programmes = distinct(bodies.map(({ programme }) => programme ?? say('noProgramme')))
  const periods = distinct(bodies.map((row) => periodWords(row.periodFrom, row.periodTo)))
  return {
    name: say('frontSheet.name'),
    title: say('frontSheet.title'),
    notes: [
      say('frontSheet.programme', { programmes: programmes.join('; ') }),
      say('frontSheet.period', { periods: periods.join('; ') }),
    ],
    isOnePage: true,
    columns: [
      { heading: say('frontSheet.figure'), kind: 'long' },
      { heading: say('frontSheet.value'), kind: 'text' },
      { heading: say('frontSheet.sheet'), kind: 'text' },
    ],
    rows: [
      ...submissions(bodies),
      ...COUNTS.map(
        (column): Line => [
          say(`frontSheet.counts.${column}`),
          count(all, column),
          say('sheets.byBody.name'),
        ],
      ),
      ...SHARES.map(([what, part, whole]) =>
        shareLine(say(`frontSheet.shares.${what}`), count(all, part), count(all, whole)),
      ),
      ...questions.map(({ name, title, rows }): Line => [title, rows.length, name]),
    ],
  }
}

function submissions(bodies: readonly SqlRow[]): readonly Line[] {
  const inState = (state: string) => bodies.filter((row) => row.state === state).length
  return [
    [say('frontSheet.submissions.all'), bodies.length, say('sheets.bodies.name')],
    [say('frontSheet.submissions.received'), inState('received'), say('sheets.bodies.name')],
    [
      say('frontSheet.submissions.notSubmitted'),
      inState('not_submitted'),
      say('sheets.silent.name'),
    ],
    [say('frontSheet.submissions.unreadable'), inState('unreadable'), say('sheets.silent.name')],
  ]
}

function shareLine(what: string, part: number, whole: number): Line {
  if (whole === 0) return [what, say('frontSheet.nothingToCount'), say('sheets.byBody.name')]
  const percent = ((part / whole) * 100).toFixed(1).replace('.', ',')
  return [what, say('frontSheet.share', { percent, part, whole }), say('sheets.byBody.name')]
}

function count(all: SqlRow, column: string): number {
  return Number(all[column] ?? 0)
}

function distinct(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(String))]
}
