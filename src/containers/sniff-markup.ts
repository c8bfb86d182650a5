import type { Kind } from './sniff.ts'

/** What a text with tags may be, null where it is none. */
export type Markup = Extract<Kind, 'html' | 'xml' | 'flat-docx' | 'word-xml' | 'excel-xml'>

/** A page may have its scripts, comments or messages of its server before its first tag. */
const PAGE_WITHIN = 4096
const PAGE_BEGINS = /<(?:!doctype\s+html|html|body)[\s>]/i
const PAGE_GOES_ON = /<(?:head|body|meta|title|table|div|p)[\s>/]/i
const NAME = /<([A-Za-z_][\w.:-]*)(?=[\s>/])/y
const DOCTYPE = /<!doctype\s+([\w:.-]+)/iy
const HTML_NAMES = new Set(
  (
    'a abbr address article aside b base basefont big blockquote body br button caption center code ' +
    'col colgroup dd del details dir div dl dt em fieldset figure font footer form frameset h1 h2 h3 ' +
    'h4 h5 h6 head header hr html i iframe img input ins label li link main map menu meta nav ' +
    'noscript o:p object ol p pre s script section select small span strike strong style sub sup ' +
    'table tbody td template tfoot th thead title tr tt u ul'
  ).split(' '),
)
/** By the local name of the first element. */
const XML_NAMES: ReadonlyMap<string, Markup> = new Map([
  // ECMA-376 in one file (flat OPC), WordprocessingML and SpreadsheetML of Office 2003.
  ['pkg:package', 'flat-docx'],
  ['w:worddocument', 'word-xml'],
  ['workbook', 'excel-xml'],
  ['ss:workbook', 'excel-xml'],
])

/** What the beginning of a text is by its first tag, comments and declarations passed over. */
export function markupKind(head: string): Markup | null {
  const start = behindProlog(head)
  if (start.root === null) return isPageWithJunk(head) ? 'html' : null
  const name = start.root.toLowerCase()
  if (HTML_NAMES.has(name)) return 'html'
  const known = XML_NAMES.get(name)
  if (known !== undefined) return known
  if (isPageWithJunk(head)) return 'html'
  return start.isXml ? 'xml' : null
}

/** The name of the first element, or of the document type where it is HTML. */
function behindProlog(head: string): { readonly root: string | null; readonly isXml: boolean } {
  let at = 0
  let isXml = false
  for (;;) {
    while (at < head.length && /\s/.test(head.charAt(at))) at += 1
    const end = endOfMarkup(head, at)
    if (end === null) break
    isXml ||= /^<\?xml\s/i.test(head.slice(at, at + 6))
    DOCTYPE.lastIndex = at
    if (DOCTYPE.exec(head)?.[1]?.toLowerCase() === 'html') return { root: 'html', isXml }
    at = end
  }
  NAME.lastIndex = at
  return { root: NAME.exec(head)?.[1] ?? null, isXml }
}

/** The index behind a comment or a declaration, null where none begins. */
function endOfMarkup(head: string, at: number): number | null {
  const marks: readonly (readonly [string, string])[] = [
    ['<!--', '-->'],
    ['<?', '>'],
    ['<!', '>'],
  ]
  const found = marks.find(([begin]) => head.startsWith(begin, at))
  if (found === undefined) return null
  const end = head.indexOf(found[1], at + 2)
  return end === -1 ? null : end + found[1].length
}

function isPageWithJunk(head: string): boolean {
  const begins = head.slice(0, PAGE_WITHIN).search(PAGE_BEGINS)
  return begins !== -1 && PAGE_GOES_ON.test(head.slice(begins + 5))
}
