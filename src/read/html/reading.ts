import type { Limits } from '../../containers/limits.ts'
import type { Notes } from '../../document/notes.ts'
import type { Aside, Block } from '../../model/document.ts'
import { ZvitError } from '../../model/error.ts'
import type { Place } from '../../model/place.ts'
import type { Ink, WhiteSpace } from './ink.ts'
import type { ItemNumberer, List } from './lists.ts'
import type { StyleSheet } from './style-sheet.ts'
import type { Survey } from './survey.ts'
import type { HtmlElement } from './tree.ts'

/** What is known of a page while it is read, and what was found beside its flow. */
export interface Reading {
  readonly sheet: StyleSheet
  readonly survey: Survey
  readonly numberer: ItemNumberer
  readonly limits: Limits
  readonly notes: Notes
  readonly asides: Aside[]
  /** Paragraphs counted so far in each part beside the flow. */
  readonly parts: Map<string, { count: number }>
  /** Elements whose text is an automatic number. */
  readonly numbers: Set<HtmlElement>
  tables: number
  cells: number
  characters: number
  /** The next paragraph or row is the first on its page. */
  startsPage: boolean
}

/** Blocks in the order in which they stand, one paragraph of them open. */
export interface Flow {
  readonly reading: Reading
  readonly base: Place
  readonly paragraphs: { count: number }
  readonly blocks: Block[]
  draft: Draft | null
  /** A number or bullet that waits for the paragraph it stands before. */
  marker: string | null
}

/** A paragraph while its text is read. */
export interface Draft {
  readonly place: Place
  readonly main: Ink
  /** Stretches of it that stand beside the flow. */
  readonly apart: { readonly kind: Aside['kind']; readonly ink: Ink }[]
  /** The text read last is one of them. */
  isApart: boolean
  readonly style: string | null
}

/** What the elements around say about a text. */
export interface Context {
  /** Where it stands beside the flow, null in the flow. */
  readonly aside: Aside['kind'] | null
  readonly isDeleted: boolean
  readonly whiteSpace: WhiteSpace
  /** Name of the paragraph style. */
  readonly style: string | null
  readonly list: List | null
  readonly listDepth: number
}

/** Throws `LIMIT_EXCEEDED` where a page has more of something than it may. */
export function checkLimit(found: number, limit: number, what: string): void {
  if (found > limit)
    throw new ZvitError('LIMIT_EXCEEDED', `The page has more than ${limit} ${what}. Split it.`)
}
