import path from 'node:path'
import { type Block, type Cell, type Document, paragraphsIn } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import { type Manifest, readManifest } from '../run/manifest.ts'
import { type CsvRow, decodeTable, readCsv } from '../text/csv.ts'
import { exitCodeOf, WRONG } from './command.ts'
import { readDocument } from './engine.ts'
import { readFound } from './input.ts'
import { tell } from './streams.ts'

const LARGEST = 64 * 1024 * 1024
/** The first bytes of what office programs save when it is not CSV: ZIP files and those of before 2007. */
const IS_OFFICE = /^(?:PK|\xd0\xcf)/

/**
 * The rows of a table that an office keeps: a CSV file, or the first sheet of a workbook or of another
 * document that zvit reads. `what` names it in messages. Throws `USAGE` where it cannot be read.
 */
export async function readRows(file: string, what: string): Promise<readonly CsvRow[]> {
  return (await readSheets(file, what))[0] ?? []
}

/** The manifest of a file, empty without one; `readPeriod` reads periods as people write them. Throws `USAGE`. */
export async function readManifestFile(
  file: string | undefined,
  readPeriod: Parameters<typeof readManifest>[1],
): Promise<Manifest> {
  return file === undefined
    ? new Map()
    : readManifest(await readRows(file, 'manifest'), readPeriod, tell)
}

/** As `readRows`, of every sheet. */
export async function readSheets(
  file: string,
  what: string,
): Promise<readonly (readonly CsvRow[])[]> {
  try {
    const bytes = await readFound(file, LARGEST)
    const isOffice = IS_OFFICE.test(Buffer.from(bytes.subarray(0, 2)).toString('latin1'))
    if (!isOffice) return [readCsv(decodeTable(bytes), `The ${what}`)]
    return sheetsOf(await readDocument(bytes, path.basename(file), {}))
  } catch (cause) {
    if (!(cause instanceof ZvitError) || exitCodeOf(cause.code) === WRONG) throw cause
    const message = `The ${what} cannot be read (${cause.code}); give a CSV file or a workbook (.xlsx).`
    throw new ZvitError('USAGE', message, { cause })
  }
}

function sheetsOf({ blocks }: Document): readonly (readonly CsvRow[])[] {
  const sheets: Block[][] = [[]]
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && block.startsSheet === true) sheets.push([])
    sheets.at(-1)?.push(block)
  }
  return sheets.map((own) =>
    own
      .flatMap(fieldsOf)
      .map((fields, index) => ({ line: index + 1, fields }))
      .filter(({ fields }) => fields.some((field) => field !== '')),
  )
}

function fieldsOf(block: Block): readonly (readonly string[])[] {
  if (block.kind === 'paragraph') return [[block.text]]
  return block.rows.map(({ cells }) => {
    const byColumn = new Map(cells.map((cell) => [cell.column, textOf(cell)]))
    return Array.from({ length: block.columns }, (_, column) => byColumn.get(column) ?? '')
  })
}

function textOf({ blocks }: Cell): string {
  return [...paragraphsIn(blocks)]
    .map(({ text }) => text)
    .join('\n')
    .trim()
}
