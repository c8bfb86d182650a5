import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Document } from '../../src/model/document.ts'
import { readDocx } from '../../src/read/docx/index.ts'
import { charactersOf, paragraphsOf } from '../support/blocks.ts'
import { cell, docx, numbered, paragraph, row, run, table } from '../support/docx.ts'
import { zip } from '../support/zip.ts'

const read = (bytes: Uint8Array): Document => readDocx(bytes, DEFAULT_LIMITS)

describe('a file that is no whole Word document is refused', () => {
  const whole = docx({ body: paragraph('а') })
  const entries = (main: string) => [{ name: 'word/document.xml', content: main }]
  test.each<[string, Uint8Array]>([
    ['without bytes', new Uint8Array()],
    ['that is no container', Buffer.from('Звіт')],
    ['cut off', whole.subarray(0, whole.length / 2)],
    ['without a main part', zip({ entries: [{ name: 'readme.txt', content: 'x' }] })],
    ['of no parts', zip({ entries: [] })],
    ['with another root', zip({ entries: entries('<html/>') })],
    [
      'without a body',
      docx({
        body: '',
        main: '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
      }),
    ],
    [
      'with a DOCTYPE',
      zip({ entries: entries('<!DOCTYPE d [<!ENTITY e SYSTEM "file:///x">]><d>&e;</d>') }),
    ],
    ['with a cut main part', docx({ body: '', main: '<w:document xmlns:w="x"><w:body>' })],
    ['with broken styles', docx({ body: paragraph('а'), styles: '<w:style>' })],
    ['with broken numbering', docx({ body: paragraph('а'), numbering: '&x;' })],
  ])('%s', (_, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'FILE_DAMAGED' }))
  })

  test('with a message of one line that names what was found', () => {
    expect(() => read(zip({ entries: [{ name: 'xl/workbook.xml', content: 'x' }] }))).toThrow(
      /^[^\n]*«xl\/workbook\.xml»[^\n]*$/,
    )
  })
})

test('the main part is found wherever the package says it is', () => {
  const document = read(docx({ body: paragraph('а'), mainName: 'other/main2.xml', styles: '' }))
  expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(['а'])
  expect(document.source).toBe(1)
})

test.each<[string, string]>([
  [
    'styles based on one another',
    `<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>`,
  ],
  [
    'a style based on itself',
    '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style>',
  ],
])('%s do not hang the reader', (_, styles) => {
  const document = read(docx({ body: paragraph('а', '<w:pStyle w:val="a"/>'), styles }))
  expect(document.source).toBe(1)
})

test('more characters than the limit are refused', () => {
  expect(() =>
    readDocx(docx({ body: paragraph('абвг') }), { ...DEFAULT_LIMITS, characters: 3 }),
  ).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
})

test('the same bytes give the same document', () => {
  const bytes = docx({ body: table(row(['а', 'б'])) + paragraph(run('в', '<w:vanish/>')) })
  expect(JSON.stringify(read(bytes))).toBe(JSON.stringify(read(bytes)))
})

// A mark joins the letter before it, and what stands between may be hidden: none begins a run.
const text = fc
  .string({ unit: fc.constantFrom(...'абвіїʼ 1.-–\u00a0\u0301\u0308й<&>') })
  .map((content) => content.replace(/^\p{M}+/u, ''))
const property = fc.constantFrom('', '<w:b/>', '<w:vanish/>', '<w:vanish w:val="0"/>')
const shown = fc.tuple(text, property).map(([content, inside]) => run(content, inside))
const inline = fc.oneof(
  { weight: 4, arbitrary: shown },
  shown.map((inside) => `<w:ins w:id="1">${inside}</w:ins>`),
  shown.map((inside) => `<w:moveFrom w:id="1">${inside}</w:moveFrom>`),
  shown.map((inside) => `<w:hyperlink w:anchor="a">${inside}</w:hyperlink>`),
  text.map(
    (content) =>
      `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>${run(content)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
  ),
  fc
    .constantFrom('begin', 'separate', 'end')
    .map((type) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`),
  fc.constantFrom(
    '<w:r><w:tab/><w:noBreakHyphen/></w:r>',
    '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
  ),
)
const mark = fc.constantFrom(
  '',
  '<w:rPr><w:del w:id="1"/></w:rPr>',
  '<w:rPr><w:vanish/></w:rPr>',
  numbered(1),
)
const anyParagraph = fc
  .tuple(fc.array(inline, { maxLength: 4 }), mark)
  .map(([runs, properties]) => paragraph(runs.join('') || '<w:r/>', properties))
const { block } = fc.letrec<{ block: string; table: string }>((tie) => ({
  block: fc.oneof({ maxDepth: 2, withCrossShrink: true }, anyParagraph, tie('table')),
  table: fc
    .array(
      fc.tuple(
        fc.array(
          fc
            .tuple(
              fc.array(tie('block'), { minLength: 1, maxLength: 2 }),
              fc.constantFrom(
                '',
                '<w:vMerge/>',
                '<w:vMerge w:val="restart"/>',
                '<w:gridSpan w:val="2"/>',
                '<w:cellDel w:id="1"/>',
              ),
            )
            .map(([blocks, properties]) => cell(blocks.join(''), properties)),
          { maxLength: 3 },
        ),
        fc.constantFrom('', '<w:del w:id="1"/>', '<w:gridBefore w:val="1"/>'),
      ),
      { maxLength: 3 },
    )
    .map((rows) => table(...rows.map(([cells, properties]) => row(cells, properties)))),
}))
const bodies = fc.array(block, { maxLength: 5 }).map((blocks) => blocks.join(''))

test('no text of a random document is lost: the independent count finds the same characters', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const document = read(docx({ body }))
      expect(charactersOf(document)).toBe(document.source)
    }),
    { numRuns: 300 },
  )
})

test('no two cells of a random table stand on one another, and none beyond its grid', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      for (const block of read(docx({ body })).blocks) {
        if (block.kind !== 'table') continue
        const taken = new Set<string>()
        for (const { row: top, column, rowSpan, columnSpan } of block.rows.flatMap(
          (one) => one.cells,
        ))
          for (let y = top; y < top + rowSpan; y += 1)
            for (let x = column; x < column + columnSpan; x += 1) {
              expect(x).toBeLessThan(block.columns)
              expect(y).toBeLessThan(block.rows.length)
              expect(taken.has(`${y} ${x}`)).toBe(false)
              taken.add(`${y} ${x}`)
            }
      }
    }),
  )
})

test('a changed byte anywhere gives a document or a named refusal', () => {
  const whole = docx({ body: table(row(['а', cell('б', '<w:vMerge/>')])), numbering: '' })
  for (let index = 0; index < whole.length; index += 3) {
    const changed = Buffer.from(whole)
    changed[index] = (changed[index] ?? 0) ^ 0x55
    try {
      expect(read(changed).format).toBe('docx')
    } catch (error) {
      expect(error).toMatchObject({ name: 'ZvitError' })
    }
  }
})
