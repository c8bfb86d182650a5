import type { Grammar } from '../model/grammar.ts'
import { textLooksLike } from './content.ts'

/* «Провести Тиждень безпеки (квітень; усі відділи)»: when and who in brackets behind a measure. */

/** A value in brackets: `text.slice(start, end)`. */
export interface BracketPart {
  readonly role: 'deadline' | 'executors'
  readonly start: number
  readonly end: number
}

/** The last bracket of a line; brackets in it may hold no others. */
const LAST_BRACKET = /\(((?:[^()]|\([^()]*\))+)\)[.;]?\s*$/
/** A semicolon parts surely, a comma may be of either. */
const SIGNS = [';', ','] as const
/** No bracket says more. */
const LONGEST = 400

/** The deadline and the executors in the bracket that a text ends with, in their order; null where both do not stand there. */
export function bracketParts(text: string, grammar: Grammar): readonly BracketPart[] | null {
  const found = LAST_BRACKET.exec(text.slice(-LONGEST))
  const inside = found?.[1] ?? ''
  const from = text.length - Math.min(text.length, LONGEST) + (found?.index ?? 0) + 1
  for (const sign of SIGNS)
    for (let at = inside.indexOf(sign); at > 0; at = inside.indexOf(sign, at + 1)) {
      const [first, second] = kindsOf([inside.slice(0, at), inside.slice(at + 1)], grammar)
      if (!first || !second || first === second) continue
      const blank = inside.slice(at + 1).search(/\S/)
      return [
        { role: first, start: from, end: from + at },
        { role: second, start: from + at + 1 + blank, end: from + inside.length },
      ]
    }
  return null
}

/** The same, or where one alone stands there: among measures that have such brackets. */
export function someParts(text: string, grammar: Grammar): readonly BracketPart[] | null {
  const both = bracketParts(text, grammar)
  const inside = both ? null : LAST_BRACKET.exec(text.slice(-LONGEST))?.[1]
  const role = inside ? kindOf(inside, grammar) : null
  if (both || !inside || !role) return both
  const start = text.lastIndexOf(inside)
  return [{ role, start, end: start + inside.length }]
}

/** Of two parts one tells the other; what has more commas tells it by its own words. */
function kindsOf(
  parts: readonly string[],
  grammar: Grammar,
): readonly (BracketPart['role'] | null)[] {
  const [first = null, second = null] = parts.map((part) => kindOf(part, grammar))
  if (parts.some((part) => part.includes(','))) return [first, second]
  return [first ?? otherOf(second), second ?? otherOf(first)]
}

function otherOf(kind: BracketPart['role'] | null): BracketPart['role'] | null {
  return kind && (kind === 'deadline' ? 'executors' : 'deadline')
}

function kindOf(text: string, grammar: Grammar): BracketPart['role'] | null {
  const isWhen = textLooksLike(text.trim(), 'deadline', grammar)
  if (isWhen === textLooksLike(text.trim(), 'executors', grammar)) return null
  return isWhen ? 'deadline' : 'executors'
}
