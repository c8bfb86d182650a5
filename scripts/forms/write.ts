import { hyphenatedCells, ruledText, tabRows } from '../corpus/text-forms.ts'
import { docxParts } from '../fixtures/docx.ts'
import { encode } from '../fixtures/encodings.ts'
import { type HtmlDialect, writeHtml } from '../fixtures/html.ts'
import { writeOdt } from '../fixtures/odt.ts'
import { writeRtf } from '../fixtures/rtf.ts'
import { writeTxt } from '../fixtures/txt.ts'
import { writeXlsx, type XlsxOptions } from '../fixtures/xlsx.ts'
import { type ZipEntry, zip } from '../fixtures/zip.ts'
import type { Form } from './make.ts'
import { type Choice, WORDS } from './space.ts'

type Paper = Pick<Form, 'blocks' | 'layout' | 'choice'>

/** The bytes of a form in its format; null where an office suite must make them. */
export function writeForm(form: Paper): Uint8Array | null {
  const { blocks, layout, choice } = form
  const labels = choice.numberPlace === 'automatic' ? 'automatic' : 'typed'
  switch (choice.format) {
    case 'docx':
      return carrier(form)
    case 'html': {
      const dialect = choice.htmlDialect as HtmlDialect
      return encode(
        writeHtml(blocks, layout, { dialect, charset: 'utf-8', numbers: 'typed' }),
        'utf-8',
      )
    }
    case 'xlsx':
      return writeXlsx(blocks, layout, {
        sheets: 'one',
        strings: choice.strings as XlsxOptions['strings'],
        values: choice.values as XlsxOptions['values'],
      })
    case 'txt':
      return Buffer.from(textOf(form), 'utf8')
    case 'rtf':
      return writeRtf(blocks, layout, { page: layout.page, dialect: 'word', labels: 'typed' })
    case 'odt':
      return writeOdt(blocks, layout, { page: layout.page, labels })
    default:
      return null
  }
}

function textOf({ blocks, layout, choice }: Paper): string {
  // These writers ask for no source.
  const plan = {
    blocks,
    layout,
    source: { name: '', truth: { heading: EMPTY, sections: [] }, layout },
  }
  switch (choice.textForm) {
    case 'tabs':
      return tabRows(plan)
    case 'box':
    case 'markdown':
      return ruledText(plan, choice.textForm)
    case 'hyphenated':
      return hyphenatedCells(plan)
    default:
      return writeTxt(blocks)
  }
}

const EMPTY = { title: null, programme: null, respondent: null, period: null }

const FONTS: Readonly<Record<string, string>> = {
  serif: 'DejaVu Serif',
  sans: 'DejaVu Sans',
  condensed: 'DejaVu Sans Condensed',
  mono: 'DejaVu Sans Mono',
}

/** The Word file of a form: its own font, numbers in the middle of their column, rulings or none. */
export function carrier({ blocks, layout, choice }: Paper): Uint8Array {
  const labels = choice.numberPlace === 'automatic' ? 'automatic' : 'typed'
  const options = { page: layout.page, labels, hyphenation: 'none', apart: true } as const
  const parts = docxParts(blocks, layout, options).map((entry) => styled(entry, choice))
  const repeated = REPEATED[choice.furniture ?? '']
  return zip(repeated ? withFurniture(parts, repeated) : parts)
}

const PARAGRAPH = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
const REPEATED: Readonly<Record<string, readonly ['header' | 'footer', string]>> = {
  page_numbers: ['footer', `${PARAGRAPH}<w:fldSimple w:instr=" PAGE "/></w:p>`],
  running_head: ['header', `${PARAGRAPH}<w:r><w:t>${WORDS.runningHead}</w:t></w:r></w:p>`],
}

const OFFICE = 'http://schemas.openxmlformats.org'
const MAIN = `xmlns:w="${OFFICE}/wordprocessingml/2006/main"`
const RELATIONS = `${OFFICE}/officeDocument/2006/relationships`

/** A header or a footer of the document's only section (ECMA-376 Part 1, 17.10). */
function withFurniture(
  parts: readonly ZipEntry[],
  [kind, body]: readonly ['header' | 'footer', string],
): readonly ZipEntry[] {
  const tag = kind === 'header' ? 'w:hdr' : 'w:ftr'
  const type = `application/vnd.openxmlformats-officedocument.wordprocessingml.${kind}+xml`
  const additions: Readonly<Record<string, readonly [string, string]>> = {
    '[Content_Types].xml': [
      '</Types>',
      `<Override PartName="/word/${kind}1.xml" ContentType="${type}"/></Types>`,
    ],
    'word/_rels/document.xml.rels': [
      '</Relationships>',
      `<Relationship Id="rIdF" Type="${RELATIONS}/${kind}" Target="${kind}1.xml"/></Relationships>`,
    ],
    'word/document.xml': [
      '<w:sectPr>',
      `<w:sectPr><w:${kind}Reference xmlns:r="${RELATIONS}" w:type="default" r:id="rIdF"/>`,
    ],
  }
  const changed = parts.map(([name, content]): ZipEntry => {
    const [from, to] = additions[name] ?? []
    return from && to && typeof content === 'string'
      ? [name, content.replace(from, to)]
      : [name, content]
  })
  return [...changed, [`word/${kind}1.xml`, `<${tag} ${MAIN}>${body}</${tag}>`]]
}

function styled([name, content]: ZipEntry, choice: Choice): ZipEntry {
  if (typeof content !== 'string') return [name, content]
  if (name === 'word/styles.xml') {
    return [name, content.replaceAll('Times New Roman', FONTS[choice.font ?? ''] ?? 'DejaVu Serif')]
  }
  if (name !== 'word/document.xml') return [name, content]
  const ruled =
    choice.rulings === 'none' ? content.replaceAll('w:val="single"', 'w:val="none"') : content
  const spaced =
    choice.rowGap === 'wide' ? ruled.replaceAll('<w:tblLayout w:type="fixed"/>', `$&${GAP}`) : ruled
  return [name, choice.centred === 'true' ? centred(spaced) : spaced]
}

/** A blank line's third between rows; the schema wants it behind the layout. */
const GAP =
  '<w:tblCellMar><w:top w:w="80" w:type="dxa"/><w:bottom w:w="80" w:type="dxa"/></w:tblCellMar>'

/** The first cell of each row, its text in the middle. */
function centred(xml: string): string {
  return xml.replace(
    /<w:tr>(?:<w:trPr>(?:(?!<\/w:trPr>).)*<\/w:trPr>)?<w:tc>(?:(?!<\/w:tc>).)*<\/w:tc>/gu,
    (start) => start.replaceAll('<w:pPr></w:pPr>', '<w:pPr><w:jc w:val="center"/></w:pPr>'),
  )
}
