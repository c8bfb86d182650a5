import { CAPITALS, LETTERS, SMALLS } from '../text/characters.ts'
import { fold } from '../text/fold.ts'
import type { PhraseList, Span } from '../text/phrase.ts'
import { insideBrackets } from './brackets.ts'
import { mayBegin, type Prepared } from './prepared-lexicon.ts'

/** One body of a list, as written, with what stood in brackets beside it. */
export interface Piece {
  /** Without brackets, white space collapsed. */
  readonly name: string
  /** Contents of the brackets, in order. */
  readonly notes: readonly string[]
}

interface Part {
  readonly text: string
  readonly folded: string
  readonly separator: ',' | ';' | 'line' | 'role' | 'lost'
}

const BULLET = /^\s*(?:[-–—•*·▪]\s+|\d{1,2}[.)]\s+)/
const MARKS_AT_END = /[\s,;.:–—-]+$/
const GENITIVE = new RegExp(
  `^\\s*[${LETTERS}'-]+(?:и|і|ї|у|ю|ів|їв|ей|ства|ння|ого|ої|их)(?![${LETTERS}'])`,
)
const CAPITAL = new RegExp(`^\\s*[${CAPITALS}]`)
const SMALL = new RegExp(`^\\s*[${SMALLS}]`)
const UNFINISHED = /(?:-|,|ий|ій|[нкт]е|ськ[аі]|цьк[аі]|питань|справах|справ|імені|ім\.)$/
const MOST_FIELDS = 6
const LONGEST_OWNER = 120
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
  for (const part of joinParts(splitParts(text, prepared), prepared)) {
    const stripped = stripRole(part.replace(BULLET, ''), prepared)
    for (const whole of splitLost(stripped, prepared).flatMap((one) => splitNoted(one, prepared)))
      pieces.push(...splitJoined(readPiece(whole), prepared))
  }
  return pieces.filter(({ name, notes }) => name !== '' || notes.length > 0)
}

function splitParts(text: string, prepared: Prepared): readonly Part[] {
  const inside = insideBrackets(text)
  const roleStarts = new Set<number>()
  const folded = fold(text)
  for (const { start, end } of matchesOf(prepared.phrases.roles, folded))
    if (/^\s*:/.test(folded.slice(end))) roleStarts.add(start)
  const parts: Part[] = []
  let start = 0
  let separator: Part['separator'] = 'line'
  for (const index of separatorPlaces(text, roleStarts)) {
    if (inside[index] === 1) continue
    const found = roleStarts.has(index) ? 'role' : separatorAt(text, index)
    if (found === null) continue
    parts.push(partOf(text, folded, { start, end: index, separator }))
    separator = found
    start = found === 'role' ? index : index + 1
  }
  parts.push(partOf(text, folded, { start, end: text.length, separator }))
  return parts.filter((part) => part.text.trim() !== '')
}

function partOf(
  text: string,
  folded: string,
  { start, end, separator }: Span & Pick<Part, 'separator'>,
): Part {
  return { text: text.slice(start, end), folded: folded.slice(start, end), separator }
}

/** Where the text may be parted, in order. */
function separatorPlaces(text: string, roleStarts: ReadonlySet<number>): readonly number[] {
  const places = Array.from(text.matchAll(/[,;\n/]/g), ({ index }) => index)
  if (roleStarts.size === 0) return places
  return [...places, ...roleStarts].sort((left, right) => left - right)
}

function separatorAt(text: string, index: number): Part['separator'] | null {
  const character = text.charAt(index)
  if (character === ',') return /\d/.test(text.charAt(index + 1)) ? null : ','
  if (character === ';') return ';'
  if (character === '\n') return 'line'
  if (character === '/' && /\s/.test(text.charAt(index - 1)) && /\s/.test(text.charAt(index + 1)))
    return ';'
  return null
}

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
    return !isOpening && (!beginsUnit(next, prepared) || isUnfinished(open.last, prepared))
  }
  if (begins(phrases.clauses, next)) return true
  if (isOpening) return false
  const isClosed = /\)\s*$/.test(open.last) || CAPITAL.test(part.text)
  if (open.isInClause && !isClosed && !beginsBody(next, prepared)) return true
  // A list that is all in the genitive is a list; a genitive after a nominative goes on with it.
  return begins(phrases.continues, next) && !begins(phrases.continues, open.first)
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

/** True where a known noun or unit begins the name. */
function beginsBody(folded: string, { phrases, nouns, adjectives }: Prepared): boolean {
  if (begins(phrases.opens, folded) || begins(phrases.heads, folded)) return true
  const [first = '', second = ''] = folded.trim().split(/\s+/)
  return nouns.has(first) || (adjectives.has(first) && nouns.has(second))
}

/** True where a noun in the nominative of one begins the name, which no other case is written like. */
function beginsUnit(folded: string, { nouns }: Prepared): boolean {
  const form = nouns.get(/[^\s,;.()]+/.exec(folded)?.[0] ?? '')
  return form?.isNominative === true && !form.isMany && form.noun.gender !== 'neuter'
}

/** «обласний», «головне», «управління освіти та»: a line that cannot be the end of a name. */
function isUnfinished(folded: string, { adjectives }: Prepared): boolean {
  const last = folded.trim().split(/\s+/).at(-1) ?? ''
  return last.length <= 2 || adjectives.has(last) || UNFINISHED.test(last)
}

/** Every match, one after the other. */
function matchesOf(phrases: PhraseList, text: string): readonly Span[] {
  const found: Span[] = []
  let match = phrases.find(text)
  while (match) {
    found.push(match)
    match = phrases.find(text, Math.max(match.end, match.start + 1))
  }
  return found
}

function begins(phrases: PhraseList, text: string): boolean {
  return phrases.endOfFirst(text) >= 0
}

function withoutBrackets(text: string): string {
  return text.replace(/\([^()]*\)/g, ' ')
}

function stripRole(text: string, { phrases }: Prepared): string {
  const end = phrases.roles.endOfFirst(fold(text))
  if (end < 0) return text
  const rest = text.slice(end)
  return /^\s*(?:[:–—-]|$)/.test(rest) ? rest.replace(/^\s*[:–—-]?\s*/, '') : text
}

/** «X (за згодою) Y», «апарат облдержадміністрації структурні підрозділи …»: the comma was lost. */
function splitLost(text: string, prepared: Prepared): readonly string[] {
  const inside = insideBrackets(text)
  const folded = fold(text)
  const found: string[] = []
  let start = 0
  for (const match of matchesOf(prepared.phrases.opens, folded)) {
    if (match.start === 0 || inside[match.start] === 1) continue
    const before = text.slice(start, match.start)
    if (!isWhole(before, prepared)) continue
    found.push(before)
    start = match.start
  }
  found.push(text.slice(start))
  return found
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

function isWhole(text: string, prepared: Prepared): boolean {
  const trimmed = text.trim()
  if (trimmed.endsWith(')')) return true
  const tail = fold(trimmed.slice(-LONGEST_OWNER))
  if (prepared.phrases.owners.startOfLast(tail) >= 0) return true
  return trimmed.length <= LONGEST_OWNER && isKnownClass(tail, prepared)
}

/** True for the whole name of a class of bodies, as written, no white space before it. */
function isKnownClass(folded: string, { classes }: Prepared): boolean {
  return classes.some((one) => mayBegin(one, folded, 0) && one.forms.isWhole(folded))
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
    .replace(/^[\s,;.:–—-]+/, '')
}

/** «X та Y» where each is a whole body or a unit; the notes belong to the last. */
function splitJoined(piece: Piece, prepared: Prepared): readonly Piece[] {
  const folded = fold(piece.name)
  const lead = prepared.phrases.joins.endOfFirst(folded)
  if (lead >= 0 && /^\s/.test(folded.slice(lead)))
    return splitJoined({ ...piece, name: piece.name.slice(lead).trim() }, prepared)
  for (const match of matchesOf(prepared.phrases.joins, folded)) {
    const left = folded.slice(0, match.start)
    const right = folded.slice(match.end)
    const isNamed = CAPITAL.test(piece.name.slice(match.end)) || beginsBody(right, prepared)
    const isWith = folded.slice(match.start, match.end).includes(' ') && isNamed
    const isSplit = isWith || areTwo(left, right, prepared)
    if (left === '' || !/^\s/.test(right) || !isSplit) continue
    const rest = { ...piece, name: piece.name.slice(folded.length - right.length).trim() }
    return [
      { name: piece.name.slice(0, match.start).trim(), notes: [] },
      ...splitJoined(rest, prepared),
    ]
  }
  return [piece]
}

function areTwo(left: string, right: string, prepared: Prepared): boolean {
  const { heads, opens } = prepared.phrases
  if (heads.isWhole(left) && begins(heads, right)) return true
  return begins(opens, right) && isWhole(left, prepared)
}
