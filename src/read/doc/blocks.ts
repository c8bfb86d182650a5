import { checkLimit } from '../../containers/limits.ts'
import { nextPlace } from '../../document/place.ts'
import type { Block, Paragraph } from '../../model/document.ts'
import { compose, mayChange } from '../../text/compose.ts'
import { countCharacters } from '../../text/count.ts'
import { own } from '../../text/own.ts'
import type { Span } from './file.ts'
import { type Draft, openDraft, readInline } from './inline.ts'
import type { Scope } from './reading.ts'
import {
  type DocNode,
  isTable,
  MARK,
  nest,
  type RawParagraph,
  readParagraphs,
} from './structure.ts'
import type { Style } from './styles.ts'
import { readTable } from './table.ts'

/** Blocks while they are read; a paragraph stays open where its mark was deleted. */
interface Flow {
  readonly scope: Scope
  readonly blocks: Block[]
  open: Draft | null
}

/** Reads a stretch of text that has paragraphs and tables of its own. */
export function readSpan(span: Span, scope: Scope): readonly Block[] {
  const { reading } = scope.story
  const nodes = nest(readParagraphs(reading, span), reading.limits)
  noteLoneCells(nodes, scope)
  return readBlocks(nodes, scope)
}

/** A cell that is in no table has lost the properties of its paragraph. */
function noteLoneCells(nodes: readonly DocNode[], { base, story }: Scope): void {
  if (nodes.some((node) => !isTable(node) && node.mark === MARK.cell))
    story.reading.notes.add('READ_TABLE_BROKEN', base, 'Cells end where no table is.')
}

/** Reads the blocks of a story, a cell or a text box, in order. */
function readBlocks(nodes: readonly DocNode[], scope: Scope): readonly Block[] {
  const flow: Flow = { scope, blocks: [], open: null }
  for (const node of nodes) {
    if (isTable(node)) {
      close(flow)
      append(flow.blocks, readTable(node, scope, readBlocks))
    } else readParagraph(node, flow)
  }
  close(flow)
  return flow.blocks
}

function readParagraph(raw: RawParagraph, flow: Flow): void {
  const { scope } = flow
  flow.open ??= openDraft(nextPlace(scope), raw)
  flow.open.raw = raw
  readInline(raw, { scope, draft: flow.open, style: styleOf(flow.open, scope) })
  // Without its mark a paragraph goes on in the next one.
  if (flow.open.isMarkDeleted) {
    flow.open.isJoined = true
    scope.story.reading.notes.add(
      'READ_DELETED_TEXT',
      flow.open.place,
      'The end of a paragraph was deleted; it goes on in the next one.',
    )
  } else close(flow)
}

/** Ends the open paragraph, if there is one, and reads the text boxes that hang on it. */
function close(flow: Flow): void {
  const { open: draft, scope, blocks } = flow
  if (draft === null) return
  flow.open = null
  if (draft.hidden !== null) for (const text of draft.hidden) addHidden(text, draft, scope)
  if (isDrawn(draft, flow)) blocks.push(finishParagraph(draft, styleOf(draft, scope), scope))
  if (draft.boxes !== null)
    for (const { span, isHidden } of draft.boxes) append(blocks, readBox(span, scope, isHidden))
}

function isDrawn(draft: Draft, { scope, blocks }: Flow): boolean {
  if (draft.text.trim() !== '') return true
  if (scope.isContinued) return false
  if (draft.hidden !== null && draft.isMarkHidden) return false
  return !(draft.isJoined && draft.isMarkDeleted && blocks.length > 0)
}

/** A text box stands where its paragraph does. */
export function readBox(span: Span, scope: Scope, isHidden: boolean): readonly Block[] {
  return readSpan(span, isHidden ? { ...scope, isHidden } : scope)
}

// As arguments of `push` a hundred thousand blocks would overflow the stack.
function append(blocks: Block[], more: readonly Block[]): void {
  for (const block of more) blocks.push(block)
}

/** Numbers of overrides from here on mean that the paragraph left its list ([MS-DOC] 2.6.2). */
const LEFT_LIST = 0xf801
/** The number of lists of Word 95, which have no definition of their own. */
const OLD_LIST = 0x7ff

/** The paragraph of the model, with its number counted. */
function finishParagraph(draft: Draft, style: Style, scope: Scope): Paragraph {
  const { story } = scope
  const text = own(cleanText(draft.text))
  const marker = markerOf(draft, style, scope)
  spend(text.length + (marker?.length ?? 0), scope)
  const startsPage =
    draft.startsPage ||
    story.startsPage ||
    (draft.raw.format.startsPage ?? style.startsPage ?? false)
  story.startsPage = draft.endsPage
  const { place } = draft
  // Written out: most paragraphs do not begin a page, and a spread takes longer than the rest.
  return startsPage
    ? { kind: 'paragraph', text, marker, style: style.name, place, startsPage }
    : { kind: 'paragraph', text, marker, style: style.name, place }
}

/** The automatic number; a list 0 means none. */
function markerOf({ raw, place }: Draft, style: Style, { story }: Scope): string | null {
  const { lists, notes } = story.reading
  const list = raw.format.list ?? style.list
  if (list === null || list === 0 || list === OLD_LIST || list >= LEFT_LIST) return null
  const level = raw.format.level ?? lists.levelOf(String(list), style.chain) ?? style.level ?? 0
  const marker = story.numberer.next(String(list), level)
  if (marker !== undefined) return marker
  notes.add(
    'READ_NUMBERING_UNDEFINED',
    place,
    `Level ${level + 1} of list ${list} is not defined; no number was printed.`,
  )
  return null
}

/** Puts a stretch of hidden text beside the flow. */
function addHidden(raw: string, { place }: Draft, scope: Scope): void {
  const text = cleanText(raw)
  if (countCharacters(text) === 0) return
  const { reading } = scope.story
  spend(text.length, scope)
  reading.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
  reading.asides.push({
    kind: 'hidden',
    paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
  })
}

/** NFC; halves of characters become U+FFFD. Throws where normalising would take too long. */
function cleanText(raw: string): string {
  return mayChange(raw) ? compose(raw.replace(/\p{Cs}/gu, '\ufffd')) : raw
}

function spend(characters: number, { story: { reading } }: Scope): void {
  reading.characters += characters
  checkLimit(reading.characters, reading.limits.characters, 'characters')
}

/** The style of a paragraph, the first one where it names none. */
function styleOf({ raw }: Draft, scope: Scope): Style {
  return scope.story.reading.styles.find(raw.format.style ?? 0)
}
