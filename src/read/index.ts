import { describe, identityOf } from '../containers/identify.ts'
import { DEFAULT_LIMITS, type Limits } from '../containers/limits.ts'
import { type Kind, sniff } from '../containers/sniff.ts'
import { unpackDocument } from '../containers/unpack.ts'
import type { Scanning } from '../document/scanning.ts'
import { diagnostic } from '../model/diagnostics.ts'
import { type Document, type Format, paragraphsIn } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import { strangeLetters } from './strange-letters.ts'

type Reader = (
  bytes: Uint8Array,
  limits: Limits,
  scanning?: Scanning,
) => Document | Promise<Document>

/** Brings a reader with the engine it needs, when a file of its format comes. */
type Load = () => Promise<Reader>

const SCAN_AGAIN = 'scan it again more cleanly, or ask for the document itself.'
const ASK_AGAIN = 'ask for the document itself.'

/** The one place where a format is added. */
const READERS: Record<Format, Load> = {
  docx: async () => (await import('./docx/index.ts')).readDocx,
  doc: async () => (await import('./doc/index.ts')).readDoc,
  rtf: async () => (await import('./rtf/index.ts')).readRtf,
  odt: async () => (await import('./odt/index.ts')).readOdt,
  html: async () => (await import('./html/index.ts')).readHtml,
  xlsx: async () => (await import('./xlsx/index.ts')).readXlsx,
  txt: async () => (await import('./txt/index.ts')).readTxt,
  pdf: loadPdf,
  image: async () => (await import('./image/index.ts')).readImage,
}

/**
 * The Document that stands in the bytes, whatever their name says.
 * Throws `FILE_TOO_LARGE`, what `identify` throws, `UNSUPPORTED_FORMAT`, `NO_TEXT` and what the
 * reader of the format throws.
 */
export async function read(
  bytes: Uint8Array,
  name: string,
  limits: Limits = DEFAULT_LIMITS,
  scanning: Scanning = {},
): Promise<Document> {
  if (bytes.length > limits.fileBytes)
    throw new ZvitError(
      'FILE_TOO_LARGE',
      `The file has ${bytes.length} bytes, the limit is ${limits.fileBytes}. Split it, or raise the limit.`,
    )
  const kind = sniff(bytes)
  const packed = kind === 'zip' ? unpackDocument(bytes, limits) : null
  if (packed === null) return readKind(kind, { bytes, name, scanning }, limits)
  const document = await readKind(sniff(packed.bytes), { ...packed, scanning }, limits)
  const told = `The document «${packed.name.slice(-80)}» was taken out of a ZIP archive.`
  return {
    ...document,
    diagnostics: [diagnostic('READ_UNPACKED', [], told), ...document.diagnostics],
  }
}

interface Source {
  readonly bytes: Uint8Array
  readonly name: string
  readonly scanning: Scanning
}

async function readKind(
  kind: Kind,
  { bytes, name, scanning }: Source,
  limits: Limits,
): Promise<Document> {
  const { format, what } = identityOf(kind, name)
  const reader = await READERS[format]()
  const work = () => reader(bytes, limits, scanning)
  const document = await (scanning.spending?.during(work) ?? work())
  if (!hasText(document))
    throw new ZvitError(
      'NO_TEXT',
      `${describe(what, name)} without any text; ${format === 'image' ? SCAN_AGAIN : ASK_AGAIN}`,
    )
  const strange = strangeLetters(document)
  if (strange.length === 0) return document
  return { ...document, diagnostics: [...document.diagnostics, ...strange] }
}

function hasText({ blocks, asides }: Document): boolean {
  for (const { text } of paragraphsIn(blocks)) if (/\S/u.test(text)) return true
  return asides.some(({ paragraph }) => /\S/u.test(paragraph.text))
}

/** The engine starts while the modules of the reader are loaded. */
async function loadPdf(): Promise<Reader> {
  const { loadLibrary } = await import('../pdf/pdfium-library.ts')
  const [{ readPdf }] = await Promise.all([
    import('./pdf/index.ts'),
    loadLibrary().catch(() => null),
  ])
  return readPdf
}
