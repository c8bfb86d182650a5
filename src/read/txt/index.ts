import { type Decoded, decodeText } from '../../containers/encoding/decode.ts'
import { checkLimit, type Limits } from '../../containers/limits.ts'
import type { Scanning } from '../../document/scanning.ts'
import { type Diagnostic, diagnostic } from '../../model/diagnostics.ts'
import type { Aside, Block, Document } from '../../model/document.ts'
import { checkCells } from './build.ts'
import { readCellLines } from './cell-lines.ts'
import { type Line, splitLines } from './lines.ts'
import { readRuled, readSeparatedRows, readTabRows } from './marked-rows.ts'
import { readPrinted } from './printed.ts'
import { readProse } from './prose.ts'
import { type Region, splitRegions } from './regions.ts'

/** Characters that are no text: NUL and the other controls, and what decoding could not tell. */
const INVALID = /[\p{Cc}\ufffd\ufffe\uffff\p{Cs}]/u
const MOST_PLACES = 100

/**
 * The Document in a plain text: paragraphs, and tables written with a cell a line, with TABs, with
 * semicolons or commas or with rules. Places are lines, 0-based. Notifies `READ_ENCODING_GUESSED`, `READ_CHARACTER_INVALID`,
 * `READ_TABLE_RAGGED`; throws `LIMIT_EXCEEDED`.
 */
export function readTxt(bytes: Uint8Array, limits: Limits, scanning: Scanning = {}): Document {
  const decoded = decodeText(bytes)
  const { text } = decoded
  checkLimit(text.length, limits.characters, 'characters')
  const lines = splitLines(text)
  const { blocks, asides, diagnostics } = readLines(lines, limits, scanning)
  checkCells(blocks, limits)
  return {
    format: 'txt',
    pages: null,
    textSource: 'digital',
    blocks,
    asides,
    source: countText(text),
    diagnostics: [...tellText(decoded), ...tellTables(blocks), ...diagnostics],
  }
}

type Content = Pick<Document, 'blocks' | 'asides' | 'diagnostics'>

function readLines(lines: readonly Line[], limits: Limits, scanning: Scanning): Content {
  const regions = splitRegions(lines)
  // Where nothing else parts cells, blanks may.
  const isPlain = regions.every(({ kind }) => kind === 'prose')
  const printed = isPlain ? readPrinted(lines, limits, scanning) : null
  if (printed) return { ...printed, diagnostics: tellPrinted(printed.blocks) }
  const blocks: Block[] = []
  const asides: Aside[] = []
  for (const region of regions) readRegion(region, limits, { blocks, asides })
  return { blocks, asides, diagnostics: [] }
}

function readRegion(
  region: Region,
  limits: Limits,
  into: { readonly blocks: Block[]; readonly asides: Aside[] },
): void {
  switch (region.kind) {
    case 'cell-lines':
      for (const block of readCellLines(region.lines, limits)) into.blocks.push(block)
      return
    case 'tab-rows':
      into.blocks.push(readTabRows(region.lines, limits))
      return
    case 'separated-rows': {
      const { table, marks } = readSeparatedRows(region.lines, limits)
      into.blocks.push(table)
      into.asides.push(marks)
      return
    }
    case 'ruled': {
      const { table, rules } = readRuled(region.lines, limits)
      into.blocks.push(table)
      into.asides.push(rules)
      return
    }
    case 'prose':
      for (const paragraph of readProse(region.lines)) into.blocks.push(paragraph)
      return
  }
}

function tellPrinted(blocks: readonly Block[]): readonly Diagnostic[] {
  return blocks.flatMap(({ kind, place }) =>
    kind === 'table'
      ? [
          diagnostic(
            'READ_COLUMNS_BY_BLANKS',
            place,
            'Only blanks part the columns of this table; compare its rows with the file.',
          ),
        ]
      : [],
  )
}

/** The independent count: of the decoded text as a whole, no line and no cell asked. */
function countText(text: string): number {
  return text.replace(/\s+/gu, '').length
}

function tellText({ text, encoding, isGuessed }: Decoded): readonly Diagnostic[] {
  const told: Diagnostic[] = []
  if (isGuessed)
    told.push(
      diagnostic(
        'READ_ENCODING_GUESSED',
        { line: 0 },
        `The text names no encoding; its letters read best as ${encoding}.`,
      ),
    )
  const lines = text.split(/\r\n|\n|\r/)
  const invalid = lines.flatMap((line, index) =>
    INVALID.test(line.replace(/[\t\v\f]/g, '')) ? [{ line: index }] : [],
  )
  if (invalid.length > 0)
    told.push(
      diagnostic(
        'READ_CHARACTER_INVALID',
        invalid.slice(0, MOST_PLACES),
        `${invalid.length} lines hold characters that are no text; they are kept as they are.`,
      ),
    )
  return told
}

function tellTables(blocks: readonly Block[]): readonly Diagnostic[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'table') return []
    // A row of one cell is a heading, not a damaged row.
    const ragged = block.rows.filter(
      ({ cells }) => cells.length > 1 && cells.length !== block.columns,
    )
    if (ragged.length === 0) return []
    const message = `${ragged.length} rows have fewer than the ${block.columns} cells of their table.`
    return [
      diagnostic(
        'READ_TABLE_RAGGED',
        ragged.slice(0, MOST_PLACES).map((row) => row.place),
        message,
      ),
    ]
  })
}
