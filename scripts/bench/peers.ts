import { extname } from 'node:path'
import rtfToHtml from '@iarna/rtf-to-html'
import { convert } from 'html-to-text'
import mammoth from 'mammoth'
import { PDFParse, VerbosityLevel } from 'pdf-parse'
import readSheets from 'read-excel-file/node'
import WordExtractor from 'word-extractor'

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
  '.doc': {
    name: 'word-extractor',
    run: async (bytes) => (await new WordExtractor().extract(Buffer.from(bytes))).getBody(),
  },
  '.rtf': { name: 'rtf-to-html', run: rtfHtml },
  '.html': {
    name: 'html-to-text',
    run: async (bytes) => convert(Buffer.from(bytes).toString(), { wordwrap: false }),
  },
  '.xlsx': { name: 'read-excel-file', run: (bytes) => readSheets(Buffer.from(bytes)) },
}

function rtfHtml(bytes: Uint8Array): Promise<unknown> {
  return new Promise((resolve, reject) => {
    rtfToHtml.fromString(Buffer.from(bytes).toString('latin1'), (error, html) =>
      error ? reject(error) : resolve(html),
    )
  })
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
