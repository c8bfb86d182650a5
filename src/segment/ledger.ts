import type { Aside, Block, Paragraph } from '../model/document.ts'
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

/** A stretch of a paragraph that belongs to a report: `paragraph.text.slice(start, end)`. */
export interface Extent extends Piece {
  /** What a text outside the flow is, null in the flow. */
  readonly aside: Aside['kind'] | null
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
  /** Names what a stretch is that belongs to no value. */
  claimUnplaced(kind: UnplacedKind, field: Field): void
  /** A text cleaned as values are, without claiming it: a heading that many values repeat. */
  clean(text: string): string
  /** Closes the account of a report: everything unclaimed in its text becomes `other`. */
  settle(extents: readonly Extent[]): Settlement
}

export interface Settlement {
  readonly unplaced: readonly UnplacedValue[]
  /** Characters that are not white space: all, those in values, those in `unplaced`. */
  readonly characters: number
  readonly placed: number
}

interface Span {
  readonly start: number
  readonly end: number
}

interface GivenSpan extends Span {
  readonly kind: UnplacedKind
}

function add<One>(lists: Map<Paragraph, One[]>, paragraph: Paragraph, one: One): void {
  const list = lists.get(paragraph)
  if (list) list.push(one)
  else lists.set(paragraph, [one])
}

export function openLedger(isWord: IsWord): Ledger {
  const claimed = new Map<Paragraph, Span[]>()
  const given = new Map<Paragraph, GivenSpan[]>()
  return {
    claim: (field) => makeValue(field, claimed, isWord),
    claimUnplaced: (kind, field) => {
      for (const { paragraph, start, end } of field.flat())
        add(given, paragraph, { kind, start, end })
    },
    clean: (text) => cleanText(text, isWord),
    settle: (extents) => settle(extents, { claimed, given, isWord }),
  }
}

function makeValue(field: Field, claimed: Map<Paragraph, Span[]>, isWord: IsWord): Value {
  const [pieces = [], another] = field
  const [only, second] = pieces
  if (only === undefined && another === undefined) return EMPTY
  // Most values stand in one paragraph.
  if (only !== undefined && second === undefined && another === undefined) {
    const { paragraph, start, end } = only
    if (start < end) add(claimed, paragraph, { start, end })
    const text = cleanText(paragraph.text.slice(start, end), isWord)
    return { text, at: start < end ? [paragraph.place] : [] }
  }
  return joinPieces(field, claimed, isWord)
}

function joinPieces(field: Field, claimed: Map<Paragraph, Span[]>, isWord: IsWord): Value {
  const texts: string[] = []
  const at = new Set<Place>()
  for (const pieces of field) {
    const raw = pieces.map(({ paragraph, start, end }) => paragraph.text.slice(start, end))
    texts.push(cleanText(raw.join('\n'), isWord))
    for (const { paragraph, start, end } of pieces) {
      if (start === end) continue
      at.add(paragraph.place)
      add(claimed, paragraph, { start, end })
    }
  }
  return { text: joinParagraphs(texts), at: [...at] }
}

interface Account {
  readonly claimed: ReadonlyMap<Paragraph, readonly Span[]>
  readonly given: ReadonlyMap<Paragraph, readonly GivenSpan[]>
  readonly isWord: IsWord
}

function settle(extents: readonly Extent[], account: Account): Settlement {
  const unplaced: UnplacedValue[] = []
  let characters = 0
  let placed = 0
  for (const extent of extents) {
    const { paragraph, start, end } = extent
    const isAll = start === 0 && end === paragraph.text.length
    const total = countCharacters(isAll ? paragraph.text : paragraph.text.slice(start, end))
    characters += total
    placed += total
    if (isWhole(extent, account.claimed.get(paragraph))) continue
    for (const { kind, text } of leftOver(extent, account)) {
      placed -= countCharacters(text)
      const cleaned = cleanText(text, account.isWord)
      if (cleaned !== '') unplaced.push({ kind, text: cleaned, at: [paragraph.place] })
    }
  }
  return { unplaced, characters, placed }
}

/** True where one value holds the whole extent: most of them. */
function isWhole(extent: Extent, spans: readonly Span[] | undefined): boolean {
  return (
    spans?.some(({ start, end }) => start <= extent.start && end >= extent.end) ??
    extent.start === extent.end
  )
}

/** The stretches of a paragraph that are in no value, each with what it is. */
function leftOver(
  { paragraph, start: from, end: to, aside }: Extent,
  { claimed, given }: Account,
): readonly { readonly kind: UnplacedKind; readonly text: string }[] {
  const whole = { start: from, end: to }
  const named = (given.get(paragraph) ?? [])
    .map(({ kind, start, end }) => ({
      kind,
      start: Math.max(start, from),
      end: Math.min(end, to),
    }))
    .filter(({ start, end }) => start < end)
    .sort((left, right) => left.start - right.start)
  const unnamed = subtract(whole, [...named, ...(claimed.get(paragraph) ?? [])])
  const others = unnamed.map((span) => ({ ...span, kind: aside ?? ('other' as const) }))
  const rests = named.flatMap((span, index) => {
    const taken = [...named.slice(0, index), ...(claimed.get(paragraph) ?? [])]
    return subtract(span, taken).map((rest) => ({ ...rest, kind: span.kind }))
  })
  return [...rests, ...others]
    .sort((left, right) => left.start - right.start)
    .map(({ kind, start, end }) => ({ kind, text: paragraph.text.slice(start, end) }))
    .filter(({ text }) => /\S/.test(text))
}

/** What is left of a span when others are taken out of it. */
function subtract(from: Span, taken: readonly Span[]): readonly Span[] {
  const rests: Span[] = []
  let at = from.start
  for (const { start, end } of [...taken].sort((left, right) => left.start - right.start)) {
    if (end <= at || start >= from.end) continue
    if (start > at) rests.push({ start: at, end: start })
    at = Math.max(at, end)
  }
  if (at < from.end) rests.push({ start: at, end: from.end })
  return rests
}

/** All paragraphs, those in cells too, in order. */
export function visitBlocks(blocks: readonly Block[], visit: (paragraph: Paragraph) => void): void {
  for (const block of blocks) {
    if (block.kind === 'paragraph') visit(block)
    else for (const row of block.rows) for (const cell of row.cells) visitBlocks(cell.blocks, visit)
  }
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
