import type { OpenTable } from '../../document/builder.ts'
import { STRUCK } from '../../document/notes.ts'
import { readableBullet } from '../../document/numbering/bullet.ts'
import { isSymbolFont } from '../../document/symbols.ts'
import { firstOf } from '../../text/lists.ts'
import {
  addText,
  breakLine,
  type Context,
  closeMarker,
  closeParagraph,
  openScope,
  placeOf,
  type Reading,
  type Scope,
} from './flow.ts'
import { BLOCKS, CONTROLS, LEFT_OUT, NOT_SHOWN, PREFORMATTED } from './names.ts'
import { isStyledAway, type Style } from './style-sheet.ts'
import { isNoteMark } from './survey.ts'
import { attributeOf, type HtmlElement, type HtmlNode } from './tree.ts'

/** An element with what was found out of it. */
interface Found {
  readonly element: HtmlElement
  readonly style: Style
  readonly context: Context
}

type Handler = (found: Found, scope: Scope) => void

/** A table while its rows are read; its context is that of what stands in it. */
interface Table {
  readonly open: OpenTable
  readonly scope: Scope
  readonly context: Context
}

/** A row and the group of rows that it stands in; no cell spans out of its group. */
interface TableRow {
  readonly element: HtmlElement
  readonly group: HtmlElement | null
  readonly isHead: boolean
}

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['a', readLink],
  ['br', readBreak],
  ['frame', noteFrame],
  ['iframe', noteFrame],
  ['del', (found, scope) => readInside({ ...found, context: deleted(found) }, scope)],
  ['dir', readList],
  ['img', notePicture],
  ['li', readItem],
  ['menu', readList],
  ['ol', readList],
  ['table', readTable],
  ['ul', readList],
])
const DECORATION = 'text-decoration'
const PAGE_BREAK = /^(?:always|page|left|right|recto|verso)$/
const HEADING = /^h[1-6]$/
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
export function readNodes(nodes: readonly HtmlNode[], scope: Scope, context: Context): void {
  for (const node of nodes) {
    if ('value' in node) addText(node.value, scope, context)
    else if (!LEFT_OUT.has(node.tagName)) readElement(node, scope, context)
  }
}

function readElement(element: HtmlElement, scope: Scope, context: Context): void {
  const { reading } = scope
  const style = reading.sheet.styleOf(element)
  if (style.get('mso-list') === 'ignore' && readMarker(element, scope)) return
  const part = reading.survey.apart.get(element)?.part ?? null
  const found = { element, style, context: contextOf({ element, style }, context, reading) }
  // Notes and running heads have a flow of their own, in which places count.
  const room = part === null ? scope : openScope(reading, reading.builder.flow(part))
  const handler = HANDLERS.get(element.tagName)
  if (handler !== undefined) handler(found, room)
  else if (isBlock(element, style)) readBlock(found, room)
  else readInside(found, room)
  if (room !== scope) closeMarker(room)
  if (isStruck(element, style)) reading.builder.notes.add('READ_STRUCK_TEXT', placeOf(room), STRUCK)
}

function isStruck({ tagName: name }: HtmlElement, style: Style): boolean {
  return name === 's' || name === 'strike' || /line-through/.test(style.get(DECORATION) ?? '')
}

/** What the element changes for the text in it; mostly nothing. */
function contextOf(
  { element, style }: Pick<Found, 'element' | 'style'>,
  outer: Context,
  { survey }: Reading,
): Context {
  const { tagName: name } = element
  let context = outer
  if (outer.aside === null) {
    const aside = isHidden(element, style) ? 'hidden' : (survey.apart.get(element)?.kind ?? null)
    if (aside !== null) context = { ...context, aside }
    else if (CONTROLS.has(name)) context = { ...context, aside: 'page_furniture' }
  }
  if (HEADING.test(name)) context = { ...context, style: `heading ${name.charAt(1)}` }
  const whiteSpace = whiteSpaceOf(name, style)
  if (whiteSpace !== null && whiteSpace !== outer.whiteSpace) context = { ...context, whiteSpace }
  return context
}

function isHidden(element: HtmlElement, style: Style): boolean {
  if (NOT_SHOWN.has(element.tagName) || isStyledAway(style)) return true
  if (element.attrs.length === 0) return false
  if (element.tagName === 'dialog') return attributeOf(element, 'open') === null
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

function isBlock({ tagName: name }: HtmlElement, style: Style): boolean {
  const display = style.get('display')
  if (display === undefined || display === 'none') return BLOCKS.has(name)
  if (/^(?:block|flex|grid|list-item|table|flow-root)/.test(display)) return true
  return BLOCKS.has(name) && !(display.startsWith('inline') || display === 'contents')
}

function readInside({ element, context }: Found, scope: Scope): void {
  readNodes(element.childNodes, scope, context)
}

function readBlock(found: Found, scope: Scope): void {
  const { element, style } = found
  closeParagraph(scope)
  if (breaksPage(style, 'before')) scope.reading.body.page.starts = true
  const waiting = scope.marker
  const name = styleName(element)
  readInside(
    name === null ? found : { ...found, context: { ...found.context, style: name } },
    scope,
  )
  closeParagraph(scope)
  // A number that Word printed in this very paragraph does not go on to the next.
  if (waiting === null && scope.marker !== null) closeMarker(scope)
  if (breaksPage(style, 'after')) scope.reading.body.page.starts = true
}

function breaksPage(style: Style, where: 'before' | 'after'): boolean {
  const value = style.get(`page-break-${where}`) ?? style.get(`break-${where}`)
  return value !== undefined && PAGE_BREAK.test(value)
}

/** Headings are called as in Word; other paragraphs by their class. */
function styleName(element: HtmlElement): string | null {
  const level = /^h([1-6])$/.exec(element.tagName)?.[1]
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
function readMarker(element: HtmlElement, scope: Scope): boolean {
  const text = textIn(element, LONGEST_MARKER)
  if (text === null) return false
  scope.reading.numbers.add(element)
  const font = symbolFont(element, scope.reading)
  const printed = (font === null ? text : readableBullet(text.replace(/\s+/g, ''), font))
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
  if (printed !== '') scope.marker = scope.marker === null ? printed : `${scope.marker} ${printed}`
  return true
}

/** The font of pictures in which an element or the one around it is set, null where it is in another. */
function symbolFont(element: HtmlElement, { sheet }: Reading): string | null {
  return firstOf([element, element.parentNode], (one) => {
    const font = one && sheet.styleOf(one).get('font-family')?.replace(/^["']/, '')
    return font != null && isSymbolFont(font) ? font : null
  })
}

/** The text in an element, null where it is longer than `most` without its white space. */
function textIn(element: HtmlElement, most: number): string | null {
  let text = ''
  let count = 0
  const visit = (nodes: readonly HtmlNode[]): boolean =>
    nodes.every((node) => {
      if ('childNodes' in node) return LEFT_OUT.has(node.tagName) || visit(node.childNodes)
      text += node.value
      count += node.value.replace(/\s+/g, '').length
      return count <= most
    })
  return visit(element.childNodes) ? text : null
}

function readLink(found: Found, scope: Scope): void {
  const { element, context } = found
  const isMark =
    context.aside === null &&
    isNoteMark(element, () => textIn(element, LONGEST_MARKER) ?? 'x'.repeat(LONGEST_MARKER))
  if (isMark) readInside({ ...found, context: { ...context, aside: 'footnote' } }, scope)
  else if (isBlock(element, found.style)) readBlock(found, scope)
  else readInside(found, scope)
}

function readBreak({ style, context }: Found, scope: Scope): void {
  if (breaksPage(style, 'before')) {
    closeParagraph(scope)
    scope.reading.body.page.starts = true
  } else if (context.aside !== 'hidden') breakLine(scope, context)
}

function notePicture({ element, context }: Found, scope: Scope): void {
  const isSmall = ['width', 'height'].some((side) => {
    const size = attributeOf(element, side)
    return size !== null && Number.parseInt(size, 10) <= SMALL_PICTURE
  })
  if (context.aside === null && !isSmall)
    scope.reading.builder.notes.add('READ_PICTURE', placeOf(scope), 'A picture was passed over.')
}

/** The page of a frame is a file of its own. */
function noteFrame(_: Found, scope: Scope): void {
  const { notes } = scope.reading.builder
  notes.add('READ_EXTERNAL_TARGET', placeOf(scope), 'A page in a frame was not followed.')
}

function readList(found: Found, scope: Scope): void {
  const { element, context } = found
  const { listDepth } = context
  const list = scope.reading.numberer.open(element, listDepth)
  readBlock({ ...found, context: { ...context, list, listDepth: listDepth + 1 } }, scope)
}

function readItem(found: Found, scope: Scope): void {
  const { context, element } = found
  const { list } = context
  closeMarker(scope)
  if (list !== null && isInFlow(context)) scope.marker = scope.reading.numberer.next(list, element)
  readBlock(found, scope)
  closeMarker(scope)
}

/**
 * A table as drawn, its captions before it. Hidden rows and cells take no place; their text stands
 * beside the flow. Throws `LIMIT_EXCEEDED` (rows, columns, cells).
 * Method: HTML Living Standard, 4.9.12; where cells would overlap, the later one is narrower.
 */
function readTable(found: Found, scope: Scope): void {
  const { element, context } = found
  const { reading, flow } = scope
  if (!isInFlow(context) || reading.survey.layouts.has(element)) {
    // It has its number among the tables all the same.
    reading.body.tables.count += 1
    readBlock(found, scope)
    return
  }
  closeMarker(scope)
  // A cell may ask for as many columns as there may be.
  const open = flow.openTable(flow.builder.limits.columns, 'page')
  const inner = { ...context, style: null, list: null, listDepth: 0 }
  const table: Table = { open, scope, context: inner }
  const { others, rows: all } = listRows(element)
  readNodes(others, scope, inner)
  const rows = all.filter((row) => isDrawn(row, table))
  const left = rowsToEnd(rows)
  const hasBody = rows.some(({ isHead }) => !isHead)
  rows.forEach((row, index) => {
    addRow(row, { below: left[index] ?? 1, isHeading: row.isHead && hasBody }, table)
  })
  open.close()
}

function contextIn(element: HtmlElement, outer: Context, { reading }: Scope): Context {
  return contextOf({ element, style: reading.sheet.styleOf(element) }, outer, reading)
}

function isInFlow({ aside, isDeleted }: Context): boolean {
  return aside === null && !isDeleted
}

/** Whether a row takes a place; a hidden one is read beside the flow here. */
function isDrawn(row: TableRow, { scope, context }: Table): boolean {
  const around = row.group === null ? context : contextIn(row.group, context, scope)
  if (isInFlow(contextIn(row.element, around, scope))) return !isSpacer(row)
  readNodes([row.element], scope, around)
  return false
}

function addRow(
  { element }: TableRow,
  { below, isHeading }: { readonly below: number; readonly isHeading: boolean },
  table: Table,
): void {
  const { open, scope, context } = table
  let hasCells = false
  open.openRow()
  for (const node of element.childNodes) {
    if ('value' in node) continue
    const isCell = node.tagName === 'td' || node.tagName === 'th'
    const inner = contextIn(node, context, scope)
    if (isCell && isInFlow(inner)) hasCells = addCell(node, { below, inner }, table) || hasCells
    else readNodes([node], scope, context)
  }
  open.closeRow({ isHeading, isDrawn: hasCells || open.isCovered })
}

/** Reads a cell; false where it only fills a place in which its table has none, as Word does. */
function addCell(
  element: HtmlElement,
  { below, inner }: { readonly below: number; readonly inner: Context },
  table: Table,
): boolean {
  const { open, scope } = table
  const { reading } = scope
  const isFiller = reading.sheet.styleOf(element).get('mso-cell-special') === 'placeholder'
  const rowSpan = spanOf(element, 'rowspan', below)
  const span = spanOf(element, 'colspan', reading.builder.limits.columns)
  const cell = openScope(reading, open.openCell({ span, rowSpan, isFiller }))
  if (isFiller) return false
  readNodes(element.childNodes, cell, inner)
  closeMarker(cell)
  return true
}

/**
 * The rows of a table in the order in which they are drawn: the first `thead` on top, the first
 * `tfoot` at the bottom (CSS 2.1, 17.2); `others` are its captions and what else is no row.
 */
function listRows(table: HtmlElement): {
  readonly others: readonly HtmlElement[]
  readonly rows: readonly TableRow[]
} {
  const others: HtmlElement[] = []
  const head: TableRow[] = []
  const body: TableRow[] = []
  const foot: TableRow[] = []
  for (const node of table.childNodes) {
    if ('value' in node) continue
    const { tagName: name } = node
    if (name === 'thead') addRows(node, { rows: head.length === 0 ? head : body, others })
    else if (name === 'tfoot') addRows(node, { rows: foot.length === 0 ? foot : body, others })
    else if (name === 'tbody') addRows(node, { rows: body, others })
    else if (name === 'tr') body.push({ element: node, group: null, isHead: isOfHeads(node) })
    else others.push(node)
  }
  return { others, rows: [...head, ...body, ...foot] }
}

function addRows(
  group: HtmlElement,
  { rows, others }: { readonly rows: TableRow[]; readonly others: HtmlElement[] },
): void {
  const isThead = group.tagName === 'thead'
  for (const node of group.childNodes) {
    if ('value' in node) continue
    if (node.tagName === 'tr')
      rows.push({ element: node, group, isHead: isThead || isOfHeads(node) })
    else others.push(node)
  }
}

/** A row of several `th`, and of no other cells; a single one heads rows. */
function isOfHeads({ childNodes }: HtmlElement): boolean {
  const names = childNodes.flatMap((node) => ('value' in node ? [] : [node.tagName]))
  return names.length > 1 && names.every((name) => name === 'th')
}

/** For each row the number of rows from it to the end of its group. */
function rowsToEnd(rows: readonly TableRow[]): readonly number[] {
  const left: number[] = new Array(rows.length).fill(1)
  for (let index = rows.length - 2; index >= 0; index -= 1)
    if (rows[index]?.group === rows[index + 1]?.group) left[index] = (left[index + 1] ?? 0) + 1
  return left
}

/** Word ends a table whose columns do not meet with a row without height and text. */
function isSpacer({ element }: TableRow): boolean {
  return attributeOf(element, 'height') === '0' && !hasText(element)
}

function hasText({ childNodes }: HtmlElement): boolean {
  return childNodes.some((node) => ('value' in node ? /\S/.test(node.value) : hasText(node)))
}

/** A span as written, at least 1. */
function spanOf(cell: HtmlElement, name: 'rowspan' | 'colspan', most: number): number {
  const digits = /^\s*\+?(\d+)/.exec(attributeOf(cell, name) ?? '')?.[1]
  return digits === undefined ? 1 : Math.max(1, Math.min(Number(digits), most))
}
