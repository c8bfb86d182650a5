import type { BodyNoun, BodyPhrases, Gender, Lexicon } from '../../model/lexicon.ts'
import type { PhraseSequence } from '../../model/phrase.ts'
import { firstLetters, type PhraseList, phraseList } from '../../text/phrase.ts'

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

export interface PreparedClass extends NamedForms {
  readonly group: PhraseList | null
  readonly broad: PhraseList | null
}

/** A lexicon with its phrases ready to be looked for and its forms spelled out. */
export interface Prepared {
  readonly lexicon: Lexicon
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

export interface NamedForms {
  readonly name: string
  readonly forms: PhraseList
  /** Letters that a form begins with, so that the others need not be made ready; null for any. */
  readonly first: string | null
}

/** Words of the lexicon, for closing torn ones. */
export interface KnownWords {
  readonly whole: ReadonlySet<string>
  /** Beginnings after which a few more letters may come. */
  readonly open: ReadonlySet<string>
  /** Stems of adjectives, which are no words without an ending. */
  readonly bare: ReadonlySet<string>
  /** All of them in order, `*` after a beginning: one that begins so is found without a table. */
  readonly sorted: readonly string[]
}

export const ENDINGS: Readonly<Record<Agreement, string>> = {
  masculine: 'ий',
  feminine: 'а',
  neuter: 'е',
  many: 'і',
}
const OBLIQUE: Readonly<Record<Agreement, readonly string[]>> = {
  masculine: ['ого', 'ому'],
  feminine: ['ої', 'ій', 'у', 'ою'],
  neuter: [],
  many: ['их', 'ими'],
}
const SHARED_ENDING = 'им'
/** What an ending of an adjective tells: `ої` is feminine, `ий` masculine. */
export function formOfEnding(ending: string): Omit<AdjectiveForm, 'stem'> {
  for (const agreement of AGREEMENTS) {
    if (ENDINGS[agreement] === ending) return { agreement, isNominative: true }
    if (OBLIQUE[agreement].includes(ending)) return { agreement, isNominative: false }
  }
  return { agreement: null, isNominative: false }
}

const AGREEMENTS: readonly Agreement[] = ['masculine', 'feminine', 'neuter', 'many']

const prepared = new WeakMap<Lexicon, Prepared>()

/** The lexicon made ready; made once for each. */
export function prepareLexicon(lexicon: Lexicon): Prepared {
  const known = prepared.get(lexicon)
  if (known) return known
  const made = prepare(lexicon)
  prepared.set(lexicon, made)
  return made
}

function prepare(lexicon: Lexicon): Prepared {
  const phrases = Object.fromEntries(
    Object.entries(lexicon.phrases).map(([key, list]) => [key, phraseList(list)]),
  ) as Record<BodyPhrases, PhraseList>
  return {
    lexicon,
    phrases,
    nouns: nounForms(lexicon),
    genitives: new Map(
      lexicon.nouns.flatMap((noun) => (noun.ofMany === null ? [] : [[noun.ofMany, noun]])),
    ),
    adjectives: adjectiveForms(lexicon),
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
    words: knownWords(lexicon),
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

function adjectiveForms(lexicon: Lexicon): ReadonlyMap<string, AdjectiveForm> {
  const forms = new Map<string, AdjectiveForm>()
  for (const adjective of lexicon.adjectives) {
    const stem = adjective.slice(0, -2)
    forms.set(stem + SHARED_ENDING, { stem, agreement: null, isNominative: false })
    for (const agreement of AGREEMENTS) {
      forms.set(stem + ENDINGS[agreement], { stem, agreement, isNominative: true })
      for (const ending of OBLIQUE[agreement])
        forms.set(stem + ending, { stem, agreement, isNominative: false })
    }
  }
  return forms
}

function knownWords({ words, adjectives }: Lexicon): KnownWords {
  const whole = new Set<string>()
  const open = new Set<string>()
  for (const word of words) {
    if (word.endsWith('*')) open.add(word.slice(0, -1))
    else whole.add(word)
  }
  const bare = new Set(adjectives.map((adjective) => adjective.slice(0, -2)))
  return { whole, open, bare, sorted: words }
}

/** False where no form of these can begin at `at`. */
export function mayBegin({ first }: NamedForms, text: string, at: number): boolean {
  return first === null || first.includes(text.charAt(at))
}
