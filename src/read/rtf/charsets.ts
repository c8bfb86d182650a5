import { Buffer, isUtf8 } from 'node:buffer'
import {
  decodeCodePage1125,
  decodeCyrillic,
  decodeLatin,
} from '../../containers/encoding/cyrillic.ts'
import { CYRILLIC_SMALLS } from '../../text/letters.ts'
import { kept } from '../../text/lists.ts'
import type { Fonts } from './fonts.ts'

/** Gives the text that bytes stand for; each byte is one character of the argument. */
export type Decode = (bytes: string) => string

const LETTERS = new RegExp(`[${CYRILLIC_SMALLS}]`, 'gi')
/** Code pages by the number of `\fcharset` (RTF 1.9.1, «Font Table»). */
const CODE_PAGES: ReadonlyMap<number, number> = new Map([
  [0, 1252],
  [77, 10000],
  [89, 10007],
  [161, 1253],
  [162, 1254],
  [186, 1257],
  [204, 1251],
  [238, 1250],
])
/** Names that TextDecoder has for code pages, those of Windows apart. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [866, 'ibm866'],
  [10000, 'macintosh'],
  [10007, 'x-mac-cyrillic'],
  [10017, 'x-mac-cyrillic'],
  [20866, 'koi8-r'],
  [21866, 'koi8-u'],
  [28595, 'iso-8859-5'],
  [65001, 'utf-8'],
])
export const LATIN = 1252
const WINDOWS: ReadonlySet<number> = new Set([1250, 1251, LATIN, 1253, 1254, 1257])
/** What TextDecoder lacks, or has wrong on Node 20. */
const OTHERS: ReadonlyMap<string, (bytes: Buffer) => string> = new Map([
  ['cp1125', decodeCodePage1125],
  ['windows-1252', decodeLatin],
])
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, code) => code))
const ASCII_CHARACTERS = 0x80

const decoders = new Map<string, Decode>()

/** The code page of a `\fcharset`; null for those that go by the document's own. */
export function codePageOf(charset: number): number | null {
  return CODE_PAGES.get(charset) ?? null
}

/** The decoder of a code page, or of an encoding by its name; of an unknown one that of Latin. */
export function decoderOf(codePage: number | string): Decode {
  return kept(decoders, String(codePage), () => createDecoder(codePage))
}

function createDecoder(codePage: number | string): Decode {
  const name = typeof codePage === 'string' ? codePage : nameOf(codePage)
  const decode = OTHERS.get(name) ?? ((bytes: Buffer) => new TextDecoder(name).decode(bytes))
  const decoder: Decode =
    name === 'utf-8' ? (bytes) => decode(Buffer.from(bytes, 'latin1')) : byTable(decode(ALL_BYTES))
  // ASCII stands in the lower half of every code page; characters of UTF-16 are no bytes.
  return (bytes) => (isAscii(bytes) || isWide(bytes) ? bytes : decoder(bytes))
}

function nameOf(codePage: number): string {
  return NAMES.get(codePage) ?? `windows-${WINDOWS.has(codePage) ? codePage : LATIN}`
}

/** Whether some of it is no byte. */
export function isWide(text: string): boolean {
  return /[^\0-\xff]/.test(text)
}

/** Whether all characters are of ASCII. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) >= ASCII_CHARACTERS) return false
  return true
}

/** Decodes by 256 characters. */
function byTable(table: string): Decode {
  return (bytes) => {
    let text = ''
    for (let index = 0; index < bytes.length; index += 1)
      text += table[bytes.charCodeAt(index)] ?? bytes.charAt(index)
    return text
  }
}

/** So many letters beyond ASCII in a row are no accents: three in a Latin word are rare. */
const RUN = /[\x80-\xff]{3,}/g
/** Of the bytes beyond ASCII such a share stands in runs and is letters where a text is Cyrillic. */
const MOSTLY = 0.6

/** The file as a text of one character a byte; UTF-16, which some programs save RTF in, as it is. */
export function readSource(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [first, second, third] = file
  if (first === 0xff && second === 0xfe) return file.subarray(2).toString('utf16le')
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(file)
  if (first === 0xef && second === 0xbb && third === 0xbf) return file.toString('latin1', 3)
  return file.toString('latin1')
}

/**
 * The encoding of bytes whose charset is not told, or told as Latin, where they read as something
 * else: UTF-8, or a Cyrillic code page. Null where Latin fits.
 */
export function guessEncoding({ doubtful }: Fonts): string | null {
  if (doubtful === '') return null
  const sample = Buffer.from(doubtful, 'latin1')
  if (isUtf8(sample)) return 'utf-8'
  const beyond = doubtful.match(/[\x80-\xff]/g)?.length ?? 0
  const inRuns = (doubtful.match(RUN) ?? []).reduce((sum, run) => sum + run.length, 0)
  if (inRuns < beyond * MOSTLY) return null
  const { text, encoding } = decodeCyrillic(sample)
  const letters = text.match(LETTERS)?.length ?? 0
  return letters >= beyond * MOSTLY ? encoding : null
}
