import type { Limits } from '../../containers/limits.ts'
import type { XmlElement } from '../../containers/xml/element.ts'
import type { Notes } from '../../document/notes.ts'
import type { Numberer } from '../../document/numbering/index.ts'
import type { Aside } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { Fields } from './fields.ts'
import type { Lists } from './lists.ts'
import type { Prompts } from './prompts.ts'
import type { Styles } from './styles.ts'

/** What is known of a document while it is read, and what was found beside its flow. */
export interface Reading {
  readonly styles: Styles
  readonly lists: Lists
  readonly limits: Limits
  readonly notes: Notes
  readonly prompts: Prompts
  /** Runs that are read as hidden: prompts of empty controls. */
  readonly prompting: Set<XmlElement>
  readonly asides: Aside[]
  characters: number
  cells: number
  /** Pieces that stand in files of their own. */
  chunks: number
}

/** One flow of text: the body, or one header, or one footnote. */
export interface Story {
  readonly reading: Reading
  readonly numberer: Numberer
  readonly fields: Fields
  /** Section properties behind which a new page begins. */
  readonly pageEnds: ReadonlySet<XmlElement>
  /** Counted over all stories of one part name. */
  readonly tables: { count: number }
  /** The next paragraph or row is the first on its page. */
  startsPage: boolean
}

/** Where blocks stand: the base of their places, and how they are to be read. */
export interface Scope {
  readonly story: Story
  readonly base: Place
  readonly paragraphs: { count: number }
  /** Everything in it is hidden. */
  readonly isHidden: boolean
  /** A cell that goes on from above: its empty paragraphs are not drawn. */
  readonly isContinued: boolean
}
