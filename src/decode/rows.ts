import type { Grammar, RowKind } from '../model/grammar.ts'
import { asideOf, textLooksLike } from '../tables/content.ts'
import {
  bareField,
  fieldLine,
  fieldStarts,
  numberLine,
  subjectLine,
} from '../tables/field-lines.ts'
import { announced } from '../tables/headings.ts'
import {
  beginsSection,
  isInBrackets,
  isNumbered,
  matchText,
  standsIn,
} from '../tables/row-words.ts'
import { CAPITALS, LETTERS, SMALLS } from '../text/characters.ts'
import { answerBracket, numberedParts } from './answers-in-brackets.ts'
import { bracketStarts } from './asides-in-brackets.ts'
import type { Manner } from './manner.ts'
import type { View } from './views.ts'

const LONGEST_FURNITURE = 60
const DASH_AND_SMALL = new RegExp(`(?<=\\s|^)[–—-]\\s(?=[${SMALLS}])`, 'g')
/** In its first words an answer shows that it is one. */
const LONGEST_BEGINNING = 40
const MOST_CELLS = 3
/** A sum, or a mark that there is none. */
const FIGURES = /^(?:[\d\s.,%–—-]*|[xх])$/iu
const NAME = `[${CAPITALS}](?:\\.|[${LETTERS}'’ʼ-]+)`
const SIGNER = new RegExp(`^\\s*(?:${NAME}(?:\\s?${NAME}){1,2}|_+|\\(підпис\\))\\s*$`)
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

/** True where a line begins with a field word; among fields also with «Захід: …», «№ 2». */
function beginsField(text: string, grammar: Grammar, manner: Manner): boolean {
  if (fieldLine(text, grammar)) return true
  if (manner !== 'fields') return false
  return subjectLine(text, grammar) !== null || numberLine(text, grammar) !== null
}

/**
 * A row of sums may fill many cells, all but the first with numbers; beside them the cell for the
 * response may count («Виконано 5 заходів із 8»).
 */
function isTotal({ filled, fields }: View): boolean {
  const words = filled.slice(1).filter((slot) => !FIGURES.test(slot.text))
  return words.length === 0 || (words.length < filled.length - 1 && words[0] === fields.response)
}
