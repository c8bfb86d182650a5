import type { Body } from '../../model/report.ts'
import { append } from '../../text/append.ts'
import { CAPITALS, LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import type { PreparedLanguage } from '../language.ts'
import { type NameGrammar, type Prepared, prepareLexicon } from './lexicon.ts'
import { shareWords } from './names.ts'
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
  const key = compareKey(named.name, prepared)
  const alias = aliases.find((other) => other.key === key)
  return alias ? { ...named, name: alias.name } : named
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
  if (start < 1) return { name, byConsent: false }
  return { name: name.slice(0, start).replace(/[\s,;–—-]+$/, ''), byConsent: true }
}

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
  for (const part of notes.flatMap((note) => note.split(/\s*[,;]\s*/))) {
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
