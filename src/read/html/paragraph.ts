import { nextPlace } from '../../document/place.ts'
import type { Aside } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { countCharacters } from '../../text/count.ts'
import { own } from '../../text/own.ts'
import { addCollapsed, addKept, endLine, type Ink, openInk, textOf } from './ink.ts'
import { type Context, checkLimit, type Draft, type Flow } from './reading.ts'

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
