import type { CorpusFormat } from '../../corpus/document.ts'
import { printedByHtml } from '../../corpus/printed.ts'

/** Another library that reads a format. */
export interface Peer {
  readonly name: string
  /** Texts that it gives, of which the best counts. Throws where it refuses. */
  readonly read: (bytes: Uint8Array) => Promise<readonly string[]>
}

/** What is run beside zvit on each format. */
export const PEERS: Record<CorpusFormat, readonly Peer[]> = {
  docx: [
    { name: 'mammoth 1.13.0', read: mammoth },
    { name: 'word-extractor 1.0.4', read: wordExtractor },
    { name: 'officeparser', read: officeParser('docx') },
  ],
  doc: [{ name: 'word-extractor 1.0.4', read: wordExtractor }],
  rtf: [
    { name: '@iarna/rtf-to-html 1.1.0', read: rtfToHtml },
    { name: 'officeparser', read: officeParser('rtf') },
  ],
  odt: [{ name: 'officeparser', read: officeParser('odt') }],
  html: [{ name: 'html-to-text 10.0.1', read: htmlToText }],
  mht: [],
  xlsx: [
    { name: 'read-excel-file 9.3.17', read: readExcelFile },
    { name: 'officeparser', read: officeParser('xlsx') },
  ],
  txt: [],
  pdf: [
    { name: 'pdf-parse 2.4.5, text or tables', read: pdfParse },
    { name: 'officeparser', read: officeParser('pdf') },
  ],
  scan: [],
}

/** Lists of its HTML are counted as a browser would: better than what it prints. */
async function mammoth(bytes: Uint8Array): Promise<readonly string[]> {
  const { default: library } = await import('mammoth')
  const { value } = await library.convertToHtml({ buffer: Buffer.from(bytes) })
  return [printedByHtml(Buffer.from(`<body>${value}`))]
}

export async function wordExtractor(bytes: Uint8Array): Promise<readonly string[]> {
  const { default: WordExtractor } = await import('word-extractor')
  const document = await new WordExtractor().extract(Buffer.from(bytes))
  return [document.getBody()]
}

async function rtfToHtml(bytes: Uint8Array): Promise<readonly string[]> {
  return [printedByHtml(Buffer.from(await rtfHtml(bytes)))]
}

/** What rtf-to-html gives, as it is. */
export async function rtfHtml(bytes: Uint8Array): Promise<string> {
  const { default: library } = await import('@iarna/rtf-to-html')
  return new Promise((resolve, reject) => {
    library.fromString(Buffer.from(bytes).toString('latin1'), (error, html) =>
      error ? reject(error) : resolve(html),
    )
  })
}

export async function htmlToText(bytes: Uint8Array): Promise<readonly string[]> {
  const { convert } = await import('html-to-text')
  return [convert(decodedPage(bytes), { wordwrap: false })]
}

/** It takes text only: mark, then what the page tells, then UTF-8, as callers do. */
function decodedPage(bytes: Uint8Array): string {
  const told = /charset=["']?([\w-]+)/iu.exec(Buffer.from(bytes).toString('latin1'))?.[1]
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isWide ? 'utf-16le' : (told ?? 'utf-8')).decode(bytes)
}

async function readExcelFile(bytes: Uint8Array): Promise<readonly string[]> {
  const { default: readSheets } = await import('read-excel-file/node')
  const sheets = await readSheets(Buffer.from(bytes))
  const rows = sheets.flatMap(({ data }) => data)
  return [rows.map((row) => row.map(shownCell).join('\t')).join('\n')]
}

function shownCell(value: unknown): string {
  if (!(value instanceof Date)) return value === null ? '' : String(value)
  const [year = '', month = '', day = ''] = value.toISOString().slice(0, 10).split('-')
  return `${day}.${month}.${year}`
}

async function pdfParse(bytes: Uint8Array): Promise<readonly string[]> {
  const { PDFParse, VerbosityLevel } = await import('pdf-parse')
  // pdf.js takes the bytes away from the caller, so each call gets its own.
  const parser = () => new PDFParse({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS })
  const [forText, forTables] = [parser(), parser()]
  try {
    const text = await forText.getText()
    const tables = await forTables.getTable()
    const cells = tables.pages.flatMap((page) => page.tables.flat(2))
    return [text.text, cells.join('\n')]
  } finally {
    await Promise.all([forText.destroy(), forTables.destroy()])
  }
}

interface OfficeParser {
  readonly parseOffice: (
    bytes: Buffer,
    settings: unknown,
  ) => Promise<{ to(form: 'text' | 'html'): Promise<{ readonly value: unknown }> }>
}

/**
 * officeparser brings 145 MB with it, so it is no dependency: it is run where somebody has installed
 * it (`npm install --no-save officeparser`).
 */
function officeParser(fileType: string): Peer['read'] {
  return async (bytes) => {
    const name = 'officeparser'
    const { parseOffice } = (await import(name)) as OfficeParser
    const parsed = await parseOffice(Buffer.from(bytes), { fileType })
    const [text, html] = [await parsed.to('text'), await parsed.to('html')]
    return [String(text.value), printedByHtml(Buffer.from(String(html.value)))]
  }
}

/** Whether a peer is on this machine. */
export async function isInstalled({ name }: Peer): Promise<boolean> {
  if (name !== 'officeparser') return true
  return import(name).then(
    () => true,
    () => false,
  )
}
