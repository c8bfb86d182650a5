import type { Block, Cell, Document, Paragraph } from '../model/document.ts'
import type { Grammar } from '../model/grammar.ts'
import { type Aside, asideOf, textLooksLike } from '../tables/content.ts'
import {
  bareField,
  type FieldLine,
  fieldLine,
  fieldStarts,
  numberLine,
  subjectLine,
} from '../tables/field-lines.ts'
import { announced } from '../tables/openings.ts'
import {
  beginsSection,
  isAnnounced,
  isInBrackets,
  isNumbered,
  matchText,
  standsIn,
} from '../tables/row-words.ts'
import type { Slot } from '../tables/units.ts'
import { prepareLanguage } from '../text/language.ts'
import { CAPITALS, SMALLS } from '../text/letters.ts'

/**
 * How a report gives its answers: in the rows of a table; in lines with field words («Стан
 * виконання: …»); point by point in a letter («По пункту 2.1. Проведено …»); in the paragraph that
 * follows each numbered one («1. Ремонт доріг. ⏎ Виконано.»), or behind a dash in it.
 */
export type Layout = 'rows' | 'fields' | 'points' | 'pairs'

const LONGEST_FURNITURE = 60
const DASH_AND_SMALL = new RegExp(`(?<=\\s|^)[–—-]\\s(?=[${SMALLS}])`, 'g')
/** In its first words an answer shows that it is one. */
const LONGEST_BEGINNING = 40
const CAPITAL_FIRST = new RegExp(`^\\s*[${CAPITALS}]`)

/** Fewer points are a remark in a letter. */
const LEAST = 2
/** Share of the numbered paragraphs that an answer must follow. */
const MOST = 0.6
/** One may be a remark. */
const LEAST_INLINE = 2
const SMALLEST_TABLE = 3
const MOST_ASIDES = 3

/** A document of more will be refused. */
const MOST_BLOCKS = 50_000

/** Told once for a document, before its rows are read. */
export function layoutOf(document: Document, grammar: Grammar): Layout {
  if (document.blocks.length > MOST_BLOCKS) return 'rows'
  if (isProse(document, grammar)) return 'fields'
  if (document.blocks.some(isTableOfRows)) return 'rows'
  if (isInlineProse(document, grammar) || isBareProse(document, grammar)) return 'fields'
  const lines = linesOf(document, grammar)
  const kinds = lines.map(({ text }) => matchText(text, grammar))
  if (kinds.filter((found) => found.includes('answer')).length >= LEAST) return 'points'
  const told = lines.filter(({ text }) => !isInBrackets(text))
  const numbered = told.filter((line) => line.isNumbered)
  const isAnswer = (line: Line | undefined) =>
    line?.isNumbered === false && textLooksLike(line.text, 'response', grammar)
  const answered = told.filter(
    (line, index) =>
      line.isNumbered &&
      (isAnswer(told[index + 1]) ||
        isAnswer(told[behindAsides(told, index + 1, grammar)]) ||
        inlineAnswer(line.text, grammar) !== null),
  )
  // Without a title it may be any text, but for «Пункт 1. …», «Захід 2. …».
  const isReport =
    kinds.some((found) => found.includes('title')) ||
    numbered.every(({ text }) => isAnnounced(text, grammar))
  const bracketed = countBracketed(document, grammar)
  const most = Math.max(answered.length, bracketed)
  const isAnswered = most >= LEAST && most >= numbered.length * MOST
  return isReport && isAnswered ? 'pairs' : 'rows'
}

/** Numbered measures that end in a bracket with an answer. */
function countBracketed({ blocks }: Document, grammar: Grammar): number {
  return blocks.reduce(
    (sum, block) =>
      block.kind === 'paragraph' ? sum + answerBrackets(block.text, grammar).length : sum,
    0,
  )
}

/** Who and when may stand between, a line each. */
function behindAsides(lines: readonly Line[], from: number, grammar: Grammar): number {
  let at = from
  for (
    let line = lines[at];
    at < from + MOST_ASIDES && line && !line.isNumbered;
    line = lines[at]
  ) {
    if (asideOf(line.text, grammar) === null && fieldLine(line.text, grammar) === null) break
    at += 1
  }
  return at
}

function isTableOfRows(block: Document['blocks'][number]): boolean {
  return block.kind === 'table' && block.columns >= SMALLEST_TABLE && block.rows.length > 1
}

interface Line {
  readonly text: string
  readonly isNumbered: boolean
}

function linesOf({ blocks }: Document, grammar: Grammar): readonly Line[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return []
    return block.text
      .split('\n')
      .filter((text) => /\S/.test(text))
      .map((text, index) => ({
        text,
        isNumbered: (index === 0 && block.marker !== null) || isNumbered(text, grammar),
      }))
  })
}

/** True where paragraphs, or rows of one cell, name the field of the response. */
function isProse(document: Document, grammar: Grammar): boolean {
  return document.blocks.some((block) =>
    block.kind === 'paragraph'
      ? namesResponse(block, grammar)
      : block.rows.some(({ cells }) => namesResponse(onlyParagraph(cells), grammar)),
  )
}

/** True where paragraphs name it behind other words: «1. Ремонт. Виконання: …». */
function isInlineProse({ blocks }: Document, grammar: Grammar): boolean {
  const named = blocks.filter(
    (block) =>
      block.kind === 'paragraph' &&
      fieldStarts(block.text).some(
        (start) => fieldLine(block.text.slice(start), grammar)?.role === 'response',
      ),
  )
  return named.length >= LEAST_INLINE
}

/** True where the word for the response stands alone in lines, the answers below. */
function isBareProse({ blocks }: Document, grammar: Grammar): boolean {
  const lines = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? block.text.split('\n') : [],
  )
  const isNamed = (line: string) => bareField(line, grammar)?.role === 'response'
  return lines.filter(isNamed).length >= LEAST_INLINE
}

/** The text of a row whose other cells are empty. */
function onlyParagraph(cells: readonly Cell[]): Paragraph | null {
  let only: Block | null = null
  for (const { blocks } of cells)
    for (const block of blocks) {
      if (block.kind === 'paragraph' && block.marker === null && !/\S/.test(block.text)) continue
      if (only !== null) return null
      only = block
    }
  return only?.kind === 'paragraph' ? only : null
}

function namesResponse(paragraph: Paragraph | null, grammar: Grammar): boolean {
  if (!paragraph) return false
  return paragraph.text
    .split('\n')
    .some((line) => fieldLine(line.trimStart(), grammar)?.role === 'response')
}

/** Where in a stretch of lines, or in a line of fields, something new begins. */
export function findStarts(text: string, grammar: Grammar, layout: Layout): readonly number[] {
  const starts: number[] = []
  let isBehindAside = false
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const end = text.indexOf('\n', at + 1)
    const line = text.slice(at + 1, end < 0 ? undefined : end)
    if (startsAnew(line, grammar, layout)) starts.push(at + 1)
    else if (isBehindAside && CAPITAL_FIRST.test(line)) starts.push(at + 1)
    isBehindAside = layout === 'pairs' && asideOf(line, grammar) !== null
  }
  if (layout === 'pairs') {
    for (const at of inlineAnswers(text, grammar)) starts.push(at)
    for (const at of bracketStarts(text, grammar)) starts.push(at)
    for (const at of answerBrackets(text, grammar)) starts.push(at)
  }
  if (layout !== 'rows')
    for (const index of fieldStarts(text))
      if (fieldLine(text.slice(index), grammar)) starts.push(index)
  return [...new Set(starts)].sort((left, right) => left - right)
}

/** Where in a stretch of numbered measures the brackets with their answers begin. */
function answerBrackets(text: string, grammar: Grammar): readonly number[] {
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
function inlineAnswer(line: string, grammar: Grammar): number | null {
  for (const { index } of line.matchAll(DASH_AND_SMALL)) {
    const start = line.slice(index + 2, index + 2 + LONGEST_BEGINNING)
    if (textLooksLike(start, 'response', grammar)) return index
  }
  return null
}

/** A title, a signature or a numbered section may begin in the middle of a stretch of lines. */
function startsAnew(line: string, grammar: Grammar, layout: Layout): boolean {
  const isInProse = layout !== 'rows'
  if (isInProse && (beginsField(line.trimStart(), grammar, layout) || isNumbered(line, grammar)))
    return true
  if (layout === 'fields' && (bareField(line, grammar) !== null || standsIn(line))) return true
  const isCapital = isInProse && CAPITAL_FIRST.test(line)
  if (layout === 'points' && isCapital && matchText(line, grammar).includes('answer')) return true
  if (layout === 'pairs' && isInBrackets(line)) return true
  const isAnswer = isCapital && textLooksLike(line, 'response', grammar)
  if (layout === 'pairs' && (isAnswer || (isCapital && asideOf(line, grammar)))) return true
  if (beginsSection(line)) return true
  if (announced(line, 'section', grammar)) return true
  const kinds = matchText(line, grammar)
  if (kinds.includes('title')) return CAPITAL_FIRST.test(line)
  return kinds.includes('signature') || kinds.includes('preamble')
}

/** True where a line begins with a field word; among fields also with «Захід: …», «№ 2». */
function beginsField(text: string, grammar: Grammar, layout: Layout): boolean {
  if (fieldLine(text, grammar)) return true
  if (layout !== 'fields') return false
  return subjectLine(text, grammar) !== null || numberLine(text, grammar) !== null
}

/*
 * What stands in brackets behind a measure: its answer («1. Оновити паспорт громади (паспорт оновлено
 * 12.03.2024).»), or who and when, parted by one of its commas or semicolons («1. Оренда приміщень
 * (Мороз І. В., до 25.01.2025).»).
 */

/** The last bracket of a measure; brackets in it may hold no others. */
const LAST_BRACKET = /\(((?:[^()]|\([^()]*\))+)\)[.;]?\s*$/
/** «(за згодою)», «(2 рази на рік)»: no answer is shorter. */
const LEAST_WORDS = 2
/** Marks that nothing is said. */
const FILLER = /^(?:[xх]|н\/д|[–—-])$/iu
/** Who and when take fewer words than an answer with a verb. */
const SENTENCE = 5

/** Where the bracket with the answer to a numbered measure begins; null where none does. */
function answerBracket(text: string, grammar: Grammar): number | null {
  const found = LAST_BRACKET.exec(text)
  const inside = found?.[1]?.replace(/\s+/g, ' ').trim() ?? ''
  if (!found || found.index === 0) return null
  if (FILLER.test(inside)) return found.index
  const words = inside.split(' ').length
  const hasVerb = prepareLanguage(grammar.language).pattern('verbEnding').test(inside)
  if (words < LEAST_WORDS || !(hasVerb || textLooksLike(inside, 'response', grammar))) return null
  const isAside = asideOf(inside, grammar) !== null && !(hasVerb && words >= SENTENCE)
  return isAside ? null : found.index
}

/** The answer in a paragraph that was parted before its bracket; null for others. */
export function bracketedAnswer({ offset, text }: Slot, grammar: Grammar): FieldLine | null {
  const found = LAST_BRACKET.exec(text)
  if (offset === 0 || found?.index !== 0 || answerBracket(`.${text}`, grammar) === null) return null
  return { role: 'response', start: 1, end: 1 + (found[1]?.length ?? 0) }
}

/** The parts of a text that begin with a number, as offsets. */
function numberedParts(
  text: string,
  isNumbered: (line: string) => boolean,
): readonly (readonly [from: number, to: number])[] {
  const starts: number[] = []
  let from = 0
  for (const line of text.split('\n')) {
    if (isNumbered(line)) starts.push(from)
    from += line.length + 1
  }
  return starts.map((start, index) => [start, starts[index + 1] ?? text.length])
}

/** A bracket at the end of a line, or before the dash of an answer. */
const BRACKET = /\(([^()]{3,160})\)\.?(?=[^\S\n]*(?:\n|$)|\s+[–—-]\s)/g
const LONGEST_HALF = 160
const CLOSING = /\)\.?$/
const PERSON = new RegExp(
  `^[${CAPITALS}][${SMALLS}'’ʼ-]+\\s+[${CAPITALS}]\\.\\s?(?:[${CAPITALS}]\\.)?$`,
)

/** Where both halves of such brackets begin: offsets. */
function bracketStarts(text: string, grammar: Grammar): readonly number[] {
  return [...text.matchAll(BRACKET)].flatMap(({ 1: inside = '', index }) => {
    const mark = markBetween(inside, grammar)
    return mark < 0 ? [] : [index, index + 1 + mark + 1].filter((start) => start > 0)
  })
}

/** Index of the mark that parts who and when, so that the time is told shortest; -1 where none does. */
function markBetween(inside: string, grammar: Grammar): number {
  let found = -1
  let shortest = inside.length
  for (const { index } of inside.matchAll(/[,;]/g)) {
    const [left, right] = [inside.slice(0, index), inside.slice(index + 1)]
    const roles = [roleOf(left, grammar), roleOf(right, grammar)]
    if (!roles.includes('deadline') || !roles.includes('executors')) continue
    const { length } = roles[0] === 'deadline' ? left : right
    if (length < shortest) {
      found = index
      shortest = length
    }
  }
  return found
}

function roleOf(text: string, grammar: Grammar): Aside | null {
  const trimmed = text.trim()
  return PERSON.test(trimmed) ? 'executors' : asideOf(trimmed, grammar)
}

/** What a half of a bracket says, in a paragraph that was parted there; null for others. */
export function bracketHalf({ text }: Slot, grammar: Grammar): FieldLine | null {
  const half = text.trim()
  const isClosing = CLOSING.test(half)
  if (half.length > LONGEST_HALF || half.startsWith('(') === isClosing) return null
  const value = half
    .replace(isClosing ? CLOSING : /[,;]$/, '')
    .replace(/^\(/, '')
    .trim()
  const role = /[()]/.test(value) ? null : roleOf(value, grammar)
  if (!role) return null
  const start = text.indexOf(value)
  return { role, start, end: start + value.length }
}
