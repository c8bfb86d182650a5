import { openMemory, recall } from '../text/memory.ts'
import { openSectors, readDirectory, type Sectors } from './compound/index.ts'
import { wideOrder } from './encoding/decode.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { openZip, type Zip } from './zip/index.ts'

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

const CONTENT_TYPES = '[Content_Types].xml'
const MAIN_TYPES: readonly (readonly [Kind, RegExp])[] = [
  ['docx', /wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.[\w.]*main\+xml/i],
  ['xlsb', /ms-excel\.sheet\.binary\.[\w.]*main/i],
  ['xlsx', /spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.[\w.]*main/i],
  ['pptx', /presentationml\.\w+\.main\+xml|ms-powerpoint\.[\w.]*main\+xml/i],
]
const MAIN_PARTS: readonly (readonly [Kind, string])[] = [
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
  ['xlsb', 'xl/workbook.bin'],
  ['pptx', 'ppt/presentation.xml'],
]
/** Lists of content types that are remembered. */
const MOST_TYPES = 500
const MANIFEST = 'META-INF/manifest.xml'
const MANIFEST_ROOT = /<[^<>]*full-path\s*=\s*["']\/["'][^<>]*>/
const OPENDOCUMENT = 'application/vnd.oasis.opendocument.'

/** What a ZIP container holds, by its content types (OPC) or its `mimetype` (ODF 1.3 part 2, 3.3). */
function packageKind(bytes: Uint8Array): Kind {
  return zipKind(openZip(bytes, DEFAULT_LIMITS))
}

/** As `packageKind`, of a container that is open. */
export function zipKind(zip: Zip): Kind {
  if (zip.names.length === 0) return 'empty-zip'
  if (zip.has(CONTENT_TYPES)) return officeKind(zip)
  if (zip.has('mimetype')) return openDocumentKind(zip)
  return partKind(zip) ?? manifestKind(zip)
}

/** Kinds by content types as they are packed: those of one program come again and again. */
const kinds = openMemory<Kind | null>(MOST_TYPES)

function officeKind(zip: Zip): Kind {
  const found = recall(kinds, zip.packed(CONTENT_TYPES), () => {
    const types = zip.read(CONTENT_TYPES).toString('utf8')
    return MAIN_TYPES.find(([, type]) => type.test(types))?.[0] ?? null
  })
  return found ?? partKind(zip) ?? 'zip'
}

/** By the usual name of the main part, where the content types are lost or silent. */
function partKind(zip: Zip): Kind | null {
  return MAIN_PARTS.find(([, name]) => zip.has(name))?.[0] ?? null
}

function openDocumentKind(zip: Zip): Kind {
  const type = zip.read('mimetype').toString('latin1').trim()
  if (!type.startsWith(OPENDOCUMENT)) return manifestKind(zip)
  if (readManifest(zip).includes('encryption-data')) return 'encrypted-opendocument'
  return type.startsWith(`${OPENDOCUMENT}text`) ? 'odt' : 'opendocument'
}

/** Where the `mimetype` is lost or wrong the manifest says the same of the folder `/`. */
function manifestKind(zip: Zip): Kind {
  const manifest = readManifest(zip)
  const [entry = ''] = MANIFEST_ROOT.exec(manifest) ?? []
  if (!zip.has('content.xml') || !entry.includes(OPENDOCUMENT)) return 'zip'
  if (manifest.includes('encryption-data')) return 'encrypted-opendocument'
  return entry.includes(`${OPENDOCUMENT}text`) ? 'odt' : 'opendocument'
}

function readManifest(zip: Zip): string {
  return zip.has(MANIFEST) ? zip.read(MANIFEST).toString('utf8') : ''
}

/** [MS-DOC] 2.5.1, FibBase: fEncrypted. */
const FLAGS_OFFSET = 0x0a
const FLAG_ENCRYPTED = 0x0100

/** By a stream of the root; programs disagree on its letter case. */
const STREAMS: readonly (readonly [string, Kind])[] = [
  ['ENCRYPTEDPACKAGE', 'encrypted-office'],
  ['WORDDOCUMENT', 'doc'],
  ['WORKBOOK', 'xls'],
  ['BOOK', 'xls'],
  ['POWERPOINT DOCUMENT', 'ppt'],
  ['__PROPERTIES_VERSION1.0', 'outlook'],
]

/**
 * What an OLE compound file holds, by the names in its root; documents embedded in it have roots of
 * their own. Throws `FILE_DAMAGED` and `LIMIT_EXCEEDED`.
 */
function compoundKind(bytes: Uint8Array): Kind {
  const sectors = openSectors(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const { entries } = readDirectory(sectors, DEFAULT_LIMITS)
  for (const [name, kind] of STREAMS) {
    const stream = entries.find(({ key }) => key === name)
    if (stream === undefined) continue
    const isLocked =
      kind === 'doc' && stream.size >= sectors.smallBelow && isEncrypted(sectors, stream.start)
    return isLocked ? 'encrypted-doc' : kind
  }
  return 'compound'
}

function isEncrypted({ bytes, at, count }: Sectors, start: number): boolean {
  if (start >= count) return false
  const flags = at(start) + FLAGS_OFFSET
  return flags + 2 <= bytes.length && (bytes.readUInt16LE(flags) & FLAG_ENCRYPTED) !== 0
}

/** What a text with tags may be, null where it is none. */
type Markup = Extract<Kind, 'html' | 'xml' | 'word-xml' | 'excel-xml'>

/** A page may have its scripts, comments or messages of its server before its first tag. */
const PAGE_WITHIN = 4096
const PAGE_BEGINS = /<(?:!doctype\s+html|html|body)[\s>]/i
const PAGE_GOES_ON = /<(?:head|body|meta|title|table|div|p)[\s>/]/i
const NAME = /<([A-Za-z_][\w.:-]*)(?=[\s>/])/y
const DOCTYPE = /<!doctype\s+([\w:.-]+)/iy
const HTML_NAMES = new Set(
  (
    'a abbr address article aside b base basefont big blockquote body br button caption center code ' +
    'col colgroup dd del details dir div dl dt em fieldset figure font footer form frameset h1 h2 h3 ' +
    'h4 h5 h6 head header hr html i iframe img input ins label li link main map menu meta nav ' +
    'noscript o:p object ol p pre s script section select small span strike strong style sub sup ' +
    'table tbody td template tfoot th thead title tr tt u ul'
  ).split(' '),
)
/** By the local name of the first element. */
const XML_NAMES: ReadonlyMap<string, Markup> = new Map([
  // ECMA-376 in one file (flat OPC), WordprocessingML and SpreadsheetML of Office 2003.
  ['pkg:package', 'word-xml'],
  ['w:worddocument', 'word-xml'],
  ['workbook', 'excel-xml'],
  ['ss:workbook', 'excel-xml'],
])

/** What the beginning of a text is by its first tag, comments and declarations passed over. */
function markupKind(head: string): Markup | null {
  const start = behindProlog(head)
  if (start.root === null) return isPageWithJunk(head) ? 'html' : null
  const name = start.root.toLowerCase()
  if (HTML_NAMES.has(name)) return 'html'
  const known = XML_NAMES.get(name)
  if (known !== undefined) return known
  if (isPageWithJunk(head)) return 'html'
  return start.isXml ? 'xml' : null
}

/** The name of the first element, or of the document type where it is HTML. */
function behindProlog(head: string): { readonly root: string | null; readonly isXml: boolean } {
  let at = 0
  let isXml = false
  for (;;) {
    while (at < head.length && /\s/.test(head.charAt(at))) at += 1
    const end = endOfMarkup(head, at)
    if (end === null) break
    isXml ||= /^<\?xml\s/i.test(head.slice(at, at + 6))
    DOCTYPE.lastIndex = at
    if (DOCTYPE.exec(head)?.[1]?.toLowerCase() === 'html') return { root: 'html', isXml }
    at = end
  }
  NAME.lastIndex = at
  return { root: NAME.exec(head)?.[1] ?? null, isXml }
}

/** The index behind a comment or a declaration, null where none begins. */
function endOfMarkup(head: string, at: number): number | null {
  const marks: readonly (readonly [string, string])[] = [
    ['<!--', '-->'],
    ['<?', '>'],
    ['<!', '>'],
  ]
  const found = marks.find(([begin]) => head.startsWith(begin, at))
  if (found === undefined) return null
  const end = head.indexOf(found[1], at + 2)
  return end === -1 ? null : end + found[1].length
}

function isPageWithJunk(head: string): boolean {
  const begins = head.slice(0, PAGE_WITHIN).search(PAGE_BEGINS)
  return begins !== -1 && PAGE_GOES_ON.test(head.slice(begins + 5))
}
