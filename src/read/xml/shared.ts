import type { Limits } from '../limits.ts'
import type { XmlElement } from './element.ts'
import { parseXml, type XmlOptions } from './index.ts'

/** Characters of all texts that are remembered under one set of options, and of one of them. */
const MOST = 500_000
const LONGEST = 125_000

/** Trees by their texts, the one used last behind all others. */
interface Trees {
  readonly byText: Map<string, XmlElement>
  characters: number
}

const known = new WeakMap<XmlOptions['namespaces'], WeakMap<Limits, Trees>>()

/**
 * As `parseXml`, for a part that comes again from document to document: styles, numbering,
 * relationships. The tree of one text is made once, so nobody may change it.
 */
export function parseShared(text: string, options: XmlOptions): XmlElement {
  if (text.length > LONGEST) return parseXml(text, options)
  const trees = treesOf(options)
  const root = trees.byText.get(text) ?? parseXml(text, options)
  if (!trees.byText.delete(text)) trees.characters += text.length
  trees.byText.set(text, root)
  for (const oldest of trees.byText.keys()) {
    if (trees.characters <= MOST) break
    trees.byText.delete(oldest)
    trees.characters -= oldest.length
  }
  return root
}

function treesOf({ namespaces, limits }: XmlOptions): Trees {
  const byLimits = known.get(namespaces) ?? new WeakMap<Limits, Trees>()
  known.set(namespaces, byLimits)
  const trees = byLimits.get(limits) ?? { byText: new Map<string, XmlElement>(), characters: 0 }
  byLimits.set(limits, trees)
  return trees
}
