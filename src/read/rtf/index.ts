import type { Limits } from '../../containers/limits.ts'
import { DocumentBuilder } from '../../document/builder.ts'
import type { Document } from '../../model/document.ts'
import { ZvitError } from '../../model/error.ts'
import { guessEncoding, readSource } from './charsets.ts'
import { endStory } from './flow.ts'
import { createFonts } from './fonts.ts'
import { readPieces } from './pieces.ts'
import {
  countHandedOut,
  flush,
  type Group,
  openStory,
  PLAIN_CHARACTERS,
  PLAIN_PARAGRAPH,
  printText,
  type Reading,
} from './reading.ts'
import { createScanner } from './scanner.ts'
import { settle } from './settle.ts'
import { emptyRow, FLOW_WORDS, noMerges } from './words.ts'

/**
 * The text of a Rich Text document (RTF 1.0 to 1.9.1, as Word, LibreOffice, WordPad and others write
 * it): body, then hidden text, notes, headers and footers beside it; tracked changes as accepted;
 * numbers as they are printed in the file (`\listtext`), else as its lists count them.
 * Notifies the `READ_…` diagnostics. Throws `FILE_DAMAGED` and `LIMIT_EXCEEDED`.
 */
export function readRtf(bytes: Uint8Array, limits: Limits): Document {
  const source = readSource(bytes)
  let reading = readAll(source, limits, null)
  const guessed = guessEncoding(reading.fonts)
  if (guessed !== null) {
    reading = readAll(source, limits, guessed)
    reading.notes.add(
      'READ_ENCODING_GUESSED',
      null,
      `The charset told does not fit; the letters read best as ${guessed}.`,
    )
  }
  return finish(reading)
}

function readAll(source: string, limits: Limits, guessed: string | null): Reading {
  const reading = openReading(source, limits, guessed)
  readPieces(reading)
  flush(reading)
  checkEnd(reading)
  for (const group of [...reading.groups].reverse()) {
    reading.group = group
    group.ending?.(reading)
  }
  endStory(reading, reading.body)
  return reading
}

function openReading(source: string, limits: Limits, guessed: string | null): Reading {
  const builder = new DocumentBuilder(limits)
  const body = openStory(builder, 'body', null)
  const group: Group = {
    plain: 0,
    write: printText,
    words: FLOW_WORDS,
    story: body,
    font: 0,
    fallback: 1,
    ...PLAIN_CHARACTERS,
    ...PLAIN_PARAGRAPH,
    field: null,
    ending: null,
  }
  return {
    scanner: createScanner(source),
    limits,
    builder,
    notes: builder.notes,
    fonts: createFonts(guessed),
    styles: new Map(),
    lists: { lists: [], overrides: [], byNumber: null },
    asides: [],
    cutIn: null,
    body,
    stories: new Set([body]),
    groups: [group],
    group,
    depth: 0,
    root: 1,
    isFresh: true,
    isStarred: false,
    bytes: '',
    toSkip: 0,
    row: emptyRow(),
    merges: noMerges(),
    printed: 0,
    pieces: 0,
    paragraphs: 0,
    cells: 0,
  }
}

function finish(reading: Reading): Document {
  const { builder } = reading
  const flow = builder.flow(null)
  settle(reading.body.blocks, flow)
  for (const { kind, part, blocks } of reading.asides) {
    const aside = builder.flow(part)
    settle(blocks, aside)
    aside.setAside(kind)
  }
  return builder.finish({ format: 'rtf', blocks: flow.blocks, source: countHandedOut(reading) })
}

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
function checkEnd(reading: Reading): void {
  const { depth, scanner, cutIn, group, body, notes } = reading
  if (depth === 0 && !scanner.isCut) return
  const isCutInside = scanner.isCut && (cutIn === null || !BEHIND_TEXT.has(cutIn))
  const [open] = body.tables
  const isInRow = open !== undefined && open.cells.length > 0
  // A file that ends with a brace has lost another one before.
  const isOpen = !body.draft.isUntouched && !/\}\s*$/.test(scanner.source.slice(-LAST_BYTES))
  const isEmpty = reading.builder.characters === 0 && body.draft.isUntouched
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
