import { firstOf } from '../../text/lists.ts'
import { attributeOf, type HtmlElement, type HtmlNode } from './tree.ts'

/** Properties by name, both in small letters. */
export type Style = ReadonlyMap<string, string>

/** What the style sheets in a page and the styles at its elements say, as far as text is touched. */
export interface StyleSheet {
  /** Of one element: sheets by tag, class and id, then its own `style`. */
  readonly styleOf: (element: HtmlElement) => Style
  /** The `content` of `:before` that sheets give all items of a list; null where they give none. */
  readonly contentBeforeItems: (list: HtmlElement) => string | null
}

/** The properties that decide what of a text is seen, where it breaks and how it is numbered. */
const PROPERTIES = new Set([
  'display',
  'visibility',
  'white-space',
  'text-decoration',
  'list-style',
  'list-style-type',
  'page-break-before',
  'break-before',
  'page-break-after',
  'break-after',
  'font-family',
  'content',
  'mso-element',
  'mso-list',
  'mso-hide',
  'mso-cell-special',
  'mso-footnote-id',
  'mso-endnote-id',
])
const NOTHING: Style = new Map()
/** Styles kept after they were read; office programs write the same few again and again. */
const MOST_KEPT = 4096
const MOST_RULES = 20_000
/** Characters of the selectors of one rule, and of the classes of one element. */
const LONGEST_SELECTORS = 2000
const LONGEST_CLASSES = 1000
// One class, one tag, one id, or a tag with one of them; others match too little to be worth more.
const SIMPLE = /^([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?$/i
/** What stands before the items of a list of a class. */
const BEFORE_ITEMS = /^(\.[\w-]+)\s*>\s*li:before$/

/** Reads the `style` elements of a page; sheets outside of it are not followed. */
export function readStyleSheet(root: HtmlElement): StyleSheet {
  const rules = new Map<string, Map<string, string>>()
  const before = new Map<string, string>()
  for (const { selector, body } of rulesOf(sheetText(root))) {
    const declarations = readDeclarations(body)
    const list = BEFORE_ITEMS.exec(selector)?.[1]
    const content = declarations.get('content')
    if (list !== undefined && content !== undefined) before.set(list, content)
    else if (SIMPLE.test(selector)) addRule(rules, selector, declarations)
  }
  const kept = new Map<string, Style>()
  const own = (text: string): Style => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const style = readDeclarations(text)
    if (kept.size < MOST_KEPT) kept.set(text, style)
    return style
  }
  const styleOf = (element: HtmlElement): Style => {
    const text = attributeOf(element, 'style')
    const direct = text === null ? NOTHING : own(text)
    return rules.size === 0 ? direct : cascade(rules, element, direct)
  }
  return {
    styleOf,
    contentBeforeItems: (list) => firstOf(keysOf(list), (key) => before.get(key) ?? null),
  }
}

function addRule(
  rules: Map<string, Map<string, string>>,
  selector: string,
  declarations: Style,
): void {
  if (declarations.size === 0) return
  const [, tag = '', mark = '', name = ''] = SIMPLE.exec(selector) ?? []
  merge(rules, `${tag.toLowerCase()}${mark}${name}`, declarations)
}

function merge(rules: Map<string, Map<string, string>>, key: string, declarations: Style): void {
  const known = rules.get(key)
  if (known === undefined) rules.set(key, new Map(declarations))
  else for (const [property, value] of declarations) known.set(property, value)
}

function cascade(rules: ReadonlyMap<string, Style>, element: HtmlElement, direct: Style): Style {
  let merged: Map<string, string> | null = null
  for (const key of keysOf(element)) {
    const rule = rules.get(key)
    if (rule === undefined) continue
    merged ??= new Map()
    for (const [property, value] of rule) merged.set(property, value)
  }
  if (merged === null) return direct
  for (const [property, value] of direct) merged.set(property, value)
  return merged
}

/** The selectors that fit an element: its tag, its classes, its id. */
function keysOf(element: HtmlElement): readonly string[] {
  const { tagName: name } = element
  const keys = [name]
  const classes = attributeOf(element, 'class')
  if (classes !== null)
    for (const one of classes.slice(0, LONGEST_CLASSES).split(/\s+/))
      keys.push(`.${one}`, `${name}.${one}`)
  const id = attributeOf(element, 'id')
  if (id !== null) keys.push(`#${id}`, `${name}#${id}`)
  return keys
}

/** All style sheets of the page; those for print or other devices are left out. */
function sheetText(root: HtmlElement): string {
  const texts: string[] = []
  const visit = (nodes: readonly HtmlNode[]): void => {
    for (const node of nodes) {
      if ('value' in node) continue
      if (node.tagName !== 'style') visit(node.childNodes)
      else if (/^\s*(?:all|screen|$)/i.test(attributeOf(node, 'media') ?? ''))
        for (const child of node.childNodes) if ('value' in child) texts.push(child.value)
    }
  }
  visit(root.childNodes)
  return texts.join('\n')
}

/** The rules outside of `@` blocks. */
function* rulesOf(sheet: string): Generator<{ readonly selector: string; readonly body: string }> {
  const text = sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, ' ')
  let count = 0
  let start = 0
  while (start < text.length && count < MOST_RULES) {
    const open = text.indexOf('{', start)
    if (open === -1) return
    const prelude = text.slice(start, open)
    const selectors = prelude
      .slice(-LONGEST_SELECTORS)
      .replace(/^[\s\S]*[;}]/, '')
      .trim()
    if (selectors.startsWith('@')) {
      start = endOfBlock(text, open)
      continue
    }
    const close = text.indexOf('}', open)
    const end = close === -1 ? text.length : close
    const body = text.slice(open + 1, end)
    for (const selector of selectors.split(',')) {
      count += 1
      yield { selector: selector.trim(), body }
    }
    start = end + 1
  }
}

function endOfBlock(text: string, open: number): number {
  const brackets = /[{}]/g
  brackets.lastIndex = open + 1
  let depth = 1
  for (let match = brackets.exec(text); match !== null; match = brackets.exec(text)) {
    depth += match[0] === '{' ? 1 : -1
    if (depth === 0) return match.index + 1
  }
  return text.length
}

function readDeclarations(text: string): Style {
  const found = new Map<string, string>()
  for (const part of text.split(';')) {
    const colon = part.indexOf(':')
    if (colon === -1) continue
    const name = part.slice(0, colon).trim().toLowerCase()
    if (!PROPERTIES.has(name)) continue
    const value = part.slice(colon + 1).replace(/!\s*important\s*$/i, '')
    // Strings are printed as they are.
    const isPrinted = /^(?:content|list-style)/.test(name)
    found.set(name, isPrinted ? value.trim() : value.trim().toLowerCase())
  }
  return found.size === 0 ? NOTHING : found
}

/** Whether a style takes its element out of sight. */
export function isStyledAway(style: Style): boolean {
  if (style === NOTHING) return false
  const visibility = style.get('visibility')
  return (
    style.get('display') === 'none' ||
    visibility === 'hidden' ||
    visibility === 'collapse' ||
    style.get('mso-hide') === 'all'
  )
}
