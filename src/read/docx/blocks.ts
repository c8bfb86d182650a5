import { attribute, child, type XmlElement, type XmlNode } from '../../containers/xml/element.ts'
import { readInline } from './inline.ts'
import { numberOf, stringOf, switchOf } from './properties.ts'
import type { Draft, Scope, Story } from './reading.ts'
import type { Style } from './styles.ts'
import { readTable } from './table.ts'
import { IGNORED } from './vocabulary.ts'
import { unwrap } from './wrappers.ts'

/** Blocks while they are read; a paragraph stays open where its mark was deleted. */
interface Blocks {
  readonly scope: Scope
  open: Draft | null
}

type Handler = (element: XmlElement, blocks: Blocks) => void

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['w:p', readParagraph],
  ['a:p', readParagraph],
  ['w:tbl', readTableBlock],
  ['w:altChunk', noteChunk],
  ['w:subDoc', noteChunk],
])

/** Reads the blocks of a body, a cell, a text box or a note, in order. */
export function readBlocks(nodes: readonly XmlNode[], scope: Scope): void {
  const blocks: Blocks = { scope, open: null }
  addBlocks(nodes, blocks)
  close(blocks)
}

function addBlocks(nodes: readonly XmlNode[], blocks: Blocks): void {
  const { story, flow } = blocks.scope
  const { reading } = story
  for (const node of nodes) {
    if (typeof node === 'string') continue
    const handler = HANDLERS.get(node.name)
    if (handler !== undefined) {
      handler(node, blocks)
      continue
    }
    if (IGNORED.has(node.name)) continue
    const inside = unwrap(node, reading, flow.base)
    if (inside === null || node.name === 'w:hyperlink') readImplied(node, blocks)
    else addBlocks(inside, blocks)
  }
}

function readParagraph(element: XmlElement, blocks: Blocks): void {
  const properties = child(element, 'w:pPr')
  const draft = fillDraft(element.children, properties, blocks)
  // 17.13.5.15: without its mark a paragraph goes on in the next one.
  if (isMarkDeleted(draft)) {
    draft.isJoined = true
    blocks.scope.story.reading.builder.notes.add(
      'READ_DELETED_TEXT',
      draft.paragraph.place,
      'The end of a paragraph was deleted; it goes on in the next one.',
    )
  } else if (!isDropCap(properties)) close(blocks)
}

/** 17.3.1.11: a large letter in a frame of its own begins the text of the next paragraph. */
function isDropCap(properties: XmlElement | null): boolean {
  const kind = attribute(child(properties, 'w:framePr'), 'w:dropCap')
  return kind === 'drop' || kind === 'margin'
}

/** Runs, equations and what is not known make a paragraph of their own. */
function readImplied(element: XmlElement, blocks: Blocks): void {
  fillDraft([element], null, blocks)
  close(blocks)
}

function fillDraft(
  nodes: readonly XmlNode[],
  properties: XmlElement | null,
  blocks: Blocks,
): Draft {
  const { story, flow, isHidden } = blocks.scope
  const paragraph = flow.openParagraph()
  blocks.open ??= { paragraph, boxes: [], properties, isJoined: false }
  const draft = blocks.open
  draft.properties = properties
  const isStyleHidden = styleOf(draft, story).isHidden ?? false
  readInline(nodes, {
    story,
    draft,
    paragraph,
    isStyleHidden,
    isBaseHidden: isHidden,
    isHidden: isHidden || isStyleHidden || story.reading.styles.isHiddenByDefault,
  })
  return draft
}

/** Ends the open paragraph, if there is one, and reads the text boxes that hang on it. */
function close(blocks: Blocks): void {
  const { open: draft, scope } = blocks
  if (draft === null) return
  blocks.open = null
  const { story, flow } = scope
  const style = styleOf(draft, story)
  const { properties } = draft
  const section = child(properties, 'w:sectPr')
  flow.closeParagraph({
    style: style.name ?? stringOf(properties, 'w:pStyle'),
    marker: () => markerOf(draft, style, story),
    startsPage: switchOf(properties, 'w:pageBreakBefore') ?? style.startsPage ?? false,
    endsPage: section !== null && story.pageEnds.has(section),
    drawsEmpty: drawsEmpty(draft, style, scope),
  })
  for (const { nodes, isHidden } of draft.boxes) readBox(nodes, isHidden, scope)
}

/** A text box is read behind its paragraph, so the pages of the flow pass it by. */
function readBox(nodes: readonly XmlNode[], isHidden: boolean, scope: Scope): void {
  const flow = scope.flow.apart()
  readBlocks(nodes, { story: scope.story, flow, isHidden: isHidden || scope.isHidden })
  scope.flow.append(flow.blocks)
}

function drawsEmpty(draft: Draft, style: Style, { story, flow, isHidden }: Scope): boolean {
  if (draft.paragraph.hidden !== null && (isHidden || isMarkHidden(draft, style, story)))
    return false
  return !(draft.isJoined && isMarkDeleted(draft) && flow.blocks.length > 0)
}

/** Whether the end of a paragraph was deleted by a tracked change, or moved away. */
function isMarkDeleted({ properties }: Draft): boolean {
  const marks = child(properties, 'w:rPr')
  return child(marks, 'w:del') !== null || child(marks, 'w:moveFrom') !== null
}

/** Whether the end of a paragraph is hidden. */
function isMarkHidden({ properties }: Draft, style: Style, { reading }: Story): boolean {
  const direct = switchOf(child(properties, 'w:rPr'), 'w:vanish')
  return direct ?? (reading.styles.isHiddenByDefault || (style.isHidden ?? false))
}

/** The style of a paragraph, the default one where it names none. */
function styleOf({ properties }: Draft, { reading }: Story): Style {
  return reading.styles.paragraph(stringOf(properties, 'w:pStyle'))
}

/** The automatic number; a list 0 means none (17.9.18). */
function markerOf({ properties, paragraph }: Draft, style: Style, story: Story): string | null {
  const { lists, builder } = story.reading
  const numbering = child(properties, 'w:numPr')
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
  builder.notes.add(
    'READ_NUMBERING_UNDEFINED',
    paragraph.place,
    `Level ${level + 1} of list ${list.slice(0, 20)} is not defined; no number was printed.`,
  )
  return null
}

function readTableBlock(element: XmlElement, blocks: Blocks): void {
  close(blocks)
  readTable(element, blocks.scope, readBlocks)
}

function noteChunk(element: XmlElement, { scope: { story, flow } }: Blocks): void {
  story.reading.chunks += 1
  story.reading.builder.notes.add(
    'READ_PART_MISSING',
    flow.base,
    `A piece that stands in a file of its own (${element.name}) was not read.`,
  )
}
