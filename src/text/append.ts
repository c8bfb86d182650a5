/**
 * Puts all of these at the end of a list. A call takes some hundred thousand arguments and no more:
 * `list.push(...others)` throws where a document has that many lines or points.
 */
export function append<Item>(list: Item[], others: Iterable<Item>): void {
  for (const other of others) list.push(other)
}
