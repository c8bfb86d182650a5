import { extname } from 'node:path'
import mammoth from 'mammoth'
import { PDFParse, VerbosityLevel } from 'pdf-parse'
import readSheets from 'read-excel-file/node'
import { htmlToText, rtfHtml, wordExtractor } from '../eval/peers/readers.ts'

/** Another library that turns a document into text, for comparison of speed. */
export interface Peer {
  readonly name: string
  readonly run: (bytes: Uint8Array) => Promise<unknown>
}

/** What is run beside zvit on a file with this ending; null where there is nothing. */
export function peerOf(file: string): Peer | null {
  return PEERS[extname(file)] ?? null
}

const PEERS: Readonly<Record<string, Peer>> = {
  '.docx': {
    name: 'mammoth.convertToHtml',
    run: (bytes) => mammoth.convertToHtml({ buffer: Buffer.from(bytes) }),
  },
  '.pdf': { name: 'pdf-parse getText', run: pdfText },
  '.doc': { name: 'word-extractor', run: wordExtractor },
  '.rtf': { name: 'rtf-to-html', run: rtfHtml },
  '.html': { name: 'html-to-text', run: htmlToText },
  '.xlsx': { name: 'read-excel-file', run: (bytes) => readSheets(Buffer.from(bytes)) },
}

async function pdfText(bytes: Uint8Array): Promise<unknown> {
  // pdf.js takes the bytes away from the caller, so it gets its own.
  const parser = new PDFParse({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS })
  try {
    return await parser.getText()
  } finally {
    await parser.destroy()
  }
}
