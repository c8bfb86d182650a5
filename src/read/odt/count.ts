/*
 * The independent count: shares no code with the reader, not even its XML. It looks only at the
 * few tags that decide whether characters count, in one pass of a pattern over the text.
 */
const NAMES =
  'office:text|office:annotation|office:binary-data|office:event-listeners|office:forms|office:scripts|text:p|text:h|text:note-citation|text:tracked-changes|text:changed-region|text:deletion|text:change-start|text:change-end|text:number|text:script|text:[a-z-]+-source|table:table-row|table:table-cell|table:covered-table-cell|table:title|table:desc|table:shapes|table:named-expressions|svg:title|svg:desc|draw:object|math:math|math:annotation|math:annotation-xml|style:header|style:header-left|style:header-first|style:footer|style:footer-left|style:footer-first|loext:header-first|loext:footer-first'
const ROOTS = /^(?:office:text|(?:style|loext):(?:header|footer)(?:-left|-first)?)$/
const COUNTED_AGAIN = 'math:math'
const CHANGE = /^text:(?:changed-region|deletion|change-start|change-end)$/
const CHANGE_ID = /(?:xml:id|(?:\w+:)?id|(?:\w+:)?change-id)\s*=\s*["']([^"']*)["']/g
const PARAGRAPH = /^text:[ph]$/
const REPEATED = /number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']/
const DECLARATION = /\sxmlns:([\w.-]+)\s*=\s*["']([^"']+)["']/g
const ANNOTATION = /<((?:[\w.-]+:)?annotation(?:-xml)?)[\s>][\s\S]*?<\/\1\s*>/g
const USUAL: readonly (readonly [string, RegExp])[] = [
  ['office', /opendocument:xmlns:office:1\.0$/],
  ['text', /opendocument:xmlns:text:1\.0$/],
  ['table', /opendocument:xmlns:table:1\.0$/],
  ['style', /opendocument:xmlns:style:1\.0$/],
  ['draw', /opendocument:xmlns:drawing:1\.0$/],
  ['svg', /svg-compatible:1\.0$/],
  ['math', /MathML$/],
]

/** Text between two tags that matter; `count` is of paragraphs that ended inside. */
interface Frame {
  readonly name: string
  readonly times: number
  readonly isCounted: boolean
  /** The same of what stands around it. */
  readonly isAroundCounted: boolean
  text: string
  count: number
}

/**
 * Characters that are not white space (UTF-16 units after NFC) in the body, the headers and the
 * footers of an OpenDocument part: without deleted text, comments, printed numbers of notes, titles
 * of pictures and sources of indexes; repeated cells and rows as often as they are drawn.
 */

export function countOdt(xml: string): number {
  const { tags, usual } = tagPattern(xml)
  const root: Frame = {
    name: '',
    times: 1,
    isCounted: false,
    isAroundCounted: false,
    text: '',
    count: 0,
  }
  const frames: Frame[] = [root]
  const changes: Changes = { region: [], deletions: new Set(), open: new Set() }
  let from = 0
  for (const match of xml.matchAll(tags)) {
    const [tag, slash, name, rest = ''] = match
    if (name === undefined) continue
    const frame = frames.at(-1) ?? root
    if (changes.open.size === 0) addText(frame, xml.slice(from, match.index))
    from = match.index + tag.length
    const plain = usual(name)
    if (CHANGE.test(plain)) passChange(plain, rest, changes)
    else if (slash === '/') {
      if (frames.length > 1 && frame.name === plain) close(frames)
    } else if (!rest.endsWith('/')) frames.push(open(plain, rest, frame))
  }
  addText(frames.at(-1) ?? root, xml.slice(from))
  while (frames.length > 1) close(frames)
  return root.count + countText(root.text)
}

/** Tracked changes: ids of the region at hand, of deletions, and of deletions that are open. */
interface Changes {
  region: readonly string[]
  readonly deletions: Set<string>
  readonly open: Set<string>
}

function passChange(name: string, rest: string, changes: Changes): void {
  const ids = [...rest.matchAll(CHANGE_ID)].map(([, id = '']) => id)
  if (name === 'text:changed-region' && ids.length > 0) changes.region = ids
  if (name === 'text:deletion') for (const id of changes.region) changes.deletions.add(id)
  for (const id of ids) {
    if (name === 'text:change-end') changes.open.delete(id)
    if (name === 'text:change-start' && changes.deletions.has(id)) changes.open.add(id)
  }
}

/** The same for a formula that stands in a part of its own. */
export function countFormula(xml: string): number {
  return countText(decode(xml.replace(ANNOTATION, '')))
}

/** Prefixes are free; what they stand for tells which tag is which. */
function tagPattern(xml: string) {
  const prefixes = new Map<string, string>()
  for (const [, prefix = '', uri = ''] of xml.slice(0, 65_536).matchAll(DECLARATION)) {
    const found = USUAL.find(([, pattern]) => pattern.test(uri))
    if (found !== undefined && !prefixes.has(prefix)) prefixes.set(prefix, found[0])
  }
  const usual = (name: string) => {
    const colon = name.indexOf(':')
    const prefix = prefixes.get(name.slice(0, colon))
    return prefix === undefined ? name : prefix + name.slice(colon)
  }
  const names = NAMES.split('|')
  const all = [...names]
  for (const [prefix, meaning] of prefixes)
    for (const name of prefix === meaning ? [] : names)
      if (name.startsWith(`${meaning}:`))
        all.push(prefix.replace(/[.-]/g, '\\$&') + name.slice(meaning.length))
  const tags = new RegExp(
    `<!--[\\s\\S]*?-->|<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|<(/?)(${all.join('|')})(?=[\\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>`,
    'g',
  )
  return { tags, usual }
}

function open(name: string, rest: string, outer: Frame): Frame {
  const times = REPEATED.exec(name.startsWith('table:') ? rest : '')?.[1]
  return {
    name,
    times: times === undefined ? 1 : Math.max(1, Number(times)),
    isCounted: isCounted(name, outer),
    isAroundCounted: outer.isCounted,
    text: '',
    count: 0,
  }
}

function isCounted(name: string, outer: Frame): boolean {
  if (ROOTS.test(name)) return outer.name === '' || outer.isCounted
  if (name === COUNTED_AGAIN && outer.name === 'draw:object') return outer.isAroundCounted
  return (
    outer.isCounted &&
    (PARAGRAPH.test(name) ||
      /^table:(?:table-row|(?:covered-)?table-cell)$/.test(name) ||
      name === COUNTED_AGAIN)
  )
}

function close(frames: Frame[]): void {
  const frame = frames.pop()
  const outer = frames.at(-1)
  if (frame === undefined || outer === undefined) return
  if (PARAGRAPH.test(frame.name) || frame.times > 1) {
    outer.count += (frame.count + countText(frame.text)) * frame.times
    return
  }
  outer.count += frame.count
  outer.text += frame.text
}

function addText(frame: Frame, xml: string): void {
  if (frame.isCounted && xml !== '') frame.text += /[<&]/.test(xml) ? decode(xml) : xml
}

function decode(xml: string): string {
  return xml.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^>"'])*>|&#x([0-9a-f]+);|&#([0-9]+);|&(lt|gt|amp|quot|apos);/gi,
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
  return text === '' ? 0 : text.normalize('NFC').replace(/\s+/g, '').length
}
