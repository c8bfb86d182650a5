import type { Body } from '../../model/report.ts'
import type { Standing } from '../../model/vocabulary.ts'
import { fold } from '../../text/fold.ts'
import { type Memory, openMemory, recall } from '../../text/memory.ts'
import { editDistance } from '../../text/similarity.ts'
import {
  mayBegin,
  type NameGrammar,
  namesMany,
  namesPlace,
  type Prepared,
  prepareLexicon,
  stem,
} from './lexicon.ts'
import { closeTornBodies } from './torn.ts'

/** A name taken apart for comparison. */
interface Parsed {
  /** Under the first names of `same`, folded. */
  readonly text: string
  /** Stems of what the name says beside owner and place. */
  readonly stems: readonly string[]
  /** A name of `same` that owns the unit or is the body itself. */
  readonly owner: string | null
  /** Stems of the adjectives of place before it («Бурівської, Яснодарської міських рад»). */
  readonly places: readonly string[]
  /** Stem of the region or district that it works in («у Луганській області»), '' for «області». */
  readonly region: string | null
  /** True where it is the country's: «… України». */
  readonly isCentral: boolean
}

const SHORTEST_FORGIVEN = 6
const LONGEST_ABBREVIATION = 8
const RANKS: readonly Standing[] = ['none', 'broad', 'group', 'named']

/**
 * How the respondent stands among the executors of a measure: `named` under any of its names,
 * `group` or `broad` through a class of the lexicon, else `none`; the closest of all bodies.
 */
export function standing(
  respondent: string,
  bodies: readonly Body[],
  grammar: NameGrammar,
): Standing {
  const prepared = prepareLexicon(grammar)
  const own = parse(respondent, prepared)
  let best: Standing = 'none'
  for (const body of bodies) {
    const found = standingTo(own, body, prepared)
    if (RANKS.indexOf(found) > RANKS.indexOf(best)) best = found
  }
  return best
}

/** True where two names are plainly of one body. */
export function isSameName(left: string, right: string, grammar: NameGrammar): boolean {
  return standing(left, [{ name: right, scope: null, byConsent: false }], grammar) === 'named'
}

/** The same for any two names of one body, case, case endings and known short forms apart. */
export function compareKey(name: string, prepared: Prepared): string {
  const { stems, owner, places, region } = parse(name, prepared)
  return [...stems, owner ?? '', places.join(' '), region ?? ''].join(' ').trim()
}

function standingTo(own: Parsed, { name, scope }: Body, prepared: Prepared): Standing {
  // What follows a comma («…, у межах компетенції») narrows the class or goes on with a list.
  const [whole, body] = [parse(name, prepared), parse(name.replace(/,.*$/, ''), prepared)]
  // «Старобільська райдержадміністрація» is one body, not the class.
  const isClass = body.stems.length > 0 || body.places.length === 0
  const scopes = placesIn(fold(scope ?? '').split(/[\s,]+/), prepared)
  const most = isClass ? mostAsked(own, whole, scopes) : 'none'
  const classes = [body, whole].flatMap((one) => classNames(one, prepared))
  const held = most === 'none' ? most : standingInClass(own, classes, prepared)
  const inClass = held === 'group' ? most : held
  // «виконавчі комітети міських рад» names no committee, though it reads like the respondent's name.
  const isOpen = body.places.length === 0
  const isOneOf = isOpen && prepared.isMany.has(own.owner ?? '') && own.places.length > 0
  const names = [name, ...(scope?.split(', ') ?? [])]
  const isNamed = names.some((other) => isSameBody(own, parse(other, prepared), prepared))
  if (!isNamed || (isOneOf && (most !== 'group' || inClass === 'group')))
    return isPartOf(own, body) && inClass === 'none' ? 'broad' : inClass
  // «районні центри зайнятості» are all of them, and name none.
  return isOpen && namesMany(fold(name), prepared) ? 'group' : 'named'
}

/** How closely a class asks a body of one place: that of other places does not, that of a region may. */
function mostAsked(own: Parsed, { places, region }: Parsed, scopes: readonly string[]): Standing {
  const asked = [...places, ...scopes]
  const areas = region ? [...asked, region] : asked
  const owned = own.region ? [...own.places, own.region] : own.places
  if (owned.length === 0 || areas.length === 0 || haveCommon(owned, areas)) return 'group'
  return asked.length > 0 || own.region ? 'none' : 'broad'
}

function haveCommon(left: readonly string[], right: readonly string[]): boolean {
  return left.some((one) => right.includes(one))
}

/** «Яснодарська міська рада» and one of its departments. */
function isPartOf(own: Parsed, { stems, owner, places }: Parsed): boolean {
  const isWhole = stems.length === 0 && places.length > 0
  const isThere = own.places.length === 0 || haveCommon(own.places, places)
  return isWhole && own.stems.length > 0 && own.owner === owner && isThere
}

function standingInClass(own: Parsed, names: readonly string[], { classes }: Prepared): Standing {
  let best: Standing = 'none'
  for (const one of classes) {
    if (!names.some((name) => mayBegin(one, name, 0) && one.forms.isWhole(name))) continue
    const { group, broad } = one
    if (group?.find(own.text)) return 'group'
    if (broad?.find(own.text)) best = 'broad'
  }
  return best
}

/** The name without the places before it; with and without the region behind it. */
function classNames({ text, places }: Parsed, { phrases }: Prepared): readonly string[] {
  const isOwn = (word: string) => places.some((place) => word.startsWith(place))
  const name = text.replace(/\S+ ?/g, (word) => (isOwn(word) ? '' : word)).trim()
  const region = phrases.places.startOfLast(name)
  return region > 0 ? [name, name.slice(0, region).trim()] : [name]
}

function isSameBody(left: Parsed, right: Parsed, { isMany }: Prepared): boolean {
  if (left.owner !== null && right.owner !== null && left.owner !== right.owner) return false
  const isPlaced = left.places.length > 0 && right.places.length > 0
  if (isPlaced && !haveCommon(left.places, right.places)) return false
  if (left.region && right.region && left.region !== right.region) return false
  // «Державна екологічна інспекція України» is none of its inspections in a region.
  if (left.isCentral ? right.region !== null : right.isCentral && left.region !== null) return false
  if (left.stems.length === 0 || right.stems.length === 0) {
    if (left.stems.length !== right.stems.length || left.owner !== right.owner) return false
    return isPlaced || left.text === right.text || !isMany.has(left.owner ?? '')
  }
  return areAligned(left.stems, right.stems)
}

/** Stems equal in order; a short word may be the initials of several («жкг»). */
function areAligned(left: readonly string[], right: readonly string[]): boolean {
  const [first, ...rest] = left
  const [other, ...others] = right
  if (first === undefined || other === undefined) return first === other
  if (isNear(first, other) && areAligned(rest, others)) return true
  return isInitials(first, right, rest) || isInitials(other, left, others)
}

function isInitials(word: string, run: readonly string[], rest: readonly string[]): boolean {
  const size = word.length
  if (size < 2 || size > LONGEST_ABBREVIATION || size > run.length) return false
  const initials = run.slice(0, size).map((stem) => stem.charAt(0))
  return initials.join('') === word && areAligned(rest, run.slice(size))
}

function isNear(left: string, right: string): boolean {
  if (left === right) return true
  const isLong = Math.min(left.length, right.length) >= SHORTEST_FORGIVEN
  return isLong && editDistance(left, right, 1) === 1
}

const MOST_REMEMBERED = 4096
const parsedNames = new WeakMap<Prepared, Memory<Parsed>>()

/** Names repeat from measure to measure, so that each is taken apart once. */
function parse(name: string, prepared: Prepared): Parsed {
  const known = parsedNames.get(prepared) ?? openMemory<Parsed>(MOST_REMEMBERED)
  parsedNames.set(prepared, known)
  return recall(known, name, () => parseName(name, prepared))
}

function parseName(name: string, prepared: Prepared): Parsed {
  const closed = closeTornBodies(name, prepared)
  const written = fold(closed)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/["'«»„“”]/g, (mark) => (mark === "'" ? mark : ' '))
    .replace(/[.,;]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const text = underFirstNames(written, prepared)
  const { name: unit, region } = partRegion(text, prepared)
  const owner = lastOwner(unit, prepared)
  const before = owner === null ? unit : unit.slice(0, unit.lastIndexOf(owner))
  const after = owner === null ? '' : unit.slice(unit.lastIndexOf(owner) + owner.length)
  const words = before.trim().split(' ')
  // «Яснодарської міської ради», «Яснодарський центр зайнятості».
  const isPlace = (word: string | undefined) => word !== undefined && namesPlace(word, prepared)
  const most = owner === null ? Math.min(words.length - 1, 1) : words.length
  const end = words.slice(0, most).findLastIndex(isPlace) + 1
  const isAnd = (word: string | undefined) => prepared.language.has('and', word ?? '')
  let start = end
  while (isPlace(words[start - 1]) || (start < end && isAnd(words[start - 1]))) start -= 1
  return {
    text,
    stems: stemsOf([...words.slice(0, start), ...words.slice(end), ...after.split(' ')], prepared),
    owner,
    places: placesIn(words.slice(start, end), prepared),
    region,
    isCentral: written.endsWith(` ${prepared.language.word('country')}`),
  }
}

function placesIn(words: readonly string[], prepared: Prepared): readonly string[] {
  return words.flatMap((word) => (namesPlace(word, prepared) ? stem(word, prepared.language) : []))
}

/** The region at the end of a name taken off: «у Луганській області», «області». */
function partRegion(
  text: string,
  prepared: Prepared,
): { readonly name: string; readonly region: string | null } {
  const start = prepared.phrases.places.startOfLast(text)
  if (start < 1) return { name: text, region: null }
  const adjective = text
    .slice(start)
    .split(' ')
    .find((word) => namesPlace(word, prepared))
  return {
    name: text.slice(0, start).trim(),
    region: adjective ? stem(adjective, prepared.language) : '',
  }
}

/** Whatever `same` lists under its first name. */
export function underFirstNames(text: string, prepared: Prepared): string {
  const { same, sameNames } = prepared
  let named = ''
  let end = 0
  for (let match = same.find(text); match; match = same.find(text, end)) {
    const { start } = match
    const first = sameNames.find(
      (one) => mayBegin(one, text, start) && one.forms.endAt(text, start) >= 0,
    )
    named += text.slice(end, start) + (first ? first.name : text.slice(start, match.end))
    end = Math.max(match.end, start + 1)
  }
  return named + text.slice(end)
}

/** The last name of `same` that can own a unit; an owner is a body by itself too. */
function lastOwner(text: string, { owners }: Prepared): string | null {
  let found: string | null = null
  let at = -1
  for (const name of owners) {
    const index = text.lastIndexOf(name)
    if (index > at) {
      at = index
      found = name
    }
  }
  return found
}

function stemsOf(words: readonly string[], { ignored, language }: Prepared): readonly string[] {
  return words
    .flatMap((word) => word.split('-'))
    .filter((word) => word !== '' && !ignored.has(word))
    .map((word) => stem(word, language))
}
