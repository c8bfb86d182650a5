import type { InkRules } from '../../containers/xml/element.ts'

const TRANSITIONAL = 'http://schemas.openxmlformats.org'
const STRICT = 'http://purl.oclc.org/ooxml'
const MICROSOFT = 'http://schemas.microsoft.com/office/word'

/**
 * What stands for a namespace in the names of elements, whatever prefix a document gives it.
 * The Strict namespaces of ECMA-376 Part 1 are the same vocabulary as the Transitional ones.
 */
export const NAMESPACES: ReadonlyMap<string, string> = new Map([
  [`${TRANSITIONAL}/wordprocessingml/2006/main`, 'w:'],
  [`${STRICT}/wordprocessingml/main`, 'w:'],
  [`${TRANSITIONAL}/officeDocument/2006/relationships`, 'r:'],
  [`${STRICT}/officeDocument/relationships`, 'r:'],
  [`${TRANSITIONAL}/officeDocument/2006/math`, 'm:'],
  [`${STRICT}/officeDocument/math`, 'm:'],
  [`${TRANSITIONAL}/drawingml/2006/main`, 'a:'],
  [`${STRICT}/drawingml/main`, 'a:'],
  [`${TRANSITIONAL}/drawingml/2006/wordprocessingDrawing`, 'wp:'],
  [`${STRICT}/drawingml/wordprocessingDrawing`, 'wp:'],
  [`${TRANSITIONAL}/drawingml/2006/picture`, 'pic:'],
  [`${STRICT}/drawingml/picture`, 'pic:'],
  [`${TRANSITIONAL}/drawingml/2006/chart`, 'c:'],
  [`${STRICT}/drawingml/chart`, 'c:'],
  [`${TRANSITIONAL}/drawingml/2006/diagram`, 'dgm:'],
  [`${STRICT}/drawingml/diagram`, 'dgm:'],
  [`${TRANSITIONAL}/markup-compatibility/2006`, 'mc:'],
  [`${MICROSOFT}/2010/wordml`, 'w14:'],
  [`${MICROSOFT}/2010/wordprocessingShape`, 'wps:'],
  ['urn:schemas-microsoft-com:vml', 'v:'],
  ['urn:schemas-microsoft-com:office:office', 'o:'],
])

/** Elements that stand for one character each. */
const CHARACTERS: ReadonlySet<string> = new Set(['w:sym', 'w:noBreakHyphen', 'w:softHyphen'])
const BLANK_SYMBOL = /^(?:f0|00)?20$/i

/** Text stands in elements called `t`, whatever their namespace, and in a few marks. */
export const INK: InkRules = {
  isText: (name) => /(?:^|[:}])t$/.test(name),
  lines: new Set(['w:p', 'a:p']),
  standsFor: (name, attributes) => {
    if (!CHARACTERS.has(name)) return 0
    const code = attributes[attributes.indexOf('w:char') + 1] ?? ''
    return name === 'w:sym' && BLANK_SYMBOL.test(code) ? 0 : 1
  },
}

/** Properties and marks that carry no text: passed over without a word. */
export const IGNORED: ReadonlySet<string> = new Set([
  'w:annotationRef',
  'w:bookmarkEnd',
  'w:bookmarkStart',
  'w:commentRangeEnd',
  'w:commentRangeStart',
  'w:continuationSeparator',
  'w:customXmlDelRangeEnd',
  'w:customXmlDelRangeStart',
  'w:customXmlInsRangeEnd',
  'w:customXmlInsRangeStart',
  'w:customXmlMoveFromRangeEnd',
  'w:customXmlMoveFromRangeStart',
  'w:customXmlMoveToRangeEnd',
  'w:customXmlMoveToRangeStart',
  'w:customXmlPr',
  'w:dayLong',
  'w:dayShort',
  'w:endnoteRef',
  'w:endnoteReference',
  'w:fldChar',
  'w:footnoteRef',
  'w:footnoteReference',
  'w:monthLong',
  'w:monthShort',
  'w:moveFromRangeEnd',
  'w:moveFromRangeStart',
  'w:moveToRangeEnd',
  'w:moveToRangeStart',
  'w:pPr',
  'w:permEnd',
  'w:permStart',
  'w:pgNum',
  'w:proofErr',
  'w:rPr',
  'w:rubyPr',
  'w:sdtEndPr',
  'w:sdtPr',
  'w:sectPr',
  'w:separator',
  'w:smartTagPr',
  'w:tblGrid',
  'w:tblPr',
  'w:tblPrEx',
  'w:tcPr',
  'w:trPr',
  'w:yearLong',
  'w:yearShort',
  'a:bodyPr',
  'a:endParaRPr',
  'a:lstStyle',
  'a:pPr',
  'a:rPr',
])
