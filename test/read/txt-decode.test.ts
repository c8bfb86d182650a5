import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/containers/encoding/decode.ts'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { readTxt } from '../../src/read/txt/index.ts'

const HIGH = Uint8Array.from({ length: 128 }, (_, index) => index + 128)
const CP1125 =
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёҐґЄєІіЇї·√№¤■\u00a0'

function tableOf(encoding: string): string {
  return encoding === 'cp1125' ? CP1125 : new TextDecoder(encoding).decode(HIGH)
}

function encode(text: string, encoding: string): Buffer {
  const table = tableOf(encoding)
  return Buffer.from(
    Array.from(text, (letter) => {
      if (letter < '\u0080') return letter.charCodeAt(0)
      const index = table.indexOf(letter)
      if (index < 0) throw new Error(`${encoding} has no ${letter}`)
      return index + 128
    }),
  )
}

const SENTENCES = [
  'Інформація про стан виконання заходів обласної програми за 2019 рік',
  'ЗАТВЕРДЖЕНО розпорядженням голови',
  'Виконано',
  'Захід не належить до компетенції управління',
  'Проведено три семінари, об`єднані громади отримали роз`яснення щодо їх участі',
  'є ї і ґанок',
]

describe('code pages are told by their letters', () => {
  const encodings = ['windows-1251', 'koi8-u', 'cp1125', 'x-mac-cyrillic']
  test.each(encodings.flatMap((encoding) => SENTENCES.map((text) => [encoding, text] as const)))(
    '%s: %s',
    (encoding, text) => {
      const decoded = decodeText(encode(text.replace('ґанок', 'ганок'), encoding))
      expect(decoded.text).toBe(text.replace('ґанок', 'ганок'))
      expect(decoded.isGuessed).toBe(true)
    },
  )

  test.each([
    ['ibm866', 'Виконання заходiв, Україна, Європа, її справи'],
    ['ibm866', 'ПЕРЕЛIК ЗАХОДIВ'],
    ['iso-8859-5', 'Інформація про стан виконання заходів програми'],
    ['windows-1251', 'Отчёт о выполнении мероприятий программы'],
    ['koi8-u', 'Отчет о выполнении мероприятий программы'],
    ['windows-1251', '№ 5 – «Стан»'],
  ])('%s: %s', (encoding, text) => expect(decodeText(encode(text, encoding)).text).toBe(text))

  test('tables drawn with box characters do not deceive', () => {
    const text = `┌────┬────┐\n│ Захід │ Стан │\n└────┴────┘\nВиконано у повному обсязі, її`
    expect(decodeText(encode(text, 'cp1125'))).toMatchObject({ text, encoding: 'cp1125' })
  })
})

describe('Unicode', () => {
  test.each([
    ['utf-8', Buffer.from('\ufeffЗвіт'), false],
    ['utf-8', Buffer.from('Звіт'), false],
    ['utf-8', Buffer.from('plain'), false],
    ['utf-16le', Buffer.from('\ufeffЗвіт', 'utf16le'), false],
    ['utf-16be', Buffer.from('\ufeffЗвіт', 'utf16le').swap16(), false],
    ['utf-16le', Buffer.from('Звіт про «стан» – 2019', 'utf16le'), true],
    ['utf-16be', Buffer.from('Звіт про «стан» – 2019', 'utf16le').swap16(), true],
  ])('%s', (encoding, bytes, isGuessed) => {
    expect(decodeText(bytes)).toMatchObject({ encoding, isGuessed })
    expect(decodeText(bytes).text).toMatch(/^(?:Звіт|plain)/)
  })

  test('a broken byte among many sound ones is told, not guessed away', () => {
    const bytes = Buffer.concat([Buffer.from('Звіт про виконання заходів '), Buffer.from([0xd0])])
    const document = readTxt(bytes, DEFAULT_LIMITS)
    expect(document.diagnostics.map(({ code }) => code)).toEqual(['READ_CHARACTER_INVALID'])
  })
})

test('what was guessed is told', () => {
  const document = readTxt(encode('Виконано', 'windows-1251'), DEFAULT_LIMITS)
  expect(document.diagnostics).toMatchObject([{ code: 'READ_ENCODING_GUESSED', severity: 'info' }])
})

test('UTF-8 comes back as it was written, NFC', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const marked = Buffer.concat([Buffer.from('\ufeff'), Buffer.from(text)])
      expect(decodeText(marked).text).toBe(text.normalize('NFC'))
    }),
  )
})
