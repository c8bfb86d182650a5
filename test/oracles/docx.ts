import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { decodeXml } from '../../src/containers/xml/index.ts'
import { openZip } from '../../src/containers/zip/index.ts'
import { compose } from '../../src/text/compose.ts'
import { isSpaceCode } from '../../src/text/letters.ts'

/*
 * The independent count: shares no code with the reader, not even its XML. It looks only at the
 * few tags that decide whether characters count, by their local names, in one pass of a pattern.
 */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)(?:[^\s<>/:"'=]+:)?(p|t|tbl|tr|tc|trPr|txbxContent|del|moveFrom|conflictDel|cellDel|AlternateContent|Choice|Fallback|sym|noBreakHyphen|softHyphen|footnote|endnote)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>/g
const NO_NOTE = /type\s*=\s*["'](?:separator|continuation\w+)["']/
const SPACE_SYMBOL = /char\s*=\s*["'](?:[fF]0|00)?20["']/

/** Text between two tags that matter; `count` is of paragraphs that ended inside. */
interface Frame {
  readonly name: string
  text: string
  count: number
  hasText: boolean
  isLeftOut: boolean
  /** Of an `AlternateContent`: its branches; null while there is none. */
  branches: Frame[] | null
}

interface State {
  readonly frames: Frame[]
}

/**
 * Characters that are not white space (UTF-16 units after NFC) in the XML of a body, a header, a
 * footer or a part of notes: text, symbols and hyphens, without deleted text and the second branch of
 * an alternative.
 */
function countXml(xml: string): number {
  const root = walk(xml)
  return root.count + countText(root.text)
}

function walk(xml: string): Frame {
  const root = openFrame('', null)
  const state: State = { frames: [root] }
  let textStart = -1
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(xml); match !== null; match = TOKEN.exec(xml)) {
    const name = match[2]
    if (name === undefined) continue
    const isEnd = match[1] === '/'
    const rest = match[3] ?? ''
    if (name !== 't') {
      if (isEnd) closeFrame(state, name)
      else pass(state, name, rest)
    } else if (isEnd) {
      if (textStart >= 0) addText(state, xml.slice(textStart, match.index))
      textStart = -1
    } else {
      top(state).hasText = true
      textStart = rest.endsWith('/') ? -1 : TOKEN.lastIndex
    }
  }
  return root
}

/** Takes a start tag into account; `rest` is what stands behind its name. */
function pass(state: State, name: string, rest: string): void {
  switch (name) {
    case 'sym':
      top(state).hasText = true
      if (!SPACE_SYMBOL.test(rest)) addRaw(state, '*')
      return
    case 'noBreakHyphen':
    case 'softHyphen':
      addRaw(state, '-')
      return
    case 'cellDel':
      leaveOut(state, 'tc')
      return
    default:
      openTag(state, name, rest)
  }
}

function openTag(state: State, name: string, rest: string): void {
  const outer = top(state)
  // Inside the properties of a row `del` is a mark: the row was deleted.
  if (name === 'del' && outer.name === 'trPr') leaveOut(state, 'tr')
  if (rest.endsWith('/')) return
  const frame = openFrame(name, outer)
  frame.isLeftOut ||=
    name === 'del' ||
    name === 'moveFrom' ||
    name === 'conflictDel' ||
    ((name === 'footnote' || name === 'endnote') && NO_NOTE.test(rest))
  state.frames.push(frame)
}

function leaveOut({ frames }: State, name: string): void {
  const index = frames.findLastIndex((frame) => frame.name === name)
  for (const frame of index === -1 ? [] : frames.slice(index)) frame.isLeftOut = true
}

function closeFrame(state: State, name: string): void {
  const frame = top(state)
  if (frame.name !== name || state.frames.length === 1) return
  state.frames.pop()
  const outer = top(state)
  if (name === 'AlternateContent') {
    const chosen = frame.branches?.find(({ hasText }) => hasText)
    if (chosen !== undefined) give(chosen, outer)
  } else if (outer.name === 'AlternateContent') {
    outer.branches ??= []
    outer.branches.push(frame)
  } else give(frame, outer)
}

function give(frame: Frame, outer: Frame): void {
  outer.hasText ||= frame.hasText
  if (frame.isLeftOut) return
  outer.count += frame.count
  if (frame.name === 'p') outer.count += countText(frame.text)
  else outer.text += frame.text
}

function addText(state: State, xml: string): void {
  addRaw(state, xml.includes('<') || xml.includes('&') ? decode(xml) : xml)
}

function addRaw(state: State, text: string): void {
  const frame = top(state)
  if (!frame.isLeftOut) frame.text += text
}

function decode(xml: string): string {
  return xml.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|<[^>]*>|&#x([0-9a-f]+);|&#([0-9]+);|&(lt|gt|amp|quot|apos);/gi,
    (_, raw, hexadecimal, decimal, name) => {
      if (raw !== undefined) return raw
      if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16))
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      // Any one character that is not white space counts the same.
      return name === undefined ? '' : '*'
    },
  )
}

function countText(text: string): number {
  const normal = compose(text)
  let count = 0
  for (let index = 0; index < normal.length; index += 1)
    if (!isSpaceCode(normal.charCodeAt(index))) count += 1
  return count
}

function openFrame(name: string, outer: Frame | null): Frame {
  return {
    name,
    text: '',
    count: 0,
    hasText: false,
    isLeftOut: outer?.isLeftOut ?? false,
    branches: null,
  }
}

function top({ frames }: State): Frame {
  const frame = frames.at(-1)
  if (frame === undefined) throw new RangeError('the count has lost its outermost frame')
  return frame
}

/**
 * The same of a whole container: its main part, all notes, the headers and footers that the main part
 * names; null where it is no container with the usual names.
 */
export function countDocx(bytes: Uint8Array): number | null {
  const zip = openUsual(bytes)
  const main = 'word/document.xml'
  if (zip === null || !zip.has(main)) return null
  const text = (part: string) => decodeXml(zip.read(part), part)
  const rels = 'word/_rels/document.xml.rels'
  const asked = new Set(
    [...text(main).matchAll(/(?:header|footer)Reference\s[^>]*?\w+:id\s*=\s*"([^"]*)"/g)].map(
      ([, id]) => id,
    ),
  )
  const parts = new Set([main])
  for (const [tag] of zip.has(rels) ? text(rels).matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g) : []) {
    const [, type = ''] = /Type="[^"]*\/(\w+)"/.exec(tag) ?? []
    const [, id = ''] = /\sId="([^"]*)"/.exec(tag) ?? []
    const [, target = ''] = /Target="([^"]*)"/.exec(tag) ?? []
    const isText =
      /^(?:foot|end)notes$/.test(type) || (/^(?:header|footer)$/.test(type) && asked.has(id))
    const part = target.startsWith('/') ? target.slice(1) : `word/${target}`
    if (isText && !zip.has(part)) return null
    if (isText) parts.add(part)
  }
  return [...parts].reduce((sum, part) => sum + countXml(text(part)), 0)
}

function openUsual(bytes: Uint8Array) {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? openZip(bytes, DEFAULT_LIMITS) : null
}
