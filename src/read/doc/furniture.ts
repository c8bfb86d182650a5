import type { Aside } from '../../model/document.ts'
import { long } from './bytes.ts'
import { type DocFile, PART, type Span } from './file.ts'

/** A header or footer of a section, or text that Word draws above notes. */
export interface FurniturePart {
  readonly span: Span
  readonly part: 'header' | 'footer' | 'footnote'
  readonly kind: Aside['kind']
}

// [MS-DOC] 2.8.22: six lines above notes, then for each section even and odd headers, even and odd
// footers, header and footer of the first page.
const ABOVE_NOTES = 6
const OF_SECTION = ['header', 'header', 'footer', 'footer', 'header', 'footer'] as const

/** All of the text of headers and footers, in the order of headers, then footers. */
export function furnitureParts(file: DocFile): readonly FurniturePart[] {
  const { furniture, furnitureBoxes } = file.stories
  const bytes = file.part(PART.furniture)
  const count = Math.max(0, Math.floor(bytes.length / 4) - 1)
  const parts: FurniturePart[] = []
  let start = furniture.start
  for (let index = 0; index < count; index += 1) {
    const end = Math.min(furniture.end, furniture.start + long(bytes, index * 4 + 4))
    if (end <= start) continue
    parts.push(partOf({ start, end }, index))
    start = end
  }
  const others = [{ start, end: furniture.end }, furnitureBoxes].map(
    (span): FurniturePart => ({ span, part: 'header', kind: 'page_furniture' }),
  )
  const all = [...parts, ...others].filter(({ span }) => span.end > span.start)
  return ['footnote', 'header', 'footer'].flatMap((name) => all.filter(({ part }) => part === name))
}

function partOf(span: Span, index: number): FurniturePart {
  const part = OF_SECTION[(index - ABOVE_NOTES) % OF_SECTION.length] ?? 'header'
  return index < ABOVE_NOTES
    ? { span, part: 'footnote', kind: 'footnote' }
    : { span, part, kind: 'page_furniture' }
}
