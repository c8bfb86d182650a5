import type { Attachment } from 'postal-mime'
import { decodeBase64 } from '../../containers/encoding/base64.ts'
import {
  encodingOf,
  LONGEST_HEADERS as MIME_HEADERS,
  type Part,
  parameterOf,
  readPart,
  splitParts,
  typeOf,
} from '../../containers/encoding/mime.ts'
import { DEFAULT_LIMITS } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'
import { type Container, heldContainer } from './container.ts'

const DEEPEST = 32
/** Each part takes some tens of microseconds, also where it is empty. */
const MOST_PARTING = 100_000
const LONGEST_HEADERS = 2 * 1024 * 1024
const SIGNATURE = /^application\/(?:x-)?pkcs7-signature\b|^application\/pgp-signature\b/i
const SIGNED = /^application\/(?:x-)?pkcs7-mime\b/i

/**
 * The attachments of a message as documents; where it has none, its own text is the document.
 * Signatures and the pictures of the text are left out. Of a message that was cut off all is given that
 * is there. Throws `LIMIT_EXCEEDED` (parts) and `FILE_DAMAGED`.
 */
export async function openMail(bytes: Uint8Array): Promise<Container> {
  const parting = countParting(bytes)
  if (parting > MOST_PARTING)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The message has ${parting} lines that may part it, the limit is ${MOST_PARTING}.`,
    )
  const isCut = isCutOff(bytes)
  const mended = mendCoding(isCut ? withoutTornLine(bytes) : bytes)
  const { default: PostalMime } = await import('postal-mime')
  const message = await PostalMime.parse(new Uint8Array(mended.bytes), {
    attachmentEncoding: 'arraybuffer',
    forceRfc822Attachments: true,
    maxNestingDepth: DEEPEST,
    maxHeadersSize: LONGEST_HEADERS,
  }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ZvitError('FILE_DAMAGED', `The mail message cannot be read: ${why}.`, { cause })
  })
  const { attachments, html, text } = message
  const documents = new Map<string, Uint8Array>()
  const kept = attachments.filter((one) => !isLeftOut(one))
  if (kept.length > DEFAULT_LIMITS.entries)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The message has ${kept.length} attachments, the limit is ${DEFAULT_LIMITS.entries}.`,
    )
  const uses = new Map<string, number>()
  for (const [index, attachment] of kept.entries()) {
    const name = freeName(nameOf(attachment, index + 1), documents, uses)
    documents.set(name, contentOf(attachment))
  }
  if (kept.length === 0 && html) documents.set('message.html', Buffer.from(html))
  else if (kept.length === 0 && text?.trim()) documents.set('message.txt', Buffer.from(text))
  if (documents.size === 0 && isCut)
    throw new ZvitError(
      'FILE_DAMAGED',
      'The mail message is cut off before its first document. Ask for it again.',
    )
  const isOwnText = kept.length === 0
  const isDamaged = (name: string) =>
    isOwnText ? mended.damaged.length > 0 : isAmong(documents.get(name), mended.damaged)
  return heldContainer(documents, {
    damageOf: (name) => [
      ...(isCut ? (['cut'] as const) : []),
      ...(isDamaged(name) ? (['coding'] as const) : []),
    ],
    leftOut: attachments.length - kept.length,
    isSigned: attachments.some(({ mimeType }) => SIGNATURE.test(mimeType)),
    isDetached: false,
  })
}

function isAmong(document: Uint8Array | undefined, damaged: readonly Buffer[]): boolean {
  return document !== undefined && damaged.some((one) => one.equals(document))
}

function isLeftOut({ mimeType, related, contentId, disposition }: Attachment): boolean {
  const isPicture = mimeType.startsWith('image/')
  const isOfText = related === true || (disposition === 'inline' && contentId !== undefined)
  return SIGNATURE.test(mimeType) || (isPicture && isOfText)
}

function nameOf({ filename, mimeType }: Attachment, number: number): string {
  // Some programs send the folder of the sender's machine along.
  const name = filename?.split(/[\\/]/).at(-1)
  if (name) return name
  if (mimeType === 'message/rfc822') return `message-${number}.eml`
  return SIGNED.test(mimeType) ? `smime-${number}.p7m` : `attachment-${number}`
}

/** Two attachments of the same name are told apart by a number; `uses` counts each name. */
function freeName(
  name: string,
  taken: ReadonlyMap<string, unknown>,
  uses: Map<string, number>,
): string {
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let free = name
  let number = uses.get(name) ?? 1
  for (; taken.has(free); free = `${stem} (${number})${ending}`) number += 1
  uses.set(name, number)
  return free
}

function contentOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
}

/** A message whose base64 holds. */
interface Mended {
  readonly bytes: Uint8Array
  /** What was damaged, as far as it could be decoded. */
  readonly damaged: readonly Buffer[]
}

const CODED = /^content-transfer-encoding:[ \t]*base64/im

/**
 * The message with its odd base64 decoded as far as it goes and coded anew; the same bytes where none is
 * odd. Its own parts are looked at, not those of messages attached to it.
 */
function mendCoding(bytes: Uint8Array): Mended {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const damaged: Buffer[] = []
  const pieces: string[] = []
  let at = 0
  if (CODED.test(text))
    for (const { body } of codedParts(readPart(text), DEEPEST)) {
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
  if (!typeOf(part).startsWith('multipart/') && encodingOf(part) === 'base64') yield part
  const boundary = boundaryOf(part)
  if (boundary === '' || depth === 0) return
  for (const text of splitParts(part.body, `--${boundary}`))
    yield* codedParts(readPart(text), depth - 1)
}

function linesOf(bytes: Buffer): string {
  return `${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`
}

/** What parts a message of several parts, '' where it is none. */
function boundaryOf(part: Part): string {
  if (!typeOf(part).startsWith('multipart/')) return ''
  return parameterOf(part, 'content-type', 'boundary')?.trimEnd() ?? ''
}

/**
 * Whether a message of several parts ends before the line that closes the last of them (RFC 2046,
 * 5.1.1): it was cut off, and nothing else tells that the part before the cut goes on, or that parts
 * are missing.
 */
function isCutOff(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const boundary = boundaryOf(readPart(buffer.toString('latin1', 0, MIME_HEADERS)))
  return boundary !== '' && buffer.indexOf(`\n--${boundary}--`, 0, 'latin1') < 0
}

/** The message without the beginning of a line that parts it, where it was cut off in one. */
function withoutTornLine(bytes: Uint8Array): Uint8Array {
  const start = bytes.lastIndexOf(NEW_LINE) + 1
  return bytes[start] === DASH && bytes[start + 1] === DASH ? bytes.subarray(0, start) : bytes
}

const NEW_LINE = 0x0a
const DASH = 0x2d

/** Lines that may part a message: those that begin with two dashes. */
function countParting(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1))
    if (bytes[at + 1] === DASH && bytes[at + 2] === DASH) count += 1
  return count
}
