import type { Block, Cell, Document, Paragraph } from '../model/document.ts'
import type { Grammar } from '../model/grammar.ts'
import { asideOf, textLooksLike } from '../tables/content.ts'
import { bareField, fieldLine, fieldStarts } from '../tables/field-lines.ts'
import { isAnnounced, isInBrackets, isNumbered, matchText } from '../tables/row-words.ts'
import { answerBrackets, inlineAnswer } from './rows.ts'

/**
 * How a report gives its answers: in the rows of a table; in lines with field words («Стан
 * виконання: …»); point by point in a letter («По пункту 2.1. Проведено …»); in the paragraph that
 * follows each numbered one («1. Ремонт доріг. ⏎ Виконано.»), or behind a dash in it.
 */
export type Manner = 'rows' | 'fields' | 'points' | 'pairs'

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
export function mannerOf(document: Document, grammar: Grammar): Manner {
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
