import { createNotes } from '../document/notes.ts'
import type { Diagnostic } from '../model/diagnostics.ts'
import { type Document, paragraphsIn } from '../model/document.ts'

/*
 * Letters that no report is written with: of scripts other than Latin, Greek and Cyrillic, and
 * Cyrillic ones of neither Slavic alphabet of today. Ranges, since `\p{Script}` takes a millisecond
 * to build; signs between them, such as money, marks and private use, are no letters.
 */
const STRANGE =
  /[\u0460-\u0481\u048a-\u048f\u0492-\u052f\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0710-\u0e30\u0e40-\u1cbf\u2c80-\u2cee\u2d00-\u2d96\u3041-\u30fa\u3105-\u3163\u3165-\u318e\u3400-\u4dbf\u4e00-\ud7a3\uf900-\ufaff]/

/**
 * Notes `READ_LETTERS_STRANGE` for each paragraph with a letter of a script that no report is
 * written in: where single bytes of a file were changed, it is what tells.
 */
export function strangeLetters({ blocks, asides }: Document): readonly Diagnostic[] {
  const notes = createNotes()
  const message = 'Letters of other scripts stand in the text; it may be damaged.'
  for (const text of [blocks, asides.map(({ paragraph }) => paragraph)])
    for (const paragraph of paragraphsIn(text))
      if (STRANGE.test(paragraph.text)) notes.add('READ_LETTERS_STRANGE', paragraph.place, message)
  return notes.diagnostics()
}
