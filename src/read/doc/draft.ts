import type { Place } from '../../model/place.ts'
import type { Span } from './file.ts'
import type { RawParagraph } from './paragraphs.ts'

/** A text box that waits for the end of its paragraph. */
export interface Box {
  readonly span: Span
  readonly isHidden: boolean
}

/** A paragraph while its text is read; of paragraphs joined by a deleted mark, `raw` is the last. */
export interface Draft {
  readonly place: Place
  raw: RawParagraph
  text: string
  /** Stretches of hidden text; null while there is none. */
  hidden: string[] | null
  isInHidden: boolean
  /** Null while there is none. */
  boxes: Box[] | null
  startsPage: boolean
  /** A page ends behind the text read so far. */
  endsPage: boolean
  isMarkDeleted: boolean
  /** It was told that text in it was deleted. */
  isDeletionTold: boolean
  isMarkHidden: boolean
  /** It goes on from a paragraph whose mark was deleted. */
  isJoined: boolean
}

export function openDraft(place: Place, raw: RawParagraph): Draft {
  return {
    place,
    raw,
    text: '',
    hidden: null,
    isInHidden: false,
    boxes: null,
    startsPage: false,
    endsPage: false,
    isMarkDeleted: false,
    isDeletionTold: false,
    isMarkHidden: false,
    isJoined: false,
  }
}
