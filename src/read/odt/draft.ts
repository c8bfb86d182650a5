import type { XmlNode } from '../../containers/xml/element.ts'
import type { Place } from '../../model/place.ts'
import type { Style } from './styles.ts'

/** Text that hangs on a paragraph and is read behind it. */
export interface Box {
  readonly nodes: readonly XmlNode[]
  readonly isHidden: boolean
}

const NEEDS_COLLAPSING = /[\t\n\r]| {2}/

/** A paragraph while its content is read. */
export interface Draft {
  readonly place: Place
  readonly style: Style
  text: string
  /** Stretches of hidden text. */
  readonly hidden: string[]
  isInHidden: boolean
  /** A field in it hides it as a whole. */
  isHidden: boolean
  readonly boxes: Box[]
  startsPage: boolean
  /** The next blank of the markup is not printed: a paragraph begins or one was before. */
  isAfterBlank: boolean
}

export function openDraft(place: Place, style: Style): Draft {
  return {
    place,
    style,
    text: '',
    hidden: [],
    isInHidden: false,
    isHidden: false,
    boxes: [],
    startsPage: false,
    isAfterBlank: true,
  }
}

/** Adds characters of the markup: white space in a row is one blank (OpenDocument 1.3 Part 3, 6.1.2). */
export function addMarkup(draft: Draft, markup: string, isHidden: boolean): void {
  const blanks = NEEDS_COLLAPSING.test(markup) ? markup.replace(/[\t\n\r ]+/g, ' ') : markup
  const text = draft.isAfterBlank && blanks.startsWith(' ') ? blanks.slice(1) : blanks
  if (text === '') return
  addText(draft, text, isHidden)
  draft.isAfterBlank = text.endsWith(' ')
}

/** Adds characters as they are, in the order in which they stand. */
export function addText(draft: Draft, text: string, isHidden: boolean): void {
  draft.isAfterBlank = false
  if (!isHidden) {
    draft.isInHidden = false
    draft.text += text
  } else if (draft.isInHidden) draft.hidden.push(`${draft.hidden.pop() ?? ''}${text}`)
  else {
    draft.hidden.push(text)
    draft.isInHidden = true
  }
}
