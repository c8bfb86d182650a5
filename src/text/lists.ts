/**
 * Puts all of these at the end of a list. A call takes some hundred thousand arguments and no more:
 * `list.push(...others)` throws where a document has that many lines or points.
 */
export function append<Item>(list: Item[], others: Iterable<Item>): void {
  for (const other of others) list.push(other)
}

/** What is first found of an item, null where nothing is found of any. */
export function firstOf<Item, Found>(
  items: Iterable<Item>,
  find: (item: Item) => Found | null,
): Found | null {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

/** What follows one from the other, each once and no more than `most`: loops are cut. */
export function chainFrom<Item>(
  first: Item | undefined,
  next: (item: Item) => Item | undefined,
  most: number,
): readonly Item[] {
  const chain = new Set<Item>()
  for (let item = first; item !== undefined && !chain.has(item); item = next(item)) {
    if (chain.size >= most) break
    chain.add(item)
  }
  return [...chain]
}

/** What a map holds under a key, made and put there where it holds nothing. */
export function kept<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** What is told of an object: without the properties that are undefined. */
export function told<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  const own = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(own) as ReturnType<typeof told<Values>>
}

/** How often each of the items is there. */
export function counted<Item>(items: Iterable<Item>): ReadonlyMap<Item, number> {
  const counts = new Map<Item, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

/** The number that is there most often, of two the larger; 0 of none. */
export function usual(numbers: Iterable<number>): number {
  const counts = [...counted(numbers)]
  return counts.sort((one, two) => two[1] - one[1] || two[0] - one[0])[0]?.[0] ?? 0
}

/** Puts an item at the end of the list that a map holds under a key. */
export function addTo<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  kept(map, key, (): Item[] => []).push(item)
}

/** The first of so many ascending places that is not before what is looked for; `count` of none. */
export function firstNotBefore(count: number, isBefore: (place: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/* `Math.max(...values)` throws where a document has more values than a call takes arguments. */

/** The largest of the values, -Infinity of none. */
export function largest(values: Iterable<number>): number {
  let found = Number.NEGATIVE_INFINITY
  for (const value of values) found = Math.max(found, value)
  return found
}

/** The smallest of the values, Infinity of none. */
export function smallest(values: Iterable<number>): number {
  let found = Number.POSITIVE_INFINITY
  for (const value of values) found = Math.min(found, value)
  return found
}
