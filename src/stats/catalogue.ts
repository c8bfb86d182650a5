import { type Profile, profileOf } from './likeness.ts'

/** A measure as one report, or the plan, prints it. */
export interface Printed {
  readonly measureId: string
  readonly itemTitle: string
  readonly text: string
}

/** A measure of a programme, under all numbers and in all words in which it was met. */
export interface Canonical<Measure extends Printed> {
  /** Number of its first print; a number met twice gets `~2`. */
  readonly id: string
  readonly first: Measure
  readonly wordings: Wording[]
}

export interface Wording {
  readonly id: string
  readonly text: string
  readonly profile: Profile
}

/** The measures of a programme that are known so far, to be found by their words. */
export interface Catalogue<Measure extends Printed> {
  readonly ordered: () => readonly Canonical<Measure>[]
  readonly withText: (text: string) => readonly Canonical<Measure>[]
  /** Measures that share the number or rare words with a text, the nearest first. */
  readonly near: (text: string, id: string) => readonly Canonical<Measure>[]
  readonly add: (
    measure: Measure,
    text: string,
    after: Canonical<Measure> | undefined,
  ) => Canonical<Measure>
  readonly learn: (canonical: Canonical<Measure>, text: string, id: string) => void
}

const MOST_WORDINGS = 6
const MOST_NEAR = 24
/** Characters of a word that tell it; Ukrainian inflects behind them. */
const STEM = 6
/** Measures that hold a word beyond so many are not told apart by it. */
const MOST_HOLDERS = 1000
const SHORTEST = 4

export function newCatalogue<Measure extends Printed>(): Catalogue<Measure> {
  type Known = Canonical<Measure>
  const order: Known[] = []
  const byText = new Map<string, Known[]>()
  const byTerm = new Map<string, Set<Known>>()
  const byId = new Map<string, Set<Known>>()
  const ids = new Map<string, number>()

  function learn(canonical: Known, text: string, id: string): void {
    if (canonical.wordings.length >= MOST_WORDINGS) return
    if (canonical.wordings.some((known) => known.text === text && known.id === id)) return
    canonical.wordings.push({ id, text, profile: profileOf(text) })
    const same = byText.get(text) ?? []
    if (!same.includes(canonical)) byText.set(text, [...same, canonical])
    addTo(byId, id, canonical)
    for (const term of termsOf(text)) addTo(byTerm, term, canonical)
  }

  function add(measure: Measure, text: string, after: Known | undefined): Known {
    const canonical = { id: freeId(ids, measure.measureId), first: measure, wordings: [] }
    order.splice(after === undefined ? order.length : order.indexOf(after) + 1, 0, canonical)
    learn(canonical, text, measure.measureId)
    return canonical
  }

  function near(text: string, id: string): readonly Known[] {
    const weights = new Map<Known, number>()
    for (const holders of rareHolders(text))
      for (const known of holders)
        weights.set(known, (weights.get(known) ?? 0) + 1 / holders.length)
    const best = [...weights].sort(([, left], [, right]) => right - left).slice(0, MOST_NEAR)
    return [
      ...new Set([
        ...best.map(([known]) => known),
        ...[...(byId.get(id) ?? [])].slice(0, MOST_NEAR),
      ]),
    ]
  }

  /**
   * Who holds the words of a text, those of words left out that very many hold: they tell nothing, and
   * would be looked at for each text. Where all are such, some of the rarest are given.
   */
  function rareHolders(text: string): readonly (readonly Known[])[] {
    const all = [...termsOf(text)].flatMap((term) => byTerm.get(term) ?? [])
    const rare = all.filter(({ size }) => size <= MOST_HOLDERS)
    if (rare.length > 0) return rare.map((holders) => [...holders])
    const [rarest] = all.sort((left, right) => left.size - right.size)
    return rarest ? [firstOf(rarest, MOST_HOLDERS)] : []
  }

  return { ordered: () => order, withText: (text) => byText.get(text) ?? [], near, add, learn }
}

function firstOf<Value>(values: Iterable<Value>, most: number): readonly Value[] {
  const first: Value[] = []
  for (const value of values) {
    if (first.length === most) break
    first.push(value)
  }
  return first
}

function termsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(' ')
      .filter((word) => word.length >= SHORTEST)
      .map((word) => word.slice(0, STEM)),
  )
}

/** `ids` knows the number that is tried next of each that was given. */
function freeId(ids: Map<string, number>, wanted: string): string {
  let id = wanted
  for (; ids.has(id); id = `${wanted}~${ids.get(wanted)}`)
    ids.set(wanted, (ids.get(wanted) ?? 1) + 1)
  ids.set(id, 1)
  return id
}

function addTo<Value>(index: Map<string, Set<Value>>, key: string, value: Value): void {
  const values = index.get(key)
  if (values) values.add(value)
  else index.set(key, new Set([value]))
}
