import type { Limits } from '../../containers/limits.ts'
import { addAsides } from '../../document/asides.ts'
import { createNotes } from '../../document/notes.ts'
import { createNumberer } from '../../document/numbering/index.ts'
import type { Aside, Block, Document } from '../../model/document.ts'
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
  const reading = openReading(file, limits)
  const blocks = readBody(file, reading)
  readNotes(reading, file.stories.footnotes, 'footnote')
  readNotes(reading, file.stories.endnotes, 'endnote')
  readFurniture(file, reading)
  return {
    format: 'doc',
    pages: null,
    textSource: 'digital',
    blocks,
    asides: reading.asides,
    source: reading.pieces.count.total(),
    diagnostics: reading.notes.diagnostics(),
  }
}

function openReading(file: DocFile, limits: Limits): Reading {
  const pieces = readPieces(file)
  pieces.count.leaveOut(file.stories.comments.start, file.stories.comments.end)
  const fonts = readFonts(file.part(PART.fonts))
  const spend = createBudget(limits)
  return {
    pieces,
    isCode: readFields(pieces, Object.values(file.stories)),
    formats: openFormats(file, pieces, spend),
    styles: readStyles(file.part(PART.styles), spend),
    lists: readLists(file, fonts),
    fonts,
    sections: readSections(file, spend),
    boxes: readBoxes(file),
    limits,
    notes: createNotes(),
    spend,
    asides: [],
    characters: 0,
    cells: 0,
    runs: 0,
  }
}

function openScope(reading: Reading, part: string | null): Scope {
  return {
    story: {
      reading,
      numberer: createNumberer(reading.lists.byId),
      tables: { count: 0 },
      startsPage: false,
    },
    base: part === null ? {} : { part },
    paragraphs: { count: 0 },
    isHidden: false,
    isContinued: false,
  }
}

/** The body; boxes that hang on nothing stand behind it. */
function readBody({ stories }: DocFile, reading: Reading): readonly Block[] {
  const scope = openScope(reading, null)
  const blocks = readSpan(stories.body, scope)
  const loose = reading.boxes.rest().flatMap((span) => readBox(span, scope, false))
  return loose.length === 0 ? blocks : [...blocks, ...loose]
}

function readNotes(reading: Reading, span: Span, part: 'footnote' | 'endnote'): void {
  addAsides(reading.asides, 'footnote', readSpan(span, openScope(reading, part)))
}

/** Headers and footers with their text boxes, as asides; places go on counting over all of them. */
function readFurniture(file: DocFile, reading: Reading): void {
  const scopes = new Map<string, Scope>()
  const read = ({ span, part, kind }: FurniturePart): void => {
    const next = openScope(reading, part)
    const before = scopes.get(part)
    const scope =
      before === undefined
        ? next
        : {
            ...next,
            paragraphs: before.paragraphs,
            story: { ...next.story, tables: before.story.tables },
          }
    scopes.set(part, scope)
    addAsides(reading.asides, kind, readSpan(span, scope))
  }
  for (const part of furnitureParts(file)) read(part)
}

/** A header or footer of a section, or text that Word draws above notes. */
interface FurniturePart {
  readonly span: Span
  readonly part: 'header' | 'footer' | 'footnote'
  readonly kind: Aside['kind']
}

// [MS-DOC] 2.8.22: six lines above notes, then for each section even and odd headers, even and odd
// footers, header and footer of the first page.
const ABOVE_NOTES = 6
const OF_SECTION = ['header', 'header', 'footer', 'footer', 'header', 'footer'] as const

/** All of the text of headers and footers, in the order of headers, then footers. */
function furnitureParts(file: DocFile): readonly FurniturePart[] {
  const { furniture, furnitureBoxes } = file.stories
  const parts: FurniturePart[] = []
  let start = furniture.start
  for (const [index, told] of readEntries(file.part(PART.furniture), 0).entries()) {
    const end = Math.min(furniture.end, furniture.start + told.end)
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
