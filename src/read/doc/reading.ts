import type { DocumentBuilder, Flow } from '../../document/builder.ts'
import type { Numberer } from '../../document/numbering/index.ts'
import type { Boxes } from './boxes.ts'
import type { Formats } from './formats.ts'
import type { Lists } from './lists.ts'
import type { Fonts, Styles } from './styles.ts'
import type { IsCode, Pieces } from './text.ts'

/** What is known of a document while it is read. */
export interface Reading {
  readonly builder: DocumentBuilder
  readonly pieces: Pieces
  readonly isCode: IsCode
  readonly formats: Formats
  readonly styles: Styles
  readonly lists: Lists
  readonly fonts: Fonts
  /** Whether a page begins behind the mark at a position that ends a section. */
  readonly sections: ReadonlyMap<number, boolean>
  readonly boxes: Boxes
  /** Takes bytes of properties into account that are read once more. */
  readonly spend: (bytes: number) => void
  /** Stretches of text of one format. */
  runs: number
}

/** Where blocks go. */
export interface Scope {
  readonly reading: Reading
  /** Of the body with its boxes, or of one header, or of all footnotes. */
  readonly numberer: Numberer
  readonly flow: Flow
  /** Everything in it is hidden. */
  readonly isHidden: boolean
}
