import { DETAILS, STATUSES } from '../model/vocabulary.ts'
import { say } from '../resources.ts'
import type { FrontSheet } from '../write/front-sheet.ts'
import type { ColumnKind } from '../write/print.ts'
import type { Mark, Sheet, SheetValue } from '../write/sheet.ts'
import type { Engine, SqlAnswer, SqlRow } from './engine.ts'
import { HEADINGS, labelOf, percentWords, STATUS_LABELS } from './labels.ts'
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
/** Counts as parts of a bar. */
const STACKED = Object.values(STATUS_LABELS).map(({ column, fill }) => ({ column, fill }))
/** Columns of counts, each share beside what it is a share of. */
const COUNTED = [
  ['measures', 'done', 'doneOfAll', 'evidenced', 'notInCompetence', 'blank', 'other', 'absent'],
  ['notSubmitted', 'unreadable', 'addressed', 'doneAddressed', 'doneOfAddressed'],
  ['notDisclaimed', 'doneOfNotDisclaimed', 'answered', 'doneOfAnswered', 'needsReview'],
].flat()
const DATES: ReadonlySet<string> = new Set(['periodFrom', 'periodFromBefore', 'deadlineTo'])

/** Lists that ask for a decision, the most pressing first; the others only tell. */
const ASKING: readonly string[] = [
  ...['review', 'silent', 'foreign', 'disclaimed', 'blank', 'unclaimed', 'contradictions'],
  ...['overdue', 'copied', 'doubtful'],
]
const TELLING = LISTS.filter((name) => !ASKING.includes(name))

const DENOMINATORS = [
  say('sheets.denominators.all'),
  say('sheets.denominators.addressed'),
  say('sheets.denominators.notDisclaimed'),
  say('sheets.denominators.answered'),
]

/** Where the files and the pages of evidence of a row stand, from the workbook; null where there is none. */
export type Links = (row: SqlRow) => { readonly file: string | null; readonly page: string | null }

/** The consolidated report as a front and the sheets behind it, in the words of the office. */
export async function consolidatedSheets(
  engine: Engine,
  links: Links,
): Promise<{ readonly front: FrontSheet; readonly sheets: readonly Sheet[] }> {
  const bodies = await ask(engine, 'lists/bodies')
  const [all = {}] = (await ask(engine, 'by/all')).rows
  const byBody = counted(await ask(engine, 'by/respondent'), 'byBody', { label: 'body', all })
  const bySection = counted(await ask(engine, 'by/section'), 'bySection', {
    label: 'sectionTitle',
    all,
  })
  const matrix = matrixSheets((await ask(engine, 'matrix')).rows, bodies.rows)
  const listsOf = async (names: readonly string[]) => {
    const found: Sheet[] = []
    for (const name of names) {
      const answer = name === 'silent' ? silent(bodies) : await ask(engine, `lists/${name}`)
      if (answer.rows.length === 0) continue
      const sheet = listed(withoutEmpty(answer), name, links)
      found.push(name === 'review' ? toDecide(sheet) : sheet)
    }
    return found
  }
  const asking = await listsOf(ASKING)
  const telling = await listsOf(TELLING)
  const rows = listed(withoutEmpty(await ask(engine, 'rows')), 'rows', links)
  const figures = [byBody, bySection, ...matrix]
  return {
    front: frontSheet({
      all,
      bodies: bodies.rows,
      asking,
      bySection,
      further: [...figures, ...telling, rows],
    }),
    sheets: [...figures, ...asking, ...telling, rows],
  }
}

function silent({ columns, rows }: SqlAnswer): SqlAnswer {
  return { columns, rows: rows.filter(({ state }) => state !== 'received') }
}

/** Without columns that say nothing in any row, nor the only period, which the front tells. */
function withoutEmpty({ columns, rows }: SqlAnswer): SqlAnswer {
  const isOnly = isOneIn(rows, 'periodFrom')
  const isNothing = (value: unknown) =>
    value === undefined || value === null || value === false || value === ''
  return {
    columns: columns.filter(
      (column) =>
        !(isOnly && column.startsWith('period')) && !rows.every((row) => isNothing(row[column])),
    ),
    rows,
  }
}

function counted(
  answer: SqlAnswer,
  what: string,
  { label, all }: { readonly label: string; readonly all: SqlRow },
): Sheet {
  const columns = [...answer.columns.filter((one) => !COUNTED.includes(one)), ...COUNTED]
  const shown = shownColumns({ ...answer, columns })
  return {
    ...listed({ ...answer, columns }, what),
    notes: DENOMINATORS,
    fixedColumns: shown.indexOf(label) + 1,
    total: shown.map((column) =>
      column === label
        ? say('sheets.by.all')
        : COUNTED.includes(column)
          ? labelOf(column, all[column])
          : null,
    ),
    chart: {
      label: shown.indexOf(label),
      parts: STACKED.map(({ column, fill }) => ({ column: shown.indexOf(column), fill })),
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
function listed(answer: SqlAnswer, what: string, links?: Links): Sheet {
  const { rows } = answer
  const doubtful = rows.filter(({ isDoubtful }) => isDoubtful === true).length
  return {
    ...table(answer, links),
    name: say(`sheets.${what}.name`),
    title: say(`sheets.${what}.title`),
    notes: [
      rows.length === 0 ? say('sheets.noRows') : say('sheets.rowCount', { count: rows.length }),
      ...(doubtful > 0 ? [say('sheets.doubtfulCount', { count: doubtful })] : []),
    ],
  }
}

function table(answer: SqlAnswer, links?: Links): Pick<Sheet, 'columns' | 'rows'> {
  const columns = shownColumns(answer)
  return {
    columns: columns.map((column) => ({
      heading: HEADINGS[column] ?? column,
      kind: kindOf(column, answer.rows),
    })),
    rows: answer.rows.map((row) => {
      const ways = links?.(row)
      return columns.map((column): SheetValue => {
        const value = shownValue(column, row)
        const to = column === 'sourceName' ? ways?.file : column === 'place' ? ways?.page : null
        return typeof value === 'string' && to ? { text: value, to } : value
      })
    }),
  }
}

/** With columns before the key that a person fills in; `zvit correct --from` reads them. */
function toDecide(sheet: Sheet): Sheet {
  const filled = [
    { heading: HEADINGS.rightStatus ?? '', kind: 'text' as const, choices: CHOICES },
    { heading: HEADINGS.rightWhy ?? '', kind: 'text' as const },
  ]
  const key = sheet.columns.findIndex(({ kind }) => kind === 'key')
  if (key === -1) return sheet
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
  const isOnly = isOneIn(rows, 'programme')
  const hasPeriod = columns.includes('periodTo')
  return columns
    .filter((column) => !(isOnly && column === 'programme') && column !== 'periodTo')
    .map((column) => (hasPeriod && column === 'periodFrom' ? 'period' : column))
}

function isOneIn(rows: readonly SqlRow[], column: string): boolean {
  return distinct(rows.flatMap((row) => row[column] ?? [])).length <= 1
}

function shownValue(column: string, row: SqlRow): string | number | null {
  if (column === 'period') return periodWords(row.periodFrom, row.periodTo)
  return labelOf(column, row[column])
}

function kindOf(column: string, rows: readonly SqlRow[]): ColumnKind {
  if (SHARE.test(column)) return 'share'
  if (DATES.has(column)) return 'date'
  if (column === 'key') return 'key'
  if (LONG.has(column)) return 'long'
  if (rows.some((row) => typeof row[column] === 'number')) return 'number'
  return SHORT.has(column) ? 'short' : 'text'
}

/** Measure × body with one mark a cell, and how many have done it; a sheet for each programme and period. */
function matrixSheets(rows: readonly SqlRow[], all: readonly SqlRow[]): readonly Sheet[] {
  const groups = groupBy(rows, slotOf)
  return [...groups].map(([slot, group]) => {
    const [first] = group
    const met = new Set(group.map(({ body }) => String(body)))
    const bodies = all.filter((row) => slotOf(row) === slot && met.has(String(row.body)))
    const measures = [...groupBy(group, ({ canonicalId }) => String(canonicalId))].map(
      ([id, cells]) => ({
        id,
        text: String(cells[0]?.measureText ?? ''),
        statuses: new Map(cells.map(({ body, status }) => [String(body), String(status)])),
      }),
    )
    const names = bodies.map(({ body }) => String(body))
    const done = (body: string) =>
      measures.filter(({ statuses }) => statuses.get(body) === 'done').length
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
      fixedColumns: 3,
      columns: [
        { heading: say('matrix.number'), kind: 'short' as const },
        { heading: say('matrix.measure'), kind: 'long' as const },
        { heading: say('labels.headings.done'), kind: 'number' as const },
        ...names.map((heading) => ({ heading, kind: 'mark' as const })),
      ],
      rows: measures.map(({ id, text, statuses }) => [
        id,
        text,
        names.filter((body) => statuses.get(body) === 'done').length,
        ...names.map((body) => STATUS_LABELS[statuses.get(body) ?? '']?.mark ?? null),
      ]),
      total: [
        null,
        say('matrix.total'),
        names.reduce((sum, body) => sum + done(body), 0),
        ...names.map(done),
      ],
    }
  })
}

function slotOf({ programme, periodFrom, periodTo }: SqlRow): string {
  return JSON.stringify([programme, periodFrom, periodTo])
}

const MARKS: readonly Mark[] = Object.values(STATUS_LABELS).map(({ label, mark, fill }) => ({
  text: mark,
  meaning: label,
  fill,
}))

/** The first sheet: five figures, how the sections stand, what to decide, where to read on. */
function frontSheet(given: {
  readonly all: SqlRow
  readonly bodies: readonly SqlRow[]
  readonly asking: readonly Sheet[]
  readonly bySection: Sheet
  readonly further: readonly Sheet[]
}): FrontSheet {
  const { all, bodies, asking, bySection, further } = given
  const programmes = distinct(bodies.map(({ programme }) => programme ?? say('noProgramme')))
  const periods = distinct(bodies.map((row) => periodWords(row.periodFrom, row.periodTo)))
  const parts = {
    received: distinct(bodies.filter(({ state }) => state === 'received').map(({ body }) => body))
      .length,
    bodies: distinct(bodies.map(({ body }) => body)).length,
    ...Object.fromEntries(COUNTED.map((column) => [column, count(all, column)])),
  }
  const toReview = asking.find(({ name }) => name === say('sheets.review.name'))?.rows.length ?? 0
  const figures = [
    ['received', say('frontSheet.of', { part: parts.received, whole: parts.bodies })],
    ['doneOfAddressed', percent(all, 'doneAddressed', 'addressed')],
    ['doneOfAll', percent(all, 'done', 'measures')],
    ['blank', `${count(all, 'blank') + count(all, 'absent')}`],
    ['review', `${toReview}`],
  ] as const
  return {
    name: say('frontSheet.name'),
    title: say('frontSheet.title'),
    lines: [
      say('frontSheet.programme', { programmes: programmes.join('; ') }),
      say('frontSheet.period', { periods: periods.join('; ') }),
    ],
    figures: figures.map(([what, value]) => ({
      value,
      meaning: say(`frontSheet.figures.${what}`, parts),
    })),
    picture: { title: say('frontSheet.picture'), of: bySection },
    headings: [say('frontSheet.decide'), say('frontSheet.count'), say('frontSheet.sheet')],
    none: say('frontSheet.nothing'),
    questions: asking.map((sheet) => ({ what: sheet.title, count: sheet.rows.length, sheet })),
    further: { heading: say('frontSheet.further'), sheets: further },
  }
}

function percent(all: SqlRow, part: string, whole: string): string {
  const [counted, of] = [count(all, part), count(all, whole)]
  return of === 0 ? '–' : percentWords(counted, of)
}

function count(all: SqlRow, column: string): number {
  return Number(all[column] ?? 0)
}

function distinct(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(String))]
}
