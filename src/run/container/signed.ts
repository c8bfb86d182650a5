import { ZvitError } from '../../model/error.ts'
import { type Container, heldContainer } from './container.ts'

/*
 * Cryptographic Message Syntax (RFC 5652), in the encodings of X.690: DER, and BER as programs that
 * stream write it. Only the way to the content is read; nothing is verified.
 */

const SEQUENCE = 0x30
const OBJECT_ID = 0x06
const OCTET_STRING = 0x04
const CONSTRUCTED = 0x20
const EXPLICIT_0 = 0xa0
const INDEFINITE = 0x80
/** 1.2.840.113549.1.7.2 */
const SIGNED_DATA = '2a864886f70d010702'
/** Content in pieces of pieces; programs write one level. */
/** Programs write pieces of a thousand bytes and more. */
const MOST_CHILDREN = 500_000
const DEEPEST = 8
const PEM = /^-----BEGIN (?:PKCS7|CMS)-----([A-Za-z0-9+/=\s]*)/
const NAME_ENDING = /\.(?:p7s|p7m|p7b|sig)$/i

interface Element {
  readonly tag: number
  /** Where the content begins and ends. */
  readonly start: number
  readonly end: number
  /** Where the next element begins. */
  readonly next: number
}

/**
 * The one document of a signed file, called as the file without its ending (`x.docx.p7s`). Throws
 * `FILE_DAMAGED`.
 */
export function openSigned(bytes: Uint8Array, name: string): Container {
  const content = signedContent(binary(bytes))
  const documents = new Map<string, Uint8Array>()
  if (content !== null) documents.set(documentName(name), content)
  return heldContainer(documents, { leftOut: 0, isSigned: true, isDetached: content === null })
}

function documentName(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1)
  return base.replace(NAME_ENDING, '') || 'document'
}

/** As bytes what some programs write as text. */
function binary(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer[0] === SEQUENCE) return buffer
  const text = buffer.toString('latin1')
  return Buffer.from(PEM.exec(text)?.[1] ?? text, 'base64')
}

/** The content that is signed, null where it lies in a file of its own. */
function signedContent(bytes: Buffer): Buffer | null {
  const info = expected(bytes, elementAt(bytes, 0, bytes.length), SEQUENCE)
  const [type, wrapped] = childrenOf(bytes, info)
  if (type?.tag !== OBJECT_ID || bytes.toString('hex', type.start, type.end) !== SIGNED_DATA)
    throw damaged('it is no signed data')
  const outer = expected(bytes, wrapped, EXPLICIT_0)
  const signedData = expected(bytes, childrenOf(bytes, outer)[0], SEQUENCE)
  const encapsulated = expected(bytes, childrenOf(bytes, signedData)[2], SEQUENCE)
  const content = childrenOf(bytes, encapsulated)[1]
  if (content === undefined) return null
  const [octets] = childrenOf(bytes, expected(bytes, content, EXPLICIT_0))
  return octets === undefined ? null : joinOctets(bytes, octets, DEEPEST)
}

function expected(_: Buffer, element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw damaged('its structure is not that of a signed file')
  return element
}

function joinOctets(bytes: Buffer, element: Element, depth: number): Buffer {
  if (element.tag === OCTET_STRING) return bytes.subarray(element.start, element.end)
  // PKCS #7 1.5 files carry the content itself where CMS has a string of it.
  if (element.tag !== (OCTET_STRING | CONSTRUCTED))
    return bytes.subarray(element.start, element.end)
  if (depth === 0) throw damaged('its content is split too deeply')
  const pieces = childrenOf(bytes, element)
  return Buffer.concat(pieces.map((piece) => joinOctets(bytes, piece, depth - 1)))
}

function childrenOf(bytes: Buffer, parent: Element): readonly Element[] {
  const children: Element[] = []
  for (let at = parent.start; at < parent.end; ) {
    const child = elementAt(bytes, at, parent.end)
    children.push(child)
    if (children.length > MOST_CHILDREN)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        `The signed file parts its content into more than ${MOST_CHILDREN} pieces.`,
      )
    at = child.next
  }
  return children
}

/** X.690, 8.1. Tags of one byte are all that the way to the content needs. */
function elementAt(bytes: Buffer, at: number, limit: number): Element {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || at + 2 > limit) throw damaged('it is cut off')
  if (first === INDEFINITE) {
    const end = endOf(bytes, at + 2, limit)
    return { tag, start: at + 2, end, next: end + 2 }
  }
  const lengthBytes = first < INDEFINITE ? 0 : first - INDEFINITE
  if (lengthBytes > 6 || at + 2 + lengthBytes > limit) throw damaged('it is cut off')
  const start = at + 2 + lengthBytes
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes)
  if (start + length > limit) throw damaged('it is cut off')
  return { tag, start, end: start + length, next: start + length }
}

/**
 * Where the two zero bytes stand that end an element of unknown length, those of elements inside it
 * passed over. One loop: files may be nested as deep as they are long.
 */
function endOf(bytes: Buffer, start: number, limit: number): number {
  let open = 1
  let at = start
  while (at + 2 <= limit) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      open -= 1
      if (open === 0) return at
      at += 2
    } else if (bytes[at + 1] === INDEFINITE) {
      open += 1
      at += 2
    } else at = elementAt(bytes, at, limit).next
  }
  throw damaged('it is cut off')
}

function damaged(what: string): ZvitError {
  return new ZvitError('FILE_DAMAGED', `The signed file is damaged: ${what}. Ask for it again.`)
}
