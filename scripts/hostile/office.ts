import {
  abstractList,
  cell,
  docx,
  level,
  list,
  numbered,
  paragraph,
  relationship,
  row,
  run,
  table,
} from '../../test/support/docx.ts'
import {
  odt,
  cell as odtCell,
  row as odtRow,
  table as odtTable,
  p,
} from '../../test/support/odt.ts'
import { xlsx } from '../../test/support/xlsx.ts'
import { zip } from '../../test/support/zip.ts'
import { cellsOf, type Makers, MEGA, rowsOf } from './report.ts'

const drawn = (response: string) => table(...rowsOf(response).map((cells) => row(cells)))
const healthy = drawn('Виконано')
const breaks = `<w:p><w:r>${'<w:t>а</w:t><w:br/>'.repeat(200_000)}</w:r></w:p>`
/** The last heading cell holds these blocks. */
const headedBy = (blocks: string) =>
  healthy.replace('<w:p><w:r><w:t xml:space="preserve">Стан виконання</w:t></w:r></w:p>', blocks)
const main = (inside: string, before = '') =>
  `${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inside}</w:body></w:document>`

/** XML, numbering, styles, tables and references of Word, OpenDocument and Excel files. */
export const OFFICE: Makers = {
  'laughs.docx': () => {
    const entities = Array.from(
      { length: 9 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    )
    const doctype = `<!DOCTYPE w:document [<!ENTITY l0 "ха">${entities.join('')}]>`
    return docx({ body: '', main: main(paragraph('&l9;').replace('&amp;', '&'), doctype) })
  },
  'outside-entity.docx': () =>
    docx({
      body: '',
      main: main(
        '<w:p><w:r><w:t>&x;</w:t></w:r></w:p>',
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
      ),
    }),
  'towers.docx': () => docx({ body: '<w:sdt><w:sdtContent>'.repeat(100_000) }),
  'towers-closed.docx': () =>
    docx({
      body: '<w:ins>'.repeat(50_000) + paragraph('x') + '</w:ins>'.repeat(50_000),
    }),
  'attributes.docx': () =>
    docx({
      body: `<w:p ${Array.from({ length: 100_000 }, (_, index) => `w:a${index}="1"`).join(' ')}/>`,
    }),
  'long-attribute.docx': () =>
    docx({ body: `<w:p w:rsidR="${'F'.repeat(20 * MEGA)}"/>${healthy}` }),
  'elements.docx': () => docx({ body: '<w:p/>'.repeat(3_000_000) }),
  'bomb.docx': () => docx({ body: ' '.repeat(200 * MEGA) }),
  'broken-xml.docx': () => docx({ body: '<w:p><w:r></w:p>' }),
  'nul.docx': () => docx({ body: `${healthy}<w:p><w:r><w:t>\0\u0001\ufffe</w:t></w:r></w:p>` }),
  'style-loop.docx': () => {
    const style = (id: string, base: string) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:basedOn w:val="${base}"/><w:link w:val="${base}"/><w:next w:val="${id}"/></w:style>`
    return docx({
      body: paragraph('x', '<w:pStyle w:val="A"/>') + healthy,
      styles: style('A', 'B') + style('B', 'C') + style('C', 'A'),
    })
  },
  'list-loop.docx': () => {
    const linked = (id: number, to: string, own: string) =>
      `<w:abstractNum w:abstractNumId="${id}"><w:numStyleLink w:val="${to}"/><w:styleLink w:val="${own}"/></w:abstractNum>`
    const style = (id: string, number: number) =>
      `<w:style w:type="numbering" w:styleId="${id}"><w:pPr><w:numPr><w:numId w:val="${number}"/></w:numPr></w:pPr></w:style>`
    return docx({
      body: paragraph('x', numbered(1)).repeat(100) + healthy,
      numbering: linked(0, 'S2', 'S1') + linked(1, 'S1', 'S2') + list(1, 0) + list(2, 1),
      styles: style('S1', 1) + style('S2', 2),
    })
  },
  'list-levels.docx': () =>
    docx({
      body: paragraph('x', numbered(1, 4_000_000_000)) + paragraph('y', numbered(-7, -1)) + healthy,
      numbering: abstractList(0, level(0, 'decimal', '%1%2%3%9%99'.repeat(5000))) + list(1, 0),
    }),
  'list-start.docx': () =>
    docx({
      body: paragraph('x', numbered(1)) + healthy,
      numbering:
        abstractList(
          0,
          level(0, 'upperRoman', '%1.').replace('w:val="1"/>', 'w:val="2000000000"/>'),
        ) + list(1, 0),
    }),
  'letters.docx': () =>
    docx({
      body: paragraph('x', numbered(1)) + healthy,
      numbering:
        abstractList(
          0,
          level(0, 'russianLower', '%1.').replace('w:val="1"/>', 'w:val="2147483647"/>'),
        ) + list(1, 0),
    }),
  'wide-span.docx': () =>
    docx({
      body: table(
        row([cell('x', '<w:gridSpan w:val="1000000000"/>')], '<w:gridBefore w:val="99999999"/>'),
      ),
    }),
  'tall-merge.docx': () =>
    docx({
      body: table(
        row([cell('x', '<w:vMerge w:val="restart"/>')]),
        row([cell('', '<w:vMerge/>')]).repeat(80_000),
      ),
    }),
  'tables-in-tables.docx': () =>
    docx({
      body: `${'<w:tbl><w:tr><w:tc>'.repeat(5000)}${paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(5000)}`,
    }),
  'open-fields.docx': () =>
    docx({
      body: `<w:p>${'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(200_000)}</w:p>${healthy}`,
    }),
  'relations.docx': () =>
    docx({
      body: healthy,
      relationships: [
        relationship('image', 'http://127.0.0.1:9/x.png', 'a', ' TargetMode="External"'),
        relationship('attachedTemplate', 'file://127.0.0.1/x.dotm', 'b', ' TargetMode="External"'),
        relationship('oleObject', '../../../../etc/passwd', 'c'),
        relationship('styles', 'document.xml', 'd'),
        relationship('footnotes', 'document.xml', 'e'),
      ].join(''),
    }),
  'macro.docx': () =>
    zip({
      entries: [
        {
          name: '[Content_Types].xml',
          content:
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        },
        { name: 'word/document.xml', content: main(healthy) },
        { name: 'word/vbaProject.bin', content: Buffer.alloc(1000, 7) },
      ],
    }),
  'cell-of-text.docx': () => docx({ body: drawn('виконано, '.repeat(2 * MEGA)) }),
  'runs.docx': () => docx({ body: `<w:p>${run('а').repeat(300_000)}</w:p>${healthy}` }),
  'breaks.docx': () => docx({ body: `${breaks}${healthy}${breaks}` }),
  'breaks-in-heading.docx': () => docx({ body: headedBy(breaks) }),
  'paragraphs-in-heading.docx': () => docx({ body: headedBy(paragraph('а').repeat(100_000)) }),
  'lists.docx': () =>
    docx({
      body: paragraph('x', numbered(7)).repeat(100) + healthy,
      numbering: Array.from(
        { length: 100_000 },
        (_, id) => abstractList(id, level(0, 'decimal', '%1.')) + list(id, id),
      ).join(''),
    }),
  'laughs.odt': () =>
    odt({ body: p('x'), parts: { 'meta.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' } }),
  'repeated.odt': () =>
    odt({
      body: odtTable(
        1,
        odtRow(
          [odtCell(p('x'), 'table:number-columns-repeated="1000000000"')],
          'table:number-rows-repeated="1000000000"',
        ),
      ),
    }),
  'spaces.odt': () => odt({ body: p('x<text:s text:c="2000000000"/>y') }),
  'spans.odt': () =>
    odt({
      body: odtTable(
        2,
        odtRow([
          odtCell(
            p('x'),
            'table:number-columns-spanned="99999999" table:number-rows-spanned="99999999"',
          ),
        ]),
      ),
    }),
  'lists.odt': () => odt({ body: `${'<text:list><text:list-item>'.repeat(20_000)}${p('x')}` }),
  'last-cell.xlsx': () =>
    xlsx({
      sheets: [
        {
          rows: [
            ...cellsOf('Виконано'),
            '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
          ],
        },
      ],
    }),
  'backwards.xlsx': () =>
    xlsx({
      sheets: [
        {
          rows: [
            '<row r="99999999999"><c r="ZZZZZZ1"><v>1</v></c></row>',
            '<row r="-1"><c r="A0"><v>1e999</v></c></row>',
          ],
        },
      ],
    }),
  'merges.xlsx': () =>
    xlsx({
      sheets: [
        {
          rows: cellsOf('Виконано'),
          merges: Array.from({ length: 100_000 }, () => 'A1:XFD1048576'),
        },
      ],
    }),
  'format.xlsx': () =>
    xlsx({
      sheets: [{ rows: [[42736.5, 1e308, -1]], style: 1 }],
      formats: [`${'[h]:mm;'.repeat(2000)}${'#,##0.'.repeat(5000)}`],
    }),
}
