import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, YAMLSeq } from 'yaml'
import { fold } from '../text/fold.ts'
import { keyOf, moveComments, textOf } from './nodes.ts'

/*
 * A grammar that extends another holds what it adds, changes or takes away. Maps are joined by their
 * keys; in lists, entries with an `id` or a `name` are joined by it; a single value stands in place
 * of the one before. What is added to a list comes first, so that it is tried first.
 */

type Entry = Pair<Node, Node | null>

/** What a `without` took away, and what it names that is not there. */
export interface TakenAway {
  readonly names: ReadonlySet<string>
  readonly unknown: readonly Node[]
}

/** Joins what a grammar says to the one that it extends, which is changed. */
export function extend(base: YAMLMap, own: YAMLMap): void {
  moveComments(own)
  for (const pair of own.items as Entry[]) {
    const known = (base.items as Entry[]).find(({ key }) => keyOf(key) === keyOf(pair.key))
    if (known === undefined) base.items.push(pair)
    else extendValue(known, pair)
  }
}

function extendValue(known: Entry, { key, value }: Entry): void {
  if (key.commentBefore) known.key.commentBefore = key.commentBefore
  if (isMap(known.value) && isMap(value)) extend(known.value, value)
  else if (isSeq(known.value) || isSeq(value)) known.value = extendList(known.value, value)
  else known.value = value
}

function extendList(known: Node | null, own: Node | null): Node {
  const list = listOf(known)
  const added = listOf(own)
  moveComments(list)
  moveComments(added)
  const fresh = (added.items as Node[]).filter((entry) => {
    const name = nameOf(entry)
    const twin = name === null ? undefined : list.items.find((one) => nameOf(one) === name)
    if (isMap(twin) && isMap(entry)) extend(twin, entry)
    return twin === undefined
  })
  list.items.unshift(...fresh)
  return list
}

/** A single text stands for a list of one. */
function listOf(node: Node | null): YAMLSeq {
  if (isSeq(node)) return node
  const list = new YAMLSeq()
  if (node !== null && !(isScalar(node) && node.value === null)) list.items.push(node)
  return list
}

/** By what an entry of a list is known: its `id`, its `name`, or the text that it is. */
function nameOf(entry: unknown): string | null {
  if (!isMap(entry)) return textOf(entry)
  return textOf(entry.get('id', true)) ?? textOf(entry.get('name', true))
}

/** Takes away what a `without` names: keys of maps, entries of lists, each under the keys above it. */
export function takeAway(base: YAMLMap, without: Node): TakenAway {
  const names = new Set<string>()
  const unknown: Node[] = []
  take(base, without)
  return { names, unknown }

  function take(from: Node | null | undefined, asked: Node): void {
    if (!isMap(asked)) {
      for (const name of listOf(asked).items as Node[]) remove(from, name)
      return
    }
    for (const { key, value } of asked.items as Entry[]) {
      const isWhole = value === null || (isScalar(value) && value.value === null)
      if (isWhole) remove(from, key)
      else {
        const inner = innerOf(from, keyOf(key))
        if (inner === null) unknown.push(key)
        else take(inner, value)
      }
    }
  }

  function remove(from: Node | null | undefined, name: Node): void {
    const asked = fold(isScalar(name) ? String(name.value) : '')
    const isAsked = (one: unknown) => fold(String(one ?? '')) === asked
    const items: unknown[] = isMap(from) || isSeq(from) ? from.items : []
    const left = items.filter(
      (item) => !isAsked(isMap(from) ? keyOf((item as Entry).key) : nameOf(item)),
    )
    if (left.length === items.length) unknown.push(name)
    else if (isScalar(name)) names.add(String(name.value))
    items.splice(0, items.length, ...left)
  }
}

function innerOf(node: Node | null | undefined, name: string): Node | null {
  if (isMap(node)) return (node.get(name, true) as Node | undefined) ?? null
  if (!isSeq(node)) return null
  return (
    ((node.items as Node[]).find((entry) => nameOf(entry) === name) as Node | undefined) ?? null
  )
}
