import { CAPITALS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import {
  beginsBody,
  beginsNominative,
  beginsUnit,
  GENITIVE,
  isUnfinished,
} from './body-beginnings.ts'
import { matchesOf } from './body-parts.ts'
import { insideBrackets } from './brackets.ts'
import { mayBegin, type Prepared } from './prepared-lexicon.ts'

/** «усі» is no body, but belongs to the name after it. */
const ONLY_ALL = /^\s*(?:усі|всі|інші|решта)\s*$/i
/** A word with a capital after a blank. */
const CAPITAL_INSIDE = new RegExp(`(?<=\\s)[${CAPITALS}]`, 'g')
/** «ГУ», «КНП»: an abbreviation tells no case, but these own nothing. */
const FORM = new RegExp(`^[${CAPITALS}]{2,4}\\s`)
const LONGEST_OWNER = 120

/**
 * «X (за згодою) Y», «апарат облдержадміністрації структурні підрозділи …», a line each without a mark:
 * the comma was lost.
 */
export function splitLost(text: string, prepared: Prepared): readonly string[] {
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
  const isField = GENITIVE.test(last) || (words.length > 2 && !isUnfinished(folded, prepared))
  return isField && beginsBody(folded, prepared)
}

/** «структурні підрозділи» of «структурні підрозділи райдержадміністрації», «усі» of «усі заклади». */
function lacksOwner(text: string, { phrases }: Prepared): boolean {
  return ONLY_ALL.test(text) || phrases.heads.isWhole(fold(text.trim()))
}

/** True where nothing is missing at the end of the name: it has its owner, or is known as it stands. */
export function isWhole(text: string, prepared: Prepared): boolean {
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
