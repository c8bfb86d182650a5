import { isNode, isPair, isScalar, type Node, type YAMLMap, type YAMLSeq } from 'yaml'

/** The name of a key of a map. */
export function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key)
}

/** The text that a node is; null where it is none. */
export function textOf(node: unknown): string | null {
  return isScalar(node) && typeof node.value === 'string' ? node.value : null
}

/** The comment before the first entry belongs to the map or list; joined, it goes with the entry. */
export function moveComments(collection: YAMLMap | YAMLSeq): void {
  const [first] = collection.items
  const entry = isPair(first) ? first.key : first
  if (!collection.commentBefore || !isNode(entry)) return
  prepend(entry, collection.commentBefore)
  collection.commentBefore = null
}

/** Puts a comment before a node and before those that it has. */
export function prepend(node: Node, comment: string): void {
  node.commentBefore = node.commentBefore ? `${comment}\n${node.commentBefore}` : comment
}
