import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { attribute, children, ownText } from '../../src/containers/xml/element.ts'
import { decodeXml, parseXml } from '../../src/containers/xml/index.ts'

const NAMESPACES = new Map([['urn:word', 'w:']])

function parse(text: string, limits = {}) {
  const options = {
    part: 'x.xml',
    namespaces: NAMESPACES,
    limits: { ...DEFAULT_LIMITS, ...limits },
  }
  return parseXml(text, options)
}

describe('an element', () => {
  test('has its name by namespace, its attributes, and its text', () => {
    const root = parse('<q:a xmlns:q="urn:word" q:val="1" id=\'2\'>x<q:b/>y</q:a>')
    expect(root.name).toBe('w:a')
    expect(root.attributes).toEqual(['w:val', '1', 'id', '2'])
    expect(ownText(root)).toBe('xy')
    expect(attribute(root, 'val')).toBeNull()
  })

  test.each([
    ['a default namespace', '<a xmlns="urn:word"><b/></a>', ['w:b']],
    ['a namespace declared inside', '<a><b xmlns:p="urn:word"><p:c/></b><b/></a>', ['b', 'b']],
    ['an unknown namespace', '<a xmlns:p="urn:other"><p:b/></a>', ['{urn:other}b']],
    ['a namespace taken back', '<a xmlns="urn:word"><b xmlns=""/></a>', ['b']],
    [
      'the same prefix meaning two things',
      '<a><p:b xmlns:p="urn:word"/><p:b xmlns:p="urn:x"/></a>',
      ['w:b', '{urn:x}b'],
    ],
    ['a «>» inside a value', '<a><b c="d>e"/><f/></a>', ['b', 'f']],
    [
      'a comment, an instruction and blanks',
      '<?xml version="1.0"?>\n<a><!-- <x> --><b ></b ><?p ?></a>\n',
      ['b'],
    ],
  ])('with %s', (_, text, names) => {
    expect(children(parse(text)).map(({ name }) => name)).toEqual(names)
  })

  test.each([
    ['&lt;&amp;&gt;&quot;&apos;', '<&>"\''],
    ['&#x456;&#1110;', 'іі'],
    ['<![CDATA[<b>&amp;]]>', '<b>&amp;'],
    ['a<!-- c -->b', 'ab'],
    ['&#128512;', '😀'],
  ])('with the text %s', (written, text) => {
    expect(ownText(parse(`<a>${written}</a>`))).toBe(text)
  })
})

describe('refused as damaged', () => {
  test.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['mismatched tags', '<a><b></a></b>'],
    ['an end tag too many', '<a></a></a>'],
    ['two roots', '<a/><b/>'],
    ['text outside', '<a/>x'],
    ['nothing', ' '],
    ['a cut tag', '<a><b'],
    ['a cut value', '<a b="c>'],
    ['a cut comment', '<a><!-- </a>'],
    ['a missing end', '<a><b></b>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>b & c</a>'],
    ['a reference to no character', '<a>&#0;</a>'],
    ['a reference to half a character', '<a>&#xD800;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['an entity in a value', '<a b="&e;"/>'],
    ['a «<» in a value', '<a b="<"/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute without value', '<a b/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['attributes without a blank', '<a b="1"c="2"/>'],
    ['an undeclared prefix', '<p:a/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a control character in a value', '<a b="\u0001"/>'],
    ['no name', '<1a/>'],
  ])('%s', (_, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'FILE_DAMAGED' }))
  })
})

test.each([
  ['depth', '<a>'.repeat(101) + '</a>'.repeat(101), { depth: 100 }],
  ['attributes', '<a b="1" c="2" d="3"/>', { attributes: 2 }],
  ['elements', `<a>${'<b/>'.repeat(10)}</a>`, { elements: 10 }],
])('more than the limit of %s is refused by its name', (_, text, limits) => {
  expect(() => parse(text, limits)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
})

test('a text cut anywhere is refused', () => {
  const whole = '<a b="c"><d>е</d><!-- f --><g/></a>'
  for (let length = 0; length < whole.length; length += 1)
    expect(() => parse(whole.slice(0, length))).toThrow(
      expect.objectContaining({ code: 'FILE_DAMAGED' }),
    )
})

test('any text comes back as it was written', () => {
  const written = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/\p{Cc}|[\ufffe\uffff]/u.test(text))
  fc.assert(
    fc.property(written, (text) => {
      const escaped = text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('"', '&quot;')
      const root = parse(`<a b="${escaped}">${escaped}</a>`)
      expect(ownText(root)).toBe(text)
      expect(attribute(root, 'b')).toBe(text)
    }),
  )
})

describe('the encoding', () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><а>їжак</а>'
  const little = Buffer.from(text, 'utf16le')
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 big-endian with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', little],
    ['UTF-16 big-endian without a mark', Buffer.from(little).swap16()],
  ])('%s is told by its bytes', (_, bytes) => {
    expect(ownText(parse(decodeXml(bytes, 'x')))).toBe('їжак')
  })

  test.each([
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xd2])],
    ['another declared encoding', Buffer.from('<?xml version="1.0" encoding="windows-1251"?><a/>')],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x3c, 0x00, 0x00, 0xd8])],
  ])('%s are refused', (_, bytes) => {
    expect(() => decodeXml(bytes, 'x')).toThrow(expect.objectContaining({ code: 'FILE_DAMAGED' }))
  })
})
