import type { Grammar } from '../model/grammar.ts'
import { textLooksLike } from '../tables/content.ts'
import { CAPITALS, SMALLS } from '../text/letters.ts'

/* A measure and its answer may be sentences of one paragraph. */

export const SENTENCE = new RegExp(`(?<=[.;!?]\\s{1,3})[${CAPITALS}]`, 'g')
/** A shorter word with a stop may be an abbreviation («вул. Шевченка»). */
const WHOLE_WORD = new RegExp(`(?:[${SMALLS}]{4}|[»")])[.!?]$`)
const WORD = new RegExp(`[${SMALLS}]{2}`)
/** The number of another point. */
const NUMBER_ALONE = /(?:^|\n)[^\S\n]*\S{1,8}$/
const STOP = /[.!?]\s/
/** No measure has a longer first sentence, and in its first words an answer shows that it is one. */
const LONGEST = 600
export const LONGEST_BEGINNING = 40

/** Where the sentence behind the first begins («Оновити техніку. | Придбано 18 ноутбуків.»); -1 where none does. */
export function secondSentence(text: string, grammar: Grammar): number {
  const head = text.slice(0, LONGEST)
  for (const { index } of head.matchAll(SENTENCE)) {
    const first = head.slice(0, index).trimEnd()
    if (NUMBER_ALONE.test(first) || first.endsWith(';')) continue
    const [next = ''] = text.slice(index, index + LONGEST_BEGINNING).split(STOP)
    if (WHOLE_WORD.test(first)) return index
    if (WORD.test(first) && textLooksLike(next, 'response', grammar)) return index
  }
  return -1
}
