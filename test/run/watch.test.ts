import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { contentsOf, linesOf } from '../support/bulk.ts'
import { addFile, MAIN, makeFolder, textReport } from '../support/zvit.ts'

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(50)
}

/** A folder with a document, and the run that watches it. */
function watched() {
  const folder = makeFolder({ 'in/a.txt': textReport() })
  const args = [MAIN, 'import', 'in', '--out', 'out', '--watch', '--concurrency', '1']
  const run = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  run.stderr.on('data', (more) => {
    text += more
  })
  const told = () => text
  const passed = (number: number) =>
    until(() => text.split('Waiting for changes').length - 1 >= number)
  return { folder, run, told, passed }
}

test('--watch reads what comes, changes and goes, until it is stopped', async () => {
  const { folder, run, passed } = watched()
  const sources = () => [
    ...new Set(linesOf(folder, 'out/measures.ndjson').map(({ sourceName }) => sourceName)),
  ]
  await passed(1)
  expect(sources()).toEqual(['a.txt'])
  addFile(folder, 'in/b.txt', textReport())
  addFile(folder, 'in/c.txt', '')
  await passed(2)
  expect(sources()).toEqual(['a.txt', 'b.txt'])
  rmSync(join(folder, 'in/a.txt'))
  rmSync(join(folder, 'in/c.txt'))
  await passed(3)
  expect(sources()).toEqual(['b.txt'])
  expect(existsSync(join(folder, 'out/reports/a.txt.json'))).toBe(false)
  run.kill('SIGINT')
  expect((await once(run, 'exit'))[0]).toBe(0)
})

test('--watch waits for a folder that is gone, and one file that changes all the time hinders no other', async () => {
  const { folder, run, told, passed } = watched()
  await passed(1)
  const before = contentsOf(join(folder, 'out'))
  renameSync(join(folder, 'in'), join(folder, 'away'))
  await until(() => told().includes('INPUT_NOT_FOUND'))
  expect(contentsOf(join(folder, 'out'))).toEqual(before)
  renameSync(join(folder, 'away'), join(folder, 'in'))
  await passed(2)
  expect(contentsOf(join(folder, 'out'))).toEqual(before)
  const changing = setInterval(() => writeFileSync(join(folder, 'in/c.log'), `${Date.now()}`), 100)
  addFile(folder, 'in/b.txt', textReport())
  await until(() => existsSync(join(folder, 'out/reports/b.txt.json')))
  clearInterval(changing)
  run.kill('SIGINT')
  await once(run, 'exit')
})
