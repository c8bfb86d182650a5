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
/** The reports of a programme print the same words again and again. */
const comparableWords = remember(comparable)

/**
 * Matches the measures of one programme over lists that number, spell and cut them differently. The
 * first list is the model: give the plan first, or the fullest report. Each further list is matched
 * with all measures known so far; what finds no partner is a measure of its own, after the one that
 * stands before it. Optimal assignment: H. W. Kuhn, The Hungarian method, 1955.
 */
export function align<Measure extends Printed>(
  lists: readonly (readonly Measure[])[],
): {
  readonly canonical: readonly Canonical<Measure>[]
  readonly matches: readonly Match<Measure>[]
} {
  const catalogue = newCatalogue<Measure>()
  const matches = lists.flatMap((list) => alignList(catalogue, list))
  return { canonical: catalogue.ordered(), matches }
}

function alignList<Measure extends Printed>(
  catalogue: Catalogue<Measure>,
  list: readonly Measure[],
): readonly Match<Measure>[] {
  const rows = list.map((measure, position) => ({
    measure,
    text: comparableWords(`${measure.itemTitle} ${measure.text}`),
    position,
  }))
  const found = new Map<Row<Measure>, Match<Measure>>()
  for (const [row, canonical] of samePrint(catalogue, rows))
    found.set(row, { measure: row.measure, canonical, score: 1, isSure: true })
  for (const [row, match] of bestPairs(catalogue, rows, found)) found.set(row, match)
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
  for (const row of rows) {
    const [canonical, another] = catalogue.withText(row.text)
    if (!canonical || another || count.get(row.text) !== 1 || taken.has(canonical)) continue
    taken.add(canonical)
    yield [row, canonical]
  }
}

function* bestPairs<Measure extends Printed>(
  catalogue: Catalogue<Measure>,
  rows: readonly Row<Measure>[],
  found: ReadonlyMap<Row<Measure>, Match<Measure>>,
): Iterable<readonly [Row<Measure>, Match<Measure>]> {
  const taken = new Set([...found.values()].map(({ canonical }) => canonical))
  const open = rows.filter((row) => !found.has(row))
  const place = placesOf(catalogue, rows, found)
  const scores = open.map((row) => {
    const profile = profileOf(row.text)
    const near = catalogue.near(row.text, row.measure.measureId).filter((one) => !taken.has(one))
    return new Map(near.map((one) => [one, worth({ row, profile }, one, place(row, one))]))
  })
  const columns = [...new Set(scores.flatMap((row) => [...row.keys()]))]
  if (columns.length === 0) return
  for (const [index, chosen] of assign(scores, columns)) {
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

/** The pairs that are worth most together; a row may stay without one where that is worth more. */
function* assign<Column>(
  scores: readonly ReadonlyMap<Column, number>[],
  columns: readonly Column[],
): Iterable<readonly [number, Column]> {
  const costs = scores.map((row, index) => [
    ...columns.map((column) => 1 - Math.max(0, row.get(column) ?? 0)),
    ...scores.map((_, other) => (other === index ? 1 - LEAST : 1)),
  ])
  for (const [index, column] of munkres(costs)) {
    const chosen = columns[column]
    if (chosen !== undefined && (scores[index]?.get(chosen) ?? 0) >= LEAST) yield [index, chosen]
  }
}

function worth<Measure extends Printed>(
  { row, profile }: { readonly row: Row<Measure>; readonly profile: Profile },
  canonical: Canonical<Measure>,
  distance: number,
): number {
  const { measureId } = row.measure
  const text = Math.max(...canonical.wordings.map((wording) => likeness(profile, wording.profile)))
  const id = canonical.wordings.some((wording) => wording.id === measureId) ? 1 : 0
  const order = Math.max(0, 1 - distance / REACH)
  return WEIGHTS.text * text + WEIGHTS.id * id + WEIGHTS.order * order
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
