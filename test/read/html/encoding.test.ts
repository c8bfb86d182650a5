import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { readHtml } from '../../../src/read/html/index.ts'
import { codes, lines } from '../../support/html.ts'

const SENTENCE = 'Звіт про виконання заходів програми «Підтримка громад», їх перелік та стан'
/** Code points 0x410 to 0x44f and the Ukrainian letters; the rest of the sentence is ASCII. */
const OTHERS: Readonly<Record<string, readonly [number, number, number]>> = {
  І: [0xb2, 0xb6, 0xf6],
  і: [0xb3, 0xa6, 0xf7],
  ї: [0xbf, 0xa7, 0xf9],
  є: [0xba, 0xa4, 0xf5],
  '«': [0xab, 0x22, 0x22],
  '»': [0xbb, 0x22, 0x22],
}
const KOI = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ'

function encode(text: string, table: 'windows-1251' | 'koi8-u' | 'cp1125'): Buffer {
  const index = ['windows-1251', 'koi8-u', 'cp1125'].indexOf(table)
  return Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code < 0x80) return code
      const other = OTHERS[letter]?.[index]
      if (other !== undefined) return other
      if (index === 1) return 0xc0 + KOI.indexOf(letter)
      const place = code - 0x410
      return index === 0 ? 0xc0 + place : place < 48 ? 0x80 + place : 0xb0 + place
    }),
  )
}

const page = (charset: string, text = SENTENCE.repeat(3)) =>
  `<html><head>${charset}</head><body><p>${text}</p></body></html>`
const meta = (name: string) =>
  `<meta http-equiv="Content-Type" content="text/html; charset=${name}">`
const plain = (text: string) => text.replace(/[«»"]/g, '"')

describe('the encoding of a page', () => {
  test.each<[string, Buffer, readonly string[]]>([
    ['as its meta says', encode(page(meta('windows-1251')), 'windows-1251'), []],
    ['in the short form', encode(page('<meta charset=koi8-u>'), 'koi8-u'), []],
    [
      'as XML says',
      encode(`<?xml version="1.0" encoding="windows-1251"?>${page('')}`, 'windows-1251'),
      [],
    ],
    ['by its letters', encode(page(''), 'cp1125'), ['READ_ENCODING_GUESSED']],
    [
      'that is another than it says',
      encode(page(meta('windows-1251')), 'koi8-u'),
      ['READ_ENCODING_GUESSED'],
    ],
    [
      'that is not the Latin one',
      encode(page(meta('iso-8859-1')), 'windows-1251'),
      ['READ_ENCODING_GUESSED'],
    ],
    ['that is no UTF-8', encode(page(meta('utf-8')), 'windows-1251'), ['READ_ENCODING_GUESSED']],
    [
      'that nobody knows',
      encode(page(meta('x-unknown')), 'windows-1251'),
      ['READ_ENCODING_GUESSED'],
    ],
    ['UTF-8 under another name', Buffer.from(page(meta('windows-1251'))), []],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${page('')}`, 'utf16le'), []],
    ['UTF-16 without', Buffer.from(page(''), 'utf16le').swap16(), ['READ_ENCODING_GUESSED']],
  ])('%s', (_, bytes, told) => {
    const document = readHtml(bytes, DEFAULT_LIMITS)
    expect(lines(document).map(plain)).toEqual([plain(SENTENCE.repeat(3))])
    expect(codes(document)).toEqual(told)
  })
})

describe('a web archive', () => {
  const archive = (head: string, body: string, top = 'MIME-Version: 1.0') =>
    `${top}\nContent-Type: multipart/related;\n\ttype="text/html"; boundary="=_1"\n\nA message in several parts.\n\n--=_1\n${head}\n\n${body}\n--=_1\nContent-Type: image/gif\n\nGIF89a\n--=_1--\n`
  const quoted = (bytes: Buffer) =>
    [...bytes]
      .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join('')
      .replace(/((?:=..){20})/g, '$1=\n')

  test.each<[string, Buffer]>([
    [
      'in quoted printable',
      Buffer.from(
        archive(
          'Content-Type: text/html; charset="windows-1251"\nContent-Transfer-Encoding: quoted-printable',
          quoted(encode(page(''), 'windows-1251')),
        ).replaceAll('\n', '\r\n'),
      ),
    ],
    [
      'in base64',
      Buffer.from(
        archive(
          'Content-Type: text/html\nContent-Transfer-Encoding: BASE64',
          Buffer.from(page(''))
            .toString('base64')
            .replace(/(.{76})/g, '$1\n'),
          'From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0',
        ),
      ),
    ],
    [
      'in eight bits',
      Buffer.concat([
        Buffer.from('MIME-Version: 1.0\nContent-Type: text/html; charset=koi8-u\n\n'),
        encode(page(''), 'koi8-u'),
      ]),
    ],
    [
      'in an archive, cut off',
      Buffer.from(
        `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/html\n\n${page('')}`,
      ),
    ],
  ])('%s', (_, bytes) => {
    expect(lines(readHtml(bytes, DEFAULT_LIMITS)).map(plain)).toEqual([plain(SENTENCE.repeat(3))])
  })

  test('whose base64 has lost a letter is read around it, and told', () => {
    const coded = Buffer.from(`<p>${SENTENCE.repeat(40)}`)
      .toString('base64')
      .replace(/.{76}/g, '$&\n')
    const head = 'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64'
    const at = coded.indexOf('\n', coded.length / 2) + 20
    const lost = coded.slice(0, at) + coded.slice(at + 1)
    const document = readHtml(Buffer.from(archive(head, lost)), DEFAULT_LIMITS)
    expect(codes(document)).toContain('READ_CODING_DAMAGED')
    expect(lines(document).map(plain).join('').endsWith(plain(SENTENCE))).toBe(true)
  })

  test('without a page is damaged', () => {
    expect(() =>
      readHtml(Buffer.from(archive('Content-Type: text/css', 'p{}')), DEFAULT_LIMITS),
    ).toThrow(expect.objectContaining({ code: 'FILE_DAMAGED' }))
  })

  test('of too many parts is refused', () => {
    const bytes = Buffer.from(
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n${'--b\n\n'.repeat(20)}`,
    )
    expect(() => readHtml(bytes, { ...DEFAULT_LIMITS, entries: 10 })).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    )
  })
})
