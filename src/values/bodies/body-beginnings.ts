import { LETTERS } from '../../text/characters.ts'
import type { PhraseList } from '../../text/phrase.ts'
import { adjectiveOf } from './adjectives.ts'
import type { NounForm, Prepared } from './prepared-lexicon.ts'

/* What a name of a body may begin with, and not end with. All texts here are folded. */

const MOST_ADJECTIVES = 3
const FIRST_WORDS = new RegExp(`^\\s*(?:[${LETTERS}'-]+(?:\\s+|$|(?=[,;.():]))){1,4}`)
/** A word that may stand in the genitive. */
export const GENITIVE = new RegExp(
  `^\\s*[${LETTERS}'-]+(?:и|і|ї|у|ю|ів|їв|ей|ства|ння|ого|ої|их)(?![${LETTERS}'])`,
)

const UNFINISHED = /(?:-|,|ий|ій|[нкт]е|ськ[аі]|цьк[аі]|питань|справах|справ|імені|ім\.)$/

/** True where one of the phrases begins the text. */
export function begins(phrases: PhraseList, text: string): boolean {
  return phrases.endOfFirst(text) >= 0
}

/** True where a known noun or unit begins the name. */
export function beginsBody(folded: string, prepared: Prepared): boolean {
  const { opens, heads } = prepared.phrases
  return begins(opens, folded) || begins(heads, folded) || firstNoun(folded, prepared) !== undefined
}

/** The known noun that a name begins with, known adjectives before it. */
export function firstNoun(folded: string, { nouns, adjectives }: Prepared): NounForm | undefined {
  const words = folded.trim().split(/\s+/, MOST_ADJECTIVES + 1)
  return nouns.get(words.find((word) => !adjectives.has(word)) ?? '')
}

/** «обласні …», «державна …»: a known adjective in the nominative begins the text. */
export function beginsNominative(folded: string, { adjectives }: Prepared): boolean {
  const [first = ''] = folded.trim().split(/[\s,]+/, 1)
  return adjectives.get(first)?.isNominative === true
}

/** True where «організацій» begins the text, adjectives in the same case before it. */
export function beginsOfMany(folded: string, { genitives }: Prepared): boolean {
  const words = folded.trim().split(/[\s,]+/, MOST_ADJECTIVES + 1)
  const at = words.findIndex((word) => genitives.has(word))
  return at >= 0 && words.slice(0, at).every((word) => /[иі]х$/.test(word))
}

/**
 * True where a noun in the nominative of one, its adjectives before it, begins the name, which no
 * other case is written like.
 */
export function beginsUnit(folded: string, prepared: Prepared): boolean {
  const words = folded.match(FIRST_WORDS)?.[0].trim().split(/\s+/) ?? []
  for (const [index, word] of words.entries()) {
    const noun = prepared.nouns.get(word)
    if (noun)
      return noun.isNominative && !noun.isMany && (index > 0 || noun.noun.gender !== 'neuter')
    const adjective = adjectiveOf({ text: word, folded: word }, prepared)
    if (!adjective?.isNominative || adjective.agreement === 'many') return false
  }
  return false
}

/** «районні центри …», «служби …»: a noun in the nominative of many begins the name. */
export function namesMany(folded: string, prepared: Prepared): boolean {
  const noun = firstNoun(folded, prepared)
  if (!noun?.isMany || !noun.isNominative) return false
  // «управління», «ОДА» are written alike in one and in many.
  return noun.noun.one[0] !== noun.noun.many[0]
}

/** «обласний», «головне», «управління освіти та»: a line that cannot be the end of a name. */
export function isUnfinished(folded: string, { adjectives }: Prepared): boolean {
  const last = folded.trim().split(/\s+/).at(-1) ?? ''
  return last.length <= 2 || adjectives.has(last) || UNFINISHED.test(last)
}
