import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { openPackage } from '../../src/containers/opc.ts'
import { createNotes } from '../../src/document/notes.ts'
import {
  LANGUAGE,
  type Library,
  loadLibrary,
  WITH_DAY,
  WITHOUT_DAY,
} from '../../src/read/xlsx/formats.ts'
import { readWorkbook, WORKBOOK } from '../../src/read/xlsx/workbook.ts'
import { compose } from '../../src/text/compose.ts'

/*
 * A second reading of a workbook, to hold the count of the reader against: shares no code with it but
 * the list of its parts and the signs of the language, not even its XML. It looks for cells, strings
 * and headers in the text of the parts.
 */

/** The texts of the parts that hold something to be read. */
interface CountedParts {
  readonly sheets: readonly string[]
  readonly drawings: readonly string[]
  readonly strings: string | null
  readonly styles: string | null
  readonly isFrom1904: boolean
  /** Names of sheets that were read as text. */
  readonly names: readonly string[]
}

interface Known {
  readonly library: Library
  readonly strings: readonly string[]
  /** For each cell format its code, '' for General. */
  readonly formats: readonly string[]
  readonly shift: number
}

const CELL = /<((?:[\w.-]+:)?)c((?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?)>/g
const TEXTS = /<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*(?:<!\[CDATA\[[\s\S]*?\]\]>[^<]*)*)<\//g
const VALUE = /<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*(?:<!\[CDATA\[[\s\S]*?\]\]>[^<]*)*)<\//
const PHONETIC = /<((?:[\w.-]+:)?)rPh[\s>][\s\S]*?<\/\1rPh>/g
const ITEM = /<((?:[\w.-]+:)?)si(?:\/>|>([\s\S]*?)<\/\1si>)/g
const FALLBACK = /<((?:[\w.-]+:)?)Fallback[\s>][\s\S]*?<\/\1Fallback>/g
const ATTRIBUTES = {
  t: /\st\s*=\s*(?:"([^"]*)"|'([^']*)')/,
  s: /\ss\s*=\s*(?:"([^"]*)"|'([^']*)')/,
  numFmtId: /\snumFmtId\s*=\s*(?:"([^"]*)"|'([^']*)')/,
  formatCode: /\sformatCode\s*=\s*(?:"([^"]*)"|'([^']*)')/,
}
const HEADER = /<(?:[\w.-]+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]*)<\//g
const HEADER_CODE = /&(?:&|"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[0-9]+|[\s\S])/g

/** Characters that are not white space (UTF-16 units after NFC) in a workbook as it is printed. */
export async function countXlsx(bytes: Uint8Array): Promise<number> {
  const pack = openPackage(bytes, DEFAULT_LIMITS, WORKBOOK)
  const { sheets, isFrom1904 } = readWorkbook(pack, createNotes())
  const links = (part: string, wanted: string) =>
    pack
      .relationships(part)
      .filter(({ type, target, isExternal }) => type === wanted && !isExternal && pack.has(target))
      .map(({ target }) => pack.text(target))
  return countParts({
    sheets: sheets.map(({ part }) => pack.text(part)),
    drawings: sheets.flatMap(({ part }) => links(part, 'drawing')),
    strings: links(pack.main, 'sharedStrings')[0] ?? null,
    styles: links(pack.main, 'styles')[0] ?? null,
    isFrom1904,
    names: sheets.length > 1 ? sheets.map(({ name }) => name) : [],
  })
}

async function countParts(parts: CountedParts): Promise<number> {
  const library = await loadLibrary()
  const known: Known = {
    library,
    strings: [...(parts.strings ?? '').matchAll(ITEM)].map(([, , item = '']) => textOf(item)),
    formats: readFormats(parts.styles ?? '', library),
    shift: parts.isFrom1904 ? 1462 : 0,
  }
  let count = 0
  for (const name of parts.names) count += countText(name)
  for (const sheet of parts.sheets) count += countCells(sheet, known) + countHeaders(sheet)
  for (const drawing of parts.drawings) {
    const drawn = drawing.replace(FALLBACK, '')
    for (const [, text = ''] of drawn.matchAll(TEXTS)) count += countText(decode(text))
  }
  return count
}

function readFormats(styles: string, { getFormatFromId }: Library): readonly string[] {
  const codes = new Map<number, string>()
  for (const [tag] of styles.matchAll(/<(?:[\w.-]+:)?numFmt\s(?:"[^"]*"|'[^']*'|[^>"'])*>/g))
    codes.set(Number(attributeOf(tag, 'numFmtId')), attributeOf(tag, 'formatCode') ?? '')
  const list = /<(?:[\w.-]+:)?cellXfs[\s>][\s\S]*?<\/(?:[\w.-]+:)?cellXfs>/.exec(styles)?.[0] ?? ''
  return [...list.matchAll(/<(?:[\w.-]+:)?xf(?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?>/g)].map(([tag]) => {
    const id = Number(attributeOf(tag, 'numFmtId') ?? 0)
    const isPlain = id === 0 || id === 49
    return codes.get(id) ?? (isPlain ? '' : (getFormatFromId(id, LANGUAGE) ?? ''))
  })
}

function countCells(xml: string, known: Known): number {
  const from = xml.search(/<(?:[\w.-]+:)?sheetData[\s>]/)
  if (from < 0) return 0
  let count = 0
  for (const match of xml.matchAll(CELL)) {
    const [tag, prefix = '', attributes = ''] = match
    if (match.index < from || attributes.endsWith('/')) continue
    const start = match.index + tag.length
    const end = xml.indexOf(`</${prefix}c>`, start)
    count += countCell(attributes, xml.slice(start, end < 0 ? xml.length : end), known)
  }
  return count
}

function countCell(attributes: string, inside: string, known: Known): number {
  const type = attributeOf(attributes, 't') ?? 'n'
  const value = decode(VALUE.exec(inside)?.[1] ?? '')
  const format = known.formats[Number(attributeOf(attributes, 's') ?? 0)] ?? ''
  switch (type) {
    case 's':
      return shown(known.strings[value.trim() === '' ? -1 : Number(value)] ?? '', format, known)
    case 'inlineStr':
      return shown(textOf(inside), format, known)
    case 'str':
      return shown(readEscapes(value), format, known)
    case 'b':
      return value === '' ? 0 : /^\s*(?:1|true)\s*$/.test(value) ? 4 : 5
    case 'e':
      return countText(value)
    case 'd': {
      const time = Date.parse(`${value.trim().replace(/Z$/, '')}Z`)
      const day = time / 86_400_000 + 25_569
      return value === '' || Number.isNaN(time)
        ? countText(value)
        : shown(day, format === '' ? 'dd.mm.yyyy' : format, known)
    }
    default: {
      const number = Number(value.trim())
      if (value.trim() === '') return 0
      return shown(
        Number.isFinite(number) ? number : value,
        Number.isFinite(number) ? format || 'General' : '',
        known,
      )
    }
  }
}

/** Of a value that its format hides the value itself is counted. */
function shown(value: string | number, format: string, known: Known): number {
  const raw = countText(String(value))
  if (format === '' || format.length > 1024 || value === '') return raw
  const code = format.replace(/\[\$-[0-9a-f]*22\]/gi, '')
  const isDate = known.library.isDateFormat(code)
  const moved = typeof value === 'number' && isDate ? value + known.shift : value
  try {
    const locale = /d/i.test(code) ? WITH_DAY : WITHOUT_DAY
    return countText(known.library.format(code, moved, { locale, dateErrorNumber: true })) || raw
  } catch {
    return raw
  }
}

function countHeaders(xml: string): number {
  let count = 0
  for (const [, written = ''] of xml.matchAll(HEADER))
    count += countText(decode(written).replace(HEADER_CODE, (code) => (code === '&&' ? '&' : '')))
  return count
}

function textOf(xml: string): string {
  const texts = [...xml.replace(PHONETIC, '').matchAll(TEXTS)].map(([, text = '']) => decode(text))
  return readEscapes(texts.join(''))
}

function attributeOf(tag: string, name: keyof typeof ATTRIBUTES): string | null {
  const found = ATTRIBUTES[name].exec(tag)
  return found === null ? null : decode(found[1] ?? found[2] ?? '')
}

function readEscapes(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function decode(xml: string): string {
  if (!/[<&]/.test(xml)) return xml
  return xml.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|&#x([0-9a-f]+);|&#([0-9]+);|&(lt|gt|amp|quot|apos);/gi,
    (_, raw, hexadecimal, decimal, name) => {
      if (raw !== undefined) return raw
      if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16))
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      return NAMED.get(name) ?? ''
    },
  )
}

function countText(text: string): number {
  return text === '' ? 0 : compose(text).replace(/\s+/g, '').length
}
