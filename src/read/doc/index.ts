import type { Limits } from '../../containers/limits.ts'
import { addAsides } from '../../document/asides.ts'
import { createNotes } from '../../document/notes.ts'
import { createNumberer } from '../../document/numbering/index.ts'
import type { Block, Document } from '../../model/document.ts'
import { readBox, readSpan } from './blocks.ts'
import { readBoxes } from './boxes.ts'
import { createBudget } from './budget.ts'
import { countDoc } from './count.ts'
import { readFields } from './fields.ts'
import { type DocFile, openFile, PART, type Span } from './file.ts'
import { readFonts } from './fonts.ts'
import { openFormats } from './formats.ts'
import { type FurniturePart, furnitureParts } from './furniture.ts'
import { readLists } from './lists.ts'
import { createPieceFinder } from './paragraphs.ts'
import { readPieces } from './pieces.ts'
import type { Reading, Scope } from './reading.ts'
import { readSections } from './sections.ts'
import { readStyles } from './styles.ts'

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
    source: countDoc(file.main, file.table),
    diagnostics: reading.notes.diagnostics(),
  }
}

function openReading(file: DocFile, limits: Limits): Reading {
  const pieces = readPieces(file)
  const fonts = readFonts(file.part(PART.fonts))
  const spend = createBudget(limits)
  return {
    pieces,
    pieceAt: createPieceFinder(pieces.pieces),
    fields: readFields(pieces, Object.values(file.stories)),
    formats: openFormats(file, spend),
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
