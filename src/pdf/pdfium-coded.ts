import type { Limits } from '../containers/limits.ts'
import { withBareCodes } from './bare-codes.ts'
import type { PdfPage } from './engine.ts'
import { isBetterSeen } from './layer.ts'
import type { Library } from './pdfium-library.ts'
import { readText, withDocument, withPage } from './pdfium-page.ts'
import { guardEngine } from './pdfium-render.ts'
import { lettersByPlace, readCodedText } from './pdfium-text.ts'
import type { CodedText } from './signs.ts'

/** A file whose pages were read. */
export interface CodedFile {
  readonly bytes: Uint8Array
  readonly limits: Limits
}

/**
 * The pages, those with characters whose letters are wrong or not known with their text by what is
 * drawn; as they are where the file cannot be read so. Throws `FILE_DAMAGED`, `LIMIT_EXCEEDED`
 * (`engineBytes`).
 */
export function addCodedTexts(
  library: Library,
  pages: readonly PdfPage[],
  file: CodedFile,
): readonly PdfPage[] {
  const bare = withBareCodes(file.bytes)
  if (bare === null) return pages
  return guardEngine(library, file, () =>
    withDocument(library, file.bytes, (document) =>
      withDocument(library, bare, (codes) => {
        const addText = (page: PdfPage): PdfPage => {
          if (page.repaired !== 0 || (page.broken === 0 && !isBetterSeen(page))) return page
          const coded = readCoded(library, { document, codes }, { page, limits: file.limits })
          return coded && coded.glyphs.count > 0 ? { ...page, coded } : page
        }
        return document === 0 || codes === 0 ? pages : pages.map(addText)
      }),
    ),
  )
}

interface Documents {
  readonly document: number
  /** The same with fonts that give codes. */
  readonly codes: number
}

function readCoded(
  library: Library,
  { document, codes }: Documents,
  { page, limits }: { readonly page: PdfPage; readonly limits: Limits },
): CodedText | null {
  const index = page.number - 1
  const most = limits.characters
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
