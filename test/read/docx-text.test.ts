import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Document } from '../../src/model/document.ts'
import { readDocx } from '../../src/read/docx/index.ts'
import { expectWhole } from '../oracles/whole.ts'
import { paragraphsOf } from '../support/blocks.ts'
import {
  cell,
  docx,
  paragraph,
  relationship,
  row,
  run,
  type TestDocx,
  table,
} from '../support/docx.ts'

const mammoth = createRequire(import.meta.url)('mammoth')

function read(document: TestDocx): Document {
  const bytes = docx(document)
  const result = readDocx(bytes, DEFAULT_LIMITS)
  expectWhole(result, bytes)
  return result
}

function texts(document: Document): readonly string[] {
  return paragraphsOf(document.blocks).map(({ text }) => text)
}

const codes = ({ diagnostics }: Document) => diagnostics.map(({ code }) => code)
const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const code = '<w:r><w:instrText> PAGE </w:instrText></w:r>'
const deleted = (text: string) =>
  `<w:del w:id="1" w:author="a"><w:r><w:delText>${text}</w:delText></w:r></w:del>`
const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`
const alternative = (choice: string, fallback: string) =>
  `<mc:AlternateContent><mc:Choice Requires="wps">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`

describe('the text of a paragraph', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['of several runs', run('пла') + run('н'), 'план', []],
    [
      'with a letter in two code points over two runs',
      run('Украі') + run('\u0308на'),
      'Україна',
      [],
    ],
    [
      'with tab and line breaks',
      '<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:cr/><w:ptab/></w:r>',
      'а\tб\nв\n\t',
      [],
    ],
    [
      'with hyphens',
      '<w:r><w:t>2016</w:t><w:noBreakHyphen/><w:t>2017 ро</w:t><w:softHyphen/><w:t>ки</w:t></w:r>',
      '2016\u20112017 ро\u00adки',
      [],
    ],
    ['wrapped in the markup', '<w:r><w:t>стан\r\nвиконання</w:t></w:r>', 'стан виконання', []],
    ['with references', '<w:r><w:t>&lt;&#x456;&gt;<![CDATA[&]]></w:t></w:r>', '<і>&', []],
    [
      'with symbols',
      '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Arial" w:char="2116"/></w:r>',
      '✓≥№',
      [],
    ],
    [
      'with a symbol of an unknown font',
      '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>',
      '\ufffd',
      ['READ_CHARACTER_INVALID'],
    ],
    ['with a lost character', run('п\ufffdятниця'), 'п\ufffdятниця', ['READ_CHARACTER_INVALID']],
    [
      'in a link, a smart tag and a control',
      `<w:hyperlink r:id="x">${run('а')}</w:hyperlink><w:smartTag>${run('б')}</w:smartTag><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${run('в')}</w:sdtContent></w:sdt>`,
      'абв',
      [],
    ],
    [
      'in tracked changes',
      `${run('а')}<w:ins w:id="1">${run('б')}</w:ins>${deleted('в')}<w:moveFrom w:id="2">${run('г')}</w:moveFrom><w:moveTo w:id="3">${run('ґ')}</w:moveTo>`,
      'абґ',
      ['READ_DELETED_TEXT'],
    ],
    [
      'with a simple field',
      `<w:fldSimple w:instr=" PAGE ">${run('7')}</w:fldSimple>`,
      '7',
      ['READ_FIELD_CODES_LEFT_OUT'],
    ],
    [
      'with a field',
      `${field('begin')}${code}${field('separate')}${run('7')}${field('end')}${run('!')}`,
      '7!',
      ['READ_FIELD_CODES_LEFT_OUT'],
    ],
    [
      'with a field that never ends',
      `${field('begin')}${code}${run('виконано')}`,
      'виконано',
      ['READ_FIELD_CODES_LEFT_OUT'],
    ],
    [
      'with marks of a field that never began',
      `${field('separate')}${run('а')}${field('end')}${run('б')}`,
      'аб',
      [],
    ],
    [
      'with an equation',
      '<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>',
      '1 2',
      [],
    ],
    [
      'with furigana',
      `<w:ruby><w:rt>${run('а')}</w:rt><w:rubyBase>${run('б')}</w:rubyBase></w:ruby>`,
      'аб',
      [],
    ],
    [
      'with a comment',
      `${run('а')}<w:r><w:commentReference w:id="0"/></w:r>`,
      'а',
      ['READ_COMMENTS_LEFT_OUT'],
    ],
    [
      'with a picture',
      '<w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r>',
      '',
      ['READ_PICTURE'],
    ],
    [
      'in an element that nobody knows',
      `<w:new>${run('а')}</w:new>`,
      'а',
      ['READ_ELEMENT_UNKNOWN'],
    ],
    ['in a control without its frame', `<w:sdt><w:sdtPr/>${run('а')}</w:sdt>`, 'а', []],
    ['in the choice and in the fall-back', alternative(run('а'), run('а')), 'а', []],
    ['in the fall-back only', alternative('<w:r><w:drawing/></w:r>', run('а')), 'а', []],
  ])('%s', (_, content, text, told) => {
    const document = read({ body: paragraph(content) })
    expect(texts(document)).toEqual([text])
    expect(codes(document)).toEqual(told)
  })

  test('is the same under other prefixes and in the Strict namespace', () => {
    const main =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>а</x:t><x:tab/></x:r></x:p></x:body></x:document>'
    expect(texts(read({ body: '', main }))).toEqual(['а\t'])
    expect(texts(read({ body: paragraph('а'), isStrict: true }))).toEqual(['а'])
  })
})

test.each(['<w:strike/>', '<w:dstrike/>'])('text crossed out by %s is read and told', (struck) => {
  const document = read({ body: paragraph(run('а') + run('б', struck) + run('в')) })
  expect(texts(document)).toEqual(['абв'])
  expect(document.diagnostics.map(({ code }) => code)).toEqual(['READ_STRUCK_TEXT'])
})

describe('hidden text', () => {
  const style = (id: string, type: string, inside: string) =>
    `<w:style w:type="${type}" w:styleId="${id}"><w:rPr>${inside}</w:rPr></w:style>`
  const styles =
    style('P', 'paragraph', '<w:vanish/>') +
    style('C', 'character', '<w:vanish/>') +
    '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="P"/></w:style>'
  test.each<[string, string, string, readonly string[], readonly string[]]>([
    ['by the run', paragraph(run('а') + run('б', '<w:vanish/>') + run('в')), '', ['ав'], ['б']],
    [
      'not, where the run says so',
      paragraph(run('а', '<w:vanish w:val="0"/>'), '<w:pStyle w:val="P"/>'),
      '',
      ['а'],
      [],
    ],
    [
      'by a character style',
      paragraph(run('а') + run('б', '<w:rStyle w:val="C"/>')),
      '',
      ['а'],
      ['б'],
    ],
    ['by a paragraph style', paragraph(run('а'), '<w:pStyle w:val="P"/>'), '', [], ['а']],
    [
      'by the style that a style is based on',
      paragraph(run('а'), '<w:pStyle w:val="Q"/>'),
      '',
      [],
      ['а'],
    ],
    [
      'not, where two styles undo each other',
      paragraph(run('а', '<w:rStyle w:val="C"/>'), '<w:pStyle w:val="P"/>'),
      '',
      ['а'],
      [],
    ],
    [
      'by the defaults of the document',
      paragraph(run('а')),
      '<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>',
      [],
      ['а'],
    ],
    [
      'in stretches',
      paragraph(
        run('а', '<w:vanish/>') + run('б', '<w:vanish/>') + run('в') + run('г', '<w:vanish/>'),
      ),
      '',
      ['в'],
      ['аб', 'г'],
    ],
    [
      'in a text box of a hidden run',
      paragraph(`${run('а')}<w:r><w:rPr><w:vanish/></w:rPr><w:pict>${box('б')}</w:pict></w:r>`),
      '',
      ['а'],
      ['б'],
    ],
  ])('%s', (_, body, defaults, shown, hidden) => {
    const document = read({ body, styles: defaults + styles })
    expect(texts(document)).toEqual(shown)
    expect(document.asides.map(({ paragraph: { text } }) => text)).toEqual(hidden)
    expect(document.asides.every(({ kind }) => kind === 'hidden')).toBe(true)
    expect(codes(document)).toEqual(hidden.length > 0 ? ['READ_HIDDEN_TEXT'] : [])
  })

  test('that is a whole row leaves no row behind', () => {
    const hidden = paragraph(run('б', '<w:vanish/>'), '<w:rPr><w:vanish/></w:rPr>')
    const document = read({ body: table(row(['а']), row([cell(hidden)]), row(['в'])) })
    expect(texts(document)).toEqual(['а', 'в'])
    expect(document.asides[0]?.paragraph.place).toEqual({
      table: 0,
      row: 1,
      column: 0,
      paragraph: 0,
    })
  })
})

describe('a paragraph whose mark was deleted', () => {
  const mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
  test.each<[string, string, readonly string[]]>([
    [
      'goes on in the next one',
      paragraph('а', mark) + paragraph('б', mark) + paragraph('в'),
      ['абв'],
    ],
    ['is gone with all of its text', paragraph(deleted('а'), mark) + paragraph('б'), ['б']],
    ['stays where no other follows', paragraph('а', mark), ['а']],
    ['stays before a table', paragraph('а', mark) + table(row(['б'])), ['а', 'б']],
    [
      'is gone at the end where it has no text',
      paragraph('а') + paragraph(deleted('б'), mark),
      ['а'],
    ],
  ])('%s', (_, body, expected) => {
    const document = read({ body })
    expect(texts(document)).toEqual(expected)
    expect(codes(document)).toContain('READ_DELETED_TEXT')
  })
})

test('text boxes stand once, behind their paragraph', () => {
  const shape = `<w:drawing><wps:txbx>${box('б')}</wps:txbx></w:drawing>`
  const document = read({
    body:
      paragraph(`<w:r>${alternative(shape, `<w:pict>${box('б')}</w:pict>`)}</w:r>${run('а')}`) +
      paragraph('в'),
  })
  expect(paragraphsOf(document.blocks).map(({ text, place }) => [text, place])).toEqual([
    ['а', { paragraph: 0 }],
    ['б', { paragraph: 1 }],
    ['в', { paragraph: 2 }],
  ])
})

test('text in a drawing without a text box stands behind its paragraph too', () => {
  const shape = `<w:drawing><a:p><a:r><a:rPr/><a:t>б</a:t></a:r><a:br/></a:p>${run('в')}</w:drawing>`
  const document = read({ body: paragraph(`<w:r>${shape}<w:t>а</w:t></w:r>`) })
  expect(texts(document)).toEqual(['а', 'б\n', 'в'])
  expect(codes(document)).toEqual([])
})

test('what stands outside of the flow stands in asides, each part once', () => {
  const reference = (kind: string, id: string) =>
    `<w:${kind}Reference w:type="default" r:id="${id}"/>`
  const section = `<w:sectPr>${reference('header', 'h')}${reference('footer', 'f')}</w:sectPr>`
  const note = (kind: string, type: string, text: string) =>
    `<w:${kind} ${type} w:id="1">${paragraph(text)}</w:${kind}>`
  const document = read({
    body: paragraph('а', section) + paragraph('б') + section,
    headers: { h: paragraph('шапка') + table(row(['клітинка'])), unused: paragraph('ні') },
    footers: { f: paragraph('5') },
    footnotes: note('footnote', 'w:type="separator"', 'ні') + note('footnote', '', 'виноска'),
    endnotes: note('endnote', '', 'кінцева'),
  })
  expect(
    document.asides.map(({ kind, paragraph: { text, place } }) => [kind, text, place]),
  ).toEqual([
    ['footnote', 'виноска', { part: 'footnote', paragraph: 0 }],
    ['footnote', 'кінцева', { part: 'endnote', paragraph: 0 }],
    ['page_furniture', 'шапка', { part: 'header', paragraph: 0 }],
    ['page_furniture', 'клітинка', { part: 'header', table: 0, row: 0, column: 0, paragraph: 0 }],
    ['page_furniture', '5', { part: 'footer', paragraph: 0 }],
  ])
  expect(texts(document)).toEqual(['а', 'б'])
})

test('the first paragraph of a page is told', () => {
  const page = '<w:r><w:br w:type="page"/></w:r>'
  const rendered = '<w:r><w:lastRenderedPageBreak/><w:t>в</w:t></w:r>'
  const section = (type: string) => `<w:sectPr><w:type w:val="${type}"/></w:sectPr>`
  const document = read({
    body: [
      paragraph(run('а') + page),
      paragraph('б'),
      paragraph(rendered),
      paragraph(page + run('г')),
      paragraph('ґ', '<w:pageBreakBefore/>'),
      paragraph('д', section('nextPage')),
      paragraph('е', section('continuous')),
      paragraph('є', '<w:pStyle w:val="T"/>'),
      paragraph('ж'),
      section('nextPage'),
    ].join(''),
    styles:
      '<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:pageBreakBefore/></w:pPr></w:style>',
  })
  const starting = paragraphsOf(document.blocks).filter(({ startsPage }) => startsPage)
  expect(starting.map(({ text }) => text.trim())).toEqual(['б', 'в', 'г', 'ґ', 'є'])
})

test('a paragraph has the name of its style', () => {
  const styles =
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>' +
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
  const document = read({ body: paragraph('а') + paragraph('б', '<w:pStyle w:val="1"/>'), styles })
  expect(paragraphsOf(document.blocks).map(({ style }) => style)).toEqual(['Normal', 'heading 1'])
})

test('what is not in the file is told, and nothing outside is followed', () => {
  const document = read({
    body: `${paragraph('а')}<w:altChunk r:id="c"/>`,
    relationships:
      relationship('numbering', 'gone.xml', 'n') +
      relationship('hyperlink', 'https://example.org/', 'h', ' TargetMode="External"'),
  })
  expect(codes(document)).toEqual([
    'READ_PART_MISSING',
    'READ_PART_MISSING',
    'READ_EXTERNAL_TARGET',
  ])
})

test('many remarks of one kind become few diagnostics', () => {
  const body = Array.from({ length: 100 }, (_, index) => `<w:x${index}/>`).join('')
  expect(read({ body: body + paragraph('а') }).diagnostics).toHaveLength(21)
  const { diagnostics } = read({ body: paragraph(deleted('а')).repeat(100) })
  expect(diagnostics).toHaveLength(1)
  expect(diagnostics[0]?.at).toHaveLength(20)
})

test('a part that is named twice is read once', () => {
  const references = ['h', 'i'].map((id) => `<w:headerReference r:id="${id}"/>`).join('')
  const document = read({
    body: `<w:sectPr>${references}</w:sectPr>`,
    headers: { h: paragraph('а') },
    relationships: relationship('header', 'h.xml', 'i'),
  })
  expect(document.asides.map(({ paragraph: { text } }) => text)).toEqual(['а'])
})

test('mammoth finds the same words', async () => {
  const body = [
    paragraph(run('Звіт про ') + run('стан виконання')),
    table(row(['№', 'Захід', 'Строк']), row([cell('I. Розділ', '<w:gridSpan w:val="3"/>')])),
    paragraph(`<w:ins w:id="1">${run('вставлено')}</w:ins>${deleted('вилучено')}`),
    paragraph(`<w:hyperlink w:anchor="x">${run('посилання')}</w:hyperlink>`),
    paragraph(`${field('begin')}${code}${field('separate')}${run('7')}${field('end')}`),
    `<w:sdt><w:sdtContent>${paragraph('у рамці')}</w:sdtContent></w:sdt>`,
  ].join('')
  const { value } = await mammoth.extractRawText({ buffer: docx({ body }) })
  expect(texts(read({ body }))).toEqual(value.split('\n\n').filter((line: string) => line !== ''))
})
