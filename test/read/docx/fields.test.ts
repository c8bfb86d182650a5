import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraph, run, table } from '../../support/docx.ts'
import { read, texts } from './read.ts'

const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const [begin, separate, end] = [mark('begin'), mark('separate'), mark('end')]
const code = '<w:r><w:instrText> REF x </w:instrText></w:r>'
const deleted = (content: string) => `<w:del w:id="1" w:author="a">${content}</w:del>`
const moved = (content: string) => `<w:moveFrom w:id="1" w:author="a">${content}</w:moveFrom>`
const box = (content: string) =>
  `<w:r><w:pict><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></w:pict></w:r>`
const next = paragraph('далі')

describe('a field does not swallow what stands behind it', () => {
  test.each<[string, string, readonly string[]]>([
    ['whole', begin + code + separate + run('план') + end, ['план']],
    ['without a result', begin + code + end + run('план'), ['план']],
    ['without an end', begin + code + run('план'), ['план']],
    ['without a begin', separate + run('план') + end, ['план']],
    ['whose end was deleted', begin + code + separate + run('план') + deleted(end), ['план']],
    [
      'whose separator and end were deleted',
      begin + code + deleted(separate) + run('план') + deleted(end),
      ['план'],
    ],
    ['whose end was moved away', begin + code + moved(end) + run('план'), ['план']],
    ['whose begin was deleted', deleted(begin) + code + separate + run('план') + end, ['план']],
    [
      'whose end stands in a text box',
      begin + code + run('план') + box(paragraph(end + run('рамка'))),
      ['план', 'рамка'],
    ],
    [
      'in a text box around two paragraphs',
      box(
        paragraph(begin + code + separate + run('рамка')) +
          paragraph(`${run('друга')}${end}${run('!')}`),
      ),
      ['', 'рамка', 'друга!'],
    ],
    [
      'whose end stands in a paragraph inside of the paragraph',
      begin + code + run('план') + paragraph(end + run('ще')),
      ['план', 'ще'],
    ],
    [
      'whose end stands in a deleted row',
      `${begin}${code}${run('план')}</w:p>${table(`<w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph(end)}</w:tc></w:tr>`)}<w:p>`,
      ['план', ''],
    ],
    [
      'in both branches of an alternative',
      `<mc:AlternateContent><mc:Choice Requires="wps">${begin}${code}${separate}${run('план')}${end}</mc:Choice><mc:Fallback>${begin}${code}${separate}${run('план')}${end}</mc:Fallback></mc:AlternateContent>`,
      ['план'],
    ],
  ])('%s', (_, content, expected) => {
    expect(texts(read({ body: `<w:p>${content}</w:p>${next}` }))).toEqual([...expected, 'далі'])
  })
})

const piece = fc.oneof(
  fc.constantFrom(begin, separate, end, code, run('план'), run('б', '<w:vanish/>')),
  fc.constantFrom(deleted(begin), deleted(separate), deleted(end), moved(end)),
)
const pieces = (inside: fc.Arbitrary<string>) =>
  fc.array(inside, { maxLength: 6 }).map((found) => found.join(''))
const boxed = pieces(piece).map((inside) => box(`<w:p>${inside}</w:p>`))
const either = boxed.map(
  (inside) =>
    `<mc:AlternateContent><mc:Choice Requires="wps">${inside}</mc:Choice><mc:Fallback>${inside}</mc:Fallback></mc:AlternateContent>`,
)
const anyParagraph = pieces(fc.oneof({ weight: 4, arbitrary: piece }, boxed, either)).map(
  (inside) => `<w:p>${inside}</w:p>`,
)

test('whatever is left of fields, the independent count takes the same for their codes', () => {
  fc.assert(
    fc.property(pieces(anyParagraph), (body) => {
      expect(read({ body }).format).toBe('docx')
    }),
    { numRuns: 300 },
  )
})
