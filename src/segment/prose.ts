import type { Block, Cell, Document, Paragraph } from '../model/document.ts'
import type { CoreRole, Grammar } from '../model/grammar.ts'
import { CAPITALS } from '../text/characters.ts'
import { headingLetters, isCoreRole, matchRole } from './roles.ts'
import type { View } from './views.ts'

/*
 * Reports without a table: a numbered measure, then a line for each field («Строк: …», «Виконавці: …»,
 * «Стан виконання: …»). The field words are the column headings of the grammar.
 */

/** A line that begins with a field word: `text.slice(start)` is the value. */
export interface FieldLine {
  readonly role: CoreRole
  readonly start: number
}

/** «… рік. Виконавці: …»: a field may begin within a line. */
export const FIELD_START = new RegExp(`(?<=[.;]\\s{1,3})[${CAPITALS}](?=[^.;:\\n]{2,50}:)`, 'g')
const LONGEST_WORD = 60
const FIELD = /^[^\n:–—]{3,60}?\s?(?::|\s[–—]\s)\s*/u
/** Share of the words before the colon that a heading of the grammar must explain. */
const MOST = 0.8
const ANSWERS: readonly string[] = ['deadline', 'executors', 'response']

/** What field a line holds, null where it begins with no field word. */
export function fieldLine(text: string, grammar: Grammar): FieldLine | null {
  const match = FIELD.exec(text)
  if (!match) return null
  const word = match[0].replace(/[\s:–—]+$/u, '')
  if (word.length > LONGEST_WORD) return null
  const found = matchRole(word, grammar.columns)
  if (!found || !isCoreRole(found.role) || !ANSWERS.includes(found.role)) return null
  if (found.letters < headingLetters(word).length * MOST) return null
  return { role: found.role, start: match[0].length }
}

/** True where paragraphs, or rows of one cell, name the field of the response. */
export function isProse(document: Document, grammar: Grammar): boolean {
  return document.blocks.some((block) =>
    block.kind === 'paragraph'
      ? namesResponse(block, grammar)
      : block.rows.some(({ cells }) => namesResponse(onlyParagraph(cells), grammar)),
  )
}

/** The text of a row whose other cells are empty. */
function onlyParagraph(cells: readonly Cell[]): Paragraph | null {
  let only: Block | null = null
  for (const { blocks } of cells)
    for (const block of blocks) {
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
  return field ? { role: field.role, start: field.start + lead } : null
}
