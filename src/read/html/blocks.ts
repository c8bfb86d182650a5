import { STRUCK } from '../../document/notes.ts'
import { readableBullet } from '../../document/numbering/bullet.ts'
import { isSymbolFont } from '../../document/symbols.ts'
import type { Block } from '../../model/document.ts'
import {
  addText,
  breakLine,
  type Context,
  closeMarker,
  closeParagraph,
  type Flow,
  type Reading,
} from './flow.ts'
import { BLOCKS, CONTROLS, LEFT_OUT, NOT_SHOWN, PREFORMATTED } from './names.ts'
import { isStyledAway, type Style } from './style-sheet.ts'
import { type Apart, isNoteMark } from './survey.ts'
import { type Readers, readTable } from './table.ts'
import { attributeOf, type HtmlElement, type HtmlNode } from './tree.ts'

/** An element with what was found out of it. */
interface Found {
  readonly element: HtmlElement
  readonly style: Style
  readonly context: Context
}

type Handler = (found: Found, flow: Flow) => void

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['a', readLink],
  ['br', readBreak],
  ['frame', noteFrame],
  ['iframe', noteFrame],
  ['del', (found, flow) => readInside({ ...found, context: deleted(found) }, flow)],
  ['dir', readList],
  ['img', notePicture],
  ['li', readItem],
  ['menu', readList],
  ['ol', readList],
  ['table', readTableBlock],
  ['ul', readList],
])
const DECORATION = 'text-decoration'
const PAGE_BREAK = /^(?:always|page|left|right|recto|verso)$/
/** A number that Word prints is no longer; what is longer is text. */
const LONGEST_MARKER = 64
/** A picture of so few pixels is a line or a counter of visits. */
const SMALL_PICTURE = 16

/** The context outside of all elements. */
export const OUTERMOST: Context = {
  aside: null,
  isDeleted: false,
  whiteSpace: 'collapse',
  style: null,
  list: null,
  listDepth: 0,
}

/** Reads nodes into the flow, in order. */
export function readNodes(nodes: readonly HtmlNode[], flow: Flow, context: Context): void {
  for (const node of nodes) {
    if (node.kind === 'text') addText(node.value, flow, context)
    else if (!LEFT_OUT.has(node.name)) readElement(node, flow, context)
  }
}

function readElement(element: HtmlElement, flow: Flow, context: Context): void {
  const { reading } = flow
  const style = reading.sheet.styleOf(element)
  if (style.get('mso-list') === 'ignore' && readMarker(element, flow)) return
  const apart = reading.survey.apart.get(element)
  const found = { element, style, context: contextOf({ element, style }, context, apart) }
  const room = apart?.part === null || apart === undefined ? flow : openPart(apart.part, reading)
  const handler = HANDLERS.get(element.name)
  if (handler !== undefined) handler(found, room)
  else if (isBlock(element, style)) readBlock(found, room)
  else readInside(found, room)
  if (room !== flow) closeMarker(room)
  if (isStruck(element, style))
    reading.notes.add('READ_STRUCK_TEXT', room.draft?.place ?? room.base, STRUCK)
}

function isStruck({ name }: HtmlElement, style: Style): boolean {
  return name === 's' || name === 'strike' || /line-through/.test(style.get(DECORATION) ?? '')
}

/** What the element changes for the text in it; mostly nothing. */
function contextOf(
  { element, style }: Pick<Found, 'element' | 'style'>,
  outer: Context,
  apart: Apart | undefined,
): Context {
  const { name } = element
  let context = outer
  if (outer.aside === null) {
    const aside = isHidden(element, style) ? 'hidden' : (apart?.kind ?? null)
    if (aside !== null) context = { ...context, aside }
    else if (CONTROLS.has(name)) context = { ...context, aside: 'page_furniture' }
  }
  const whiteSpace = whiteSpaceOf(name, style)
  if (whiteSpace !== null && whiteSpace !== outer.whiteSpace) context = { ...context, whiteSpace }
  return context
}

function isHidden(element: HtmlElement, style: Style): boolean {
  if (NOT_SHOWN.has(element.name) || isStyledAway(style)) return true
  if (element.attributes.length === 0) return false
  if (element.name === 'dialog') return attributeOf(element, 'open') === null
  return attributeOf(element, 'hidden') !== null
}

function whiteSpaceOf(name: string, style: Style): Context['whiteSpace'] | null {
  const value = style.get('white-space')
  if (value !== undefined) {
    if (/^(?:pre|pre-wrap|break-spaces)$/.test(value)) return 'keep'
    if (value === 'pre-line') return 'lines'
    if (value === 'normal' || value === 'nowrap') return 'collapse'
  }
  return PREFORMATTED.has(name) ? 'keep' : null
}

/** A flow of its own, for notes and running heads; their places count in it. */
function openPart(part: string, reading: Reading): Flow {
  const paragraphs = reading.parts.get(part) ?? { count: 0 }
  reading.parts.set(part, paragraphs)
  return { reading, base: { part }, paragraphs, blocks: [], draft: null, marker: null }
}

function isBlock({ name }: HtmlElement, style: Style): boolean {
  const display = style.get('display')
  if (display === undefined || display === 'none') return BLOCKS.has(name)
  if (/^(?:block|flex|grid|list-item|table|flow-root)/.test(display)) return true
  return BLOCKS.has(name) && !(display.startsWith('inline') || display === 'contents')
}

function readInside({ element, context }: Found, flow: Flow): void {
  readNodes(element.children, flow, context)
}

function readBlock(found: Found, flow: Flow): void {
  const { element, style } = found
  closeParagraph(flow)
  if (breaksPage(style, 'before')) flow.reading.startsPage = true
  const waiting = flow.marker
  const name = styleName(element)
  readInside(name === null ? found : { ...found, context: { ...found.context, style: name } }, flow)
  closeParagraph(flow)
  // A number that Word printed in this very paragraph does not go on to the next.
  if (waiting === null && flow.marker !== null) closeMarker(flow)
  if (breaksPage(style, 'after')) flow.reading.startsPage = true
}

function breaksPage(style: Style, where: 'before' | 'after'): boolean {
  const value = style.get(`page-break-${where}`) ?? style.get(`break-${where}`)
  return value !== undefined && PAGE_BREAK.test(value)
}

/** Headings are called as in Word; other paragraphs by their class. */
function styleName(element: HtmlElement): string | null {
  const level = /^h([1-6])$/.exec(element.name)?.[1]
  if (level !== undefined) return `heading ${level}`
  return attributeOf(element, 'class')?.trim().split(/\s+/, 1)[0] || null
}

function deleted({ context }: Found): Context {
  return { ...context, isDeleted: true }
}

/**
 * Word writes the automatic number as text, marked `mso-list:Ignore`, for browsers that do not know
 * its lists. False where it is too long to be one.
 */
function readMarker(element: HtmlElement, flow: Flow): boolean {
  const text = textIn(element, LONGEST_MARKER)
  if (text === null) return false
  flow.reading.numbers.add(element)
  const printed = (isSymbol(element, flow.reading) ? symbols(text) : text)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
  if (printed !== '') flow.marker = flow.marker === null ? printed : `${flow.marker} ${printed}`
  return true
}

function isSymbol(element: HtmlElement, { sheet }: Reading): boolean {
  if (isSymbolFont(fontOf(sheet.styleOf(element)))) return true
  const around = element.parent
  return around !== null && isSymbolFont(fontOf(sheet.styleOf(around)))
}

function fontOf(style: Style): string | null {
  return style.get('font-family')?.replace(/^["']/, '') ?? null
}

function symbols(text: string): string {
  return readableBullet(
    text
      .replace(/\s+/g, '')
      .replace(/[\u0021-\u00ff]/g, (one) => String.fromCharCode(0xf000 + one.charCodeAt(0))),
  )
}

/** The text in an element, null where it is longer than `most` without its white space. */
function textIn(element: HtmlElement, most: number): string | null {
  let text = ''
  let count = 0
  const visit = (nodes: readonly HtmlNode[]): boolean =>
    nodes.every((node) => {
      if (node.kind === 'element') return LEFT_OUT.has(node.name) || visit(node.children)
      text += node.value
      count += node.value.replace(/\s+/g, '').length
      return count <= most
    })
  return visit(element.children) ? text : null
}

function readLink(found: Found, flow: Flow): void {
  const { element, context } = found
  const isMark =
    context.aside === null &&
    isNoteMark(element, () => textIn(element, LONGEST_MARKER) ?? 'x'.repeat(LONGEST_MARKER))
  if (isMark) readInside({ ...found, context: { ...context, aside: 'footnote' } }, flow)
  else if (isBlock(element, found.style)) readBlock(found, flow)
  else readInside(found, flow)
}

function readBreak({ style, context }: Found, flow: Flow): void {
  if (breaksPage(style, 'before') || style.get('mso-break-type') === 'section-break') {
    closeParagraph(flow)
    flow.reading.startsPage = true
  } else if (context.aside !== 'hidden') breakLine(flow, context)
}

function notePicture({ element, context }: Found, { reading, base, draft }: Flow): void {
  const isSmall = ['width', 'height'].some((side) => {
    const size = attributeOf(element, side)
    return size !== null && Number.parseInt(size, 10) <= SMALL_PICTURE
  })
  if (context.aside === null && !isSmall)
    reading.notes.add('READ_PICTURE', draft?.place ?? base, 'A picture was passed over.')
}

/** The page of a frame is a file of its own. */
function noteFrame(_: Found, { reading, base, draft }: Flow): void {
  const place = draft?.place ?? base
  reading.notes.add('READ_EXTERNAL_TARGET', place, 'A page in a frame was not followed.')
}

function readList(found: Found, flow: Flow): void {
  const { element, context } = found
  const { listDepth } = context
  const list = flow.reading.numberer.open(element, listDepth, context.list)
  readBlock({ ...found, context: { ...context, list, listDepth: listDepth + 1 } }, flow)
}

function readItem(found: Found, flow: Flow): void {
  const { context, element } = found
  const { list } = context
  closeMarker(flow)
  if (list !== null && context.aside === null && !context.isDeleted)
    flow.marker = flow.reading.numberer.next(list, element)
  readBlock(found, flow)
  closeMarker(flow)
}

function readTableBlock(found: Found, flow: Flow): void {
  const { element, context } = found
  const { reading } = flow
  const isFlat = context.aside !== null || context.isDeleted || reading.survey.layouts.has(element)
  if (isFlat) {
    reading.tables += 1
    readBlock(found, flow)
    return
  }
  closeMarker(flow)
  const inner = { ...context, style: null, list: null, listDepth: 0 }
  readTable({ element, context: inner }, flow, tableReaders(reading))
}

function tableReaders(reading: Reading): Readers {
  const { sheet, survey } = reading
  return {
    readNodes,
    contextIn: (element, outer) =>
      contextOf({ element, style: sheet.styleOf(element) }, outer, survey.apart.get(element)),
    isPlaceholder: (element) => sheet.styleOf(element).get('mso-cell-special') === 'placeholder',
    readCell: (element, base, context) => {
      const blocks: Block[] = []
      const cell = { reading, base, paragraphs: { count: 0 }, blocks, draft: null, marker: null }
      readNodes(element.children, cell, context)
      closeMarker(cell)
      return blocks
    },
  }
}
