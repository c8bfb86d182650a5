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
import type { Choice } from './space.ts'

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
  const parts = docxParts(blocks, layout, options)
  return zip(parts.map((entry) => styled(entry, choice)))
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
