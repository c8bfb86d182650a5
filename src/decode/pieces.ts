import type { Grammar } from '../model/grammar.ts'
import { asideOf, textLooksLike } from '../tables/content.ts'
import { bareField, fieldLine, fieldStarts, subjectLine } from '../tables/field-lines.ts'
import { announced, labelsIn, UNKNOWN_WORD } from '../tables/openings.ts'
import { beginsSection, isNumbered, matchText } from '../tables/row-words.ts'
import { type Slot, SlotMemo } from '../tables/units.ts'
import { CAPITALS, SMALLS } from '../text/letters.ts'
import { citationOf } from './citation.ts'
import type { Reading } from './construct.ts'
import { LONGEST_BEGINNING, SENTENCE, secondSentence } from './sentences.ts'

/*
 * Readers cannot always tell paragraphs apart (a PDF, a text), and authors put a measure, who, when
 * and the answer into one. A paragraph is parted wherever something new may begin in it; whether it
 * does begin there the decoder decides, and what was read as one is put together again.
 */

const LONGEST_FURNITURE = 60
const DASH_AND_SMALL = new RegExp(`(?<=\\s|^)[–—-]\\s(?=[${SMALLS}])`, 'g')
const DASH_ALONE = /^[–—-]\s*$/
const QUOTED = /\([^()]*\)|«[^«»]*»/g
/** No point quotes more of its measure. */
const LONGEST_POINT = 600
const CAPITAL_FIRST = new RegExp(`^\\s*[${CAPITALS}]`)
/** The last bracket of a line; brackets in it may hold no others. */
const LAST_BRACKET = /\((?:[^()]|\([^()]*\))+\)(?=[.;]?[^\S\n]*$)/m
/** «Виконавці: …», «Строк: …». */
const ASIDES: readonly unknown[] = ['executors', 'deadline']
const SENTENCE_END = /[.;!?]$/
const OPEN_END = /[.:;,]$/
const SHORTEST_CAPTION = 5

/** Where in a paragraph something new may begin: offsets. */
export function findStarts(
  { text, marker }: Slot,
  grammar: Grammar,
  isAboveTable = false,
): readonly number[] {
  const starts = new Set<number>()
  const caption = isAboveTable ? captionStart(text) : 0
  if (caption > 0) starts.add(caption)
  let [point, isOpenPoint, isBehindAside, isLead] = ['', false, false, false]
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at)
    const end = found < 0 ? text.length : found
    const line = text.slice(at, end)
    const isNext = isBehindAside && CAPITAL_FIRST.test(line)
    const cited = citationOf(line, grammar)
    const hasNumber = isNumbered(line, grammar) || (at === 0 && marker !== null)
    const answer = !cited && hasNumber ? secondSentence(text.slice(at), grammar) : -1
    if (answer > 0) starts.add(at + answer)
    if (at > 0 && (isNext || isLead || startsAnew(line, grammar)) && (cited || !isOpenPoint))
      starts.add(at)
    point = cited ? line.slice(cited.end) : isOpenPoint ? `${point} ${line}` : ''
    isOpenPoint = (cited !== null || isOpenPoint) && isUnanswered(point)
    isBehindAside =
      asideOf(line, grammar) !== null || ASIDES.includes(fieldLine(line.trimStart(), grammar)?.role)
    // «а) замінити стелажі:», and what came of it below.
    isLead = hasNumber && line.trimEnd().endsWith(':')
    // «Відділ освіти (за згодою)» is one, too.
    const isWhole = asideOf(line, grammar) !== null && !hasNumber
    const bracket = isWhole ? null : LAST_BRACKET.exec(text.slice(at, at + LONGEST_POINT))
    if (bracket && bracket.index > 0 && bracket.index < line.length) {
      starts.add(at + bracket.index)
      // Behind one of several lines something may begin.
      const behind = text.indexOf('\n', at + bracket.index + bracket[0].length) + 1
      if (behind > end + 1) starts.add(behind)
    }
    const dash = inlineAnswer(line, grammar)
    // «По пункту 2 – виконано», «Стан – виконано», «2) Намічено – надання допомоги» are one.
    if (dash > 0 && !cited && !isLed(line, grammar)) starts.add(at + dash)
    at = end + 1
  }
  for (const index of fieldStarts(text))
    if (fieldLine(text.slice(index), grammar)) starts.add(index)
  for (const { index } of text.matchAll(SENTENCE))
    if (matchText(text.slice(index), grammar).includes('rest')) starts.add(index)
  return [...starts].sort((left, right) => left - right)
}

/** «По пункту 2 «Ремонт дахів» –», «По пункту 2 (ремонт»: the answer, or more of the measure, stands below. */
function isUnanswered(point: string): boolean {
  const rest = point.slice(0, LONGEST_POINT).replace(QUOTED, '')
  return /[«(]/.test(rest) || !/[\p{L}\d]/u.test(rest)
}

/** True where a field word, or the word for a measure, stands before all else but a number. */
function isLed(line: string, grammar: Grammar): boolean {
  const text = line.trimStart()
  return [0, ...labelsIn(text).map(({ rest }) => rest)].some(
    (at) => fieldLine(text.slice(at), grammar) ?? subjectLine(text.slice(at), grammar),
  )
}

/** Where a last line begins that ends as no sentence does, behind one that does; 0 for none. */
function captionStart(text: string): number {
  const kept = text.trimEnd()
  const end = kept.lastIndexOf('\n')
  const line = kept.slice(end + 1).trimStart()
  const isCaption =
    end > 0 &&
    line.length >= SHORTEST_CAPTION &&
    CAPITAL_FIRST.test(line) &&
    !OPEN_END.test(line) &&
    SENTENCE_END.test(kept.slice(0, end).trimEnd())
  return isCaption ? kept.length - line.length : 0
}

/** Where the answer behind a measure in one line begins, with its dash; -1 where none does. */
function inlineAnswer(line: string, grammar: Grammar): number {
  for (const { index } of line.matchAll(DASH_AND_SMALL)) {
    const start = line.slice(index + 2, index + 2 + LONGEST_BEGINNING)
    if (textLooksLike(start, 'response', grammar)) return index
  }
  return -1
}

/** Something may begin with a line in the middle of a stretch of lines. */
function startsAnew(line: string, grammar: Grammar): boolean {
  const text = line.trimStart()
  if (fieldLine(text, grammar) || subjectLine(text, grammar) || isNumbered(line, grammar))
    return true
  if (DASH_ALONE.test(text) || bareField(line, grammar) !== null) return true
  if (beginsSection(line) || UNKNOWN_WORD.test(line) || announced(line, 'section', grammar))
    return true
  if (citationOf(line, grammar)) return true
  const isCapital = CAPITAL_FIRST.test(line)
  const isBracket = /^\s*\(/.test(line)
  // An answer, or who and when.
  const isOfMeasure = textLooksLike(line, 'response', grammar) || asideOf(line, grammar) !== null
  if ((isCapital || isBracket) && isOfMeasure) return true
  const kinds = matchText(line, grammar)
  if (kinds.includes('title')) return isCapital
  return kinds.includes('signature') || kinds.includes('preamble') || kinds.includes('rest')
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

/** The readings, where the pieces of a paragraph that were read as one are one again. */
export function joinPieces(readings: readonly Reading[]): readonly Reading[] {
  const joined: Reading[] = []
  for (const reading of readings) {
    const before = joined.at(-1)
    if (before && reading.candidate.construct.goesOn === 'paragraph')
      joined[joined.length - 1] = withPiece(before, reading)
    else joined.push(reading)
  }
  return joined
}

/** True where a second reading of the piece, of which something of the tree begins, came nearer. */
function isNearer({ next, structure }: Reading, whole: Reading): boolean {
  const { opens = [], field } = next?.candidate ?? {}
  return (opens.length > 0 || field !== undefined) && structure < whole.structure
}

function withPiece(reading: Reading, piece: Reading): Reading {
  const { unit, candidate } = reading
  const [slot] = unit.slots
  const end = piece.unit.slots[0]
  const [paragraph] = slot?.paragraphs ?? []
  if (!slot || !end || !paragraph) return reading
  const text = paragraph.text.slice(slot.offset, end.offset + end.text.length)
  const whole: Slot = { ...slot, text, memo: new SlotMemo() }
  const wholeOf = (one: Slot | null) => (one === slot ? whole : one)
  const { row, field } = candidate
  return {
    ...reading,
    unit: { ...unit, slots: [whole] },
    ...(isNearer(piece, reading) ? { structure: piece.structure, next: piece.next } : {}),
    candidate: {
      ...candidate,
      row: { ...row, filled: [whole] },
      opens: candidate.opens.map((opening) => ({
        ...opening,
        labelSlot: wholeOf(opening.labelSlot),
        textSlot: wholeOf(opening.textSlot),
      })),
      ...(field?.end === slot.text.length ? { field: { ...field, end: text.length } } : {}),
    },
  }
}
