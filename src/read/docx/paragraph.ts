import { checkLimit } from '../../containers/limits.ts'
import { child, type XmlElement } from '../../containers/xml/element.ts'
import type { Paragraph } from '../../model/document.ts'
import { compose } from '../../text/compose.ts'
import { countCharacters } from '../../text/count.ts'
import { own } from '../../text/own.ts'
import type { Draft } from './draft.ts'
import { numberOf, stringOf, switchOf } from './properties.ts'
import type { Scope } from './reading.ts'
import type { Style } from './styles.ts'

/** The paragraph of the model, with its number counted. */
export function finishParagraph(draft: Draft, style: Style, scope: Scope): Paragraph {
  const { story } = scope
  const text = own(compose(draft.text))
  const marker = markerOf(draft, style, scope)
  spend(text.length + (marker?.length ?? 0), scope)
  const startsPage =
    draft.startsPage ||
    story.startsPage ||
    (switchOf(draft.properties, 'w:pageBreakBefore') ?? style.startsPage ?? false)
  const section = draft.properties === null ? null : child(draft.properties, 'w:sectPr')
  story.startsPage = draft.endsPage || (section !== null && story.pageEnds.has(section))
  return {
    kind: 'paragraph',
    text,
    marker,
    style: style.name ?? stringOf(draft.properties, 'w:pStyle'),
    place: draft.place,
    ...(startsPage ? { startsPage } : {}),
  }
}

/** The automatic number; a list 0 means none (17.9.18). */
function markerOf({ properties, place }: Draft, style: Style, { story }: Scope): string | null {
  const { lists, notes } = story.reading
  const numbering = properties === null ? null : child(properties, 'w:numPr')
  const direct = stringOf(numbering, 'w:numId')
  const list = direct ?? style.list
  if (list === null || list === '0') return null
  const level =
    numberOf(numbering, 'w:ilvl') ??
    lists.levelOf(list, style.chain) ??
    (direct === null ? style.level : null) ??
    0
  const marker = story.numberer.next(list, level)
  if (marker !== undefined) return marker
  notes.add(
    'READ_NUMBERING_UNDEFINED',
    place,
    `Level ${level + 1} of list ${list.slice(0, 20)} is not defined; no number was printed.`,
  )
  return null
}

/** Puts a stretch of hidden text beside the flow. */
export function addHidden(raw: string, { place }: Draft, scope: Scope): void {
  const text = compose(raw)
  if (countCharacters(text) === 0) return
  const { reading } = scope.story
  spend(text.length, scope)
  reading.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
  reading.asides.push({
    kind: 'hidden',
    paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
  })
}

function spend(characters: number, { story: { reading } }: Scope): void {
  reading.characters += characters
  checkLimit(reading.characters, reading.limits.characters, 'characters')
}

/** The style of a paragraph, the default one where it names none. */
export function styleOf({ properties }: Draft, scope: Scope): Style {
  return scope.story.reading.styles.paragraph(stringOf(properties, 'w:pStyle'))
}

/** Whether the end of a paragraph was deleted by a tracked change, or moved away. */
export function isMarkDeleted(draft: Draft): boolean {
  const marks = marksOf(draft)
  return marks !== null && (child(marks, 'w:del') !== null || child(marks, 'w:moveFrom') !== null)
}

/** Whether the end of a paragraph is hidden. */
export function isMarkHidden(draft: Draft, style: Style, scope: Scope): boolean {
  if (scope.isHidden) return true
  return (
    switchOf(marksOf(draft), 'w:vanish') ??
    (scope.story.reading.styles.isHiddenByDefault || (style.isHidden ?? false))
  )
}

function marksOf({ properties }: Draft): XmlElement | null {
  return properties === null ? null : child(properties, 'w:rPr')
}
