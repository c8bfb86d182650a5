import { isUtf8 } from 'node:buffer'
import { compose } from '../../text/compose.ts'
import { decodeCyrillic } from './cyrillic.ts'

/** A decoded text, NFC, without its byte order mark. */
export interface Decoded {
  readonly text: string
  /** Name of the encoding, as WHATWG has it; `cp1125` is not among theirs. */
  readonly encoding: string
  /** True where neither a mark nor the form of the bytes tells the encoding. */
  readonly isGuessed: boolean
}

const REPLACEMENT = 0xfffd
/** UTF-8 with some broken bytes is still UTF-8: so many sound sequences for one broken. */
const SOUND_FOR_BROKEN = 20

/**
 * The text of the bytes: UTF-8, UTF-16 with or without a mark, or the Cyrillic code page that makes
 * the most Ukrainian of them. Bytes that mean nothing become U+FFFD; none is passed over.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = markedEncoding(bytes)
  if (marked !== null) return decoded(decodeAs(marked, bytes), marked, false)
  const wide = wideOrder(bytes)
  if (wide !== null) return decoded(decodeAs(wide, bytes), wide, true)
  const text = decodeAs('utf-8', bytes)
  if (isUtf8(bytes) || isMostlySound(text)) return decoded(text, 'utf-8', false)
  const cyrillic = decodeCyrillic(bytes)
  return decoded(cyrillic.text, cyrillic.encoding, true)
}

function decoded(text: string, encoding: string, isGuessed: boolean): Decoded {
  return { text: compose(text), encoding, isGuessed }
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes)
}

function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

function isMostlySound(text: string): boolean {
  let broken = 0
  let sound = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === REPLACEMENT) broken += 1
    else if (code > 0x7f) sound += 1
  }
  return sound >= broken * SOUND_FOR_BROKEN
}

/** Bytes looked at. */
const SAMPLE = 1024 * 1024
const LEAST_HIGH = 0.9
const MOST_LOW = 0.6

/** Byte order of UTF-16 without a mark, told by the high bytes of its letters; null for others. */
export function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.min(bytes.length, SAMPLE) >> 1
  if (pairs < 2) return null
  let even = 0
  let odd = 0
  for (let index = 0; index < pairs * 2; index += 2) {
    if (isHigh(bytes[index])) even += 1
    if (isHigh(bytes[index + 1])) odd += 1
  }
  const isWide = (high: number, low: number) =>
    high >= pairs * LEAST_HIGH && low <= pairs * MOST_LOW
  if (isWide(odd, even)) return 'utf-16le'
  return isWide(even, odd) ? 'utf-16be' : null
}

/** High bytes of Latin, Cyrillic and General Punctuation. */
function isHigh(byte: number | undefined): boolean {
  return byte === 0x00 || byte === 0x04 || byte === 0x20
}
