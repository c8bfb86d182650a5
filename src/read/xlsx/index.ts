import type { Limits } from '../../containers/limits.ts'
import { openPackage, type Package } from '../../containers/opc.ts'
import { DocumentBuilder } from '../../document/builder.ts'
import type { Block, Document } from '../../model/document.ts'
import { readFurniture, readShapes } from './beside.ts'
import { drawSheet } from './draw.ts'
import { loadFormats } from './formats.ts'
import { addAside, type Reading, take } from './reading.ts'
import { readSheet, readStrings } from './sheet.ts'
import { readWorkbook, type SheetEntry, WORKBOOK, type Workbook } from './workbook.ts'

/**
 * The text of an Excel workbook (.xlsx, .xlsm, .xltx; Transitional or Strict): sheet after sheet
 * tables and the lines around them, numbers and dates as their formats print them; hidden rows,
 * columns and sheets, headers and footers beside them.
 * Notifies the `READ_…` diagnostics. Throws `FILE_DAMAGED`, `FILE_ENCRYPTED` and `LIMIT_EXCEEDED`.
 */
export async function readXlsx(bytes: Uint8Array, limits: Limits): Promise<Document> {
  const pack = openPackage(bytes, limits, WORKBOOK)
  const builder = new DocumentBuilder(limits)
  const workbook = readWorkbook(pack, builder.notes)
  const styles = partOf(pack, 'styles')
  const strings = partOf(pack, 'sharedStrings')
  const formats = await loadFormats(styles === null ? null : pack.shared(styles))
  const reading: Reading = {
    builder,
    strings: readStrings(strings === null ? null : pack.xml(strings)),
    style: formats.style,
    printer: formats.printer(workbook.isFrom1904),
    source: 0,
  }
  namesOf(workbook).forEach((name, table) => {
    take(name, reading)
    addAside('page_furniture', name, { place: { part: 'sheet', table }, reading })
  })
  const blocks = workbook.sheets.flatMap((entry, number) =>
    readEntry(pack, entry, { reading, number }),
  )
  return builder.finish({ format: 'xlsx', blocks, source: reading.source })
}

/** The part of a type that the workbook refers to, null where the file holds none. */
function partOf(pack: Package, type: string): string | null {
  const found = pack.relationships(pack.main).find((one) => one.type === type && !one.isExternal)
  return found !== undefined && pack.has(found.target) ? found.target : null
}

/** Where there are several sheets, their names tell them apart. */
function namesOf({ sheets }: Workbook): readonly string[] {
  return sheets.length > 1 ? sheets.map(({ name }) => name) : []
}

function readEntry(
  pack: Package,
  entry: SheetEntry,
  at: { readonly reading: Reading; readonly number: number },
): readonly Block[] {
  const root = pack.xml(entry.part)
  const sheet = readSheet(root, at.reading)
  const cells = drawSheet(sheet, entry, at)
  const shapes = readShapes(pack, entry, at)
  readFurniture(root, at)
  return [...cells, ...shapes].map((block, index) =>
    index === 0 ? { ...block, startsSheet: true } : block,
  )
}
