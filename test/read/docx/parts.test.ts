import { describe, expect, test } from 'vitest'
import { identify } from '../../../src/containers/identify.ts'
import { abstractList, level, list, numbered, paragraph } from '../../support/docx.ts'
import { zip } from '../../support/zip.ts'
import { asides, codes, markers, read, texts } from './read.ts'

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const STRICT = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
const STRICT_OFFICE = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

const root = (name: string, inside: string, space = WORD, office = OFFICE) =>
  `<w:${name} xmlns:w="${space}" xmlns:r="${office}">${inside}</w:${name}>`
const link = (type: string, target: string, id = type, office = OFFICE) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
const links = (inside: string) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`
const types = (inside: string) => `<Types xmlns="${PACKAGE}/content-types">${inside}</Types>`
const usualTypes = types(`<Override PartName="/word/document.xml" ContentType="${MAIN_TYPE}"/>`)

const body = `${paragraph('захід', numbered(1))}<w:sectPr><w:headerReference r:id="header"/></w:sectPr>`
const numbering = abstractList(0, level(0, 'decimal', '%1)')) + list(1, 0)
const parts = {
  types: ['[Content_Types].xml', usualTypes],
  package: ['_rels/.rels', links(link('officeDocument', 'word/document.xml'))],
  main: ['word/document.xml', root('document', `<w:body>${body}</w:body>`)],
  links: [
    'word/_rels/document.xml.rels',
    links(link('numbering', 'numbering.xml') + link('header', 'header1.xml')),
  ],
  numbering: ['word/numbering.xml', root('numbering', numbering)],
  header: ['word/header1.xml', root('hdr', paragraph('колонтитул'))],
} as const

/** The parts above with others in their place; null leaves one out. */
function packed(other: Partial<Record<keyof typeof parts, readonly [string, string] | null>>) {
  const entries = Object.entries({ ...parts, ...other }).flatMap(([, part]) =>
    part === null ? [] : [{ name: part[0], content: part[1] }],
  )
  return zip({ entries })
}

describe('the parts of a package are found', () => {
  test.each<[string, Buffer]>([
    ['as Word writes them', packed({})],
    [
      'by absolute targets',
      packed({
        package: ['_rels/.rels', links(link('officeDocument', '/word/document.xml'))],
        links: [
          parts.links[0],
          links(link('numbering', '/word/numbering.xml') + link('header', '/word/header1.xml')),
        ],
      }),
    ],
    [
      'by targets from the root without a slash',
      packed({
        links: [
          parts.links[0],
          links(link('numbering', 'word/numbering.xml') + link('header', 'word/header1.xml')),
        ],
      }),
    ],
    [
      'by winding targets',
      packed({
        links: [
          parts.links[0],
          links(link('numbering', './../word/numbering.xml') + link('header', '.\\header1.xml#x')),
        ],
      }),
    ],
    [
      'in other letter case',
      packed({
        links: [
          parts.links[0],
          links(link('numbering', 'Numbering.XML') + link('header', 'HEADER1.xml')),
        ],
      }),
    ],
    [
      'under names with backslashes',
      packed({
        package: ['_rels\\.rels', links(link('officeDocument', 'word\\document.xml'))],
        main: ['word\\document.xml', parts.main[1]],
        links: ['word\\_rels\\document.xml.rels', parts.links[1]],
        numbering: ['word\\numbering.xml', parts.numbering[1]],
        header: ['\\word\\header1.xml', parts.header[1]],
      }),
    ],
    ['without content types', packed({ types: null })],
    [
      'by content types that name the main part by its ending',
      packed({
        types: [
          '[Content_Types].xml',
          types(`<Default Extension="xml" ContentType="${MAIN_TYPE}"/>`),
        ],
      }),
    ],
    ['without relationships of the package', packed({ package: null })],
    [
      'where relationships of the package point nowhere',
      packed({ package: ['_rels/.rels', links(link('officeDocument', 'gone.xml'))] }),
    ],
    [
      'in Strict namespaces',
      packed({
        package: [
          '_rels/.rels',
          links(link('officeDocument', 'word/document.xml', 'x', STRICT_OFFICE)),
        ],
        main: [
          'word/document.xml',
          root('document', `<w:body>${body}</w:body>`, STRICT, STRICT_OFFICE),
        ],
        links: [
          parts.links[0],
          links(
            link('numbering', 'numbering.xml', 'n', STRICT_OFFICE) +
              link('header', 'header1.xml', 'header', STRICT_OFFICE),
          ),
        ],
        numbering: ['word/numbering.xml', root('numbering', numbering, STRICT)],
        header: ['word/header1.xml', root('hdr', paragraph('колонтитул'), STRICT)],
      }),
    ],
  ])('%s', (_, bytes) => {
    expect(identify(bytes, 'x.docx')).toBe('docx')
    const document = read(bytes)
    expect(texts(document)).toEqual(['захід'])
    expect(markers(document)).toEqual(['1)'])
    expect(asides(document)).toEqual(['page_furniture колонтитул'])
    expect(codes(document)).toEqual([])
  })
})

test.each<[string, string]>([
  ['has no relationship', link('numbering', 'numbering.xml')],
  ['is not in the file', link('numbering', 'numbering.xml') + link('header', 'gone.xml')],
  [
    'stands outside',
    `${link('numbering', 'numbering.xml')}<Relationship Id="header" Type="${OFFICE}/header" Target="file:///x" TargetMode="External"/>`,
  ],
])('a header that %s is told', (_, inside) => {
  const document = read(packed({ links: [parts.links[0], links(inside)] }))
  expect(texts(document)).toEqual(['захід'])
  expect(codes(document)).toContain('READ_PART_MISSING')
})

test('a document of nothing but a main part is read', () => {
  const document = read(
    packed({ types: null, package: null, links: null, numbering: null, header: null }),
  )
  expect(texts(document)).toEqual(['захід'])
  expect(codes(document)).toEqual(['READ_NUMBERING_UNDEFINED', 'READ_PART_MISSING'])
})

test('a document that is only a wrapper around another file is refused by name', () => {
  const wrapper = `<w:body>${paragraph('')}<w:altChunk r:id="x"/></w:body>`
  expect(() => read(packed({ main: [parts.main[0], root('document', wrapper)] }))).toThrow(
    expect.objectContaining({ code: 'NO_TEXT' }),
  )
})
