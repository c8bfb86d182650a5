import { wideOrder } from './encoding/wide.ts'
import { compoundKind } from './sniff-compound.ts'
import { markupKind } from './sniff-markup.ts'
import { packageKind } from './sniff-package.ts'

/** What the bytes of a file are, told by their content alone; `KINDS` describes each. */
export type Kind =
  | 'docx'
  | 'xlsx'
  | 'xlsb'
  | 'pptx'
  | 'odt'
  | 'opendocument'
  | 'encrypted-opendocument'
  | 'zip'
  | 'empty-zip'
  | 'doc'
  | 'encrypted-doc'
  | 'encrypted-office'
  | 'xls'
  | 'ppt'
  | 'outlook'
  | 'compound'
  | 'pdf'
  | 'rtf'
  | 'html'
  | 'mht'
  | 'mail'
  | 'xml'
  | 'flat-docx'
  | 'word-xml'
  | 'excel-xml'
  | 'png'
  | 'jpeg'
  | 'tiff'
  | 'gif'
  | 'bmp'
  | 'webp'
  | 'heic'
  | 'djvu'
  | 'rar'
  | '7z'
  | 'gzip'
  | 'archive'
  | 'signed'
  | 'enveloped'
  | 'postscript'
  | 'empty'
  | 'text'
  | 'binary'

/** Bytes of a text looked at for its first tag. */
const MARKUP_HEAD = 64 * 1024
/** Bytes looked at for marks that need not stand at the very beginning. */
const HEAD = 4096
/** A PDF may begin so far behind the beginning of the file (ISO 32000-1, annex H, note 13). */
const PDF_WITHIN = 1024
/** More control characters than this share make a file binary. */
const MOST_CONTROLS = 0.02
const SAMPLE = 1024 * 1024

/** RFC 5652: ContentInfo, signedData 1.2.840.113549.1.7.2. */
const SIGNED = /^30.{2,18}06092a864886f70d010702/
/** By the first bytes, in hexadecimal digits. */
const SIGNATURES: readonly (readonly [Kind, RegExp])[] = [
  ['png', /^89504e470d0a1a0a/],
  ['jpeg', /^ffd8ff/],
  ['tiff', /^(?:49492a00|4d4d002a)/],
  ['gif', /^47494638(?:37|39)61/],
  // BITMAPFILEHEADER, its reserved fields 0, and the sizes that the next header has had.
  ['bmp', /^424d.{8}0{8}.{8}(?:0c|28|34|38|40|6c|7c)000000/],
  ['webp', /^52494646.{8}57454250/],
  ['heic', /^.{8}66747970(?:686569|6d696631|6d736631|61766966)/],
  ['djvu', /^41542654464f524d/],
  ['rar', /^526172211a07/],
  ['7z', /^377abcaf271c/],
  ['gzip', /^1f8b08/],
  ['archive', /^(?:425a683[1-9]|fd377a585a00|28b52ffd)/],
  ['postscript', /^(?:25215053|c5d0d3c6)/],
  ['signed', SIGNED],
  // RFC 5652: envelopedData; RFC 5083: authEnvelopedData.
  ['enveloped', /^30.{2,18}(?:06092a864886f70d010703|060b2a864886f70d0109100117)/],
]
const SIGNATURE_BYTES = 32
const ZIP = /^504b(?:0304|0506|0708)/
const COMPOUND = 'd0cf11e0a1b11ae1'
const UTF_16_MARK = /^(?:fffe|feff)/
const SIGNED_TEXT = /^-----BEGIN (?:PKCS7|CMS)/
const RTF = /^\s*\{\\rtf/
/** An OpenDocument file without a container (ODF 1.3 Part 3, 3.1.2); its root declares much. */
const FLAT_ROOT = /<(?:[\w.-]+:)?document\s[^>]*opendocument:xmlns:office:1\.0/
const FLAT_TEXT = /mimetype\s*=\s*["']application\/vnd\.oasis\.opendocument\.text/
const FLAT_HEAD = 32 * 1024
const HEADERS = /^(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}/
const MAIL_HEADERS = /^(?:MIME-Version|Received|Return-Path|Message-ID|Content-Type):/im
/** A page that a browser or Word saved in one file; a message was sent from one to another. */
const SAVED_PAGE = /^Content-Type:\s*(?:multipart\/related|text\/html)/im
const SENT = /^(?:Received|Return-Path|To|Cc|Delivered-To):/im

/**
 * What the bytes are, by signatures and by the tables of containers; no name is asked.
 * Throws `FILE_DAMAGED` where a container is cut off.
 */
export function sniff(bytes: Uint8Array): Kind {
  if (bytes.length === 0) return 'empty'
  const digits = buffer(bytes.subarray(0, SIGNATURE_BYTES)).toString('hex')
  if (ZIP.test(digits)) return packageKind(bytes)
  if (digits.startsWith(COMPOUND)) return compoundKind(bytes)
  const signature = SIGNATURES.find(([, mark]) => mark.test(digits))
  if (signature) return signature[0]
  const head = buffer(bytes.subarray(0, HEAD)).toString('latin1')
  if (SIGNED_TEXT.test(head) || isSignedBase64(head)) return 'signed'
  if (isPdf(bytes, head)) return 'pdf'
  if (head.slice(257, 262) === 'ustar') return 'archive'
  if (UTF_16_MARK.test(digits)) return textKind(bytes, head.slice(2), true)
  return textKind(bytes, head.replace(/^\xef\xbb\xbf/, ''), false)
}

/** A container as text, without the lines that frame it elsewhere. */
function isSignedBase64(head: string): boolean {
  const [text] = /^MI[A-Za-z0-9+/\r\n]{40,}/.exec(head) ?? []
  return text !== undefined && SIGNED.test(Buffer.from(text, 'base64').toString('hex', 0, 64))
}

function isPdf(bytes: Uint8Array, head: string): boolean {
  const start = head.slice(0, PDF_WITHIN + 8).search(/%PDF-\d/)
  if (start < 0) return false
  // A text may speak of «%PDF-1.4»; a PDF with something before it has objects too.
  return head.slice(0, start).trim() === '' || buffer(bytes).includes(' obj')
}

function textKind(bytes: Uint8Array, head: string, isMarked: boolean): Kind {
  // The marks looked for are ASCII, so UTF-16 needs no decoding.
  const plain = head.replaceAll('\0', '')
  if (RTF.test(plain)) return 'rtf'
  const mail = mailKind(plain.trimStart())
  if (mail !== 'text') return isText(bytes) ? mail : 'binary'
  if (FLAT_ROOT.test(plain)) return flatKind(bytes)
  const markup = markupKind(markupHead(bytes, plain))
  if (markup !== null) return markup
  return isMarked || isText(bytes) ? 'text' : 'binary'
}

/** More of the file only where it begins like one with tags. */
function markupHead(bytes: Uint8Array, plain: string): string {
  if (!/^\s*</.test(plain)) return plain
  return buffer(bytes.subarray(0, MARKUP_HEAD))
    .toString('latin1')
    .replace(/^[\xef\xbb\xbf\xfe\xff]+/, '')
    .replaceAll('\0', '')
}

function flatKind(bytes: Uint8Array): Kind {
  const head = buffer(bytes.subarray(0, FLAT_HEAD)).toString('latin1').replaceAll('\0', '')
  return FLAT_TEXT.test(head) ? 'odt' : 'opendocument'
}

function mailKind(plain: string): Kind {
  const headers = HEADERS.exec(plain.replace(/\r\n?/g, '\n'))?.[0] ?? ''
  if (!MAIL_HEADERS.test(headers)) return 'text'
  if (/^Content-Type:\s*multipart\/related/im.test(headers)) return 'mht'
  return SAVED_PAGE.test(headers) && !SENT.test(headers) ? 'mht' : 'mail'
}

function isText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE)
  if (wideOrder(sample) !== null) return true
  let controls = 0
  for (let index = 0; index < sample.length; index += 1) {
    const byte = sample[index] ?? 0
    if (byte < 0x20 && !isTextControl(byte)) controls += 1
  }
  return controls <= sample.length * MOST_CONTROLS
}

/** Backspace to carriage return, and the end mark of DOS. */
function isTextControl(byte: number): boolean {
  return (byte >= 0x08 && byte <= 0x0d) || byte === 0x1a
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
