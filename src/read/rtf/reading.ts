import { checkLimit, type Limits } from '../../containers/limits.ts'
import { type DocumentBuilder, OpenParagraph } from '../../document/builder.ts'
import { type Notes, STRUCK } from '../../document/notes.ts'
import type { Numberer } from '../../document/numbering/index.ts'
import type { Aside } from '../../model/document.ts'
import { countCharacters } from '../../text/compose.ts'
import { decoderOfFont, type Fonts } from './fonts.ts'
import type { ListTables } from './numbers.ts'
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
  startsPage: boolean
  field: Field | null
  /** What is to be done at its closing brace. */
  ending: ((reading: Reading) => void) | null
}

/** What `\plain` goes back to, the font apart. */
export const PLAIN_CHARACTERS = { isHidden: false, isDeleted: false, isStruck: false } as const

/** What `\pard` goes back to. */
export const PLAIN_PARAGRAPH = {
  style: 0,
  isInTable: false,
  nesting: 0,
  list: 0,
  listLevel: 0,
  startsPage: false,
} as const

export type Merges = Omit<CellDefinition, 'right'> & {
  /** The line at hand is one of the cell. */
  readonly isAtLine: boolean
}

/** The blocks of a header or a footnote. */
export interface DraftAside {
  readonly kind: 'page_furniture' | 'footnote'
  readonly part: Story['part']
  readonly blocks: readonly DraftBlock[]
}

/** The field around a result: what a SYMBOL stands for, and what was printed before its result. */
interface Field {
  symbol: string | null
  printed: number
}

/** A document while it is read. */
export interface Reading {
  readonly scanner: Scanner
  readonly limits: Limits
  readonly builder: DocumentBuilder
  readonly notes: Notes
  readonly fonts: Fonts
  readonly styles: Map<number, string>
  readonly lists: ListTables
  /** Text outside the flow, in the order of the file. */
  readonly asides: DraftAside[]
  /** Destination that the file ends in, null where it ends in none that is passed over. */
  cutIn: string | null
  readonly body: Story
  /** All that text was handed out to. */
  readonly stories: Set<Story>
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

/** Blocks while the document is read. */
export type DraftBlock = DraftParagraph | DraftTable

/** A paragraph whose place is filled in when the whole document is read and its columns are known. */
export class DraftParagraph extends OpenParagraph {
  readonly kind = 'paragraph'
  /** The printed number; `isNumbered` where the document tells it or that there is none. */
  marker: string | null = null
  isNumbered = false
  style: string | null = null
  /** The blocks of text boxes that hang on it, which follow it. */
  boxes: DraftBlock[] = []
  /** False for a paragraph of nothing but hidden text; it keeps its place. */
  isDrawn = true

  constructor(builder: DocumentBuilder) {
    super(builder, {})
  }

  /** Whether nothing has been read into it. */
  get isUntouched(): boolean {
    return this.text === '' && !this.isNumbered && this.hidden === null && this.boxes.length === 0
  }
}

export interface DraftTable {
  readonly kind: 'table'
  readonly rows: DraftRow[]
}

export interface DraftRow {
  readonly cells: DraftCell[]
  readonly definition: RowDefinition
}

export interface DraftCell {
  readonly blocks: DraftBlock[]
}

/** What `\trowd` begins and the words behind it say of a row. */
export interface RowDefinition {
  /** Left edge, twips. */
  left: number
  readonly cells: CellDefinition[]
  isHeading: boolean
  /** The last row of its table, where the document says so. */
  isLast: boolean
}

interface CellDefinition {
  /** Right edge, twips. */
  readonly right: number
  /** Cells below may go on from it, or it goes on from the one above. */
  readonly merge: 'restart' | 'below' | null
  readonly isBeside: boolean
  /** Lines are drawn around it. */
  readonly isLined: boolean
}

/** A table whose end is not reached. */
export interface OpenTable {
  readonly table: DraftTable
  /** Cells of the row that is open, and blocks of the cell that is. */
  cells: DraftCell[]
  blocks: DraftBlock[]
}

/** One flow of text: the body, a header, a footnote, a text box. */
export interface Story {
  /** Where text outside the body stands, as in places; null in the body and its text boxes. */
  part: 'header' | 'footer' | 'footnote' | 'endnote' | null
  readonly kind: Aside['kind'] | 'body' | 'box'
  readonly blocks: DraftBlock[]
  /** The tables that are open, outermost first. */
  readonly tables: OpenTable[]
  draft: DraftParagraph
  /** Made at the first number; the lists are known by then. */
  numberer: Numberer | null
  /** The next paragraph is the first on its page. */
  startsPage: boolean
  /** … because a section ended. */
  startsSection: boolean
  /** All text that was handed out to it, whatever became of that. */
  readonly handedOut: { text: string; hidden: string; wasHidden: boolean }
}

export function openStory(
  builder: DocumentBuilder,
  kind: Story['kind'],
  part: Story['part'],
): Story {
  return {
    part,
    kind,
    blocks: [],
    tables: [],
    draft: new DraftParagraph(builder),
    numberer: null,
    startsPage: false,
    startsSection: false,
    handedOut: { text: '', hidden: '', wasHidden: false },
  }
}

/** Controls are no text; tab and line ends are white space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\0-\b\x0e-\x1f\x7f]/g

/** Writes the bytes that are waiting; called before anything that ends a run of bytes. */
export function flush(reading: Reading): void {
  const { bytes, group } = reading
  if (bytes === '') return
  reading.bytes = ''
  handOut(reading, decoderOfFont(reading.fonts, group.font)(bytes))
}

/** Writes characters in their order among the bytes. */
export function write(reading: Reading, text: string): void {
  flush(reading)
  handOut(reading, text)
}

/**
 * Text of the document is counted here, before anything is made of it. The rest goes by name: it is
 * deleted, or its destination prints nothing; groups that are passed over are not even decoded.
 */
function handOut(reading: Reading, raw: string): void {
  const { group, stories } = reading
  if (group.write === printText && !group.isDeleted) {
    const { handedOut } = group.story
    const text = raw.replace(CONTROLS, '')
    stories.add(group.story)
    if (!group.isHidden) handedOut.text += text
    else handedOut.hidden += handedOut.wasHidden ? text : `\n${text}`
    if (text !== '') handedOut.wasHidden = group.isHidden
  }
  group.write(reading, raw)
}

/** What ends a paragraph parts the letters before it from accents behind it. */
export function partText({ handedOut }: Story): void {
  handedOut.text += '\n'
  handedOut.wasHidden = false
}

/** Characters handed out that are not white space, in UTF-16 units after NFC. */
export function countHandedOut({ stories }: Reading): number {
  return [...stories].reduce(
    (sum, { handedOut: { text, hidden } }) => sum + countCharacters(text) + countCharacters(hidden),
    0,
  )
}

/** Text of the flow: into the open paragraph, unless it was deleted. */
export function printText(reading: Reading, raw: string): void {
  const { group, notes } = reading
  const { draft } = group.story
  const text = raw.replace(CONTROLS, '')
  if (text.length < raw.length)
    notes.add('READ_CHARACTER_INVALID', draft.place, 'Control characters were left out.')
  if (text === '') return
  reading.printed += 1
  if (group.isDeleted) {
    notes.add('READ_DELETED_TEXT', draft.place, 'Deleted text was left out.')
    return
  }
  draft.add(text, group.isHidden)
  if (group.isStruck && /\S/.test(text)) notes.add('READ_STRUCK_TEXT', draft.place, STRUCK)
}

/** Text of a destination that prints nothing itself. */
export function printNothing(): void {}
