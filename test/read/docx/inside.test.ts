import { describe, expect, test } from 'vitest'
import { cell, paragraph, row, run, table } from '../../support/docx.ts'
import { codes, read, texts } from './read.ts'

const C = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
const DGM = 'http://schemas.openxmlformats.org/drawingml/2006/diagram'
const O = 'urn:schemas-microsoft-com:office:office'
const graphic = (inside: string) =>
  `<w:r><w:drawing><a:graphic><a:graphicData>${inside}</a:graphicData></a:graphic></w:drawing></w:r>`

describe('what may hold text and is no text is told', () => {
  test.each<[string, string, string]>([
    ['a chart', graphic(`<c:chart xmlns:c="${C}" r:id="x"/>`), 'A chart'],
    ['a diagram', graphic(`<dgm:relIds xmlns:dgm="${DGM}" r:dm="x"/>`), 'A diagram'],
    ['a picture', graphic('<a:blip r:embed="x"/>'), 'A picture'],
    [
      'a word art text',
      '<w:r><w:pict><v:shape><v:textpath string="ЗВІТ"/></v:shape></w:pict></w:r>',
      'A word art text',
    ],
    [
      'an embedded object',
      `<w:r><w:object><o:OLEObject xmlns:o="${O}" r:id="x"/></w:object></w:r>`,
      'An embedded object',
    ],
    ['a form control', '<w:r><w:object><w:control r:id="x"/></w:object></w:r>', 'A form control'],
  ])('%s', (_, content, named) => {
    const document = read({ body: paragraph(run('план ') + content) })
    expect(texts(document)).toEqual(['план '])
    expect(codes(document)).toEqual(['READ_PICTURE'])
    expect(document.diagnostics[0]?.message).toContain(named)
  })
})

describe('wrappers do not stand between a table and its rows', () => {
  const whole = table(row(['а', 'б']), row(['в', 'г']))
  const xml = (inside: string) => `<w:customXml w:element="x">${inside}</w:customXml>`
  test.each<[string, string]>([
    ['around the table', xml(whole)],
    ['around rows', table(xml(row(['а', 'б']) + row(['в', 'г'])))],
    [
      'around cells',
      table(
        `<w:tr>${xml(cell('а'))}${cell('б')}</w:tr>`,
        row([cell('в'), 'г'])
          .replace('<w:tc>', '<w:customXml><w:smartTag><w:tc>')
          .replace('</w:tc>', '</w:tc></w:smartTag></w:customXml>'),
      ),
    ],
    [
      'with marks between them',
      table(
        `<w:bookmarkStart w:id="0" w:name="x"/>${row(['а', 'б'])}<w:bookmarkEnd w:id="0"/>`,
        `<w:tr><w:tblPrEx><w:tblBorders/></w:tblPrEx>${cell('в')}<w:permStart w:id="1"/>${cell('г')}</w:tr>`,
      ),
    ],
  ])('%s', (_, body) => {
    const document = read({ body })
    expect(document.blocks).toEqual(read({ body: whole }).blocks)
    expect(codes(document)).toEqual([])
  })
})

test.each(['drop', 'margin'])(
  'a large first letter (%s) begins the text of its paragraph',
  (kind) => {
    const body =
      paragraph('З', `<w:framePr w:dropCap="${kind}" w:lines="3"/>`) +
      paragraph('віт', '<w:pStyle w:val="a"/>') +
      paragraph('а', '<w:framePr w:dropCap="none"/>') +
      paragraph('б')
    const document = read({ body })
    expect(texts(document)).toEqual(['Звіт', 'а', 'б'])
    expect(document.blocks[0]).toMatchObject({ style: 'a' })
  },
)

test('a large letter with nothing behind it stays', () => {
  const letter = paragraph('З', '<w:framePr w:dropCap="drop"/>')
  expect(texts(read({ body: letter }))).toEqual(['З'])
  expect(texts(read({ body: letter + table(row(['а'])) }))).toEqual(['З', 'а'])
})
