/**
 * Puts all of these at the end of a list. A call takes some hundred thousand arguments and no more:
 * `list.push(...others)` throws where a document has that many lines or points.
 */
export function append<Item>(list: Item[], others: Iterable<Item>): void {
  for (const other of others) list.push(other)
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
