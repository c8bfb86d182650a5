import { isUtf8 } from 'node:buffer'
import { decodeBase64 } from '../../containers/encoding/base64.ts'
import { decodeCyrillic } from '../../containers/encoding/cyrillic.ts'
import { decodeText } from '../../containers/encoding/decode.ts'
import {
  encodingOf,
  LONGEST_HEADERS,
  type Part,
  parameterOf,
  readPart,
  splitParts,
  typeOf,
} from '../../containers/encoding/mime.ts'
import type { Limits } from '../../containers/limits.ts'
import type { Notes } from '../../document/notes.ts'
import { ZvitError } from '../../model/error.ts'

/** A page and the encoding that what carries it names. */
interface Page {
  readonly bytes: Uint8Array
  readonly encoding: string | null
}

/** Browsers look for the encoding in 1024 bytes; some pages have their scripts before it. */
const HEAD = 16 * 1024
const META = /<meta\s[^>]{0,1000}?charset\s*=\s*(?:["']\s*)?([\w.:-]+)/i
const XML = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/i
const MARKED = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/
const UNICODE = /^utf-/
const ONE_BYTE = /^(?:windows-125\d|iso-8859-\d+|koi8-[ru]|ibm866|x-mac-cyrillic|macintosh)$/
/** The letters of so many bytes tell more than what the page says of itself. */
const ENOUGH = 100
/** Tables whose letters are not mistaken for one another's in a text of some length. */
const CERTAIN = new Set(['windows-1251', 'koi8-u', 'cp1125', 'ibm866'])
const HEADER = /^[A-Za-z][A-Za-z0-9-]*:/
const TYPE = /^content-type:/im
/** A web archive has its pages in one multipart, a message of a mail program in two or three. */
const MOST_NESTED = 8
const EQUALS = 0x3d
const PAGE = /^(?:text\/html|application\/xhtml\+xml)/

/**
 * The text of a page by its mark, by what carries it, by its `meta`, or by its letters; a page that
 * says one encoding and is plainly written in another is read as it is written. NULs are dropped.
 * Notifies `READ_ENCODING_GUESSED` and `READ_CHARACTER_INVALID`.
 */
export function decodePage(page: Page, notes: Notes): string {
  const text = decode(page, notes)
  if (hasControls(text))
    notes.add(
      'READ_CHARACTER_INVALID',
      null,
      'The page holds control characters; NULs were dropped, the others are kept.',
    )
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

/** Controls other than tab, line ends and form feed. */
function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x20 ? code < 0x09 || code > 0x0d : code === 0x7f) return true
  }
  return false
}

function decode({ bytes, encoding }: Page, notes: Notes): string {
  const head = buffer(bytes.subarray(0, HEAD)).toString('latin1')
  const said = encoding ?? (XML.exec(head) ?? META.exec(head))?.[1] ?? null
  const declared = said === null ? null : encodingNamed(said)
  const isMarked = MARKED.test(head)
  const isSound = !isMarked && isUtf8(bytes)
  // UTF-16 is sound UTF-8 too, with many NULs in it.
  if (isSound && !bytes.includes(0)) return new TextDecoder().decode(bytes)
  if (isMarked || isSound || declared === null || UNICODE.test(declared)) {
    const { text, encoding: found, isGuessed } = decodeText(bytes)
    if (isGuessed)
      tell(notes, `The page names no encoding that fits; its letters read as ${found}.`)
    return text
  }
  const other = ONE_BYTE.test(declared) ? otherThan(declared, bytes) : null
  if (other === null) return new TextDecoder(declared).decode(bytes)
  tell(notes, `The page says ${declared}; its letters read far better as ${other.encoding}.`)
  return other.text
}

/** The name of an encoding by any of its labels, null where it is not known. */
function encodingNamed(label: string): string | null {
  try {
    return new TextDecoder(label).encoding
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The text where its letters belong to another table than the page says. */
function otherThan(declared: string, bytes: Uint8Array): ReturnType<typeof decodeCyrillic> | null {
  if (!hasLetters(bytes)) return null
  const best = decodeCyrillic(bytes)
  return best.encoding === declared || !CERTAIN.has(best.encoding) ? null : best
}

/** Whether enough bytes are not ASCII. */
function hasLetters(bytes: Uint8Array): boolean {
  let high = 0
  for (let index = 0; index < bytes.length && high < ENOUGH; index += 1)
    if ((bytes[index] ?? 0) > 0x7f) high += 1
  return high >= ENOUGH
}

function tell(notes: Notes, message: string): void {
  notes.add('READ_ENCODING_GUESSED', null, message)
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * The first page of a web archive (MHTML, RFC 2557: MIME multipart/related); null where the bytes
 * are no MIME message.
 * Throws `FILE_DAMAGED` where there is no page in it, `LIMIT_EXCEEDED` (parts). Notifies
 * `READ_CODING_DAMAGED`.
 */
export function openWebArchive(bytes: Uint8Array, limits: Limits, notes: Notes): Page | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = buffer.toString('latin1', 0, LONGEST_HEADERS).replace(/^\xef\xbb\xbf/, '')
  if (!HEADER.test(head.trimStart()) || !TYPE.test(head)) return null
  const message = readPart(
    buffer
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart(),
  )
  const page = findPage(message, { entries: limits.entries, depth: MOST_NESTED })
  if (page === null)
    throw new ZvitError(
      'FILE_DAMAGED',
      'The web archive (MHT) holds no page. Open it in Word or a browser and save it as DOCX or PDF.',
    )
  return { bytes: decodeBody(page, notes), encoding: parameterOf(page, 'content-type', 'charset') }
}

function findPage(part: Part, left: { entries: number; readonly depth: number }): Part | null {
  const type = typeOf(part)
  if (PAGE.test(type)) return part
  if (!type.startsWith('multipart/') || left.depth === 0) return null
  const boundary = parameterOf(part, 'content-type', 'boundary')
  if (boundary === null || boundary === '') return null
  const inside = { entries: left.entries, depth: left.depth - 1 }
  for (const text of splitParts(part.body, `--${boundary}`)) {
    inside.entries -= 1
    if (inside.entries < 0)
      throw new ZvitError(
        'LIMIT_EXCEEDED',
        'The web archive has more parts than the limit «entries».',
      )
    const inner = readPart(text)
    const found = findPage(inner, inside)
    if (found !== null) return found
  }
  return null
}

function decodeBody(part: Part, notes: Notes): Buffer {
  const { body } = part
  switch (encodingOf(part)) {
    case 'base64':
      return decodeTold(body, notes)
    case 'quoted-printable':
      return decodeQuoted(body)
    default:
      return Buffer.from(body, 'latin1')
  }
}

function decodeTold(body: string, notes: Notes): Buffer {
  const { bytes, isDamaged } = decodeBase64(body)
  if (isDamaged)
    notes.add(
      'READ_CODING_DAMAGED',
      null,
      'The base64 that the page is packed in is damaged; words may be missing or wrong.',
    )
  return bytes
}

/** RFC 2045, 6.7; an «=» that begins no escape stays as it is. */
function decodeQuoted(body: string): Buffer {
  const coded = Buffer.from(body, 'latin1')
  const plain = Buffer.allocUnsafe(coded.length)
  let length = 0
  for (let at = 0; at < coded.length; ) {
    const byte = coded[at] ?? 0
    const code = byte === EQUALS ? codeAt(coded, at + 1) : -1
    const behind = byte === EQUALS && code < 0 ? behindLineEnd(coded, at + 1) : -1
    if (behind < 0) {
      plain[length] = code < 0 ? byte : code
      length += 1
    }
    at = behind < 0 ? at + (code < 0 ? 1 : 3) : behind
  }
  return plain.subarray(0, length)
}

/** The byte that two hexadecimal digits stand for, below 0 where there are none. */
function codeAt(coded: Buffer, at: number): number {
  const high = digitOf(coded[at])
  const low = digitOf(coded[at + 1])
  return high < 0 || low < 0 ? -1 : high * 16 + low
}

function digitOf(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const small = byte | 0x20
  return small >= 0x61 && small <= 0x66 ? small - 0x61 + 10 : -1
}

/** The index behind blanks and the end of their line, below 0 where something else follows. */
function behindLineEnd(coded: Buffer, start: number): number {
  let at = start
  while (coded[at] === 0x20 || coded[at] === 0x09) at += 1
  if (coded[at] === 0x0a) return at + 1
  if (coded[at] !== 0x0d) return -1
  return coded[at + 1] === 0x0a ? at + 2 : at + 1
}
