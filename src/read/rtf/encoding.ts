import { Buffer, isUtf8 } from 'node:buffer'
import { decodeCyrillic } from '../../containers/encoding/cyrillic.ts'
import type { Fonts } from './fonts.ts'

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
  const letters = text.match(/[а-яёіїєґ]/gi)?.length ?? 0
  return letters >= beyond * MOSTLY ? encoding : null
}
