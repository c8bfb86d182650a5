import type { DocumentBuilder, Flow, OpenParagraph } from '../../document/builder.ts'
import type { Aside } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { ItemNumberer, List } from './lists.ts'
import type { StyleSheet } from './style-sheet.ts'
import type { Survey } from './survey.ts'
import type { HtmlElement } from './tree.ts'

/** What is known of a page while it is read. */
export interface Reading {
  readonly builder: DocumentBuilder
  readonly sheet: StyleSheet
  readonly survey: Survey
  readonly numberer: ItemNumberer
  /** Its tables are counted, and its pages end, wherever that is told, in a note too. */
  readonly body: Flow
  /** Elements whose text is an automatic number. */
  readonly numbers: Set<HtmlElement>
}

/** Where blocks stand, and what of them is not ended yet. */
export interface Scope {
  readonly reading: Reading
  readonly flow: Flow
  draft: Draft | null
  /** A number or bullet that waits for the paragraph it stands before. */
  marker: string | null
}

/** A paragraph while its text is read. */
interface Draft {
  readonly paragraph: OpenParagraph
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

/** Nothing read yet, in a flow. */
export function openScope(reading: Reading, flow: Flow): Scope {
  return { reading, flow, draft: null, marker: null }
}

/** Where the text at hand stands. */
export function placeOf({ draft, flow }: Scope): Place {
  return draft?.paragraph.place ?? flow.base
}

/** Adds the characters of a text node to the open paragraph, or opens one. */
export function addText(raw: string, scope: Scope, context: Context): void {
  if (context.isDeleted) {
    if (/\S/.test(raw)) noteDeleted(scope)
    return
  }
  if (context.whiteSpace === 'collapse') {
    // White space between paragraphs is none of the page's.
    if (scope.draft === null && !/[^ \t\n\r\f]/.test(raw)) return
    addCollapsed(inkOf(openDraft(scope, context), context), raw)
    return
  }
  raw.split('\n').forEach((line, index) => {
    if (index > 0) breakLine(scope, context)
    if (line === '' || (scope.draft === null && line.trim() === '')) return
    const ink = inkOf(openDraft(scope, context), context)
    if (context.whiteSpace === 'keep') addKept(ink, line)
    else addCollapsed(ink, line)
  })
}

function noteDeleted(scope: Scope): void {
  scope.flow.builder.notes.add('READ_DELETED_TEXT', placeOf(scope), 'Deleted text was left out.')
}

function openDraft(scope: Scope, context: Context): Draft {
  scope.draft ??= {
    paragraph: scope.flow.openParagraph(),
    main: openInk(),
    apart: [],
    isApart: false,
    style: context.style,
  }
  return scope.draft
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
export function breakLine(scope: Scope, context: Context): void {
  const { draft } = scope
  if (draft === null || context.isDeleted) return
  const ink = inkOf(draft, context)
  if (ink.parts.length > 0 && !endLine(ink)) closeParagraph(scope)
}

/** Ends the open paragraph, if there is one; white space alone is none. */
export function closeParagraph(scope: Scope): void {
  const { draft, flow, marker } = scope
  if (draft === null) return
  const { builder } = flow
  const { paragraph, main, apart, style } = draft
  scope.draft = null
  for (const { kind, ink } of apart) {
    const text = textOf(ink)
    builder.spend(text.length)
    builder.addAside(kind, text, paragraph.place)
  }
  paragraph.add(textOf(main), false)
  const { isBlank, text, place } = paragraph
  if (text.includes('\ufffd'))
    builder.notes.add(
      'READ_CHARACTER_INVALID',
      place,
      'U+FFFD stands for a character that is lost.',
    )
  // A number goes on waiting for text.
  if (!isBlank) scope.marker = null
  flow.closeParagraph({ style, marker: isBlank ? null : marker, drawsEmpty: false })
}

/** A number that found no text gets a paragraph without any. */
export function closeMarker(scope: Scope): void {
  closeParagraph(scope)
  const { marker, flow } = scope
  if (marker === null) return
  scope.marker = null
  flow.openParagraph()
  flow.closeParagraph({ style: null, marker })
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

/** The text so far, without white space around it. */
function textOf({ parts }: Ink): string {
  return (parts.length === 1 ? (parts[0] ?? '') : parts.join('')).trim()
}
