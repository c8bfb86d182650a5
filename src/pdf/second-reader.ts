import type { Limits } from '../containers/limits.ts'
import { diagnostic } from '../model/diagnostics.ts'
import type { Document, Paragraph } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import { compose, countCharacters } from '../text/compose.ts'
import { own } from '../text/memory.ts'

/**
 * The text of a PDF that PDFium refuses, read by pdf.js (pdf-parse): one paragraph a line, no
 * tables, no boxes; notifies `READ_SECOND_READER`. Throws `FILE_DAMAGED` where it is refused again,
 * `NO_TEXT`, `LIMIT_EXCEEDED` (`pages`, `characters`).
 */
export async function readWithSecondReader(bytes: Uint8Array, limits: Limits): Promise<Document> {
  const pages = await readPages(bytes)
  const source = pages.reduce((sum, page) => sum + countCharacters(page.text), 0)
  checkLimit('pages', pages.length, limits)
  checkLimit('characters', source, limits)
  if (source === 0) throw new ZvitError('NO_TEXT', 'The PDF holds no text that could be read.')
  const blocks = pages.flatMap(({ number, text }) => paragraphsOf(number, text))
  const note = diagnostic(
    'READ_SECOND_READER',
    [],
    'The first reader refused the file; its text was read without tables and places.',
  )
  return {
    format: 'pdf',
    pages: pages.length,
    textSource: 'digital',
    blocks,
    asides: [],
    source,
    diagnostics: [note],
  }
}

function checkLimit(name: 'pages' | 'characters', found: number, limits: Limits): void {
  if (found > limits[name])
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The PDF has ${found} ${name}, the limit «${name}» is ${limits[name]}.`,
    )
}

interface PageText {
  readonly number: number
  readonly text: string
}

async function readPages(bytes: Uint8Array): Promise<PageText[]> {
  const { PDFParse, VerbosityLevel } = await import('pdf-parse')
  // The parser takes the bytes over; give it a copy.
  const parser = new PDFParse({
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    maxImageSize: 1,
  })
  try {
    const { pages } = await parser.getText()
    return pages.map(({ num, text }) => ({ number: num, text }))
  } catch (error) {
    throw refusal(error)
  } finally {
    await parser.destroy()
  }
}

function refusal(error: unknown): ZvitError {
  if (error instanceof Error && error.name === 'PasswordException')
    return new ZvitError(
      'FILE_ENCRYPTED',
      'The PDF is protected by a password; save it without one and give that file.',
      { cause: error },
    )
  return new ZvitError(
    'FILE_DAMAGED',
    'The PDF is broken or cut off; two readers refuse it. Ask for the file again.',
    { cause: error },
  )
}

function paragraphsOf(page: number, text: string): Paragraph[] {
  const lines = compose(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    const paragraph: Paragraph = {
      kind: 'paragraph',
      text: own(line),
      marker: null,
      style: null,
      place: { page },
    }
    return index === 0 ? { ...paragraph, startsPage: true } : paragraph
  })
}
