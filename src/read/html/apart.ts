import type { Aside } from '../../model/document.ts'
import type { Style } from './style-sheet.ts'
import { attributeOf, type HtmlElement } from './tree.ts'

/** Text that stands beside the flow, and the name of its part where it has one. */
export interface Apart {
  readonly kind: Aside['kind']
  readonly part: string | null
}

const FOOTNOTE: Apart = { kind: 'footnote', part: 'footnote' }
const ENDNOTE: Apart = { kind: 'footnote', part: 'endnote' }
const HIDDEN: Apart = { kind: 'hidden', part: null }
const FURNITURE: Apart = { kind: 'page_furniture', part: null }

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

/** What the element itself says: a note, a running head or foot, a role. */
export function apartByOffice(element: HtmlElement, style: Style): Apart | null {
  const office = style.get('mso-element')
  if (office !== undefined) return OFFICE_ELEMENTS.get(office) ?? null
  const role = attributeOf(element, 'role')
  const byRole = role === null ? undefined : ROLES.get(role.toLowerCase())
  if (byRole !== undefined) return byRole
  if (element.name !== 'div' && element.name !== 'li' && element.name !== 'aside') return null
  return apartByTitle(element) ?? apartById(element)
}

/** LibreOffice names the head and the foot of its pages by the title of a `div`. */
function apartByTitle(element: HtmlElement): Apart | null {
  const title = element.name === 'div' ? attributeOf(element, 'title') : null
  return title === 'header' || title === 'footer' ? { kind: 'page_furniture', part: title } : null
}

function apartById(element: HtmlElement): Apart | null {
  const id = attributeOf(element, 'id')
  if (id === null) return null
  if (FOOTNOTE_ID.test(id)) return FOOTNOTE
  return ENDNOTE_ID.test(id) ? ENDNOTE : null
}

/** The note that begins with a link of Google Docs back to its mark. */
export function apartByLink(link: HtmlElement): Apart | null {
  const id = attributeOf(link, 'id')
  return id !== null && OWN_NAME.test(id) ? FOOTNOTE : null
}

/** Whether a link is the mark of a note: `[1]`, `*`. */
export function isNoteMark(link: HtmlElement, text: () => string): boolean {
  const target = attributeOf(link, 'href')
  return target !== null && MARK_TARGET.test(target) && text().trim().length <= LONGEST_MARK
}
