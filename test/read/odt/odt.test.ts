import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { read } from '../../../src/read/index.ts'
import { readOdt } from '../../../src/read/odt/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import { cell, odt, p, root, row, type TestOdt, table } from '../../support/odt.ts'

const HIDDEN =
  '<style:style style:name="Hid" style:family="text"><style:text-properties text:display="none"/></style:style>' +
  '<style:style style:name="Show" style:family="text"><style:text-properties text:display="true"/></style:style>' +
  '<style:style style:name="HidP" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'

function parse(document: TestOdt): Document {
  const bytes = odt(document)
  const read = readOdt(bytes, DEFAULT_LIMITS)
  expectWhole(read, bytes)
  return read
}

function texts(body: string, more: Partial<TestOdt> = {}): readonly string[] {
  return paragraphsOf(parse({ body, ...more }).blocks).map(({ text }) => text)
}

function asides(document: Document): readonly (readonly [string, string, string | undefined])[] {
  return document.asides.map(({ kind, paragraph }) => [kind, paragraph.text, paragraph.place.part])
}

function codes({ diagnostics }: Document): readonly string[] {
  return diagnostics.map(({ code }) => code)
}

const frame = (inside: string) => `<draw:frame>${inside}</draw:frame>`
const box = (inside: string) => frame(`<draw:text-box>${inside}</draw:text-box>`)
const formula =
  '<math:math><math:semantics><math:mfrac><math:mn>1</math:mn><math:mn>2</math:mn></math:mfrac><math:annotation>1 over 2</math:annotation></math:semantics></math:math>'

describe('the text of a paragraph', () => {
  test.each<[string, string, readonly string[]]>([
    ['of characters and stretches', p('а<text:span>б</text:span>в'), ['абв']],
    [
      'with the white space of the markup as blanks',
      p('\n  а\n\t<text:span> б</text:span>  \n'),
      ['а б'],
    ],
    [
      'with spaces, tabs and line ends of its own',
      p('а<text:s text:c="3"/>б<text:tab/>в<text:line-break/>г<text:s/>'),
      ['а   б\tв\nг '],
    ],
    ['in NFC', p('и\u0306'), ['й']],
    [
      'with results of fields',
      p('<text:date>1 травня</text:date>, с. <text:page-number>7</text:page-number>'),
      ['1 травня, с. 7'],
    ],
    [
      'with links and ruby',
      p(
        '<text:a xlink:href="x">а</text:a><text:ruby><text:ruby-base>б</text:ruby-base><text:ruby-text>в</text:ruby-text></text:ruby>',
      ),
      ['абв'],
    ],
    ['in marks that should be empty', p('а<text:bookmark text:name="x">б</text:bookmark>'), ['аб']],
    [
      'with a formula in its line',
      p(`а ${frame(`<draw:object>${formula}</draw:object>`)}`),
      ['а 1 2'],
    ],
    ['with boxes behind it', p(`а${box(p('б') + p('в'))}г`) + p('ґ'), ['аг', 'б', 'в', 'ґ']],
    ['with shapes behind it', p(`а<draw:custom-shape>${p('б')}</draw:custom-shape>`), ['а', 'б']],
    [
      'in sections and indexes',
      `<text:section>${p('а')}</text:section><text:table-of-content><text:table-of-content-source><text:index-title-template>х</text:index-title-template></text:table-of-content-source><text:index-body>${p('б')}</text:index-body></text:table-of-content>`,
      ['а', 'б'],
    ],
    ['without a paragraph around it', `а<text:span>б</text:span>${p('в')}`, ['а', 'б', 'в']],
    [
      'in elements that nobody knows',
      `<text:strange>${p('а<text:odd>б</text:odd>')}</text:strange>`,
      ['', 'аб'],
    ],
    [
      'without descriptions of pictures',
      p(frame('<draw:image xlink:href="x"/><svg:title>х</svg:title><svg:desc>х</svg:desc>')),
      [''],
    ],
  ])('%s', (_, body, expected) => expect(texts(body)).toEqual(expected))

  test('in a formula that is a part of its own', () => {
    const body = p(
      frame('<draw:object xlink:href="./Object 1"/><draw:image xlink:href="x"/>'),
    ).repeat(2)
    const doctype =
      '<!DOCTYPE math:math PUBLIC "-//OpenOffice.org//DTD Modified W3C MathML 1.01//EN" "math.dtd">'
    const part = formula.replace(
      '<math:math>',
      '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML">',
    )
    const parts = { 'Object 1/content.xml': doctype + part }
    expect(texts(body, { parts })).toEqual(['1 2', '1 2'])
  })

  test('a broken object is told, not refused', () => {
    const body = p(`а${frame('<draw:object xlink:href="./Object 1"/>')}`)
    const document = parse({ body, parts: { 'Object 1/content.xml': '<math' } })
    expect(codes(document)).toEqual(['READ_PICTURE'])
  })
})

test('notes stand beside the flow, their printed numbers nowhere', () => {
  const note = (kind: string, text: string) =>
    `<text:note text:note-class="${kind}"><text:note-citation>1</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`
  const document = parse({ body: p(`а${note('footnote', 'б')}в${note('endnote', 'г')}`) })
  expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(['ав'])
  expect(asides(document)).toEqual([
    ['footnote', 'б', 'footnote'],
    ['footnote', 'г', 'endnote'],
  ])
})

test('headers and footers stand beside the flow', () => {
  const master = `<style:header>${p('а')}</style:header><style:header-first>${p('б')}</style:header-first><style:footer>${table(1, row(['в']))}</style:footer><style:footer-left style:display="false">${p('г')}</style:footer-left>`
  expect(asides(parse({ body: p('х'), master }))).toEqual([
    ['page_furniture', 'а', 'header'],
    ['page_furniture', 'б', 'header'],
    ['page_furniture', 'в', 'footer'],
    ['hidden', 'г', 'footer'],
  ])
})

test.each<[string, string, readonly string[], readonly string[]]>([
  [
    'a stretch',
    p(
      'а<text:span text:style-name="Hid">б<text:span text:style-name="Show">в</text:span></text:span>',
    ),
    ['ав'],
    ['б'],
  ],
  ['a paragraph', p('а', 'HidP') + p('б'), ['б'], ['а']],
  [
    'a section',
    `<text:section text:display="none">${p('а')}</text:section>${p('б')}`,
    ['б'],
    ['а'],
  ],
  [
    'a section by its condition',
    `<text:section text:display="condition" text:is-hidden="true">${p('а')}</text:section>`,
    [],
    ['а'],
  ],
  [
    'a cell that is covered',
    table(
      2,
      row([
        cell('а', 'table:number-columns-spanned="2"'),
        `<table:covered-table-cell>${p('б')}</table:covered-table-cell>`,
      ]),
    ),
    ['а'],
    ['б'],
  ],
])('hidden text stands apart: %s', (_, body, expected, hidden) => {
  const document = parse({ body, automatic: HIDDEN })
  expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(expected)
  expect(document.asides.map(({ kind, paragraph }) => [kind, paragraph.text])).toEqual(
    hidden.map((text) => ['hidden', text]),
  )
  expect(codes(document)).toContain('READ_HIDDEN_TEXT')
})

describe('tracked changes are read as accepted', () => {
  const region = (id: string, kind: string, inside = '') =>
    `<text:changed-region xml:id="${id}" text:id="${id}"><text:${kind}><office:change-info/>${inside}</text:${kind}></text:changed-region>`
  const changes = `<text:tracked-changes>${region('d', 'deletion')}${region('e', 'deletion', p('геть'))}${region('i', 'insertion')}</text:tracked-changes>`
  const from = (id: string) => `<text:change-start text:change-id="${id}"/>`
  const to = (id: string) => `<text:change-end text:change-id="${id}"/>`
  test.each<[string, string, readonly string[]]>([
    ['deleted text that stands in the list', p('а<text:change text:change-id="e"/>б'), ['аб']],
    ['deleted text that stands in its place', p(`а${from('d')}б<text:s/>${to('d')}в`), ['ав']],
    ['inserted text', p(`а${from('i')}б${to('i')}`), ['аб']],
    ['the end of a paragraph', p(`а${from('d')}`) + p(`${to('d')}б`) + p('в'), ['аб', 'в']],
    ['whole paragraphs', p('а') + from('d') + p('б') + p('в') + to('d') + p('г'), ['а', 'г']],
    ['a row', table(1, row(['а']), row([p(`${from('d')}б${to('d')}`)]), row(['в'])), ['а', 'в']],
    ['a table', from('d') + table(1, row(['а'])) + to('d') + p('б'), ['б']],
    [
      'notes and boxes',
      p(
        `а${from('d')}<text:note><text:note-body>${p('б')}</text:note-body></text:note>${box(p('в'))}${to('d')}`,
      ),
      ['а'],
    ],
  ])('%s', (_, body, expected) => {
    const document = parse({ body: changes + body })
    expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(expected)
    expect(codes(document)).toContain('READ_DELETED_TEXT')
  })
})

test('crossed out text is read and told', () => {
  const automatic =
    '<style:style style:name="Out" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
  const document = parse({ body: p('а<text:span text:style-name="Out">б</text:span>в'), automatic })
  expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(['абв'])
  expect(codes(document)).toEqual(['READ_STRUCK_TEXT'])
})

test.each<[string, string, string]>([
  ['READ_COMMENTS_LEFT_OUT', p(`а<office:annotation>${p('х')}</office:annotation>`), ''],
  ['READ_PICTURE', p(frame('<draw:image xlink:href="x"/>')), ''],
  ['READ_ELEMENT_UNKNOWN', p('а<text:strange/>'), ''],
  ['READ_CHARACTER_INVALID', p('\ufffd'), ''],
])('%s is told', (code, body) => expect(codes(parse({ body }))).toEqual([code]))

test('what begins a page is marked', () => {
  const automatic =
    '<style:style style:name="Break" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>' +
    '<style:style style:name="After" style:family="paragraph"><style:paragraph-properties fo:break-after="page"/></style:style>' +
    '<style:style style:name="Master" style:family="paragraph" style:master-page-name="Other"/>'
  const body =
    p('а') +
    p('б', 'Break') +
    p('в', 'Master') +
    p('г', 'After') +
    p('ґ') +
    p('<text:soft-page-break/>д') +
    p('е<text:soft-page-break/>є') +
    `<text:soft-page-break/>${p('ж')}`
  const marked = paragraphsOf(parse({ body, automatic }).blocks).filter(
    ({ startsPage }) => startsPage,
  )
  expect(marked.map(({ text }) => text)).toEqual(['б', 'в', 'ґ', 'д', 'ж'])
})

test('names of styles are those that users see', () => {
  const styles =
    '<style:style style:name="My_20_Style" style:display-name="My Style" style:family="paragraph"/>'
  const automatic =
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="My_20_Style"/>'
  const [first] = paragraphsOf(parse({ body: p('а', 'P1'), styles, automatic }).blocks)
  expect(first?.style).toBe('My Style')
})

describe('what the file is', () => {
  test('a container without its type', async () => {
    expect((await read(odt({ body: p('а'), mimetype: null }), 'x')).format).toBe('odt')
  })

  test.each<[string, Partial<TestOdt>]>([
    ['UNSUPPORTED_FORMAT', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }],
    ['FILE_ENCRYPTED', { manifest: '<manifest><encryption-data/></manifest>' }],
    ['NO_TEXT', { body: p('') }],
    ['FILE_DAMAGED', { body: '<text:p>' }],
  ])('%s', async (code, more) => {
    await expect(read(odt({ body: p('а'), ...more }), 'x.odt')).rejects.toMatchObject({ code })
  })

  test('the root decides', () => {
    const content = root('document-styles', '')
    expect(() => readOdt(odt({ body: '', parts: {} }).subarray(0, 10), DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({ code: 'FILE_DAMAGED' }),
    )
    expect(() => readOdt(Buffer.from(content), DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({ code: 'FILE_DAMAGED' }),
    )
  })
})
