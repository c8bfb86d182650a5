import type { XmlElement, XmlNode } from '../../containers/xml/element.ts'
import type { DocumentBuilder, Flow, OpenParagraph } from '../../document/builder.ts'
import type { Place } from '../../model/place.ts'
import { countCharacters } from '../../text/compose.ts'
import type { ListScope, Lists } from './lists.ts'
import type { OdtPackage } from './package.ts'
import type { Style, Styles } from './styles.ts'

/** What is known of a document while it is read. */
export interface Reading {
  readonly builder: DocumentBuilder
  readonly pack: OdtPackage
  /**
   * Characters that the XML scanner handed out, as often as they are drawn, without what was named as
   * no text of the document.
   */
  source: number
  /** Elements read again because cells or rows are repeated. */
  repeated: number
}

/** One flow of text: the body, or the headers and footers. */
export interface Story {
  readonly reading: Reading
  readonly styles: Styles
  readonly lists: Lists
  /** Changes that delete what stands between their marks. */
  readonly deletions: ReadonlySet<string>
  /** Those of them whose end has not come yet. */
  readonly deleting: Set<string>
  /** How much was left out so far. */
  deleted: number
}

/** Where blocks stand, and how they are to be read. */
export interface Scope {
  readonly story: Story
  readonly flow: Flow
  /** Everything in it is hidden. */
  readonly isHidden: boolean
  readonly list: ListScope | null
}

/** A paragraph while its content is read, its end perhaps still to come where a change deleted it. */
export interface Draft {
  readonly paragraph: OpenParagraph
  readonly element: XmlElement
  readonly style: Style
  /** Where it began: the number belongs to the first paragraph of an item, whenever that ends. */
  readonly scope: Scope
  /** Text that hangs on it and is read behind it. */
  readonly boxes: { readonly nodes: readonly XmlNode[]; readonly isHidden: boolean }[]
  /** The next blank of the markup is not printed: a paragraph begins or one was before. */
  isAfterBlank: boolean
}

/** Names an element, or characters of one, as no text of the document. */
export function leaveOut(node: XmlNode, { reading }: Story): void {
  reading.source -= typeof node === 'string' ? countCharacters(node) : node.ink
}

/** The scope of the body (null) or a part beside it; its places go on counting. */
export function openPart(story: Story, part: string | null): Scope {
  return { story, flow: story.reading.builder.flow(part), isHidden: false, list: null }
}

/** Tells that something deleted was left out. */
export function noteDeleted(story: Story, place: Place | null, what: string): void {
  story.deleted += 1
  story.reading.builder.notes.add('READ_DELETED_TEXT', place, what)
}
