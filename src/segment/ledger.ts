import type { Aside, Block, Document, Paragraph } from '../model/document.ts'
import type { Place } from '../model/place.ts'
import type { UnplacedKind } from '../model/vocabulary.ts'
import { countCharacters } from '../text/count.ts'
import { cleanText, joinParagraphs } from '../text/join.ts'
import type { IsWord } from '../text/words.ts'
import type { Slot } from './units.ts'

/** A stretch of one paragraph of the document: `paragraph.text.slice(start, end)`. */
export interface Piece {
  readonly paragraph: Paragraph
  readonly start: number
  readonly end: number
}

/** A value of the tree: its text, cleaned, and where it stands. */
export interface Value {
  readonly text: string
  readonly at: readonly Place[]
}

export interface UnplacedValue extends Value {
  readonly kind: UnplacedKind
}

/** A value as it grows: paragraphs, each made of pieces that were parted by line or page ends. */
export type Field = Piece[][]

export const EMPTY: Value = { text: '', at: [] }

/**
 * The only maker of values. Every value is made of pieces of the document's text, so that what was
 * claimed is known, and what nobody claimed can be named.
 */
export interface Ledger {
  claim(field: Field): Value
  claimUnplaced(kind: UnplacedKind, paragraph: Paragraph): void
  /** Closes the account: everything unclaimed becomes `other`. */
  settle(document: Document): Settlement
}

export interface Settlement {
  readonly unplaced: readonly UnplacedValue[]
  /** Characters that are not white space: all, those in values, those in `unplaced`. */
  readonly characters: number
  readonly placed: number
}

type Span = readonly [start: number, end: number]

export function openLedger(isWord: IsWord): Ledger {
  const claimed = new Map<Paragraph, Span[]>()
  const given = new Map<Paragraph, UnplacedKind>()
  return {
    claim: (field) => makeValue(field, claimed, isWord),
    claimUnplaced: (kind, paragraph) => {
      if (!given.has(paragraph)) given.set(paragraph, kind)
    },
    settle: (document) => settle(document, { claimed, given, isWord }),
  }
}

function makeValue(field: Field, claimed: Map<Paragraph, Span[]>, isWord: IsWord): Value {
  const texts: string[] = []
  const at = new Set<Place>()
  for (const pieces of field) {
    const raw = pieces.map(({ paragraph, start, end }) => paragraph.text.slice(start, end))
    texts.push(cleanText(raw.join('\n'), isWord))
    for (const { paragraph, start, end } of pieces) {
      if (start === end) continue
      at.add(paragraph.place)
      const spans = claimed.get(paragraph)
      if (spans) spans.push([start, end])
      else claimed.set(paragraph, [[start, end]])
    }
  }
  return { text: joinParagraphs(texts), at: [...at] }
}

interface Account {
  readonly claimed: ReadonlyMap<Paragraph, readonly Span[]>
  readonly given: ReadonlyMap<Paragraph, UnplacedKind>
  readonly isWord: IsWord
}

function settle(document: Document, account: Account): Settlement {
  const unplaced: UnplacedValue[] = []
  let characters = 0
  let placed = 0
  const visit = (paragraph: Paragraph, aside: Aside['kind'] | null): void => {
    const total = countCharacters(paragraph.text)
    characters += total
    const rest = unclaimed(paragraph, account.claimed.get(paragraph) ?? [])
    if (rest === '') {
      placed += total
      return
    }
    placed += total - countCharacters(rest)
    const text = cleanText(rest, account.isWord)
    if (text === '') return
    const kind = aside ?? account.given.get(paragraph) ?? 'other'
    unplaced.push({ kind, text, at: [paragraph.place] })
  }
  visitBlocks(document.blocks, (paragraph) => visit(paragraph, null))
  for (const { kind, paragraph } of document.asides) visit(paragraph, kind)
  return { unplaced, characters, placed }
}

function visitBlocks(blocks: readonly Block[], visit: (paragraph: Paragraph) => void): void {
  for (const block of blocks) {
    if (block.kind === 'paragraph') visit(block)
    else for (const row of block.rows) for (const cell of row.cells) visitBlocks(cell.blocks, visit)
  }
}

/** What no span covers, as text; '' where that is white space only. */
function unclaimed(paragraph: Paragraph, spans: readonly Span[]): string {
  const sorted = [...spans].sort((left, right) => left[0] - right[0])
  let rest = ''
  let at = 0
  for (const [start, end] of sorted) {
    if (start > at) rest += `${paragraph.text.slice(at, start)}\n`
    at = Math.max(at, end)
  }
  rest += paragraph.text.slice(at)
  return /\S/.test(rest) ? rest : ''
}

/** The pieces of a cell's text between two offsets, a list a paragraph. */
export function fieldOf(slot: Slot, start = 0, end = slot.text.length): Field {
  const field: Field = []
  let offset = -slot.offset
  for (const paragraph of slot.paragraphs) {
    const from = Math.max(start - offset, 0)
    const to = Math.min(end - offset, paragraph.text.length)
    if (from < to) field.push([{ paragraph, start: from, end: to }])
    offset += paragraph.text.length + 1
  }
  return field
}

/** Adds the words of a row cut off by a page: they go on in the same paragraph. */
export function extendField(field: Field, more: Field): void {
  const [first, ...rest] = more
  const last = field.at(-1)
  if (first && last) last.push(...first)
  else if (first) field.push(first)
  field.push(...rest)
}
