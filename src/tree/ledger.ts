import type { Aside, Block, Paragraph } from '../model/document.ts'
import type { Place } from '../model/place.ts'
import type { UnplacedKind } from '../model/vocabulary.ts'
import type { Slot } from '../tables/units.ts'
import { countCharacters } from '../text/compose.ts'
import { cleanText, joinParagraphs } from '../text/join.ts'
import type { Spelling } from '../text/language.ts'
import { skipSpace } from '../text/letters.ts'
import { append } from '../text/lists.ts'

/** A stretch of one paragraph of the document: `paragraph.text.slice(start, end)`. */
interface Piece {
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

/** What was taken of one paragraph. */
interface Claims {
  /** Stretches that are in values. */
  claimed: Span[] | null
  /** Stretches that are named and in no value. */
  given: GivenSpan[] | null
}

type Accounts = Map<Paragraph, Claims>

function claimsOf(paragraph: Paragraph, accounts: Accounts): Claims {
  const known = accounts.get(paragraph)
  if (known) return known
  const made: Claims = { claimed: null, given: null }
  accounts.set(paragraph, made)
  return made
}

function claim(span: Span, claims: Claims): void {
  claims.claimed = withOne(claims.claimed, span)
}

/** Most lists stay at one: `push` to an empty one makes room for sixteen. */
function withOne<One>(list: One[] | null, one: One): One[] {
  if (list === null) return [one]
  list.push(one)
  return list
}

export function openLedger(spelling: Spelling): Ledger {
  const accounts: Accounts = new Map()
  return {
    claim: (field) => makeValue(field, accounts, spelling),
    claimUnplaced: (kind, field) => {
      for (const pieces of field)
        for (const { paragraph, start, end } of pieces) {
          const claims = claimsOf(paragraph, accounts)
          claims.given = withOne(claims.given, { kind, start, end })
        }
    },
    clean: (text) => cleanText(text, spelling),
    settle: (extents) => settle(extents, accounts, spelling),
  }
}

function makeValue(field: Field, accounts: Accounts, spelling: Spelling): Value {
  if (field.length === 0) return EMPTY
  const only = onlyPiece(field)
  // Most values stand in one paragraph.
  if (!only) return joinPieces(field, accounts, spelling)
  const { paragraph, start, end } = only
  if (start < end) claim(only, claimsOf(paragraph, accounts))
  const text = cleanText(paragraph.text.slice(start, end), spelling)
  return { text, at: start < end ? [paragraph.place] : [] }
}

function onlyPiece(field: Field): Piece | null {
  const pieces = field.length === 1 ? field[0] : undefined
  return pieces?.length === 1 ? (pieces[0] ?? null) : null
}

function joinPieces(field: Field, accounts: Accounts, spelling: Spelling): Value {
  const texts: string[] = []
  const at = new Set<Place>()
  for (const pieces of field) {
    const raw = pieces.map(({ paragraph, start, end }) => paragraph.text.slice(start, end))
    texts.push(cleanText(raw.join('\n'), spelling))
    for (const piece of pieces) {
      if (piece.start === piece.end) continue
      at.add(piece.paragraph.place)
      claim(piece, claimsOf(piece.paragraph, accounts))
    }
  }
  return { text: joinParagraphs(texts), at: [...at] }
}

function settle(extents: readonly Extent[], accounts: Accounts, spelling: Spelling): Settlement {
  const unplaced: UnplacedValue[] = []
  let characters = 0
  let placed = 0
  for (const extent of extents) {
    const { paragraph, start, end } = extent
    if (start === end) continue
    const isAll = start === 0 && end === paragraph.text.length
    const total = countCharacters(isAll ? paragraph.text : paragraph.text.slice(start, end))
    characters += total
    placed += total
    const { claimed, given } = accounts.get(paragraph) ?? NO_CLAIMS
    if (claimed?.some((span) => holds(span, extent))) continue
    for (const { kind, text } of leftOver(extent, claimed ?? [], given ?? [])) {
      placed -= countCharacters(text)
      const cleaned = cleanText(text, spelling)
      if (cleaned !== '') unplaced.push({ kind, text: cleaned, at: [paragraph.place] })
    }
  }
  return { unplaced, characters, placed }
}

const NO_CLAIMS: Claims = { claimed: null, given: null }

function holds(span: Span, extent: Span): boolean {
  return span.start <= extent.start && span.end >= extent.end
}

interface Rest {
  readonly kind: UnplacedKind
  readonly start: number
  readonly text: string
}

/** The stretches of a paragraph that are in no value, each with what it is. */
function leftOver(
  extent: Extent,
  claimed: readonly Span[],
  given: readonly GivenSpan[],
): readonly Rest[] {
  const { paragraph, start: from, end: to, aside } = extent
  const unnamed = aside ?? 'other'
  if (given.length === 0) return restsOf(extent, { taken: claimed, kind: unnamed, paragraph })
  const [only, another] = given
  if (claimed.length === 0 && only && !another && holds(only, extent))
    return restsOf(extent, { taken: [], kind: only.kind, paragraph })
  const named = given
    .map(({ kind, start, end }) => ({
      kind,
      start: Math.max(start, from),
      end: Math.min(end, to),
    }))
    .filter(({ start, end }) => start < end)
    .sort((left, right) => left.start - right.start)
  const others = restsOf(extent, { taken: [...named, ...claimed], kind: unnamed, paragraph })
  const rests = named.flatMap((span, index) => {
    const taken = [...named.slice(0, index), ...claimed]
    return restsOf(span, { taken, kind: span.kind, paragraph })
  })
  return [...rests, ...others].sort((left, right) => left.start - right.start)
}

/** What is left of a span of a paragraph when others are taken out of it, but for white space. */
function restsOf(
  from: Span,
  { taken, kind, paragraph }: { taken: readonly Span[]; kind: UnplacedKind; paragraph: Paragraph },
): readonly Rest[] {
  const rests: Rest[] = []
  let at = from.start
  const leave = (end: number) => {
    const start = skipSpace(paragraph.text, at)
    if (start < end) rests.push({ kind, start: at, text: paragraph.text.slice(at, end) })
  }
  for (const { start, end } of inOrder(taken)) {
    if (end <= at || start >= from.end) continue
    if (start > at) leave(start)
    at = Math.max(at, end)
  }
  if (at < from.end) leave(from.end)
  return rests
}

/** Spans by where they begin; claims mostly come so. */
function inOrder(spans: readonly Span[]): readonly Span[] {
  const isSorted = spans.every(({ start }, index) => start >= (spans[index - 1]?.start ?? 0))
  return isSorted ? spans : spans.toSorted((left, right) => left.start - right.start)
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
  const [only] = slot.paragraphs
  if (only && slot.paragraphs.length === 1) {
    const piece = pieceOf(only, start + slot.offset, end + slot.offset)
    return piece ? [[piece]] : []
  }
  const field: Field = []
  let offset = -slot.offset
  for (const paragraph of slot.paragraphs) {
    const piece = pieceOf(paragraph, start - offset, end - offset)
    if (piece) field.push([piece])
    offset += paragraph.text.length + 1
  }
  return field
}

/** What of a paragraph lies between two offsets that may lie outside it. */
function pieceOf(paragraph: Paragraph, start: number, end: number): Piece | null {
  const from = Math.max(start, 0)
  const to = Math.min(end, paragraph.text.length)
  return from < to ? { paragraph, start: from, end: to } : null
}

/** Adds the words of a row cut off by a page: they go on in the same paragraph. */
export function extendField(field: Field, more: Field): void {
  const [first, ...rest] = more
  const last = field.at(-1)
  if (first && last) append(last, first)
  else if (first) field.push(first)
  append(field, rest)
}
