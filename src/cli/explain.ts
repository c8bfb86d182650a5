import { ZvitError } from '../model/error.ts'
import type { ExplainedRow } from '../model/explanation.ts'
import { describePlace } from '../write/flatten.ts'
import { colourFor } from './colour.ts'
import { type Arguments, textOf } from './command.ts'
import { explain } from './engine.ts'
import { DONE } from './exit-code.ts'
import { parseOptions, readInput } from './input.ts'
import { print } from './streams.ts'
import { cut, pad } from './width.ts'

const TEXT_WIDTH = 48
const HEADING = ['row', 'place', 'reading', 'label', 'cost', 'next best', 'sure', 'text']
const WIDTHS = [4, 20, 16, 8, 5, 22, 5, TEXT_WIDTH]

/** `zvit explain FILE [--row N]`: a line a row, or one row with all its reasons. */
export async function run(given: Arguments): Promise<number> {
  const wanted = readRowNumber(given)
  const { name, bytes } = await readInput(given.positionals[0] ?? '')
  const { rows } = await explain(bytes, await parseOptions(given, name))
  if (wanted === null) await print(table(rows))
  else await print(details(findRow(rows, wanted)))
  return DONE
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
  const lines = rows.flatMap((row) => [
    fields(row),
    ...row.repairs.map((repair) => `     ! ${printable(repair)}`),
  ])
  return `${[colour('bold', columns(HEADING)), ...lines].join('\n')}\n`
}

function fields(row: ExplainedRow): string {
  const next = row.next === null ? '' : `${row.next.reading} +${row.next.cost}`
  const place = describePlace(row.place) ?? ''
  const sure = row.structure.toFixed(2)
  return columns([
    String(row.row),
    place,
    row.reading,
    row.label ?? '',
    String(row.cost),
    next,
    sure,
    printable(row.text),
  ])
}

function columns(texts: readonly string[]): string {
  return texts
    .map((text, index) => pad(text, WIDTHS[index] ?? TEXT_WIDTH))
    .join('  ')
    .trimEnd()
}

function details(row: ExplainedRow): string {
  const costs = row.reasons.map(({ rule, cost }) => `  ${String(cost).padStart(5)}  ${rule}`)
  const next = row.next === null ? 'none' : `${row.next.reading}, ${row.next.cost} dearer`
  return [
    `row        ${row.row} (${describePlace(row.place) ?? 'no place'})`,
    `text       ${cut(printable(row.text), 10 * TEXT_WIDTH)}`,
    `reading    ${row.reading}${row.label === null ? '' : ` ${row.label}`}`,
    `cost       ${row.cost}`,
    ...costs,
    `next best  ${next}`,
    `sure       ${row.structure.toFixed(3)}`,
    ...row.repairs.map((repair) => `repair     ${printable(repair)}`),
    '',
  ].join('\n')
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
