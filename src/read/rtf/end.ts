import { ZvitError } from '../../model/error.ts'
import { isUntouched } from './draft.ts'
import type { Reading } from './reading.ts'

/** What Word writes behind the text; a file cut off in one of these has all its text. */
const BEHIND_TEXT = new Set([
  'themedata',
  'colorschememapping',
  'latentstyles',
  'datastore',
  'wgrffmtfilter',
  'xmlnstbl',
])

/** Where the last brace of a file is looked for. */
const LAST_BYTES = 64

/**
 * Where the file ends before its document does: told where only braces are missing, so that no
 * text can be, at the end of a paragraph, a row or the last group. Throws `FILE_DAMAGED` elsewhere.
 */
export function checkEnd(reading: Reading): void {
  const { depth, scanner, cutIn, group, body, notes } = reading
  if (depth === 0 && !scanner.isCut) return
  const isCutInside = scanner.isCut && (cutIn === null || !BEHIND_TEXT.has(cutIn))
  const [open] = body.tables
  const isInRow = body.isRowDefined || (open !== undefined && open.cells.length > 0)
  // A file that ends with a brace has lost another one before.
  const isOpen = !isUntouched(body.draft) && !/\}\s*$/.test(scanner.source.slice(-LAST_BYTES))
  const isEmpty = reading.characters === 0 && isUntouched(body.draft)
  if (isEmpty || isCutInside || isInRow || group.story !== body || isOpen)
    throw new ZvitError(
      'FILE_DAMAGED',
      'The rich text is cut off in the middle of its text. Ask for the file again.',
    )
  notes.add(
    'READ_END_MISSING',
    null,
    'The file ends before its document does: what may have stood behind was not read.',
  )
}
