import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { badReader, contentsOf, filesOf, linesOf } from '../support/bulk.ts'
import { addFile, MAIN, makeFolder, textReport, zvit } from '../support/zvit.ts'

const KILLS = 6
const DOCUMENTS = 90
const SEED = 20_261_126

/** Numbers from 0 to 1 that are the same every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function begun(folder: string): string[] {
  const log = join(folder, 'log.txt')
  if (!existsSync(log)) return []
  return readFileSync(log, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ')[1] ?? '')
}

/** The documents that the journal knows, torn lines left out. */
function journalled(folder: string): Set<string> {
  const journal = join(folder, 'out/.zvit/journal.ndjson')
  if (!existsSync(journal)) return new Set()
  const whole = readFileSync(journal, 'utf8').split('\n').slice(1, -1)
  return new Set(whole.map((line) => JSON.parse(line).source.replace(/\.txt$/, '')))
}

const ARGS = [MAIN, 'import', 'in', '--out', 'out', '--concurrency', '2']

test(`${KILLS} kills at random moments: the same bytes, and nothing done is read again`, async () => {
  const files = Object.fromEntries(
    Array.from({ length: DOCUMENTS }, (_, index) => [
      `in/brisk-${String(index).padStart(3, '0')}.txt`,
      index % 10 === 9 ? 'Добрий день.\n' : textReport(`Висаджено ${index} дерев`),
    ]),
  )
  const folder = makeFolder(files)
  const env = badReader(folder)
  const next = random(SEED)
  expect(spawnSync(process.execPath, ARGS, { cwd: folder, env }).status).toBe(1)
  const expected = contentsOf(join(folder, 'out'))
  rmSync(join(folder, 'out'), { recursive: true })

  for (let kills = 0; kills < KILLS; ) {
    rmSync(join(folder, 'log.txt'), { force: true })
    const done = journalled(folder)
    const run = spawn(process.execPath, ARGS, { cwd: folder, env, stdio: 'ignore' })
    const ended = once(run, 'exit')
    // The first documents come some time after the start, on a busy machine later.
    const isFinishing = kills % 3 === 2
    while (begun(folder).length === 0 && run.exitCode === null && !isFinishing) await wait(5)
    await Promise.race([wait(next() * 700), ended])
    run.kill('SIGKILL')
    const [, signal] = await ended
    for (const name of filesOf(join(folder, 'out')).filter((one) => one.startsWith('reports/')))
      expect(() => JSON.parse(readFileSync(join(folder, 'out', name), 'utf8'))).not.toThrow()
    expect(begun(folder).filter((name) => done.has(name))).toEqual([])
    if (signal === 'SIGKILL') kills += 1
    else {
      expect(contentsOf(join(folder, 'out'))).toEqual(expected)
      rmSync(join(folder, 'out'), { recursive: true })
    }
  }
  expect(spawnSync(process.execPath, ARGS, { cwd: folder, env }).status).toBe(1)
  expect(contentsOf(join(folder, 'out'))).toEqual(expected)
  expect(filesOf(join(folder, 'out/.zvit'))).toEqual(['journal.ndjson'])
}, 120_000)

test('inputs that change, go or come while a run reads', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `brisk-${index + 10}`)
  const folder = makeFolder(
    Object.fromEntries(names.map((name) => [`in/${name}.txt`, textReport(name)])),
  )
  const run = spawn(process.execPath, ARGS, { cwd: folder, env: badReader(folder) })
  const ended = once(run, 'exit')
  while (begun(folder).length === 0) await wait(5)
  rmSync(join(folder, 'in/brisk-39.txt'))
  addFile(folder, 'in/brisk-38.txt', textReport('Інше'))
  addFile(folder, 'in/brisk-99.txt', textReport())
  expect((await ended)[0]).toBe(1)
  expect(linesOf(folder, 'out/failures.ndjson')).toEqual([
    expect.objectContaining({ source: 'brisk-39.txt', code: 'READ_ERROR', sha256: null }),
  ])
  expect(readFileSync(join(folder, 'out/reports/brisk-38.txt.json'), 'utf8')).toContain('Інше')
  expect(spawnSync(process.execPath, ARGS, { cwd: folder }).status).toBe(0)
  expect(filesOf(join(folder, 'out/reports'))).toHaveLength(30)
})

/** Whether this machine lets us mount in a namespace of our own. */
const canMount =
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0 ||
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
const NAMESPACE = spawnSync('unshare', ['-rm', 'true']).status === 0 ? '-rm' : '-m'

test.skipIf(!canMount)('a disk that is full ends the run, and nothing is half written', () => {
  const folder = makeFolder(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`in/${index}.txt`, textReport(`x${index}`)]),
    ),
  )
  mkdirSync(join(folder, 'out'))
  writeFileSync(
    join(folder, 'script.sh'),
    [
      'mount -t tmpfs -o size=200k none out',
      `"$@" > first.txt 2>&1; echo $? > first.code`,
      `"$1" -e 'const fs = require("fs"); for (const name of fs.readdirSync("out/reports")) JSON.parse(fs.readFileSync("out/reports/" + name))' && ls out > first.files`,
      'mount -o remount,size=100m out',
      `"$@" > second.txt 2>&1; echo $? > second.code`,
      'cp -r out kept',
    ].join('\n'),
  )
  const args = [NAMESPACE, 'sh', 'script.sh', process.execPath, ...ARGS]
  spawnSync('unshare', args, { cwd: folder })
  const text = (name: string) => readFileSync(join(folder, name), 'utf8')
  expect(text('first.code')).toBe('2\n')
  // A run of more than some seconds tells how far it is.
  expect(text('first.txt')).toMatch(/^(?:\d+ of \d+ files, .*\n)*OUTPUT_FULL: .*\n$/)
  expect(text('first.files')).not.toContain('run.json')
  expect(text('second.code')).toBe('0\n')
  expect(filesOf(join(folder, 'kept/reports'))).toHaveLength(60)
  expect(linesOf(folder, 'kept/measures.ndjson')).toHaveLength(180)
})

test.skipIf(!canMount)(
  'a disk that is full while an export is written: told, and nothing is left',
  () => {
    const names = Array.from({ length: 150 }, (_, index) => `in/${index}.txt`)
    const folder = makeFolder(Object.fromEntries(names.map((name) => [name, textReport(name)])))
    expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(0)
    mkdirSync(join(folder, 'small'))
    const formats = ['parquet', 'csv', 'xlsx', 'ndjson']
    writeFileSync(
      join(folder, 'script.sh'),
      [
        'mount -t tmpfs -o size=12k none small',
        ...formats.map((format) => `"$@" export out --out small/a.${format} 2>> told.txt`),
        'ls -A small > left.txt',
      ].join('\n'),
    )
    spawnSync('unshare', [NAMESPACE, 'sh', 'script.sh', process.execPath, MAIN], { cwd: folder })
    const told = readFileSync(join(folder, 'told.txt'), 'utf8').trimEnd().split('\n')
    expect(told.map((line) => line.split(':')[0])).toEqual(formats.map(() => 'OUTPUT_FULL'))
    expect(readFileSync(join(folder, 'left.txt'), 'utf8')).toBe('')
  },
)

test.skipIf(process.platform === 'win32')(
  'where the system gives too few open files the run ends, and no document is blamed',
  () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'in/b.txt': textReport() })
    const command = 'ulimit -n "$1"; shift; exec "$@"'
    const codes = new Set<number | null>()
    for (let files = 18; files < 34; files += 3) {
      rmSync(join(folder, 'out'), { recursive: true, force: true })
      const args = ['-c', command, 'sh', `${files}`, process.execPath, ...ARGS]
      const { status, stderr } = spawnSync('sh', args, { cwd: folder, encoding: 'utf8' })
      codes.add(status)
      if (status === 0) expect(linesOf(folder, 'out/failures.ndjson')).toEqual([])
      else expect(stderr).toMatch(/POOL_FAILED: |EMFILE/)
    }
    expect([...codes].sort()).toEqual([0, 2])
  },
)

test.skipIf(!canMount)('an output that is read-only ends the run before it begins', () => {
  const folder = makeFolder({ 'in/a.txt': textReport() })
  mkdirSync(join(folder, 'out'))
  writeFileSync(
    join(folder, 'script.sh'),
    `mount -t tmpfs -o ro none out\n"$@" > told.txt 2>&1; echo $? >> told.txt`,
  )
  spawnSync('unshare', [NAMESPACE, 'sh', 'script.sh', process.execPath, ...ARGS], { cwd: folder })
  expect(readFileSync(join(folder, 'told.txt'), 'utf8')).toMatch(/^OUTPUT_NOT_WRITABLE: .*\n2\n$/)
})

test('two runs into one folder at once: one reads, the other is refused', async () => {
  const folder = makeFolder({ 'in/late-a.txt': textReport(), 'in/late-b.txt': textReport() })
  const env = badReader(folder)
  const first = spawn(process.execPath, ARGS, { cwd: folder, env, stdio: 'ignore' })
  while (begun(folder).length === 0) await wait(5)
  const second = spawnSync(process.execPath, ARGS, { cwd: folder, env, encoding: 'utf8' })
  expect(second).toMatchObject({ status: 2, stderr: expect.stringMatching(/^OUTPUT_LOCKED: /) })
  expect((await once(first, 'exit'))[0]).toBe(0)
  expect(begun(folder)).toHaveLength(2)
})
