import { ZvitError } from '../model/error.ts'
import type { ExplainedRow } from '../model/explanation.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Measure } from '../model/report.ts'
import type { ParseOptions } from '../parse.ts'
import { describePlace } from '../write/flatten.ts'
import { colourFor } from './colour.ts'
import { type Arguments, textOf } from './command.ts'
import { explain, parseParts } from './engine.ts'
import { DONE } from './exit-code.ts'
import { parseOptions, readInput } from './input.ts'
import { withMeter } from './progress.ts'
import { readingInWords, reasonInWords, sureInWords } from './reading-words.ts'
import { print } from './streams.ts'
import { cut, inOneLine, pad, widthOf, wrap } from './width.ts'

const TEXT_WIDTH = 48
/** Less room than this in a terminal puts the text under its row. */
const NARROWEST_TEXT = 20
const INDENT = 5
const GAP = 2
const HEADING = ['row', 'place', 'reading', 'label', 'cost', 'next best', 'sure']
const WIDTHS = [4, 20, 16, 8, 5, 22, 5]

/** `zvit explain FILE [--row N]`: a line a row, or one row with all its reasons. */
export async function run(given: Arguments): Promise<number> {
  const wanted = readRowNumber(given)
  const { name, bytes } = await readInput(given.positionals[0] ?? '')
  const options = await parseOptions(given, name)
  const { rows } = await withMeter((onRecognised) => explain(bytes, { ...options, onRecognised }))
  if (wanted === null) await print(table(rows))
  else {
    const row = findRow(rows, wanted)
    const room = terminalWidth() ?? Number.POSITIVE_INFINITY
    await print(explainedRow(row, await measureOf(row, { rows, bytes, options }), room))
  }
  return DONE
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

function readRowNumber(given: Arguments): number | null {
  const text = textOf(given, 'row')
  if (text === undefined) return null
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new ZvitError('USAGE', `--row needs the number of a row, not '${text}'.`)
}

function findRow(rows: readonly ExplainedRow[], wanted: number): ExplainedRow {
  const row = rows.find((candidate) => candidate.row === wanted)
  if (row) return row
  const range = `${rows[0]?.row ?? 0} to ${rows.at(-1)?.row ?? 0}`
  throw new ZvitError('USAGE', `There is no row ${wanted}; the rows are ${range}.`)
}

function table(rows: readonly ExplainedRow[]): string {
  const colour = colourFor(process.stdout)
  const lines = rows.map((row) => ({ row, fields: fieldsOf(row), text: inOneLine(row.text) }))
  const room = terminalWidth()
  const widths = room === null ? WIDTHS : fitted([HEADING, ...lines.map(({ fields }) => fields)])
  const left =
    room === null ? TEXT_WIDTH : room - widths.reduce((sum, width) => sum + width + GAP, 0)
  const isBelow = left < NARROWEST_TEXT
  const line = (fields: readonly string[], text: string) =>
    isBelow
      ? [columns(fields, widths), ...(text ? [indented(cut(text, (room ?? 0) - INDENT))] : [])]
      : [columns([...fields, text], [...widths, left])]
  const body = lines.flatMap(({ row, fields, text }) => [
    ...line(fields, text),
    ...row.repairs.map((repair) => indented(`! ${inOneLine(repair)}`)),
  ])
  const heading = columns(isBelow ? HEADING : [...HEADING, 'text'], [...widths, left])
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
  return [
    field('row', `${row.row} (${describePlace(row.place) ?? 'no place'})`),
    field('text', cut(inOneLine(row.text), LONGEST_TEXT)),
    field('reading', `${row.reading}${label}: ${readingInWords(row.reading)}`),
    field('cost', row.cost === 0 ? '0: what the grammar expects' : String(row.cost)),
    ...row.reasons.map(({ rule, cost }) =>
      field(
        `  ${String(cost).padStart(5)}`,
        [rule, reasonInWords(rule)].filter(Boolean).join(': '),
      ),
    ),
    field(
      'next best',
      next === null
        ? 'none'
        : `${next.reading}, ${next.cost} dearer: ${readingInWords(next.reading)}`,
    ),
    field('sure', `${row.structure.toFixed(3)}: ${sureInWords(row.structure)}`),
    ...row.repairs.map((repair) => field('repair', inOneLine(repair))),
    ...(measure === null ? [] : valuesOf(measure).map(([name, text]) => field(name, text))),
    '',
  ].join('\n')
}

function valuesOf(measure: Measure): readonly (readonly [string, string])[] {
  return [
    ['deadline', deadlineInWords(measure.deadline)],
    ['executors', executorsInWords(measure.executors)],
    ['response', responseInWords(measure.response)],
  ]
}

function deadlineInWords({ text, kind, from, to, every, due }: Measure['deadline']): string {
  const dates = [
    from === null ? '' : `from ${from}`,
    to === null ? '' : `to ${to}`,
    every === null ? '' : `every ${every}`,
    due === undefined ? '' : `due ${due.join(', ')}`,
  ].filter(Boolean)
  return `${shown(text)} → ${[kind, ...dates].join(' ')}`
}

function executorsInWords({ bodies, respondent }: Measure['executors']): string {
  const names = bodies.map(
    ({ name, scope, byConsent }) =>
      name + (scope === null ? '' : ` [${scope}]`) + (byConsent ? ' (by consent)' : ''),
  )
  const standing = respondent === null ? 'unknown' : respondent
  return `${names.join('; ') || 'nobody'} → the respondent: ${standing}`
}

function responseInWords({ text, ...response }: Measure['response']): string {
  const { status, detail, confidence, needsReview, rules, evidence } = response
  const words = evidence.map(({ start, end }) => shown(text.slice(start, end)))
  return [
    `${status}, ${detail}, ${confidence}${needsReview ? ', to be seen by a person' : ''}`,
    rules.length > 0 ? `by ${rules.join(', ')}` : 'by no rule',
    ...(words.length > 0 ? [`because of ${words.join(', ')}`] : []),
  ].join('; ')
}

function shown(text: string): string {
  return `«${inOneLine(text)}»`
}
