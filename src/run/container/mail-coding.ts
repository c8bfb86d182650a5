import { decodeBase64 } from '../../containers/encoding/base64.ts'
import {
  encodingOf,
  type Part,
  parameterOf,
  readPart,
  splitParts,
  typeOf,
} from '../../containers/encoding/mime.ts'

/** A message whose base64 holds. */
export interface Mended {
  readonly bytes: Uint8Array
  /** What was damaged, as far as it could be decoded. */
  readonly damaged: readonly Buffer[]
}

const CODED = /^content-transfer-encoding:[ \t]*base64/im
const MOST_NESTED = 32

/**
 * The message with its odd base64 decoded as far as it goes and coded anew; the same bytes where none is
 * odd. Its own parts are looked at, not those of messages attached to it.
 */
export function mendCoding(bytes: Uint8Array): Mended {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const damaged: Buffer[] = []
  const pieces: string[] = []
  let at = 0
  if (CODED.test(text))
    for (const { body } of codedParts(readPart(text), MOST_NESTED)) {
      const decoded = decodeBase64(body)
      if (decoded.isPlain) continue
      const start = text.indexOf(body, at)
      pieces.push(text.slice(at, start), linesOf(decoded.bytes))
      at = start + body.length
      if (decoded.isDamaged) damaged.push(decoded.bytes)
    }
  if (pieces.length === 0) return { bytes, damaged }
  return { bytes: Buffer.from(pieces.join('') + text.slice(at), 'latin1'), damaged }
}

/** In the order in which they stand. */
function* codedParts(part: Part, depth: number): Generator<Part> {
  if (!typeOf(part).startsWith('multipart/')) {
    if (encodingOf(part) === 'base64') yield part
    return
  }
  const boundary = parameterOf(part, 'content-type', 'boundary')
  if (boundary === null || boundary === '' || depth === 0) return
  for (const text of splitParts(part.body, `--${boundary}`))
    yield* codedParts(readPart(text), depth - 1)
}

function linesOf(bytes: Buffer): string {
  return `${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`
}
