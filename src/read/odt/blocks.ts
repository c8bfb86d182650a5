import {
  attribute,
  child,
  children,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'
import { paragraphsOf } from '../../document/asides.ts'
import type { Block } from '../../model/document.ts'
import { countCharacters } from '../../text/count.ts'
import { passChangeMark } from './changes.ts'
import { readFormula } from './formula.ts'
import { closeParagraph, type OpenParagraph, readParagraph } from './paragraph.ts'
import { noteDeleted, type Scope } from './reading.ts'
import { readTable } from './table.ts'
import { IGNORED, WRAPPERS } from './vocabulary.ts'

/** Blocks while they are read; a paragraph stays open where its end was deleted. */
interface Flow {
  readonly blocks: Block[]
  open: OpenParagraph | null
}

type Handler = (element: XmlElement, scope: Scope, flow: Flow) => void

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['text:p', addParagraph],
  ['text:h', addParagraph],
  ['text:list', addList],
  ['text:numbered-paragraph', addNumbered],
  ['text:section', addSection],
  ['text:soft-page-break', startPage],
  ['loext:soft-page-break', startPage],
  ['text:tracked-changes', noteChanges],
  ['text:change-start', passChangeMark],
  ['text:change-end', passChangeMark],
  ['table:table', addTable],
  ['draw:image', addPicture],
  ['draw:object', addObject],
  ['draw:object-ole', addPicture],
  ['draw:plugin', addPicture],
  ['draw:applet', addPicture],
  ['draw:floating-frame', addPicture],
  ['draw:control', addPicture],
  ['office:annotation', noteComment],
])

/** Elements of a line that stand where only blocks may make a paragraph of their own. */
const IMPLIED = /^text:(?:span|a|s|tab|line-break|note)$/

/** Reads the blocks of a body, a cell, a text box or a note, in order. */
export function readBlocks(nodes: readonly XmlNode[], scope: Scope): readonly Block[] {
  const flow: Flow = { blocks: [], open: null }
  addBlocks(nodes, scope, flow)
  close(flow)
  return flow.blocks
}

function addBlocks(nodes: readonly XmlNode[], scope: Scope, flow: Flow): void {
  for (const node of nodes) {
    if (typeof node === 'string') {
      if (node.trim() !== '') addImplied(node, scope, flow)
      continue
    }
    const handler = HANDLERS.get(node.name)
    if (handler !== undefined) handler(node, scope, flow)
    else if (IGNORED.has(node.name)) continue
    else if (WRAPPERS.has(node.name)) addBlocks(node.children, scope, flow)
    else if (IMPLIED.test(node.name)) addImplied(node, scope, flow)
    else addUnknown(node, scope, flow)
  }
}

function addUnknown(element: XmlElement, scope: Scope, flow: Flow): void {
  scope.story.reading.notes.add(
    'READ_ELEMENT_UNKNOWN',
    scope.base,
    `The element ${element.name.slice(0, 80)} is not known; the text inside it was read.`,
  )
  addBlocks(element.children, scope, flow)
}

function addImplied(node: XmlNode, scope: Scope, flow: Flow): void {
  addParagraph({ name: 'text:p', attributes: [], children: [node], offset: 0 }, scope, flow)
}

function addParagraph(element: XmlElement, scope: Scope, flow: Flow): void {
  flow.open = readParagraph(element, scope, { open: flow.open, readAside })
  if (scope.story.deleting.size === 0) close(flow)
}

/** Ends the open paragraph, if there is one, and reads what hangs on it. */
function close(flow: Flow): void {
  const { open, blocks } = flow
  if (open === null) return
  flow.open = null
  const paragraph = closeParagraph(open)
  if (paragraph !== null) blocks.push(paragraph)
  if (open.draft.boxes.length > 0) addBoxes(open, flow)
}

/** A change that begins behind a box deletes nothing in it. */
function addBoxes({ draft, scope }: OpenParagraph, flow: Flow): void {
  const { deleting } = scope.story
  const kept = [...deleting]
  deleting.clear()
  for (const { nodes, isHidden } of draft.boxes)
    addBlocks(nodes, { ...scope, isHidden, list: null }, flow)
  for (const id of kept) deleting.add(id)
}

/** Notes stand beside the flow. */
function readAside(element: XmlElement, scope: Scope): void {
  const { asides } = scope.story.reading
  for (const paragraph of paragraphsOf(readBlocks(element.children, scope)))
    if (countCharacters(paragraph.text) > 0) asides.push({ kind: 'footnote', paragraph })
}

function addList(element: XmlElement, scope: Scope, flow: Flow): void {
  const list = scope.story.lists.open(element, scope.list)
  const inside = { ...scope, list }
  for (const node of element.children) {
    if (typeof node === 'string') {
      if (node.trim() !== '') addImplied(node, scope, flow)
    } else if (node.name === 'text:list-item') {
      scope.story.lists.openItem(node, list)
      addBlocks(node.children, inside, flow)
      list.item = null
    } else addBlocks(node.name === 'text:list-header' ? node.children : [node], inside, flow)
  }
}

function addNumbered(element: XmlElement, scope: Scope, flow: Flow): void {
  const list = scope.story.lists.openNumbered(element)
  addBlocks(element.children, { ...scope, list }, flow)
}

function addSection(element: XmlElement, scope: Scope, flow: Flow): void {
  const display = attribute(element, 'text:display')
  const isHidden =
    display === 'none' ||
    (display === 'condition' && attribute(element, 'text:is-hidden') === 'true')
  const source = child(element, 'text:section-source')
  if (source !== null && attribute(source, 'xlink:href') !== null)
    scope.story.reading.notes.add(
      'READ_EXTERNAL_TARGET',
      scope.base,
      'A section of another document was not followed; what this file keeps of it was read.',
    )
  addBlocks(element.children, isHidden ? { ...scope, isHidden } : scope, flow)
}

function startPage(_: XmlElement, { story }: Scope): void {
  story.startsPage = true
}

function addTable(element: XmlElement, scope: Scope, flow: Flow): void {
  close(flow)
  // As arguments of `push` a hundred thousand blocks would overflow the stack.
  for (const block of readTable(element, scope, readBlocks)) flow.blocks.push(block)
}

/** A formula that stands in no line makes a paragraph. */
function addObject(element: XmlElement, scope: Scope, flow: Flow): void {
  const formula = readFormula(element, scope.story.reading)
  if (formula === null) addPicture(element, scope, flow)
  else addImplied(formula, scope, flow)
}

function addPicture(element: XmlElement, scope: Scope, flow: Flow): void {
  scope.story.reading.notes.add(
    'READ_PICTURE',
    scope.base,
    `A picture or an embedded object (${element.name}) was passed over; it may hold text.`,
  )
  // A picture may hold text that is printed over it (10.4.4).
  if (element.name === 'draw:image') addBlocks(element.children, scope, flow)
}

/** Deleted text that does not stand in its place any more. */
function noteChanges(element: XmlElement, { story, base }: Scope): void {
  const hasText = children(element).some((region) => {
    const deletion = child(region, 'text:deletion')
    return deletion !== null && children(deletion).some(({ name }) => name !== 'office:change-info')
  })
  if (hasText) noteDeleted(story, base, 'Deleted text was left out.')
}

function noteComment(_: XmlElement, { story, base }: Scope): void {
  story.reading.notes.add('READ_COMMENTS_LEFT_OUT', base, 'A comment was left out.')
}
