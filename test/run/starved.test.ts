import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { MAIN, makeFolder } from '../support/zvit.ts'

/** On one core, and only while nobody else wants it (util-linux). */
const LAST = ['-c', '0', 'chrt', '-i', '0'] as const
const canStarve = spawnSync('taskset', [...LAST, 'true']).status === 0

const HEADING =
  '<tr><th>№<th>Захід<th>Строк виконання<th>Виконавці<th>Стан виконання</tr><tr><td colspan=5>I. Освіта</tr>'
/** Some seconds of reading. */
const MEASURES = 7000
/** A document may stand still for five; this is how long it gets no core. */
const HUNGRY = 8

test.runIf(canStarve)('a document whose process gets no core does not stand still', async () => {
  const rows = Array.from(
    { length: MEASURES },
    (_, at) => `<tr><td>${at + 1}<td>захід ${at}<td>2016 рік<td>відділ освіти<td>Виконано</tr>`,
  )
  const folder = makeFolder({ 'in/a.html': `<table>${HEADING}${rows.join('')}</table>` })
  const args = [MAIN, 'import', 'in', '--out', 'out', '--time-limit', '5', '--concurrency', '1']
  const run = spawn('taskset', [...LAST, process.execPath, ...args], {
    cwd: folder,
    stdio: 'ignore',
  })
  const ended = once(run, 'close')
  while (!existsSync(join(folder, 'out/.zvit/journal.ndjson'))) await wait(20)
  await wait(800)
  const burn = `const until = Date.now() + ${HUNGRY}_000; while (Date.now() < until);`
  spawn('taskset', ['-c', '0', process.execPath, '-e', burn])
  expect(await ended).toEqual([0, null])
  expect(existsSync(join(folder, 'out/reports/a.html.json'))).toBe(true)
})
