import type { Limits } from '../../containers/limits.ts'
import type { Notes } from '../../document/notes.ts'
import { nextPlace } from '../../document/place.ts'
import type { Aside, Block } from '../../model/document.ts'
import { ZvitError } from '../../model/error.ts'
import type { Place } from '../../model/place.ts'
import { compose } from '../../text/compose.ts'
import { countCharacters } from '../../text/count.ts'
import { own } from '../../text/own.ts'
import type { ItemNumberer, List } from './lists.ts'
import type { StyleSheet } from './style-sheet.ts'
import type { Survey } from './survey.ts'
import type { HtmlElement } from './tree.ts'

/** What is known of a page while it is read, and what was found beside its flow. */
export interface Reading {
  readonly sheet: StyleSheet
  readonly survey: Survey
  readonly numberer: ItemNumberer
  readonly limits: Limits
  readonly notes: Notes
  readonly asides: Aside[]
  /** Paragraphs counted so far in each part beside the flow. */
  readonly parts: Map<string, { count: number }>
  /** Elements whose text is an automatic number. */
  readonly numbers: Set<HtmlElement>
  tables: number
  cells: number
  characters: number
  /** The next paragraph or row is the first on its page. */
  startsPage: boolean
}

/** Blocks in the order in which they stand, one paragraph of them open. */
export interface Flow {
  readonly reading: Reading
  readonly base: Place
  readonly paragraphs: { count: number }
  readonly blocks: Block[]
  draft: Draft | null
  /** A number or bullet that waits for the paragraph it stands before. */
  marker: string | null
}

/** A paragraph while its text is read. */
interface Draft {
  readonly place: Place
  readonly main: Ink
  /** Stretches of it that stand beside the flow. */
  readonly apart: { readonly kind: Aside['kind']; readonly ink: Ink }[]
  /** The text read last is one of them. */
  isApart: boolean
  readonly style: string | null
}

/** What the elements around say about a text. */
export interface Context {
  /** Where it stands beside the flow, null in the flow. */
  readonly aside: Aside['kind'] | null
  readonly isDeleted: boolean
  readonly whiteSpace: WhiteSpace
  /** Name of the paragraph style. */
  readonly style: string | null
  readonly list: List | null
  readonly listDepth: number
}

/** Text while it is set: white space collapsed as it comes (CSS Text 3, 4.1), lines ended by `\n`. */
interface Ink {
  readonly parts: string[]
  /** Code of the last character; that of a line end at the beginning. */
  last: number
}

/** How white space is treated: as one blank; kept; kept only where it ends a line. */
type WhiteSpace = 'collapse' | 'keep' | 'lines'

const BLANK = 0x20
const LINE_END = 0x0a
const RUN = /[ \t\n\r\f]+/g
const NEEDS_COLLAPSING = /[\t\n\r\f]| {2}/

/** Throws `LIMIT_EXCEEDED` where a page has more of something than it may. */
export function checkLimit(found: number, limit: number, what: string): void {
  if (found > limit)
    throw new ZvitError('LIMIT_EXCEEDED', `The page has more than ${limit} ${what}. Split it.`)
}

/** Adds the characters of a text node to the open paragraph, or opens one. */
export function addText(raw: string, flow: Flow, context: Context): void {
  if (context.isDeleted) {
    if (/\S/.test(raw)) noteDeleted(flow)
    return
  }
  if (context.whiteSpace === 'collapse') {
    // White space between paragraphs is none of the page's.
    if (flow.draft === null && !/[^ \t\n\r\f]/.test(raw)) return
    addCollapsed(inkOf(openDraft(flow, context), context), raw)
    return
  }
  raw.split('\n').forEach((line, index) => {
    if (index > 0) breakLine(flow, context)
    if (line === '' || (flow.draft === null && line.trim() === '')) return
    const ink = inkOf(openDraft(flow, context), context)
    if (context.whiteSpace === 'keep') addKept(ink, line)
    else addCollapsed(ink, line)
  })
}

function noteDeleted(flow: Flow): void {
  const place = flow.draft?.place ?? flow.base
  flow.reading.notes.add('READ_DELETED_TEXT', place, 'Deleted text was left out.')
}

function openDraft(flow: Flow, context: Context): Draft {
  flow.draft ??= {
    place: nextPlace(flow),
    main: openInk(),
    apart: [],
    isApart: false,
    style: context.style,
  }
  return flow.draft
}

function inkOf(draft: Draft, { aside }: Context): Ink {
  const last = draft.apart.at(-1)
  if (aside === null) {
    draft.isApart = false
    return draft.main
  }
  if (draft.isApart && last?.kind === aside) return last.ink
  draft.isApart = true
  const ink = openInk()
  draft.apart.push({ kind: aside, ink })
  return ink
}

/** Ends a line of the open paragraph; an empty line ends the paragraph. */
export function breakLine(flow: Flow, context: Context): void {
  const { draft } = flow
  if (draft === null || context.isDeleted) return
  const ink = inkOf(draft, context)
  if (ink.parts.length > 0 && !endLine(ink)) closeParagraph(flow)
}

/** Ends the open paragraph, if there is one; white space alone is none. */
export function closeParagraph(flow: Flow): void {
  const { draft } = flow
  if (draft === null) return
  flow.draft = null
  for (const { kind, ink } of draft.apart) addAside(kind, textOf(ink), draft.place, flow)
  const text = textOf(draft.main)
  if (text !== '') addParagraph(text, draft, flow)
}

function addAside(kind: Aside['kind'], text: string, place: Place, flow: Flow): void {
  if (countCharacters(text) === 0) return
  const { reading } = flow
  spend(text.length, flow)
  if (kind === 'hidden') reading.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
  reading.asides.push({
    kind,
    paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
  })
}

function addParagraph(
  text: string,
  { place, style }: Pick<Draft, 'place' | 'style'>,
  flow: Flow,
): void {
  const { reading, marker } = flow
  flow.marker = null
  spend(text.length + (marker?.length ?? 0), flow)
  if (text.includes('\ufffd'))
    reading.notes.add(
      'READ_CHARACTER_INVALID',
      place,
      'U+FFFD stands for a character that is lost.',
    )
  flow.blocks.push({
    kind: 'paragraph',
    text: own(text),
    marker,
    style,
    place,
    ...(reading.startsPage ? { startsPage: true } : {}),
  })
  reading.startsPage = false
}

/** A number that found no text gets a paragraph without any. */
export function closeMarker(flow: Flow): void {
  closeParagraph(flow)
  if (flow.marker !== null) addParagraph('', { place: nextPlace(flow), style: null }, flow)
}

function spend(characters: number, { reading }: Flow): void {
  reading.characters += characters
  checkLimit(reading.characters, reading.limits.characters, 'characters')
}

function openInk(): Ink {
  return { parts: [], last: LINE_END }
}

/** Adds characters of one line; blanks at its beginning go, and a run of them becomes one. */
function addCollapsed(ink: Ink, raw: string): void {
  const text = NEEDS_COLLAPSING.test(raw) ? raw.replace(RUN, ' ') : raw
  const isDoubled = text.charCodeAt(0) === BLANK && (ink.last === BLANK || ink.last === LINE_END)
  addKept(ink, isDoubled ? text.slice(1) : text)
}

/** Adds characters as they are. */
function addKept(ink: Ink, text: string): void {
  if (text === '') return
  ink.parts.push(text)
  ink.last = text.charCodeAt(text.length - 1)
}

/** Ends a line; false where the line is empty, so that a paragraph ends with it. */
function endLine(ink: Ink): boolean {
  if (ink.last === LINE_END) return false
  const last = ink.parts.at(-1)
  if (ink.last === BLANK && last !== undefined) ink.parts[ink.parts.length - 1] = last.trimEnd()
  addKept(ink, '\n')
  return true
}

/** The text so far, NFC, without white space around it. */
function textOf({ parts }: Ink): string {
  return compose((parts.length === 1 ? (parts[0] ?? '') : parts.join('')).trim())
}
