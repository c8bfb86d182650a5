import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFileSource, seeFile } from '../../src/run/container/file-source.ts'
import { listContainer } from '../../src/run/container/list.ts'
import { openMember } from '../../src/run/container/member.ts'
import type { Source } from '../../src/run/source.ts'
import { filesOf, linesOf } from '../support/bulk.ts'
import { mail, signed, signedInPieces } from '../support/containers.ts'
import { type TestEntry, zip } from '../support/zip.ts'
import { addFile, makeFolder, textReport, zvit } from '../support/zvit.ts'

const LIMIT = 100_000_000
const REPORT = Buffer.from(textReport())
const DOCX = readFileSync(new URL('../../fixtures/documents/e-youth/typed.docx', import.meta.url))

function sourceOf(name: string, bytes: Uint8Array): Source {
  const folder = makeFolder()
  writeFileSync(join(folder, 'file'), bytes)
  return { name, path: join(folder, 'file'), root: 0 }
}

/** Which of the documents these bytes are. */
function known(bytes: Uint8Array): string {
  if (DOCX.equals(bytes)) return 'the docx'
  return REPORT.equals(bytes) ? 'the report' : Buffer.from(bytes).toString()
}

/** The documents in a container by their names: which they are, or the code of their failure. */
async function documentsOf(name: string, bytes: Uint8Array) {
  const source = sourceOf(name, bytes)
  const file = openFileSource(source.path)
  const seen = await seeFile(file)
  file.close()
  const listed = await listContainer(source, seen, LIMIT)
  if (listed === null) return null
  const documents: Record<string, string> = {}
  for (const member of listed.members) {
    const path = member.within.join('/')
    const inside = { ...source, name: `${name}/${path}`, member }
    const read = () =>
      openMember(inside, seen, LIMIT).then(known, (error: { readonly code: string }) => error.code)
    documents[path] = member.failure?.code ?? (await read())
  }
  return { ...listed, documents }
}

const archive = (...entries: readonly TestEntry[]) => zip({ entries })
const report = { name: 'звіт.txt', content: REPORT }

describe('an archive', () => {
  test('gives its files, without what lies beside them', async () => {
    const bytes = archive(
      report,
      { name: '2016/a.docx', content: DOCX },
      { name: '2016/', content: '' },
      { name: '2016/~$a.docx', content: 'lock' },
      { name: '__MACOSX/2016/a.docx', content: 'fork' },
    )
    expect(await documentsOf('a.zip', bytes)).toMatchObject({
      leftOut: 2,
      documents: { 'звіт.txt': 'the report', '2016/a.docx': 'the docx' },
    })
  })

  test.each([
    ['a docx', DOCX],
    ['a text', REPORT],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none', async (_, bytes) => expect(await documentsOf('x', bytes)).toBe(null))

  test('in an archive is opened, five deep and no deeper', async () => {
    let bytes = archive(report)
    for (let depth = 0; depth < 6; depth += 1) bytes = archive({ name: 'z.zip', content: bytes })
    const found = await documentsOf('a.zip', bytes)
    expect(found?.documents).toEqual({ 'z.zip/z.zip/z.zip/z.zip/z.zip': 'LIMIT_EXCEEDED' })
  })

  test('gives both of two files whose names differ in case, and neither of two of one name', async () => {
    const bytes = archive(
      { name: 'A.txt', content: 'a' },
      { name: 'a.txt', content: 'b' },
      { name: 'c.txt', content: 'c' },
      { name: 'c.txt', content: 'd' },
      { name: 'C.txt', content: 'e' },
    )
    expect((await documentsOf('a.zip', bytes))?.documents).toEqual({
      'A.txt': 'a',
      'a.txt': 'b',
      'c.txt': 'FILE_DAMAGED',
      'C.txt': 'e',
    })
  })

  test('what is encrypted, damaged or empty in it is named by itself', async () => {
    const bytes = archive(
      { ...report, name: 'locked.txt', isEncrypted: true },
      { ...report, name: 'wrong.txt', crc: 1 },
      { name: 'empty.zip', content: archive({ name: '~$x', content: '' }) },
      { name: 'cut.zip', content: archive(report).subarray(0, -10) },
      report,
    )
    expect((await documentsOf('a.zip', bytes))?.documents).toEqual({
      'locked.txt': 'FILE_ENCRYPTED',
      'wrong.txt': 'FILE_DAMAGED',
      'empty.zip': 'FILE_EMPTY',
      'cut.zip': 'FILE_DAMAGED',
      'звіт.txt': 'the report',
    })
  })

  test('that is cut off, or whose files lie over one another, is refused', async () => {
    const whole = archive(report, { name: 'b.txt', content: REPORT })
    await expect(documentsOf('a.zip', whole.subarray(0, -30))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
    })
    // Both entries of the directory claim the bytes of the whole file.
    const bomb = Buffer.from(whole)
    for (
      let at = bomb.indexOf('PK\u0001\u0002');
      at >= 0;
      at = bomb.indexOf('PK\u0001\u0002', at + 4)
    )
      bomb.writeUInt32LE(whole.length, at + 20)
    await expect(documentsOf('a.zip', bomb)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
  })
})

describe('a signed file', () => {
  test.each([
    ['DER', signed(DOCX)],
    ['BER in pieces', signedInPieces(DOCX)],
    ['base64', Buffer.from(signed(DOCX).toString('base64').replace(/.{64}/g, '$&\r\n'))],
    [
      'PEM',
      Buffer.from(`-----BEGIN CMS-----\n${signed(DOCX).toString('base64')}\n-----END CMS-----\n`),
    ],
  ])('in %s gives its document', async (_, bytes) => {
    const found = await documentsOf('x.docx.p7s', bytes)
    expect(found?.documents).toEqual({ 'x.docx': 'the docx' })
    expect(found?.members[0]?.isSigned).toBe(true)
  })

  test('that is a signature only is told', async () =>
    expect(await documentsOf('x.docx.p7s', signed(null))).toMatchObject({
      isDetached: true,
      documents: {},
    }))

  test.each([
    ['cut off', signed(DOCX).subarray(0, 300)],
    ['not what it says', Buffer.concat([signed(DOCX).subarray(0, 19), Buffer.alloc(200, 0xff)])],
    [
      'nested without an end',
      Buffer.from(`308006092a864886f70d010702a080${'3080'.repeat(100_000)}`, 'hex'),
    ],
  ])('%s is refused', async (_, bytes) =>
    expect(documentsOf('x.p7s', bytes)).rejects.toMatchObject({ code: 'FILE_DAMAGED' }),
  )

  test('as OpenSSL makes it', async ({ skip }) => {
    const folder = makeFolder({ 'x.docx': 'the docx' })
    const run = (...args: readonly string[]) => spawnSync('openssl', args, { cwd: folder }).status
    const subject = ['-subj', '/CN=x', '-days', '1', '-keyout', 'k.pem', '-out', 'c.pem']
    if (run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject) !== 0) skip('no openssl')
    const signing = ['-sign', '-binary', '-in', 'x.docx', '-signer', 'c.pem', '-inkey', 'k.pem']
    const forms: [string, readonly string[]][] = [
      ['attached.p7s', ['-nodetach', '-outform', 'DER']],
      ['stream.p7s', ['-nodetach', '-stream', '-outform', 'DER']],
      ['pem.p7s', ['-nodetach', '-outform', 'PEM']],
    ]
    for (const [name, options] of forms) {
      expect(run('cms', ...signing, ...options, '-out', name)).toBe(0)
      const found = await documentsOf('x.docx.p7s', readFileSync(join(folder, name)))
      expect(found?.documents).toEqual({ 'x.docx': 'the docx' })
    }
    run('cms', ...signing, '-outform', 'DER', '-out', 'detached.p7s')
    const detached = await documentsOf('x.p7s', readFileSync(join(folder, 'detached.p7s')))
    expect(detached?.isDetached).toBe(true)
  })

  test.each([
    ['ASiC-E', 'META-INF/signatures001.xml', 'application/vnd.etsi.asic-e+zip'],
    ['ASiC-S', 'META-INF/signature.p7s', 'application/vnd.etsi.asic-s+zip'],
    ['one without its type', 'META-INF/signatures.xml', null],
  ])('%s gives its documents and nothing of its own', async (_, signature, type) => {
    const bytes = archive(
      ...(type === null ? [] : [{ name: 'mimetype', content: type, isStored: true }]),
      { name: 'x.docx', content: DOCX },
      { name: signature, content: '<x/>' },
      { name: 'META-INF/manifest.xml', content: '<x/>' },
    )
    const found = await documentsOf('x.asice', bytes)
    expect(found?.documents).toEqual({ 'x.docx': 'the docx' })
    expect(found?.members[0]?.isSigned).toBe(true)
  })
})

describe('a mail message', () => {
  const text = { type: 'text/plain; charset=utf-8', content: 'Надсилаємо звіт.' }
  const attached = { type: 'application/msword', name: 'Звіт за 2016 рік.docx', content: DOCX }

  test('gives its attachments, two of one name apart, pictures of its text left out', async () => {
    const logo = {
      type: 'image/png; name="logo.png"',
      content: 'png',
      headers: ['Content-ID: <logo>', 'Content-Disposition: inline'],
    }
    const found = await documentsOf('x.eml', mail([text, attached, logo, attached]))
    expect(found).toMatchObject({
      leftOut: 1,
      documents: { 'Звіт за 2016 рік.docx': 'the docx', 'Звіт за 2016 рік (2).docx': 'the docx' },
    })
  })

  test('without attachments is a document itself', async () => {
    const found = await documentsOf('x.eml', mail([{ ...text, content: REPORT }]))
    expect(found?.documents).toEqual({ 'message.txt': 'the report' })
  })

  test('that was sent on, or signed, leads to the document', async () => {
    const inner = { type: 'message/rfc822', name: 'лист.eml', content: mail([attached]) }
    const forwarded = await documentsOf('x.eml', mail([text, { ...inner, type: 'application/x' }]))
    expect(Object.keys(forwarded?.documents ?? {})).toEqual(['лист.eml/Звіт за 2016 рік.docx'])
    const entity = mail([attached])
      .toString()
      .replace(/^[\s\S]*?(?=Content-Type)/, '')
    const opaque = Buffer.from(
      [
        'From: a@example.org',
        'MIME-Version: 1.0',
        'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment; filename=smime.p7m',
        '',
        signed(Buffer.from(entity)).toString('base64'),
        '',
      ].join('\r\n'),
    )
    const found = await documentsOf('x.eml', opaque)
    expect(found?.documents).toEqual({ 'smime.p7m/smime/Звіт за 2016 рік.docx': 'the docx' })
    expect(found?.members[0]?.isSigned).toBe(true)
  })

  test.each([
    ['in its last attachment', (bytes: Buffer) => bytes.subarray(0, bytes.length * 0.8)],
    ['in the line behind it', (bytes: Buffer) => bytes.subarray(0, bytes.length - 8)],
    [
      'before its last line',
      (bytes: Buffer) => bytes.subarray(0, bytes.length - '--=_border--\r\n'.length),
    ],
  ])('that is cut off %s is read as far as it goes, and told', async (_, cut) => {
    const bytes = mail([
      text,
      { type: 'text/plain', name: 'a.txt', content: 'the first' },
      { type: 'text/plain', name: 'b.txt', content: REPORT },
    ])
    const found = await documentsOf('x.eml', cut(bytes))
    const { 'a.txt': first, 'b.txt': second = '' } = found?.documents ?? {}
    expect(first).toBe('the first')
    expect(second === 'the report' || REPORT.toString().startsWith(second.slice(0, -1))).toBe(true)
    expect(found?.members.map(({ damage }) => damage)).toEqual([['cut'], ['cut']])
  })

  test('that is cut off before its first document is refused', async () => {
    const bytes = mail([{ type: 'text/plain', name: 'a.txt', content: REPORT }])
    const cut = bytes.subarray(0, bytes.indexOf('--=_border\r'))
    await expect(documentsOf('x.eml', cut)).rejects.toMatchObject({ code: 'FILE_DAMAGED' })
  })

  test('whose base64 is damaged is read as far as it goes, and told', async () => {
    const bytes = mail([
      { type: 'text/plain', name: 'a.txt', content: 'the first' },
      { type: 'text/plain', name: 'b.txt', content: REPORT },
    ])
    const line = bytes.indexOf('b.txt')
    const at = bytes.indexOf('\n', bytes.indexOf('\r\n\r\n', line) + 100)
    bytes[at + 10] = 0x21
    const found = await documentsOf('x.eml', bytes)
    expect(found?.members.map(({ damage }) => damage)).toEqual([[], ['coding']])
    const read = found?.documents['b.txt'] ?? ''
    expect([read.slice(0, 60), read.slice(-60)]).toEqual([
      REPORT.toString().slice(0, 60),
      REPORT.toString().slice(-60),
    ])
  })

  test('whose parts lie in one another without end is refused or read, not followed', async () => {
    const deep = Buffer.from(
      `From: a@example.org\r\nTo: b@example.org\r\n${Array.from(
        { length: 2000 },
        (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`,
      ).join('')}`,
    )
    await expect(documentsOf('x.eml', deep)).rejects.toMatchObject({ code: 'FILE_DAMAGED' })
  })
})

describe('an import', () => {
  const folderOf = () =>
    makeFolder({
      'in/2016.zip': archive(report, { name: '../../evil.txt', content: REPORT }),
      'in/mail/x.eml': mail([{ type: 'text/plain', name: 'a.txt', content: REPORT }]),
      'in/b.txt': REPORT,
      'in/b.txt.p7s': signed(null),
      'in/c.txt.p7s': signed(REPORT),
      'in/lost.txt.p7s': signed(null),
      'in/x.rar': Buffer.from('526172211a0700', 'hex'),
      'in/cut.zip': archive(report).subarray(0, -5),
      'm.csv': 'file,respondent\n2016.zip/звіт.txt,Відділ\n',
    })

  test('reads what lies in containers and names them only where they fail', () => {
    const folder = folderOf()
    const { code } = zvit(folder, ['import', 'in', '--out', 'out', '--manifest', 'm.csv'])
    expect(code).toBe(1)
    expect(filesOf(join(folder, 'out/reports'))).toEqual([
      expect.stringMatching(/^2016\.zip\/_\/_\/evil\.txt~[0-9a-f]{8}\.json$/),
      '2016.zip/звіт.txt.json',
      'b.txt.json',
      'c.txt.p7s/c.txt.json',
      'mail/x.eml/a.txt.json',
    ])
    expect(linesOf(folder, 'out/failures.ndjson')).toEqual(
      [
        ['cut.zip', 'FILE_DAMAGED'],
        ['lost.txt.p7s', 'FILE_EMPTY'],
        ['x.rar', 'UNSUPPORTED_FORMAT'],
      ].map(([source, why]) =>
        expect.objectContaining({ source, code: why, sha256: expect.stringMatching(/^.{64}$/) }),
      ),
    )
    const codes = (name: string) =>
      JSON.parse(readFileSync(join(folder, 'out/reports', name), 'utf8')).diagnostics.map(
        (one: { readonly code: string }) => one.code,
      )
    expect(codes('c.txt.p7s/c.txt.json')).toContain('READ_SIGNED')
    expect(codes('b.txt.json')).not.toContain('READ_SIGNED')
    const archived = readFileSync(join(folder, 'out/reports/2016.zip/звіт.txt.json'), 'utf8')
    expect(archived).toContain('"respondent":"Відділ"')
  })

  test('opens none of them again where nothing changed, and one that did', () => {
    const folder = folderOf()
    const run = () => {
      zvit(folder, ['import', 'in', '--out', 'out', '--manifest', 'm.csv'])
      return JSON.parse(readFileSync(join(folder, 'out/run.json'), 'utf8'))
    }
    expect(run()).toMatchObject({ files: 8, read: 6, kept: 0, leftOut: 1 })
    const reports = filesOf(join(folder, 'out'))
    expect(run()).toMatchObject({ files: 8, read: 0, kept: 6 })
    expect(filesOf(join(folder, 'out'))).toEqual(reports)
    addFile(folder, 'in/2016.zip', archive({ name: 'new.txt', content: REPORT }))
    expect(run()).toMatchObject({
      files: 7,
      read: 1,
      kept: 4,
      removed: [expect.any(String), '2016.zip/звіт.txt.json'],
    })
  })
})
