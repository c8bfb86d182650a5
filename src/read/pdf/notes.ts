import { type Diagnostic, diagnostic } from '../../model/diagnostics.ts'
import type { Aside } from '../../model/document.ts'
import { isRecognised, type PdfPage } from './engine.ts'
import type { PdfContent } from './pdfium.ts'

/** What was odd on the pages of a PDF, by page. */
export function diagnosticsOf(content: PdfContent, asides: readonly Aside[]): Diagnostic[] {
  const hidden = new Set(
    asides.filter((aside) => aside.kind === 'hidden').map((aside) => aside.paragraph.place.page),
  )
  const found = content.pages.flatMap((page) => notesOf(page, hidden.has(page.number)))
  if (content.hasXfa)
    found.unshift(
      diagnostic('READ_FORM_LEFT_OUT', [], 'The PDF holds an XFA form; its fields were not read.'),
    )
  return found
}

function notesOf(page: PdfPage, hasHidden: boolean): Diagnostic[] {
  const { number, pictures, characters, broken, fieldsLeft } = page
  const place = { page: number }
  const found: Diagnostic[] = []
  if (characters === 0 && pictures.length > 0)
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
  if (hasHidden)
    found.push(
      diagnostic(
        'READ_HIDDEN_TEXT',
        place,
        `Page ${number} holds text that is not drawn or cut off.`,
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
