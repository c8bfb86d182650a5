import { setImmediate as turn } from 'node:timers/promises'
import munkres from 'munkres'
import { remember } from '../text/memory.ts'
import { type Canonical, type Catalogue, newCatalogue, type Printed } from './catalogue.ts'
import { comparable, likeness, type Profile, profileOf } from './likeness.ts'

export interface Match<Measure extends Printed> {
  readonly measure: Measure
  readonly canonical: Canonical<Measure>
  /** From 0 to 1; 1 where it is printed in the same words. */
  readonly score: number
  readonly isSure: boolean
}

/** A measure of a list while its partner is looked for. */
interface Row<Measure extends Printed> {
  readonly measure: Measure
  /** As `comparable` gives it. */
  readonly text: string
  readonly position: number
}

/** What a pair is worth: the words most, then the number, then the place in the list. */
const WEIGHTS = { text: 0.7, id: 0.2, order: 0.1 }
/** A pair worth less is two measures. */
const LEAST = 0.55
/** A pair worth less, or as near to another as `CLOSE`, is told as doubtful. */
const SURE = 0.75
const CLOSE = 0.05
/** Places that a measure may have moved before its place tells nothing. */
const REACH = 10
/** Rows that have partners in common beyond so many are paired one after another, the best first. */
const MOST_TOGETHER = 400
/** Rows scored before other things have their turn. */
const TURN = 100
/** The reports of a programme print the same words again and again. */
const comparableWords = remember(comparable)

/**
 * Matches the measures of one programme over lists that number, spell and cut them differently. The
 * first list is the model: give the plan first, or the fullest report. Each further list is matched
 * with all measures known so far; what finds no partner is a measure of its own, after the one that
 * stands before it. Optimal assignment: H. W. Kuhn, The Hungarian method, 1955.
 */
export async function align<Measure extends Printed>(
  lists: readonly (readonly Measure[])[],
): Promise<{
  readonly canonical: readonly Canonical<Measure>[]
  readonly matches: readonly Match<Measure>[]
}> {
  const catalogue = newCatalogue<Measure>()
  const matches: Match<Measure>[] = []
  for (const list of lists)
    for (const match of await alignList(catalogue, list)) matches.push(match)
  return { canonical: catalogue.ordered(), matches }
}

async function alignList<Measure extends Printed>(
  catalogue: Catalogue<Measure>,
  list: readonly Measure[],
): Promise<readonly Match<Measure>[]> {
  const rows = list.map((measure, position) => ({
    measure,
    text: comparableWords(`${measure.itemTitle} ${measure.text}`),
    position,
  }))
  const found = new Map<Row<Measure>, Match<Measure>>()
  for (const [row, canonical] of samePrint(catalogue, rows))
    found.set(row, { measure: row.measure, canonical, score: 1, isSure: true })
  for await (const [row, match] of bestPairs(catalogue, rows, found)) found.set(row, match)
  return rows.map((row, index) => {
    const before = rows[index - 1]
    const match = found.get(row) ?? {
      measure: row.measure,
      canonical: catalogue.add(row.measure, row.text, before && found.get(before)?.canonical),
      score: 1,
      isSure: true,
    }
    found.set(row, match)
    catalogue.learn(match.canonical, row.text, row.measure.measureId)
    return match
  })
}

/** Rows printed in words that one measure has, and that no other row of the list has. */
function* samePrint<Measure extends Printed>(
  catalogue: Catalogue<Measure>,
  rows: readonly Row<Measure>[],
): Iterable<readonly [Row<Measure>, Canonical<Measure>]> {
  const count = new Map<string, number>()
  for (const { text } of rows) count.set(text, (count.get(text) ?? 0) + 1)
  const taken = new Set<Canonical<Measure>>()
  for (const row of rows.filter(({ text }) => text !== '')) {
    const [canonical, another] = catalogue.withText(row.text)
    if (!canonical || another || count.get(row.text) !== 1 || taken.has(canonical)) continue
    taken.add(canonical)
    yield [row, canonical]
  }
}

async function* bestPairs<Measure extends Printed>(
  catalogue: Catalogue<Measure>,
  rows: readonly Row<Measure>[],
  found: ReadonlyMap<Row<Measure>, Match<Measure>>,
): AsyncIterable<readonly [Row<Measure>, Match<Measure>]> {
  const taken = new Set([...found.values()].map(({ canonical }) => canonical))
  const open = rows.filter((row) => !found.has(row))
  const place = placesOf(catalogue, rows, found)
  const scores: Map<Canonical<Measure>, number>[] = []
  for (const [index, row] of open.entries()) {
    if (index % TURN === 0) await turn()
    const profile = profileOf(row.text)
    const near = catalogue.near(row.text, row.measure.measureId).filter((one) => !taken.has(one))
    scores.push(new Map(near.map((one) => [one, worth({ row, profile }, one, place(row, one))])))
  }
  for (const [index, chosen] of assign(scores)) {
    const row = open[index]
    const score = scores[index]?.get(chosen) ?? 0
    if (row === undefined) continue
    const rival = Math.max(
      0,
      ...[...(scores[index] ?? [])].map(([one, value]) => (one === chosen ? 0 : value)),
    )
    const isSure = score >= SURE && score - rival > CLOSE
    yield [row, { measure: row.measure, canonical: chosen, score, isSure }]
  }
}

type Scores<Column> = ReadonlyMap<Column, number>
type Pair<Column> = readonly [row: number, column: Column]

/**
 * The pairs that are worth most together; a row stays without one where that is worth more. Rows that
 * have no possible partner in common do not matter to one another: each group is assigned by itself.
 */
function* assign<Column>(scores: readonly Scores<Column>[]): Iterable<Pair<Column>> {
  for (const group of groupsOf(scores))
    yield* group.length > MOST_TOGETHER ? inTurns(scores, group) : together(scores, group)
}

/** Rows linked by partners that are worth enough. */
function* groupsOf<Column>(scores: readonly Scores<Column>[]): Iterable<readonly number[]> {
  const rowsOf = new Map<Column, number[]>()
  const possible = scores.map((row, index) => {
    const columns = [...row].flatMap(([column, score]) => (score >= LEAST ? [column] : []))
    for (const column of columns) rowsOf.set(column, rowsOf.get(column)?.concat(index) ?? [index])
    return columns
  })
  const seen = new Set<number>()
  for (const first of possible.keys()) {
    if (seen.has(first) || possible[first]?.length === 0) continue
    const group = new Set([first])
    for (const row of group)
      for (const column of possible[row] ?? []) {
        for (const other of rowsOf.get(column) ?? []) group.add(other)
        rowsOf.delete(column)
      }
    for (const row of group) seen.add(row)
    yield [...group].sort((left, right) => left - right)
  }
}

function* together<Column>(
  scores: readonly Scores<Column>[],
  group: readonly number[],
): Iterable<Pair<Column>> {
  const columns = [...new Set(group.flatMap((row) => [...(scores[row]?.keys() ?? [])]))]
  const costs = group.map((row) => [
    ...columns.map((column) => 1 - Math.max(0, scores[row]?.get(column) ?? 0)),
    ...group.map((other) => (other === row ? 1 - LEAST : 1)),
  ])
  for (const [index, column] of munkres(costs)) {
    const [row, chosen] = [group[index] ?? 0, columns[column]]
    if (chosen !== undefined && (scores[row]?.get(chosen) ?? 0) >= LEAST) yield [row, chosen]
  }
}

function* inTurns<Column>(
  scores: readonly Scores<Column>[],
  group: readonly number[],
): Iterable<Pair<Column>> {
  const pairs = group.flatMap((row) =>
    [...(scores[row] ?? [])].map(([column, score]) => ({ row, column, score })),
  )
  const taken = new Set<number | Column>()
  for (const { row, column, score } of pairs.sort((left, right) => right.score - left.score)) {
    if (score < LEAST || taken.has(row) || taken.has(column)) continue
    taken.add(row).add(column)
    yield [row, column]
  }
}

function worth<Measure extends Printed>(
  { row, profile }: { readonly row: Row<Measure>; readonly profile: Profile },
  canonical: Canonical<Measure>,
  distance: number,
): number {
  const { measureId } = row.measure
  const id = canonical.wordings.some((wording) => wording.id === measureId) ? 1 : 0
  // A letter may tell of a point by its number alone.
  const told = canonical.wordings.filter((wording) => row.text !== '' && wording.text !== '')
  const text = Math.max(...told.map((wording) => likeness(profile, wording.profile)))
  const words = told.length === 0 ? id : text
  const order = Math.max(0, 1 - distance / REACH)
  return WEIGHTS.text * words + WEIGHTS.id * id + WEIGHTS.order * order
}

/** How many places a pair lies away from where the pairs around it lie. */
function placesOf<Measure extends Printed>(
  catalogue: Catalogue<Measure>,
  rows: readonly Row<Measure>[],
  found: ReadonlyMap<Row<Measure>, Match<Measure>>,
): (row: Row<Measure>, canonical: Canonical<Measure>) => number {
  const position = new Map(catalogue.ordered().map((canonical, index) => [canonical, index]))
  const expected: number[] = []
  let shift = 0
  for (const row of rows) {
    const match = found.get(row)
    if (match) shift = (position.get(match.canonical) ?? 0) - row.position
    expected.push(row.position + shift)
  }
  return (row, canonical) =>
    Math.abs((position.get(canonical) ?? 0) - (expected[row.position] ?? row.position))
}
