import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sqlText } from '../../src/resources.ts'
import { flatten } from '../../src/write/flatten.ts'
import { loadPostgres } from '../../src/write/postgres/index.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { startPostgres } from '../support/postgres.ts'
import { makeMeasure, makeReport } from '../support/report.ts'
import { addFile, bareFolder, type Ended, textReport, zvit } from '../support/zvit.ts'

const database = HAS_ENGINE ? await startPostgres() : null
/** What an escape or a list could trip over. */
const ODD = '=2+3; \\N \\. "лапки", {a,b} 100 %'
const BODY = { scope: null, byConsent: false }

let folder: string

beforeAll(() => {
  folder = bareFolder()
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database?.stop()
})

/** Folders that were imported, by what was imported into which. */
const imported = new Set<string>()

/** Imports the files, or takes what an import of the same ones has left. */
function importFiles(out: string, files: Readonly<Record<string, string>>): void {
  const kept = join(
    folder,
    createHash('sha256')
      .update(JSON.stringify([out, files]))
      .digest('hex'),
  )
  const target = join(folder, out)
  if (!imported.has(kept)) {
    importAfresh(out, files)
    cpSync(target, kept, { recursive: true })
    imported.add(kept)
    return
  }
  rmSync(target, { recursive: true, force: true })
  cpSync(kept, target, { recursive: true })
}

function importAfresh(out: string, files: Readonly<Record<string, string>>): void {
  rmSync(join(folder, 'in'), { recursive: true, force: true })
  mkdirSync(join(folder, 'in'))
  const lines = ['file;respondent;programme;period']
  for (const [name, text] of Object.entries(files)) {
    addFile(folder, `in/${name}`, text)
    lines.push(`${name};Управління ${name[0]};Програма «Благоустрій»;2016`)
  }
  addFile(folder, 'manifest.csv', lines.join('\n'))
  expect(
    zvit(folder, ['import', 'in', '--out', out, '--manifest', 'manifest.csv', '--prune']).code,
  ).toBe(0)
}

describe.runIf(database)('zvit export --to postgres://…', () => {
  const { address, host, port, user, password, query } = database ?? ({} as never)
  const load = (out: string, ...more: readonly string[]): Ended =>
    zvit(folder, ['export', out, '--to', address, ...more])
  const rows = () =>
    query('select *, xmin::text, ctid::text from zvit.measures order by "sourceName", "measureId"')

  beforeEach(() => query('drop schema if exists zvit cascade'))

  test('loads the rows as import wrote them', async () => {
    importFiles('out', { 'a.txt': textReport(ODD), 'b.txt': textReport() })
    expect(load('out')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'zvit.measures holds 6 measures of out: 6 added, 0 changed, 0 removed.\n',
    })
    const [own] = await query(
      'select json_agg(to_json(m) order by "sourceName", "measureId") as list from zvit.measures m',
    )
    const exported = zvit(folder, ['export', 'out', '--out', 'a.ndjson', '--vocabulary', 'portal'])
    expect(exported.code).toBe(0)
    const lines = readFileSync(join(folder, 'a.ndjson'), 'utf8').trimEnd().split('\n')
    expect(own?.list).toEqual(lines.map((line) => ({ ...JSON.parse(line), feed: 'out' })))
    expect((await rows())[0]?.responseText).toBe(ODD)
  })

  test('loads what figures are made of, too, once however often it is loaded', async () => {
    importFiles('out', { 'a.txt': textReport(), 'b.txt': textReport() })
    addFile(folder, 'roster.csv', 'respondent\nУправління a\nУправління b\nУправління c\n')
    load('out', '--roster', 'roster.csv')
    load('out', '--roster', 'roster.csv')
    expect(
      await query(
        'select body, measures::int, done::int, not_submitted::int from zvit.bodies order by 1',
      ),
    ).toEqual([
      { body: 'Управління a', measures: 3, done: 1, not_submitted: 0 },
      { body: 'Управління b', measures: 3, done: 1, not_submitted: 0 },
      { body: 'Управління c', measures: 3, done: 0, not_submitted: 3 },
    ])
    expect(await query('select body, state, sources from zvit.submissions order by 1')).toEqual([
      { body: 'Управління a', state: 'received', sources: ['a.txt'] },
      { body: 'Управління b', state: 'received', sources: ['b.txt'] },
      { body: 'Управління c', state: 'not_submitted', sources: [] },
    ])
    expect(
      await query(
        'select count(*)::int as n, count(distinct report_key)::int as r from zvit.v_measures',
      ),
    ).toEqual([{ n: 6, r: 2 }])
  })

  test('line ends, tabs, escapes and lists come back as they were; no text holds U+0000', async () => {
    const response = { ...makeMeasure().response, text: `\ta\r\nb\\n\b\0${ODD}\u2028NULL` }
    const bodies = ['', 'NULL', '{"a\\"}', "ім'я\n"].map((name) => ({ ...BODY, name }))
    const measure = makeMeasure({ response, executors: { ...makeMeasure().executors, bodies } })
    const list = flatten(makeReport({}, [measure]))
    const columns = Object.keys(list[0] ?? {})
    async function* batches() {
      yield list.map((row) => Object.values(row))
    }
    const migrations = [sqlText('postgres/1'), sqlText('postgres/2')]
    await loadPostgres(address, { columns, batches: batches(), feed: "o'ut", migrations })
    const [row] = await rows()
    expect(row?.responseText).toBe(response.text.replace('\0', '\ufffd'))
    expect(row?.bodies).toEqual(bodies.map(({ name }) => name))
    expect(row?.place).toBe(list[0]?.place)
    expect(row?.feed).toBe("o'ut")
  })

  test('a second load touches no row', async () => {
    importFiles('out', { 'a.txt': textReport(), 'b.txt': textReport() })
    load('out')
    const before = await rows()
    expect(load('out').stderr).toContain('6 measures of out: 0 added, 0 changed, 0 removed')
    expect(await rows()).toEqual(before)
  })

  test('what changed is changed, and nothing else', async () => {
    importFiles('out', { 'a.txt': textReport(), 'b.txt': textReport() })
    load('out')
    const before = await rows()
    importFiles('out', { 'a.txt': textReport('Висаджено 7 кленів'), 'b.txt': textReport() })
    expect(load('out').stderr).toMatch(/: 0 added, 3 changed, 0 removed/)
    const after = await rows()
    expect(after.map(({ responseText }) => responseText)).toContain('Висаджено 7 кленів')
    expect(after.filter(({ sourceName }) => sourceName === 'b.txt')).toEqual(
      before.filter(({ sourceName }) => sourceName === 'b.txt'),
    )
  })

  test('a deleted source disappears, a superseded one gives way', async () => {
    importFiles('out', { 'a.txt': textReport(), 'b.txt': textReport() })
    load('out')
    importFiles('out', { 'a.txt': textReport() })
    expect(load('out').stderr).toMatch(/holds 3 .*: 0 added, 0 changed, 3 removed/)
    importFiles('out', { 'a.txt': textReport(), 'a уточнений.txt': textReport('Висаджено 9') })
    expect(load('out').stderr).toMatch(/holds 3 .*: 0 added, 3 changed, 0 removed/)
    const sources = new Set((await rows()).map(({ sourceName }) => sourceName))
    expect([...sources]).toEqual(['a уточнений.txt'])
  })

  test('the rows of another folder stay', async () => {
    importFiles('one', { 'a.txt': textReport() })
    importFiles('two', { 'b.txt': textReport() })
    load('one')
    expect(load('two').stderr).toMatch(/3 measures of two: 3 added, 0 changed, 0 removed/)
    importFiles('two', {})
    expect(load('two', '--feed', 'two').stderr).toMatch(/0 measures of two: .* 3 removed/)
    expect(new Set((await rows()).map(({ feed }) => feed))).toEqual(new Set(['one']))
  })

  test('a load that fails leaves everything as it was', async () => {
    importFiles('out', { 'a.txt': textReport() })
    load('out')
    await query('alter table zvit.measures add check ("responseText" <> \'Висаджено 9\')')
    const before = await rows()
    importFiles('out', { 'b.txt': textReport('Висаджено 9') })
    const { code, stderr } = load('out')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^DATABASE_FAILED: Nothing was loaded: .*check constraint[^\n]*\n$/)
    expect(await rows()).toEqual(before)
  })

  test('a connection that breaks off leaves everything as it was', async () => {
    importFiles('out', { 'a.txt': textReport() })
    load('out')
    await query(`
      create function zvit.hang_up() returns trigger language plpgsql
        as 'begin perform pg_terminate_backend(pg_backend_pid()); return new; end';
      create trigger hang_up before insert on zvit.measures execute function zvit.hang_up()`)
    const before = await rows()
    importFiles('out', { 'b.txt': textReport() })
    const { code, stderr } = load('out')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^DATABASE_FAILED: Nothing was loaded: [^\n]+\n$/)
    expect(await rows()).toEqual(before)
  })

  test('a schema that a later zvit made is left alone', async () => {
    importFiles('out', { 'a.txt': textReport() })
    load('out')
    await query('update zvit.version set version = 99')
    const { code, stderr } = load('out')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^DATABASE_NEWER: .* version 99, this zvit knows 3\./)
  })

  test('the password may stand in PGPASSWORD', () => {
    importFiles('out', { 'a.txt': textReport() })
    process.env.PGPASSWORD = password
    try {
      const to = `postgres://${user}@${host}:${port}/postgres`
      expect(zvit(folder, ['export', 'out', '--to', to])).toMatchObject({ code: 0 })
    } finally {
      delete process.env.PGPASSWORD
    }
  })

  test('a user without rights is refused by name', async () => {
    await query("drop role if exists reader; create role reader login password 'secret-word'")
    importFiles('out', { 'a.txt': textReport() })
    const to = `postgres://reader:secret-word@${host}:${port}/postgres`
    const { code, stderr } = zvit(folder, ['export', 'out', '--to', to])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^DATABASE_REFUSED: Nothing was loaded: permission denied/)
    expect(stderr).not.toContain('secret-word')
  })

  test.each([
    [
      'a wrong password',
      () => `postgres://${user}:secret-word@${host}:${port}/postgres`,
      'REFUSED',
    ],
    ['no password', () => `postgres://${user}@${host}:${port}/postgres`, 'REFUSED'],
    ['no database', () => `postgres://${user}:${password}@${host}:${port}/nowhere`, 'REFUSED'],
    ['no server', () => `postgres://${user}:secret-word@${host}:9/postgres`, 'UNREACHABLE'],
    ['no host', () => `postgres://${user}:secret-word@nowhere.invalid/postgres`, 'UNREACHABLE'],
  ])('%s has its name, and no password is printed', (_, to, code) => {
    importFiles('out', { 'a.txt': textReport() })
    const ended = zvit(folder, ['export', 'out', '--to', to()])
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' })
    expect(ended.stderr).toMatch(new RegExp(`^DATABASE_${code}: [^\\n]+\\n$`))
    expect(ended.stderr).not.toContain('secret-word')
    expect(ended.stderr).not.toContain(password)
  })
})

test.each([
  ['mysql://zvit:secret-word@localhost/db', 'postgres://user@host/database'],
  ['secret-word', 'postgres://user@host/database'],
  ['postgres://zvit:12/secret-word@localhost/db', '%2F'],
])('an address that is none is USAGE and not repeated', (to, told) => {
  const { code, stderr } = zvit(folder, ['export', 'out', '--to', to])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^USAGE: [^\n]+\n$/)
  expect(stderr).toContain(told)
  expect(stderr).not.toContain('secret-word')
})
