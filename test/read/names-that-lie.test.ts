import { describe, expect, test } from 'vitest'
import { sniff } from '../../src/containers/sniff.ts'
import { read } from '../../src/read/index.ts'
import { paragraphsOf } from '../support/blocks.ts'
import { docx, paragraph, run } from '../support/docx.ts'
import { processorClock } from '../support/growth.ts'
import { zipOf } from './make-zip.ts'

const HTML = '<html><body><p>Звіт</p></body></html>'
const MHT = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n${HTML}\r\n--b--`
const DOCX = docx({ body: paragraph(run('Звіт')) })
const FLAT = `<?xml version="1.0" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
<pkg:part pkg:name="/word/document.xml" pkg:contentType="y"><pkg:xmlData/></pkg:part>
</pkg:package>`

describe('a document named .doc is what it holds', () => {
  test.each<[string, string, Buffer]>([
    ['a page', 'html', Buffer.from(HTML)],
    ['a web archive', 'html', Buffer.from(MHT)],
    ['a DOCX', 'docx', DOCX],
    ['a text', 'txt', Buffer.from('Звіт')],
  ])('%s', async (_, format, bytes) => {
    const document = await read(bytes, 'звіт.doc')
    expect(document.format).toBe(format)
    expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(['Звіт'])
    expect(document.source).toBe(4)
  })

  test.each([
    ['Word 2003', `<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>`, /in one XML file/],
    ['a DOCX in one XML file', FLAT, /in one XML file/],
    [
      'an ODT in one XML file',
      '<?xml version="1.0"?><office:document xmlns:office="x"/>',
      /an XML file/,
    ],
    ['Excel 2003', `<?xml version="1.0"?><Workbook xmlns="x"/>`, /Excel 2003/],
    ['any XML', '<?xml version="1.0"?><report/>', /an XML file/],
    ['a message', `To: a@b\n${MHT.replace('related', 'mixed')}`, /a mail message/],
  ])('%s is refused by its name', async (_, text, message) => {
    await expect(read(Buffer.from(text), 'звіт.doc')).rejects.toThrow(message)
  })
})

describe('pages are told by their first tag', () => {
  test.each([
    ['html', '<script>var a = "<table>"</script><p>Звіт'],
    ['html', '<br />\n<b>Warning</b>: x in <b>y</b><!DOCTYPE html><html><head>'],
    ['html', `${'<!-- x -->\n'.repeat(600)}<div>Звіт`],
    ['html', '<?xml version="1.0"?><!DOCTYPE html><html>'],
    ['html', 'HTTP/1.1 200 OK\n\n<html><head><title>Звіт'],
    ['html', '<h1>Звіт</h1>'],
    ['mht', 'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>'],
    ['text', '<Звіт> про виконання'],
    ['text', 'У тезі <table> стоїть <tr>.'],
    ['text', '< 5 осіб'],
    ['text', '<!-- а'],
    ['text', '<table'],
  ])('%s: %s', (kind, text) => expect(sniff(Buffer.from(text))).toBe(kind))

  test('comments without end take no time', () => {
    const start = processorClock()
    expect(sniff(Buffer.from('<!---->'.repeat(500_000)))).toBe('text')
    expect(processorClock() - start).toBeLessThan(2000)
  })
})

describe('an archive', () => {
  test.each<[string, Record<string, string>]>([
    ['with one document', { 'тека/звіт.html': HTML }],
    [
      'with what systems lay beside it',
      { 'звіт.html': HTML, '__MACOSX/._звіт.html': 'x', 'Thumbs.db': 'x', 'звіт.html.p7s': 'x' },
    ],
    [
      'with a page and its pictures',
      { 'звіт.html': HTML, 'images/a.gif': 'GIF89a', 'a.css': 'p{}' },
    ],
  ])('%s is opened and told', async (_, entries) => {
    const document = await read(zipOf(entries), 'звіт.doc')
    expect(document).toMatchObject({ format: 'html', diagnostics: [{ code: 'READ_UNPACKED' }] })
    expect(paragraphsOf(document.blocks).map(({ text }) => text)).toEqual(['Звіт'])
  })

  test.each<[string, Record<string, string>, string]>([
    ['with several', { 'a.html': HTML, 'b.html': HTML }, 'UNSUPPORTED_FORMAT'],
    ['with nothing but texts', { 'a.txt': 'а', 'b.txt': 'б' }, 'UNSUPPORTED_FORMAT'],
    ['with an empty file', { 'a.txt': '' }, 'FILE_EMPTY'],
  ])('%s is refused', async (_, entries, code) => {
    await expect(read(zipOf(entries), 'звіт.zip')).rejects.toMatchObject({ code })
  })

  test('in an archive is not opened', async () => {
    const inner = zipOf({ 'звіт.txt': 'Звіт' }).toString('latin1')
    await expect(read(zipOf({ 'a.zip': inner }), 'a.zip')).rejects.toMatchObject({
      name: 'ZvitError',
    })
  })
})
