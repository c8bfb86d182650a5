import { nextPlace } from '../../document/place.ts'
import type { Block } from '../../model/document.ts'
import { type Draft, openDraft } from './draft.ts'
import type { Span } from './file.ts'
import { readInline } from './inline.ts'
import { addHidden, finishParagraph, styleOf } from './paragraph.ts'
import { MARK, type RawParagraph, readParagraphs } from './paragraphs.ts'
import type { Scope } from './reading.ts'
import { type DocNode, isTable, nest } from './structure.ts'
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
export function readBlocks(nodes: readonly DocNode[], scope: Scope): readonly Block[] {
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
