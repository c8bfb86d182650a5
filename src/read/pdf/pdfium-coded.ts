import { withBareCodes } from './bare-codes.ts'
import type { PdfPage } from './engine.ts'
import { isBetterSeen } from './layer.ts'
import type { PdfFile } from './pdfium.ts'
import type { Library } from './pdfium-library.ts'
import { readText, withDocument, withPage } from './pdfium-page.ts'
import { lettersByPlace, readCodedText } from './pdfium-text.ts'
import type { CodedText } from './signs.ts'

/** Pages of a document. */
export interface ReadPages {
  readonly pages: readonly PdfPage[]
  readonly file: Pick<PdfFile, 'bytes' | 'limits'>
}

/**
 * The pages; where the letters of some are wrong or not known, and are better read from a picture,
 * with the text of all pages with such letters by what is drawn. As they are where the file cannot
 * be read so.
 */
export function addCodedTexts(
  library: Library,
  document: number,
  { pages, file }: ReadPages,
): readonly PdfPage[] {
  const isLeft = ({ repaired }: PdfPage) => repaired === 0
  if (!pages.some((page) => isLeft(page) && isBetterSeen(page))) return pages
  const bare = withBareCodes(file.bytes)
  if (bare === null) return pages
  return withDocument(library, bare, (codes) => {
    const addText = (page: PdfPage): PdfPage => {
      if (!isLeft(page) || (page.broken === 0 && !isBetterSeen(page))) return page
      const coded = readCoded(library, { document, codes }, { page, file })
      return coded && coded.glyphs.count > 0 ? { ...page, coded } : page
    }
    return codes === 0 ? pages : pages.map(addText)
  })
}

interface Documents {
  readonly document: number
  /** The same with fonts that give codes. */
  readonly codes: number
}

function readCoded(
  library: Library,
  { document, codes }: Documents,
  { page, file }: { readonly page: PdfPage } & Pick<ReadPages, 'file'>,
): CodedText | null {
  const index = page.number - 1
  const most = file.limits.characters
  const letters = withPage(library, document, {
    index,
    use: (open) => lettersByPlace(readText(open, most)),
  })
  return withPage(library, codes, {
    index,
    use: (open) => {
      const { source, glyphs } = readText(open, most)
      return readCodedText(source, glyphs, letters ?? new Map())
    },
  })
}
