import { isAscii, isUtf8, transcode } from 'node:buffer'
import { ZvitError } from '../../model/error.ts'
import { countCharacters, mayChange } from '../../text/compose.ts'
import type { Limits } from '../limits.ts'
import type { InkRules, XmlElement, XmlNode } from './element.ts'
import {
  endOfTag,
  readTag,
  resolveReferences,
  rootScope,
  type Scope,
  type Tag,
  TagError,
  type TagRules,
} from './tag.ts'

/** What `parseXml` needs beside the text. */
export interface XmlOptions {
  /** Name of the part, for messages. */
  readonly part: string
  /** From namespace to what stands for it in names (`w:`); others stand as `{uri}`. */
  readonly namespaces: ReadonlyMap<string, string>
  readonly limits: Limits
  /** What of the part is text; without them nothing is counted. */
  readonly ink?: InkRules
}

/** An element whose end tag has not come yet. */
interface Frame {
  readonly rawName: string
  readonly children: XmlNode[]
  /** The element itself; what is handed out in it is added as it comes. */
  readonly element: { ink: number }
  readonly isText: boolean
  readonly endsLine: boolean
  readonly scope: Scope
}

/** What goes through the loop of one parse. */
interface Scan {
  readonly text: string
  readonly options: XmlOptions
  readonly rules: TagRules
  readonly frames: Frame[]
  elements: number
  /** The text handed out last on the line at hand: an accent may join it. */
  line: string
}

// A document with more kinds of tags than this is not made by an office program.
const CACHED_TAGS = 4096
const LESS = 0x3c
const GREATER = 0x3e
const AMPERSAND = 0x26
const NOTHING: XmlNode[] = []
/** Below it stand no accents and nothing else that joins the letter before it. */
const FIRST_JOINING = 0x300

/**
 * The root element of a well-formed XML text. Throws
 * `FILE_DAMAGED` for whatever is not well-formed and for any DOCTYPE (it could define entities),
 * `LIMIT_EXCEEDED` (depth, attributes, elements).
 *
 * A tree, not events: on a part of 60 kB the tree costs 0.2 ms, and the reader looks ahead in it.
 */
export function parseXml(text: string, options: XmlOptions): XmlElement {
  const { namespaces, limits, ink } = options
  const rules = { namespaces, attributes: limits.attributes, ink }
  const root: Frame = {
    rawName: '',
    children: [],
    element: { ink: 0 },
    isText: false,
    endsLine: false,
    scope: rootScope(),
  }
  const scan: Scan = { text, options, rules, frames: [root], elements: 0, line: '' }
  let position = 0
  while (position < text.length) position = step(scan, position)
  const open = scan.frames[scan.frames.length - 1]
  if (open !== undefined && open !== root)
    throw wrong(scan, text.length, `<${open.rawName}> is never closed: the part was cut off`)
  return onlyElement(scan, root)
}

/** Reads the characters up to the next markup and the markup; gives the index behind it. */
function step(scan: Scan, position: number): number {
  const { text } = scan
  const next = readText(scan, position)
  if (next === text.length) return next
  switch (text.charCodeAt(next + 1)) {
    case 0x2f:
      return closeElement(scan, next)
    case 0x21:
      return readDeclaration(scan, next)
    case 0x3f:
      return behind(scan, next, '?>')
    default:
      return openElement(scan, next)
  }
}

// Loops over character codes: `indexOf` costs more than the few characters between two tags.
function readText(scan: Scan, start: number): number {
  const { text } = scan
  let end = start
  let isPlain = true
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (code === LESS) break
    if (code === AMPERSAND || isInvalid(code)) isPlain = false
  }
  if (end === start) return end
  const raw = text.slice(start, end)
  handOut(scan, isPlain ? raw : checkText(scan, start, raw))
  return end
}

function handOut(scan: Scan, text: string): void {
  const { children, isText, element } = top(scan)
  children.push(text)
  if (!isText) return
  element.ink += countCharacters(text)
  const first = text.charCodeAt(0)
  if (first >= FIRST_JOINING && scan.line !== '' && mayChange(text.charAt(0))) {
    const apart = countCharacters(scan.line) + countCharacters(text)
    scan.line += text
    element.ink += countCharacters(scan.line) - apart
  } else scan.line = text
}

function checkText(scan: Scan, start: number, raw: string): string {
  checkCharacters(scan, start, raw)
  const text = resolveReferences(raw)
  if (text === null) throw wrong(scan, start, 'a reference that XML does not know')
  return text
}

function checkCharacters(scan: Scan, start: number, raw: string): void {
  for (let index = 0; index < raw.length; index += 1)
    if (isInvalid(raw.charCodeAt(index)))
      throw wrong(scan, start + index, 'a character that XML does not allow')
}

/** XML 1.0, 2.2: of the controls only tab, line feed and carriage return are characters. */
function isInvalid(code: number): boolean {
  return code < 0x20 ? code !== 0x0a && code !== 0x09 && code !== 0x0d : code >= 0xfffe
}

function openElement(scan: Scan, start: number): number {
  const { frames, options } = scan
  const parent = top(scan)
  const end = endOfTag(scan.text, start)
  if (end === -1) throw wrong(scan, start, 'a tag that is never closed: the part was cut off')
  const raw = scan.text.slice(start + 1, end)
  const tag = parent.scope.tags.get(raw) ?? readNewTag(scan, start, raw)
  scan.elements += 1
  if (scan.elements > options.limits.elements)
    throw exceeded(scan, `more than ${options.limits.elements} elements`)
  const children = tag.isEmpty ? NOTHING : []
  const { name, attributes, ink } = tag
  const element = { name, attributes, children, ink }
  parent.children.push(element)
  if (tag.isEmpty) {
    parent.element.ink += ink
    return end + 1
  }
  if (frames.length > options.limits.depth)
    throw exceeded(scan, `elements nested more than ${options.limits.depth} deep`)
  const { rawName, isText, endsLine, scope } = tag
  if (endsLine) scan.line = ''
  frames.push({ rawName, children, element, isText, endsLine, scope })
  return end + 1
}

function readNewTag(scan: Scan, start: number, raw: string): Tag {
  const { scope } = top(scan)
  checkCharacters(scan, start, raw)
  try {
    const tag = readTag(raw, scope, scan.rules)
    // A tag with a scope of its own must be read anew.
    if (tag.scope === scope && scope.tags.size < CACHED_TAGS) scope.tags.set(raw, tag)
    return tag
  } catch (error) {
    if (!(error instanceof TagError)) throw error
    throw error.isLimit ? exceeded(scan, error.message) : wrong(scan, start, error.message)
  }
}

function closeElement(scan: Scan, start: number): number {
  const { text, frames } = scan
  const { rawName, element, endsLine } = top(scan)
  if (frames.length > 1 && startsWith(text, rawName, start + 2)) {
    let end = start + 2 + rawName.length
    while (text.charCodeAt(end) <= 0x20) end += 1
    if (text.charCodeAt(end) === GREATER) {
      frames.pop()
      top(scan).element.ink += element.ink
      if (endsLine) scan.line = ''
      return end + 1
    }
  }
  const found = text.slice(start, start + 40).split('>', 1)[0] ?? ''
  const expected = frames.length > 1 ? `</${rawName}>` : 'nothing more'
  throw wrong(scan, start, `found «${found}>», expected «${expected}»`)
}

function startsWith(text: string, name: string, start: number): boolean {
  for (let index = 0; index < name.length; index += 1)
    if (text.charCodeAt(start + index) !== name.charCodeAt(index)) return false
  return true
}

function readDeclaration(scan: Scan, start: number): number {
  const { text } = scan
  if (text.startsWith('<!--', start)) return behind(scan, start + 2, '-->')
  if (!text.startsWith('<![CDATA[', start))
    throw wrong(scan, start, 'a DOCTYPE or another declaration, which a document must not have')
  const end = behind(scan, start, ']]>')
  const raw = text.slice(start + '<![CDATA['.length, end - ']]>'.length)
  checkCharacters(scan, start, raw)
  handOut(scan, raw)
  return end
}

function behind(scan: Scan, start: number, mark: string): number {
  const end = scan.text.indexOf(mark, start + 2)
  if (end === -1) throw wrong(scan, start, `«${mark}» is missing: the part was cut off`)
  return end + mark.length
}

function onlyElement(scan: Scan, root: Frame): XmlElement {
  let element: XmlElement | null = null
  for (const node of root.children) {
    const isWhiteSpace = typeof node === 'string' && node.trim() === ''
    if (isWhiteSpace) continue
    if (typeof node === 'string' || element !== null)
      throw wrong(scan, 0, 'more than one element at the outermost level')
    element = node
  }
  if (element === null) throw wrong(scan, 0, 'it holds no element')
  return element
}

function top(scan: Scan): Frame {
  const frame = scan.frames[scan.frames.length - 1]
  if (frame === undefined) throw wrong(scan, scan.text.length, 'one end tag too many')
  return frame
}

function wrong(scan: Scan, offset: number, what: string): ZvitError {
  return broken(scan.options.part, `${what} (character ${offset})`)
}

function exceeded(scan: Scan, what: string): ZvitError {
  return new ZvitError('LIMIT_EXCEEDED', `The part «${scan.options.part}» holds ${what}.`)
}

/** Trees that are remembered under one set of options, and characters of the longest text of one. */
const MOST = 16
const LONGEST = 125_000

type Trees = Map<string, XmlElement>

const known = new WeakMap<XmlOptions['namespaces'], WeakMap<Limits, Trees>>()

/**
 * As `parseXml`, for a part that comes again from document to document: styles, numbering,
 * relationships. `key` is its text, or stands for it; the tree of one key is made once, so nobody may
 * change it.
 */
export function parseShared(key: string, text: () => string, options: XmlOptions): XmlElement {
  const trees = treesOf(options)
  const before = trees.get(key)
  const xml = before === undefined ? text() : ''
  const root = before ?? parseXml(xml, options)
  // The one used last stands behind all others; the one that was not asked for longest makes room.
  trees.delete(key)
  if (xml.length <= LONGEST) trees.set(key, root)
  for (const [oldest] of trees) if (trees.size > MOST) trees.delete(oldest)
  return root
}

function treesOf({ namespaces, limits }: XmlOptions): Trees {
  const byLimits = known.get(namespaces) ?? new WeakMap<Limits, Trees>()
  known.set(namespaces, byLimits)
  const trees = byLimits.get(limits) ?? new Map()
  byLimits.set(limits, trees)
  return trees
}

const DECLARED = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)["']/
const KNOWN = /^(?:utf-?8|utf-?16(?:le|be)?|us-ascii)$/i

/**
 * The text of an XML part: UTF-8 or UTF-16, with a byte order mark or without.
 * Throws `FILE_DAMAGED` for any other encoding and for bytes that are no text in theirs.
 */
export function decodeXml(bytes: Buffer, part: string): string {
  const text = decode(bytes, part)
  const declared = DECLARED.exec(text.slice(0, 200))?.[1]
  if (declared !== undefined && !KNOWN.test(declared))
    throw broken(part, `it declares the encoding ${declared}; only UTF-8 and UTF-16 are allowed`)
  return text
}

function decode(bytes: Buffer, part: string): string {
  const first = bytes[0]
  const second = bytes[1]
  // XML 1.0, appendix F: the first two bytes tell the family.
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0))
    return decode16(bytes, 'utf-16le', part)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c))
    return decode16(bytes, 'utf-16be', part)
  if (!isUtf8(bytes)) throw broken(part, 'its bytes are no UTF-8')
  const hasMark = first === 0xef && second === 0xbb && bytes[2] === 0xbf
  return decode8(hasMark ? bytes.subarray(3) : bytes)
}

/** As `toString('utf8')`, which takes 85 µs where this takes 7 (57 kB of Ukrainian XML, Node 20). */
function decode8(bytes: Buffer): string {
  return isAscii(bytes)
    ? bytes.toString('latin1')
    : transcode(bytes, 'utf8', 'utf16le').toString('utf16le')
}

function decode16(bytes: Buffer, encoding: string, part: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw broken(part, 'its bytes are no UTF-16', error)
  }
}

/** A `FILE_DAMAGED` that names the part and what is wrong with it. */
function broken(part: string, what: string, cause?: unknown): ZvitError {
  return new ZvitError(
    'FILE_DAMAGED',
    `The part «${part}» is broken: ${what}. Ask for the file again.`,
    cause === undefined ? undefined : { cause },
  )
}
