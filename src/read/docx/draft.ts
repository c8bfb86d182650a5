import type { XmlElement, XmlNode } from '../../containers/xml/element.ts'
import type { Place } from '../../model/place.ts'

/** A text box that waits for the end of its paragraph. */
export interface Box {
  readonly nodes: readonly XmlNode[]
  readonly isHidden: boolean
}

/** A paragraph while its runs are read. */
export interface Draft {
  readonly place: Place
  text: string
  /** Stretches of hidden text. */
  readonly hidden: string[]
  isInHidden: boolean
  readonly boxes: Box[]
  startsPage: boolean
  /** A page ends behind the text read so far. */
  endsPage: boolean
  /** `w:pPr`; of paragraphs joined by a deleted mark that of the last. */
  properties: XmlElement | null
  /** Some of it was deleted, its mark perhaps. */
  isJoined: boolean
}

export function openDraft(place: Place): Draft {
  return {
    place,
    text: '',
    hidden: [],
    isInHidden: false,
    boxes: [],
    startsPage: false,
    endsPage: false,
    properties: null,
    isJoined: false,
  }
}
