import { spawn, spawnSync } from 'node:child_process'
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

/* Another process overwrites, cuts short, renames, removes and swaps the documents under the runs. */
const CHANGER = `
const { renameSync, rmSync, writeFileSync } = require('node:fs')
const [report, other, zip] = process.argv.slice(1).map((text) => Buffer.from(text, 'base64'))
const ways = [
  (name) => writeFileSync(name, report),
  (name) => writeFileSync(name, other),
  (name) => writeFileSync(name, zip),
  (name) => writeFileSync(name, report.subarray(0, report.length / 2)),
  (name) => rmSync(name, { force: true }),
  (name) => { writeFileSync(name + '.new', other); renameSync(name + '.new', name) },
]
let made = 0
const timer = setInterval(() => {
  for (let one = 0; one < 20; one += 1, made += 1)
    ways[(made * 7 + (made >> 4)) % ways.length]('in/' + (made % 12) + '.txt')
  if (made < 7000) return
  clearInterval(timer)
  for (let name = 0; name < 12; name += 1) writeFileSync('in/' + name + '.txt', report)
  process.stdout.write(String(made))
}, 20)
`

test('an input that another process changes 7,000 times: each run is told of it, and the last is as a quiet one', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `in/${index}.txt`)
  const texts = Object.fromEntries(names.map((name) => [name, textReport()]))
  const folder = makeFolder(texts)
  const given = [textReport(), textReport('Не належить до повноважень'), archive('Друге')]
  const changer = spawn(
    process.execPath,
    ['-e', CHANGER, ...given.map((bytes) => Buffer.from(bytes).toString('base64'))],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let made = ''
  changer.stdout.on('data', (data) => (made += String(data)))
  const ended = new Promise((resolve) => changer.on('close', resolve))
  const codes: (number | null)[] = []
  while (changer.exitCode === null) {
    codes.push(importIn(folder))
    const reports = linesOf(folder, 'out/measures.ndjson').map(({ sourceName }) => sourceName)
    const failed = linesOf(folder, 'out/failures.ndjson').map(({ source }) => source)
    expect(failed.filter((source) => reports.includes(source))).toEqual([])
    await new Promise((resolve) => setImmediate(resolve))
  }
  await ended
  expect(Number(made)).toBeGreaterThanOrEqual(7000)
  expect(codes.length).toBeGreaterThan(1)
  expect(codes.filter((code) => code !== 0 && code !== 1)).toEqual([])
  expect(importIn(folder)).toBe(0)
  const quiet = makeFolder(texts)
  expect(importIn(quiet)).toBe(0)
  expect(contentsOf(join(folder, 'out'))).toEqual(contentsOf(join(quiet, 'out')))
}, 120_000)
