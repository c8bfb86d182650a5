import { Buffer, isUtf8 } from 'node:buffer'
import { decodeCyrillic } from '../../containers/encoding/cyrillic.ts'
import { CYRILLIC_SMALLS, UKRAINIAN_DOS } from '../../text/letters.ts'
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
const WINDOWS: ReadonlySet<number> = new Set([1250, 1251, 1253, 1254, 1257])
/** The upper halves of the tables that TextDecoder lacks, or has wrong on Node 20 (windows-1252). */
const UPPER_HALVES: ReadonlyMap<number | string, string> = new Map<number | string, string>([
  ['cp1125', UKRAINIAN_DOS],
  [
    1252,
    `€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ${String.fromCharCode(
      ...Array.from({ length: 96 }, (_, index) => 0xa0 + index),
    )}`,
  ],
])
const ASCII_CHARACTERS = 0x80
const ASCII = Array.from({ length: ASCII_CHARACTERS }, (_, code) => String.fromCharCode(code)).join(
  '',
)
export const LATIN = 1252

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
  const upper = UPPER_HALVES.get(codePage) ?? UPPER_HALVES.get(LATIN) ?? ''
  if (name === undefined || UPPER_HALVES.has(codePage)) return unlessAscii(byTable(ASCII + upper))
  const decoder = new TextDecoder(name)
  return unlessAscii(
    name === 'utf-8'
      ? (bytes) => decoder.decode(Buffer.from(bytes, 'latin1'))
      : byTable(decoder.decode(Uint8Array.from({ length: 256 }, (_, code) => code))),
  )
}

function nameOf(codePage: number): string | undefined {
  return WINDOWS.has(codePage) ? `windows-${codePage}` : NAMES.get(codePage)
}

/** ASCII stands in the lower half of every code page; characters of UTF-16 are no bytes. */
function unlessAscii(decode: Decode): Decode {
  return (bytes) => (isAscii(bytes) || isWide(bytes) ? bytes : decode(bytes))
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
