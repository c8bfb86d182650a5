import type { Reading } from '../decode/construct.ts'
import { FAR } from '../decode/lattice.ts'
import type { DiagnosticCode } from '../model/diagnostics.ts'
import { type Certainty, COST_NAMES, type Grammar } from '../model/grammar.ts'
import type { Format, Reason, UnplacedKind } from '../model/vocabulary.ts'
import { textLooksLike } from '../tables/content.ts'
import { isCoreRole } from '../tables/roles.ts'
import { startsLower } from '../tables/row-words.ts'
import { type Label, readLabels } from '../text/label.ts'
import { SMALLS } from '../text/letters.ts'
import type { UnplacedValue } from './ledger.ts'
import type { Tree } from './tree.ts'

/*
 * How sure a report and each of its rows are: small questions, each answered 0 (nothing odd) to 1, by
 * what the decoder nearly did and paid for, and by how the values of a row differ from those of the other
 * rows. What tells wrong from right only by the words of one author is not asked: doubts are kept that
 * tell it of reports by others. The grammar says what each answer weighs (`certainty` in weights.yaml, fitted by `npm run fit:certainty`).
 */

/** Answers by the name of their question; `cut.response` asks the same of a response as `cut.text` of a text. */
export type Answers = Readonly<Record<string, number>>

/** What a report is asked. */
interface Asked {
  readonly format: Format
  readonly tree: Tree
  readonly readings: readonly Reading[]
  readonly codes: ReadonlySet<DiagnosticCode>
  readonly unplaced: readonly UnplacedValue[]
}

/** What reading a row cost, and how near other readings of it and of the headings above came; prices. */
interface Decoded {
  margin: number
  paid: number
  readonly heading: { readonly margin: number; readonly paid: number }
  /** How much dearer the next way to give the columns their roles is. */
  readonly columns: number
}

const VALUES = [
  'number',
  'itemNumber',
  'section',
  'title',
  'text',
  'deadline',
  'executors',
  'response',
] as const
type ValueName = (typeof VALUES)[number]

interface Row {
  readonly id: string
  /** True where a number above it, or its own, neither follows the one before nor is the first. */
  readonly isJump: boolean
  readonly values: Readonly<Record<ValueName, string>>
  readonly decoded: Decoded
}

/** The values of one name that are not empty. */
interface Column {
  readonly name: ValueName
  /** Share of the rows that have one, and share of these that begin with a small letter. */
  readonly filled: number
  readonly lower: number
}

const OF_ROW = {
  near: ({ decoded }) => nearness(decoded.margin),
  nearHeading: ({ decoded }) => nearness(decoded.heading.margin),
  paid: ({ decoded }) => Math.min(1, decoded.paid / FAR),
  paidHeading: ({ decoded }) => Math.min(1, decoded.heading.paid / FAR),
  columns: ({ decoded }) => nearness(decoded.columns),
  idTwice: ({ id }) => Number(id.includes('~')),
  idUnprinted: ({ id, values }) =>
    Number(id.includes('~') && values.number + values.itemNumber === ''),
  jump: ({ isJump }) => Number(isJump),
  bare: ({ values }) => Number(values.deadline + values.executors + values.response === ''),
} satisfies Record<string, (row: Row) => number>

/** A rival that costs nothing is 1. */
function nearness(margin: number): number {
  return 1 / (1 + margin)
}

/** Asked of each value of a row that is not empty. */
const OF_VALUE = {
  lower: (text, { lower }) => Math.abs(Number(startsLower(text)) - lower),
  lone: (_, { filled }) => 1 - filled,
  numbered: (text) => Number(readLabels(text).some(isPlainNumber)),
  cut: (text) => Number(CUT.test(text)),
  unlike: (text, { name }, grammar) => {
    const role = name === 'text' ? 'measure' : name
    return Number(isCoreRole(role) && !textLooksLike(text, role, grammar))
  },
} satisfies Record<string, (text: string, column: Column, grammar: Grammar) => number>

function isPlainNumber({ shape, repairs }: Label): boolean {
  return shape !== 'bullet' && repairs === 0
}

const CUT = new RegExp(`(?:[,(–-]|\\s[${SMALLS}]{1,3})$`)
/** Where what belongs together is told by its place alone: on a page, in lines of a text. */
const PLACED = {
  page: ['pdf', 'image'],
  plainText: ['txt'],
} satisfies Record<string, readonly Format[]>
/** Diagnostics of a report that tell of its rows. */
const CODES: Readonly<Partial<Record<DiagnosticCode, Reason>>> = {
  ROW_JOINED: 'ROW_UNCLEAR',
  ROW_NOT_PLACED: 'ROW_UNCLEAR',
  TITLE_JOINED: 'ROW_UNCLEAR',
  ITEM_CARRIED_OVER: 'ROW_UNCLEAR',
  CELLS_SHIFTED: 'COLUMNS_BY_CONTENT',
  COLUMNS_BY_CONTENT: 'COLUMNS_BY_CONTENT',
  READ_COLUMNS_BY_BLANKS: 'COLUMNS_BY_CONTENT',
  NUMBER_GAP: 'NUMBER_GUESSED',
  NUMBER_REPEATED: 'NUMBER_GUESSED',
  NUMBER_REPAIRED: 'NUMBER_GUESSED',
  NUMBER_MISSING: 'NUMBER_GUESSED',
}
const CODE_NAMES = Object.keys(CODES) as readonly DiagnosticCode[]
/** Rows of these kinds may be others. */
const KINDS: readonly UnplacedKind[] = ['total_row', 'passport']
/** So many, or more, are all the same. */
const MANY = 8

/** Why a report is for review where the answer to a question weighs most. */
export function reasonOf(name: string): Reason {
  const [question = ''] = name.split('.')
  if (question in CODES) return CODES[question as DiagnosticCode] ?? 'ROW_UNCLEAR'
  if (KINDS.some((kind) => kind === question)) return 'TEXT_UNPLACED'
  if (question === 'columns') return 'COLUMNS_BY_CONTENT'
  if (/^(?:id|jump|number[A-Z])|umber$/.test(name)) return 'NUMBER_GUESSED'
  return question === name ? 'ROW_UNCLEAR' : 'VALUES_UNUSUAL'
}

/** Every question, by its name. */
export const ROW_QUESTIONS: readonly string[] = [
  ...Object.keys(OF_ROW),
  ...VALUES.flatMap((name) =>
    ['empty', ...Object.keys(OF_VALUE)].map((question) => `${question}.${name}`),
  ),
]
/** Of a report it is asked what was paid for, not how much. */
const OF_REPORT = ROW_QUESTIONS.filter((name) => !name.startsWith('paid'))
export const REPORT_QUESTIONS: readonly string[] = [
  ...[...OF_REPORT, ...COST_NAMES, ...CODE_NAMES, ...KINDS],
  ...Object.keys(PLACED),
]

/** The answers of a report, one record a measure in the order of the tree, and those of the whole. */
export function answersOf(asked: Asked, grammar: Grammar) {
  const rows = rowsOf(asked)
  const columns = VALUES.map((name) => columnOf(name, rows))
  const answers = rows.map((row) => answersOfRow(row, columns, grammar))
  const most = (name: string) => answers.reduce((last, one) => Math.max(last, one[name] ?? 0), 0)
  const count = (many: number) => Math.min(1, many / MANY)
  const paid = new Set(asked.readings.flatMap(({ costs }) => costs.map(([name]) => name)))
  const report = Object.fromEntries([
    ...OF_REPORT.map((name) => [name, most(name)] as const),
    ...COST_NAMES.map((name) => [name, Number(paid.has(name))] as const),
    ...CODE_NAMES.map((code) => [code, Number(asked.codes.has(code))] as const),
    ...KINDS.map((kind) => [kind, count(asked.unplaced.filter((one) => one.kind === kind).length)]),
    ...Object.entries(PLACED).map(([name, formats]) => [
      name,
      Number(formats.some((format) => format === asked.format)),
    ]),
  ]) as Answers
  return { rows: answers, report }
}

function answersOfRow(row: Row, columns: readonly Column[], grammar: Grammar): Answers {
  const answers: Record<string, number> = {}
  for (const [name, ask] of Object.entries(OF_ROW)) answers[name] = ask(row)
  for (const column of columns) {
    const { name } = column
    const text = row.values[name]
    if (text === '') answers[`empty.${name}`] = Math.sqrt(column.filled)
    else
      for (const [question, ask] of Object.entries(OF_VALUE))
        answers[`${question}.${name}`] = ask(text, column, grammar)
  }
  return answers
}

function columnOf(name: ValueName, rows: readonly Row[]): Column {
  const texts = rows.map(({ values }) => values[name]).filter((text) => text !== '')
  const share = (count: number, of: number) => count / Math.max(of, 1)
  return {
    name,
    filled: share(texts.length, rows.length),
    lower: share(texts.filter(startsLower).length, texts.length),
  }
}

function rowsOf({ tree, readings }: Asked): readonly Row[] {
  const decoded = decodedOf(readings)
  const rows: Row[] = []
  const last = { section: 0, item: 0, measure: 0 }
  const isJump = (level: keyof typeof last, number: number) => {
    const isNext = number === last[level] + 1 || number <= 1
    last[level] = number
    return !isNext
  }
  for (const section of tree.sections) {
    const isLater = isJump('section', section.number)
    for (const item of section.items) {
      const isAlone = isJump('item', item.number)
      for (const { id, number, label, text, deadline, executors, response } of item.measures)
        rows.push({
          id,
          isJump: isJump('measure', number ?? 1) || isAlone || isLater,
          decoded: decoded[rows.length] ?? NOTHING_PAID,
          values: {
            number: label ?? '',
            itemNumber: item.label ?? '',
            section: section.title.text,
            title: item.title.text,
            text: text.text,
            deadline: deadline.text,
            executors: executors.text,
            response: response?.text ?? '',
          },
        })
    }
  }
  return rows
}

const FREE = { margin: FAR, paid: 0 }
const NOTHING_PAID: Decoded = { ...FREE, heading: FREE, columns: FAR }

/** A row goes on to the next one; what stands between heads it or belongs to it. */
function decodedOf(readings: readonly Reading[]): readonly Decoded[] {
  const rows: Decoded[] = []
  let section = FREE
  let item = FREE
  for (const { candidate, structure, cost } of readings) {
    const margin = (2 * structure - 1) * FAR
    const paid = Math.max(0, cost)
    const [highest, ...others] = candidate.opens.map(({ level }) => level)
    if (highest === 'item') item = { margin, paid }
    else if (highest === 'section' || highest === 'part') {
      section = { margin, paid }
      item = FREE
    }
    if (highest === 'measure' || others.includes('measure')) {
      const heading = {
        margin: Math.min(section.margin, item.margin),
        paid: section.paid + item.paid,
      }
      rows.push({ margin, paid, heading, columns: candidate.row.group?.margin ?? FAR })
    }
    const open = rows.at(-1)
    if (highest !== undefined || !open) continue
    open.margin = Math.min(open.margin, margin)
    open.paid += paid
  }
  return rows
}

/** How sure a report and its rows are. */
export interface Certain {
  /** The chance of each row to be whole, in the order of the tree; three decimals. */
  readonly structures: readonly number[]
  /** The chance of all rows to be whole, and none invented. */
  readonly chance: number
  /** What speaks against it, most telling first. */
  readonly reasons: readonly Reason[]
}

/** How sure each row is to be whole, and the report to be right; 0 to 1. */
export function certaintyOf(
  { rows, report }: { readonly rows: readonly Answers[]; readonly report: Answers },
  certainty: Certainty,
): Certain {
  const odds = weighed(report, certainty.report)
  const structures = rows.map((answers) => {
    const own = weighed(answers, certainty.row) + (certainty.row.report ?? 0) * odds
    return Math.round(1000 * chanceOf(own)) / 1000
  })
  return { structures, chance: chanceOf(odds), reasons: tellingOf(report, certainty.report) }
}

/** Reasons of what speaks against a report, most telling first. */
function tellingOf(answers: Answers, weights: Answers): readonly Reason[] {
  const told = Object.entries(weights)
    .map(([name, weight]) => ({ name, told: weight * (answers[name] ?? 0) }))
    .filter(({ name, told }) => name !== 'always' && told > 0)
    .sort((left, right) => right.told - left.told)
  // What tells less than half as much as the first is a detail.
  const most = told[0]?.told ?? 0
  const telling = told.filter((one) => 2 * one.told >= most)
  return [...new Set(telling.map(({ name }) => reasonOf(name)))]
}

/** Natural logarithm of the odds. */
function weighed(answers: Answers, weights: Answers): number {
  return Object.entries(weights).reduce(
    (sum, [name, weight]) => sum - weight * (answers[name] ?? 0),
    weights.always ?? 0,
  )
}

function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}
