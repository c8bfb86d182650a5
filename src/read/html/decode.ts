import { isUtf8 } from 'node:buffer'
import { decodeCyrillic } from '../../containers/encoding/cyrillic.ts'
import { decodeText } from '../../containers/encoding/decode.ts'
import type { Notes } from '../../document/notes.ts'

/** A page and the encoding that what carries it names. */
export interface Page {
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
  const declared = said === null ? null : encodingOf(said)
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
function encodingOf(label: string): string | null {
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
