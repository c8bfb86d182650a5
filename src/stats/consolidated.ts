import { say } from '../resources.ts'
import type { ColumnKind, Sheet } from '../write/workbook.ts'
import type { Engine, SqlAnswer, SqlRow } from './engine.ts'
import { frontSheet } from './front-sheet.ts'
import { HEADINGS, labelOf } from './labels.ts'
import { matrixSheets } from './matrix-sheets.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'

const LONG: ReadonlySet<string> = new Set([
  'measureText',
  'responseText',
  'responseTextBefore',
  'programme',
])
const SHORT: ReadonlySet<string> = new Set([
  'sectionId',
  'canonicalId',
  'measureId',
  'isSure',
  'isExpected',
  'counts',
  'needsReview',
  'hasSameWords',
])
const SHARE = /^doneOf/
/** Counts as parts of a bar; the fills are those of the matrix, but apart in grey, too. */
const STACKED: readonly (readonly [column: string, fill: string])[] = [
  ['done', '548235'],
  ['other', 'FFF2CC'],
  ['notInCompetence', 'A6A6A6'],
  ['blank', 'F8CBAD'],
  ['absent', 'EDEDED'],
  ['notSubmitted', 'C00000'],
  ['unreadable', '7030A0'],
]
const DATES: ReadonlySet<string> = new Set(['periodFrom', 'periodFromBefore', 'deadlineTo'])

/** The sheets of questions: statement, name, title, what it tells. */
const QUESTIONS = [
  ['lists/bodies', say('sheets.bodies.name'), say('sheets.bodies.title')],
  ['lists/blank', say('sheets.blank.name'), say('sheets.blank.title')],
  ['lists/disclaimed', say('sheets.disclaimed.name'), say('sheets.disclaimed.title')],
  ['lists/unclaimed', say('sheets.unclaimed.name'), say('sheets.unclaimed.title')],
  ['lists/contradictions', say('sheets.contradictions.name'), say('sheets.contradictions.title')],
  ['lists/copied', say('sheets.copied.name'), say('sheets.copied.title')],
  ['lists/changes', say('sheets.changes.name'), say('sheets.changes.title')],
  ['lists/overdue', say('sheets.overdue.name'), say('sheets.overdue.title')],
  ['lists/doubtful', say('sheets.doubtful.name'), say('sheets.doubtful.title')],
  ['lists/versions', say('sheets.versions.name'), say('sheets.versions.title')],
  ['rows', say('sheets.rows.name'), say('sheets.rows.title')],
] as const

const DENOMINATORS = [
  say('sheets.denominators.all'),
  say('sheets.denominators.addressed'),
  say('sheets.denominators.notDisclaimed'),
  say('sheets.denominators.answered'),
]

/** The consolidated report as the sheets of a workbook, in the words of the office. */
export async function consolidatedSheets(engine: Engine): Promise<readonly Sheet[]> {
  const bodies = await ask(engine, 'lists/bodies')
  const questions = [silent(bodies)]
  for (const [statement, name, title] of QUESTIONS)
    questions.push(listed(await ask(engine, statement), name, title))
  const [all] = (await ask(engine, 'by/all')).rows
  return [
    frontSheet({ all: all ?? {}, bodies: bodies.rows, questions }),
    counted(
      await ask(engine, 'by/respondent'),
      say('sheets.byBody.name'),
      say('sheets.byBody.title'),
      'body',
    ),
    counted(
      await ask(engine, 'by/section'),
      say('sheets.bySection.name'),
      say('sheets.bySection.title'),
      'sectionTitle',
    ),
    ...matrixSheets((await ask(engine, 'matrix')).rows),
    ...questions,
  ]
}

function silent({ columns, rows }: SqlAnswer): Sheet {
  const missing = rows.filter(({ state }) => state !== 'received')
  return listed({ columns, rows: missing }, say('sheets.silent.name'), say('sheets.silent.title'))
}

function counted(answer: SqlAnswer, name: string, title: string, label: string): Sheet {
  const columns = shownColumns(answer)
  return {
    ...listed(answer, name, title),
    notes: DENOMINATORS,
    chart: {
      title,
      label: columns.indexOf(label),
      parts: STACKED.map(([column, fill]) => ({ column: columns.indexOf(column), fill })),
    },
  }
}

function listed(answer: SqlAnswer, name: string, title: string): Sheet {
  const { rows } = answer
  const columns = shownColumns(answer)
  return {
    name,
    title,
    notes: [
      rows.length === 0 ? say('sheets.noRows') : say('sheets.rowCount', { count: rows.length }),
    ],
    columns: columns.map((column) => ({
      heading: HEADINGS[column] ?? column,
      kind: kindOf(column, rows),
    })),
    rows: rows.map((row) => columns.map((column) => shownValue(column, row))),
  }
}

/** Both ends of a period as one column; a programme that is the same in every row is left out. */
function shownColumns({ columns, rows }: SqlAnswer): readonly string[] {
  const isOnly = new Set(rows.map(({ programme }) => programme)).size <= 1
  const hasPeriod = columns.includes('periodTo')
  return columns
    .filter((column) => !(isOnly && column === 'programme') && column !== 'periodTo')
    .map((column) => (hasPeriod && column === 'periodFrom' ? 'period' : column))
}

function shownValue(column: string, row: SqlRow): string | number | null {
  if (column === 'period') return periodWords(row.periodFrom, row.periodTo)
  return labelOf(column, row[column])
}

function kindOf(column: string, rows: readonly SqlRow[]): ColumnKind {
  if (SHARE.test(column)) return 'share'
  if (DATES.has(column)) return 'date'
  if (LONG.has(column)) return 'long'
  if (SHORT.has(column)) return 'short'
  return rows.some((row) => typeof row[column] === 'number') ? 'number' : 'text'
}
