import { zip } from './zip.ts'

/** Pieces of a Word document, as XML without the declarations of namespaces. */
export interface TestDocx {
  /** Inside `w:body`. */
  readonly body: string
  readonly styles?: string
  readonly numbering?: string
  readonly footnotes?: string
  readonly endnotes?: string
  /** Content of each header and footer, by the id of its relationship. */
  readonly headers?: Readonly<Record<string, string>>
  readonly footers?: Readonly<Record<string, string>>
  /** Further relationships of the main part, as XML. */
  readonly relationships?: string
  /** Instead of the whole main part. */
  readonly main?: string
  /** Other name of the main part. */
  readonly mainName?: string
  readonly isStrict?: boolean
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TRANSITIONAL = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const STRICT = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
const DECLARED = [
  `xmlns:r="${OFFICE}"`,
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')

/** The bytes of a Word document with these pieces. */
export function docx(document: TestDocx): Buffer {
  const space = `xmlns:w="${document.isStrict ? STRICT : TRANSITIONAL}" ${DECLARED}`
  const root = (name: string, inside: string) => `<w:${name} ${space}>${inside}</w:${name}>`
  const mainName = document.mainName ?? 'word/document.xml'
  const folder = mainName.slice(0, mainName.lastIndexOf('/') + 1)
  const parts: [type: string, target: string, id: string, xml: string][] = []
  const add = (type: string, id: string, name: string, inside: string | undefined) => {
    if (inside !== undefined) parts.push([type, `${id}.xml`, id, root(name, inside)])
  }
  add('styles', 'styles', 'styles', document.styles)
  add('numbering', 'numbering', 'numbering', document.numbering)
  add('footnotes', 'footnotes', 'footnotes', document.footnotes)
  add('endnotes', 'endnotes', 'endnotes', document.endnotes)
  for (const [id, inside] of Object.entries(document.headers ?? {}))
    add('header', id, 'hdr', inside)
  for (const [id, inside] of Object.entries(document.footers ?? {}))
    add('footer', id, 'ftr', inside)
  const links = parts.map(([type, target, id]) => relationship(type, target, id))
  return zip({
    entries: [
      { name: '[Content_Types].xml', content: contentTypes(mainName) },
      {
        name: '_rels/.rels',
        content: relationships(relationship('officeDocument', mainName, 'main')),
      },
      {
        name: `${folder}_rels/${mainName.slice(folder.length)}.rels`,
        content: relationships(links.join('') + (document.relationships ?? '')),
      },
      {
        name: mainName,
        content: document.main ?? root('document', `<w:body>${document.body}</w:body>`),
      },
      ...parts.map(([, target, , xml]) => ({ name: folder + target, content: xml })),
    ],
  })
}

/** One relationship of the main part. */
export function relationship(type: string, target: string, id: string, mode = ''): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"${mode}/>`
}

function relationships(inside: string): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`
}

function contentTypes(mainName: string): string {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${mainName}" ContentType="${word}.document.main+xml"/></Types>`
}

/** A run of text; `properties` is XML inside `w:rPr`. */
export function run(text: string, properties = ''): string {
  return `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
}

/** A paragraph of runs or of text; `properties` is XML inside `w:pPr`. */
export function paragraph(content: string, properties = ''): string {
  const inside = content === '' || content.startsWith('<') ? content : run(content)
  return `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`
}

/** Asks for an automatic number. */
export function numbered(list: number, level = 0): string {
  return `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`
}

/** A cell of paragraphs or of text; `properties` is XML inside `w:tcPr`. */
export function cell(content: string, properties = ''): string {
  const inside = content.startsWith('<') ? content : paragraph(content)
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`
}

/** A row of cells, of their texts, or of what stands around them; `properties` as in `w:trPr`. */
export function row(cells: readonly string[], properties = ''): string {
  const drawn = cells.map((content) =>
    /^<w:(?:tc|sdt|customXml)>/.test(content) ? content : cell(content),
  )
  return `<w:tr>${properties && `<w:trPr>${properties}</w:trPr>`}${drawn.join('')}</w:tr>`
}

export function table(...rows: readonly string[]): string {
  return `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`
}

/** A level of a list; `extra` stands between its format and its text. */
export function level(index: number, format: string, text: string, extra = ''): string {
  return `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${extra}<w:lvlText w:val="${text}"/></w:lvl>`
}

export function abstractList(id: number, ...levels: readonly string[]): string {
  return `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`
}

export function list(id: number, abstract: number, overrides = ''): string {
  return `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${overrides}</w:num>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
