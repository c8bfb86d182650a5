import type { Grammar } from '../../model/grammar.ts'
import type { Adjectives } from '../../model/language.ts'
import type { BodyNoun, BodyPhrases, Gender, Lexicon } from '../../model/lexicon.ts'
import type { PhraseSequence } from '../../model/phrase.ts'
import { type PreparedLanguage, prepareLanguage } from '../../text/language.ts'
import { CAPITALS, capitalised, LETTERS } from '../../text/letters.ts'
import { largest } from '../../text/lists.ts'
import { type PhraseList, phraseList, type Span } from '../../text/phrase.ts'
import { firstLetters } from '../../text/phrase-steps.ts'

/** What of a grammar reads names of bodies. */
export type NameGrammar = Pick<Grammar, 'bodies' | 'language'>

/** What agrees: the gender of one, or many. */
export type Agreement = Gender | 'many'

export interface NounForm {
  readonly noun: BodyNoun
  readonly isMany: boolean
  readonly isNominative: boolean
}

export interface AdjectiveForm {
  /** Without its ending. */
  readonly stem: string
  /** Null where the form fits several («обласним»). */
  readonly agreement: Agreement | null
  readonly isNominative: boolean
}

interface PreparedClass extends NamedForms {
  readonly group: PhraseList | null
  readonly broad: PhraseList | null
}

/** A lexicon with its phrases ready to be looked for and its forms spelled out. */
export interface Prepared {
  readonly language: PreparedLanguage
  readonly phrases: Readonly<Record<BodyPhrases, PhraseList>>
  readonly nouns: ReadonlyMap<string, NounForm>
  /** Nouns by their genitive of many, which begins no name but behind «за участю». */
  readonly genitives: ReadonlyMap<string, BodyNoun>
  readonly adjectives: ReadonlyMap<string, AdjectiveForm>
  /** Finds any name of `same`. */
  readonly same: PhraseList
  /** For each name of `same` its own forms. */
  readonly sameNames: readonly NamedForms[]
  /** Names of `same` that can own a unit. */
  readonly owners: readonly string[]
  readonly isMany: ReadonlySet<string>
  readonly ignored: ReadonlySet<string>
  readonly classes: readonly PreparedClass[]
  readonly words: KnownWords
}

interface NamedForms {
  readonly name: string
  readonly forms: PhraseList
  /** Letters that a form begins with, so that the others need not be made ready; null for any. */
  readonly first: string | null
}

/** Words of the lexicon, for closing torn ones. */
interface KnownWords {
  readonly whole: ReadonlySet<string>
  /** Beginnings after which a few more letters may come. */
  readonly open: ReadonlySet<string>
  /** Stems of adjectives, which are no words without an ending. */
  readonly bare: ReadonlySet<string>
  /** All of them in order, `*` after a beginning: one that begins so is found without a table. */
  readonly sorted: readonly string[]
}

const AGREEMENTS: readonly Agreement[] = ['masculine', 'feminine', 'neuter', 'many']
const MOST_ADJECTIVES = 3
const FIRST_WORDS = new RegExp(`^\\s*(?:[${LETTERS}'-]+(?:\\s+|$|(?=[,;.():]))){1,4}`)
const CAPITAL = new RegExp(`^[${CAPITALS}]`)
const SHORTEST_STEM = 3

const prepared = new WeakMap<Lexicon, Prepared>()

/** Names of bodies made ready to be read; made once for each grammar. */
export function prepareLexicon({ bodies, language }: NameGrammar): Prepared {
  const known = prepared.get(bodies)
  if (known && known.language.language === language) return known
  const made = prepare(bodies, prepareLanguage(language))
  prepared.set(bodies, made)
  return made
}

function prepare(lexicon: Lexicon, language: PreparedLanguage): Prepared {
  const { adjectives: endings } = language.language
  const phrases = Object.fromEntries(
    Object.entries(lexicon.phrases).map(([key, list]) => [key, phraseList(list)]),
  ) as Record<BodyPhrases, PhraseList>
  return {
    language,
    phrases,
    nouns: nounForms(lexicon),
    genitives: new Map(
      lexicon.nouns.flatMap((noun) => (noun.ofMany === null ? [] : [[noun.ofMany, noun]])),
    ),
    adjectives: adjectiveForms(lexicon, endings),
    same: phraseList([{ any: lexicon.same.map(({ forms }) => forms) }]),
    sameNames: lexicon.same.map(namedForms),
    owners: lexicon.same.map(({ name }) => name).filter((name) => phrases.owners.isWhole(name)),
    isMany: new Set(lexicon.same.filter(({ isMany }) => isMany).map(({ name }) => name)),
    ignored: new Set(lexicon.ignored),
    classes: lexicon.classes.map((one) => ({
      ...namedForms(one),
      group: one.group && phraseList(one.group),
      broad: one.broad && phraseList(one.broad),
    })),
    words: knownWords(lexicon, endings),
  }
}

function namedForms({
  name,
  forms,
}: {
  readonly name: string
  readonly forms: PhraseSequence
}): NamedForms {
  return { name, forms: phraseList(forms), first: firstLetters(forms) }
}

function nounForms(lexicon: Lexicon): ReadonlyMap<string, NounForm> {
  const forms = new Map<string, NounForm>()
  for (const noun of lexicon.nouns)
    for (const isMany of [false, true])
      (isMany ? noun.many : noun.one).forEach((form, index) => {
        const isNominative = index === 0
        // A form that is a nominative too counts as one: «облдержадміністрації».
        if (!forms.has(form) || isNominative) forms.set(form, { noun, isMany, isNominative })
      })
  return forms
}

function adjectiveForms(lexicon: Lexicon, endings: Adjectives): ReadonlyMap<string, AdjectiveForm> {
  const forms = new Map<string, AdjectiveForm>()
  for (const adjective of lexicon.adjectives) {
    const stem = stemOfAdjective(adjective, endings)
    forms.set(stem + endings.shared, { stem, agreement: null, isNominative: false })
    for (const agreement of AGREEMENTS) {
      const { hard, telling } = endings[agreement]
      forms.set(stem + hard, { stem, agreement, isNominative: true })
      for (const ending of telling)
        forms.set(stem + ending, { stem, agreement, isNominative: false })
    }
  }
  return forms
}

function stemOfAdjective(adjective: string, { masculine }: Adjectives): string {
  return adjective.slice(0, -masculine.hard.length)
}

function knownWords({ words, adjectives }: Lexicon, endings: Adjectives): KnownWords {
  const whole = new Set<string>()
  const open = new Set<string>()
  for (const word of words) {
    if (word.endsWith('*')) open.add(word.slice(0, -1))
    else whole.add(word)
  }
  const bare = new Set(adjectives.map((adjective) => stemOfAdjective(adjective, endings)))
  return { whole, open, bare, sorted: words }
}

/** False where no form of these can begin at `at`. */
export function mayBegin({ first }: NamedForms, text: string, at: number): boolean {
  return first === null || first.includes(text.charAt(at))
}

/** Every match of the phrases, one after the other. */
export function matchesOf(phrases: PhraseList, text: string): readonly Span[] {
  const found: Span[] = []
  let match = phrases.find(text)
  while (match) {
    found.push(match)
    match = phrases.find(text, Math.max(match.end, match.start + 1))
  }
  return found
}

/** A known adjective, or one of a place («Яснодарська»), which its ending tells. */
export function adjectiveOf(
  { text, folded }: { readonly text: string; readonly folded: string },
  { adjectives, language }: Prepared,
): AdjectiveForm | undefined {
  const known = adjectives.get(folded)
  if (known) return known
  const [, stem = '', ending = ''] = language.once(placeAdjective).exec(folded) ?? []
  if (stem === '') return undefined
  return { stem: likeFirst(stem, text), ...formOfEnding(ending, language.language.adjectives) }
}

/** What an ending of an adjective tells: `ої` is feminine, `ий` masculine. */
function formOfEnding(ending: string, endings: Adjectives): Omit<AdjectiveForm, 'stem'> {
  for (const agreement of AGREEMENTS) {
    const { hard, telling } = endings[agreement]
    if (hard === ending) return { agreement, isNominative: true }
    if (telling.includes(ending)) return { agreement, isNominative: false }
  }
  return { agreement: null, isNominative: false }
}

function placeAdjective(language: PreparedLanguage): RegExp {
  return new RegExp(`^([${LETTERS}'-]{2,30}${placeEnding(language)})(${caseEnding(language)})$`)
}

function placeWord(language: PreparedLanguage): RegExp {
  return new RegExp(`^[${LETTERS}']+${placeEnding(language)}(?:${caseEnding(language)})$`)
}

function placeEnding({ language }: PreparedLanguage): string {
  return `(?:${language.words.placeEndings.join('|')})`
}

function caseEnding({ language: { adjectives } }: PreparedLanguage): string {
  const endings = AGREEMENTS.flatMap((one) => [adjectives[one].hard, ...adjectives[one].telling])
  return [...endings, adjectives.shared].join('|')
}

/** True for «яснодарської», no known adjective: the word names a place. */
export function namesPlace(word: string, { language, adjectives }: Prepared): boolean {
  return language.once(placeWord).test(word) && !adjectives.has(word)
}

/** A capital where the name as written begins with one. */
export function likeFirst(word: string, written: string): string {
  return CAPITAL.test(written) ? capitalised(word) : word
}

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
export function beginsOfMany(folded: string, { genitives, language }: Prepared): boolean {
  const words = folded.trim().split(/[\s,]+/, MOST_ADJECTIVES + 1)
  const at = words.findIndex((word) => genitives.has(word))
  return at >= 0 && words.slice(0, at).every((word) => language.endsIn('manyGenitiveEndings', word))
}

/** True where a noun in the nominative of one, its adjectives before it, begins the name, which no other case is written like. */
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
export function isUnfinished(folded: string, { adjectives, language }: Prepared): boolean {
  const last = folded.trim().split(/\s+/).at(-1) ?? ''
  return last.length <= 2 || adjectives.has(last) || language.pattern('unfinished').test(last)
}

/** A folded word without its case ending and apostrophes; at least three letters stay. */
export function stem(word: string, language: PreparedLanguage): string {
  const letters = word.replaceAll("'", '')
  for (let length = language.once(longestEnding); length > 0; length -= 1)
    if (letters.length > length && language.has('caseEndings', letters.slice(-length)))
      return letters.length - length >= SHORTEST_STEM ? letters.slice(0, -length) : letters
  return letters
}

function longestEnding({ language }: PreparedLanguage): number {
  return largest(language.words.caseEndings.map((ending) => ending.length))
}

/** True for what can follow a stem in some case («ії» of «адміністрації»), also for nothing. */
export function isEnding(letters: string, language: PreparedLanguage): boolean {
  const rest = language.has('linkingLetters', letters.charAt(0)) ? letters.slice(1) : letters
  const isCase = (ending: string) => language.has('caseEndings', ending)
  return rest === '' || isCase(letters) || isCase(rest)
}
