import { CAPITALS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import type { PhraseList, Span } from '../../text/phrase.ts'
import { insideBrackets } from './brackets.ts'
import type { Prepared } from './prepared-lexicon.ts'

/** What stands between two places where a list of bodies may be parted. */
export interface Part {
  readonly text: string
  readonly folded: string
  readonly separator: ',' | ';' | 'line' | 'role' | 'lost'
}

/**
 * Parts of a list of bodies, blank ones left out: cut at commas, semicolons, line ends, «+», «/» between
 * blanks or abbreviations, and role words, outside brackets and «…».
 */
export function splitParts(text: string, prepared: Prepared): readonly Part[] {
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

/** «ОДА/РДА». */
const SHORT_BEFORE = new RegExp(`[${CAPITALS}]{2}$`)
const SHORT_AFTER = new RegExp(`^[${CAPITALS}]{2}`)

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
