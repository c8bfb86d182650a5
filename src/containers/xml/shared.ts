import type { Limits } from '../limits.ts'
import type { XmlElement } from './element.ts'
import { parseXml, type XmlOptions } from './index.ts'

/** Characters of all texts that are remembered under one set of options, and of one of them. */
const MOST = 500_000
const LONGEST = 125_000

interface Tree {
  readonly root: XmlElement
  readonly characters: number
}

/** Trees by their keys, the one used last behind all others. */
interface Trees {
  readonly byKey: Map<string, Tree>
  characters: number
}

const known = new WeakMap<XmlOptions['namespaces'], WeakMap<Limits, Trees>>()

/**
 * As `parseXml`, for a part that comes again from document to document: styles, numbering,
 * relationships. `key` is its text, or stands for it; the tree of one key is made once, so nobody may
 * change it.
 */
export function parseShared(key: string, text: () => string, options: XmlOptions): XmlElement {
  const trees = treesOf(options)
  const before = trees.byKey.get(key)
  if (before !== undefined) {
    trees.byKey.delete(key)
    trees.byKey.set(key, before)
    return before.root
  }
  const xml = text()
  const root = parseXml(xml, options)
  if (xml.length <= LONGEST) keep(trees, key, { root, characters: xml.length })
  return root
}

/** The trees that were not asked for longest make room. */
function keep(trees: Trees, key: string, tree: Tree): void {
  trees.byKey.set(key, tree)
  trees.characters += tree.characters
  for (const [oldest, { characters }] of trees.byKey) {
    if (trees.characters <= MOST) break
    trees.byKey.delete(oldest)
    trees.characters -= characters
  }
}

function treesOf({ namespaces, limits }: XmlOptions): Trees {
  const byLimits = known.get(namespaces) ?? new WeakMap<Limits, Trees>()
  known.set(namespaces, byLimits)
  const trees = byLimits.get(limits) ?? { byKey: new Map<string, Tree>(), characters: 0 }
  byLimits.set(limits, trees)
  return trees
}
