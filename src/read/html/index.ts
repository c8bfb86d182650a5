import type { Limits } from '../../containers/limits.ts'
import { createNotes } from '../../document/notes.ts'
import type { Document } from '../../model/document.ts'
import { OUTERMOST, readNodes } from './blocks.ts'
import { decodePage, openWebArchive } from './decode.ts'
import { closeMarker, type Flow, type Reading } from './flow.ts'
import { createItemNumberer } from './lists.ts'
import { readStyleSheet } from './style-sheet.ts'
import { surveyPage } from './survey.ts'
import { parseHtml } from './tree.ts'

/**
 * The text of a web page (.html, or the first page of a .mht): body, with its printed numbers;
 * menus, notes and hidden text beside it; tracked changes as accepted.
 * Notifies the `READ_…` diagnostics. Throws `LIMIT_EXCEEDED`, of a .mht also `FILE_DAMAGED`.
 */
export function readHtml(bytes: Uint8Array, limits: Limits): Document {
  const notes = createNotes()
  const text = decodePage(openWebArchive(bytes, limits, notes) ?? { bytes, encoding: null }, notes)
  const { root, endsInTable, count } = parseHtml(text, limits)
  if (endsInTable)
    notes.add('READ_END_MISSING', null, 'The page ends within a table; rows may be missing.')
  const sheet = readStyleSheet(root)
  const reading: Reading = {
    sheet,
    survey: surveyPage(root, sheet),
    numberer: createItemNumberer(sheet),
    limits,
    notes,
    asides: [],
    parts: new Map(),
    numbers: new Set(),
    tables: 0,
    cells: 0,
    characters: 0,
    startsPage: false,
  }
  const flow: Flow = {
    reading,
    base: {},
    paragraphs: { count: 0 },
    blocks: [],
    draft: null,
    marker: null,
  }
  readNodes(root.children, flow, OUTERMOST)
  closeMarker(flow)
  return {
    format: 'html',
    pages: null,
    textSource: 'digital',
    blocks: flow.blocks,
    asides: reading.asides,
    source: count((element) => reading.numbers.has(element)),
    diagnostics: notes.diagnostics(),
  }
}
