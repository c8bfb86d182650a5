import type { PatternList } from '../../model/language.ts'
import { fold } from '../../text/fold.ts'
import { CAPITALS, LETTERS, SMALLS } from '../../text/letters.ts'
import { append } from '../../text/lists.ts'
import type { PhraseList, Span } from '../../text/phrase.ts'
import {
  adjectiveOf,
  begins,
  beginsBody,
  beginsNominative,
  beginsOfMany,
  beginsUnit,
  firstNoun,
  isUnfinished,
  likeFirst,
  matchesOf,
  mayBegin,
  type Prepared,
} from './lexicon.ts'

const UNITS = new RegExp(`^\\s*([${LETTERS}'’ʼ]+)\\s*:\\s*(?=[${LETTERS}])`)
const ADJECTIVE_ASIDE = new RegExp(
  `(?<![${LETTERS}'-])([${LETTERS}'-]+)\\s+\\(([${LETTERS}'-]+)\\)(?=\\s+[${LETTERS}])`,
  'g',
)
const FIRST_WORD = new RegExp(`^\\s*[${LETTERS}'’ʼ]+\\s+`)
const MOST_TOLD = 8
/** «ОДА/РДА». */
const SHORT_BEFORE = new RegExp(`[${CAPITALS}]{2}$`)
const SHORT_AFTER = new RegExp(`^[${CAPITALS}]{2}`)
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '»': '«' }
// The point of an initial («Мороз І.В.») is none.
const MARK = `[\\s,;:–—-]|(?<![\\s.][${CAPITALS}])\\.`
const MARKS_AT_END = new RegExp(`(?<!${MARK})(?:${MARK})+$`)
const CAPITAL = new RegExp(`^\\s*[${CAPITALS}]`)
const SMALL = new RegExp(`^\\s*[${SMALLS}]`)
/** A word with a capital after a blank. */
const CAPITAL_INSIDE = new RegExp(`(?<=\\s)[${CAPITALS}]`, 'g')
/** «ГУ», «КНП»: an abbreviation tells no case, but these own nothing. */
const FORM = new RegExp(`^[${CAPITALS}]{2,4}\\s`)
/** «КП «Водоканал»». */
const FORM_AND_NAME = new RegExp(`^\\s*[${CAPITALS}]{2,5}\\s+["«„“]`)
const FIRST_NUMBER = /^\s*1[.)]\s/
const NEXT_NUMBER = new RegExp(
  `(?<!\\s)\\s+(?=\\d{1,2}(?:\\)\\s+[${LETTERS}]|\\.\\s+[${CAPITALS}]))`,
  'g',
)
const SENTENCE_END = new RegExp(`(?<=[${SMALLS}]{4})\\.\\s+(?=[${CAPITALS}])`, 'g')
const MOST_FIELDS = 6
const LONGEST_BEGINNING = 100
const LONGEST_OWNER = 120

/** One body of a list, as written, with what stood in brackets beside it. */
export interface Piece {
  /** Without brackets, white space collapsed. */
  readonly name: string
  /** Contents of the brackets, in order. */
  readonly notes: readonly string[]
  /** True behind «за участю», «спільно з»: the name stands in the case that these ask for. */
  readonly isGoverned?: boolean
}

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
    const stripped = stripRole(part.replace(prepared.language.pattern('bullet'), ''), prepared)
    for (const whole of splitLost(stripped, prepared).flatMap((one) => splitNoted(one, prepared)))
      append(pieces, splitJoined(readPiece(whole, prepared), prepared))
  }
  const areOthers = (name: string) => prepared.language.has('others', name.toLowerCase())
  return pieces.filter(({ name, notes }) => !areOthers(name) && (name !== '' || notes.length > 0))
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
  const { phrases, language } = prepared
  const is = (list: PatternList, text: string) => language.pattern(list).test(text)
  const next = part.folded
  const isOpening = begins(phrases.opens, next)
  if (part.separator === 'line') {
    if (is('bullet', part.text)) return false
    if (phrases.heads.isWhole(withoutBrackets(open.last))) return !begins(phrases.heads, next)
    if (CAPITAL.test(part.text)) return is('qualifiedPlace', part.text)
    if (beginsNominative(next, prepared)) return isUnfinished(open.last, prepared)
    return !isOpening && (!beginsUnit(next, prepared) || isUnfinished(open.last, prepared))
  }
  if (begins(phrases.clauses, next) || is('moreNumbers', part.text)) return true
  if (isOpening) return false
  const isAttribute = is('attributeFirst', next) && SMALL.test(part.text)
  // «…, розвитку та утримання доріг»: no name begins so, but with a body in the dative.
  const isOfWhat = is('dativeOrGenitive', next) && SMALL.test(part.text)
  if (isOfWhat && hasFields(open.first, prepared)) return !beginsBody(next, prepared)
  if (isAttribute && (is('attributeLast', open.last) || hasFields(open.first, prepared)))
    return !beginsBody(next, prepared)
  if (is('qualifiedPlace', part.text) && is('ofPlaceLast', open.last)) return true
  const isClosed = /\)\s*$/.test(open.last) || CAPITAL.test(part.text)
  if (open.isInClause && !isClosed && !beginsBody(next, prepared)) return true
  // A list that is all in the genitive is a list; a genitive after a nominative goes on with it.
  const isGenitive = begins(phrases.continues, next) && !CAPITAL.test(part.text)
  return isGenitive && !begins(phrases.continues, open.first)
}

/** «комісія з питань …», «управління …»: what follows in the genitive is what it does. */
function hasFields(folded: string, { nouns, language }: Prepared): boolean {
  const [first = ''] = folded.trim().split(/\s+/, 1)
  return language.pattern('matters').test(folded) || nouns.get(first)?.isNominative === true
}

/**
 * «торгівлі» of «Департамент економічного розвитку, торгівлі та туризму облдержадміністрації»: a
 * genitive after a unit without an owner, which comes later.
 */
function isField({ first, last }: Open, parts: readonly Part[], prepared: Prepared): boolean {
  const { heads, owners } = prepared.phrases
  const genitive = prepared.language.pattern('genitive')
  if (!begins(heads, first) || owners.startOfLast(last) >= 0 || /\)\s*$/.test(last)) return false
  for (const { text, folded, separator } of parts) {
    const isGenitive = SMALL.test(text) && genitive.test(folded)
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

/** «X (за згодою) та Y (за згодою)»: each has its own consent. */
function splitNoted(text: string, { phrases, language }: Prepared): readonly string[] {
  const found: string[] = []
  let start = 0
  for (const match of text.matchAll(language.every('noteAndJoin'))) {
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
function readPiece(text: string, prepared: Prepared): Piece {
  const notes: string[] = []
  let name = ''
  let end = 0
  for (const match of text.matchAll(/\(([^()]*)\)|\[([^[\]]*)\]/g)) {
    name += `${text.slice(end, match.index)} `
    notes.push((match[1] ?? match[2] ?? '').trim())
    end = match.index + match[0].length
  }
  name += text.slice(end)
  return { name: tidy(name, prepared), notes: notes.filter((note) => note !== '') }
}

/** White space collapsed, stray brackets, marks at the ends and «та інші» gone. */
function tidy(name: string, { language }: Prepared): string {
  const tidied = name
    .replace(/[()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,;.])/g, '')
    .replace(MARKS_AT_END, '')
  const others = language.pattern('andOthers').exec(tidied.toLowerCase())
  return tidied.slice(0, others?.index ?? tidied.length).replace(/^[\s,;:.–—-]+/, '')
}

/** «X та Y» where each is a whole body or a unit; the notes belong to the last. */
function splitJoined(piece: Piece, prepared: Prepared): readonly Piece[] {
  const folded = fold(piece.name)
  const lead = prepared.phrases.joins.endOfFirst(folded)
  if (lead >= 0 && /^\s/.test(folded.slice(lead)))
    return splitJoined({ ...piece, name: piece.name.slice(lead).trim() }, prepared)
  for (const { start, end } of matchesOf(prepared.phrases.joins, folded)) {
    if (start === 0 || !/^\s/.test(folded.slice(end))) continue
    const isGoverned = !prepared.language.has('conjunctions', folded.slice(start, end))
    const sides: Sides = {
      left: folded.slice(0, start).trim(),
      right: folded.slice(end).trim(),
      before: piece.name.slice(0, start).trim(),
      after: piece.name.slice(end).trim(),
    }
    if (!(isGoverned ? isJoined(sides, prepared) : areTwo(sides, prepared))) continue
    // «ТЦК та СП».
    if (prepared.same.isWhole(folded)) break
    const rest = { ...piece, name: sides.after }
    return [
      { ...piece, name: sides.before, notes: [] },
      ...(isGoverned
        ? splitGoverned({ ...rest, isGoverned }, prepared)
        : splitJoined(rest, prepared)),
    ]
  }
  return [piece]
}

/** What stands on both sides of a join, folded and as written. */
interface Sides {
  readonly left: string
  readonly right: string
  readonly before: string
  readonly after: string
}

/** «Департамент освіти за участю батьків», «… спільно з Національною поліцією». */
function isJoined({ left, right, after }: Sides, prepared: Prepared): boolean {
  const isNamed = CAPITAL.test(after) || beginsBody(right, prepared)
  return isNamed || beginsBody(left, prepared) || beginsOfMany(right, prepared)
}

/** «за участю громадських організацій, закладів освіти»: a list in the genitive. */
function splitGoverned(piece: Piece, prepared: Prepared): readonly Piece[] {
  const { name } = piece
  for (const { index } of name.matchAll(/,\s/g)) {
    if (!beginsOfMany(fold(name.slice(index + 1)), prepared)) continue
    const rest = { ...piece, name: name.slice(index + 1).trim() }
    const first = { ...piece, name: name.slice(0, index), notes: [] }
    return [...splitJoined(first, prepared), ...splitGoverned(rest, prepared)]
  }
  return splitJoined(piece, prepared)
}

function areTwo({ left, right, before, after }: Sides, prepared: Prepared): boolean {
  const { language, phrases } = prepared
  const { heads, opens } = phrases
  if (heads.isWhole(left) && begins(heads, right)) return true
  if (begins(opens, right) && isWhole(before, prepared)) return true
  if (FORM_AND_NAME.test(after)) return /["»”]$/.test(before)
  const isCapital = CAPITAL.test(after)
  if (language.pattern('shortName').test(before) && (isCapital || beginsBody(right, prepared)))
    return true
  const isBody = beginsBody(left, prepared) || FORM_AND_NAME.test(before)
  if (!isBody || language.pattern('overWhat').test(right)) return false
  if (/["»”]$/.test(before)) return beginsBody(right, prepared)
  const noun = firstNoun(right, prepared)
  // «управління» is a nominative of one and of many, «ради» of many and a genitive.
  if (!noun?.isNominative) return false
  if (beginsNominative(right, prepared)) return true
  if (!noun.isMany) return true
  if (noun.noun.gender !== 'neuter') return false
  return isCapital || noun.noun === firstNoun(left, prepared)?.noun
}

/** «X (за згодою) Y», «апарат облдержадміністрації структурні підрозділи …», a line each without a mark: the comma was lost. */
function splitLost(text: string, prepared: Prepared): readonly string[] {
  const inside = insideBrackets(text)
  const folded = fold(text)
  const found: string[] = []
  let start = 0
  for (const { place, isNominative } of beginnings(text, folded, prepared)) {
    if (place <= start || inside[place] === 1) continue
    const before = text.slice(start, place)
    const isLost = isWhole(before, prepared) || (isNominative && isUnitWithField(before, prepared))
    if (!isLost || lacksOwner(before, prepared)) continue
    found.push(before)
    start = place
  }
  found.push(text.slice(start))
  return found
}

interface Beginning {
  readonly place: number
  /** False where the word may be a genitive too («райдержадміністрації»), of what stands before it. */
  readonly isNominative: boolean
}

/** Where a body may begin, in order. */
function beginnings(text: string, folded: string, prepared: Prepared): readonly Beginning[] {
  const opened = matchesOf(prepared.phrases.opens, folded).map(({ start }) => ({
    place: start,
    isNominative: FORM.test(text.slice(start)) || beginsNominative(folded.slice(start), prepared),
  }))
  const units = unquotedCapitals(text)
    .filter((index) => beginsUnit(folded.slice(index, index + LONGEST_OWNER), prepared))
    .map((place) => ({ place, isNominative: true }))
  return [...opened, ...units].sort((left, right) => left.place - right.place)
}

/** Where words with capitals begin, but for those between straight quotes («ДУ "Центр здоров'я"»). */
function unquotedCapitals(text: string): readonly number[] {
  const found: number[] = []
  let end = 0
  let isQuoted = false
  for (const { index } of text.matchAll(CAPITAL_INSIDE)) {
    for (; end < index; end += 1) if (text.charAt(end) === '"') isQuoted = !isQuoted
    if (!isQuoted) found.push(index)
  }
  return found
}

/** «Управління соцзахисту населення», «Центр надання соціальних послуг»: a unit, and what it does. */
function isUnitWithField(text: string, prepared: Prepared): boolean {
  const folded = fold(text).trim()
  const words = folded.split(' ')
  const last = words.at(-1) ?? ''
  if (words.length < 2 || prepared.nouns.get(last)?.isNominative === true) return false
  const isField =
    prepared.language.pattern('genitive').test(last) ||
    (words.length > 2 && !isUnfinished(folded, prepared))
  return isField && beginsBody(folded, prepared)
}

/** «структурні підрозділи» of «структурні підрозділи райдержадміністрації», «усі» of «усі заклади». */
function lacksOwner(text: string, { phrases, language }: Prepared): boolean {
  const name = text.trim()
  return language.has('all', name.toLowerCase()) || phrases.heads.isWhole(fold(name))
}

/** True where nothing is missing at the end of the name: it has its owner, or is known as it stands. */
function isWhole(text: string, prepared: Prepared): boolean {
  const trimmed = text.trim()
  if (/[)»]$/.test(trimmed)) return true
  const tail = fold(trimmed.slice(-LONGEST_OWNER))
  if (prepared.phrases.owners.startOfLast(tail) >= 0) return true
  return trimmed.length <= LONGEST_OWNER && isKnownClass(tail, prepared)
}

/** True for the whole name of a class of bodies, as written, no white space before it. */
function isKnownClass(folded: string, { classes }: Prepared): boolean {
  return classes.some((one) => mayBegin(one, folded, 0) && one.forms.isWhole(folded))
}

/** What stands between two places where a list of bodies may be parted. */
interface Part {
  readonly text: string
  readonly folded: string
  readonly separator: ',' | ';' | 'line' | 'role' | 'lost'
}

/**
 * Parts of a list of bodies, blank ones left out: cut at commas, semicolons, line ends, «+», «/» between
 * blanks or abbreviations, and role words, outside brackets and «…».
 */
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
  const places = Array.from(text.matchAll(/[,;\n/+]/g), ({ index }) => index)
  if (roleStarts.size === 0) return places
  return [...places, ...roleStarts].sort((left, right) => left - right)
}

function separatorAt(text: string, index: number): Part['separator'] | null {
  const character = text.charAt(index)
  if (character === ',') return /\d/.test(text.charAt(index + 1)) ? null : ','
  if (character === ';') return ';'
  if (character === '\n') return 'line'
  const isApart = /\s/.test(text.charAt(index - 1)) && /\s/.test(text.charAt(index + 1))
  const isBetweenShort =
    character === '/' &&
    SHORT_BEFORE.test(text.slice(Math.max(0, index - 2), index)) &&
    SHORT_AFTER.test(text.slice(index + 1, index + 3))
  return isApart || isBetweenShort ? ';' : null
}

/** 1 for every unit inside brackets or guillemets that are closed. */
function insideBrackets(text: string): Uint8Array {
  const inside = new Uint8Array(text.length)
  if (!/[)\]»]/.test(text)) return inside
  const open: number[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === '(' || character === '[' || character === '«') open.push(index)
    else if (character === ')' || character === ']' || character === '»') {
      const start = lastOpening(text, open, character)
      if (start !== null) inside.fill(1, start, index + 1)
    }
  }
  return inside
}

/** Takes the opening that a closing mark belongs to off the stack; null where there is none. */
function lastOpening(text: string, open: number[], closing: string): number | null {
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const start = open[index] ?? 0
    if (text.charAt(start) !== OPENING[closing]) continue
    open.length = index
    return start
  }
  return null
}

/**
 * The list with what is told once told each time: «департаменти: освіти; фінансів» are «департамент
 * освіти; департамент фінансів», «районні (міські) центри» are «районні, міські центри».
 */
function tellEach(text: string, prepared: Prepared): string {
  const told = tellUnits(tellAdjectives(text, prepared), prepared)
  return tellFields(told, prepared)
}

/** Only where the whole list is fields in the genitive: nothing else tells where it ends. */
function tellUnits(text: string, prepared: Prepared): string {
  const match = UNITS.exec(text)
  const form = prepared.nouns.get(fold(match?.[1] ?? ''))
  const unit = form?.noun.one[0]
  if (!match || !form?.isMany || !form.isNominative || unit === undefined) return text
  const rest = text.slice(match[0].length)
  const mark = rest.includes(';') ? ';' : ','
  const fields = rest.split(mark).map((field) => field.trim())
  const genitive = prepared.language.pattern('genitive')
  const areFields = fields.every((field) => {
    const folded = fold(field)
    return genitive.test(folded) && !beginsBody(folded, prepared)
  })
  if (!areFields) return text
  const named = likeFirst(unit, match[1] ?? '')
  // The owner that the last field ends with is the owner of all.
  const last = fields.at(-1) ?? ''
  const start = prepared.phrases.owners.startOfLast(fold(last))
  const owner = start < 1 ? '' : ` ${last.slice(start)}`
  return fields.map((field) => `${named} ${field}${field === last ? '' : owner}`).join('; ')
}

/**
 * «департаменти освіти, культури, фінансів облдержадміністрації»: several units of one owner. With
 * «та» before the last field nothing tells whether that is one unit more; of many owners
 * («райдержадміністрацій») each may have one unit with all the fields.
 */
function tellFields(text: string, prepared: Prepared): string {
  const { language } = prepared
  const [units = ''] = FIRST_WORD.exec(text) ?? []
  const form = prepared.nouns.get(fold(units.trim()))
  const unit = form?.noun.one[0]
  if (!form?.isMany || !form.isNominative || unit === undefined || unit === form.noun.many[0])
    return text
  const fields: string[] = []
  let end = units.length
  for (const written of text.slice(end).split(',', MOST_TOLD)) {
    const folded = fold(written)
    if (!language.pattern('genitive').test(folded) || beginsBody(folded, prepared)) return text
    fields.push(written.trim())
    end += written.length + (fields.length > 1 ? 1 : 0)
    const start = prepared.phrases.owners.startOfLast(folded.trim())
    if (start < 0) continue
    const owner = written.trim().slice(start)
    const isOfOne =
      !language.pattern('joinInside').test(folded) && language.endsIn('ofOneEndings', fold(owner))
    if (fields.length < 2 || !isOfOne) return text
    const named = fields.map((field) => `${likeFirst(unit, units.trim())} ${field}`)
    return `${named.slice(0, -1).join(` ${owner}; `)} ${owner}; ${named.at(-1)}${text.slice(end)}`
  }
  return text
}

function tellAdjectives(text: string, prepared: Prepared): string {
  if (!text.includes('(')) return text
  return text.replace(ADJECTIVE_ASIDE, (written, before: string, inside: string) => {
    const [first, second] = [before, inside].map((word) =>
      adjectiveOf({ text: word, folded: fold(word) }, prepared),
    )
    // «державна (військова) адміністрація» is one body under two names.
    const both = `${fold(before)} ${fold(inside)}`
    if (prepared.language.pattern('stateOrMilitary').test(both)) return before
    const areAlike = first?.agreement != null && first.agreement === second?.agreement
    return areAlike && first.isNominative && second.isNominative ? `${before}, ${inside}` : written
  })
}
