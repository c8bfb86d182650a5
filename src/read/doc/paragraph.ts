import { checkLimit } from '../../containers/limits.ts'
import type { Paragraph } from '../../model/document.ts'
import { compose, mayChange } from '../../text/compose.ts'
import { countCharacters } from '../../text/count.ts'
import { own } from '../../text/own.ts'
import type { Draft } from './draft.ts'
import type { Scope } from './reading.ts'
import type { Style } from './styles.ts'

/** Numbers of overrides from here on mean that the paragraph left its list ([MS-DOC] 2.6.2). */
const LEFT_LIST = 0xf801
/** The number of lists of Word 95, which have no definition of their own. */
const OLD_LIST = 0x7ff

/** The paragraph of the model, with its number counted. */
export function finishParagraph(draft: Draft, style: Style, scope: Scope): Paragraph {
  const { story } = scope
  const text = own(cleanText(draft.text))
  const marker = markerOf(draft, style, scope)
  spend(text.length + (marker?.length ?? 0), scope)
  const startsPage =
    draft.startsPage ||
    story.startsPage ||
    (draft.raw.format.startsPage ?? style.startsPage ?? false)
  story.startsPage = draft.endsPage
  const { place } = draft
  // Written out: most paragraphs do not begin a page, and a spread takes longer than the rest.
  return startsPage
    ? { kind: 'paragraph', text, marker, style: style.name, place, startsPage }
    : { kind: 'paragraph', text, marker, style: style.name, place }
}

/** The automatic number; a list 0 means none. */
function markerOf({ raw, place }: Draft, style: Style, { story }: Scope): string | null {
  const { lists, notes } = story.reading
  const list = raw.format.list ?? style.list
  if (list === null || list === 0 || list === OLD_LIST || list >= LEFT_LIST) return null
  const level = raw.format.level ?? lists.levelOf(String(list), style.chain) ?? style.level ?? 0
  const marker = story.numberer.next(String(list), level)
  if (marker !== undefined) return marker
  notes.add(
    'READ_NUMBERING_UNDEFINED',
    place,
    `Level ${level + 1} of list ${list} is not defined; no number was printed.`,
  )
  return null
}

/** Puts a stretch of hidden text beside the flow. */
export function addHidden(raw: string, { place }: Draft, scope: Scope): void {
  const text = cleanText(raw)
  if (countCharacters(text) === 0) return
  const { reading } = scope.story
  spend(text.length, scope)
  reading.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
  reading.asides.push({
    kind: 'hidden',
    paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
  })
}

/** NFC; halves of characters become U+FFFD. Throws where normalising would take too long. */
function cleanText(raw: string): string {
  return mayChange(raw) ? compose(raw.replace(/\p{Cs}/gu, '\ufffd')) : raw
}

function spend(characters: number, { story: { reading } }: Scope): void {
  reading.characters += characters
  checkLimit(reading.characters, reading.limits.characters, 'characters')
}

/** The style of a paragraph, the first one where it names none. */
export function styleOf({ raw }: Draft, scope: Scope): Style {
  return scope.story.reading.styles.find(raw.format.style ?? 0)
}
