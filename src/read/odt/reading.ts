import { checkLimit, type Limits } from '../../containers/limits.ts'
import type { Notes } from '../../document/notes.ts'
import type { Aside } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import type { ListScope, Lists } from './lists.ts'
import type { OdtPackage, Part } from './package.ts'
import type { Styles } from './styles.ts'

/** What is known of a document while it is read, and what was found beside its flow. */
export interface Reading {
  readonly pack: OdtPackage
  readonly limits: Limits
  readonly notes: Notes
  readonly asides: Aside[]
  /** Paragraphs and tables counted so far by the name of their part. */
  readonly parts: Map<string, Counts>
  /** The formulas that were read from parts of their own, and how often. */
  readonly formulas: Map<Part, { readonly text: string; readonly times: number }>
  characters: number
  cells: number
  /** Elements read again because cells or rows are repeated. */
  repeated: number
}

export interface Counts {
  readonly paragraphs: { count: number }
  readonly tables: { count: number }
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
  /** The next paragraph or row is the first on its page. */
  startsPage: boolean
}

/** Where blocks stand: the base of their places, and how they are to be read. */
export interface Scope {
  readonly story: Story
  readonly base: Place
  readonly paragraphs: { count: number }
  readonly tables: { count: number }
  /** Everything in it is hidden. */
  readonly isHidden: boolean
  readonly list: ListScope | null
}

/** The scope of a part beside the body (`header`, `footnote`, …); its places go on counting. */
export function openPart(story: Story, part: string | null): Scope {
  const { parts } = story.reading
  const counts = parts.get(part ?? '') ?? { paragraphs: { count: 0 }, tables: { count: 0 } }
  parts.set(part ?? '', counts)
  return { story, base: part === null ? {} : { part }, ...counts, isHidden: false, list: null }
}

/** Takes characters into account before they are kept. Throws `LIMIT_EXCEEDED`. */
export function spend(characters: number, { reading }: Story): void {
  reading.characters += characters
  checkLimit(reading.characters, reading.limits.characters, 'characters')
}

/** Tells that something deleted was left out. */
export function noteDeleted(story: Story, place: Place | null, what: string): void {
  story.deleted += 1
  story.reading.notes.add('READ_DELETED_TEXT', place, what)
}
