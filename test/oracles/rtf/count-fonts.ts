import { Buffer } from 'node:buffer'

/** Characters that bytes in a font of the table stand for, or as many that count the same. */
export type Decode = (bytes: string, font: number) => string

const HEADER = 4096
const LATIN = 'latin1'
const SYMBOLS = 'symbols'
const DOS = 'dos'
const SYMBOL_FONT = /^\s*(?:symbol|wingdings|webdings)/i
const CHARSETS: Record<number, string> = {
  0: LATIN,
  77: 'macintosh',
  78: 'shift_jis',
  79: 'euc-kr',
  80: 'gbk',
  81: 'big5',
  83: 'windows-1255',
  84: 'windows-1256',
  85: 'windows-1253',
  86: 'windows-1254',
  87: 'windows-874',
  88: 'windows-1250',
  89: 'x-mac-cyrillic',
  128: 'shift_jis',
  129: 'euc-kr',
  130: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  179: 'windows-1256',
  180: 'windows-1256',
  181: 'windows-1255',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
  254: DOS,
  255: DOS,
}
const PAGES: Record<number, string> = {
  437: DOS,
  850: DOS,
  852: DOS,
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1252: LATIN,
  1361: 'euc-kr',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  10017: 'x-mac-cyrillic',
  20866: 'koi8-r',
  21866: 'koi8-u',
  28595: 'iso-8859-5',
  65001: 'utf-8',
}
/** The letters of windows-1252 that ISO 8859-1 does not have; TextDecoder of Node 20 lacks them. */
const LETTERS: Record<string, string> = {
  '\x8a': 'Š',
  '\x8e': 'Ž',
  '\x9a': 'š',
  '\x9e': 'ž',
  '\x9f': 'Ÿ',
}
const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

/** The number of the font that `\plain` goes back to. */
export function standardFont(source: string): number {
  return Number(/\\deff(\d+)/.exec(source.slice(0, HEADER))?.[1] ?? 0)
}

/** Decodes for counting, by the font tables of the file. */
export function characterCoder(source: string, guessed: string | null): Decode {
  const fonts = readFonts(source)
  const ansi = pageOf(source.slice(0, HEADER))
  return (bytes, number) => {
    const font = fonts.get(number)
    if (font === SYMBOLS) return bytes.replace(/[^\0- \uf020]/g, '*').replace(/\uf020/g, ' ')
    const encoding = font ?? ansi
    return decode(bytes, encoding === LATIN ? (guessed ?? LATIN) : encoding)
  }
}

function decode(bytes: string, encoding: string): string {
  if (!/[\x80-\xff]/.test(bytes) || /[\u0100-\uffff]/.test(bytes)) return bytes
  if (encoding === LATIN)
    return bytes.replace(/[\x8a\x8e\x9a\x9e\x9f]/g, (byte) => LETTERS[byte] ?? byte)
  if (encoding === DOS) return bytes.replace(/\xa0/g, '*').replace(/\xff/g, ' ')
  const name = encoding === 'cp1125' ? 'ibm866' : encoding
  const decoder = decoders.get(name) ?? new TextDecoder(name)
  decoders.set(name, decoder)
  return decoder.decode(Buffer.from(bytes, 'latin1'))
}

/** The code page of the document by the last word that tells one. */
function pageOf(header: string): string {
  let page = LATIN
  for (const [, number, name] of header.matchAll(/\\ansicpg(\d+)|\\(mac|pca?)(?![a-z])/g)) {
    if (name !== undefined) page = name === 'mac' ? 'macintosh' : DOS
    else if (Number(number) !== 0) page = pageName(Number(number))
  }
  return page
}

function pageName(number: number): string {
  const isWindows = number >= 1250 && number <= 1258
  return PAGES[number] ?? (isWindows ? `windows-${number}` : LATIN)
}

/** The encoding of each font that tells one. */
function readFonts(source: string): ReadonlyMap<number, string> {
  const fonts = new Map<number, string>()
  for (const { index } of source.matchAll(/\{(?:\\\*)?\\fonttbl/g)) {
    const table = source.slice(index + 1, tableEnd(source, index + 1))
    for (const entry of table.split(/\\f(?=\d)/).slice(1)) {
      const number = Number.parseInt(entry, 10)
      const encoding = encodingOf(entry)
      if (encoding === null) fonts.delete(number)
      else fonts.set(number, encoding)
    }
  }
  return fonts
}

function encodingOf(entry: string): string | null {
  const name = entry
    .replace(/^\d+ ?/, '')
    .replace(/\{\\\*[^{}]*\}/g, '')
    .replace(/\\[a-z]+-?\d* ?|[{}\r\n]/g, '')
    .replace(/;[\s\S]*$/, '')
  if (SYMBOL_FONT.test(name)) return SYMBOLS
  const page = /\\cpg(\d+)/.exec(entry)?.[1]
  const charset = /\\fcharset(\d+)/.exec(entry)?.[1]
  if (page !== undefined) return pageName(Number(page))
  if (charset === undefined) return null
  const own = CHARSETS[Number(charset)] ?? null
  return own === LATIN && /\b(?:cyr|кир)\s*$/i.test(name) ? 'windows-1251' : own
}

function tableEnd(source: string, from: number): number {
  const braces = /\\[\s\S]|[{}]/g
  braces.lastIndex = from
  let depth = 0
  for (let match = braces.exec(source); match !== null; match = braces.exec(source)) {
    if (match[0] === '{') depth += 1
    if (match[0] === '}') depth -= 1
    if (depth < 0) return match.index
  }
  return source.length
}
