import type { Limits } from '../../containers/limits.ts'
import type { Notes } from '../../document/notes.ts'
import type { Numberer } from '../../document/numbering/index.ts'
import type { Aside } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { Boxes } from './boxes.ts'
import type { Formats } from './formats.ts'
import type { Lists } from './lists.ts'
import type { Fonts, Styles } from './styles.ts'
import type { IsCode, Pieces } from './text.ts'

/** What is known of a document while it is read, and what was found beside its flow. */
export interface Reading {
  readonly pieces: Pieces
  readonly isCode: IsCode
  readonly formats: Formats
  readonly styles: Styles
  readonly lists: Lists
  readonly fonts: Fonts
  /** Whether a page begins behind the mark at a position that ends a section. */
  readonly sections: ReadonlyMap<number, boolean>
  readonly boxes: Boxes
  readonly limits: Limits
  readonly notes: Notes
  readonly asides: Aside[]
  /** Takes bytes of properties into account that are read once more. */
  readonly spend: (bytes: number) => void
  characters: number
  cells: number
  /** Stretches of text of one format. */
  runs: number
}

/** One flow of text: the body with its boxes, or one header, or all footnotes. */
interface Story {
  readonly reading: Reading
  readonly numberer: Numberer
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
