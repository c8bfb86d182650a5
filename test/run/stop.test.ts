import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { linesOf } from '../support/bulk.ts'
import { MAIN, makeFolder, textReport, zvit } from '../support/zvit.ts'

const STARS = `${'*а'.repeat(12)}б.txt`
const LONG_NAME = 'а'.repeat(60)

test('a pattern of twelve stars says at once that it does not fit', () => {
  const folder = makeFolder({
    [`in/${LONG_NAME}.txt`]: textReport(),
    'manifest.csv': `file;respondent\n${STARS};Сад\n*.txt;Ліс\n`,
  })
  const args = ['import', 'in', '--out', 'out', '--manifest', 'manifest.csv']
  expect(zvit(folder, args).code).toBe(0)
  expect(linesOf(folder, 'out/measures.ndjson')[0]).toMatchObject({ respondent: 'Ліс' })
})

/** A quarter of a minute of matching on a machine at rest; the signal comes after a second. */
const PATTERNS = 200_000
const FILES = 400

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a run that matches its manifest, and nothing is written',
  async (signal) => {
    const names = Array.from({ length: FILES }, (_, index) => `${'аб'.repeat(40)}${index}`)
    const rows = Array.from({ length: PATTERNS }, (_, index) => `**а*б*а*${index}*.txt`)
    const folder = makeFolder({
      ...Object.fromEntries(names.map((name) => [`in/${name}.txt`, textReport()])),
      'manifest.csv': `file\n${rows.join('\n')}\n`,
    })
    const args = [MAIN, 'import', 'in', '--out', 'out', '--manifest', 'manifest.csv']
    const run = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    let told = ''
    run.stderr.on('data', (text) => {
      told += text
    })
    while (!existsSync(join(folder, 'out/.zvit/journal.ndjson'))) await wait(20)
    await wait(1000)
    const start = performance.now()
    run.kill(signal)
    expect((await once(run, 'close'))[0]).toBe(2)
    expect(performance.now() - start).toBeLessThan(30_000)
    expect(told).toContain('INTERRUPTED: ')
    expect(existsSync(join(folder, 'out/run.json'))).toBe(false)
  },
)
