import type { Limits } from '../../containers/limits.ts'
import { DocumentBuilder } from '../../document/builder.ts'
import type { Document } from '../../model/document.ts'
import { OUTERMOST, readNodes } from './blocks.ts'
import { decodePage, openWebArchive } from './decode.ts'
import { closeMarker, openScope, type Reading } from './flow.ts'
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
  const builder = new DocumentBuilder(limits)
  const { notes } = builder
  const text = decodePage(openWebArchive(bytes, limits, notes) ?? { bytes, encoding: null }, notes)
  const { root, endsInTable, count } = parseHtml(text, limits)
  if (endsInTable)
    notes.add('READ_END_MISSING', null, 'The page ends within a table; rows may be missing.')
  const sheet = readStyleSheet(root)
  const body = builder.flow(null)
  const reading: Reading = {
    builder,
    sheet,
    survey: surveyPage(root, sheet),
    numberer: createItemNumberer(sheet),
    body,
    numbers: new Set(),
  }
  const scope = openScope(reading, body)
  readNodes(root.childNodes, scope, OUTERMOST)
  closeMarker(scope)
  return builder.finish({
    format: 'html',
    blocks: body.blocks,
    source: count((element) => reading.numbers.has(element)),
  })
}
