import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { badReader } from '../support/bulk.ts'
import { MAIN, makeFolder, textReport } from '../support/zvit.ts'

/* Documents that come to grief (test/support/bad-reader.cjs) among some that do not. */

const argsOf = (more: readonly string[]) => [MAIN, 'import', 'in', '--out', 'out', ...more]

function importBad(folder: string, ...more: readonly string[]): number | null {
  return spawnSync(process.execPath, argsOf(more), { cwd: folder, env: badReader(folder) }).status
}

function startBad(folder: string, ...more: readonly string[]): ChildProcess {
  return spawn(process.execPath, argsOf(more), {
    cwd: folder,
    env: badReader(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

function failuresOf(folder: string): [string, string][] {
  return readFileSync(join(folder, 'out/failures.ndjson'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .map(({ source, code }) => [source, code])
}

/** Which documents were begun, by which process. */
function logOf(folder: string): [string, string][] {
  if (!existsSync(join(folder, 'log.txt'))) return []
  const lines = readFileSync(join(folder, 'log.txt'), 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => line.split(' ') as [string, string])
}

const canaries = Object.fromEntries(
  ['a', 'm', 'z'].map((name) => [`in/${name}.txt`, textReport(name)]),
)

/** How a document makes its reader come to grief, and what is told of it. */
const WAYS = {
  abort: 'READER_CRASHED',
  exit: 'READER_CRASHED',
  explode: 'MEMORY_LIMIT',
  hang: 'TIME_LIMIT',
  stall: 'TIME_LIMIT',
  throw: 'READER_CRASHED',
}

test('a document that makes its reader come to grief costs itself only, however many processes read', async () => {
  const bad = [...Object.keys(WAYS), 'tired'].map((way) => [`in/${way}.txt`, textReport()])
  // Both at once: some of these documents are waited for.
  const runs = ['1', '2'].map(async (concurrency) => {
    const folder = makeFolder({ ...canaries, ...Object.fromEntries(bad) })
    const limits = ['--time-limit', '1', '--memory-limit', '400', '--concurrency', concurrency]
    const [code] = await once(startBad(folder, ...limits), 'close')
    expect(code).toBe(1)
    expect(failuresOf(folder)).toEqual(
      Object.entries(WAYS).map(([way, told]) => [`${way}.txt`, told]),
    )
    for (const name of ['a', 'm', 'tired', 'z'])
      expect(existsSync(join(folder, `out/reports/${name}.txt.json`))).toBe(true)
    return ['failures.ndjson', 'measures.ndjson'].map((name) =>
      readFileSync(join(folder, 'out', name), 'utf8'),
    )
  })
  const [one, many] = await Promise.all(runs)
  expect(many).toEqual(one)
})

test('a document is not failed for what its process read before', () => {
  const folder = makeFolder({ ...canaries, 'in/tired.txt': textReport() })
  expect(importBad(folder, '--concurrency', '1')).toBe(0)
  const tired = logOf(folder).filter(([, name]) => name === 'tired')
  expect(new Set(tired.map(([pid]) => pid)).size).toBe(2)
})

describe('a reader that is killed from outside while it reads its first document', () => {
  const failing = () => {
    const folder = makeFolder({ ...canaries, 'in/killed-9.txt': textReport() })
    const times = () => logOf(folder).filter(([, name]) => name === 'killed-9').length
    return { folder, times, run: (...more: string[]) => importBad(folder, ...more) }
  }

  test.each([
    ['once: the document is read at once again', 1, [0, 2]],
    ['in the whole run: the next one reads it', 2, [1, 3]],
  ])('%s', (_, kills, [code, reads]) => {
    const folder = makeFolder({ ...canaries, [`in/killed-${kills}.txt`]: textReport() })
    expect(importBad(folder, '--concurrency', '2')).toBe(code)
    if (code === 1) {
      expect(failuresOf(folder)).toEqual([[`killed-${kills}.txt`, 'READER_KILLED']])
      expect(importBad(folder)).toBe(0)
    }
    expect(failuresOf(folder)).toEqual([])
    expect(logOf(folder).filter(([, name]) => name?.startsWith('killed'))).toHaveLength(reads ?? 0)
  })

  test('in two runs: later ones leave it alone', () => {
    const { folder, times, run } = failing()
    expect([run(), times()]).toEqual([1, 2])
    expect([run(), times()]).toEqual([1, 4])
    expect([run(), times()]).toEqual([1, 4])
    expect(failuresOf(folder)).toEqual([['killed-9.txt', 'READER_KILLED']])
    expect([run('--retry-failed'), times()]).toEqual([1, 6])
  })
})

test('large documents are begun before small ones', () => {
  // Not a report, but of more than a mebibyte.
  const folder = makeFolder({ ...canaries, 'in/x.txt': 'Дерева.\n'.repeat(100_000) })
  expect(importBad(folder, '--concurrency', '1')).toBe(1)
  expect(logOf(folder).map(([, name]) => name)).toEqual(['x', 'a', 'm', 'z'])
})

describe('a run that is stopped', () => {
  async function start(folder: string, ...more: readonly string[]): Promise<ChildProcess> {
    const run = startBad(folder, '--concurrency', '1', ...more)
    while (logOf(folder).length === 0) await wait(20)
    return run
  }

  test('by Ctrl+C finishes what is in hand and goes on the next time', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `slow-${String(index).padStart(2, '0')}`)
    const folder = makeFolder(
      Object.fromEntries(names.map((name) => [`in/${name}.txt`, textReport(name)])),
    )
    const run = await start(folder)
    let told = ''
    run.stderr?.on('data', (text) => {
      told += text
    })
    run.kill('SIGINT')
    const [code] = await once(run, 'close')
    expect({ code, told }).toEqual({ code: 2, told: expect.stringContaining('INTERRUPTED: ') })
    const { pending, reports } = JSON.parse(readFileSync(join(folder, 'out/run.json'), 'utf8'))
    expect(reports).toBeGreaterThan(0)
    expect(pending).toBe(20 - reports)
    const lines = readFileSync(join(folder, 'out/measures.ndjson'), 'utf8').split('\n').length - 1
    expect(lines).toBe(3 * reports)
    expect(importBad(folder)).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'out/run.json'), 'utf8'))).toMatchObject({
      read: pending,
      kept: reports,
    })
    expect(logOf(folder)).toHaveLength(20)
  })

  test('by a kill takes its processes along, those that hang too', async () => {
    const folder = makeFolder({ 'in/hang.txt': textReport() })
    const run = await start(folder, '--time-limit', '600')
    const [[child] = []] = logOf(folder)
    run.kill('SIGKILL')
    await once(run, 'close')
    const isAlive = () => {
      try {
        return process.kill(Number(child), 0)
      } catch {
        return false
      }
    }
    for (let look = 0; look < 100 && isAlive(); look += 1) await wait(50)
    expect(isAlive()).toBe(false)
  })
})
