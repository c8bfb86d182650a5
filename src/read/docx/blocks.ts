import type { Block } from '../../model/document.ts'
import { countCharacters } from '../../text/count.ts'
import { child, type XmlElement, type XmlNode } from '../xml/element.ts'
import { type Draft, openDraft } from './draft.ts'
import { readInline } from './inline.ts'
import { numberOf, stringOf, switchOf } from './properties.ts'
import { checkLimit, nextPlace, type Scope } from './reading.ts'
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
  const marks = properties === null ? null : child(properties, 'w:rPr')
  fillDraft(element.children, properties, flow)
  // 17.13.5.15: without its mark a paragraph goes on in the next one.
  const isMarkDeleted =
    marks !== null && (child(marks, 'w:del') !== null || child(marks, 'w:moveFrom') !== null)
  if (isMarkDeleted && flow.open !== null) {
    flow.open.isJoined = true
    noteDeletedMark(flow)
  } else close(flow)
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
  if (isDrawn) blocks.push(finish(draft, style, scope))
  for (const { nodes, isHidden } of draft.boxes)
    append(blocks, readBlocks(nodes, isHidden ? { ...scope, isHidden } : scope))
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
  return !(draft.isJoined && isDeletedToEnd(draft) && flow.blocks.length > 0)
}

function isDeletedToEnd({ properties }: Draft): boolean {
  const marks = properties === null ? null : child(properties, 'w:rPr')
  return marks !== null && (child(marks, 'w:del') !== null || child(marks, 'w:moveFrom') !== null)
}

function isMarkHidden({ properties }: Draft, style: Style, scope: Scope): boolean {
  if (scope.isHidden) return true
  const marks = properties === null ? null : child(properties, 'w:rPr')
  return (
    switchOf(marks, 'w:vanish') ??
    (scope.story.reading.styles.isHiddenByDefault || (style.isHidden ?? false))
  )
}

function finish(draft: Draft, style: Style, scope: Scope): Block {
  const { story } = scope
  const text = draft.text.normalize('NFC')
  spend(text, scope)
  const startsPage =
    draft.startsPage ||
    story.startsPage ||
    (switchOf(draft.properties, 'w:pageBreakBefore') ?? style.startsPage ?? false)
  const section = draft.properties === null ? null : child(draft.properties, 'w:sectPr')
  story.startsPage = draft.endsPage || (section !== null && story.pageEnds.has(section))
  return {
    kind: 'paragraph',
    text,
    marker: markerOf(draft, style, scope),
    style: style.name ?? stringOf(draft.properties, 'w:pStyle'),
    place: draft.place,
    ...(startsPage ? { startsPage } : {}),
  }
}

function styleOf({ properties }: Draft, scope: Scope): Style {
  return scope.story.reading.styles.paragraph(stringOf(properties, 'w:pStyle'))
}

/** The automatic number; a list 0 means none (17.9.18). */
function markerOf({ properties, place }: Draft, style: Style, { story }: Scope): string | null {
  const { lists, notes } = story.reading
  const numbering = properties === null ? null : child(properties, 'w:numPr')
  const direct = stringOf(numbering, 'w:numId')
  const list = direct ?? style.list
  if (list === null || list === '0') return null
  const level =
    numberOf(numbering, 'w:ilvl') ??
    lists.levelOf(list, style.chain) ??
    (direct === null ? style.level : null) ??
    0
  const marker = story.numberer.next(list, level)
  if (marker !== undefined) return marker
  notes.add(
    'READ_NUMBERING_UNDEFINED',
    place,
    `Level ${level + 1} of list ${list.slice(0, 20)} is not defined; no number was printed.`,
  )
  return null
}

function addHidden(raw: string, { place }: Draft, scope: Scope): void {
  const text = raw.normalize('NFC')
  if (countCharacters(text) === 0) return
  const { reading } = scope.story
  spend(text, scope)
  reading.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
  reading.asides.push({
    kind: 'hidden',
    paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
  })
}

function spend(text: string, { story: { reading } }: Scope): void {
  reading.characters += text.length
  checkLimit(reading.characters, reading.limits.characters, 'characters')
}

function readTableBlock(element: XmlElement, flow: Flow): void {
  close(flow)
  append(flow.blocks, readTable(element, flow.scope, readBlocks))
}

function noteChunk(element: XmlElement, flow: Flow): void {
  const { story, base } = flow.scope
  story.reading.notes.add(
    'READ_PART_MISSING',
    base,
    `A piece that stands in a file of its own (${element.name}) was not read.`,
  )
}
