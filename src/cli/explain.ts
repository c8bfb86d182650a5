import { ZvitError } from '../model/error.ts'
import type { ExplainedRow } from '../model/explanation.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Measure } from '../model/report.ts'
import type { ParseOptions } from '../parse.ts'
import { describePlace } from '../write/flatten.ts'
import { colourFor } from './colour.ts'
import type { Arguments } from './command.ts'
import { parseParts } from './engine.ts'
import { parseOptions, readInput, wholeNumber } from './input.ts'
import { withMeter } from './progress.ts'
import { print } from './streams.ts'
import { cut, inOneLine, pad, widthOf, wrap } from './width.ts'
import { translated, words, wordsOrNull } from './words.ts'

const TEXT_WIDTH = 48
/** Less room than this in a terminal puts the text under its row. */
const NARROWEST_TEXT = 20
const INDENT = 5
const GAP = 2
const COLUMNS = ['row', 'place', 'reading', 'label', 'cost', 'next', 'sure']
const WIDTHS = [4, 20, 16, 8, 5, 22, 5]

/** `zvit explain FILE [--row N]`: a line a row, or one row with all its reasons. */
export async function run(given: Arguments): Promise<void> {
  const wanted = wholeNumber(given, 'row')
  const { name, bytes } = await readInput(given.positionals[0] ?? '')
  const options = await parseOptions(given, name)
  const { explain } = await import('../parse.ts')
  const { rows } = await withMeter((onRecognised) => explain(bytes, { ...options, onRecognised }))
  if (wanted === undefined) await print(table(rows))
  else {
    const row = findRow(rows, wanted)
    const room = terminalWidth() ?? Number.POSITIVE_INFINITY
    await print(explainedRow(row, await measureOf(row, { rows, bytes, options }), room))
  }
}

interface Source {
  readonly rows: readonly ExplainedRow[]
  readonly bytes: Uint8Array
  readonly options: ParseOptions
}

/** The measure that a row begins; null where it begins none, or where the file gives no report. */
async function measureOf(row: ExplainedRow, { rows, bytes, options }: Source) {
  const { label } = row
  if (!begins(row) || label === null) return null
  // A number printed twice is told apart as «I.2.1~2» in the report, and by nothing here.
  const before = rows.filter((other) => other.row < row.row && begins(other))
  const sameBefore = before.filter((other) => other.label === label).length
  try {
    const reports = await parseParts(bytes, options)
    const same = reports
      .flatMap(measuresOf)
      .filter(({ id }) => id === label || id.startsWith(`${label}~`))
    return same[sameBefore] ?? null
  } catch (error) {
    if (error instanceof ZvitError) return null
    throw error
  }
}

function begins({ reading }: ExplainedRow): boolean {
  return reading === 'measure' || reading === 'item_measure'
}

function findRow(rows: readonly ExplainedRow[], wanted: number): ExplainedRow {
  const row = rows.find((candidate) => candidate.row === wanted)
  if (row) return row
  const [first, last] = [rows[0]?.row ?? 0, rows.at(-1)?.row ?? 0]
  throw new ZvitError('USAGE', `There is no row ${wanted}; the rows are ${first} to ${last}.`)
}

function table(rows: readonly ExplainedRow[]): string {
  const colour = colourFor(process.stdout)
  const headings = COLUMNS.map((name) => words(`explain.columns.${name}`))
  const lines = rows.map((row) => ({ row, fields: fieldsOf(row), text: inOneLine(row.text) }))
  const room = terminalWidth()
  const widths = room === null ? WIDTHS : fitted([headings, ...lines.map(({ fields }) => fields)])
  const left =
    room === null ? TEXT_WIDTH : room - widths.reduce((sum, width) => sum + width + GAP, 0)
  const isBelow = left < NARROWEST_TEXT
  const line = (fields: readonly string[], text: string) =>
    isBelow
      ? [columns(fields, widths), ...(text ? [indented(cut(text, (room ?? 0) - INDENT))] : [])]
      : [columns([...fields, text], [...widths, left])]
  const body = lines.flatMap(({ row, fields, text }) => [
    ...line(fields, text),
    ...row.repairs.map((repair) => indented(`! ${inOneLine(translated(repair))}`)),
  ])
  const heading = columns(isBelow ? headings : [...headings, words('explain.columns.text')], [
    ...widths,
    left,
  ])
  return `${[colour('bold', heading), ...body].join('\n')}\n`
}

/** Columns of the terminal, null where the output goes elsewhere. */
function terminalWidth(): number | null {
  return process.stdout.isTTY ? process.stdout.columns : null
}

function fieldsOf(row: ExplainedRow): readonly string[] {
  return [
    String(row.row),
    describePlace(row.place) ?? '',
    row.reading,
    row.label ?? '',
    String(row.cost),
    row.next === null ? '' : `${row.next.reading} +${row.next.cost}`,
    row.structure.toFixed(2),
  ]
}

function fitted(lines: readonly (readonly string[])[]): readonly number[] {
  return WIDTHS.map((most, column) => {
    const widest = lines.reduce((width, line) => Math.max(width, widthOf(line[column] ?? '')), 0)
    return Math.min(most, widest)
  })
}

function columns(texts: readonly string[], widths: readonly number[]): string {
  return texts
    .map((text, index) => pad(text, widths[index] ?? TEXT_WIDTH))
    .join(' '.repeat(GAP))
    .trimEnd()
}

function indented(text: string): string {
  return ' '.repeat(INDENT) + text
}

const LABEL_WIDTH = 11
const LONGEST_TEXT = 480

/**
 * One row with all its reasons, in lines of `room` columns; with the measure that begins there,
 * also what its deadline, executors and response were taken for.
 */
function explainedRow(row: ExplainedRow, measure: Measure | null, room: number): string {
  const field = (name: string, text: string) =>
    name.padEnd(LABEL_WIDTH) + wrap(text, room - LABEL_WIDTH).join(`\n${' '.repeat(LABEL_WIDTH)}`)
  const label = row.label === null ? '' : ` ${row.label}`
  const { next } = row
  const place = describePlace(row.place) ?? words('explain.noPlace')
  return [
    field(words('explain.columns.row'), `${row.row} (${place})`),
    field(words('explain.columns.text'), cut(inOneLine(row.text), LONGEST_TEXT)),
    field(
      words('explain.columns.reading'),
      `${row.reading}${label}: ${readingInWords(row.reading)}`,
    ),
    field(
      words('explain.columns.cost'),
      row.cost === 0 ? words('explain.expected') : String(row.cost),
    ),
    ...row.reasons.map(({ rule, cost }) =>
      field(
        `  ${String(cost).padStart(5)}`,
        [rule, reasonInWords(rule)].filter(Boolean).join(': '),
      ),
    ),
    field(
      words('explain.columns.next'),
      next === null
        ? words('explain.none')
        : words('explain.dearer', { ...next, words: readingInWords(next.reading) }),
    ),
    field(
      words('explain.columns.sure'),
      `${row.structure.toFixed(3)}: ${sureInWords(row.structure)}`,
    ),
    ...row.repairs.map((repair) => field(words('explain.repair'), inOneLine(translated(repair)))),
    ...(measure === null ? [] : valuesOf(measure).map(([name, text]) => field(name, text))),
    '',
  ].join('\n')
}

/** What a reading is, in words. */
function readingInWords(reading: string): string {
  return wordsOrNull(`explain.readings.${reading}`) ?? reading
}

/** Why something was paid for, in words; '' for a name that nobody wrote words for. */
export function reasonInWords(rule: string): string {
  const [level = '', name = ''] = rule.split('.')
  const shape = wordsOrNull(`explain.shapes.${name}`)
  const rare = shape === null ? '' : words('explain.rareShape', { shape, level })
  return wordsOrNull(`explain.costs.${rule}`) ?? rare
}

const CLEAR = 0.9
const CLOSE = 0.6

/** How near a second reading came, in words. */
function sureInWords(structure: number): string {
  const near = structure >= CLEAR ? 'clear' : structure >= CLOSE ? 'close' : 'unclear'
  return words(`explain.sure.${near}`)
}

function valuesOf(measure: Measure): readonly (readonly [string, string])[] {
  return [
    [words('explain.deadline'), deadlineInWords(measure.deadline)],
    [words('explain.executors'), executorsInWords(measure.executors)],
    [words('explain.response'), responseInWords(measure.response)],
  ]
}

function deadlineInWords({ text, kind, from, to, every, due }: Measure['deadline']): string {
  const dates = [
    from === null ? '' : words('explain.from', { date: from }),
    to === null ? '' : words('explain.to', { date: to }),
    every === null ? '' : words('explain.every', { period: every }),
    due === undefined ? '' : words('explain.due', { dates: due.join(', ') }),
  ].filter(Boolean)
  return `${shown(text)} → ${[kind, ...dates].join(' ')}`
}

function executorsInWords({ bodies, respondent }: Measure['executors']): string {
  const names = bodies.map(
    ({ name, scope, byConsent }) =>
      name +
      (scope === null ? '' : ` [${scope}]`) +
      (byConsent ? ` ${words('explain.byConsent')}` : ''),
  )
  return words('explain.respondent', {
    names: names.join('; ') || words('explain.nobody'),
    standing: respondent ?? words('explain.unknown'),
  })
}

function responseInWords({ text, ...response }: Measure['response']): string {
  const { status, detail, confidence, needsReview, rules, evidence } = response
  const quoted = evidence.map(({ start, end }) => shown(text.slice(start, end)))
  return [
    `${status}, ${detail}, ${confidence}${needsReview ? `, ${words('explain.review')}` : ''}`,
    rules.length > 0 ? words('explain.by', { rules: rules.join(', ') }) : words('explain.byNone'),
    ...(quoted.length > 0 ? [words('explain.because', { words: quoted.join(', ') })] : []),
  ].join('; ')
}

function shown(text: string): string {
  return `«${inOneLine(text)}»`
}
