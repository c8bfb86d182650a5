import { formatNumber } from '../numbering/format.ts'
import type { Style, StyleSheet } from './style-sheet.ts'
import { attributeOf, type HtmlElement } from './tree.ts'

/** A list while its items are counted. */
export interface List {
  readonly element: HtmlElement
  readonly style: string
  readonly step: 1 | -1
  next: number
}

/** Counts the items of the lists of a page. */
export interface ItemNumberer {
  readonly open: (element: HtmlElement, depth: number) => List
  /** The number or bullet printed before an item; null where none is. */
  readonly next: (list: List, item: HtmlElement) => string | null
}

/** `type` of HTML and the same in CSS; letters count by case. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['1', 'decimal'],
  ['a', 'lower-alpha'],
  ['A', 'upper-alpha'],
  ['i', 'lower-roman'],
  ['I', 'upper-roman'],
])
/** Names of CSS Counter Styles 3 and of «Ready-made Counter Styles» to those of `formatNumber`. */
const FORMATS: ReadonlyMap<string, string> = new Map([
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
const LIST_CLASS = /(?:^|\s)(lst-(\S+))/
const CONTENT =
  /"([^"]*)"|'([^']*)'|counters?\(\s*([\w-]+)\s*(?:,\s*"[^"]*"\s*)?(?:,\s*([\w-]+)\s*)?\)/g

/** Method: HTML Living Standard, 4.4.5 to 4.4.8 (start, reversed, value) and 15.3.7 (type). */
export function createItemNumberer(sheet: StyleSheet): ItemNumberer {
  const counters = new Map<string, number>()
  return {
    open: (element, depth) => {
      const isOrdered = element.name === 'ol'
      const isReversed = isOrdered && attributeOf(element, 'reversed') !== null
      const first = isReversed ? itemsOf(element) : 1
      return {
        element,
        style: listStyle(element, sheet.styleOf(element)) ?? defaultStyle(isOrdered, depth),
        step: isReversed ? -1 : 1,
        next: (isOrdered ? integerOf(element, 'start') : null) ?? first,
      }
    },
    next: (list, item) => {
      const value = (list.element.name === 'ol' ? integerOf(item, 'value') : null) ?? list.next
      list.next = clamp(value + list.step)
      const printed = printedByClass(list, { sheet, counters, value })
      if (printed !== undefined) return printed
      const style = sheet.styleOf(item)
      if (style.get('display') !== undefined && style.get('display') !== 'list-item') return null
      return print(value, listStyle(item, style) ?? list.style)
    },
  }
}

function itemsOf(element: HtmlElement): number {
  return element.children.filter((node) => node.kind === 'element' && node.name === 'li').length
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
    if (name === 'none' || FORMATS.has(name) || BULLETS.has(name) || /^["']/.test(word)) return word
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
  return `${formatNumber(value, FORMATS.get(name) ?? 'decimal')}.`
}

/*
 * Google Docs prints numbers by sheet: `.lst-kix_x-1 > li:before { content: "" counter(…) ") " }`.
 * Its counters are those of its lists, and `start` says where each begins.
 */
function printedByClass(
  { element }: List,
  context: {
    readonly sheet: StyleSheet
    readonly counters: Map<string, number>
    readonly value: number
  },
): string | null | undefined {
  const classes = attributeOf(element, 'class')
  const [, name, kind] = (classes === null ? null : LIST_CLASS.exec(classes)) ?? []
  if (name === undefined) return undefined
  const { sheet, counters, value } = context
  counters.set(`lst-ctn-${kind}`, value)
  const content = sheet.beforeItem(name)
  if (content === null) return undefined
  let text = ''
  for (const [, double, single, counter, style] of content.matchAll(CONTENT))
    text +=
      counter === undefined
        ? unescapeText(double ?? single ?? '')
        : formatNumber(counters.get(counter) ?? 1, FORMATS.get(style ?? 'decimal') ?? 'decimal')
  return marker(text)
}

/** CSS Syntax 3, 4.3.7: `\25cf` and a blank behind it stand for a character. */
function unescapeText(text: string): string {
  return text.replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, code: string | undefined, other) => {
    if (code === undefined) return other
    const point = Number.parseInt(code, 16)
    return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : '\ufffd'
  })
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
