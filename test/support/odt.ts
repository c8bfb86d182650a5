import { zip } from './zip.ts'

/** Pieces of an OpenDocument text, as XML without the declarations of namespaces. */
export interface TestOdt {
  /** Inside `office:text`. */
  readonly body: string
  /** Inside the automatic styles of the content. */
  readonly automatic?: string
  /** Inside `office:styles`. */
  readonly styles?: string
  /** Inside the one master page. */
  readonly master?: string
  /** Further parts by name. */
  readonly parts?: Readonly<Record<string, string>>
  readonly manifest?: string
  /** Null leaves it out. */
  readonly mimetype?: string | null
}

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns:'
const TYPE = 'application/vnd.oasis.opendocument.text'
const SPACES = [
  ...['office', 'style', 'text', 'table', 'manifest'].map((name) => [name, `${OASIS}${name}:1.0`]),
  ['draw', `${OASIS}drawing:1.0`],
  ['fo', `${OASIS}xsl-fo-compatible:1.0`],
  ['svg', `${OASIS}svg-compatible:1.0`],
  ['xlink', 'http://www.w3.org/1999/xlink'],
  ['math', 'http://www.w3.org/1998/Math/MathML'],
  ['loext', 'urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')

/** The bytes of an OpenDocument text with these pieces. */
export function odt(document: TestOdt): Buffer {
  const { mimetype = TYPE } = document
  const parts = Object.entries(document.parts ?? {})
  return zip({
    entries: [
      ...(mimetype === null ? [] : [{ name: 'mimetype', content: mimetype, isStored: true }]),
      {
        name: 'content.xml',
        content: root('document-content', automaticOf(document) + bodyOf(document)),
      },
      { name: 'styles.xml', content: root('document-styles', stylesOf(document)) },
      { name: 'META-INF/manifest.xml', content: document.manifest ?? manifest() },
      ...parts.map(([name, content]) => ({ name, content })),
    ],
  })
}

/** The root of a part, with the declarations. */
export function root(name: string, inside: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><office:${name} ${SPACES}${attributes}>${inside}</office:${name}>`
}

function manifest(): string {
  return `<manifest:manifest ${SPACES}><manifest:file-entry manifest:full-path="/" manifest:media-type="${TYPE}"/></manifest:manifest>`
}

function automaticOf({ automatic }: TestOdt): string {
  return `<office:automatic-styles>${automatic ?? ''}</office:automatic-styles>`
}

function bodyOf({ body }: TestOdt): string {
  return `<office:body><office:text>${body}</office:text></office:body>`
}

function stylesOf({ styles, master }: TestOdt): string {
  return `<office:styles>${styles ?? ''}</office:styles><office:master-styles><style:master-page style:name="Standard">${master ?? ''}</style:master-page></office:master-styles>`
}

/** A paragraph; `style` names its style. */
export function p(content: string, style = 'Standard'): string {
  return `<text:p text:style-name="${style}">${content}</text:p>`
}

/** A level of a list style. */
export function level(number: number, format: string, attributes = 'style:num-suffix="."'): string {
  return `<text:list-level-style-number text:level="${number}" style:num-format="${format}" ${attributes}/>`
}

/** A list of items; `attributes` as of `text:list`. */
export function list(attributes: string, ...items: readonly string[]): string {
  return `<text:list ${attributes}>${items.join('')}</text:list>`
}

export function item(...content: readonly string[]): string {
  return `<text:list-item>${content.join('')}</text:list-item>`
}

export function table(columns: number, ...rows: readonly string[]): string {
  return `<table:table><table:table-column table:number-columns-repeated="${columns}"/>${rows.join('')}</table:table>`
}

/** A row of cells or of their texts. */
export function row(cells: readonly string[], attributes = ''): string {
  const drawn = cells.map((content) => (content.startsWith('<table:') ? content : cell(content)))
  return `<table:table-row ${attributes}>${drawn.join('')}</table:table-row>`
}

/** A cell of blocks or of text. */
export function cell(content: string, attributes = ''): string {
  const inside = content.startsWith('<') ? content : p(content)
  return `<table:table-cell ${attributes}>${inside}</table:table-cell>`
}

export const covered = '<table:covered-table-cell/>'
