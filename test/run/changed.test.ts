import { spawnSync } from 'node:child_process'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { badReader, contentsOf, linesOf } from '../support/bulk.ts'
import { zip } from '../support/zip.ts'
import { MAIN, makeFolder, textReport } from '../support/zvit.ts'

/* Files that are replaced while a run is at them, and put back before the next (support/bad-reader.cjs). */

const ARGS = [MAIN, 'import', 'in', '--out', 'out', '--concurrency', '1']
const archive = (response: string) =>
  zip({ entries: [{ name: 'звіт.txt', content: textReport(response) }] })

function importIn(folder: string, env: NodeJS.ProcessEnv = process.env) {
  return spawnSync(process.execPath, ARGS, { cwd: folder, env }).status
}

test.each(['list', 'parse'])(
  'an archive that is another one when it is opened to %s is not taken for what was hashed',
  (moment) => {
    const folder = makeFolder({ 'in/a.zip': archive('Перше'), other: archive('Друге') })
    expect(importIn(folder, { ...badReader(folder), ZVIT_TEST_SWAP: moment })).toBe(1)
    expect(linesOf(folder, 'out/failures.ndjson')).toMatchObject([
      { code: 'READ_ERROR', message: expect.stringContaining('changed while it was read') },
    ])
    renameSync(join(folder, 'away'), join(folder, 'in/a.zip'))
    expect(importIn(folder)).toBe(0)
    const quiet = makeFolder({ 'in/a.zip': archive('Перше') })
    expect(importIn(quiet)).toBe(0)
    expect(contentsOf(join(folder, 'out'))).toEqual(contentsOf(join(quiet, 'out')))
  },
)

test('a document that is an archive when it is read is told as changed, and read as one by the next run', () => {
  const folder = makeFolder({ 'in/swap.txt': textReport(), other: archive('Друге') })
  expect(importIn(folder, badReader(folder))).toBe(1)
  expect(linesOf(folder, 'out/failures.ndjson')).toMatchObject([
    { source: 'swap.txt', code: 'READ_ERROR', message: expect.stringContaining('changed') },
  ])
  expect(importIn(folder)).toBe(0)
  expect(linesOf(folder, 'out/measures.ndjson')[0]).toMatchObject({
    sourceName: 'swap.txt/звіт.txt',
  })
})
