import type { Format } from '../model/document.ts'
import { type ErrorCode, ZvitError } from '../model/error.ts'
import { type Kind, sniff } from './sniff.ts'

/** What a kind is called, and its format or the reason why it is none of zvit's formats. */
type Meaning =
  | { readonly what: string; readonly format: Format }
  | { readonly what: string; readonly code: ErrorCode; readonly advice: string }

const SAVE_WITHOUT = 'Save it without a password.'
const AS_DOCX = 'Save it as DOCX or PDF.'
const AS_XLSX = 'Open it in Excel or LibreOffice and save it as an Excel workbook (XLSX).'
const AS_PICTURE = 'Save it as PNG, JPEG, TIFF or PDF.'
const UNPACK = 'Unpack it and give the documents in it.'
const IMPORT = 'Unpack it and give the documents in it, or use `zvit import`.'

const KINDS: Record<Kind, Meaning> = {
  docx: { what: 'a Word document (DOCX)', format: 'docx' },
  doc: { what: 'a Word 97–2003 document (DOC)', format: 'doc' },
  rtf: { what: 'a Rich Text document (RTF)', format: 'rtf' },
  odt: { what: 'an OpenDocument text (ODT)', format: 'odt' },
  html: { what: 'a web page (HTML)', format: 'html' },
  mht: { what: 'a web page in one file (MHT)', format: 'html' },
  xlsx: { what: 'an Excel workbook (XLSX)', format: 'xlsx' },
  pdf: { what: 'a PDF', format: 'pdf' },
  text: { what: 'a plain text', format: 'txt' },
  png: { what: 'a PNG picture', format: 'image' },
  jpeg: { what: 'a JPEG picture', format: 'image' },
  tiff: { what: 'a TIFF picture', format: 'image' },
  gif: unsupported('a GIF picture', AS_PICTURE),
  bmp: unsupported('a BMP picture', AS_PICTURE),
  webp: { what: 'a WebP picture', format: 'image' },
  heic: { what: 'a HEIC or AVIF picture', format: 'image' },
  'encrypted-office': locked('an Office document with a password'),
  'encrypted-doc': locked('a Word 97–2003 document with a password'),
  'encrypted-opendocument': locked('an OpenDocument file with a password'),
  opendocument: unsupported('an OpenDocument table or presentation', AS_DOCX),
  pptx: unsupported('a PowerPoint presentation (PPTX)', AS_DOCX),
  xlsb: unsupported('a binary Excel workbook (XLSB)', AS_XLSX),
  ppt: unsupported('a PowerPoint presentation (PPT)', AS_DOCX),
  xls: unsupported('an Excel 97–2003 workbook (XLS)', AS_XLSX),
  outlook: unsupported('an Outlook message (MSG)', 'Save its attachment and give that.'),
  compound: unsupported('an old Office container without a document', AS_DOCX),
  djvu: unsupported('a DjVu scan', 'Convert it to PDF with a text layer.'),
  postscript: unsupported('a PostScript file', 'Convert it to PDF.'),
  'word-xml': unsupported(
    'a Word document in one XML file',
    'Open it in Word or LibreOffice and save it as DOCX.',
  ),
  'excel-xml': unsupported('an Excel 2003 table (XML)', 'Save it as XLSX.'),
  xml: unsupported('an XML file', 'Open it in its program and save it as DOCX.'),
  mail: unsupported('a mail message (EML)', 'Save its attachment, or use `zvit import`.'),
  signed: unsupported('a signed container (P7S)', 'Take the document out, or use `zvit import`.'),
  enveloped: {
    what: 'an encrypted container (P7M)',
    code: 'FILE_ENCRYPTED',
    advice: 'Decrypt it with the key of the one it was sent to, and give the document in it.',
  },
  zip: unsupported('a ZIP archive', IMPORT),
  rar: unsupported('a RAR archive', UNPACK),
  '7z': unsupported('a 7z archive', IMPORT),
  gzip: unsupported('a GZIP archive', UNPACK),
  archive: unsupported('an archive', UNPACK),
  binary: unsupported('neither a document nor a text', 'Give a DOCX, a PDF or a text file.'),
  empty: { what: 'a file of 0 bytes', code: 'FILE_EMPTY', advice: 'Ask for the file again.' },
  'empty-zip': {
    what: 'a container without a document',
    code: 'FILE_EMPTY',
    advice: 'Ask for the file again.',
  },
}

/** A format and what the file is called in a message. */
interface Identity {
  readonly format: Format
  /** With its article: 'a PNG picture'. */
  readonly what: string
}

/**
 * The format of a file by its content, never by its name; `name` serves messages only.
 * Throws `FILE_EMPTY`, `FILE_DAMAGED`, `FILE_ENCRYPTED` and, for what is none of zvit's formats,
 * `UNSUPPORTED_FORMAT` with what to do.
 */
export function identify(bytes: Uint8Array, name: string): Format {
  return identityOf(sniff(bytes), name).format
}

/** The identity of a file whose kind is known. Throws as `identify` does. */
export function identityOf(kind: Kind, name: string): Identity {
  const meaning = KINDS[kind]
  if ('format' in meaning) return meaning
  throw new ZvitError(meaning.code, `${describe(meaning.what, name)}. ${meaning.advice}`)
}

/** What was found under which name: `«x.docx» is a PNG picture`; folders are left out. */
export function describe(what: string, name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  // A name may hold line ends and other controls; a message is one line.
  const shown = base.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return shown === '' ? `This is ${what}` : `«${shown}» is ${what}`
}

function unsupported(what: string, advice: string): Meaning {
  return { what, code: 'UNSUPPORTED_FORMAT', advice }
}

function locked(what: string): Meaning {
  return { what, code: 'FILE_ENCRYPTED', advice: SAVE_WITHOUT }
}
