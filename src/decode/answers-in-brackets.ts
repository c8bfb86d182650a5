import type { Grammar } from '../model/grammar.ts'
import { asideOf, textLooksLike } from '../tables/content.ts'
import type { FieldLine } from '../tables/field-lines.ts'
import type { Slot } from '../tables/slots.ts'

/*
 * «1. Оновити паспорт громади (паспорт оновлено 12.03.2024).»: the answer in a bracket at the end of
 * its measure.
 */

/** The last bracket of a measure; brackets in it may hold no others. */
const LAST_BRACKET = /\(((?:[^()]|\([^()]*\))+)\)[.;]?\s*$/
/** «(за згодою)», «(2 рази на рік)»: no answer is shorter. */
const LEAST_WORDS = 2
/** A verb that the words of the grammar do not know, and marks that nothing is said. */
const VERB =
  /\p{L}{3,}(?:л[иао]|лись|лося|лася|[ую]є|[аяиуі]в|[иоаяую]ть|[иую]ться|ється|йде|буде)(?!\p{L})/u
const FILLER = /^(?:[xх]|н\/д|[–—-])$/iu
/** Who and when take fewer words than an answer with a verb. */
const SENTENCE = 5

/** Where the bracket with the answer to a numbered measure begins; null where none does. */
export function answerBracket(text: string, grammar: Grammar): number | null {
  const found = LAST_BRACKET.exec(text)
  const inside = found?.[1]?.replace(/\s+/g, ' ').trim() ?? ''
  if (!found || found.index === 0) return null
  if (FILLER.test(inside)) return found.index
  const words = inside.split(' ').length
  const hasVerb = VERB.test(inside)
  if (words < LEAST_WORDS || !(hasVerb || textLooksLike(inside, 'response', grammar))) return null
  const isAside = asideOf(inside, grammar) !== null && !(hasVerb && words >= SENTENCE)
  return isAside ? null : found.index
}

/** The answer in a paragraph that was parted before its bracket; null for others. */
export function bracketedAnswer({ offset, text }: Slot, grammar: Grammar): FieldLine | null {
  const found = LAST_BRACKET.exec(text)
  if (offset === 0 || found?.index !== 0 || answerBracket(`.${text}`, grammar) === null) return null
  return { role: 'response', start: 1, end: 1 + (found[1]?.length ?? 0) }
}

/** The parts of a text that begin with a number, as offsets. */
export function numberedParts(
  text: string,
  isNumbered: (line: string) => boolean,
): readonly (readonly [from: number, to: number])[] {
  const starts: number[] = []
  let from = 0
  for (const line of text.split('\n')) {
    if (isNumbered(line)) starts.push(from)
    from += line.length + 1
  }
  return starts.map((start, index) => [start, starts[index + 1] ?? text.length])
}
