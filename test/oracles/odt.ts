import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { decodeXml } from '../../src/containers/xml/index.ts'
import { openZip } from '../../src/containers/zip/index.ts'
import { compose } from '../../src/text/compose.ts'
import { isSpaceCode } from '../../src/text/letters.ts'

/*
 * The independent count: shares no code with the reader, not even its XML. It looks only at the
 * few tags that decide whether characters count, in one pass of a pattern over the text.
 */
const NAMES: readonly (readonly [string, string])[] = [
  [
    'text',
    'p|h|note-citation|tracked-changes|changed-region|deletion|change-start|change-end|number|script|[a-z-]+-source',
  ],
  ['table', 'table-row|table-cell|covered-table-cell|title|desc|shapes|named-expressions'],
  ['office', 'text|annotation|binary-data|event-listeners|forms|scripts'],
  ['style', '(?:header|footer)(?:-left|-first)?'],
  ['loext', '(?:header|footer)-first'],
  ['svg', 'title|desc'],
  ['draw', 'object'],
  ['math', 'math|annotation|annotation-xml'],
]
const ROOTS = /^(?:office:text|(?:style|loext):(?:header|footer)(?:-left|-first)?)$/
const COUNTED_AGAIN = 'math:math'
const CHANGES = new Set([
  'text:changed-region',
  'text:deletion',
  'text:change-start',
  'text:change-end',
])
const CHANGE_ID = /(?:xml:id|(?:\w+:)?id|(?:\w+:)?change-id)\s*=\s*["']([^"']*)["']/g
const PARAGRAPHS = new Set(['text:p', 'text:h'])
const COUNTED_IN_COUNTED = new Set([
  ...PARAGRAPHS,
  'table:table-row',
  'table:table-cell',
  'table:covered-table-cell',
  COUNTED_AGAIN,
])
const REPEATED = /number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']/
const DECLARATION = /\sxmlns:([\w.-]+)\s*=\s*["']([^"']+)["']/g
const ANNOTATION = /<((?:[\w.-]+:)?annotation(?:-xml)?)[\s>][\s\S]*?<\/\1\s*>/g
/** Prefixes, and how the names of what they stand for end. */
const USUAL: readonly (readonly [string, string])[] = [
  ['office', 'opendocument:xmlns:office:1.0'],
  ['text', 'opendocument:xmlns:text:1.0'],
  ['table', 'opendocument:xmlns:table:1.0'],
  ['style', 'opendocument:xmlns:style:1.0'],
  ['draw', 'opendocument:xmlns:drawing:1.0'],
  ['svg', 'svg-compatible:1.0'],
  ['math', 'MathML'],
]

const USUAL_TAGS = patternOf(NAMES)

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
function countXml(xml: string): number {
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
    if (CHANGES.has(plain)) passChange(plain, rest, changes)
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
function countFormula(xml: string): number {
  return countText(decode(xml.replace(ANNOTATION, '')))
}

/** Prefixes are free; what they stand for tells which tag is which. */
function tagPattern(xml: string) {
  const prefixes = new Map<string, string>()
  for (const [, prefix = '', uri = ''] of xml.slice(0, 16_384).matchAll(DECLARATION)) {
    const found = USUAL.find(([, end]) => uri.endsWith(end))
    if (found !== undefined && found[0] !== prefix && !prefixes.has(prefix))
      prefixes.set(prefix, found[0])
  }
  if (prefixes.size === 0) return { tags: USUAL_TAGS, usual: (name: string) => name }
  const usual = (name: string) => {
    const colon = name.indexOf(':')
    const prefix = prefixes.get(name.slice(0, colon))
    return prefix === undefined ? name : prefix + name.slice(colon)
  }
  const others = [...prefixes].flatMap(([prefix, meaning]) =>
    NAMES.flatMap(([name, tags]) => (name === meaning ? [[prefix, tags] as const] : [])),
  )
  return { tags: patternOf([...NAMES, ...others]), usual }
}

function patternOf(names: readonly (readonly [string, string])[]): RegExp {
  const all = names.map(([prefix, tags]) => `${prefix.replace(/[.-]/g, '\\$&')}:(?:${tags})`)
  return new RegExp(
    `<!--[\\s\\S]*?-->|<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|<(/?)(${all.join('|')})(?=[\\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>`,
    'g',
  )
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
  return outer.isCounted && COUNTED_IN_COUNTED.has(name)
}

function close(frames: Frame[]): void {
  const frame = frames.pop()
  const outer = frames.at(-1)
  if (frame === undefined || outer === undefined) return
  if (PARAGRAPHS.has(frame.name) || frame.times > 1) {
    outer.count += (frame.count + countText(frame.text)) * frame.times
    return
  }
  outer.count += frame.count
  outer.text += frame.text
}

function addText(frame: Frame, xml: string): void {
  if (frame.isCounted && xml !== '')
    frame.text += xml.includes('<') || xml.includes('&') ? decode(xml) : xml
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
  const normal = compose(text)
  let count = 0
  for (let index = 0; index < normal.length; index += 1)
    if (!isSpaceCode(normal.charCodeAt(index))) count += 1
  return count
}

/** The same of a whole document, in a container or as one XML file, with the formulas that it shows. */
export function countOdt(bytes: Uint8Array): number {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return countXml(Buffer.from(bytes).toString('utf8'))
  const zip = openZip(bytes, DEFAULT_LIMITS)
  const text = (part: string) => decodeXml(zip.read(part), part)
  const texts = ['content.xml', 'styles.xml'].filter(zip.has).map(text)
  const formulas = texts
    .flatMap((xml) => [...xml.matchAll(/<draw:object\s[^>]*?xlink:href="(?:\.\/)?([^"]*?)\/?"/g)])
    .map(([, object]) => `${object}/content.xml`)
    .filter((part) => zip.has(part) && /<(?:\w+:)?math[\s>]/.test(text(part)))
  return (
    texts.reduce((sum, xml) => sum + countXml(xml), 0) +
    formulas.reduce((sum, part) => sum + countFormula(text(part)), 0)
  )
}
