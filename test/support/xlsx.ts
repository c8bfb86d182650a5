import type { Block, Cell, Document } from '../../src/model/document.ts'
import { paragraphsOf } from './blocks.ts'
import { zip } from './zip.ts'

/** What a cell of a test workbook holds: a text, a number, nothing, or its XML. */
export type TestCell = string | number | null | { readonly xml: string }

export interface TestSheet {
  readonly name?: string
  /** Rows from the first one; a row may be its XML. */
  readonly rows: readonly (readonly TestCell[] | string)[]
  /** Of all cells that are no XML, by index in `styles`. */
  readonly style?: number
  readonly merges?: readonly string[]
  readonly state?: string
  /** Before and behind the data, as XML. */
  readonly before?: string
  readonly behind?: string
  /** Of the sheet: `[type, name of a part, its content]`. */
  readonly parts?: readonly (readonly [string, string, string])[]
}

export interface TestWorkbook {
  readonly sheets: readonly TestSheet[]
  /** Format codes; a cell with style 1 has the first. */
  readonly formats?: readonly string[]
  /** Built-in formats instead: a cell with style 1 has the first. */
  readonly formatIds?: readonly number[]
  /** XML of the items, instead of texts in the cells. */
  readonly strings?: string
  /** Inside `workbook`, as XML. */
  readonly names?: string
  readonly isFrom1904?: boolean
  readonly isStrict?: boolean
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TRANSITIONAL = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'

/** The bytes of a workbook with these sheets. */
export function xlsx(workbook: TestWorkbook): Buffer {
  const space = `xmlns="${workbook.isStrict ? STRICT : TRANSITIONAL}" xmlns:r="${OFFICE}"`
  const { sheets } = workbook
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name ?? `Аркуш${index + 1}`)}" sheetId="${index + 1}" r:id="s${index}"${state ? ` state="${state}"` : ''}/>`,
  )
  const links = sheets.map((_, index) => link(`s${index}`, 'worksheet', `sheet${index}.xml`))
  return zip({
    entries: [
      {
        name: '[Content_Types].xml',
        content: `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}"/></Types>`,
      },
      {
        name: '_rels/.rels',
        content: relationships(link('w', 'officeDocument', 'xl/workbook.xml')),
      },
      {
        name: 'xl/workbook.xml',
        content: `<workbook ${space}><workbookPr${workbook.isFrom1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets>${workbook.names ?? ''}</workbook>`,
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: relationships(
          `${links.join('')}${link('st', 'styles', 'styles.xml')}${link('ss', 'sharedStrings', 'strings.xml')}`,
        ),
      },
      { name: 'xl/styles.xml', content: styles(space, workbook.formats ?? [], workbook.formatIds) },
      { name: 'xl/strings.xml', content: `<sst ${space}>${workbook.strings ?? ''}</sst>` },
      ...sheets.flatMap((sheet, index) => sheetParts(sheet, index, space)),
    ],
  })
}

function sheetParts(sheet: TestSheet, index: number, space: string) {
  const rows = sheet.rows.map((row, number) =>
    typeof row === 'string'
      ? row
      : `<row r="${number + 1}">${row.map((cell, column) => cellXml(cell, { row: number, column, style: sheet.style })).join('')}</row>`,
  )
  const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  const parts = sheet.parts ?? []
  const data = `<sheetData>${rows.join('')}</sheetData>${merges && `<mergeCells>${merges}</mergeCells>`}`
  return [
    {
      name: `xl/sheet${index}.xml`,
      content: `<worksheet ${space}>${sheet.before ?? ''}${data}${sheet.behind ?? ''}</worksheet>`,
    },
    {
      name: `xl/_rels/sheet${index}.xml.rels`,
      content: relationships(
        parts.map(([type, name], part) => link(`p${part}`, type, name)).join(''),
      ),
    },
    ...parts.map(([, name, content]) => ({ name: `xl/${name}`, content })),
  ]
}

function cellXml(
  cell: TestCell,
  { row, column, style }: { row: number; column: number; style: number | undefined },
): string {
  if (cell !== null && typeof cell === 'object') return cell.xml
  const head = `<c r="${columnName(column)}${row + 1}"${style === undefined ? '' : ` s="${style}"`}`
  if (cell === null) return `${head}/>`
  if (typeof cell === 'number') return `${head}><v>${cell}</v></c>`
  return `${head} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
}

/** A, B, …, AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

/** Style 0 is plain, 1 to N have the formats, N + 1 has lines around it. */
function styles(
  space: string,
  formats: readonly string[],
  formatIds: readonly number[] = formats.map((_, index) => 200 + index),
): string {
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`,
  )
  const formatted = formatIds.map((id) => `<xf numFmtId="${id}" borderId="0"/>`)
  const lines =
    '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>'
  return `<styleSheet ${space}><numFmts>${codes.join('')}</numFmts><borders><border/>${lines}</borders><cellXfs><xf numFmtId="0"/>${formatted.join('')}<xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>`
}

/** A document as somebody types it into a sheet: lines in merged cells, tables with borders. */
export function sheetOf(document: Document, hasBorders: boolean): TestSheet {
  const rows: TestCell[][] = []
  const merges: string[] = []
  const columns = document.blocks.reduce(
    (widest, block) => Math.max(widest, block.kind === 'table' ? block.columns : 1),
    1,
  )
  const last = columnName(columns - 1)
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      rows.push([textOf([block])])
      if (columns > 1) merges.push(`A${rows.length}:${last}${rows.length}`)
      continue
    }
    const from = rows.length
    for (const _ of block.rows) rows.push([])
    for (const cell of block.rows.flatMap(({ cells }) => cells))
      putCell(cell, { from, rows, merges, style: hasBorders ? 1 : 0 })
  }
  return { rows, merges }
}

function putCell(
  cell: Cell,
  {
    from,
    rows,
    merges,
    style,
  }: { from: number; rows: TestCell[][]; merges: string[]; style: number },
): void {
  const { row, column, rowSpan, columnSpan, blocks } = cell
  for (let down = 0; down < rowSpan; down += 1)
    for (let across = 0; across < columnSpan; across += 1) {
      const name = `${columnName(column + across)}${from + row + down + 1}`
      const text = down + across === 0 ? textOf(blocks) : ''
      const value =
        text === ''
          ? '/>'
          : ` t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
      const target = rows[from + row + down] ?? []
      target[column + across] = { xml: `<c r="${name}" s="${style}"${value}` }
    }
  if (rowSpan > 1 || columnSpan > 1)
    merges.push(
      `${columnName(column)}${from + row + 1}:${columnName(column + columnSpan - 1)}${from + row + rowSpan}`,
    )
}

function textOf(blocks: readonly Block[]): string {
  return paragraphsOf(blocks)
    .map(({ text, marker }) => (marker === null ? text : `${marker} ${text}`))
    .join('\n')
}

function link(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
}

function relationships(inside: string): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
