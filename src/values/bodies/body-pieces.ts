import { append } from '../../text/append.ts'
import { CAPITALS, LETTERS, SMALLS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import type { PhraseList } from '../../text/phrase.ts'
import {
  begins,
  beginsBody,
  beginsNominative,
  beginsUnit,
  GENITIVE,
  isUnfinished,
} from './body-beginnings.ts'
import { type Part, splitParts } from './body-parts.ts'
import { splitJoined } from './joined-bodies.ts'
import { splitLost } from './lost-commas.ts'
import type { Prepared } from './prepared-lexicon.ts'
import { tellEach } from './told-once.ts'

/** One body of a list, as written, with what stood in brackets beside it. */
export interface Piece {
  /** Without brackets, white space collapsed. */
  readonly name: string
  /** Contents of the brackets, in order. */
  readonly notes: readonly string[]
  /** True behind «за участю», «спільно з»: the name stands in the case that these ask for. */
  readonly isGoverned?: boolean
}

const BULLET = /^\s*(?:[-–—•*·▪]\s+|\d{1,2}[.)]\s+|[а-ик-щюяєі]\)\s+)/
// The point of an initial («Мороз І.В.») is none.
const MARKS_AT_END = new RegExp(`(?:[\\s,;:–—-]|(?<![\\s.][${CAPITALS}])\\.)+$`)
/** «№ 1, 3, 5»: a number after a comma belongs to the body before it. */
/** «…, ін.», «… та інші»: who they are is not told. */
const OTHERS = /^(?:ін|тощо|та ін|та інші)$/i
const AND_OTHERS = /\s+(?:(?:та|і|й)\s+(?:інші|ін)|тощо)$/i
const MORE_NUMBERS = /^\s*(?:№\s?)?\d+(?:\s*(?:та|і|й)\s*\d+)?\s*$/
/** «дошкільної, загальної середньої …»: attributes of a noun that comes last. */
const ATTRIBUTE_LAST = /(?:ої|ього|ого)\s*$/
const ATTRIBUTE_FIRST = new RegExp(`^\\s*[${LETTERS}'-]+(?:ої|ого)(?![${LETTERS}'])`)
const DATIVE_OR_GENITIVE = new RegExp(`^\\s*[${LETTERS}'-]{4,}[ую](?![${LETTERS}'])`)
/** «з питань …, …»: what a commission is for goes on in the genitive. */
const MATTERS = / (?:з питань|у справах|в справах) /
const CAPITAL = new RegExp(`^\\s*[${CAPITALS}]`)
const SMALL = new RegExp(`^\\s*[${SMALLS}]`)
const MOST_FIELDS = 6
/** «виконавчі комітети Миронівської, …». */
const OF_PLACE_LAST = /(?:ськ|цьк|зьк)(?:ої|ого|их)\s*$/
const QUALIFIED_PLACE = new RegExp(
  `^\\s*[${CAPITALS}][${LETTERS}'’-]*(?:ої|ого|их)(?![${LETTERS}])`,
)

/**
 * The bodies of a list: parted at commas, semicolons, line ends and role words outside brackets and
 * «…»; where a known body begins after a closed bracket or a whole body, also where the comma was
 * lost. A comma inside a clause («що належать …») or before a genitive that goes on parts nothing.
 */
export function splitBodies(text: string, prepared: Prepared): readonly Piece[] {
  const pieces: Piece[] = []
  for (const part of joinParts(
    splitParts(tellEach(withMarks(text, prepared), prepared), prepared),
    prepared,
  )) {
    const stripped = stripRole(part.replace(BULLET, ''), prepared)
    for (const whole of splitLost(stripped, prepared).flatMap((one) => splitNoted(one, prepared)))
      append(pieces, splitJoined(readPiece(whole), prepared))
  }
  return pieces.filter(({ name, notes }) => !OTHERS.test(name) && (name !== '' || notes.length > 0))
}

/** «1) … 2) …» in one line, «Управління освіти. Управління культури.»: with the mark that stands for a line's end. */
function withMarks(text: string, prepared: Prepared): string {
  if (text.includes('\n')) return text
  const numbered = FIRST_NUMBER.test(text) ? text.replace(NEXT_NUMBER, '; ') : text
  return numbered.replace(SENTENCE_END, (end: string, at: number) =>
    beginsBody(fold(numbered.slice(at + end.length, at + LONGEST_BEGINNING)), prepared)
      ? '; '
      : end,
  )
}

const LONGEST_BEGINNING = 100
const FIRST_NUMBER = /^\s*1[.)]\s/
const NEXT_NUMBER = new RegExp(`\\s+(?=\\d{1,2}(?:\\)\\s+[${LETTERS}]|\\.\\s+[${CAPITALS}]))`, 'g')
const SENTENCE_END = new RegExp(`(?<=[${SMALLS}]{4})\\.\\s+(?=[${CAPITALS}])`, 'g')

/** A body that may go on in the next part. */
interface Open {
  text: string
  /** Its first and last part, folded. */
  readonly first: string
  last: string
  isInClause: boolean
}

/** Parts that belong to the body before them are given back to it, with their separator. */
function joinParts(parts: readonly Part[], prepared: Prepared): readonly string[] {
  const bodies: Open[] = []
  for (const [index, part] of parts.entries()) {
    const { folded } = part
    const isInClause = prepared.phrases.clauses.find(folded) !== null
    const open = bodies.at(-1)
    const following = parts.slice(index, index + MOST_FIELDS)
    if (open && (goesOn(open, part, prepared) || isField(open, following, prepared))) {
      open.text += (part.separator === 'line' ? ' ' : ',') + part.text
      open.last = folded
      open.isInClause ||= isInClause
    } else bodies.push({ text: part.text, first: folded, last: folded, isInClause })
  }
  return bodies.map(({ text }) => text)
}

function goesOn(open: Open, part: Part, prepared: Prepared): boolean {
  if (part.separator === ';' || part.separator === 'role') return false
  const { phrases } = prepared
  const next = part.folded
  const isOpening = begins(phrases.opens, next)
  if (part.separator === 'line') {
    if (BULLET.test(part.text)) return false
    if (phrases.heads.isWhole(withoutBrackets(open.last))) return !begins(phrases.heads, next)
    if (CAPITAL.test(part.text)) return QUALIFIED_PLACE.test(part.text)
    if (beginsNominative(next, prepared)) return isUnfinished(open.last, prepared)
    return !isOpening && (!beginsUnit(next, prepared) || isUnfinished(open.last, prepared))
  }
  if (begins(phrases.clauses, next) || MORE_NUMBERS.test(part.text)) return true
  if (isOpening) return false
  const isAttribute = ATTRIBUTE_FIRST.test(next) && SMALL.test(part.text)
  // «…, розвитку та утримання доріг»: no name begins so, but with a body in the dative.
  const isOfWhat = DATIVE_OR_GENITIVE.test(next) && SMALL.test(part.text)
  if (isOfWhat && hasFields(open.first, prepared)) return !beginsBody(next, prepared)
  if (isAttribute && (ATTRIBUTE_LAST.test(open.last) || hasFields(open.first, prepared)))
    return !beginsBody(next, prepared)
  if (QUALIFIED_PLACE.test(part.text) && OF_PLACE_LAST.test(open.last)) return true
  const isClosed = /\)\s*$/.test(open.last) || CAPITAL.test(part.text)
  if (open.isInClause && !isClosed && !beginsBody(next, prepared)) return true
  // A list that is all in the genitive is a list; a genitive after a nominative goes on with it.
  const isGenitive = begins(phrases.continues, next) && !CAPITAL.test(part.text)
  return isGenitive && !begins(phrases.continues, open.first)
}

/** «комісія з питань …», «управління …»: what follows in the genitive is what it does. */
function hasFields(folded: string, { nouns }: Prepared): boolean {
  const [first = ''] = folded.trim().split(/\s+/, 1)
  return MATTERS.test(folded) || nouns.get(first)?.isNominative === true
}

/**
 * «торгівлі» of «Департамент економічного розвитку, торгівлі та туризму облдержадміністрації»: a
 * genitive after a unit without an owner, which comes later.
 */
function isField({ first, last }: Open, parts: readonly Part[], prepared: Prepared): boolean {
  const { heads, owners } = prepared.phrases
  if (!begins(heads, first) || owners.startOfLast(last) >= 0 || /\)\s*$/.test(last)) return false
  for (const { text, folded, separator } of parts) {
    const isGenitive = SMALL.test(text) && GENITIVE.test(folded)
    if (separator !== ',' || !isGenitive || beginsBody(folded, prepared)) return false
    if (owners.startOfLast(withoutBrackets(folded)) >= 0) return true
  }
  return false
}

function withoutBrackets(text: string): string {
  return text.replace(/\([^()]*\)/g, ' ')
}

function stripRole(text: string, { phrases }: Prepared): string {
  const end = phrases.roles.endOfFirst(fold(text))
  if (end < 0) return withoutRoleAtEnd(text, phrases.roles)
  const rest = text.slice(end)
  return /^\s*(?:[:–—-]|$)/.test(rest) ? rest.replace(/^\s*[:–—-]?\s*/, '') : text
}

/** «Департамент фінансів – відповідальний виконавець». */
function withoutRoleAtEnd(text: string, roles: PhraseList): string {
  const dash = text.search(/\s[–—-]\s(?=[^–—-]*$)/)
  return dash > 0 && roles.isWhole(fold(text.slice(dash + 3).trim())) ? text.slice(0, dash) : text
}

const NOTE_AND_JOIN = /\(([^()]*)\)\s*(?:та|і|й|и|а також)\s+/g

/** «X (за згодою) та Y (за згодою)»: each has its own consent. */
function splitNoted(text: string, { phrases }: Prepared): readonly string[] {
  const found: string[] = []
  let start = 0
  for (const match of text.matchAll(NOTE_AND_JOIN)) {
    const [written, note = ''] = match
    if (phrases.consent.find(fold(note)) === null) continue
    const closing = match.index + note.length + 2
    found.push(text.slice(start, closing))
    start = match.index + written.length
  }
  found.push(text.slice(start))
  return found
}

/** The name without its brackets, and what stands in them. */
function readPiece(text: string): Piece {
  const notes: string[] = []
  let name = ''
  let end = 0
  for (const match of text.matchAll(/\(([^()]*)\)|\[([^[\]]*)\]/g)) {
    name += `${text.slice(end, match.index)} `
    notes.push((match[1] ?? match[2] ?? '').trim())
    end = match.index + match[0].length
  }
  name += text.slice(end)
  return { name: tidy(name), notes: notes.filter((note) => note !== '') }
}

/** White space collapsed, stray brackets and marks at the ends gone. */
function tidy(name: string): string {
  return name
    .replace(/[()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,;.])/g, '')
    .replace(MARKS_AT_END, '')
    .replace(AND_OTHERS, '')
    .replace(/^[\s,;.:–—-]+/, '')
}
