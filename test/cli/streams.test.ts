import { spawn, spawnSync } from 'node:child_process'
import { existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { MAIN, makeFolder, textReport, zvit } from '../support/zvit.ts'

test.skipIf(!existsSync('/dev/full'))('a full disk under standard output is told', () => {
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'schema'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^OUTPUT_FULL: [^\n]+\n$/),
  })
})

test('a reader that has seen enough ends the program quietly', async () => {
  const child = spawn(process.execPath, [MAIN, 'classify', '-'])
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  let told = ''
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  // The child is gone before it has read all of this.
  child.stdin.on('error', () => {})
  child.stdout.once('data', () => child.stdout.destroy())
  child.stdin.end('{"id": 1, "response": ""}\n'.repeat(100_000))
  expect(await ended).toBe(0)
  expect(told).toBe('')
})

test('so does one that is gone when a scan was read, whose engines print through us', async () => {
  const scan = fileURLToPath(
    new URL(
      "../../fixtures/programmes/documents/2024/довкілля/здоров'я скан.tiff",
      import.meta.url,
    ),
  )
  const child = spawn(process.execPath, [MAIN, 'parse', scan])
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  let told = ''
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  child.stdout.destroy()
  expect(await ended).toBe(0)
  expect(told).not.toMatch(/EPIPE/)
})

test('ZVIT_DEBUG=1 prints the stack of what nobody foresaw, and only it does', () => {
  const folder = makeFolder({ 'empty.txt': '' })
  const usual = zvit(folder, ['parse', 'empty.txt']).stderr
  const { stderr } = spawnSync(process.execPath, [MAIN, 'parse', join(folder, 'empty.txt')], {
    env: { ...process.env, ZVIT_DEBUG: '1' },
    encoding: 'utf8',
  })
  expect(usual).not.toMatch(/\n {4}at /)
  expect(stderr).toMatch(/^FILE_EMPTY: .*\n[\s\S]*\n {4}at /)
})

describe('a run killed at any moment', () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`in/${index}.txt`, textReport(`Висаджено ${index}`)]),
  )

  test.each([1, 13, 39])(
    'with %i reports written leaves whole files, and the next run ends it',
    async (count) => {
      const folder = makeFolder(files)
      const child = spawn(process.execPath, [MAIN, 'import', 'in', '--out', 'out'], { cwd: folder })
      const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
      while (child.exitCode === null && reportsOf(folder).length < count) await wait(2)
      child.kill('SIGKILL')
      await ended
      for (const name of reportsOf(folder))
        JSON.parse(readFileSync(join(folder, 'out/reports', name), 'utf8'))
      expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(0)
      expect(zvit(folder, ['import', 'in', '--out', 'again']).code).toBe(0)
      for (const name of ['measures.ndjson', 'failures.ndjson'])
        expect(readFileSync(join(folder, 'out', name))).toEqual(
          readFileSync(join(folder, 'again', name)),
        )
      expect(reportsOf(folder)).toHaveLength(40)
      expect(readdirSync(join(folder, 'out/.zvit'))).toEqual(['journal.ndjson'])
    },
  )
})

function reportsOf(folder: string): string[] {
  const reports = join(folder, 'out/reports')
  return existsSync(reports) ? readdirSync(reports) : []
}
