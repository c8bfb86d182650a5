import { type Diagnostic, diagnostic } from '../../model/diagnostics.ts'
import type { Aside } from '../../model/document.ts'
import {
  type Glyphs,
  isRecognised,
  type LayerFault,
  type PdfPage,
  PLACE,
} from '../../pdf/engine.ts'
import type { PdfContent } from '../../pdf/pdfium.ts'
import { notesOfScan } from './scan-notes.ts'

/** No font has characters that are higher than its size by this factor. */
const HIGHEST = 8

/** What was odd on the pages of a PDF, by page. */
export function diagnosticsOf(content: PdfContent, asides: readonly Aside[]): Diagnostic[] {
  const hidden = new Set(
    asides.filter((aside) => aside.kind === 'hidden').map((aside) => aside.paragraph.place.page),
  )
  const lastWithText = content.pages.findLastIndex(({ characters }) => characters > 0)
  const found = content.pages.flatMap((page, index) => [
    ...(index < lastWithText ? noteEmpty(page) : []),
    ...notesOfScan(page),
    ...notesOf(page, hidden.has(page.number)),
  ])
  if (content.hasXfa)
    found.unshift(
      diagnostic('READ_FORM_LEFT_OUT', [], 'The PDF holds an XFA form; its fields were not read.'),
    )
  return found
}

/** Tables whose rows and columns no lines part. */
export function notesOfAligned(pages: readonly number[]): readonly Diagnostic[] {
  return pages.map((page) =>
    diagnostic(
      'READ_COLUMNS_BY_BLANKS',
      { page },
      `No lines part the table of page ${page}; its columns and rows were told by what is aligned.`,
    ),
  )
}

/**
 * A blank page at the end says nothing; one before others may be a part of the file that is lost, or
 * text that is drawn as curves.
 */
function noteEmpty({ number, glyphs, pictures, scan }: PdfPage): Diagnostic[] {
  if (glyphs.count > 0 || pictures.length > 0 || scan) return []
  const message = `Page ${number} holds no text, though text follows it; see whether it is blank.`
  return [diagnostic('READ_PAGE_WITHOUT_TEXT', { page: number }, message)]
}

function notesOf(page: PdfPage, hasHidden: boolean): Diagnostic[] {
  const { number, pictures, characters, broken, fieldsLeft } = page
  const place = { page: number }
  const found: Diagnostic[] = []
  if (characters === 0 && pictures.length > 0 && !page.scan?.words.length)
    found.push(
      diagnostic('READ_PAGE_WITHOUT_TEXT', place, `Page ${number} is a picture without text.`),
    )
  if (isRecognised(page))
    found.push(
      diagnostic(
        'READ_PICTURE',
        place,
        `Page ${number} is a picture; the text recognised from it by another program was read.`,
      ),
    )
  if (broken > 0)
    found.push(
      diagnostic(
        'READ_TEXT_LAYER_BROKEN',
        place,
        `${broken} characters of page ${number} have no Unicode value.`,
      ),
    )
  const message = layerMessage(page)
  if (message !== null) found.push(diagnostic('READ_TEXT_LAYER_BROKEN', place, message))
  const absurd = countAbsurd(page.glyphs)
  if (absurd > 0)
    found.push(
      diagnostic(
        'READ_TEXT_LAYER_BROKEN',
        place,
        `${absurd} characters of page ${number} are much higher than their font size; a font is broken.`,
      ),
    )
  if (hasHidden)
    found.push(
      diagnostic(
        'READ_HIDDEN_TEXT',
        place,
        `Page ${number} holds text that is not drawn, drawn again in its place or cut off.`,
      ),
    )
  if (fieldsLeft > 0)
    found.push(
      diagnostic(
        'READ_FORM_LEFT_OUT',
        place,
        `${fieldsLeft} form fields of page ${number} have a value that is not drawn.`,
      ),
    )
  return found
}

const FAULTS: Readonly<Record<LayerFault, string>> = {
  unmapped: 'many characters have no Unicode value',
  foreign: 'its letters are of no known language',
  letters_lost: 'the letters «і», «ї», «є» are lost',
  strange: 'its letters make words that do not exist',
  look_alikes: 'Cyrillic words are written with Latin letters',
  torn: 'words are torn by blanks',
}

function layerMessage({ number, fault, repaired = 0, learned, scan }: PdfPage): string | null {
  if (learned !== undefined)
    return `The fonts of page ${number} do not tell what their letters are; ${learned} characters were read as the recogniser sees them, letter by letter.`
  if (repaired > 0)
    return `${repaired} characters of page ${number} stand for others; they were read as they are drawn.`
  if (!fault) return null
  const what = `The text layer of page ${number} is broken: ${FAULTS[fault]}`
  return scan ? `${what}; the page was recognised from its picture.` : `${what}.`
}

/** Characters far higher than their font size and than most characters of the page. */
function countAbsurd({ count, places, runs, runOf }: Glyphs): number {
  const heights = new Float64Array(count)
  const high: number[] = []
  for (let index = 0; index < count; index += 1) {
    const height = (places[PLACE * index + 3] ?? 0) - (places[PLACE * index + 1] ?? 0)
    heights[index] = height
    const run = runs[runOf[index] ?? 0]
    if (run && !run.isTilted && height > HIGHEST * run.size) high.push(height)
  }
  if (high.length === 0) return 0
  const usual = heights.sort()[Math.floor(count / 2)] ?? 0
  return high.filter((height) => height > HIGHEST * usual).length
}
