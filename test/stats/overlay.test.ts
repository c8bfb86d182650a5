import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toolsOf } from '../../src/cli/serve.ts'
import { JUDGED_COLUMNS, type JudgedRow } from '../../src/corrections/decision.ts'
import { readLedger } from '../../src/corrections/ledger.ts'
import { matchDecisions } from '../../src/corrections/match.ts'
import { type Engine, openEngine } from '../../src/stats/engine.ts'
import { openFolder, readRows } from '../../src/stats/folder.ts'
import { rowsAbout } from '../../src/stats/overlay.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { doubtfulReport, get, openServer, send } from '../support/serve.ts'
import { addFile, makeFolder, zvit } from '../support/zvit.ts'

const BODIES = ['управління парків', 'відділ освіти']
const MEASURES = 20

function makeOffice() {
  const folder = makeFolder(
    Object.fromEntries(
      BODIES.map((body, index) => [`in/${index}.txt`, doubtfulReport(body, MEASURES)]),
    ),
  )
  const read = () => expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(0)
  read()
  return { folder, read, out: join(folder, 'out') }
}

async function allRows(engine: Engine, from: string): Promise<readonly JudgedRow[]> {
  const order = 'order by sourceName, sourcePart, position'
  return (await engine.run(`select ${JUDGED_COLUMNS.join(', ')} from ${from} ${order}`))
    .rows as unknown as JudgedRow[]
}

async function openRows(out: string): Promise<Engine> {
  const engine = await openEngine()
  await readRows(engine, out)
  return engine
}

test.skipIf(!HAS_ENGINE)(
  'a decision asks for the rows of its key, and for others where it is astray',
  async () => {
    const { folder, read, out } = makeOffice()
    const before = await openRows(out)
    const rows = await allRows(before, 'machineRows')
    const told = [3, 7, 25, 31].map((index) => ({
      key: rows[index]?.key ?? '',
      by: 'Г',
      status: 'done',
    }))
    const { decide } = toolsOf({ positionals: [out], options: {} })
    expect(await decide(told)).toEqual(told.map(() => 'written'))
    const { decisions } = await readLedger(out)
    const other = rows[12]?.key ?? ''
    expect((await rowsAbout(before, decisions, [other])).map(({ key }) => key)).toEqual(
      [3, 7, 12, 25, 31].map((index) => rows[index]?.key),
    )
    before.close()
    addFile(
      folder,
      'in/0.txt',
      doubtfulReport(BODIES[0] ?? '', MEASURES)
        .replace('№ 8 ', '№ 88 ')
        .replace(', 4)', ', 44)'),
    )
    read()
    const after = await openRows(out)
    const [asked, all] = [await rowsAbout(after, decisions), await allRows(after, 'machineRows')]
    after.close()
    const states = ({ matches }: ReturnType<typeof matchDecisions>) =>
      matches.map(({ state, rows: own, asked: others }) => [state, own, others])
    expect(states(matchDecisions(decisions, asked))).toEqual(states(matchDecisions(decisions, all)))
    expect(matchDecisions(decisions, asked).matches.map(({ state }) => state)).toContain('changed')
  },
)

test.skipIf(!HAS_ENGINE)(
  'rows as the machine reads them stand beside those that people corrected',
  async () => {
    const { out } = makeOffice()
    const machine = await openRows(out)
    const rows = await allRows(machine, 'machineRows')
    machine.close()
    const { decide } = toolsOf({ positionals: [out], options: {} })
    const by = 'Ганна'
    const told = [
      { key: rows[2]?.key ?? '', by, none: 'yes' },
      { key: rows[4]?.key ?? '', by, number: 'II.7.9' },
      { key: rows[6]?.key ?? '', by, respondent: 'Інший орган', status: 'blank' },
    ]
    expect(await decide(told)).toEqual(told.map(() => 'written'))
    const corrected = await openFolder(out)
    expect(await allRows(corrected, 'machineRows')).toEqual(rows)
    const now = await allRows(corrected, '(select rowid as position, * from allMeasures)')
    corrected.close()
    expect(now).toHaveLength(rows.length - 1)
    expect(now.map(({ measureId }) => measureId)).toContain('II.7.9')
    expect(now.slice(MEASURES - 1)).toEqual(rows.slice(MEASURES))
  },
)

test.skipIf(!HAS_ENGINE)(
  'a server decides on the rows that it has, and on those of an import that ended since',
  async () => {
    const { folder, read, out } = makeOffice()
    const app = openServer(out)
    expect((await get(app, '/')).statusCode).toBe(200)
    const decide = async (told: object) =>
      JSON.parse((await send(app, 'POST', '/api/corrections', [told])).payload).outcomes[0]
    const machine = await openRows(out)
    const [row] = await allRows(machine, 'machineRows')
    machine.close()
    const told = { key: row?.key, by: 'Ганна', status: 'done', response: row?.responseText }
    expect(await decide(told)).toBe('written')
    expect(await decide(told)).toBe('same')
    addFile(folder, 'in/0.txt', doubtfulReport(BODIES[0] ?? '', MEASURES).replace(', 1)', ', 11)'))
    read()
    expect(await decide({ ...told, status: 'blank' })).toBe('changed')
  },
)
