import type { Grammar, RowKind } from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import type { View } from './views.ts'

const expressions = new WeakMap<Grammar, readonly { kind: RowKind; expression: RegExp }[]>()
const LONGEST = 600

/** Kinds that the words of a row tell, each once. Total rows and passports stand in tables only. */
export function matchRows(view: View, grammar: Grammar): readonly RowKind[] {
  const text = fold(
    view.filled
      .map((slot) => slot.text)
      .join('\n')
      .slice(0, LONGEST),
  ).trim()
  const isRow = view.unit.table !== null
  const kinds = new Set<RowKind>()
  for (const { kind, expression } of expressionsOf(grammar)) {
    const isTabular = kind === 'total_row' || kind === 'passport'
    if (isTabular === isRow || kind === 'page_furniture' || kind === 'footnote')
      if (expression.test(text)) kinds.add(kind)
  }
  return [...kinds]
}

function expressionsOf(grammar: Grammar) {
  let known = expressions.get(grammar)
  if (!known) {
    known = grammar.rows.map(({ kind, source }) => ({ kind, expression: new RegExp(source, 'u') }))
    expressions.set(grammar, known)
  }
  return known
}
