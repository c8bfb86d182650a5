import type { ColumnKind, Mark, Sheet } from '../write/workbook.ts'
import type { Engine, SqlAnswer, SqlRow } from './engine.ts'
import { HEADINGS, labelOf, STATUS_LABELS } from './labels.ts'
import { ask } from './prepare.ts'
import { groupBy } from './versions.ts'

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
  'periodFrom',
  'periodTo',
  'periodFromBefore',
  'deadlineTo',
  'isSure',
  'counts',
  'needsReview',
  'hasSameWords',
])
const SHARE = /^doneOf/
const STACKED = [
  'done',
  'other',
  'notInCompetence',
  'blank',
  'absent',
  'notSubmitted',
  'unreadable',
]

/** The sheets of questions: statement, name, title, what it tells. */
const QUESTIONS = [
  ['lists/bodies', 'Подання', 'Хто подав звіт, хто не подав, чий файл не прочитано'],
  ['lists/blank', 'Не заповнено', 'Заходи без відповіді: від прямо названих органів до решти'],
  [
    'lists/disclaimed',
    'Заперечують',
    'Пишуть «не належить до компетенції», хоча є серед виконавців',
  ],
  ['lists/unclaimed', 'Нічиї заходи', 'Заходи, яких не визнає своїми жоден орган'],
  ['lists/contradictions', 'Спостереження', 'Що у відповідях не сходиться'],
  ['lists/copied', 'Однакові відповіді', 'Відповіді, які кілька органів дали слово в слово'],
  ['lists/changes', 'Зміни', 'Що змінилося від попереднього періоду; ті самі слова'],
  ['lists/overdue', 'Строк минув', 'Строк минув до кінця періоду, а виконання не підтверджено'],
  ['lists/doubtful', 'Зіставлення', 'Заходи, місце яких у спільному переліку сумнівне'],
  ['lists/versions', 'Версії звітів', 'Які звіти враховано і чому'],
  ['rows', 'Усі відповіді', 'Усі відповіді з місцем у файлі'],
] as const

const DENOMINATORS = [
  'Виконано від усіх: ділиться на всі заходи, зокрема органів, що не подали звіту.',
  'Від адресованих: лише заходи, серед виконавців яких орган названо прямо або в складі групи.',
  'Від не заперечених: без заходів, про які орган пише «не належить»; така відповідь підвищує частку.',
  'Від тих, що з відповіддю: без незаповнених рядків і неподаних звітів.',
]

/** The consolidated report as the sheets of a workbook, in the words of the office. */
export async function consolidatedSheets(engine: Engine): Promise<readonly Sheet[]> {
  const byBody = counted(
    await ask(engine, 'by/respondent'),
    'Зведення',
    'Зведення за органами',
    'body',
  )
  const bySection = counted(
    await ask(engine, 'by/section'),
    'Розділи',
    'Зведення за розділами програми',
    'sectionId',
  )
  const matrices = matrixSheets((await ask(engine, 'matrix')).rows)
  const questions: Sheet[] = []
  for (const [statement, name, title] of QUESTIONS)
    questions.push(listed(await ask(engine, statement), name, title))
  return [byBody, bySection, ...matrices, ...questions]
}

function counted(answer: SqlAnswer, name: string, title: string, label: string): Sheet {
  const { columns } = withoutOnlyProgramme(answer)
  return {
    ...listed(answer, name, title),
    notes: DENOMINATORS,
    chart: {
      title,
      label: columns.indexOf(label),
      columns: STACKED.map((column) => columns.indexOf(column)),
    },
  }
}

function listed(answer: SqlAnswer, name: string, title: string): Sheet {
  const { columns, rows } = withoutOnlyProgramme(answer)
  return {
    name,
    title,
    notes: [rows.length === 0 ? 'Таких немає.' : `Рядків: ${rows.length}.`],
    columns: columns.map((column) => ({
      heading: HEADINGS[column] ?? column,
      kind: kindOf(column, rows),
    })),
    rows: rows.map((row) => columns.map((column) => labelOf(column, row[column]))),
  }
}

/** A column that says the same in every row says nothing. */
function withoutOnlyProgramme({ columns, rows }: SqlAnswer): SqlAnswer {
  const isOnly = new Set(rows.map(({ programme }) => programme)).size === 1
  return { rows, columns: isOnly ? columns.filter((column) => column !== 'programme') : columns }
}

function kindOf(column: string, rows: readonly SqlRow[]): ColumnKind {
  if (SHARE.test(column)) return 'share'
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
    const period = first?.periodFrom
      ? `${first.periodFrom} – ${first.periodTo}`
      : 'період не вказано'
    return {
      name: `Матриця ${first?.periodFrom ? String(first.periodFrom).slice(0, 4) : ''}`.trim(),
      title: `Хто що виконав: ${first?.programme ?? 'програму не вказано'}, ${period}`,
      notes: ['Позначки:'],
      marks: MARKS,
      fixedColumns: 2,
      columns: [
        { heading: '№ заходу', kind: 'short' as const },
        { heading: 'Захід', kind: 'long' as const },
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
