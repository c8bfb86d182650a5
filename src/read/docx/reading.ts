import type { XmlElement, XmlNode } from '../../containers/xml/element.ts'
import type { DocumentBuilder, Flow, OpenParagraph } from '../../document/builder.ts'
import type { Numberer } from '../../document/numbering/index.ts'
import type { Lists } from './lists.ts'
import type { Prompts } from './prompts.ts'
import type { Styles } from './styles.ts'

/** What is known of a document while it is read. */
export interface Reading {
  readonly builder: DocumentBuilder
  readonly styles: Styles
  readonly lists: Lists
  readonly prompts: Prompts
  /** Runs that are read as hidden: prompts of empty controls. */
  readonly prompting: Set<XmlElement>
  /** Pieces that stand in files of their own. */
  chunks: number
  /** Characters that the XML scanner handed out, without what was named as no text of the document. */
  source: number
}

/** Names an element as no text of the document: it is deleted, a code, another form of what was read. */
export function leaveOut(element: XmlElement | null, reading: Reading): void {
  if (element !== null) reading.source -= element.ink
}

/** One flow of text: the body, or one header, or one footnote. */
export interface Story {
  readonly reading: Reading
  readonly numberer: Numberer
  /** Section properties behind which a new page begins. */
  readonly pageEnds: ReadonlySet<XmlElement>
}

/** Where blocks stand, and how they are to be read. */
export interface Scope {
  readonly story: Story
  readonly flow: Flow
  /** Everything in it is hidden. */
  readonly isHidden: boolean
}

/** A paragraph while its runs are read. */
export interface Draft {
  readonly paragraph: OpenParagraph
  /** Text boxes that wait for its end. */
  readonly boxes: { readonly nodes: readonly XmlNode[]; readonly isHidden: boolean }[]
  /** `w:pPr`; of paragraphs joined by a deleted mark that of the last. */
  properties: XmlElement | null
  /** Some of it was deleted, its mark perhaps. */
  isJoined: boolean
}
