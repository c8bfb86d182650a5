import { checkLimit, type Limits } from '../../containers/limits.ts'
import type { Notes } from '../../document/notes.ts'
import type { CellDefinition, DraftBlock, OpenPlace, RowDefinition, Story } from './draft.ts'
import type { Fonts } from './fonts.ts'
import type { ListTables } from './lists.ts'
import type { OldNumber } from './old-numbers.ts'
import type { Scanner } from './scanner.ts'

/** What a control word does; its number is null where it has none. */
export type Handler = (reading: Reading, value: number | null) => void

/** The words that mean something in a destination. */
export type Words = ReadonlyMap<string, Handler>

/** What holds inside a pair of braces and ends with them (RTF 1.9.1, «RTF Syntax»). */
export interface Group {
  /** Braces opened since, inside which nothing was changed. */
  plain: number
  /** Where text goes, and which words mean something: what a destination changes. */
  write: (reading: Reading, text: string) => void
  words: Words
  story: Story
  font: number
  isHidden: boolean
  isDeleted: boolean
  isStruck: boolean
  /** Characters behind a `\u` that stand for it in old readers. */
  fallback: number
  style: number
  isInTable: boolean
  nesting: number
  list: number
  listLevel: number
  /** How the number is printed where the paragraph belongs to no list of the tables. */
  oldNumber: OldNumber | null
  startsPage: boolean
  field: Field | null
  /** What is to be done at its closing brace. */
  ending: ((reading: Reading) => void) | null
}

export type Merges = Omit<CellDefinition, 'right'> & {
  /** The line at hand is one of the cell. */
  readonly isAtLine: boolean
}

/** A stretch of hidden text, or the blocks of a header or a footnote. */
export type DraftAside =
  | { readonly kind: 'hidden'; readonly text: string; readonly place: OpenPlace }
  | {
      readonly kind: 'page_furniture' | 'footnote'
      readonly part: Story['part']
      readonly blocks: readonly DraftBlock[]
    }

/** The field around a result: what a SYMBOL stands for, and what was printed before its result. */
export interface Field {
  symbol: string | null
  printed: number
}

/** A document while it is read. */
export interface Reading {
  readonly scanner: Scanner
  readonly limits: Limits
  readonly notes: Notes
  readonly fonts: Fonts
  readonly styles: Map<number, string>
  readonly lists: ListTables
  /** Text outside the flow, in the order of the file. */
  readonly asides: DraftAside[]
  /** Destination that the file ends in, null where it ends in none that is passed over. */
  cutIn: string | null
  readonly body: Story
  /** Those that changed something, outermost first; the last one is open. */
  readonly groups: Group[]
  group: Group
  /** Open braces; the depth of the group that is the document, 0 behind a brace too many. */
  depth: number
  root: number
  /** Nothing but words stands in the group so far; `\*` stands before the next word. */
  isFresh: boolean
  isStarred: boolean
  /** Bytes that are not decoded yet. */
  bytes: string
  /** Characters that stand for a `\u` and are still to be passed over. */
  toSkip: number
  /** The row definition that holds. */
  row: RowDefinition
  /** What the words since the last `\cellx` say of the next cell. */
  merges: Merges
  /** Characters printed so far, to tell whether the result of a field printed any. */
  printed: number
  /** What is counted against the limits. */
  pieces: number
  paragraphs: number
  characters: number
  cells: number
}

/** The open group, for a change that shall end with it. Throws `LIMIT_EXCEEDED`. */
export function own(reading: Reading): Group {
  const { group, groups } = reading
  if (group.plain === 0) return group
  group.plain -= 1
  const copy: Group = { ...group, plain: 0, ending: null }
  groups.push(copy)
  checkLimit(groups.length, reading.limits.groups, 'groups inside one another')
  reading.group = copy
  return copy
}
