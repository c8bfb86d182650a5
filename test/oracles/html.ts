import { decodeHTML } from 'entities'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { createNotes } from '../../src/document/notes.ts'
import { decodePage, openWebArchive } from '../../src/read/html/decode.ts'
import { compose } from '../../src/text/compose.ts'
import { isSpaceCode } from '../../src/text/letters.ts'

/*
 * A second reading of a page, to hold the count of the reader against: shares no code with it, no tree and no style. One pass over the
 * text of the page with a scanner of its own; it knows tags only so far as they decide whether
 * characters count. Only the table of named characters is the one that the reader's parser has.
 */

/** Elements whose content is no markup: whether their text counts, and its references. */
const RAW: ReadonlyMap<string, 'skip' | 'text' | 'references'> = new Map([
  ['script', 'skip'],
  ['style', 'skip'],
  ['title', 'skip'],
  ['iframe', 'skip'],
  ['noembed', 'skip'],
  ['noframes', 'skip'],
  ['xmp', 'text'],
  ['textarea', 'references'],
])
/** Between others of their like letters and marks above them do not join. */
const INLINE = names(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p q ruby rb rt s samp small span strike strong sub sup time tt u var wbr',
)
const BLOCK_ENDS = names(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header html li main nav ol p pre section table tbody td tfoot th thead tr ul',
)
const CLOSES_PARAGRAPH = names(
  'address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table ul',
)
/** HTML Living Standard, 13.2.6.4.16 and 13.2.6.4.17. */
const ENDS_SELECT = names('input keygen textarea caption table tbody tfoot thead tr td th')
/** What may follow the name of a tag: no other white space does (13.2.5.11). */
const BEHIND_NAME = '(?=[\\t\\n\\f\\r />])'
const SCRIPT = new RegExp(`<!--|-->|<(/?)script${BEHIND_NAME}`, 'gi')
const LONGEST_NUMBER = 64
const GREATER = 0x3e
const SLASH = 0x2f
const EQUALS = 0x3d

function names(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

interface State {
  readonly page: string
  /** Somewhere in it is deleted text. */
  readonly hasDeletions: boolean
  readonly pieces: string[]
  /** Names of the elements open since the first deletion that is still open. */
  readonly open: string[]
  /** How many elements of a name were open before it. */
  readonly outside: Map<string, number>
  /** A paragraph is open before it. */
  isParagraph: boolean
  /** In the choices of a form hardly anything is markup. */
  isSelect: boolean
  /** Elements of foreign content that are open; there CDATA is text. */
  foreign: number
  /** An automatic number of Word while it is read. */
  number: { readonly name: string; depth: number; readonly start: number } | null
}

/** What `countPage` finds in the page that the bytes hold. */
export function countHtml(bytes: Uint8Array): number {
  const notes = createNotes()
  const archived = openWebArchive(bytes, DEFAULT_LIMITS, notes)
  return countPage(decodePage(archived ?? { bytes, encoding: null }, notes))
}

/**
 * Characters that are not white space (UTF-16 units after NFC) in the text of a page, wherever it
 * stands and whether it is seen or not; without scripts, styles, titles, frames, comments, deleted
 * text and the automatic numbers that Word marks.
 */
function countPage(page: string): number {
  const state: State = {
    page,
    hasDeletions: /<del[\s/>]/i.test(page),
    pieces: [],
    open: [],
    outside: new Map(),
    isParagraph: false,
    isSelect: false,
    foreign: 0,
    number: null,
  }
  let position = 0
  while (position < page.length) {
    const next = page.indexOf('<', position)
    const end = next === -1 ? page.length : next
    addText(state, page.slice(position, end))
    position = next === -1 ? end : passMarkup(state, next)
  }
  endNumber(state)
  return decodedLength(state.pieces)
}

function decodedLength(pieces: readonly string[]): number {
  const text = compose(pieces.join(''))
  let length = 0
  for (let index = 0; index < text.length; index += 1)
    if (!isSpaceCode(text.charCodeAt(index))) length += 1
  return length
}

function addText({ open, pieces }: State, raw: string): void {
  if (raw === '' || open.length > 0) return
  pieces.push(raw.includes('&') ? decodeHTML(raw) : raw)
}

/** Passes what begins with «<»; gives the index behind it. */
function passMarkup(state: State, start: number): number {
  const { page } = state
  const second = page.charAt(start + 1)
  if (second === '!') return passDeclaration(state, start)
  if (second === '?') return behind(page, '>', start)
  const isEnd = second === '/'
  const first = start + (isEnd ? 2 : 1)
  if (!isLetter(page.charCodeAt(first))) {
    if (isEnd && first < page.length) return behind(page, '>', start)
    addText(state, isEnd ? '</' : '<')
    return first
  }
  const nameEnd = endOfName(page, first)
  const end = endOfTag(page, nameEnd)
  // A tag that never ends is dropped with all behind it.
  if (end === -1) return page.length
  const name = page.slice(first, nameEnd).toLowerCase()
  return passTag(state, { name, rest: page.slice(nameEnd, end - 1), isEnd, end })
}

function isLetter(code: number): boolean {
  const small = code | 0x20
  return small >= 0x61 && small <= 0x7a
}

function endOfName(page: string, start: number): number {
  let end = start
  while (end < page.length && !endsName(page.charCodeAt(end))) end += 1
  return end
}

/**
 * The index behind a tag, -1 where it never ends. HTML Living Standard, 13.2.5.32 to 13.2.5.40: only
 * a value that begins with a quote may hold «>».
 */
function endOfTag(page: string, start: number): number {
  let at = start
  while (at < page.length) {
    const code = page.charCodeAt(at)
    if (code === GREATER) return at + 1
    at += 1
    // A name may begin with «=».
    if (isSpace(code) || code === SLASH) continue
    while (at < page.length && page.charCodeAt(at) !== EQUALS && !endsName(page.charCodeAt(at)))
      at += 1
    at = behindSpace(page, at)
    if (page.charCodeAt(at) === EQUALS) at = endOfValue(page, behindSpace(page, at + 1))
    if (at === -1) return -1
  }
  return -1
}

function endOfValue(page: string, start: number): number {
  const quote = page.charAt(start)
  if (quote === '"' || quote === "'") {
    const end = page.indexOf(quote, start + 1)
    return end === -1 ? -1 : end + 1
  }
  let end = start
  while (end < page.length && page.charCodeAt(end) !== GREATER && !isSpace(page.charCodeAt(end)))
    end += 1
  return end
}

function behindSpace(page: string, start: number): number {
  let end = start
  while (isSpace(page.charCodeAt(end))) end += 1
  return end
}

function endsName(code: number): boolean {
  return code === GREATER || code === SLASH || isSpace(code)
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c
}

function passDeclaration(state: State, start: number): number {
  const { page } = state
  if (page.startsWith('<!--', start)) {
    if (page.startsWith('>', start + 4)) return start + 5
    if (page.startsWith('->', start + 4)) return start + 6
    const ends = /--!?>/g
    ends.lastIndex = start + 4
    return ends.exec(page) === null ? page.length : ends.lastIndex
  }
  if (state.foreign === 0 || !page.startsWith('<![CDATA[', start)) return behind(page, '>', start)
  const end = page.indexOf(']]>', start)
  if (state.open.length === 0)
    state.pieces.push(page.slice(start + 9, end === -1 ? page.length : end))
  return end === -1 ? page.length : end + 3
}

function behind(page: string, mark: string, start: number): number {
  const end = page.indexOf(mark, start)
  return end === -1 ? page.length : end + mark.length
}

interface Tag {
  readonly name: string
  readonly rest: string
  readonly isEnd: boolean
  /** Index behind it. */
  readonly end: number
}

function passTag(state: State, tag: Tag): number {
  const { name, isEnd, end, rest } = tag
  if (!INLINE.has(name)) state.pieces.push('\n')
  if (name === 'svg' || name === 'math')
    state.foreign = Math.max(0, state.foreign + (isEnd ? -1 : rest.endsWith('/') ? 0 : 1))
  if (name === 'select') state.isSelect = !isEnd && !state.isSelect
  else if (!isEnd && ENDS_SELECT.has(name)) state.isSelect = false
  if (state.hasDeletions) passDeletion(state, tag)
  passNumber(state, tag)
  if (isEnd) return end
  if (name === 'plaintext') {
    addText(state, state.page.slice(end))
    return state.page.length
  }
  const raw = state.isSelect && name !== 'script' ? undefined : RAW.get(name)
  if (raw === undefined || (state.foreign > 0 && rest.endsWith('/'))) return end
  const close = name === 'script' ? endOfScript(state.page, end) : endOfRaw(state.page, name, end)
  if (raw === 'text' && state.open.length === 0) state.pieces.push(state.page.slice(end, close))
  if (raw === 'references') addText(state, state.page.slice(end, close))
  return close
}

/** Where the end tag of an element without markup begins. */
function endOfRaw(page: string, name: string, start: number): number {
  const close = new RegExp(`</${name}${BEHIND_NAME}`, 'gi')
  close.lastIndex = start
  return close.exec(page)?.index ?? page.length
}

/** 13.2.5.4: a script inside a comment inside a script does not end it. */
function endOfScript(page: string, start: number): number {
  const marks = new RegExp(SCRIPT)
  marks.lastIndex = start
  let isComment = false
  let isDouble = false
  for (let match = marks.exec(page); match !== null; match = marks.exec(page)) {
    const [mark, slash] = match
    if (mark === '<!--') isComment = true
    else if (mark === '-->') isComment = isDouble = false
    else if (slash === '') isDouble ||= isComment
    else if (slash === '/' && !isDouble) return match.index
    else if (slash === '/') isDouble = false
  }
  return page.length
}

/*
 * Deleted text ends with `</del>`, and with what closes the elements around it: a paragraph that
 * another one closes, a block whose end tag comes first.
 */
function passDeletion(state: State, { name, isEnd, rest }: Tag): void {
  const { open, outside } = state
  if (open.length === 0) {
    if (name === 'p') state.isParagraph = !isEnd
    else if (isEnd ? BLOCK_ENDS.has(name) : CLOSES_PARAGRAPH.has(name)) state.isParagraph = false
    if (name === 'del' && !isEnd) open.push('del')
    else outside.set(name, Math.max(0, (outside.get(name) ?? 0) + (isEnd ? -1 : 1)))
    return
  }
  if (isEnd) {
    const index = open.lastIndexOf(name)
    const isOutside = name === 'p' ? state.isParagraph : (outside.get(name) ?? 0) > 0
    if (index !== -1) open.length = index
    else if (isOutside) open.length = 0
  } else if (state.isParagraph && CLOSES_PARAGRAPH.has(name)) {
    open.length = 0
    state.isParagraph = name === 'p'
  } else if (name === 'del' || BLOCK_ENDS.has(name) || INLINE.has(name)) {
    if (!rest.endsWith('/')) open.push(name)
  }
}

function passNumber(state: State, { name, isEnd, rest }: Tag): void {
  const { number } = state
  if (number === null) {
    if (isEnd || rest === '' || state.isSelect || !/mso-list\s*:\s*ignore/i.test(rest)) return
    state.number = { name, depth: 1, start: state.pieces.length }
  } else if (name === number.name) {
    number.depth += isEnd ? -1 : 1
    if (number.depth === 0) endNumber(state)
  }
}

/** What was read as a number counts where it is too long to be one. */
function endNumber(state: State): void {
  const { number, pieces } = state
  if (number === null) return
  state.number = null
  if (decodedLength(pieces.slice(number.start)) <= LONGEST_NUMBER) pieces.length = number.start
}
