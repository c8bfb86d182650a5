import { isSymbolFont, symbolCharacter } from '../../document/symbols.ts'
import { kept } from '../../text/lists.ts'
import { codePageOf, type Decode, decoderOf, isAscii, isWide, LATIN } from './charsets.ts'

interface Font {
  name: string
  charset: number | null
  codePage: number | null
}

/** The font table and what decodes the bytes set in each font. */
export interface Fonts {
  readonly byNumber: Map<number, Font>
  readonly decoders: Map<number, Decode>
  /** Code page of the document (`\ansicpg`), of its default font (`\deff`). */
  ansi: number | null
  standard: number
  /** The encoding that bytes of no telling charset are read by; null before it was guessed. */
  readonly guessed: string | null
  /** The font whose entry is read. */
  current: Font
  /** Bytes of no telling charset beyond ASCII and what stands around them, at most `SAMPLE`. */
  doubtful: string
}

const SAMPLE = 20_000
/** Fonts of Windows 3.1 had their script in the name and charset 0. */
const CYRILLIC_NAME = /\bcyr$/i
const CYRILLIC = 1251

export function createFonts(guessed: string | null): Fonts {
  return {
    byNumber: new Map(),
    decoders: new Map(),
    ansi: null,
    standard: 0,
    guessed,
    current: openFont(),
    doubtful: '',
  }
}

/** The decoder of bytes set in a font of the table. */
export function decoderOfFont(fonts: Fonts, number: number): Decode {
  return kept(fonts.decoders, number, () => createDecoder(fonts, fonts.byNumber.get(number)))
}

function createDecoder(fonts: Fonts, font: Font | undefined): Decode {
  const name = font?.name.trim() ?? ''
  if (isSymbolFont(name)) return bySymbols(name)
  const own = font?.codePage ?? (font?.charset == null ? null : codePageOf(font.charset))
  const isCyrillic = own === LATIN && CYRILLIC_NAME.test(name)
  const codePage = isCyrillic ? CYRILLIC : (own ?? fonts.ansi ?? LATIN)
  // Charset 0 stands in many a table only because its writer knew no other.
  return codePage === LATIN ? doubtful(fonts) : decoderOf(codePage)
}

function doubtful(fonts: Fonts): Decode {
  if (fonts.guessed !== null) return decoderOf(fonts.guessed)
  const decode = decoderOf(LATIN)
  return (bytes) => {
    if (fonts.doubtful.length < SAMPLE && !isAscii(bytes) && !isWide(bytes))
      fonts.doubtful += `${bytes.slice(0, SAMPLE)} `
    return decode(bytes)
  }
}

function bySymbols(name: string): Decode {
  return (bytes) =>
    bytes.replace(/[^\0- ]/g, (byte) => symbolCharacter(name, byte.charCodeAt(0).toString(16)))
}

/** A character of the private use area, where symbol fonts have theirs, as any font has it. */
export function readableSymbol(fonts: Fonts, number: number, code: number): string {
  const name = fonts.byNumber.get(number)?.name.trim() ?? ''
  return isSymbolFont(name) ? symbolCharacter(name, code.toString(16)) : String.fromCharCode(code)
}

/** A font of the table before its words. */
export function openFont(): Font {
  return { name: '', charset: null, codePage: null }
}
