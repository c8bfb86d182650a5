import type { FlatRow, Level } from './flat.ts'

/** The values that make a row usable: where one of them is wrong, the row is. */
export const WHOLE_ROW = [
  'section',
  'item',
  'number',
  'text',
  'deadlineText',
  'executorsText',
  'responseText',
] as const

/** One value that is not what the truth says. */
export interface Difference {
  readonly level: Level
  readonly id: string
  /** The value's field, or `missing` and `invented` for whole rows. */
  readonly field: string
  readonly expected: string
  readonly got: string
}

/** A row of the truth and what was read in its place. */
export interface Pair {
  readonly expected: FlatRow
  /** Null where no row of that id was read. */
  readonly got: FlatRow | null
  readonly wrong: readonly Difference[]
}

export interface Comparison {
  /** One for each row of the truth, in its order. */
  readonly pairs: readonly Pair[]
  /** Rows that were read and that the truth does not know. */
  readonly invented: readonly FlatRow[]
  readonly differences: readonly Difference[]
}

/**
 * Rows paired by level and id, nothing else: a row read under a wrong number is one missing and
 * one invented. Of rows with the same id the first is paired, the others are invented.
 */
export function compare(expected: readonly FlatRow[], got: readonly FlatRow[]): Comparison {
  const waiting = new Map<string, FlatRow>()
  for (const row of got) if (!waiting.has(keyOf(row))) waiting.set(keyOf(row), row)
  const pairs = expected.map((row): Pair => {
    const found = waiting.get(keyOf(row)) ?? null
    waiting.delete(keyOf(row))
    return { expected: row, got: found, wrong: found ? differences(row, found) : [missing(row)] }
  })
  const paired = new Set(pairs.map((pair) => pair.got))
  const invented = got.filter((row) => !paired.has(row))
  return {
    pairs,
    invented,
    differences: [...pairs.flatMap((pair) => pair.wrong), ...invented.map(inventedRow)],
  }
}

/** Whether the row was found and each of its main values is right. */
export function isWhole({ got, wrong }: Pair): boolean {
  return got !== null && !wrong.some(({ field }) => WHOLE_ROW.some((main) => main === field))
}

/** Whether the truth speaks of the field here and what was read agrees; null where it does not speak. */
export function isRight({ expected, got, wrong }: Pair, field: string): boolean | null {
  if (expected.values[field] === undefined) return null
  return got !== null && !wrong.some((difference) => difference.field === field)
}

/** A difference in one line, for people; long values are shown from where they part. */
export function describeDifference({ level, id, field, expected, got }: Difference): string {
  const from = partingOf(expected, got)
  const what = `${level} ${id} ${field}`
  return `${what}: expected ${shown(expected, from)}, got ${shown(got, from)}`
}

function keyOf({ level, id }: FlatRow): string {
  return `${level} ${id}`
}

function differences(expected: FlatRow, got: FlatRow): readonly Difference[] {
  return Object.entries(expected.values)
    .filter(([field, value]) => !agrees(field, value, got, expected.statusForReview))
    .map(([field, value]) => ({
      level: expected.level,
      id: expected.id,
      field,
      expected: value,
      got: got.values[field] ?? '(none)',
    }))
}

function agrees(field: string, value: string, got: FlatRow, forReview: string | undefined) {
  const read = got.values[field]
  if (field === 'status' && read === forReview) return got.needsReview
  return read === value
}

function missing({ level, id, values }: FlatRow): Difference {
  return { level, id, field: 'missing', expected: values.text ?? values.title ?? '', got: '' }
}

function inventedRow({ level, id, values }: FlatRow): Difference {
  return { level, id, field: 'invented', expected: '', got: values.text ?? values.title ?? '' }
}

/** Characters of a value that are shown, and of those before the parting. */
const LONG = 160
const BEFORE = 40

function partingOf(expected: string, got: string): number {
  if (Math.max(expected.length, got.length) <= LONG) return 0
  let at = 0
  while (at < expected.length && expected[at] === got[at]) at += 1
  return Math.max(at - BEFORE, 0)
}

function shown(value: string, from: number): string {
  const part = value.slice(from, from + LONG)
  return `«${from > 0 ? '…' : ''}${part}${from + LONG < value.length ? '…' : ''}»`
}
