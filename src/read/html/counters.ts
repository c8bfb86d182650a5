import { formatNumber } from '../../document/numbering/format.ts'
import { formatOfStyle } from './counter-styles.ts'
import type { Style } from './style-sheet.ts'

/** The counters that a list, or an element around it, began (CSS Lists 3, 4). */
export interface Counters {
  readonly values: Map<string, number>
  readonly outer: Counters | null
}

/** Names and whole numbers: `item`, `item 3 part`. */
const PAIR = /([a-z_][\w-]*)(?:\s+([+-]?\d{1,9}))?/gi
/** `"text"`, `counter(name, style)` or `counters(name, "between", style)`. */
const CONTENT =
  /"([^"]*)"|'([^']*)'|counters?\(\s*([\w-]+)\s*(?:,\s*(?:"([^"]*)"|'([^']*)')\s*)?(?:,\s*([\w-]+)\s*)?\)/g
const MOST_LEVELS = 32
/** Characters of a declaration that are looked at: it is read again for each item. */
const LONGEST = 256

export function openCounters(style: Style, outer: Counters | null): Counters {
  const counters = { values: new Map<string, number>(), outer }
  resetCounters(counters, style)
  return counters
}

/** `counter-reset`: 0 where no number is given. */
export function resetCounters({ values }: Counters, style: Style): void {
  for (const [, name = '', value] of pairs(style, 'counter-reset'))
    values.set(name, Number(value ?? 0))
}

/** `counter-increment`: by 1 where no number is given; a counter that nobody began begins here. */
export function incrementCounters(counters: Counters, style: Style): void {
  for (const [, name = '', by] of pairs(style, 'counter-increment')) {
    const holder = holderOf(counters, name) ?? counters
    holder.values.set(name, (holder.values.get(name) ?? 0) + Number(by ?? 1))
  }
}

/** What `content` prints. */
export function printContent(content: string, counters: Counters): string {
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
export function countsIn(content: string): boolean {
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
