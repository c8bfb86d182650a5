import { formatNumber } from '../../document/numbering/format.ts'
import type { Style, StyleSheet } from './style-sheet.ts'
import { attributeOf, type HtmlElement } from './tree.ts'

/** A list while its items are counted. */
export interface List {
  readonly element: HtmlElement
  readonly style: string
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
const BULLETS: ReadonlyMap<string, string> = new Map([
  ['disc', '•'],
  ['circle', '◦'],
  ['square', '▪'],
])
const BULLET_BY_DEPTH = ['disc', 'circle', 'square']
const LARGEST = 2 ** 31 - 1
const LONGEST_MARKER = 64
/** Google Docs: list `lst-kix_x-0`, counter `lst-ctn-kix_x-0`. */
const LIST_CLASS = /(?:^|\s)lst-(\S+)/
/** `"text"` or `counter(name, style)`. */
const CONTENT = /"([^"]*)"|counter\(\s*([\w-]+)\s*(?:,\s*([\w-]+)\s*)?\)/g
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
  ['lower-ukrainian', 'ukrainianLower'],
  ['upper-ukrainian', 'ukrainianUpper'],
])

/** Method: HTML Living Standard, 4.4.5 to 4.4.8 (start, value) and 15.3.7 (type). */
export function createItemNumberer(sheet: StyleSheet): ItemNumberer {
  const counters = new Map<string, number>()
  return {
    open: (element, depth) => {
      const isOrdered = element.tagName === 'ol'
      return {
        element,
        style: listStyle(element, sheet.styleOf(element)) ?? defaultStyle(isOrdered, depth),
        next: (isOrdered ? integerOf(element, 'start') : null) ?? 1,
      }
    },
    next: (list, item) => {
      const value = (list.element.tagName === 'ol' ? integerOf(item, 'value') : null) ?? list.next
      list.next = clamp(value + 1)
      const kind = LIST_CLASS.exec(attributeOf(list.element, 'class') ?? '')?.[1]
      if (kind !== undefined) counters.set(`lst-ctn-${kind}`, value)
      const content = kind === undefined ? null : sheet.contentBeforeItems(list.element)
      if (content !== null) return marker(printContent(content, counters))
      const style = sheet.styleOf(item)
      if (style.get('display') !== undefined && style.get('display') !== 'list-item') return null
      return print(value, listStyle(item, style) ?? list.style)
    },
  }
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

/**
 * What the sheet of Google Docs prints before an item: it names a counter for each level, and `start`
 * says where each goes on. CSS Syntax 3, 4.3.7: `\25cf` and a blank behind it stand for a character.
 */
function printContent(content: string, counters: ReadonlyMap<string, number>): string {
  let printed = ''
  for (const [, text = '', name, style = 'decimal'] of content.slice(0, LONGEST).matchAll(CONTENT))
    printed +=
      name === undefined
        ? text.replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) =>
            String.fromCharCode(Number.parseInt(code, 16)),
          )
        : formatNumber(counters.get(name) ?? 0, formatOfStyle(style))
  return printed
}

/** The format of `formatNumber` of a counter style; digits where it is not known. */
function formatOfStyle(name: string): string {
  return COUNTER_FORMATS.get(name) ?? 'decimal'
}
