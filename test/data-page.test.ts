import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DETAILS, STATUS_OF } from '../src/model/vocabulary.ts'
import { sqlText } from '../src/resources.ts'
import { type Engine, openEngine } from '../src/stats/engine.ts'
import { HAS_ENGINE } from './support/engine.ts'
import { blocksUnder } from './support/page.ts'
import { startPostgres } from './support/postgres.ts'
import { addFile, bareFolder, textReport, zvit } from './support/zvit.ts'

/* What docs/data.md shows for other systems is run from the page itself. */

const PAGE = readFileSync('docs/data.md', 'utf8')
const HAS_JQ = spawnSync('jq', ['--version']).status === 0
if (!HAS_JQ) process.stderr.write('SKIPPED: jq is not on this machine.\n')

let folder: string

beforeAll(() => {
  folder = bareFolder()
})

afterAll(() => rmSync(folder, { recursive: true }))

/** A results folder of two bodies, the answer of the first one as given, the second one at will. */
function importReports(response: string, hasSecond = true): void {
  for (const name of ['in', 'out']) rmSync(join(folder, name), { recursive: true, force: true })
  const lines = ['file;respondent;programme;period']
  const add = (name: string, text: string) => {
    addFile(folder, `in/${name}.txt`, text)
    lines.push(`${name}.txt;Управління ${name};Програма «Благоустрій»;2016`)
  }
  add('a', textReport(response))
  if (hasSecond) add('b', textReport('=2+3; не виконано, немає коштів, "лапки" \\N \\.'))
  addFile(folder, 'manifest.csv', lines.join('\n'))
  zvit(folder, ['import', 'in', '--out', 'out', '--manifest', 'manifest.csv'])
}

function exportTo(file: string, ...more: readonly string[]): readonly Record<string, unknown>[] {
  expect(zvit(folder, ['export', 'out', '--out', file, ...more]).code).toBe(0)
  zvit(folder, ['export', 'out', '--out', 'rows.ndjson', ...more])
  const text = readFileSync(join(folder, 'rows.ndjson'), 'utf8').trimEnd()
  return text.split('\n').map((line) => JSON.parse(line))
}

const byKey = (rows: readonly Record<string, unknown>[]) =>
  [...rows].sort((left, right) => (String(left.key) < String(right.key) ? -1 : 1))

test('the portal has its words for every detail, and none for what is not in competence', () => {
  const mapped = new Map(
    [...sqlText('export-portal').matchAll(/\('(\w+)', (null|'[^']+'), (null|'[^']+')\)/g)].map(
      ([, detail = '', ...words]) => [
        detail,
        words.map((word) => (word === 'null' ? '' : word?.slice(1, -1))),
      ],
    ),
  )
  expect([...mapped.keys()].sort()).toEqual([...DETAILS].sort())
  for (const detail of DETAILS) {
    const [status = '', apart = ''] = mapped.get(detail) ?? []
    expect([detail, (status === '') !== (apart === '')]).toEqual([detail, true])
    if (STATUS_OF[detail] === 'not_in_competence') expect(apart).toBe('Не належить до компетенції')
    const line = ['', `\`${STATUS_OF[detail]}\``, `\`${detail}\``, status, apart, '']
    expect(PAGE).toContain(line.join(' | ').trim().replace(/ {2,}/g, ' '))
  }
})

describe.runIf(HAS_ENGINE)('DuckDB', () => {
  const [load = '', question = ''] = blocksUnder(PAGE, '### DuckDB')
  let engine: Engine

  const run = (sql: string) =>
    engine.run(sql.replaceAll("'measures.parquet'", `'${join(folder, 'measures.parquet')}'`))
  const actions = async () => (await run(load)).rows.map((row) => row.merge_action)

  beforeAll(async () => {
    engine = await openEngine()
  })

  afterAll(() => engine.close())

  test('loads, loads nothing twice, and follows what changed and went', async () => {
    importReports('Висаджено 120 дерев')
    const rows = exportTo('measures.parquet')
    expect(await actions()).toEqual(Array(6).fill('INSERT'))
    expect(byKey((await run('from measures')).rows)).toEqual(byKey(rows))
    expect(await actions()).toEqual([])
    importReports('Висаджено 7 кленів', false)
    const fewer = exportTo('measures.parquet')
    expect((await actions()).sort()).toEqual([
      ...Array(3).fill('DELETE'),
      ...Array(3).fill('UPDATE'),
    ])
    expect(byKey((await run('from measures')).rows)).toEqual(byKey(fewer))
  })

  test('answers the question', async () => {
    importReports('Висаджено 120 дерев')
    exportTo('measures.parquet')
    expect((await run(question)).rows.slice(0, 2)).toEqual([
      { respondent: 'Управління a', status: 'blank', measures: 1 },
      { respondent: 'Управління a', status: 'done', measures: 1 },
    ])
  })
})

const database = HAS_ENGINE ? await startPostgres() : null

describe.runIf(database)('PostgreSQL', () => {
  const { address, query, copy } = database ?? ({} as never)
  const [byBody = '', counts = '', byPortal = '', byHand = ''] = blocksUnder(PAGE, '### PostgreSQL')
  const rows = () =>
    query(
      `select to_jsonb(m) - 'feed' as row, xmin::text, ctid::text from zvit.measures m order by key`,
    )
  const plain = async () => (await rows()).map(({ row }) => row)

  /** As psql does it: `\copy` reads the file itself. */
  async function runByHand(): Promise<void> {
    const [before = '', copying = '', after = ''] = byHand.split(/^\\(copy .*)\n/m)
    await query(before)
    const lines = readFileSync(join(folder, 'measures.ndjson'))
    await copy(copying.replace("'measures.ndjson'", 'stdin'), lines)
    await query(after)
  }

  afterAll(() => database?.stop())

  test('answers the questions after a load', async () => {
    importReports('Висаджено 120 дерев')
    expect(zvit(folder, ['export', 'out', '--to', address]).code).toBe(0)
    expect(await query(byBody)).toEqual(
      ['a', 'b'].map((name) => ({
        respondent: `Управління ${name}`,
        measures: '3',
        done: name === 'a' ? '1' : '0',
        notInCompetence: '1',
      })),
    )
    expect(await query(counts)).toMatchObject([
      { body: 'Управління a', done: '1', measures: '3', done_of_all: '0.333' },
      { body: 'Управління b', done: '0', measures: '3', done_of_all: '0.000' },
    ])
    const portal = await query(byPortal)
    expect(portal).toContainEqual({
      portalStatus: null,
      portalApart: 'Не належить до компетенції',
      measures: '2',
    })
  })

  test('takes the rows by hand, nothing twice, and follows what changed and went', async () => {
    await query('drop schema if exists zvit cascade')
    for (const version of [1, 2]) await query(sqlText(`postgres/${version}`))
    importReports('Висаджено 120 дерев')
    const exported = exportTo('measures.ndjson', '--vocabulary', 'portal')
    await runByHand()
    const loaded = await rows()
    expect(loaded.map(({ row }) => row)).toEqual(byKey(exported))
    await runByHand()
    expect(await rows()).toEqual(loaded)
    importReports('Висаджено 7 кленів', false)
    const fewer = exportTo('measures.ndjson', '--vocabulary', 'portal')
    await runByHand()
    expect(await plain()).toEqual(byKey(fewer))
  })

  test('the command leaves rows that came by hand as they are', async () => {
    const before = await rows()
    expect(zvit(folder, ['export', 'out', '--to', address]).stderr).toContain(
      '0 added, 0 changed, 0 removed',
    )
    expect(await rows()).toEqual(before)
  })
})

describe.runIf(HAS_JQ && HAS_ENGINE)('jq', () => {
  test('answers the questions', () => {
    importReports('Висаджено 120 дерев')
    exportTo('measures.ndjson')
    const [commands = ''] = blocksUnder(PAGE, '### jq')
    const [blank, counts] = commands
      .trim()
      .split('\n')
      .map((command) => spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }).stdout)
    expect(blank).toBe('Управління a\tII.1.1\nУправління b\tII.1.1\n')
    expect(JSON.parse(counts ?? '')).toMatchObject({ blank: 2, not_in_competence: 2 })
  })
})
