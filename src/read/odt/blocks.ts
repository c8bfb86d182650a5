import {
  attribute,
  child,
  children,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'
import { passChangeMark, readInline } from './inline.ts'
import { readStart } from './lists.ts'
import { type Draft, leaveOut, noteDeleted, type Scope } from './reading.ts'
import type { Style } from './styles.ts'
import { readTable } from './table.ts'
import { IGNORED, WRAPPERS } from './vocabulary.ts'

/** Blocks while they are read; a paragraph stays open where its end was deleted. */
interface Blocks {
  open: Draft | null
}

type Handler = (element: XmlElement, scope: Scope, blocks: Blocks) => void

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['text:p', addParagraph],
  ['text:h', addParagraph],
  ['text:list', addList],
  ['text:section', addSection],
  ['text:soft-page-break', startPage],
  ['loext:soft-page-break', startPage],
  ['text:tracked-changes', noteChanges],
  ['text:change-start', passChangeMark],
  ['text:change-end', passChangeMark],
  ['table:table', addTable],
  ['draw:image', addPicture],
  ['draw:object', addPicture],
  ['draw:object-ole', addPicture],
  ['draw:plugin', addPicture],
  ['draw:applet', addPicture],
  ['draw:floating-frame', addPicture],
  ['draw:control', addPicture],
  ['office:annotation', noteComment],
])

/** Reads the blocks of a body, a cell, a text box or a note, in order. */
export function readBlocks(nodes: readonly XmlNode[], scope: Scope): void {
  const blocks: Blocks = { open: null }
  addBlocks(nodes, scope, blocks)
  close(blocks)
}

function addBlocks(nodes: readonly XmlNode[], scope: Scope, blocks: Blocks): void {
  for (const node of nodes) {
    if (typeof node === 'string') {
      if (node.trim() !== '') addImplied(node, scope, blocks)
      continue
    }
    const handler = HANDLERS.get(node.name)
    if (handler !== undefined) handler(node, scope, blocks)
    else if (IGNORED.has(node.name)) leaveOut(node, scope.story)
    else if (WRAPPERS.has(node.name)) addBlocks(node.children, scope, blocks)
    else addImplied(node, scope, blocks)
  }
}

/** What stands where only blocks may makes a paragraph of its own. */
function addImplied(node: XmlNode, scope: Scope, blocks: Blocks): void {
  addParagraph({ name: 'text:p', attributes: [], children: [node], ink: 0 }, scope, blocks)
}

function addParagraph(element: XmlElement, scope: Scope, blocks: Blocks): void {
  const { story, flow } = scope
  // What was deleted before it may have left nothing of the paragraph that it ends.
  if (blocks.open?.paragraph.isBlank === true) close(blocks, false)
  const style = story.styles.find('paragraph', attribute(element, 'text:style-name'))
  if (blocks.open === null) {
    const paragraph = flow.openParagraph()
    blocks.open = {
      paragraph,
      element,
      style,
      scope: keepItem(scope),
      boxes: [],
      isAfterBlank: true,
    }
  }
  const draft = blocks.open
  draft.isAfterBlank = true
  const isHidden = scope.isHidden || (style.isHidden ?? false)
  readInline(element.children, { scope, draft, isHidden, readBlocks })
  if (story.deleting.size === 0) close(blocks)
}

function keepItem(scope: Scope): Scope {
  const { list } = scope
  if (list === null) return scope
  const kept = { ...list }
  list.item = null
  list.restarts = false
  return { ...scope, list: kept }
}

/** Ends the open paragraph, if there is one, and reads what hangs on it. */
function close(blocks: Blocks, drawsEmpty = true): void {
  const { open: draft } = blocks
  if (draft === null) return
  blocks.open = null
  const { paragraph, style, scope, element } = draft
  // OpenDocument 1.3 Part 3, 6.1.2: a blank of the markup at the end is not printed.
  if (draft.isAfterBlank) paragraph.text = paragraph.text.trimEnd()
  const isHidden = scope.isHidden || (style.isHidden ?? false) || paragraph.hidden !== null
  scope.flow.closeParagraph({
    style: style.name ?? attribute(element, 'text:style-name'),
    marker: () => markerOf(draft),
    startsPage: style.breaksBefore,
    endsPage: style.breaksAfter,
    drawsEmpty: drawsEmpty && !isHidden && scope.story.deleting.size === 0,
  })
  if (draft.boxes.length > 0) addBoxes(draft, blocks)
}

/** A change that begins behind a box deletes nothing in it. */
function addBoxes({ boxes, scope }: Draft, blocks: Blocks): void {
  const { deleting } = scope.story
  const kept = [...deleting]
  deleting.clear()
  for (const { nodes, isHidden } of boxes)
    addBlocks(nodes, { ...scope, isHidden, list: null }, blocks)
  for (const id of kept) deleting.add(id)
}

/** The automatic number: of the list around, or of the outline where a heading stands in none. */
function markerOf({ element, style, paragraph, scope }: Draft): string | null {
  const { list, story } = scope
  if (list === null) return outlineMarker(element, style, scope)
  if (list.item === null) return null
  const marker = story.lists.next(list, style.list)
  if (marker !== undefined) return marker
  story.reading.builder.notes.add(
    'READ_NUMBERING_UNDEFINED',
    paragraph.place,
    `The list style «${(list.style ?? '').slice(0, 40)}» or its level ${list.level + 1} is not defined.`,
  )
  return null
}

/** LibreOffice numbers a `text:p` too where its style stands at a level of the outline. */
function outlineMarker(element: XmlElement, style: Style, { story }: Scope): string | null {
  const isHeading = element.name === 'text:h'
  const level = isHeading ? Number(attribute(element, 'text:outline-level') ?? 1) : style.outline
  if (level === null || !Number.isInteger(level) || level < 1) return null
  if (attribute(element, 'text:is-list-header') === 'true') return null
  // A style with an empty list style is taken out of the outline.
  if (style.list === '') return null
  const start = readStart(attribute(element, 'text:start-value'))
  const restarts = attribute(element, 'text:restart-numbering') === 'true'
  return story.lists.nextHeading(level - 1, restarts ? (start ?? 1) : start)
}

function addList(element: XmlElement, scope: Scope, blocks: Blocks): void {
  const list = scope.story.lists.open(element, scope.list)
  const inside = { ...scope, list }
  for (const node of element.children) {
    if (typeof node === 'string') {
      if (node.trim() !== '') addImplied(node, scope, blocks)
    } else if (node.name === 'text:list-item') {
      scope.story.lists.openItem(node, list)
      addBlocks(node.children, inside, blocks)
      list.item = null
    } else addBlocks(node.name === 'text:list-header' ? node.children : [node], inside, blocks)
  }
}

function addSection(element: XmlElement, scope: Scope, blocks: Blocks): void {
  const display = attribute(element, 'text:display')
  const isHidden =
    display === 'none' ||
    (display === 'condition' && attribute(element, 'text:is-hidden') === 'true')
  addBlocks(element.children, isHidden ? { ...scope, isHidden } : scope, blocks)
}

function startPage(_: XmlElement, { flow }: Scope): void {
  flow.page.starts = true
}

function addTable(element: XmlElement, scope: Scope, blocks: Blocks): void {
  close(blocks)
  readTable(element, scope, readBlocks)
}

function addPicture(element: XmlElement, scope: Scope, blocks: Blocks): void {
  scope.story.reading.builder.notes.add(
    'READ_PICTURE',
    scope.flow.base,
    `A picture or an embedded object (${element.name}) was passed over; it may hold text.`,
  )
  // A picture may hold text that is printed over it (10.4.4).
  if (element.name === 'draw:image') addBlocks(element.children, scope, blocks)
}

/** Deleted text that does not stand in its place any more. */
function noteChanges(element: XmlElement, { story, flow }: Scope): void {
  leaveOut(element, story)
  const hasText = children(element).some((region) => {
    const deletion = child(region, 'text:deletion')
    return deletion !== null && children(deletion).some(({ name }) => name !== 'office:change-info')
  })
  if (hasText) noteDeleted(story, flow.base, 'Deleted text was left out.')
}

function noteComment(element: XmlElement, { story, flow }: Scope): void {
  leaveOut(element, story)
  story.reading.builder.notes.add('READ_COMMENTS_LEFT_OUT', flow.base, 'A comment was left out.')
}
