import type { Block } from '../../model/document.ts'
import { countCharacters } from '../../text/count.ts'
import { attribute, child, type XmlElement, type XmlNode } from '../xml/element.ts'
import { readFormula } from './formula.ts'
import { paragraphsOf, readParagraph } from './paragraph.ts'
import type { Scope } from './reading.ts'
import { readTable } from './table.ts'
import { IGNORED, WRAPPERS } from './vocabulary.ts'

type Handler = (element: XmlElement, scope: Scope, blocks: Block[]) => void

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['text:p', addParagraph],
  ['text:h', addParagraph],
  ['text:list', addList],
  ['text:numbered-paragraph', addNumbered],
  ['text:section', addSection],
  ['text:soft-page-break', startPage],
  ['loext:soft-page-break', startPage],
  ['text:tracked-changes', noteDeleted],
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
  const blocks: Block[] = []
  addBlocks(nodes, scope, blocks)
  return blocks
}

function addBlocks(nodes: readonly XmlNode[], scope: Scope, blocks: Block[]): void {
  for (const node of nodes) {
    if (typeof node === 'string') {
      if (node.trim() !== '') addImplied(node, scope, blocks)
      continue
    }
    const handler = HANDLERS.get(node.name)
    if (handler !== undefined) handler(node, scope, blocks)
    else if (IGNORED.has(node.name)) continue
    else if (WRAPPERS.has(node.name)) addBlocks(node.children, scope, blocks)
    else if (IMPLIED.test(node.name)) addImplied(node, scope, blocks)
    else addUnknown(node, scope, blocks)
  }
}

function addUnknown(element: XmlElement, scope: Scope, blocks: Block[]): void {
  scope.story.reading.notes.add(
    'READ_ELEMENT_UNKNOWN',
    scope.base,
    `The element ${element.name.slice(0, 80)} is not known; the text inside it was read.`,
  )
  addBlocks(element.children, scope, blocks)
}

function addImplied(node: XmlNode, scope: Scope, blocks: Block[]): void {
  addParagraph({ name: 'text:p', attributes: [], children: [node], offset: 0 }, scope, blocks)
}

function addParagraph(element: XmlElement, scope: Scope, blocks: Block[]): void {
  const { paragraph, draft } = readParagraph(element, scope, readAside)
  if (paragraph !== null) blocks.push(paragraph)
  for (const { nodes, isHidden } of draft.boxes)
    addBlocks(nodes, { ...scope, isHidden, list: null }, blocks)
}

/** Notes stand beside the flow. */
function readAside(element: XmlElement, scope: Scope): void {
  const { asides } = scope.story.reading
  for (const paragraph of paragraphsOf(readBlocks(element.children, scope)))
    if (countCharacters(paragraph.text) > 0) asides.push({ kind: 'footnote', paragraph })
}

function addList(element: XmlElement, scope: Scope, blocks: Block[]): void {
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

function addNumbered(element: XmlElement, scope: Scope, blocks: Block[]): void {
  const list = scope.story.lists.openNumbered(element)
  addBlocks(element.children, { ...scope, list }, blocks)
}

function addSection(element: XmlElement, scope: Scope, blocks: Block[]): void {
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
  addBlocks(element.children, isHidden ? { ...scope, isHidden } : scope, blocks)
}

function startPage(_: XmlElement, { story }: Scope): void {
  story.startsPage = true
}

function addTable(element: XmlElement, scope: Scope, blocks: Block[]): void {
  // As arguments of `push` a hundred thousand blocks would overflow the stack.
  for (const block of readTable(element, scope, readBlocks)) blocks.push(block)
}

/** A formula that stands in no line makes a paragraph. */
function addObject(element: XmlElement, scope: Scope, blocks: Block[]): void {
  const formula = readFormula(element, scope.story.reading)
  if (formula === null) addPicture(element, scope, blocks)
  else addImplied(formula, scope, blocks)
}

function addPicture(element: XmlElement, scope: Scope, blocks: Block[]): void {
  scope.story.reading.notes.add(
    'READ_PICTURE',
    scope.base,
    `A picture or an embedded object (${element.name}) was passed over; it may hold text.`,
  )
  // A picture may hold text that is printed over it (10.4.4).
  if (element.name === 'draw:image') addBlocks(element.children, scope, blocks)
}

function noteDeleted(element: XmlElement, { story, base }: Scope): void {
  const isDeletion = element.children.some(
    (region) => typeof region !== 'string' && child(region, 'text:deletion') !== null,
  )
  if (isDeletion) story.reading.notes.add('READ_DELETED_TEXT', base, 'Deleted text was left out.')
}

function noteComment(_: XmlElement, { story, base }: Scope): void {
  story.reading.notes.add('READ_COMMENTS_LEFT_OUT', base, 'A comment was left out.')
}
