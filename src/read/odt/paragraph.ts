import type { Block, Paragraph } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { countCharacters } from '../../text/count.ts'
import { attribute, child, ownText, type XmlElement } from '../xml/element.ts'
import { type Draft, openDraft } from './draft.ts'
import { type InlineContext, readInline } from './inline.ts'
import { readStart } from './list-styles.ts'
import { nextPlace, type Scope, spend } from './reading.ts'
import type { Style } from './styles.ts'

/** A paragraph that was read, and what hangs on it; null where nothing of it is drawn. */
export interface ReadParagraph {
  readonly paragraph: Paragraph | null
  readonly draft: Draft
}

/** Reads a `text:p` or `text:h`, or what stands without one, with its number counted. */
export function readParagraph(
  element: XmlElement,
  scope: Scope,
  readAside: InlineContext['readAside'],
): ReadParagraph {
  const { story } = scope
  const style = story.styles.find('paragraph', attribute(element, 'text:style-name'))
  const draft = openDraft(nextPlace(scope), style)
  const isHidden = scope.isHidden || (style.isHidden ?? false)
  readInline(element.children, { scope, draft, isHidden, readAside })
  if (draft.isHidden) hideText(draft)
  for (const text of draft.hidden) addHidden(text, draft.place, scope)
  const hasText = draft.text.trim() !== ''
  const isDrawn = hasText || !(isHidden || draft.hidden.length > 0)
  return { paragraph: isDrawn ? finish(element, draft, scope) : null, draft }
}

function hideText(draft: Draft): void {
  if (draft.text.trim() !== '') draft.hidden.push(draft.text)
  draft.text = ''
}

function finish(element: XmlElement, draft: Draft, scope: Scope): Paragraph {
  const { story } = scope
  // 6.1.2: a blank of the markup at the end is not printed.
  const text = (draft.isAfterBlank ? draft.text.trimEnd() : draft.text).normalize('NFC')
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
  // Only the first paragraph of an item is numbered.
  list.item = null
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
  const text = raw.normalize('NFC')
  if (countCharacters(text) === 0) return
  const { reading } = scope.story
  reading.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
  reading.asides.push({
    kind: 'hidden',
    paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
  })
}

/** All paragraphs of blocks, those in cells too, in order. */
export function paragraphsOf(blocks: readonly Block[]): readonly Paragraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.flatMap((row) => row.cells.flatMap((cell) => paragraphsOf(cell.blocks))),
  )
}
