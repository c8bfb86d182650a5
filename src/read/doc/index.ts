import type { Limits } from '../../containers/limits.ts'
import { DocumentBuilder } from '../../document/builder.ts'
import { createNumberer } from '../../document/numbering/index.ts'
import type { Aside, Document } from '../../model/document.ts'
import { readBox, readSpan } from './blocks.ts'
import { readBoxes } from './boxes.ts'
import { createBudget, type DocFile, openFile, PART, readEntries, type Span } from './file.ts'
import { openFormats, readSections } from './formats.ts'
import { readLists } from './lists.ts'
import type { Reading, Scope } from './reading.ts'
import { readFonts, readStyles } from './styles.ts'
import { readFields, readPieces } from './text.ts'

/**
 * The text of a Word 97–2003 document (.doc, .dot): body with its text boxes, then notes, headers
 * and footers beside it; tracked changes as accepted; numbers as Word prints them.
 * Notifies the `READ_…` diagnostics. Throws `FILE_DAMAGED`, `FILE_ENCRYPTED`, `LIMIT_EXCEEDED`, and
 * `UNSUPPORTED_FORMAT` for Word 95 and older. Source of the method: [MS-DOC].
 */
export function readDoc(bytes: Uint8Array, limits: Limits): Document {
  const file = openFile(bytes, limits)
  const { stories } = file
  const reading = openReading(file, limits)
  const body = openScope(reading, null)
  readSpan(stories.body, body)
  // Boxes that hang on nothing stand behind the body.
  for (const span of reading.boxes.rest()) readBox(span, body, false)
  readAside(reading, { span: stories.footnotes, part: 'footnote', kind: 'footnote' })
  readAside(reading, { span: stories.endnotes, part: 'endnote', kind: 'footnote' })
  for (const part of furnitureParts(file)) readAside(reading, part)
  const source = reading.pieces.count.total()
  return reading.builder.finish({ format: 'doc', blocks: body.flow.blocks, source })
}

function openReading(file: DocFile, limits: Limits): Reading {
  const pieces = readPieces(file)
  pieces.count.leaveOut(file.stories.comments.start, file.stories.comments.end)
  const fonts = readFonts(file.part(PART.fonts))
  const spend = createBudget(limits)
  return {
    builder: new DocumentBuilder(limits),
    pieces,
    isCode: readFields(pieces, Object.values(file.stories)),
    formats: openFormats(file, pieces, spend),
    styles: readStyles(file.part(PART.styles), spend),
    lists: readLists(file, fonts),
    fonts,
    sections: readSections(file, spend),
    boxes: readBoxes(file),
    spend,
    runs: 0,
  }
}

function openScope(reading: Reading, part: string | null): Scope {
  const numberer = createNumberer(reading.lists.byId)
  return { reading, numberer, flow: reading.builder.flow(part), isHidden: false }
}

function readAside(reading: Reading, { span, part, kind }: AsidePart): void {
  const scope = openScope(reading, part)
  readSpan(span, scope)
  scope.flow.setAside(kind)
}

/** Notes, a header or footer of a section, or text that Word draws above notes. */
interface AsidePart {
  readonly span: Span
  readonly part: 'header' | 'footer' | 'footnote' | 'endnote'
  readonly kind: Aside['kind']
}

// [MS-DOC] 2.8.22: six lines above notes, then for each section even and odd headers, even and odd
// footers, header and footer of the first page.
const ABOVE_NOTES = 6
const OF_SECTION = ['header', 'header', 'footer', 'footer', 'header', 'footer'] as const

/** All of the text of headers and footers, in the order of headers, then footers. */
function furnitureParts(file: DocFile): readonly AsidePart[] {
  const { furniture, furnitureBoxes } = file.stories
  const parts: AsidePart[] = []
  let start = furniture.start
  for (const [index, told] of readEntries(file.part(PART.furniture), 0).entries()) {
    const end = Math.min(furniture.end, furniture.start + told.end)
    if (end <= start) continue
    parts.push(partOf({ start, end }, index))
    start = end
  }
  const others = [{ start, end: furniture.end }, furnitureBoxes].map(
    (span): AsidePart => ({ span, part: 'header', kind: 'page_furniture' }),
  )
  const all = [...parts, ...others].filter(({ span }) => span.end > span.start)
  return ['footnote', 'header', 'footer'].flatMap((name) => all.filter(({ part }) => part === name))
}

function partOf(span: Span, index: number): AsidePart {
  const part = OF_SECTION[(index - ABOVE_NOTES) % OF_SECTION.length] ?? 'header'
  return index < ABOVE_NOTES
    ? { span, part: 'footnote', kind: 'footnote' }
    : { span, part, kind: 'page_furniture' }
}
