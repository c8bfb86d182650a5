import type { Body } from '../../model/report.ts'
import { fold } from '../../text/fold.ts'
import type { PreparedLanguage } from '../../text/language.ts'
import { CAPITALS, LETTERS } from '../../text/letters.ts'
import { append } from '../../text/lists.ts'
import {
  type AdjectiveForm,
  type Agreement,
  adjectiveOf,
  likeFirst,
  type NameGrammar,
  type NounForm,
  type Prepared,
  prepareLexicon,
} from './lexicon.ts'
import { nominativeByEndings } from './nominative.ts'
import { type Piece, splitBodies } from './pieces.ts'
import { compareKey } from './standing.ts'
import { closeTornBodies } from './torn.ts'

/** A short name that a document gave to a body. */
interface Alias {
  /** For comparison: stems of the short name. */
  readonly key: string
  readonly name: string
}

/** What the cells before told: short names, and the bodies that «те саме» means. */
export interface ExecutorsMemory {
  readonly aliases: readonly Alias[]
  readonly previous: readonly Body[]
}

export interface ExecutorsValue {
  readonly bodies: readonly Body[]
  /** For the next cell of the document. */
  readonly memory: ExecutorsMemory
  /** True where torn words were closed. */
  readonly isTorn: boolean
  /** True where the cell points to the one before («те саме»). */
  readonly isRepeat: boolean
}

export const NO_MEMORY: ExecutorsMemory = { aliases: [], previous: [] }

const LONGEST = 6000
const LONGEST_REPEAT = 40
const SAME_AS_ABOVE = /^[\s-]*(?:\/{2}|"|\u2033|\u3003)[\s-]*$/
const SURNAME = `[${CAPITALS}][${LETTERS}'’ʼ-]+`
const INITIAL = `[${CAPITALS}]\\.\\s?`
const INITIAL_AT_END = new RegExp(`(?<![${LETTERS}])[${CAPITALS}]\\.`)
const PERSON_WORDS = `(?:${SURNAME}\\s+${INITIAL}(?:[${CAPITALS}]\\.?)?|${INITIAL}(?:[${CAPITALS}]\\.)?\\s?${SURNAME})`
const PERSON = new RegExp(`^${PERSON_WORDS}$`)
/** «О. П.»: how far from the end its point may stand, a surname after it or not. */
const LONGEST_PERSON = 24
const LETTER = new RegExp(`[${LETTERS}]`)
const WORD = new RegExp(`[${LETTERS}'’ʼ-]+`, 'g')
const NEAREST = 4

/**
 * Bodies of an executors cell, in its order. Names are as written, without consent, scope, roles and
 * persons; shared words are spelled out and known nouns put into the nominative; short names that
 * the cells before defined («далі – …») are followed. `memory` is what those cells told.
 */
export function readExecutors(
  text: string,
  memory: ExecutorsMemory,
  grammar: NameGrammar,
): ExecutorsValue {
  const prepared = prepareLexicon(grammar)
  const closed = closeTornBodies(text.slice(0, LONGEST), prepared)
  const bodies: Body[] = []
  let aliases = memory.aliases
  let isRepeat = false
  const pieces = splitBodies(closed, prepared).map((piece) => followAlias(piece, aliases, prepared))
  for (const piece of shareWords(pieces, prepared)) {
    if (pointsBack(piece, prepared)) {
      isRepeat = true
      append(bodies, memory.previous)
      continue
    }
    const read = readBody(piece, aliases, prepared)
    if (!read) continue
    bodies.push(read.body)
    if (read.aliases.some((alias) => aliasFor(alias.key, aliases)?.name !== alias.name))
      aliases = [...read.aliases, ...aliases]
  }
  const distinct = withoutRepeated(bodies)
  const previous = distinct.length > 0 ? distinct : memory.previous
  return { bodies: distinct, memory: { aliases, previous }, isTorn: closed !== text, isRepeat }
}

function pointsBack({ name }: Piece, { phrases }: Prepared): boolean {
  if (name.length > LONGEST_REPEAT) return false
  const folded = fold(name)
  return SAME_AS_ABOVE.test(folded) || phrases.repeats.find(folded) !== null
}

/** The full name for a short one; else as it is. */
function followAlias<Named extends { readonly name: string }>(
  named: Named,
  aliases: readonly Alias[],
  prepared: Prepared,
): Named {
  if (aliases.length === 0) return named
  const alias = aliasFor(compareKey(named.name, prepared), aliases)
  return alias ? { ...named, name: alias.name } : named
}

function aliasFor(key: string, aliases: readonly Alias[]): Alias | undefined {
  return aliases.find((alias) => alias.key === key)
}

interface ReadBody {
  readonly body: Body
  readonly aliases: readonly Alias[]
}

/** Null for a piece that names nobody: a dash, a bare role. */
function readBody(piece: Piece, aliases: readonly Alias[], prepared: Prepared): ReadBody | null {
  const written = withoutConsent(withoutPerson(piece.name, prepared), prepared)
  if (!LETTER.test(written.name)) return null
  const notes = readNotes(
    piece.notes.filter((note) => !isKind(note, prepared)),
    prepared,
  )
  const { name } = followAlias(written, aliases, prepared)
  return {
    body: {
      name,
      scope: notes.scope.length > 0 ? notes.scope.join(', ') : null,
      byConsent: written.byConsent || notes.byConsent,
    },
    aliases: notes.aliases.map((alias) => ({ key: compareKey(alias, prepared), name })),
  }
}

/** «Ізюмська РДА (РВА)»: a name that many bodies have is no short name of one. */
function isKind(note: string, prepared: Prepared): boolean {
  const isShort = prepared.language.pattern('abbreviation').test(note)
  return isShort && prepared.isMany.has(compareKey(note, prepared))
}

/** «…, – Коваль О. П.»: an initial stands at the end, or all is not tried. */
function withoutPerson(name: string, { language }: Prepared): string {
  const end = name.slice(-LONGEST_PERSON)
  return INITIAL_AT_END.test(end) ? name.replace(language.once(personAtEnd), '') : name
}

/** «бібліотека ім. Шевченка Т. Г.» has the person in its name. */
function personAtEnd({ language }: PreparedLanguage): RegExp {
  const named = language.patterns.namedAfter.map(({ source }) => source).join('|')
  return new RegExp(`(?<!${named})(?:\\s*[–—-]\\s*|\\s+)${PERSON_WORDS}$`)
}

/** Consent written without brackets, or with one of them lost. */
function withoutConsent(
  name: string,
  { phrases }: Prepared,
): { readonly name: string; readonly byConsent: boolean } {
  const start = phrases.consent.startOfLast(fold(name))
  const byConsent = start >= 1
  return {
    name: (byConsent ? name.slice(0, start) : name).replace(SEPARATORS_AT_END, ''),
    byConsent,
  }
}

const SEPARATORS_AT_END = /(?<![\s,;–—-])[\s,;–—-]+$/

interface Notes {
  readonly scope: readonly string[]
  readonly aliases: readonly string[]
  readonly byConsent: boolean
}

function readNotes(notes: readonly string[], { phrases, language }: Prepared): Notes {
  const scope: string[] = []
  const aliases: string[] = []
  let byConsent = false
  const isSurname = (part: string) => language.pattern('surname').test(part)
  for (const part of notes.flatMap((note) => note.split(/(?:(?<!\s)\s+)?[,;]\s*/))) {
    const folded = fold(part)
    const alias = phrases.alias.endOfFirst(folded)
    const isTorn = language.pattern('tornConsent').test(folded)
    if (phrases.consent.isWhole(folded) || isTorn) byConsent = true
    else if (alias >= 0) aliases.push(part.slice(alias).replace(/^[\s–—:"«„“-]+|[\s"»”]+$/g, ''))
    else if (language.pattern('abbreviation').test(part)) aliases.push(part)
    else if (
      part !== '' &&
      !PERSON.test(part) &&
      !isSurname(part) &&
      !phrases.roles.isWhole(folded)
    )
      scope.push(part.replace(/\s+/g, ' '))
  }
  return { scope, aliases: aliases.filter((alias) => alias !== ''), byConsent }
}

function withoutRepeated(bodies: readonly Body[]): readonly Body[] {
  const seen = new Set<string>()
  return bodies.filter((body) => {
    const key = JSON.stringify(body)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

interface Word {
  readonly text: string
  readonly folded: string
  readonly start: number
  readonly end: number
}

/**
 * The pieces with what they share spelled out: «обласна, районні держадміністрації» are «обласна
 * держадміністрація» and «районні держадміністрації», «апарат, підрозділи облдержадміністрації» are
 * both the administration's. Only words that the lexicon knows are inflected.
 */
function shareWords(pieces: readonly Piece[], prepared: Prepared): readonly Piece[] {
  const parted = pieces.flatMap((piece) => partAdjectives(piece, prepared))
  const shared: Piece[] = []
  for (let index = parted.length - 1; index >= 0; index -= 1) {
    const piece = parted[index]
    if (!piece) break
    const next = shared[0]
    const before = parted[index - 1]
    if (!next && before && isOnlyAdjectives(piece, prepared)) {
      // «відділи: освіти, культури, архівний»: nothing follows that it could belong to.
      parted[index - 1] = { ...before, name: `${before.name}, ${piece.name}` }
      continue
    }
    const noun = next ? shareNoun(piece, next, prepared) : null
    if (next && noun === null && isOnlyAdjectives(piece, prepared)) {
      // A noun that the lexicon does not know cannot be inflected: they stay one, as written.
      shared[0] = { ...next, name: `${piece.name}, ${next.name}` }
      continue
    }
    const name = noun ?? (next ? shareOwner(piece, next, prepared) : null)
    shared.unshift(name === null ? piece : { ...piece, name })
  }
  return shared.map((piece) => ({ ...piece, name: toNominative(piece, prepared) }))
}

/** «обласна та районні держадміністрації»: the adjective before «та» is a piece of its own. */
function partAdjectives(piece: Piece, prepared: Prepared): readonly Piece[] {
  const words = wordsOf(piece.name)
  const [first, join, second] = words
  const isParted =
    first &&
    join &&
    second &&
    adjectiveOf(first, prepared) &&
    adjectiveOf(second, prepared) &&
    prepared.language.has('joins', join.folded)
  if (!isParted) return [piece]
  const rest = { ...piece, name: piece.name.slice(second.start) }
  return [{ name: first.text, notes: [] }, ...partAdjectives(rest, prepared)]
}

function isOnlyAdjectives({ name }: Piece, prepared: Prepared): boolean {
  const words = wordsOf(name)
  const isShort = words.length > 0 && words.length <= NEAREST
  return isShort && words.every((word) => adjectiveOf(word, prepared) !== undefined)
}

/** A piece of adjectives alone takes the noun of the next one, in its own number. */
function shareNoun(piece: Piece, next: Piece, prepared: Prepared): string | null {
  const own = wordsOf(piece.name).map((word) => adjectiveOf(word, prepared))
  const words = wordsOf(next.name)
  const at = nounIndex(words, prepared)
  const form = prepared.nouns.get(words[at]?.folded ?? '')
  if (at < 1 || !form || own.length === 0) return null
  const written = form.isMany ? 'many' : form.noun.gender
  // «сільським, селищним радам»: the form fits one and many, the noun tells which.
  const agreements = own.map((adjective) => adjective && (adjective.agreement ?? written))
  const [first] = agreements
  if (!first || !agreements.every((other) => other === first)) return null
  if (first !== 'many' && first !== form.noun.gender) return null
  const isLevel = (adjective: AdjectiveForm | undefined) =>
    prepared.language.has('levels', adjective?.stem.toLowerCase() ?? '')
  const isLeveled = own.some(isLevel)
  // «Київська міська» is the next one's own, «державні адміністрації» is shared.
  const shared = words
    .slice(1, at)
    .map((word) => adjectiveOf(word, prepared))
    .filter((adjective) => (adjective?.agreement ?? written) === written)
    // «обласні, Київська міська …»: what is of a region is not of a town too.
    .filter((adjective) => !isLeveled || !isLevel(adjective))
  const adjectives = [...own, ...shared].map((adjective) => inflect(adjective, first, prepared))
  const nominative = (first === 'many' ? form.noun.many[0] : form.noun.one[0]) ?? ''
  const noun = words[at] ? likeNoun(nominative, words[at]) : nominative
  const tail = next.name.slice(words[at]?.end ?? next.name.length)
  return likeFirst([...adjectives, noun].join(' '), piece.name) + tail
}

/** A bare unit takes the owner at the end of the next one, if that begins with a unit too. */
function shareOwner(piece: Piece, next: Piece, { phrases, language }: Prepared): string | null {
  if (!phrases.heads.isWhole(fold(piece.name))) return null
  const folded = fold(next.name)
  const owner = phrases.owners.startOfLast(folded)
  if (owner < 1 || phrases.heads.endOfFirst(folded) < 0) return null
  // «Луганської облдержадміністрації»: the place belongs to the owner.
  const place = language.pattern('placeBefore').exec(folded.slice(0, owner))
  return `${piece.name} ${next.name.slice(place?.index ?? owner).trim()}`
}

/** The name with its leading adjectives and noun in the nominative, where the lexicon knows the noun. */
function toNominative({ name, isGoverned = false }: Piece, prepared: Prepared): string {
  const words = wordsOf(name)
  const at = nounIndex(words, prepared)
  const noun = words[at]
  const form = prepared.nouns.get(noun?.folded ?? '')
  if (!noun || !form) return nominativeByEndings(name, { prepared, isGoverned })
  const adjectives = words.slice(0, at).map((word) => adjectiveOf(word, prepared))
  const agreement =
    ownNumber(form, adjectives) ??
    obliqueAgreement(form, adjectives) ??
    (isGoverned && at === 0 && form.isMany && form.isNominative ? form.noun.gender : null)
  if (!agreement) return name
  const nominative = agreement === 'many' ? form.noun.many[0] : form.noun.one[0]
  const inflected = adjectives.map((adjective) => inflect(adjective, agreement, prepared))
  const own = likeNoun(nominative ?? noun.folded, noun)
  const [first = '', ...rest] = [...inflected, own]
  return [likeFirst(first, name), ...rest].join(' ') + name.slice(noun.end)
}

/** «ОДА» stays in capitals; a form that is written so already stays as it is. */
function likeNoun(form: string, { text, folded }: Word): string {
  return form === folded ? text : form
}

/** «районна держадміністрації», the rest of «обласна, районна держадміністрації»: one of many. */
function ownNumber(
  { noun, isMany, isNominative }: NounForm,
  [first]: readonly (AdjectiveForm | undefined)[],
): Agreement | null {
  const isOne = first?.isNominative === true && first.agreement === noun.gender
  return isMany && isNominative && isOne ? noun.gender : null
}

/** What the words agree in, where they stand in another case than the nominative; else null. */
function obliqueAgreement(
  { noun, isMany, isNominative }: NounForm,
  adjectives: readonly (AdjectiveForm | undefined)[],
): Agreement | null {
  if (adjectives.some((adjective) => adjective?.isNominative)) return null
  const agreement = isMany ? 'many' : noun.gender
  const fits = (other: Agreement) =>
    adjectives.every((adjective) => !adjective?.agreement || adjective.agreement === other)
  if (!isNominative) return fits(agreement) ? agreement : null
  // «районної державної адміністрації» ends like the nominative of many.
  return adjectives.length > 0 && isMany && fits(noun.gender) ? noun.gender : null
}

/** Index of the noun that a name begins with, all words before it known adjectives; else -1. */
function nounIndex(words: readonly Word[], prepared: Prepared): number {
  for (let index = 0; index < Math.min(words.length, NEAREST); index += 1) {
    const word = words[index]
    if (!word || prepared.nouns.has(word.folded)) return word ? index : -1
    if (!adjectiveOf(word, prepared)) return -1
  }
  return -1
}

function inflect(
  adjective: AdjectiveForm | undefined,
  agreement: Agreement,
  { language }: Prepared,
): string {
  return adjective ? adjective.stem + language.language.adjectives[agreement].hard : ''
}

/** The first words of a name: enough to find its noun. */
function wordsOf(name: string): readonly Word[] {
  const folded = fold(name)
  const words: Word[] = []
  for (const match of folded.matchAll(WORD)) {
    const end = match.index + match[0].length
    words.push({ text: name.slice(match.index, end), folded: match[0], start: match.index, end })
    if (words.length > NEAREST) break
  }
  return words
}
