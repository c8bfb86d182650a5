import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MeasureRowSchema } from '../../src/model/measure.ts'
import { openEngine } from '../../src/stats/engine.ts'
import { openFolder } from '../../src/stats/folder.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, makeFolder } from '../support/zvit.ts'

const sqlTest = test.skipIf(!HAS_ENGINE)

sqlTest('numbers come as numbers, dates as ISO 8601, what is too long as text', async () => {
  const engine = await openEngine()
  const { rows } = await engine.run(
    `select count(*) as n, sum(1) as s, 0.25::decimal(4, 2) as d, date '2016-12-31' as day,
       9007199254740993::bigint as wide, [1::bigint] as list, null as none from range(3)`,
  )
  expect(rows).toEqual([
    { n: 3, s: 3, d: 0.25, day: '2016-12-31', wide: '9007199254740993', list: [1], none: null },
  ])
  engine.close()
})

sqlTest('a wrong statement is SQL_INVALID', async () => {
  const engine = await openEngine()
  await expect(engine.run('selec 1')).rejects.toMatchObject({ code: 'SQL_INVALID' })
  engine.close()
})

sqlTest('the last of several statements answers', async () => {
  const engine = await openEngine()
  expect((await engine.run('select 1 as one; select 2 as two')).rows).toEqual([{ two: 2 }])
  engine.close()
})

sqlTest('rows come in batches; a statement that fails at its last row gives none', async () => {
  const engine = await openEngine()
  const { columns, batches } = await engine.read(
    'create table t as from range(5000) r(n); from t order by n',
  )
  const read: unknown[][] = []
  for await (const batch of batches) read.push(batch.map(([n]) => n))
  expect(columns).toEqual(['n'])
  expect(read.length).toBeGreaterThan(1)
  expect(read.flat()).toEqual(Array.from({ length: 5000 }, (_, n) => n))
  const late = "select if(n = 999999, error('odd ' || n)::int, n) as n from range(1000000) r(n)"
  for (const ask of [engine.run, engine.read])
    await expect(ask(late)).rejects.toMatchObject({ code: 'SQL_INVALID' })
  engine.close()
  engine.close()
})

sqlTest('the table of measures has the columns of the flat row, in its order', async () => {
  const engine = await openFolder(emptyResults(makeFolder()))
  const { columns } = await engine.run('select * from allMeasures')
  expect(columns).toEqual(Object.keys(MeasureRowSchema.properties))
  engine.close()
})

sqlTest('a folder whose name looks like a pattern is read as itself', async () => {
  const parent = makeFolder()
  const folder = join(parent, 'звіти [2016] *')
  mkdirSync(folder)
  const engine = await openFolder(emptyResults(folder))
  expect((await engine.run('from failures')).rows).toEqual([])
  engine.close()
})

test('a folder without results is INPUT_NOT_FOUND', async () => {
  await expect(openFolder(makeFolder())).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' })
})

function emptyResults(folder: string): string {
  for (const name of ['measures.ndjson', 'failures.ndjson']) addFile(folder, name, '')
  return folder
}
