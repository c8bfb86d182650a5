import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SqlRow } from '../../src/stats/engine.ts'
import { openEngine } from '../../src/stats/engine.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, bareFolder, textReport, zvit } from '../support/zvit.ts'

const RESPONSE = '=2+3; "Висаджено" 120 дерев'
const DATA_PAGE = readFileSync('docs/data.md', 'utf8')

let folder: string
let lines: readonly SqlRow[]

beforeAll(() => {
  folder = bareFolder()
  addFile(folder, 'in/a.txt', textReport(RESPONSE))
  addFile(folder, 'in/b.txt', textReport(RESPONSE))
  zvit(folder, ['import', 'in', '--out', 'out'])
  lines = readFileSync(join(folder, 'out/measures.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** A row as it is exported, where nobody has decided otherwise. */
function undecided(line: SqlRow): SqlRow {
  const { status, detail } = line
  const machine = { machineStatus: status, machineDetail: detail }
  return { ...line, ...machine, correctedBy: null, correctedFields: [] } as SqlRow
}

function exported(file: string, ...more: readonly string[]): Buffer {
  const { code, stderr } = zvit(folder, ['export', 'out', '--out', file, ...more])
  expect({ code, stderr }).toEqual({ code: 0, stderr: `The measures are in ${file}.\n` })
  return readFileSync(join(folder, file))
}

async function asked(sql: string): Promise<readonly SqlRow[]> {
  const engine = await openEngine()
  const { rows } = await engine.run(sql)
  engine.close()
  return rows
}

describe.runIf(HAS_ENGINE)('zvit export', () => {
  test('ndjson gives the rows of the report that counts, as import wrote them', () => {
    const rows = exported('a.ndjson').toString().trimEnd().split('\n')
    expect(rows.map((line) => JSON.parse(line))).toEqual(lines.slice(0, 3).map(undecided))
  })

  test('parquet gives the same rows', async () => {
    exported('a.parquet')
    expect(await asked(`from '${join(folder, 'a.parquet')}'`)).toEqual(
      lines.slice(0, 3).map(undecided),
    )
  })

  test('xlsx gives texts, not formulas', async () => {
    exported('a.xlsx')
    const [sheet] = await readWorkbook(join(folder, 'a.xlsx'))
    const [heading = [], first = []] = sheet?.data ?? []
    expect(heading).toEqual(Object.keys(undecided(lines[0] ?? {})))
    expect(first[heading.indexOf('responseText')]).toBe(RESPONSE)
  })

  test('csv comes back by the documented statement', async () => {
    expect(exported('a.csv').toString()).toContain(`;"'=2+3; ""Висаджено"" 120 дерев";`)
    const statement = /\| DuckDB \| `(.*)` \|/.exec(DATA_PAGE)?.[1] ?? ''
    const rows = await asked(statement.replace('measures.csv', join(folder, 'a.csv')))
    expect(Object.values(rows[0] ?? {})).toEqual([RESPONSE])
  })

  test('csv as Excel wants it', () => {
    const text = exported('b.csv', '--bom', '--separator', ',').toString()
    expect(text.startsWith('\ufeffkey,reportKey,')).toBe(true)
  })

  test('leaves nothing beside the file, and refuses what it cannot write', () => {
    exported('c.csv')
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
    const wrong = (...args: readonly string[]) => zvit(folder, ['export', 'out', ...args])
    expect(wrong('--out', 'a.xls').stderr).toMatch(
      /^USAGE: Unknown format 'xls'. Did you mean xlsx/,
    )
    expect(wrong('--out', 'none/a.csv').stderr).toMatch(/^OUTPUT_NOT_WRITABLE/)
    expect(wrong('--out', 'none/a.parquet').stderr).toMatch(/^OUTPUT_NOT_WRITABLE/)
    expect(wrong('--out', 'a.csv', '--separator', '|').code).toBe(2)
  })
})
