import type { Aside } from '../../model/document.ts'
import { BLOCKS, CONTROLS, LEFT_OUT, LISTS, NOT_SHOWN } from './names.ts'
import { isStyledAway, type Style, type StyleSheet } from './style-sheet.ts'
import { attributeOf, type HtmlElement, type HtmlNode } from './tree.ts'

/** What is known of a page before it is read. */
export interface Survey {
  /** Elements whose text stands beside the flow. */
  readonly apart: ReadonlyMap<HtmlElement, Apart>
  /** Tables that only put things side by side. */
  readonly layouts: ReadonlySet<HtmlElement>
}

/** How much of what an element holds. */
interface Tally {
  characters: number
  /** Of them those in links. */
  linked: number
  links: number
  /** Links that print an address. */
  addresses: number
  paragraphs: number
  /** Characters in tables of three columns and more. */
  tabular: number
  /** Characters of the largest such table inside. */
  inner: number
  /** Most cells in one row of it, and its rows, where it is a table. */
  columns: number
  rows: number
}

interface Scan {
  readonly sheet: StyleSheet
  readonly tallies: Map<HtmlElement, Tally>
  readonly apart: Map<HtmlElement, Apart>
  readonly layouts: Set<HtmlElement>
  furniture: number
}

/** Text that stands beside the flow, and the name of its part where it has one. */
interface Apart {
  readonly kind: Aside['kind']
  readonly part: string | null
}

const FURNITURE: Apart = { kind: 'page_furniture', part: null }
/** Words in the class or id of what surrounds the text of a page. */
const FURNITURE_WORDS =
  /(?:^|[\s_-])(?:main|top|left|right|site|page|nav)?-?(?:menus?|submenu|nav|navi|navbar|navigation|breadcrumbs?|sidebar|footer|pagination|pager|share|sharing|social|socials|cookies?|copyright|toolbar|searchform|login|counter|rating|related|tags?|widgets?)(?:$|[\s_-])/i
const LEAST_COLUMNS = 3
const SHARE_OF_LINKS = 0.3
const SHORT = 300
/** A list of so many short links and nearly nothing else is a menu. */
const MENU_LINKS = 4
const MENU_SHARE = 0.9
const MENU_LINK_LENGTH = 60
/** A table of one or two columns and so few rows with a cell of so many paragraphs sets a page. */
const LAYOUT_ROWS = 3
const LAYOUT_PARAGRAPHS = 10
const PARAGRAPHS = new Set(['p', 'li', 'br', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'dd'])
const NO_ROOM_FOR_BANNERS = new Set(['article', 'main', 'section', 'td', 'th', 'blockquote'])
const FOOTNOTE: Apart = { kind: 'footnote', part: 'footnote' }
const ENDNOTE: Apart = { kind: 'footnote', part: 'endnote' }
const HIDDEN: Apart = { kind: 'hidden', part: null }
/** Word: `mso-element`. Comments are no text of the report. */
const OFFICE_ELEMENTS: ReadonlyMap<string, Apart> = new Map([
  ['footnote', FOOTNOTE],
  ['endnote', ENDNOTE],
  ['header', { kind: 'page_furniture', part: 'header' }],
  ['footer', { kind: 'page_furniture', part: 'footer' }],
  ['comment', HIDDEN],
  ['comment-list', HIDDEN],
])
const ROLES: ReadonlyMap<string, Apart> = new Map([
  ['navigation', FURNITURE],
  ['banner', FURNITURE],
  ['contentinfo', FURNITURE],
  ['search', FURNITURE],
  ['complementary', FURNITURE],
  ['menu', FURNITURE],
  ['menubar', FURNITURE],
  ['doc-footnote', FOOTNOTE],
  ['doc-endnotes', ENDNOTE],
  ['doc-endnote', ENDNOTE],
])
// Word `ftn1`, `_ftn1`; LibreOffice `sdfootnote1`; Google `ftnt1`; pandoc `fn1`; wikis `cite_note-1`.
const FOOTNOTE_ID = /^(?:_?ftnt?|sdfootnote|fn|footnote|cite_note)[-_:]?\d+$/i
const ENDNOTE_ID = /^(?:_?edn|sdendnote|endnote)[-_:]?\d+$/i
const MARK_TARGET =
  /^#(?:_?ftnt?|_?edn|sdfootnote|sdendnote|fn|footnote|endnote|cite_note)(?:_?ref)?[-_:]?\d+(?:sym|anc)?$/i
const LONGEST_MARK = 8
const OWN_NAME = /^ftnt\d+$/

/**
 * Finds menus, running heads, notes and layout tables. Nothing inside a table of three columns and
 * more is furniture, nor what holds such a table; a page of nothing but furniture has none.
 */
export function surveyPage(root: HtmlElement, sheet: StyleSheet): Survey {
  const scan: Scan = {
    sheet,
    tallies: new Map(),
    apart: new Map(),
    layouts: new Set(),
    furniture: 0,
  }
  const page = tally(root, scan, null)
  decide(root.childNodes, scan, { isBanner: true, page })
  if (scan.furniture >= page.characters)
    for (const [element, { kind, part }] of scan.apart)
      if (kind === 'page_furniture' && part === null) scan.apart.delete(element)
  return scan
}

function openTally(): Tally {
  return {
    characters: 0,
    linked: 0,
    links: 0,
    addresses: 0,
    paragraphs: 0,
    tabular: 0,
    inner: 0,
    columns: 0,
    rows: 0,
  }
}

/** Counts an element and, before it, all in it; only blocks are remembered. */
function tally(element: HtmlElement, scan: Scan, around: Tally | null): Tally {
  const isBlock = around === null || BLOCKS.has(element.tagName)
  const own = isBlock ? openTally() : around
  const before = own.characters
  for (const node of element.childNodes) {
    if ('value' in node) own.characters += inked(node.value)
    else if (!LEFT_OUT.has(node.tagName) && !NOT_SHOWN.has(node.tagName)) tally(node, scan, own)
  }
  if (element.tagName === 'a') countLink(element, own, own.characters - before)
  if (PARAGRAPHS.has(element.tagName)) own.paragraphs += 1
  if (!isBlock) return own
  scan.tallies.set(element, own)
  if (around !== null) addTally(element, own, around)
  return own
}

function countLink(link: HtmlElement, own: Tally, characters: number): void {
  own.links += 1
  own.linked += characters
  const text = link.childNodes[0]
  if (text && 'value' in text && /^\s*(?:https?:|www\.)/i.test(text.value)) own.addresses += 1
}

function addTally(element: HtmlElement, own: Tally, around: Tally): void {
  around.characters += own.characters
  around.linked += own.linked
  around.links += own.links
  around.addresses += own.addresses
  around.paragraphs += own.paragraphs
  switch (element.tagName) {
    case 'td':
    case 'th':
      around.columns += 1
      break
    case 'tr':
      around.columns = Math.max(around.columns, own.columns)
      around.rows += 1
      break
    case 'thead':
    case 'tbody':
    case 'tfoot':
      around.columns = Math.max(around.columns, own.columns)
      around.rows += own.rows
      break
    case 'table':
      if (own.columns >= LEAST_COLUMNS && own.rows > 1) own.tabular = own.characters
      around.inner = Math.max(around.inner, own.tabular)
      break
  }
  around.inner = Math.max(around.inner, own.inner)
  around.tabular += own.tabular
}

function inked(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x20) count += 1
  return count
}

/** From the outside in: what was decided of an element holds for all in it. */
function decide(
  nodes: readonly HtmlNode[],
  scan: Scan,
  around: { readonly isBanner: boolean; readonly page: Tally },
): void {
  for (const element of nodes) {
    if ('value' in element || LEFT_OUT.has(element.tagName)) continue
    const style = scan.sheet.styleOf(element)
    const known = apartByOffice(element, style) ?? apartByNote(element, scan)
    const own = scan.tallies.get(element)
    const found =
      known ?? (own !== undefined && isFurniture(element, own, around) ? FURNITURE : null)
    if (found !== null && (found.kind !== 'page_furniture' || (own?.tabular ?? 0) === 0)) {
      scan.apart.set(element, found)
      if (found.kind === 'page_furniture' && !isStyledAway(style))
        scan.furniture += own?.characters ?? 0
      continue
    }
    if (element.tagName === 'table' && own !== undefined) {
      if (isLayout(own)) scan.layouts.add(element)
      // A data table is text of the report, all of it.
      else if (own.columns >= LEAST_COLUMNS) continue
    }
    const isBanner = around.isBanner && !NO_ROOM_FOR_BANNERS.has(element.tagName)
    decide(
      element.childNodes,
      scan,
      isBanner === around.isBanner ? around : { ...around, isBanner },
    )
  }
}

/** A note of Google Docs is told by the link in it: the paragraph, and the `div` that it begins. */
function apartByNote(element: HtmlElement, scan: Scan): Apart | null {
  if (element.tagName !== 'div' && element.tagName !== 'p') return null
  const first = element.childNodes.find((node) => 'childNodes' in node)
  if (!(first && 'childNodes' in first)) return null
  if (first.tagName === 'a') return apartByLink(first)
  return element.tagName === 'div' && first.tagName === 'p' ? apartByNote(first, scan) : null
}

function isFurniture(
  element: HtmlElement,
  own: Tally,
  { isBanner, page }: { readonly isBanner: boolean; readonly page: Tally },
): boolean {
  if (CONTROLS.has(element.tagName) || element.tagName === 'nav' || element.tagName === 'search')
    return true
  if (isBanner && /^(?:header|footer|aside)$/.test(element.tagName)) return true
  if (own.characters === 0) return false
  if (LISTS.has(element.tagName) && isMenu(own)) return true
  const names = `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`
  const words = names.replace(/([a-z])([A-Z])/g, '$1-$2')
  if (
    words === ' ' ||
    !FURNITURE_WORDS.test(words) ||
    /^(?:body|html|td|th|tr)$/.test(element.tagName)
  )
    return false
  const isAside = own.characters <= SHORT || own.linked >= own.characters * SHARE_OF_LINKS
  return isAside && own.characters * 2 < page.characters
}

function isMenu({ links, linked, characters, addresses }: Tally): boolean {
  return (
    links >= MENU_LINKS &&
    addresses === 0 &&
    linked >= characters * MENU_SHARE &&
    characters <= links * MENU_LINK_LENGTH
  )
}

function isLayout(own: Tally): boolean {
  if (own.inner > 0 && own.inner * 2 >= own.characters) return true
  if (own.columns >= LEAST_COLUMNS || own.rows > LAYOUT_ROWS) return false
  return (
    own.paragraphs > LAYOUT_PARAGRAPHS ||
    (own.rows === 1 && own.columns === 1 && own.paragraphs > 1)
  )
}

/** What the element itself says: a note, a running head or foot, a role. */
function apartByOffice(element: HtmlElement, style: Style): Apart | null {
  const office = style.get('mso-element')
  if (office !== undefined) return OFFICE_ELEMENTS.get(office) ?? null
  const role = attributeOf(element, 'role')
  const byRole = role === null ? undefined : ROLES.get(role.toLowerCase())
  if (byRole !== undefined) return byRole
  if (element.tagName !== 'div' && element.tagName !== 'li' && element.tagName !== 'aside')
    return null
  return apartByTitle(element) ?? apartById(element)
}

/** LibreOffice names the head and the foot of its pages by the title of a `div`. */
function apartByTitle(element: HtmlElement): Apart | null {
  const title = element.tagName === 'div' ? attributeOf(element, 'title') : null
  return title === 'header' || title === 'footer' ? { kind: 'page_furniture', part: title } : null
}

function apartById(element: HtmlElement): Apart | null {
  const id = attributeOf(element, 'id')
  if (id === null) return null
  if (FOOTNOTE_ID.test(id)) return FOOTNOTE
  return ENDNOTE_ID.test(id) ? ENDNOTE : null
}

/** The note that begins with a link of Google Docs back to its mark. */
function apartByLink(link: HtmlElement): Apart | null {
  const id = attributeOf(link, 'id')
  return id !== null && OWN_NAME.test(id) ? FOOTNOTE : null
}

/** Whether a link is the mark of a note: `[1]`, `*`. */
export function isNoteMark(link: HtmlElement, text: () => string): boolean {
  const target = attributeOf(link, 'href')
  return target !== null && MARK_TARGET.test(target) && text().trim().length <= LONGEST_MARK
}
