import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { linesOf } from '../support/bulk.ts'
import { addFile, MAIN, makeFolder, textReport } from '../support/zvit.ts'

test('--watch reads what comes, changes and goes, until it is stopped', async () => {
  const folder = makeFolder({ 'in/a.txt': textReport() })
  const args = [MAIN, 'import', 'in', '--out', 'out', '--watch', '--concurrency', '1']
  const run = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  run.stderr.on('data', (text) => {
    told += text
  })
  const pass = async (number: number) => {
    while (told.split('Waiting for changes').length <= number) await wait(50)
  }
  const sources = () => [
    ...new Set(linesOf(folder, 'out/measures.ndjson').map(({ sourceName }) => sourceName)),
  ]
  await pass(1)
  expect(sources()).toEqual(['a.txt'])
  addFile(folder, 'in/b.txt', textReport())
  addFile(folder, 'in/c.txt', '')
  await pass(2)
  expect(sources()).toEqual(['a.txt', 'b.txt'])
  rmSync(join(folder, 'in/a.txt'))
  rmSync(join(folder, 'in/c.txt'))
  await pass(3)
  expect(sources()).toEqual(['b.txt'])
  expect(existsSync(join(folder, 'out/reports/a.txt.json'))).toBe(false)
  run.kill('SIGINT')
  expect((await once(run, 'exit'))[0]).toBe(0)
})
