import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { read } from '../../src/read/index.ts'
import { zipOf } from './make-zip.ts'

const DOCX = zipOf({
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  'word/document.xml':
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Звіт</w:t></w:r></w:p></w:body></w:document>',
})

describe('read', () => {
  test('a DOCX under the name of a text is a DOCX', async () => {
    const document = await read(DOCX, 'звіт.txt')
    expect(document.format).toBe('docx')
    expect(document.blocks).toMatchObject([{ kind: 'paragraph', text: 'Звіт' }])
  })

  test('a text under the name of a DOCX is a text', async () => {
    const document = await read(Buffer.from('Звіт'), 'звіт.docx')
    expect(document).toMatchObject({ format: 'txt', source: 4, blocks: [{ text: 'Звіт' }] })
  })

  test.each([
    ['FILE_EMPTY', Buffer.alloc(0)],
    ['NO_TEXT', Buffer.from(' \r\n\t\n\f')],
    ['NO_TEXT', Buffer.from('\ufeff')],
    ['UNSUPPORTED_FORMAT', Buffer.from('GIF89a......')],
    ['UNSUPPORTED_FORMAT', Buffer.from('-----BEGIN PKCS7-----')],
    ['FILE_DAMAGED', DOCX.subarray(0, DOCX.length - 40)],
  ])('%s', async (code, bytes) => {
    await expect(read(bytes, 'звіт.docx')).rejects.toMatchObject({ name: 'ZvitError', code })
  })

  test('a file beyond the limit is not looked at', async () => {
    const limits = { ...DEFAULT_LIMITS, fileBytes: 3 }
    await expect(read(Buffer.from('GIF89a'), 'x', limits)).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    })
  })

  test('a picture is called by its kind and name', async () => {
    await expect(read(Buffer.from('GIF89a......'), 'тека/звіт.docx')).rejects.toThrow(
      /^«звіт\.docx» is a GIF picture\./,
    )
  })
})
