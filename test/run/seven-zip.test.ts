import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bufferSource } from '../../src/containers/zip/index.ts'
import { openSevenZip } from '../../src/run/container/seven-zip/index.ts'
import { filesOf, linesOf } from '../support/bulk.ts'
import { type SevenZipFile, sevenZip } from '../support/seven-zip.ts'
import { zip } from '../support/zip.ts'
import { addFile, makeFolder, textReport, zvit } from '../support/zvit.ts'

/* Made by 7-Zip 24: eleven small files packed together, the header packed too; one with a password. */
const PACKED =
  'N3q8ryccAASi/tgP1wAAAAAAAAAiAAAAAAAAAPZrEdMBACd4MXgyeDN4NHg1eDZ4N3g40LTRgNGD0LPQuNC50L/QtdGA0YjQuNC5AAAAgTMHrg/QxEs8nz9HQQQPcQz9HosCJWnyv3Yx3ngtgcMVPuFJ/f1ZiK6Mt+McqplFEfAGaKSZUPsKONojJSgpmUhJJiggA20kZiLEHVM8JISsOLKRlKBoifgmwv9CuRuQAq+IM0Gxzknsurb7O9mCPfoBEIKHzJZvmU2xDfK/4i94fZH43BngzcfC0QgpFWJ2E/zW4BDdMxc8jF6e+3vHfdSJmf4FvYIAABcGLAEJgKsABwsBAAEjAwEBBV0AEAAADIGwCgG4BOhsAAA='
const LOCKED =
  'N3q8ryccAAQLA7g1EAAAAAAAAABiAAAAAAAAAJtqauj5wXyfg+kR8ob7Wr4u1VnLAQQGAAEJEAAHCwEAAiQG8QcBElMPChOlXH6FefFht3RETK723CEhAQABAAwQDAAICgG6KjH2AAAFARkBABEZADcEMgRWBEIEOAQvADEELgB0AHgAdAAAABUGAQAggKSBAAA='
const LOCKED_WITH_NAMES =
  'N3q8ryccAARm3EaigAAAAAAAAAAuAAAAAAAAAAa5WkIqQ/WZl0ISGF7mGhflHUtvMJnrSpDcyVl7Z5+mF6FNtuKezeJQPLaluCkGZwTQJyHs0hybIRYFEruMNDqIp3xqxe8a6bMEBBAMie0AHUkqk7wZxUXoUCiunbBa5j0Z3rsYRtANQQ0AAWk1yiIFidwfGrJR7WvEubVZ62GnlVvbBhcGEAEJcAAHCwEAASQG8QcBElMPjIZv3PZTQdrLXw8lco3SYQxiCgH88dlkAAA='

const bytesOf = (base64: string) => Buffer.from(base64, 'base64')
const file = (name: string, content = 'text'): SevenZipFile => ({
  name,
  content: Buffer.from(content),
})

/** The files in an archive by their names. */
async function filesIn(bytes: Uint8Array) {
  const { names, read } = await openSevenZip(bufferSource(bytes))
  return Object.fromEntries(names.map((name) => [name, Buffer.from(read(name)).toString()]))
}

describe('a 7z archive', () => {
  test('whose files and header are packed gives its files', async () => {
    const small = [1, 2, 3, 4, 5, 6, 7, 8].map((one) => [`звіти/x${one}.txt`, `x${one}`])
    expect(await filesIn(bytesOf(PACKED))).toEqual({
      ...Object.fromEntries(small),
      'звіти/порожній.txt': '',
      'звіти/б.txt': 'другий',
      'звіти/рік/а.txt': 'перший',
    })
  })

  test('that is not packed gives its files, empty ones among them', async () =>
    expect(
      await filesIn(sevenZip([file('б.txt'), file('a\\є.txt', ''), file('/c.txt', 'c')])),
    ).toEqual({ 'б.txt': 'text', 'a/є.txt': '', 'c.txt': 'c' }))

  test('of nothing is empty', async () => expect(await filesIn(sevenZip([]))).toEqual({}))

  test.each([
    ['cut off', 'FILE_DAMAGED', bytesOf(PACKED).subarray(0, -10)],
    ['a beginning', 'FILE_DAMAGED', bytesOf(PACKED).subarray(0, 20)],
    ['with a password', 'FILE_ENCRYPTED', bytesOf(LOCKED)],
    ['whose names have a password', 'FILE_ENCRYPTED', bytesOf(LOCKED_WITH_NAMES)],
    ['with a name twice', 'FILE_DAMAGED', sevenZip([file('a'), file('a', 'other')])],
    ['shorter than it claims', 'FILE_DAMAGED', sevenZip([{ ...file('a'), size: 1000 }])],
    ['larger than the limit', 'LIMIT_EXCEEDED', sevenZip([{ ...file('a'), size: 2 ** 28 }])],
    ['of absurd size', 'FILE_DAMAGED', sevenZip([{ ...file('a'), size: 2 ** 60 }])],
    [
      'of very many files',
      'LIMIT_EXCEEDED',
      sevenZip(Array.from({ length: 10_001 }, (_, index) => file(`${index}`))),
    ],
  ])('%s is %s', (_, code, bytes) => expect(filesIn(bytes)).rejects.toMatchObject({ code }))

  test('with one byte wrong is refused or gives its files', async () => {
    const whole = bytesOf(PACKED)
    const files = await filesIn(whole)
    for (let at = 6; at < whole.length; at += 7) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 0x55
      const found = await filesIn(bytes).catch((error: { readonly code: string }) => error.code)
      if (typeof found === 'string')
        expect(['FILE_DAMAGED', 'FILE_ENCRYPTED', 'LIMIT_EXCEEDED']).toContain(found)
      else expect(found).toEqual(files)
    }
  })
})

const UNIX_LINK = 0xa1ff_8000
const UNIX_FILE = 0x81a4_8000

test('links in archives are named, and what lies beside them is read', () => {
  const beside = { ...file('звіт.txt', textReport()), attributes: UNIX_FILE }
  const folder = makeFolder({
    'in/a.7z': sevenZip([{ ...file('link.txt', 'звіт.txt'), attributes: UNIX_LINK }, beside]),
    'in/b.zip': zip({
      entries: [
        { name: 'link.txt', content: '/etc/passwd', mode: 0xa1ff },
        { name: 'звіт.txt', content: textReport(), mode: 0x81a4 },
      ],
    }),
  })
  expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(1)
  expect(filesOf(join(folder, 'out/reports'))).toEqual([
    'a.7z/звіт.txt.json',
    'b.zip/звіт.txt.json',
  ])
  expect(linesOf(folder, 'out/failures.ndjson')).toMatchObject([
    { source: 'a.7z/link.txt', code: 'NOT_A_FILE' },
    { source: 'b.zip/link.txt', code: 'NOT_A_FILE' },
  ])
})

test('an import reads the documents of 7z archives, in archives too', () => {
  const folder = makeFolder()
  const report = sevenZip([file('звіт.txt', textReport())])
  addFile(folder, 'in/a.7z', report)
  addFile(folder, 'in/b.zip', zip({ entries: [{ name: 'c.7z', content: report }] }))
  addFile(folder, 'in/d.7z', report.subarray(0, -1))
  expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(1)
  expect(filesOf(join(folder, 'out/reports'))).toEqual([
    'a.7z/звіт.txt.json',
    'b.zip/c.7z/звіт.txt.json',
  ])
  expect(linesOf(folder, 'out/failures.ndjson')).toMatchObject([
    { source: 'd.7z', code: 'FILE_DAMAGED' },
  ])
})
