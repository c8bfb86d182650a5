import { attribute, child, type XmlElement, type XmlNode } from '../../containers/xml/element.ts'
import { nextPlace } from '../../document/place.ts'
import type { Block } from '../../model/document.ts'
import { type Box, type Draft, openDraft } from './draft.ts'
import { openFields } from './fields.ts'
import { readInline } from './inline.ts'
import { addHidden, finishParagraph, isMarkDeleted, isMarkHidden, styleOf } from './paragraph.ts'
import type { Scope } from './reading.ts'
import type { Style } from './styles.ts'
import { readTable } from './table.ts'
import { IGNORED } from './vocabulary.ts'
import { unwrap } from './wrappers.ts'

/** Blocks while they are read; a paragraph stays open where its mark was deleted. */
interface Flow {
  readonly scope: Scope
  readonly blocks: Block[]
  open: Draft | null
}

type Handler = (element: XmlElement, flow: Flow) => void

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['w:p', readParagraph],
  ['a:p', readParagraph],
  ['w:tbl', readTableBlock],
  ['w:altChunk', noteChunk],
  ['w:subDoc', noteChunk],
  // Runs and equations without a paragraph around them make one.
  ['w:r', readImplied],
  ['w:t', readImplied],
  ['w:hyperlink', readImplied],
  ['m:oMath', readImplied],
  ['m:oMathPara', readImplied],
])

/** Reads the blocks of a body, a cell, a text box or a note, in order. */
export function readBlocks(nodes: readonly XmlNode[], scope: Scope): readonly Block[] {
  const flow: Flow = { scope, blocks: [], open: null }
  addBlocks(nodes, flow)
  close(flow)
  return flow.blocks
}

function addBlocks(nodes: readonly XmlNode[], flow: Flow): void {
  const { reading } = flow.scope.story
  for (const node of nodes) {
    if (typeof node === 'string') continue
    const handler = HANDLERS.get(node.name)
    if (handler !== undefined) {
      handler(node, flow)
      continue
    }
    if (IGNORED.has(node.name)) continue
    const inside = unwrap(node, reading, flow.scope.base)
    if (inside !== null) {
      addBlocks(inside, flow)
      continue
    }
    reading.notes.add(
      'READ_ELEMENT_UNKNOWN',
      flow.scope.base,
      `The element ${node.name.slice(0, 80)} is not known; the text inside it was read.`,
    )
    addBlocks(node.children, flow)
  }
}

function readParagraph(element: XmlElement, flow: Flow): void {
  const properties = child(element, 'w:pPr')
  fillDraft(element.children, properties, flow)
  // 17.13.5.15: without its mark a paragraph goes on in the next one.
  if (flow.open !== null && isMarkDeleted(flow.open)) {
    flow.open.isJoined = true
    noteDeletedMark(flow)
  } else if (flow.open === null || !isDropCap(properties)) close(flow)
}

/** 17.3.1.11: a large letter in a frame of its own begins the text of the next paragraph. */
function isDropCap(properties: XmlElement | null): boolean {
  const frame = properties === null ? null : child(properties, 'w:framePr')
  const kind = frame === null ? null : attribute(frame, 'w:dropCap')
  return kind === 'drop' || kind === 'margin'
}

function readImplied(element: XmlElement, flow: Flow): void {
  fillDraft([element], null, flow)
  close(flow)
}

function fillDraft(nodes: readonly XmlNode[], properties: XmlElement | null, flow: Flow): void {
  const { scope } = flow
  flow.open ??= openDraft(nextPlace(scope))
  flow.open.properties = properties
  const isStyleHidden = styleOf(flow.open, scope).isHidden ?? false
  readInline(nodes, {
    story: scope.story,
    draft: flow.open,
    isStyleHidden,
    isBaseHidden: scope.isHidden,
    isHidden: scope.isHidden || isStyleHidden || scope.story.reading.styles.isHiddenByDefault,
  })
}

function noteDeletedMark(flow: Flow): void {
  const { scope, open } = flow
  scope.story.reading.notes.add(
    'READ_DELETED_TEXT',
    open?.place ?? scope.base,
    'The end of a paragraph was deleted; it goes on in the next one.',
  )
}

/** Ends the open paragraph, if there is one, and reads the text boxes that hang on it. */
function close(flow: Flow): void {
  const { open: draft, scope, blocks } = flow
  if (draft === null) return
  flow.open = null
  for (const text of draft.hidden) addHidden(text, draft, scope)
  const style = styleOf(draft, scope)
  const isDrawn = isParagraphDrawn(draft, style, flow)
  if (isDrawn) blocks.push(finishParagraph(draft, style, scope))
  for (const box of draft.boxes) append(blocks, readBox(box, scope))
}

/** A text box is read behind its paragraph, so the fields and pages of the flow pass it by. */
function readBox({ nodes, isHidden }: Box, scope: Scope): readonly Block[] {
  const story = { ...scope.story, fields: openFields(nodes), startsPage: false }
  return readBlocks(nodes, { ...scope, story, isHidden: isHidden || scope.isHidden })
}

// As arguments of `push` a hundred thousand blocks would overflow the stack.
function append(blocks: Block[], more: readonly Block[]): void {
  for (const block of more) blocks.push(block)
}

function isParagraphDrawn(draft: Draft, style: Style, flow: Flow): boolean {
  if (draft.text.trim() !== '') return true
  const { scope } = flow
  if (scope.isContinued) return false
  if (draft.hidden.length > 0 && isMarkHidden(draft, style, scope)) return false
  return !(draft.isJoined && isMarkDeleted(draft) && flow.blocks.length > 0)
}

function readTableBlock(element: XmlElement, flow: Flow): void {
  close(flow)
  append(flow.blocks, readTable(element, flow.scope, readBlocks))
}

function noteChunk(element: XmlElement, flow: Flow): void {
  const { story, base } = flow.scope
  story.reading.chunks += 1
  story.reading.notes.add(
    'READ_PART_MISSING',
    base,
    `A piece that stands in a file of its own (${element.name}) was not read.`,
  )
}
