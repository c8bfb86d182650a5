import { PACKAGE_NAMESPACES, type PackageKind } from '../../containers/opc.ts'

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
