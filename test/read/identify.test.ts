import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identify } from '../../src/containers/identify.ts'
import { ZvitError } from '../../src/model/error.ts'
import { zipOf } from './make-zip.ts'

const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([...part]))),
  )
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(2000, 0x01)])
const contentTypes = (type: string) => ({
  '[Content_Types].xml': `<Types><Override PartName="/x.xml" ContentType="application/${type}"/></Types>`,
})
const WORD = 'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const EXCEL = 'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const POWERPOINT = 'vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'
const ODT = 'application/vnd.oasis.opendocument.text'

/** A compound file of four sectors: header, FAT, directory, stream. */
function compound(name: string, content: readonly number[] = []): Buffer {
  const file = Buffer.alloc(512 * 4)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file)
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 48)
  file.writeUInt32LE(0, 76)
  file.fill(0xff, 512, 1024)
  file.writeUInt32LE(0xfffffffe, 512 + 4)
  file.write(name, 1024 + 128, 'utf16le')
  file.writeUInt16LE(name.length * 2 + 2, 1024 + 128 + 64)
  file.writeUInt32LE(2, 1024 + 128 + 116)
  Buffer.from([...content]).copy(file, 1536)
  return file
}

function codeOf(bytes: Uint8Array, name = 'звіт.docx'): string {
  try {
    return identify(bytes, name)
  } catch (error) {
    if (error instanceof ZvitError) return error.code
    throw error
  }
}

describe('formats are told by content', () => {
  test.each([
    ['docx', zipOf(contentTypes(WORD))],
    ['docx', zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<x/>' })],
    ['docx', zipOf(contentTypes('vnd.ms-word.document.macroEnabled.main+xml'))],
    ['xlsx', zipOf(contentTypes(EXCEL))],
    ['odt', zipOf({ mimetype: ODT, 'content.xml': '<x/>' })],
    ['doc', compound('WordDocument')],
    ['pdf', bytesOf('%PDF-1.7\n')],
    ['pdf', bytesOf('\ufeff\n%PDF-1.4\n1 0 obj')],
    ['pdf', bytesOf('junk\n'.repeat(50), '%PDF-1.4\n1 0 obj')],
    ['rtf', bytesOf('{\\rtf1\\ansi')],
    ['rtf', bytesOf(' \r\n{\\rtf1')],
    ['html', bytesOf('<!DOCTYPE html><p>звіт')],
    ['html', bytesOf('\ufeff\n<!-- Word --><HTML xmlns:o="x">')],
    ['html', Buffer.from('\ufeff<html><body>звіт', 'utf16le')],
    ['html', bytesOf('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n')],
    ['image', bytesOf([0x89], 'PNG\r\n', [0x1a, 0x0a])],
    ['image', bytesOf([0xff, 0xd8, 0xff, 0xe0])],
    ['image', bytesOf('II*', [0, 8, 0, 0, 0])],
    ['image', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8 ')],
    ['image', bytesOf([0, 0, 0, 24], 'ftypheic')],
  ])('%s', (format, bytes) => expect(codeOf(bytes)).toBe(format))
})

describe('plain text', () => {
  test.each([
    ['a byte', bytesOf('a')],
    ['a byte of a code page', bytesOf([0xcf])],
    ['white space', bytesOf(' \r\n\t\f')],
    ['digits', bytesOf('1234567890\n'.repeat(100))],
    ['one letter, 10 MB', Buffer.alloc(10 * 1024 * 1024, 'a')],
    ['UTF-8', bytesOf('Звіт про виконання')],
    ['UTF-16 with a mark', Buffer.from('\ufeffЗвіт', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('Звіт про виконання заходів № 5', 'utf16le')],
    ['UTF-16BE without a mark', Buffer.from('Звіт про виконання', 'utf16le').swap16()],
    ['a few NULs', bytesOf('Звіт'.repeat(100), [0, 0])],
    ['letters BM', bytesOf('BMW - це автомобіль, а не картинка')],
    ['a word about PDF', bytesOf('Файли %PDF-1.4 зберігаються окремо')],
    ['letters MIME in a sentence', bytesOf('Note: MIME-Version: 1.0 is a header.')],
    ['DOS with its end mark', bytesOf([0x87, 0xa2, 0xa8, 0xe2, 0x0d, 0x0a, 0x1a])],
  ])('%s', (_, bytes) => expect(codeOf(bytes)).toBe('txt'))
})

describe('what is not read is refused with its code', () => {
  const odtLocked = {
    mimetype: ODT,
    'META-INF/manifest.xml': '<manifest:encryption-data/>',
  }
  test.each([
    ['FILE_EMPTY', Buffer.alloc(0)],
    ['FILE_EMPTY', zipOf({})],
    ['FILE_ENCRYPTED', compound('EncryptedPackage')],
    ['FILE_ENCRYPTED', compound('WordDocument', [0xec, 0xa5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])],
    ['FILE_ENCRYPTED', zipOf(odtLocked)],
    ['FILE_DAMAGED', zipOf(contentTypes(WORD)).subarray(0, 60)],
    ['FILE_DAMAGED', bytesOf('PK', [3, 4])],
    ['FILE_DAMAGED', compound('WordDocument').subarray(0, 100)],
    ['FILE_DAMAGED', compound('WordDocument').subarray(0, 1100)],
    ['UNSUPPORTED_FORMAT', compound('Workbook')],
    ['UNSUPPORTED_FORMAT', compound('PowerPoint Document')],
    ['UNSUPPORTED_FORMAT', compound('Something')],
    ['UNSUPPORTED_FORMAT', zipOf(contentTypes(POWERPOINT))],
    ['UNSUPPORTED_FORMAT', zipOf({ 'a.txt': 'x' })],
    ['UNSUPPORTED_FORMAT', zipOf({ mimetype: 'application/epub+zip' })],
    ['UNSUPPORTED_FORMAT', bytesOf('Rar!', [0x1a, 0x07, 0])],
    ['UNSUPPORTED_FORMAT', bytesOf('7z', [0xbc, 0xaf, 0x27, 0x1c])],
    ['UNSUPPORTED_FORMAT', bytesOf([0x1f, 0x8b, 8, 0])],
    ['UNSUPPORTED_FORMAT', bytesOf('%!PS-Adobe-3.0')],
    ['UNSUPPORTED_FORMAT', bytesOf('<?xml version="1.0"?><w:wordDocument/>')],
    ['UNSUPPORTED_FORMAT', bytesOf('From: a@b\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nзвіт')],
    ['UNSUPPORTED_FORMAT', bytesOf([0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 2])],
    ['UNSUPPORTED_FORMAT', bytesOf('GIF89a')],
    ['UNSUPPORTED_FORMAT', bytesOf('BM', [1, 2, 3, 4, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0])],
    ['UNSUPPORTED_FORMAT', bytesOf([0])],
    ['UNSUPPORTED_FORMAT', padded(bytesOf('\x7fELF'))],
  ])('%s', (code, bytes) => expect(codeOf(bytes)).toBe(code))
})

describe('names and mixtures deceive nobody', () => {
  test('a ZIP that holds a stored PDF is a ZIP', () =>
    expect(codeOf(zipOf({ 'a.pdf': '%PDF-1.4\n1 0 obj' }), 'a.pdf')).toBe('UNSUPPORTED_FORMAT'))
  test('a PDF with a ZIP behind it is a PDF', () =>
    expect(codeOf(Buffer.concat([bytesOf('%PDF-1.4\n'), zipOf(contentTypes(WORD))]))).toBe('pdf'))
  test('a workbook that holds word/document.xml is a workbook', () =>
    expect(codeOf(zipOf({ ...contentTypes(EXCEL), 'word/document.xml': '<x/>' }))).toBe('xlsx'))
  test('a directory that points at itself comes to an end', () => {
    const file = compound('Something')
    file.writeUInt32LE(1, 512 + 4)
    expect(codeOf(file)).toBe('UNSUPPORTED_FORMAT')
  })

  test('a message names kind and file in one line, without folders', () => {
    const bytes = bytesOf([0x1f, 0x8b, 8, 0])
    expect(() => identify(bytes, '/home/x/звіт\n.docx')).toThrow(
      /^«звіт \.docx» is a GZIP archive\. /,
    )
  })
})

describe('damage', () => {
  const whole = [zipOf(contentTypes(WORD)), compound('WordDocument'), zipOf({ mimetype: ODT })]

  test('a container cut anywhere is damaged or told, never a crash', () => {
    for (const file of whole)
      for (let length = 0; length < file.length; length += 7)
        expect(codeOf(file.subarray(0, length))).toMatch(/^(?:[a-z]+|[A-Z]+_[A-Z]+)$/)
  })

  test('a container with changed bytes is told, never a crash', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(change, { minLength: 1 }),
        (file, changes) => {
          const bytes = Buffer.from(file)
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          expect(codeOf(bytes)).toMatch(/^(?:[a-z]+|[A-Z]+_[A-Z]+)$/)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('any bytes are told', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(codeOf(bytes)).toMatch(/^(?:[a-z]+|[A-Z]+_[A-Z]+)$/)
      }),
    )
  })
})
