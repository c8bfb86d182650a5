import type { Grammar, RowKind } from '../model/grammar.ts'
import { asideOf, textLooksLike } from '../tables/content.ts'
import { announced } from '../tables/headings.ts'
import { CAPITALS, LETTERS, SMALLS } from '../text/characters.ts'
import { fold } from '../text/fold.ts'
import { withoutSoftHyphens } from '../text/hyphen.ts'
import { readLabels } from '../text/label.ts'
import { type Matches, matchAny, subjectOf } from '../text/matcher.ts'
import { type Memory, openMemory, recall } from '../text/memory.ts'
import { answerBracket, numberedParts } from './answers-in-brackets.ts'
import { bracketStarts } from './asides-in-brackets.ts'
import type { Manner } from './manner.ts'
import { bareField, beginsField, fieldLine, fieldStarts } from './prose.ts'
import type { View } from './views.ts'

interface Recognisers {
  readonly rules: readonly { readonly kind: RowKind; readonly matches: Matches }[]
  /** Headings and running heads repeat, in a document and in the reports of one programme. */
  readonly known: Memory<readonly RowKind[]>
}

const recognisers = new WeakMap<Grammar, Recognisers>()
/** The kind of a row shows in its first words, and rows of measures have many cells. */
const LONGEST = 160
const LONGEST_FURNITURE = 60
const DASH_AND_SMALL = new RegExp(`(?<=\\s|^)[–—-]\\s(?=[${SMALLS}])`, 'g')
/** In its first words an answer shows that it is one. */
const LONGEST_BEGINNING = 40
const MOST_CELLS = 3
const ROMAN_AND_CAPITAL = new RegExp(`^\\s*[IVXІХ]{1,5}\\s?\\.\\s*[${CAPITALS}]`)
/** A sum, or a mark that there is none. */
const FIGURES = /^(?:[\d\s.,%–—-]*|[xх])$/iu
const NAME = `[${CAPITALS}](?:\\.|[${LETTERS}'’ʼ-]+)`
const SIGNER = new RegExp(`^\\s*(?:${NAME}(?:\\s?${NAME}){1,2}|_+|\\(підпис\\))\\s*$`)
const STANDS_IN = /^\s{12,}\S/
const CAPITAL_FIRST = new RegExp(`^\\s*[${CAPITALS}]`)

/** Kinds that the words of a row tell, each once. Total rows and passports stand in tables only. */
export function matchRows(view: View, grammar: Grammar): readonly UnplacedRow[] {
  if (view.filled.length > MOST_CELLS && !isTotal(view)) return []
  const text = view.filled.map((slot) => slot.text).join('\n')
  const isRow = view.unit.table !== null
  const isOfMeasures = view.fields.measure !== undefined
  return matchText(text, grammar)
    .filter((kind) => kind !== 'answer')
    .filter((kind) => {
      const isTabular = kind === 'total_row' || kind === 'passport'
      if (isRow && !isOfMeasures) return true
      if (kind === 'title' || kind === 'appendix') return view.filled.length === 1
      if (kind === 'signature' && isRow) return isOfSigner(view)
      return isTabular === isRow || kind === 'page_furniture' || kind === 'footnote'
    })
}

/**
 * A signature drawn into the table: nothing but the first cell is filled, or names stand beside the
 * office («Начальник управління | Олена КОВАЛЬЧУК»).
 */
function isOfSigner({ filled: [first, ...others] }: View): boolean {
  if (others.length === 0) return first?.column === 0
  return others.every(({ text }) => SIGNER.test(text))
}

/** Kinds of rows that hold nothing of the tree. */
type UnplacedRow = Exclude<RowKind, 'answer'>

/** Kinds that a text alone tells, wherever it stands. */
export function matchText(text: string, grammar: Grammar): readonly RowKind[] {
  const { rules, known } = recognisersOf(grammar)
  return recall(known, text.slice(0, LONGEST), (start) => {
    const subject = subjectOf(fold(withoutSoftHyphens(start)).trim())
    const kinds = new Set<RowKind>()
    for (const { kind, matches } of rules) if (matches(subject)) kinds.add(kind)
    return [...kinds]
  })
}

/** Where in a stretch of lines, or in a line of fields, something new begins. */
export function findStarts(text: string, grammar: Grammar, manner: Manner): readonly number[] {
  const starts: number[] = []
  let isBehindAside = false
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const end = text.indexOf('\n', at + 1)
    const line = text.slice(at + 1, end < 0 ? undefined : end)
    if (startsAnew(line, grammar, manner)) starts.push(at + 1)
    else if (isBehindAside && CAPITAL_FIRST.test(line)) starts.push(at + 1)
    isBehindAside = manner === 'pairs' && asideOf(line, grammar) !== null
  }
  if (manner === 'pairs') {
    for (const at of inlineAnswers(text, grammar)) starts.push(at)
    for (const at of bracketStarts(text, grammar)) starts.push(at)
    for (const at of answerBrackets(text, grammar)) starts.push(at)
  }
  if (manner !== 'rows')
    for (const index of fieldStarts(text))
      if (fieldLine(text.slice(index), grammar)) starts.push(index)
  return [...new Set(starts)].sort((left, right) => left - right)
}

/** Where in a stretch of numbered measures the brackets with their answers begin. */
export function answerBrackets(text: string, grammar: Grammar): readonly number[] {
  const parts = numberedParts(text, (line) => isNumbered(line, grammar))
  return parts.flatMap(([from, to]) => {
    const at = answerBracket(text.slice(from, to), grammar)
    return at === null ? [] : [from + at]
  })
}

/** Lines at the end of a cell that a page has left there («2», «Продовження додатка»): their offset. */
export function findTail(text: string, grammar: Grammar): number | null {
  let start: number | null = null
  let isTold = false
  for (let end = text.length; end > 0; ) {
    const at = text.lastIndexOf('\n', end - 1)
    if (at < 0) break
    const line = text.slice(at + 1, end)
    if (line.length > LONGEST_FURNITURE || !matchText(line, grammar).includes('page_furniture'))
      break
    // A figure alone may be of the cell.
    if (/\p{L}/u.test(line)) isTold = true
    else if (!isTold) break
    start = at + 1
    end = at
  }
  return isTold ? start : null
}

/** «1.2. Ремонт даху – виконано»: where behind numbers the dash before an answer stands. */
function inlineAnswers(text: string, grammar: Grammar): readonly number[] {
  const found: number[] = []
  let from = 0
  let isOpen = false
  for (const line of text.split('\n')) {
    isOpen ||= isNumbered(line, grammar)
    const at = isOpen ? inlineAnswer(line, grammar) : null
    if (at !== null) found.push(from + at)
    if (at !== null) isOpen = false
    from += line.length + 1
  }
  return found
}

/** Where the answer behind a measure in one line begins, with its dash; null where none does. */
export function inlineAnswer(line: string, grammar: Grammar): number | null {
  for (const { index } of line.matchAll(DASH_AND_SMALL)) {
    const start = line.slice(index + 2, index + 2 + LONGEST_BEGINNING)
    if (textLooksLike(start, 'response', grammar)) return index
  }
  return null
}

/** A title, a signature or a numbered section may begin in the middle of a stretch of lines. */
function startsAnew(line: string, grammar: Grammar, manner: Manner): boolean {
  const isInProse = manner !== 'rows'
  if (isInProse && (beginsField(line.trimStart(), grammar, manner) || isNumbered(line, grammar)))
    return true
  if (manner === 'fields' && (bareField(line, grammar) !== null || standsIn(line))) return true
  const isCapital = isInProse && CAPITAL_FIRST.test(line)
  if (manner === 'points' && isCapital && matchText(line, grammar).includes('answer')) return true
  if (manner === 'pairs' && isInBrackets(line)) return true
  const isAnswer = isCapital && textLooksLike(line, 'response', grammar)
  if (manner === 'pairs' && (isAnswer || (isCapital && asideOf(line, grammar)))) return true
  if (beginsSection(line)) return true
  if (announced(line, 'section', grammar)) return true
  const kinds = matchText(line, grammar)
  if (kinds.includes('title')) return CAPITAL_FIRST.test(line)
  return kinds.includes('signature') || kinds.includes('preamble')
}

/** True for a block at the right side: who is to do it, and when. */
export function standsIn(line: string): boolean {
  return STANDS_IN.test(line)
}

/** «II. Інфраструктура». */
export function beginsSection(line: string): boolean {
  return ROMAN_AND_CAPITAL.test(line)
}

/** «(Відділ освіти; до 1 травня)»: who and when, behind a measure. */
export function isInBrackets(line: string): boolean {
  return /^\s*\([^\n]+\)[.;]?\s*$/.test(line)
}

/** True where a line begins with a number that is no Roman one, or with the word of one. */
export function isNumbered(line: string, grammar: Grammar): boolean {
  return (
    readLabels(line).some((label) => label.shape !== 'roman' && label.repairs === 0) ||
    isAnnounced(line, grammar)
  )
}

/** «Пункт 1. …», «Захід 2. …». */
export function isAnnounced(line: string, grammar: Grammar): boolean {
  return announced(line, 'item', grammar) !== null || announced(line, 'measure', grammar) !== null
}

/**
 * A row of sums may fill many cells, all but the first with numbers; beside them the cell for the
 * response may count («Виконано 5 заходів із 8»).
 */
function isTotal({ filled, fields }: View): boolean {
  const words = filled.slice(1).filter((slot) => !FIGURES.test(slot.text))
  return words.length === 0 || (words.length < filled.length - 1 && words[0] === fields.response)
}

function recognisersOf(grammar: Grammar): Recognisers {
  let made = recognisers.get(grammar)
  if (!made) {
    const rules = grammar.rows.map(({ kind, patterns }) => ({ kind, matches: matchAny(patterns) }))
    made = { rules, known: openMemory() }
    recognisers.set(grammar, made)
  }
  return made
}
