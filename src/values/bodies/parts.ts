import { CAPITALS, LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import type { Span } from '../../text/phrase.ts'
import { adjectiveOf, beginsBody, likeFirst, matchesOf, type Prepared } from './lexicon.ts'

const UNITS = new RegExp(`^\\s*([${LETTERS}'’ʼ]+)\\s*:\\s*(?=[${LETTERS}])`)
const ADJECTIVE_ASIDE = new RegExp(
  `(?<![${LETTERS}'-])([${LETTERS}'-]+)\\s+\\(([${LETTERS}'-]+)\\)(?=\\s+[${LETTERS}])`,
  'g',
)
const FIRST_WORD = new RegExp(`^\\s*[${LETTERS}'’ʼ]+\\s+`)
const MOST_FIELDS = 8
/** «ОДА/РДА». */
const SHORT_BEFORE = new RegExp(`[${CAPITALS}]{2}$`)
const SHORT_AFTER = new RegExp(`^[${CAPITALS}]{2}`)
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '»': '«' }

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

/** 1 for every unit inside brackets or guillemets that are closed. */
export function insideBrackets(text: string): Uint8Array {
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
export function tellEach(text: string, prepared: Prepared): string {
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
  for (const written of text.slice(end).split(',', MOST_FIELDS)) {
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
