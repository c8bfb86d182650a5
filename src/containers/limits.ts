import { ZvitError } from '../model/error.ts'

/** What a reader may spend on one document; each limit is checked before the work is done. */
export interface Limits {
  /** Size of the file, bytes. */
  readonly fileBytes: number
  /** Size of one unpacked part of a container, bytes. */
  readonly partBytes: number
  /** Size of all unpacked parts together, bytes. */
  readonly totalBytes: number
  /** Entries of a container. */
  readonly entries: number
  /** Unpacked size over packed size of one part of more than a mebibyte. */
  readonly ratio: number
  /** Nesting of elements in XML, of tables in tables. */
  readonly depth: number
  /** Groups of a rich text inside one another that change something. */
  readonly groups: number
  /** Words, braces and runs of a rich text; ten million take some seconds. */
  readonly pieces: number
  /** Paragraphs of a rich text, those in cells, notes and hidden text too. */
  readonly paragraphs: number
  /** Attributes of one XML element. */
  readonly attributes: number
  /** Elements of one XML part; each costs about 150 bytes of memory. */
  readonly elements: number
  /** Size of one unpacked stream of a PDF that holds text or objects, bytes. */
  readonly streamBytes: number
  /** Unpacked size over packed size of one such stream of more than a mebibyte; pages have 3 to 20. */
  readonly streamRatio: number
  /** Memory of the PDF engine beyond the file itself, bytes. */
  readonly engineBytes: number
  /** Size, packed and unpacked, of a PDF that the second reader may try, bytes. */
  readonly secondReaderBytes: number
  /** Pages of a PDF. */
  readonly pages: number
  /** Pages that are recognised from pictures; each takes seconds. */
  readonly scannedPages: number
  /** Pixels of one picture that is recognised. */
  readonly pixels: number
  /** Pieces of one page (cells, blocks of lines) that are recognised. */
  readonly scannedPieces: number
  /** Objects on one page of a PDF. */
  readonly pageObjects: number
  /** Objects on all pages of a PDF together; pages may share one content. */
  readonly documentObjects: number
  /** Characters and objects of a PDF's pages beyond two for each byte of its streams: repetition. */
  readonly repeatedObjects: number
  /** Bytes of contents of pages that show nothing but what earlier pages show. */
  readonly repeatedBytes: number
  /** Time that the pages of one PDF may take, seconds; a page of a report takes a hundredth. */
  readonly pageSeconds: number
  /** Rows of one table, columns of one table, cells of the whole document. */
  readonly rows: number
  readonly columns: number
  readonly cells: number
  /** Characters of the whole document. */
  readonly characters: number
}

const MEBIBYTE = 1024 * 1024

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 100 * MEBIBYTE,
  partBytes: 128 * MEBIBYTE,
  totalBytes: 256 * MEBIBYTE,
  entries: 10_000,
  ratio: 1000,
  depth: 256,
  groups: 4096,
  pieces: 10_000_000,
  paragraphs: 500_000,
  attributes: 256,
  elements: 2_000_000,
  streamBytes: 32 * MEBIBYTE,
  streamRatio: 100,
  engineBytes: 320 * MEBIBYTE,
  secondReaderBytes: 24 * MEBIBYTE,
  pages: 2000,
  scannedPages: 500,
  pixels: 100_000_000,
  scannedPieces: 2000,
  pageObjects: 200_000,
  documentObjects: 5_000_000,
  repeatedObjects: 200_000,
  repeatedBytes: MEBIBYTE,
  pageSeconds: 60,
  rows: 50_000,
  columns: 256,
  cells: 500_000,
  characters: 20_000_000,
}

/** Throws `LIMIT_EXCEEDED` where a document has more of something than it may. */
export function checkLimit(found: number, limit: number, what: string): void {
  if (found > limit)
    throw new ZvitError('LIMIT_EXCEEDED', `The document has more than ${limit} ${what}.`)
}
