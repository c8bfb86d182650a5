import { DETAILS, STATUSES } from '../model/vocabulary.ts'
import { say } from '../resources.ts'
import type { ColumnKind, Mark, Sheet } from '../write/workbook.ts'
import type { Engine, SqlAnswer, SqlRow } from './engine.ts'
import { HEADINGS, labelOf, STATUS_LABELS, shareWords } from './labels.ts'
import { LISTS } from './names.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { groupBy } from './versions.ts'

const LONG: ReadonlySet<string> = new Set([
  'measureText',
  'responseText',
  'responseTextBefore',
  'words',
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
  'isDoubtful',
  'hasSameWords',
  'what',
])
const SHARE = /^(?:doneOf|ofAll$|confidence$)/
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

/** Which sheets of questions a reader of the workbook needs first, and which last. */
const FIRST: readonly string[] = ['review', 'foreign']
const LAST: readonly string[] = ['versions']
/** The sheets of questions, one for each list. */
const QUESTIONS = [
  ...FIRST,
  ...LISTS.filter((name) => !FIRST.includes(name) && !LAST.includes(name)),
  ...LAST,
]

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
  for (const name of QUESTIONS) {
    const sheet = listed(await ask(engine, `lists/${name}`), name)
    questions.push(name === 'review' ? toDecide(sheet) : sheet)
  }
  questions.push(listed(await ask(engine, 'rows'), 'rows'))
  const [all] = (await ask(engine, 'by/all')).rows
  return [
    frontSheet({ all: all ?? {}, bodies: bodies.rows, questions }),
    counted(await ask(engine, 'by/respondent'), 'byBody', 'body'),
    counted(await ask(engine, 'by/section'), 'bySection', 'sectionTitle'),
    ...matrixSheets((await ask(engine, 'matrix')).rows),
    ...questions,
  ]
}

function silent({ columns, rows }: SqlAnswer): Sheet {
  const missing = rows.filter(({ state }) => state !== 'received')
  return listed({ columns, rows: missing }, 'silent')
}

function counted(answer: SqlAnswer, what: string, label: string): Sheet {
  const columns = shownColumns(answer)
  return {
    ...listed(answer, what),
    notes: DENOMINATORS,
    chart: {
      title: say(`sheets.${what}.title`),
      label: columns.indexOf(label),
      parts: STACKED.map(([column, fill]) => ({ column: columns.indexOf(column), fill })),
    },
  }
}

/** A table of `sql/by` or `sql/lists` as a sheet of its own. */
export function officeTable(answer: SqlAnswer, folder: 'by' | 'lists', name: string): Sheet {
  if (folder === 'lists') return listed(answer, name)
  const title = say(`sheets.by.${name}`)
  return { ...table(answer), name: title, title, notes: name === 'detail' ? [] : DENOMINATORS }
}

/** `what` is the key of its name and title among the texts. */
function listed(answer: SqlAnswer, what: string): Sheet {
  const { rows } = answer
  const doubtful = rows.filter(({ isDoubtful }) => isDoubtful === true).length
  return {
    ...table(answer),
    name: say(`sheets.${what}.name`),
    title: say(`sheets.${what}.title`),
    notes: [
      rows.length === 0 ? say('sheets.noRows') : say('sheets.rowCount', { count: rows.length }),
      ...(doubtful > 0 ? [say('sheets.doubtfulCount', { count: doubtful })] : []),
    ],
  }
}

function table(answer: SqlAnswer): Pick<Sheet, 'columns' | 'rows'> {
  const columns = shownColumns(answer)
  return {
    columns: columns.map((column) => ({
      heading: HEADINGS[column] ?? column,
      kind: kindOf(column, answer.rows),
    })),
    rows: answer.rows.map((row) => columns.map((column) => shownValue(column, row))),
  }
}

/** With columns before the key that a person fills in; `zvit correct --from` reads them. */
function toDecide(sheet: Sheet): Sheet {
  const filled = [
    { heading: HEADINGS.rightStatus ?? '', kind: 'text' as const, choices: CHOICES },
    { heading: HEADINGS.rightWhy ?? '', kind: 'text' as const },
  ]
  const key = sheet.columns.length - 1
  return {
    ...sheet,
    notes: [...sheet.notes, say('sheets.decide')],
    columns: sheet.columns.toSpliced(key, 0, ...filled),
    rows: sheet.rows.map((row) => row.toSpliced(key, 0, null, null)),
  }
}

/** What an answer may say, in the words of the office. */
const CHOICES = [...STATUSES, ...DETAILS].flatMap((code) => {
  const [label] = String(labelOf('status', code)).split(' (')
  return label === undefined ? [] : [label]
})

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

/** Measure × body with one mark a cell; a sheet for each programme and period. */
function matrixSheets(rows: readonly SqlRow[]): readonly Sheet[] {
  const groups = groupBy(rows, (row) =>
    JSON.stringify([row.programme, row.periodFrom, row.periodTo]),
  )
  return [...groups.values()].map((group) => {
    const [first] = group
    const bodies = [...new Set(group.map(({ body }) => String(body)))].sort((left, right) =>
      left.localeCompare(right, 'uk'),
    )
    const measures = groupBy(group, ({ canonicalId }) => String(canonicalId))
    const period = first?.periodFrom ? periodWords(first.periodFrom, first.periodTo) : ''
    return {
      name: say('matrix.name', {
        period: period.replace(new RegExp(say('matrix.yearWord'), 'u'), ''),
      }),
      title: say('matrix.title', {
        programme: first?.programme ?? say('noProgramme'),
        period: period || say('noPeriod'),
      }),
      notes: [say('matrix.marks')],
      marks: MARKS,
      fixedColumns: 2,
      columns: [
        { heading: say('matrix.number'), kind: 'short' as const },
        { heading: say('matrix.measure'), kind: 'long' as const },
        ...bodies.map((heading) => ({ heading, kind: 'mark' as const })),
      ],
      rows: [...measures].map(([id, cells]) => {
        const marks = new Map(cells.map(({ body, status }) => [String(body), markOf(status)]))
        return [
          id,
          String(cells[0]?.measureText ?? ''),
          ...bodies.map((body) => marks.get(body) ?? null),
        ]
      }),
    }
  })
}

const MARKS: readonly Mark[] = Object.values(STATUS_LABELS).map(({ label, mark, fill }) => ({
  text: mark,
  meaning: label,
  fill,
}))

function markOf(status: unknown): string | null {
  return STATUS_LABELS[String(status)]?.mark ?? null
}

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
function frontSheet(given: {
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
  return [what, shareWords(part, whole), say('sheets.byBody.name')]
}

function count(all: SqlRow, column: string): number {
  return Number(all[column] ?? 0)
}

function distinct(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(String))]
}
