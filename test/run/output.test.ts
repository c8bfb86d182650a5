import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { guard, type Output, openOutput, removeReports, writeLines } from '../../src/run/output.ts'
import { reportJson } from '../../src/write/json.ts'
import { makeReport } from '../support/report.ts'
import { makeFolder } from '../support/zvit.ts'

test.each([
  ['ENOSPC', 'OUTPUT_FULL'],
  ['EDQUOT', 'OUTPUT_FULL'],
  ['EACCES', 'OUTPUT_NOT_WRITABLE'],
  ['EROFS', 'OUTPUT_NOT_WRITABLE'],
])('%s of the system is %s', async (code, told) => {
  const work = () => Promise.reject(Object.assign(new Error("open '/a/b'"), { code }))
  await expect(guard(work)).rejects.toMatchObject({
    code: told,
    message: expect.not.stringContaining('/a'),
  })
})

/** The folder is held no longer than its test runs. */
async function openForTest(folder: string): Promise<Output> {
  const output = await openOutput(folder)
  onTestFinished(output.release)
  return output
}

test('what is no failure of the system stays what it is', async () => {
  await expect(guard(() => Promise.reject(new TypeError('x')))).rejects.toBeInstanceOf(TypeError)
})

test.skipIf(process.platform !== 'linux')('a folder that cannot be made is told', async () => {
  await expect(openOutput('/proc/zvit/out')).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
})

test('a file is replaced whole', async () => {
  const output = await openForTest(join(makeFolder(), 'deep/out'))
  for (const text of ['one', 'two']) await writeLines(output, 'reports/x/a.json', [text])
  expect(readFileSync(join(output.reports, 'x/a.json'), 'utf8')).toBe('two')
})

test('many files appear in new folders at once', async () => {
  const output = await openForTest(makeFolder())
  const names = Array.from({ length: 50 }, (_, index) => `reports/a/b/c/d/${index}.json`)
  await Promise.all(names.map((name) => writeLines(output, name, [name])))
  for (const name of names) expect(readFileSync(join(output.folder, name), 'utf8')).toBe(name)
})

test.each([
  ['a file where a folder is needed', 'a.json', 'a.json/b.json'],
  ['a folder where a file is needed', 'a.json/b.json', 'a.json'],
])('a stale report gives way: %s', async (_, before, after) => {
  const output = await openForTest(makeFolder())
  await writeLines(output, `reports/${before}`, [reportJson(makeReport())])
  await writeLines(output, `reports/${after}`, ['new'])
  expect(readFileSync(join(output.reports, after), 'utf8')).toBe('new')
})

test.each([
  ['a file where a folder is needed', 'a.json', 'a.json/b.json'],
  ['a folder where a file is needed', 'a.json/b.json', 'a.json'],
])('what is no report of zvit does not give way: %s', async (_, before, after) => {
  const output = await openForTest(makeFolder())
  await writeLines(output, `reports/${before}`, ['mine'])
  const write = writeLines(output, `reports/${after}`, ['new'])
  await expect(write).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
  expect(readFileSync(join(output.reports, before), 'utf8')).toBe('mine')
})

test('only reports of zvit that are not kept are removed, and folders empty then', async () => {
  const folder = makeFolder({
    'x/y/stale.json': reportJson(makeReport(), true),
    'x/kept.json': reportJson(makeReport()),
    'z/foreign.json': '{"schema":"other/1"}',
    'z/stale.json': reportJson(makeReport()),
  })
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(folder, 'note.txt'), 'mine')
  const removed = await removeReports(folder, (name) => name === 'x/kept.json')
  expect(removed).toEqual(['x/y/stale.json', 'z/stale.json'])
  expect(await removeReports(folder, () => true)).toEqual([])
  expect(() => readFileSync(join(folder, 'x/y'))).toThrow(
    expect.objectContaining({ code: 'ENOENT' }),
  )
  expect(readFileSync(join(folder, 'z/foreign.json'), 'utf8')).toContain('other')
})
