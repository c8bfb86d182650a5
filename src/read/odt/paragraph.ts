import { attribute, child, ownText, type XmlElement } from '../../containers/xml/element.ts'
import { nextPlace } from '../../document/place.ts'
import type { Paragraph } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { compose } from '../../text/compose.ts'
import { countCharacters } from '../../text/count.ts'
import { own } from '../../text/own.ts'
import { type Draft, openDraft } from './draft.ts'
import { type InlineContext, readInline } from './inline.ts'
import { readStart } from './list-styles.ts'
import { type Scope, spend } from './reading.ts'
import type { Style } from './styles.ts'

/** A paragraph whose end was read, or is still to come where a change deleted it. */
export interface OpenParagraph {
  readonly element: XmlElement
  readonly draft: Draft
  readonly scope: Scope
}

/** Reads a `text:p` or `text:h`, or what stands without one, behind what is open already. */
export function readParagraph(
  element: XmlElement,
  scope: Scope,
  { open, readAside }: { open: OpenParagraph | null; readAside: InlineContext['readAside'] },
): OpenParagraph {
  const { story } = scope
  const isOpen = open !== null && open.draft.text.trim() !== ''
  const style = story.styles.find('paragraph', attribute(element, 'text:style-name'))
  const draft = isOpen ? open.draft : openDraft(nextPlace(scope), style)
  const isHidden = scope.isHidden || (style.isHidden ?? false)
  if (isOpen) draft.isAfterBlank = true
  const paragraph = isOpen ? open : { element, draft, scope: keepItem(scope) }
  readInline(element.children, { scope, draft, isHidden, readAside })
  return paragraph
}

/** The number belongs to the first paragraph of an item, whenever that ends. */
function keepItem(scope: Scope): Scope {
  const { list } = scope
  if (list === null) return scope
  const kept = { ...list }
  list.item = null
  list.restarts = false
  return { ...scope, list: kept }
}

/** The paragraph of the model, its number counted; null where nothing of it is drawn. */
export function closeParagraph({ element, draft, scope }: OpenParagraph): Paragraph | null {
  if (draft.isHidden) hideText(draft)
  for (const text of draft.hidden) addHidden(text, draft.place, scope)
  if (draft.text.trim() !== '') return finish(element, draft, scope)
  const isHidden = scope.isHidden || (draft.style.isHidden ?? false) || draft.hidden.length > 0
  return isHidden || scope.story.deleting.size > 0 ? null : finish(element, draft, scope)
}

function hideText(draft: Draft): void {
  if (draft.text.trim() !== '') draft.hidden.push(draft.text)
  draft.text = ''
}

function finish(element: XmlElement, draft: Draft, scope: Scope): Paragraph {
  const { story } = scope
  // 6.1.2: a blank of the markup at the end is not printed.
  const text = own(compose(draft.isAfterBlank ? draft.text.trimEnd() : draft.text))
  const marker = markerOf(element, draft, scope)
  spend(marker?.length ?? 0, story)
  const startsPage = draft.startsPage || story.startsPage || draft.style.breaksBefore
  story.startsPage = draft.style.breaksAfter
  return {
    kind: 'paragraph',
    text,
    marker,
    style: draft.style.name ?? attribute(element, 'text:style-name'),
    place: draft.place,
    ...(startsPage ? { startsPage } : {}),
  }
}

/** The automatic number: of the list around, or of the outline where a heading stands in none. */
function markerOf(element: XmlElement, { place, style }: Draft, scope: Scope): string | null {
  const { list, story } = scope
  if (list === null) return outlineMarker(element, style, scope)
  if (list.item === null) return null
  const marker = story.lists.next(list, style.list)
  if (marker !== undefined) return marker
  story.reading.notes.add(
    'READ_NUMBERING_UNDEFINED',
    place,
    `The list style «${(list.style ?? '').slice(0, 40)}» or its level ${list.level + 1} is not defined.`,
  )
  return writtenNumber(element)
}

/** LibreOffice numbers a `text:p` too where its style stands at a level of the outline. */
function outlineMarker(element: XmlElement, style: Style, { story }: Scope): string | null {
  const isHeading = element.name === 'text:h'
  const level = isHeading ? Number(attribute(element, 'text:outline-level') ?? 1) : style.outline
  if (level === null || !Number.isInteger(level) || level < 1) return null
  if (attribute(element, 'text:is-list-header') === 'true') return null
  // A style with an empty list style is taken out of the outline.
  if (style.list === '') return null
  const start = readStart(attribute(element, 'text:start-value'))
  const restarts = attribute(element, 'text:restart-numbering') === 'true'
  return story.lists.nextHeading(level - 1, restarts ? (start ?? 1) : start)
}

/** The number as the program that wrote the file printed it (`text:number`). */
function writtenNumber(element: XmlElement): string | null {
  const number = child(element, 'text:number')
  const written = number === null ? '' : ownText(number).trim().slice(0, 64)
  return written === '' ? null : written
}

/** Puts a stretch of hidden text beside the flow. */
function addHidden(raw: string, place: Place, scope: Scope): void {
  const text = compose(raw)
  if (countCharacters(text) === 0) return
  const { reading } = scope.story
  reading.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
  reading.asides.push({
    kind: 'hidden',
    paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
  })
}
