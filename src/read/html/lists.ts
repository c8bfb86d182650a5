import { formatNumber } from '../../document/numbering/format.ts'
import type { Style, StyleSheet } from './style-sheet.ts'
import { attributeOf, type HtmlElement } from './tree.ts'

/** A list while its items are counted. */
export interface List {
  readonly element: HtmlElement
  readonly style: string
  readonly step: 1 | -1
  readonly counters: Counters
  next: number
}

/** Counts the items of the lists of a page. */
export interface ItemNumberer {
  readonly open: (element: HtmlElement, depth: number, outer: List | null) => List
  /** The number or bullet printed before an item; null where none is. */
  readonly next: (list: List, item: HtmlElement) => string | null
}

/** The counters that a list, or an element around it, began (CSS Lists 3, 4). */
interface Counters {
  readonly values: Map<string, number>
  readonly outer: Counters | null
}

/** `type` of HTML and the same in CSS; letters count by case. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['1', 'decimal'],
  ['a', 'lower-alpha'],
  ['A', 'upper-alpha'],
  ['i', 'lower-roman'],
  ['I', 'upper-roman'],
])
const BULLETS: ReadonlyMap<string, string> = new Map([
  ['disc', '•'],
  ['circle', '◦'],
  ['square', '▪'],
  ['disclosure-closed', '▸'],
  ['disclosure-open', '▾'],
])
const BULLET_BY_DEPTH = ['disc', 'circle', 'square']
const LARGEST = 2 ** 31 - 1
const LONGEST_MARKER = 64
/** Google Docs: list `lst-kix_x-0`, counter `lst-ctn-kix_x-0`. */
const LIST_CLASS = /(?:^|\s)lst-(\S+)/
/** Names and whole numbers: `item`, `item 3 part`. */
const PAIR = /([a-z_][\w-]*)(?:\s+([+-]?\d{1,9}))?/gi
/** `"text"`, `counter(name, style)` or `counters(name, "between", style)`. */
const CONTENT =
  /"([^"]*)"|'([^']*)'|counters?\(\s*([\w-]+)\s*(?:,\s*(?:"([^"]*)"|'([^']*)')\s*)?(?:,\s*([\w-]+)\s*)?\)/g
const MOST_LEVELS = 32
/** Characters of a declaration that are looked at: it is read again for each item. */
const LONGEST = 256
/** Names of CSS Counter Styles 3 and of «Ready-made Counter Styles» to those of `formatNumber`. */
const COUNTER_FORMATS: ReadonlyMap<string, string> = new Map([
  ['decimal', 'decimal'],
  ['decimal-leading-zero', 'decimalZero'],
  ['lower-alpha', 'lowerLetter'],
  ['lower-latin', 'lowerLetter'],
  ['upper-alpha', 'upperLetter'],
  ['upper-latin', 'upperLetter'],
  ['lower-roman', 'lowerRoman'],
  ['upper-roman', 'upperRoman'],
  ['cyrillic', 'russianLower'],
  ['lower-cyrillic', 'russianLower'],
  ['upper-cyrillic', 'russianUpper'],
  ['lower-russian', 'russianLower'],
  ['upper-russian', 'russianUpper'],
  ['lower-russian-full', 'russianLower'],
  ['upper-russian-full', 'russianUpper'],
  ['lower-ukrainian', 'ukrainianLower'],
  ['upper-ukrainian', 'ukrainianUpper'],
  ['lower-ukrainian-full', 'ukrainianLower'],
  ['upper-ukrainian-full', 'ukrainianUpper'],
])

/** Method: HTML Living Standard, 4.4.5 to 4.4.8 (start, reversed, value) and 15.3.7 (type). */
export function createItemNumberer(sheet: StyleSheet): ItemNumberer {
  const page: Counters = { values: new Map(), outer: null }
  return {
    open: (element, depth, outer) => {
      const own = sheet.styleOf(element)
      const isOrdered = element.tagName === 'ol'
      const isReversed = isOrdered && attributeOf(element, 'reversed') !== null
      const first = isReversed ? itemsOf(element) : 1
      return {
        element,
        style: listStyle(element, own) ?? defaultStyle(isOrdered, depth),
        counters: openCounters(own, outer?.counters ?? page),
        step: isReversed ? -1 : 1,
        next: (isOrdered ? integerOf(element, 'start') : null) ?? first,
      }
    },
    next: (list, item) => {
      const value = (list.element.tagName === 'ol' ? integerOf(item, 'value') : null) ?? list.next
      list.next = clamp(value + list.step)
      const printed = printedBySheet(list, item, { sheet, page, value })
      if (printed !== undefined) return printed
      const style = sheet.styleOfItem(list.element, item)
      if (style.get('display') !== undefined && style.get('display') !== 'list-item') return null
      return print(value, listStyle(item, style) ?? list.style)
    },
  }
}

function itemsOf(element: HtmlElement): number {
  return element.childNodes.filter((node) => 'childNodes' in node && node.tagName === 'li').length
}

function defaultStyle(isOrdered: boolean, depth: number): string {
  return isOrdered ? 'decimal' : (BULLET_BY_DEPTH[Math.min(depth, 2)] ?? 'disc')
}

/** The style that an element names itself, in CSS or by `type`. */
function listStyle(element: HtmlElement, style: Style): string | null {
  const type = style.get('list-style-type')
  if (type !== undefined) return type
  for (const word of style.get('list-style')?.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []) {
    const name = word.toLowerCase()
    if (name === 'none' || COUNTER_FORMATS.has(name) || BULLETS.has(name) || /^["']/.test(word))
      return word
  }
  const written = attributeOf(element, 'type')
  if (written === null) return null
  return TYPES.get(written) ?? (BULLETS.has(written.toLowerCase()) ? written : null)
}

function print(value: number, style: string): string | null {
  if (/^["']/.test(style)) return marker(style.slice(1, -1))
  const name = style.toLowerCase()
  if (name === 'none') return null
  const bullet = BULLETS.get(name)
  if (bullet !== undefined) return bullet
  return `${formatNumber(value, formatOfStyle(name))}.`
}

/**
 * What a sheet prints before an item instead of its number; undefined where it prints none. Google
 * Docs counts its lists in one row, and `start` says where each goes on; others count by
 * `counter-reset` and `counter-increment`.
 */
function printedBySheet(
  { element, counters }: List,
  item: HtmlElement,
  { sheet, page, value }: { sheet: StyleSheet; page: Counters; value: number },
): string | null | undefined {
  const kind = LIST_CLASS.exec(attributeOf(element, 'class') ?? '')?.[1]
  counters.values.set('list-item', value)
  const style = sheet.styleOfItem(element, item)
  resetCounters(counters, style)
  incrementCounters(counters, style)
  // The sheet counts such items too, and each level by itself; `start` has the last word.
  if (kind !== undefined)
    for (const { values } of [counters, page])
      if (values === page.values || values.has(`lst-ctn-${kind}`))
        values.set(`lst-ctn-${kind}`, value)
  const before = sheet.beforeItem(element, item)
  if (before === null) return undefined
  resetCounters(counters, before)
  incrementCounters(counters, before)
  const content = before.get('content')
  if (content === undefined || (kind === undefined && !countsIn(content))) return undefined
  return marker(printContent(content, counters))
}

function marker(text: string): string | null {
  const trimmed = text.slice(0, LONGEST_MARKER).normalize('NFC').trim()
  return trimmed === '' ? null : trimmed
}

function integerOf(element: HtmlElement, name: string): number | null {
  const digits = /^\s*([+-]?\d+)/.exec(attributeOf(element, name) ?? '')?.[1]
  return digits === undefined ? null : clamp(Number(digits))
}

function clamp(value: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, value))
}

function openCounters(style: Style, outer: Counters | null): Counters {
  const counters = { values: new Map<string, number>(), outer }
  resetCounters(counters, style)
  return counters
}

/** `counter-reset`: 0 where no number is given. */
function resetCounters({ values }: Counters, style: Style): void {
  for (const [, name = '', value] of pairs(style, 'counter-reset'))
    values.set(name, Number(value ?? 0))
}

/** `counter-increment`: by 1 where no number is given; a counter that nobody began begins here. */
function incrementCounters(counters: Counters, style: Style): void {
  for (const [, name = '', by] of pairs(style, 'counter-increment')) {
    const holder = holderOf(counters, name) ?? counters
    holder.values.set(name, (holder.values.get(name) ?? 0) + Number(by ?? 1))
  }
}

/** What `content` prints. */
function printContent(content: string, counters: Counters): string {
  let text = ''
  for (const [whole, double, single, name, doubleGap, singleGap, style] of content
    .slice(0, LONGEST)
    .matchAll(CONTENT)) {
    if (name === undefined) {
      text += unescapeText(double ?? single ?? '')
      continue
    }
    const values = valuesOf(counters, name)
    const shown = whole.startsWith('counters') ? values : values.slice(-1)
    const format = formatOfStyle(style ?? 'decimal')
    text += shown
      .map((value) => formatNumber(value, format))
      .join(unescapeText(doubleGap ?? singleGap ?? ''))
  }
  return text
}

/** Whether a `content` prints a number. */
function countsIn(content: string): boolean {
  return /\bcounters?\(/.test(content)
}

function pairs(style: Style, property: string): Iterable<RegExpMatchArray> {
  const value = style.get(property)
  return value === undefined || value === 'none' ? [] : value.slice(0, LONGEST).matchAll(PAIR)
}

function holderOf(counters: Counters, name: string): Counters | null {
  for (let at: Counters | null = counters; at !== null; at = at.outer)
    if (at.values.has(name)) return at
  return null
}

/** All counters of a name, the outermost first; one that nobody began is 0. */
function valuesOf(counters: Counters, name: string): readonly number[] {
  const values: number[] = []
  for (
    let at: Counters | null = counters;
    at !== null && values.length < MOST_LEVELS;
    at = at.outer
  ) {
    const value = at.values.get(name)
    if (value !== undefined) values.unshift(value)
  }
  return values.length === 0 ? [0] : values
}

/** CSS Syntax 3, 4.3.7: `\25cf` and a blank behind it stand for a character. */
function unescapeText(text: string): string {
  return text.replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, code: string | undefined, other) => {
    if (code === undefined) return other
    const point = Number.parseInt(code, 16)
    return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : '\ufffd'
  })
}

/** The format of `formatNumber` of a counter style; digits where it is not known. */
function formatOfStyle(name: string): string {
  return COUNTER_FORMATS.get(name) ?? 'decimal'
}
