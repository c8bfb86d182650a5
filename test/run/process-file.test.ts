import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ZvitError } from '../../src/model/error.ts'
import type { Report } from '../../src/model/report.ts'
import { openFile, processFile } from '../../src/run/process-file.ts'
import { makeReport } from '../support/report.ts'
import { makeFolder } from '../support/zvit.ts'

const LIMITS = { fileBytes: 1000, seconds: 10, megabytes: 1000 }

/** What becomes of a file of `text` that is read by `parse`. */
async function process(parse: Parameters<typeof processFile>[2], limits = LIMITS, text = 'звіт') {
  const path = join(makeFolder({ 'a.txt': text }), 'a.txt')
  const source = { name: '2016/a.txt', path, root: 0 }
  const opened = await openFile(source, limits.fileBytes)
  return processFile(source, opened, parse)
}

const failing = (code: string, message = '') => ({
  kind: 'failure',
  failure: expect.objectContaining({ code, message: expect.stringContaining(message) }),
})

test('the reports of a file in their order', async () => {
  const reports = [makeReport(), makeReport()]
  expect(await process(async () => reports)).toEqual({ kind: 'reports', reports })
})

describe('failures', () => {
  test('a failure with a code keeps it; the hash is that of the bytes', async () => {
    const outcome = await process(async () => {
      throw new ZvitError('FILE_ENCRYPTED', 'Save it without a password.')
    })
    expect(outcome).toEqual({
      kind: 'failure',
      failure: {
        source: '2016/a.txt',
        sha256: createHash('sha256').update('звіт').digest('hex'),
        code: 'FILE_ENCRYPTED',
        message: 'Save it without a password.',
      },
    })
  })

  test.each([
    ['an error nobody foresaw', new TypeError('x is undefined'), 'TypeError: x is undefined'],
    ['what is no error', 'broken', 'broken'],
    ['a path', new Error("cannot open 'C:\\Users\\me\\a.docx' or /home/me/a.docx"), "'…' or …"],
    ['several lines', new Error('one\n\u001b[31mtwo'), 'one [31mtwo'],
  ])('%s is READER_CRASHED in one line', async (_, thrown, told) => {
    const outcome = await process(async () => {
      throw thrown
    })
    expect(outcome).toEqual(failing('READER_CRASHED', told))
  })

  test('a reader that recurses without end is READER_CRASHED', async () => {
    const recurse = (): Report => recurse()
    expect(await process(async () => [recurse()])).toEqual(failing('READER_CRASHED', 'RangeError'))
  })
})

test('a file over its limit of size is FILE_TOO_LARGE', async () => {
  const limits = { ...LIMITS, fileBytes: 3 }
  expect(await process(async () => [makeReport()], limits)).toEqual(failing('FILE_TOO_LARGE'))
})

test('a folder that could not be listed is READ_ERROR', async () => {
  const source = { name: 'x', path: 'x', root: 0, error: 'EACCES' }
  expect(await openFile(source, LIMITS.fileBytes)).toEqual(failing('READ_ERROR', 'EACCES'))
})

test('a file that is gone meanwhile is READ_ERROR without its path', async () => {
  const path = join(makeFolder(), 'gone.txt')
  const outcome = await openFile({ name: 'gone.txt', path, root: 0 }, LIMITS.fileBytes)
  expect(outcome).toEqual(failing('READ_ERROR', 'ENOENT'))
  expect(JSON.stringify(outcome)).not.toContain(path)
})
