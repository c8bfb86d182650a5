import {
  PACKAGE_NAMESPACES,
  type Package,
  type PackageKind,
  type Relationship,
} from '../../containers/opc.ts'
import {
  attribute,
  child,
  children,
  ownText,
  type XmlElement,
} from '../../containers/xml/element.ts'
import type { Notes } from '../../document/notes.ts'
import { ZvitError } from '../../model/error.ts'
import { isOn } from './sheet.ts'

const TRANSITIONAL = 'http://schemas.openxmlformats.org'
const STRICT = 'http://purl.oclc.org/ooxml'

/** The package of a workbook; Strict namespaces are the same vocabulary (ECMA-376 Part 1). */
export const WORKBOOK: PackageKind = {
  what: 'an Excel workbook',
  mainContent:
    /spreadsheetml\.(?:sheet|template)\.main\+xml$|ms-excel\.\w+\.macroEnabled\.main\+xml$/i,
  usualMain: 'xl/workbook.xml',
  namespaces: new Map([
    ...PACKAGE_NAMESPACES,
    [`${TRANSITIONAL}/spreadsheetml/2006/main`, 's:'],
    [`${STRICT}/spreadsheetml/main`, 's:'],
    [`${TRANSITIONAL}/officeDocument/2006/relationships`, 'r:'],
    [`${STRICT}/officeDocument/relationships`, 'r:'],
    [`${TRANSITIONAL}/drawingml/2006/main`, 'a:'],
    [`${STRICT}/drawingml/main`, 'a:'],
    [`${TRANSITIONAL}/drawingml/2006/spreadsheetDrawing`, 'xdr:'],
    [`${STRICT}/drawingml/spreadsheetDrawing`, 'xdr:'],
    [`${TRANSITIONAL}/markup-compatibility/2006`, 'mc:'],
  ]),
}

/** One sheet of cells. */
export interface SheetEntry {
  readonly name: string
  /** Name of its part. */
  readonly part: string
  readonly isHidden: boolean
  /** Rows that are printed again on each page, 0-based, both in it; null where there are none. */
  readonly titles: { readonly first: number; readonly last: number } | null
}

export interface Workbook {
  /** In the order of their tabs. */
  readonly sheets: readonly SheetEntry[]
  /** Day 0 is the first of January 1904. */
  readonly isFrom1904: boolean
}

const TITLE_ROWS = /(?:^|[!,])\$?([0-9]{1,7}):\$?([0-9]{1,7})(?:,|$)/

/** Reads the main part (ECMA-376 Part 1, 18.2). Throws `FILE_DAMAGED` where it is none. */
export function readWorkbook(pack: Package, notes: Notes): Workbook {
  const root = pack.xml(pack.main)
  if (root.name !== 's:workbook')
    throw new ZvitError(
      'FILE_DAMAGED',
      `The main part «${pack.main}» is no Excel workbook: it begins with <${root.name.slice(0, 80)}>. Ask for the file again.`,
    )
  const byId = new Map(pack.relationships(pack.main).map((one) => [one.id, one]))
  const titles = readTitles(root)
  return {
    sheets: children(child(root, 's:sheets'), 's:sheet').flatMap((element, index) => {
      const relationship = byId.get(attribute(element, 'r:id') ?? '')
      const part = partOf(relationship, pack, notes)
      if (part === null) return []
      return [
        {
          name: attribute(element, 'name') ?? '',
          part,
          isHidden: /^(?:veryH|h)idden$/.test(attribute(element, 'state') ?? ''),
          titles: titles.get(index) ?? null,
        },
      ]
    }),
    isFrom1904: isOn(child(root, 's:workbookPr'), 'date1904'),
  }
}

function partOf(
  relationship: Relationship | undefined,
  pack: Package,
  notes: Notes,
): string | null {
  if (relationship === undefined || relationship.isExternal || !pack.has(relationship.target)) {
    notes.add('READ_PART_MISSING', null, 'The file does not hold one of its sheets.')
    return null
  }
  if (relationship.type === 'worksheet') return relationship.target
  notes.add('READ_PICTURE', null, 'A sheet that is a chart or a dialog was passed over.')
  return null
}

function readTitles(root: XmlElement) {
  const titles = new Map<number, { readonly first: number; readonly last: number }>()
  for (const element of children(child(root, 's:definedNames'), 's:definedName')) {
    if (attribute(element, 'name') !== '_xlnm.Print_Titles') continue
    const [, first, last] = TITLE_ROWS.exec(ownText(element).slice(0, 512)) ?? []
    const sheet = Number(attribute(element, 'localSheetId') ?? Number.NaN)
    if (first !== undefined && last !== undefined)
      titles.set(sheet, { first: Number(first) - 1, last: Number(last) - 1 })
  }
  return titles
}
