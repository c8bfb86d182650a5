import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentsOf, filesOf, linesOf } from '../support/bulk.ts'
import { zip } from '../support/zip.ts'
import {
  addFile,
  bareFolder,
  type Ended,
  MAIN,
  makeFolder,
  textReport,
  zvit,
} from '../support/zvit.ts'

function runOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'out', 'run.json'), 'utf8'))
}

const contents = (folder: string) => contentsOf(join(folder, 'out'))

/** One process reads unless it is said otherwise: the first test of concurrency shows that it is all the same. */
const importAll = (folder: string, ...more: readonly string[]) =>
  zvit(folder, ['import', 'in', '--out', 'out', '--concurrency', '1', ...more])

describe('a folder', () => {
  const files = {
    'in/2016/a.txt': textReport(),
    'in/2016/deep/b.txt': textReport('Не виконано'),
    'in/empty.txt': '',
    'in/prose.txt': 'Добрий день.\n',
    'in/.hidden/c.txt': textReport(),
    'in/~$a.docx': 'lock',
    'in/.~lock.b.odt#': 'lock',
    'in/2016/~WRL0001.tmp': 'temporary',
    'in/.DS_Store': 'furniture',
    'in/Thumbs.db': 'furniture',
    'in/desktop.ini': 'furniture',
    'in/звіт.docx.tmp': 'furniture',
  }

  let folder: string
  let first: Ended

  beforeAll(() => {
    folder = bareFolder()
    const entries = ['~$c.docx', 'd.txt'].map((name) => ({ name, content: '' }))
    for (const [name, content] of Object.entries({ ...files, 'in/x.zip': zip({ entries }) }))
      addFile(folder, name, content)
    first = zvit(folder, ['import', 'in', '--out', 'out'])
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('every input is a report or a failure, lock and temporary files are named', () => {
    const { code, stdout, stderr } = first
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(filesOf(join(folder, 'out'))).toEqual([
      'failures.ndjson',
      'measures.ndjson',
      'reports/.hidden/c.txt.json',
      'reports/2016/a.txt.json',
      'reports/2016/deep/b.txt.json',
      'run.json',
    ])
    const failures = linesOf(folder, 'out/failures.ndjson')
    expect(failures.map(({ source, code: why }) => [source, why])).toEqual([
      ['empty.txt', 'FILE_EMPTY'],
      ['prose.txt', 'NO_MEASURES'],
      ['x.zip/d.txt', 'FILE_EMPTY'],
    ])
    for (const failure of failures)
      expect(Object.keys(failure)).toEqual(['source', 'sha256', 'code', 'message'])
    expect(runOf(folder)).toMatchObject({
      files: 6,
      reports: 3,
      failures: 3,
      leftOut: 8,
      leftOutNames: [
        '.DS_Store',
        '.~lock.b.odt#',
        '2016/~WRL0001.tmp',
        'Thumbs.db',
        'desktop.ini',
        'x.zip/~$c.docx',
        '~$a.docx',
        'звіт.docx.tmp',
      ],
      measures: 9,
    })
    expect(stderr).toMatch(/^files +6 /m)
    expect(stderr).toContain('FILE_EMPTY')
  })

  test('measures are flat rows in the order of their sources', () => {
    const rows = linesOf(folder, 'out/measures.ndjson')
    const places = rows.map((row) => `${row.sourceName} ${row.measureId}`)
    const ids = ['I.1.1', 'I.1.2', 'II.1.1']
    const sources = ['.hidden/c.txt', '2016/a.txt', '2016/deep/b.txt']
    expect(places).toEqual(sources.flatMap((source) => ids.map((id) => `${source} ${id}`)))
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
  })

  test('a second run gives the same bytes and the same exit code', () => {
    const before = contents(folder)
    expect(importAll(folder).code).toBe(first.code)
    expect(contents(folder)).toEqual(before)
  })

  test('the report is that of zvit parse but for its name', () => {
    const imported = JSON.parse(readFileSync(join(folder, 'out/reports/2016/a.txt.json'), 'utf8'))
    const parsed = JSON.parse(zvit(folder, ['parse', 'in/2016/a.txt']).stdout)
    expect(imported.source).toEqual({ ...parsed.source, name: '2016/a.txt' })
    expect(imported.sections).toEqual(parsed.sections)
  })
})

test('exit code 0 and empty failures where all went well', () => {
  const folder = makeFolder({ 'in/a.txt': textReport() })
  expect(importAll(folder).code).toBe(0)
  expect(linesOf(folder, 'out/failures.ndjson')).toEqual([])
})

test('a folder without documents is done', () => {
  const folder = makeFolder({ 'in/~$a.docx': '' })
  expect(importAll(folder)).toMatchObject({ code: 0, stderr: expect.stringContaining('No files') })
  expect(linesOf(folder, 'out/measures.ndjson')).toEqual([])
})

test.skipIf(process.platform === 'win32')('links and pipes are told and not followed', () => {
  const folder = makeFolder({ 'in/2016/a.txt': textReport() })
  symlinkSync('2016', join(folder, 'in/link'))
  symlinkSync('2016/a.txt', join(folder, 'in/link.txt'))
  symlinkSync('..', join(folder, 'in/2016/up'))
  execFileSync('mkfifo', [join(folder, 'in/pipe')])
  importAll(folder)
  const failures = linesOf(folder, 'out/failures.ndjson')
  expect(failures.map(({ source, code, sha256 }) => [source, code, sha256])).toEqual(
    ['2016/up', 'link', 'link.txt', 'pipe'].map((source) => [source, 'NOT_A_FILE', null]),
  )
})

test('a file above the limit is refused unread', () => {
  const folder = makeFolder({ 'in/a.txt': textReport() })
  execFileSync(process.execPath, [
    '-e',
    `require('node:fs').truncateSync(${JSON.stringify(join(folder, 'in/a.txt'))}, 101 * 2 ** 20)`,
  ])
  expect(importAll(folder).code).toBe(1)
  expect(linesOf(folder, 'out/failures.ndjson')).toEqual([
    expect.objectContaining({ code: 'FILE_TOO_LARGE', sha256: null }),
  ])
})

test('a document over the time limit fails, and only it', () => {
  const folder = makeFolder({ 'in/a.txt': textReport() })
  expect(importAll(folder, '--time-limit', '0.000001').code).toBe(1)
  expect(linesOf(folder, 'out/failures.ndjson')).toEqual([
    expect.objectContaining({ source: 'a.txt', code: 'TIME_LIMIT' }),
  ])
  expect(importAll(folder, '--time-limit', '600').code).toBe(0)
})

test('the same bytes at any concurrency', () => {
  const files = Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [
      `in/${index}.txt`,
      index % 3 === 2 ? 'Добрий день.\n' : textReport(`Висаджено ${index} дерев`),
    ]),
  )
  const [one, many] = ['1', '8'].map((concurrency) => {
    const folder = makeFolder(files)
    expect(importAll(folder, '--concurrency', concurrency).code).toBe(1)
    return contents(folder)
  })
  expect(Object.keys(one ?? {})).toHaveLength(6)
  expect(many).toEqual(one)
})

test('a second run into the same folder is refused, one after a killed run is not', async () => {
  const folder = makeFolder({ 'in/a.txt': textReport() })
  addFile(folder, 'out/reports/mine.txt', 'mine')
  const { dev, ino } = statSync(join(folder, 'out'), { bigint: true })
  const lockModule = pathToFileURL(join(dirname(MAIN), 'run/lock.js')).href
  const script = `const { lock } = await import('${lockModule}'); await lock('${dev}-${ino}'); console.log('held'); setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script])
  await once(holder.stdout, 'data')
  const refused = importAll(folder)
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/^OUTPUT_LOCKED: .+\n$/) })
  expect(existsSync(join(folder, 'out/run.json'))).toBe(false)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(importAll(folder).code).toBe(0)
})

describe('names', () => {
  test.skipIf(process.platform === 'darwin')('that differ only in Unicode form stay apart', () => {
    const names = ['\u0439.txt', '\u0438\u0306.txt']
    const folder = makeFolder(Object.fromEntries(names.map((name) => [`in/${name}`, textReport()])))
    importAll(folder)
    const sources = new Set(linesOf(folder, 'out/measures.ndjson').map((row) => row.sourceName))
    expect([...sources].sort()).toEqual(names.sort())
    expect(importAll(folder, '--retry-failed').code).toBe(0)
    expect(runOf(folder)).toMatchObject({ read: 0, reports: 2 })
  })

  test('several PATHs are prefixed with their own last name', () => {
    const folder = makeFolder({
      'x/a.txt': textReport(),
      'y/a.txt': textReport(),
      'b.txt': textReport(),
    })
    zvit(folder, ['import', 'x', 'y/', 'b.txt', '--out', 'out'])
    expect(filesOf(join(folder, 'out/reports'))).toEqual([
      'b.txt.json',
      'x/a.txt.json',
      'y/a.txt.json',
    ])
  })

  test('PATHs of the same name do not overwrite one another', () => {
    const folder = makeFolder({ 'p/x/a.txt': textReport(), 'q/x/a.txt': textReport('Не виконано') })
    zvit(folder, ['import', 'p/x', 'q/x', '--out', 'out'])
    const reports = filesOf(join(folder, 'out/reports'))
    expect(reports).toEqual(
      [1, 2].map(() => expect.stringMatching(/^x\/a\.txt~[0-9a-f]{8}\.json$/)),
    )
    expect(linesOf(folder, 'out/measures.ndjson').map((row) => row.sourceName)).toEqual(
      Array.from({ length: 6 }, () => 'x/a.txt'),
    )
  })

  test('a PATH inside another is read once', () => {
    const folder = makeFolder({ 'in/2016/a.txt': textReport() })
    const { stderr } = importAll(folder, 'in/2016', 'in')
    expect(filesOf(join(folder, 'out/reports'))).toEqual(['2016/a.txt.json'])
    expect(stderr).toContain('in/2016')
  })

  test('sources that differ by ending or part number keep their own reports', () => {
    const folder = makeFolder({
      'in/a.txt': textReport(),
      'in/a.md': textReport(),
      'in/a.txt.2': textReport(),
    })
    importAll(folder)
    expect(filesOf(join(folder, 'out/reports'))).toEqual([
      'a.md.json',
      'a.txt.2.json',
      'a.txt.json',
    ])
  })

  test.skipIf(process.platform !== 'linux')('as odd as they come have their reports', () => {
    const names = [
      '-rf.txt',
      '--out',
      'a\nb.txt',
      '😀 звіт.txt',
      'A.txt',
      'a.txt',
      `${'ї'.repeat(125)}.txt`,
      'x.txt/y.txt',
      'x.txt.json',
      'quote\'"$(x)`.txt',
      ' .txt',
      '\u0439.txt',
      '\u0438\u0306.txt',
    ]
    const folder = makeFolder(
      Object.fromEntries(names.map((name, index) => [`in/${name}`, textReport(`${index} дерев`)])),
    )
    const windows = Buffer.concat([Buffer.from(join(folder, 'in/')), Buffer.from([0xe7, 0xe2])])
    writeFileSync(windows, textReport())
    expect(importAll(folder).code).toBe(0)
    const rows = linesOf(folder, 'out/measures.ndjson')
    expect(new Set(rows.map(({ sourceName }) => sourceName))).toEqual(new Set([...names, 'зв']))
    expect(filesOf(join(folder, 'out/reports'))).toHaveLength(names.length + 1)
    const before = contents(folder)
    importAll(folder)
    expect(runOf(folder)).toMatchObject({ read: 0, kept: names.length + 1 })
    expect(contents(folder)).toEqual(before)
  })

  test.skipIf(process.platform !== 'linux')(
    'names of other encodings and control characters',
    () => {
      const folder = makeFolder({ 'in/a.txt': textReport(), 'in/\u001b[31m\n.txt': '' })
      const windows = Buffer.concat([Buffer.from(join(folder, 'in/')), Buffer.from([0xe7, 0xe2])])
      symlinkSync('a.txt', windows)
      const { stderr } = importAll(folder)
      expect(linesOf(folder, 'out/failures.ndjson').map((failure) => failure.source)).toEqual([
        '\u001b[31m\n.txt',
        'зв',
      ])
      expect(stderr).not.toContain('\u001b')
    },
  )
})

describe('what was there before', () => {
  test('the report of a source that is gone or fails now is removed and told', () => {
    const folder = makeFolder({
      'in/2016/a.txt': textReport(),
      'in/b.txt': textReport(),
      'in/c.txt': textReport(),
    })
    importAll(folder)
    rmSync(join(folder, 'in/2016'), { recursive: true })
    addFile(folder, 'in/b.txt', 'Добрий день.\n')
    const { code, stderr } = importAll(folder)
    expect(code).toBe(1)
    expect(filesOf(join(folder, 'out/reports'))).toEqual(['c.txt.json'])
    expect(existsSync(join(folder, 'out/reports/2016'))).toBe(false)
    expect(runOf(folder).removed).toEqual(['2016/a.txt.json', 'b.txt.json'])
    expect(stderr).toContain('removed: 2016/a.txt.json')
  })

  test('files that are no reports of zvit stay', () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'out/reports/mine.docx': 'mine' })
    importAll(folder)
    expect(readFileSync(join(folder, 'out/reports/mine.docx'), 'utf8')).toBe('mine')
  })

  test('a file that became a folder, and a folder that became a file', () => {
    const folder = makeFolder({ 'in/a': textReport(), 'in/b.json/c.txt': textReport() })
    importAll(folder)
    for (const name of ['in/a', 'in/b.json']) rmSync(join(folder, name), { recursive: true })
    addFile(folder, 'in/a.json/c.txt', textReport())
    addFile(folder, 'in/b', textReport())
    expect(importAll(folder).code).toBe(0)
    expect(filesOf(join(folder, 'out/reports'))).toEqual(['a.json/c.txt.json', 'b.json'])
  })

  test('leftovers of a killed run are taken away', () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'out/.zvit/tmp/123-4': 'half' })
    importAll(folder)
    expect(existsSync(join(folder, 'out/.zvit/tmp/123-4'))).toBe(false)
  })

  test('what is new or changed is read, the rest is kept', () => {
    const folder = makeFolder({
      'in/a.txt': textReport(),
      'in/b.txt': 'Добрий день.\n',
      'in/d.txt': textReport(),
    })
    importAll(folder)
    addFile(folder, 'in/c.txt', textReport())
    addFile(folder, 'in/a.txt', textReport('Не виконано'))
    expect(importAll(folder).code).toBe(1)
    expect(runOf(folder)).toMatchObject({ files: 4, read: 2, kept: 2, reports: 3, failures: 1 })
    expect(readFileSync(join(folder, 'out/measures.ndjson'), 'utf8')).toContain('Не виконано')
    const before = contents(folder)
    expect(importAll(folder).code).toBe(1)
    expect(runOf(folder)).toMatchObject({ read: 0, kept: 4, reports: 3, failures: 1 })
    expect(contents(folder)).toEqual(before)
  })

  test('--retry-failed reads what failed once more', () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'in/b.txt': 'Добрий день.\n' })
    importAll(folder)
    importAll(folder, '--retry-failed')
    expect(runOf(folder)).toMatchObject({ read: 1, kept: 1 })
  })

  test('a report that was edited or taken away is made again', () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'in/b.txt': textReport() })
    importAll(folder)
    const before = contents(folder)
    addFile(folder, 'out/reports/a.txt.json', '{}')
    rmSync(join(folder, 'out/reports/b.txt.json'))
    addFile(folder, 'out/measures.ndjson', 'mine')
    importAll(folder)
    expect(runOf(folder)).toMatchObject({ read: 2 })
    expect(contents(folder)).toEqual(before)
  })

  test('one row of the manifest changed: one document is read again', () => {
    const folder = makeFolder({
      'in/a.txt': textReport(),
      'in/b.txt': textReport(),
      'm.csv': 'file,respondent\na.txt,Відділ\nb.txt,Управління\n',
    })
    importAll(folder, '--manifest', 'm.csv')
    addFile(folder, 'm.csv', 'file,respondent\na.txt,Відділ\nb.txt,Департамент\n')
    importAll(folder, '--manifest', 'm.csv')
    expect(runOf(folder)).toMatchObject({ read: 1, kept: 1 })
    const measures = readFileSync(join(folder, 'out/measures.ndjson'), 'utf8')
    expect(measures).toMatch(/Відділ[\s\S]*Департамент/)
    expect(measures).not.toContain('Управління')
  })

  test('a journal that is damaged costs reading again, no more', () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'in/b.txt': textReport() })
    importAll(folder)
    const before = contents(folder)
    const journal = join(folder, 'out/.zvit/journal.ndjson')
    const damages: readonly (readonly [string, (bytes: Buffer) => Buffer, number])[] = [
      ['lost', () => Buffer.alloc(0), 2],
      ['torn in its last line', (bytes) => bytes.subarray(0, -20), 1],
      ['of another version', (bytes) => Buffer.from(`{"schema":"other"}\n${bytes}`), 2],
      ['no journal at all', () => Buffer.from('\0\0\n\0'), 2],
    ]
    for (const [way, damage, read] of damages) {
      writeFileSync(journal, damage(readFileSync(journal)))
      expect(importAll(folder).code, way).toBe(0)
      expect(runOf(folder), way).toMatchObject({ read, kept: 2 - read })
      expect(contents(folder), way).toEqual(before)
    }
    importAll(folder)
    expect(runOf(folder)).toMatchObject({ read: 0, kept: 2 })
  })
})

describe('the output folder', () => {
  test('inside the input is passed over', () => {
    const folder = makeFolder({ 'in/a.txt': textReport() })
    zvit(folder, ['import', 'in', '--out', 'in/out'])
    zvit(folder, ['import', 'in', '--out', 'in/out'])
    expect(filesOf(join(folder, 'in/out/reports'))).toEqual(['a.txt.json'])
    expect(linesOf(folder, 'in/out/failures.ndjson')).toEqual([])
  })

  test.each([
    ['in', 'in'],
    ['out/reports', 'out'],
    ['out/reports/2016', 'out'],
  ])('reading %s into %s is refused', (from, to) => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'out/reports/2016/a.txt': textReport() })
    const { code, stderr } = zvit(folder, ['import', from, '--out', to])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^USAGE: /)
    expect(existsSync(join(folder, to, 'run.json'))).toBe(false)
  })
})

describe('a manifest', () => {
  const manifest =
    'file;respondent;programme;period\na.txt;"Управління ""Сад""; місто";Місто;2016\nz.txt;Ніхто;;\n'

  let folder: string

  beforeAll(() => {
    folder = bareFolder()
    for (const name of ['a', 'b']) addFile(folder, `in/${name}.txt`, textReport())
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  // What is read as other facts has its document read again.
  test.each([
    ['UTF-8', 2, Buffer.from(manifest)],
    ['UTF-8 with BOM', 0, Buffer.from(`\ufeff${manifest}`)],
    ['UTF-16', 0, Buffer.from(`\ufeff${manifest}`, 'utf16le')],
  ])('in %s tells facts; rows without a file are told', (_, read, bytes) => {
    addFile(folder, 'm.csv', bytes)
    const { code, stderr } = importAll(folder, '--manifest', 'm.csv')
    expect(code).toBe(0)
    expect(stderr).toContain('manifest, line 3: no file is called z.txt')
    expect(runOf(folder)).toMatchObject({ read, manifestUnmatched: [{ line: 3, file: 'z.txt' }] })
    const rows = linesOf(folder, 'out/measures.ndjson')
    expect(rows[0]).toMatchObject({
      sourceName: 'a.txt',
      respondent: 'Управління "Сад"; місто',
      programme: 'Місто',
      periodFrom: '2016-01-01',
    })
    expect(rows.at(-1)).toMatchObject({ sourceName: 'b.txt', respondent: null, programme: null })
  })

  test('with a mistake ends the run before it begins', () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'm.csv': 'file,period\na.txt,колись\n' })
    const { code, stderr } = importAll(folder, '--manifest', 'm.csv')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^USAGE: .*line 2/)
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })
})

test('--dry-run prints what would be read and writes nothing', () => {
  const folder = makeFolder({ 'in/2016/a.txt': textReport(), 'in/b.txt': '' })
  const { code, stdout } = importAll(folder, '--dry-run')
  expect(code).toBe(0)
  expect(
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { source: '2016/a.txt', report: '2016/a.txt.json', given: {} },
    { source: 'b.txt', report: 'b.txt.json', given: {} },
  ])
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

describe('a file of several reports', () => {
  const two = `${textReport()}\n\nНачальник відділу (підпис)\n\nЗВІТ про виконання Програми\n\n${textReport('Не виконано')}`

  test('gives a report each, by number, and keeps both on a second run', () => {
    const folder = makeFolder({ 'in/a.txt': two, 'in/b.txt': textReport() })
    expect(importAll(folder).code).toBe(0)
    const names = ['reports/a.txt.2.json', 'reports/a.txt.json', 'reports/b.txt.json']
    expect(filesOf(join(folder, 'out')).filter((name) => name.startsWith('reports/'))).toEqual(
      names,
    )
    const rows = linesOf(join(folder, 'out'), 'measures.ndjson')
    const parts = rows.map(({ sourceName, sourcePart }) => `${sourceName} ${sourcePart}`)
    expect([...new Set(parts)]).toEqual(['a.txt 1', 'a.txt 2', 'b.txt 1'])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(9)
    const before = contents(folder)
    importAll(folder, '--retry-failed')
    expect(contents(folder)).toEqual(before)
  })

  test('loses a report that the file holds no more', () => {
    const folder = makeFolder({ 'in/a.txt': two })
    importAll(folder)
    addFile(folder, 'in/a.txt', textReport())
    importAll(folder)
    expect(filesOf(join(folder, 'out'))).not.toContain('reports/a.txt.2.json')
  })

  test('is parsed to its first report, and the others are told', () => {
    const folder = makeFolder({ 'a.txt': two })
    const { code, stdout, stderr } = zvit(folder, ['parse', 'a.txt'])
    expect({ code, part: JSON.parse(stdout).source.part }).toEqual({ code: 0, part: 1 })
    expect(stderr).toContain('2 reports')
  })
})
