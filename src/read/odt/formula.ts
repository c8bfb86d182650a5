import { attribute, child, type XmlElement } from '../../containers/xml/element.ts'
import type { Reading } from './reading.ts'

const NOT_PRINTED: ReadonlySet<string> = new Set(['math:annotation', 'math:annotation-xml'])

/** The characters of a formula in a `draw:object`, null where the object is something else. */
export function readFormula(object: XmlElement, reading: Reading): string | null {
  const inside = child(object, 'math:math')
  if (inside !== null) return textOf(inside)
  const href = attribute(object, 'xlink:href')
  const part = href === null ? null : reading.pack.object(href)
  if (part?.root.name !== 'math:math') return null
  const known = reading.formulas.get(part)
  const text = known?.text ?? textOf(part.root)
  reading.formulas.set(part, { text, times: (known?.times ?? 0) + 1 })
  return text
}

// Numerator and denominator, base and index: without a blank 1 over 2 would be 12.
function textOf(element: XmlElement): string {
  return element.children
    .map((node) => {
      if (typeof node === 'string') return node.replace(/\s+/g, ' ')
      return NOT_PRINTED.has(node.name) ? '' : textOf(node)
    })
    .filter((text) => text.trim() !== '')
    .join(' ')
}
