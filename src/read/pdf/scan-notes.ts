import { type Diagnostic, diagnostic } from '../../model/diagnostics.ts'
import { placeOf } from '../../page/paragraphs.ts'
import type { PageScan, PdfPage } from '../../pdf/engine.ts'

/**
 * A page whose letters are read with less mean confidence than this must be looked at. Measured: pages
 * read rightly have 0.94 to 0.96, those under a stamp or photographed from an angle 0.89 to 0.93.
 */
const POOR = 0.93

/** That a page was recognised from its picture, and whether badly; nothing for other pages. */
export function notesOfScan({ number, scan }: Pick<PdfPage, 'number' | 'scan'>): Diagnostic[] {
  let [sum, letters] = [0, 0]
  for (const { text, confidence = 1 } of scan?.words ?? []) {
    sum += confidence * text.length
    letters += text.length
  }
  const passedOver = scan?.passedOver ? [noteOfPictures(number)] : []
  if (letters === 0) return passedOver
  const confidence = sum / letters
  const share = `${Math.round(100 * confidence)} %`
  const note =
    confidence < POOR
      ? diagnostic(
          'READ_RECOGNISED_POORLY',
          { page: number },
          `Page ${number} is a picture and hard to read: the recogniser is sure by ${share} only.`,
        )
      : diagnostic(
          'READ_RECOGNISED',
          { page: number },
          `Page ${number} is a picture; its text was recognised (sure by ${share}).`,
        )
  return [note, ...passedOver, ...(scan ? notesOfWords(number, scan) : [])]
}

function noteOfPictures(page: number): Diagnostic {
  return diagnostic(
    'READ_RECOGNISED_POORLY',
    { page },
    `A part of page ${page} cannot be read by the recogniser: a photograph, a drawing, writing by hand or another script; it was passed over.`,
  )
}

/** Words that were put right, and those that were read in two ways. */
function notesOfWords(page: number, { words, seenBox }: PageScan): Diagnostic[] {
  return words.flatMap(({ text, raw, other, box }) => {
    const place = placeOf(page, seenBox(box))
    if (raw !== undefined)
      return diagnostic('READ_WORD_REPAIRED', place, `«${raw}» was recognised, «${text}» is read.`)
    if (other === undefined) return []
    const doubt = other === '' ? 'the recogniser is not sure of it' : `it may be «${other}»`
    return diagnostic('READ_DOUBTED', place, `«${text}» was read; ${doubt}.`)
  })
}
