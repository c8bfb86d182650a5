import mammoth from 'mammoth'
import { PDFParse, VerbosityLevel } from 'pdf-parse'

/** Another library that turns a document into text, for comparison of speed. */
export interface Peer {
  readonly name: string
  readonly run: (bytes: Uint8Array) => Promise<unknown>
}

/** What is run beside zvit on a file with this ending; null where there is nothing. */
export function peerOf(file: string): Peer | null {
  if (file.endsWith('.docx'))
    return {
      name: 'mammoth.convertToHtml',
      run: (bytes) => mammoth.convertToHtml({ buffer: Buffer.from(bytes) }),
    }
  if (file.endsWith('.pdf')) return { name: 'pdf-parse getText', run: pdfText }
  return null
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
