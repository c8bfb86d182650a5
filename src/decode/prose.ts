import type { Block, Cell, Document, Paragraph } from '../model/document.ts'
import type { Grammar } from '../model/grammar.ts'
import { textLooksLike } from '../tables/content.ts'
import { headingLetters, isFieldRole, matchRole } from '../tables/roles.ts'
import { CAPITALS, LETTERS } from '../text/characters.ts'
import type { Manner } from './manner.ts'
import type { View } from './views.ts'

/*
 * Reports without a table: a numbered measure, then a line for each field («Строк: …», «Виконавці: …»,
 * «Стан виконання: …»). The field words are the column headings of the grammar.
 */

/** A line that begins with a field word: `text.slice(start, end)` is the value. */
export interface FieldLine {
  /** An answer, or what becomes an extra of the measure («Примітка: …»). */
  readonly role: string
  readonly start: number
  /** Where the value ends, but for what closes it: `)`, `;`. The end of the text where not given. */
  readonly end?: number
}

/** «… рік. Виконавці: …»: a field may begin within a line. */
const FIELD_START = new RegExp(`(?<=[.;]\\s{1,3})[${CAPITALS}](?=[^.;:\\n]{2,50}:)`, 'g')
/** The same within brackets, in small letters too. */
const FIELD_IN_BRACKETS = new RegExp(`(?<=[.;,]\\s{1,3})[${LETTERS}](?=[^.;:\\n]{2,50}:)`, 'g')
/** A line that begins with a bracket. */
const BRACKET = /^[^\S\n]*\(.*$/gm
const LONGEST_WORD = 60
const FIELD = /^\(?[^\n:–—]{3,60}?\s?(?::|\s[–—-]\s)\s*/u
/** Share of the words before the colon that a heading of the grammar must explain. */
const MOST = 0.8
const NUMBER = /^\s*(?:№\s*)?(\d{1,3})[.)]?\s*$/
const NUMBER_WITH_SIGN = /^\s*№\s*(\d{1,3})[.)]?\s*$/
const NEGATION = /^\(?не\s/iu
/** One may be a remark. */
const LEAST_INLINE = 2
const ANSWERS: readonly string[] = ['deadline', 'executors', 'response']

/** Where in a text, but for the beginnings of its lines, a field may begin: offsets. */
export function fieldStarts(text: string): readonly number[] {
  const within = [...text.matchAll(FIELD_START)].map(({ index }) => index)
  const brackets = [...text.matchAll(BRACKET)].flatMap(({ 0: line, index }) =>
    [...line.matchAll(FIELD_IN_BRACKETS)].map((match) => index + match.index),
  )
  return [...within, ...brackets]
}

/** What field a line holds, null where it begins with no field word. */
export function fieldLine(text: string, grammar: Grammar): FieldLine | null {
  const named = namedField(text, grammar)
  return named && fieldOf(text, named)
}

/** True where a line begins with a field word; among fields also with «Захід: …», «№ 2». */
export function beginsField(text: string, grammar: Grammar, manner: Manner): boolean {
  const named = namedField(text, grammar)
  if (named && fieldOf(text, named)) return true
  return manner === 'fields' && (named?.role === 'measure' || numberOf(text, named) !== null)
}

function fieldOf(text: string, named: NamedField): FieldLine | null {
  // «Стан: …» has no column beside it that would say more.
  const role = named.role === 'status' ? 'response' : named.role
  if (isFieldRole(role) && !ANSWERS.includes(role)) return null
  // «Не виконано: …» says it by the word.
  const start = role === 'response' && NEGATION.test(text) ? 0 : named.start
  return { role, start, end: endOfValue(text, named.start) }
}

/**
 * «Строк виконання» alone in its line, the value below: what field it is, with the lines below that
 * stand in the same text; null for other lines.
 */
export function bareField(text: string, grammar: Grammar): FieldLine | null {
  const lead = text.length - text.trimStart().length
  const end = text.indexOf('\n', lead)
  const word = text.slice(lead, end < 0 ? undefined : end).trim()
  // «Виконано» heads columns too, but alone in a line it is an answer.
  if (word.length > LONGEST_WORD || textLooksLike(word, 'response', grammar)) return null
  const found = matchRole(word, grammar.columns)
  const role = found?.role === 'status' ? 'response' : found?.role
  if (!found || !role || !ANSWERS.includes(role)) return null
  if (found.letters < headingLetters(word).length) return null
  return { role, start: end < 0 ? text.length : end + 1 }
}

/** «Захід: …»: a measure that begins with the word for one. */
export function subjectLine(text: string, grammar: Grammar): FieldLine | null {
  const named = namedField(text, grammar)
  return named?.role === 'measure' ? { role: 'measure', start: named.start } : null
}

/** «№ 2», «№ з/п: 2»: the number of a measure in a line of its own. */
export interface NumberLine {
  readonly number: number
  /** Where the number stands. */
  readonly start: number
}

export function numberLine(text: string, grammar: Grammar): NumberLine | null {
  return numberOf(text, namedField(text, grammar))
}

function numberOf(text: string, named: NamedField | null): NumberLine | null {
  const start = named?.role === 'number' ? named.start : 0
  const found = (start > 0 ? NUMBER : NUMBER_WITH_SIGN).exec(text.slice(start))?.[1]
  return found === undefined ? null : { number: Number(found), start }
}

interface NamedField {
  readonly role: string
  readonly start: number
}

/** The role that the words before a colon or a dash name, and where the value begins. */
function namedField(text: string, grammar: Grammar): NamedField | null {
  const match = FIELD.exec(text)
  if (!match) return null
  const word = match[0].replace(/[\s:–—-]+$/u, '')
  if (word.length > LONGEST_WORD) return null
  const found = matchRole(word, grammar.columns)
  if (!found || found.letters < headingLetters(word).length * MOST) return null
  return { role: found.role, start: match[0].length }
}

/** «(Відповідальні: …; строк: …)»: a bracket that opens before the value, and the mark before the next. */
function endOfValue(text: string, start: number): number {
  const value = text.slice(start).trimEnd()
  const isClosing = value.endsWith(')') && count(value, ')') > count(value, '(')
  const kept = isClosing || value.endsWith(';') ? value.slice(0, -1).trimEnd() : value
  return kept === value ? text.length : start + kept.length
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1
}

/** True where paragraphs, or rows of one cell, name the field of the response. */
export function isProse(document: Document, grammar: Grammar): boolean {
  return document.blocks.some((block) =>
    block.kind === 'paragraph'
      ? namesResponse(block, grammar)
      : block.rows.some(({ cells }) => namesResponse(onlyParagraph(cells), grammar)),
  )
}

/** True where paragraphs name it behind other words: «1. Ремонт. Виконання: …». */
export function isInlineProse({ blocks }: Document, grammar: Grammar): boolean {
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
export function isBareProse({ blocks }: Document, grammar: Grammar): boolean {
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

/** The field of a paragraph or of a row of one cell, with its offset in the cell. */
export function fieldOfView(view: View, grammar: Grammar): FieldLine | null {
  const text = view.filled.length === 1 ? (view.filled[0]?.text ?? '') : ''
  const lead = text.length - text.trimStart().length
  const field = text === '' ? null : fieldLine(text.slice(lead), grammar)
  if (!field) return null
  const { role, start, end = text.length - lead } = field
  return { role, start: start + lead, end: end + lead }
}

/** The field whose word a paragraph begins with, alone in its line. */
export function bareOfView({ filled: [slot, other], unit }: View, grammar: Grammar) {
  return slot && !other && unit.table === null ? bareField(slot.text, grammar) : null
}

/** The number that a paragraph holds alone. */
export function numberOfView(view: View, grammar: Grammar): NumberLine | null {
  const [slot, other] = view.filled
  return slot && !other && view.unit.table === null ? numberLine(slot.text, grammar) : null
}
