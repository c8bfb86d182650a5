import type { CoreRole, Grammar } from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { withoutSoftHyphens } from '../text/hyphen.ts'
import { type Matches, matchAny, subjectOf } from '../text/matcher.ts'
import { type Memory, openMemory, recall } from '../text/memory.ts'
import { labelsIn, numberText } from './openings.ts'
import { isCoreRole } from './roles.ts'
import type { Likeness, Slot } from './units.ts'

/*
 * What a cell looks like, without its heading: a number, a deadline, a list of bodies. Used to
 * tell columns that have no heading and to see whether the cells of a short row fit their columns.
 */

/** What a cell is shows in its first words. */
const LONGEST = 120

/** Texts whose likeness is remembered: deadlines and executors repeat from row to row. */
const REMEMBERED = 4000

/** Lists of patterns that the grammar has for a role: what its cells hold, what its headings are made of. */
const LISTS = ['content', 'fragments', 'leads', 'further', 'hints'] as const

interface Recognisers {
  /** By list and role. */
  readonly matchers: ReadonlyMap<string, Matches>
  readonly known: Memory<Likeness>
}

const recognisers = new WeakMap<Grammar, Recognisers>()

/** True where the text of a cell looks like what the role holds; a blank cell looks like anything. */
export function looksLike(slot: Slot, role: CoreRole, grammar: Grammar): boolean {
  if (slot.isBlank) return true
  if (role === 'number') return isNumber(slot)
  const known = recognisersOf(grammar)
  slot.memo.likeness ??= textLikeness(slot.text, known)
  return matches(slot.memo.likeness, role, known)
}

/** True where a cell can be the end of one that a page has cut, rather than one of its own. */
export function looksCut(slot: Slot, role: CoreRole, grammar: Grammar): boolean {
  return !looksLike(slot, role, grammar) || isRest(slot.text, role, grammar)
}

/** True where a text begins as the end of what the role holds: «року», «2024 року». */
export function isRest(text: string, role: CoreRole, grammar: Grammar): boolean {
  return isListed(withoutSoftHyphens(text.slice(0, LONGEST)), `fragments ${role}`, grammar)
}

/** True where a word alone may lead to what the role holds: «до» to «1 травня». */
export function isLead(word: string, role: CoreRole, grammar: Grammar): boolean {
  return isListed(word, `leads ${role}`, grammar)
}

/** True where a heading names a second column of the role, whose cells go on with the first. */
export function isFurther(heading: string, role: string, grammar: Grammar): boolean {
  return isListed(heading.trim(), `further ${role}`, grammar)
}

/** True where a heading holds no word, figures apart, but such as headings of the role are made of. */
export function isHinted(heading: string, role: string, grammar: Grammar): boolean {
  const words = withoutSoftHyphens(heading).match(WORDS) ?? []
  return words.length > 0 && words.every((word) => isListed(word, `hints ${role}`, grammar))
}

function isListed(text: string, list: string, grammar: Grammar): boolean {
  return recognisersOf(grammar).matchers.get(list)?.(subjectOf(fold(text))) ?? false
}

function isNumber(slot: Slot): boolean {
  slot.memo.isNumber ??= slot.text.length <= LONGEST && isLabel(numberText(slot))
  return slot.memo.isNumber
}

const LONGEST_NUMBER = 14

function isLabel(text: string): boolean {
  return text.length <= LONGEST_NUMBER && labelsIn(text).some(({ rest }) => rest >= text.length)
}

/** The same for a text that stands in no cell. */
export function textLooksLike(text: string, role: CoreRole, grammar: Grammar): boolean {
  const known = recognisersOf(grammar)
  return matches(textLikeness(text, known), role, known)
}

/** What may stand between a measure and its answer. */
export type Aside = 'executors' | 'deadline'
/** No line of that kind is longer, and none is a sentence. */
const LONGEST_ASIDE = 120
const SENTENCE_END = /[^\sрг][.!?]\s*$/u
const WORD = /\S+/g
const WORDS = /\p{L}[\p{L}'’ʼ-]*/gu
/** «Постійно» ends like «виконано». */
const FEW_WORDS = 2

/** What a line alone says of a measure: «Відділ освіти», «До 1 травня 2026 року»; null for others. */
export function asideOf(text: string, grammar: Grammar): Aside | null {
  if (text.length > LONGEST_ASIDE || SENTENCE_END.test(text)) return null
  const isAnswer = textLooksLike(text, 'response', grammar)
  if (isAnswer && (text.match(WORD)?.length ?? 0) > FEW_WORDS) return null
  if (textLooksLike(text, 'deadline', grammar)) return 'deadline'
  return !isAnswer && textLooksLike(text, 'executors', grammar) ? 'executors' : null
}

function textLikeness(text: string, { known }: Recognisers): Likeness {
  return recall(known, text, () => ({
    subject: subjectOf(fold(withoutSoftHyphens(text.slice(0, LONGEST)))),
    answers: new Map(),
  }))
}

function matches({ subject, answers }: Likeness, role: CoreRole, known: Recognisers): boolean {
  const before = answers.get(role)
  if (before !== undefined) return before
  const answer = known.matchers.get(`content ${role}`)?.(subject) ?? true
  answers.set(role, answer)
  return answer
}

function recognisersOf(grammar: Grammar): Recognisers {
  let known = recognisers.get(grammar)
  if (!known) {
    const lists = grammar.columns.flatMap((column) =>
      LISTS.filter((list) => column[list].length > 0).map(
        (list) => [`${list} ${column.role}`, matchAny(column[list])] as const,
      ),
    )
    known = { matchers: new Map(lists), known: openMemory(REMEMBERED) }
    recognisers.set(grammar, known)
  }
  return known
}

/** Share of the cells that look like what the role holds; 0 for a role that no cell looks like. */
export function likeness(role: string, cells: readonly Slot[], grammar: Grammar): number {
  if (!isCoreRole(role) || role === 'item' || cells.length === 0) return 0
  return cells.filter((cell) => looksLike(cell, role, grammar)).length / cells.length
}
