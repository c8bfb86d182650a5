import { expect, test } from 'vitest'
import { cell, paragraph, relationship, row, run, table } from '../../support/docx.ts'
import { asides, codes, read, texts } from './read.ts'

const styles =
  '<w:style w:type="character" w:styleId="a3"><w:name w:val="Placeholder Text"/></w:style>' +
  '<w:style w:type="character" w:styleId="a4"><w:name w:val="Strong"/></w:style>'
const prompt = 'Виберіть елемент.'
const styled = (text: string, style = 'a3') => run(text, `<w:rStyle w:val="${style}"/>`)
const control = (content: string, properties = '<w:showingPlcHdr/>') =>
  `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`
const named = '<w:placeholder><w:docPart w:val="ABC"/></w:placeholder><w:showingPlcHdr/>'
const glossary = {
  headers: {
    glossary: `<w:docParts><w:docPart><w:docPartPr><w:name w:val="ABC"/></w:docPartPr><w:docPartBody>${paragraph(prompt)}</w:docPartBody></w:docPart></w:docParts>`,
  },
  relationships: relationship('glossaryDocument', 'glossary.xml', 'g'),
}

test.each<[string, string, string, readonly string[]]>([
  ['by its style', `<w:p>${control(styled(prompt))}</w:p>`, '', [prompt]],
  [
    'in several runs',
    `<w:p>${control(styled('Виберіть ') + styled('елемент.'))}</w:p>`,
    '',
    [prompt],
  ],
  ['around paragraphs', control(paragraph(styled(prompt))), '', [prompt]],
  ['beside text', `<w:p>${run('Стан: ')}${control(styled(prompt))}</w:p>`, 'Стан: ', [prompt]],
  ['in another control', control(`<w:p>${control(styled(prompt))}</w:p>`, ''), '', [prompt]],
  ['that is filled', `<w:p>${control(run('Виконано'), '')}</w:p>`, 'Виконано', []],
  [
    'that is filled and still marked as empty',
    `<w:p>${control(run('Виконано'))}</w:p>`,
    'Виконано',
    [],
  ],
  [
    'that is filled in another style',
    `<w:p>${control(styled('Виконано', 'a4'))}</w:p>`,
    'Виконано',
    [],
  ],
  [
    'whose mark says no',
    `<w:p>${control(styled(prompt), '<w:showingPlcHdr w:val="0"/>')}</w:p>`,
    prompt,
    [],
  ],
])('the prompt of a control %s', (_, body, text, hidden) => {
  const document = read({ body, styles })
  expect(texts(document)).toEqual([text])
  expect(asides(document)).toEqual(hidden.map((one) => `hidden ${one}`))
  expect(codes(document).includes('READ_HIDDEN_TEXT')).toBe(hidden.length > 0)
})

test.each<[string, string, readonly string[], readonly string[]]>([
  ['shown', run(prompt), [''], [`hidden ${prompt}`]],
  ['written over in its style', styled('Виконано'), ['Виконано'], []],
])('a prompt of the glossary that is %s', (_, content, flow, hidden) => {
  const document = read({ body: `<w:p>${control(content, named)}</w:p>`, styles, ...glossary })
  expect(texts(document)).toEqual(flow)
  expect(asides(document)).toEqual(hidden)
})

test('a row of nothing but prompts stays', () => {
  const empty = control(cell(paragraph(styled(prompt))))
  const document = read({ body: table(row([empty, empty])), styles })
  expect(texts(document)).toEqual(['', ''])
  expect(document.asides).toHaveLength(2)
})
