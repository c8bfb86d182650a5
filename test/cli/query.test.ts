import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentsOf } from '../support/bulk.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, bareFolder, makeFolder, textReport, zvit, zvitAlone } from '../support/zvit.ts'

const QUESTION =
  "select measureId, status, responseText from measures where status = 'done' order by measureId"

describe.runIf(HAS_ENGINE)('zvit query', () => {
  test('gives one line of JSON a row', () => {
    const { code, stdout } = query([QUESTION])
    expect(code).toBe(0)
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ measureId: 'I.1.1', status: 'done', responseText: '+Висаджено 120 дерев' }])
  })

  test('gives CSV that no spreadsheet takes for a formula', () => {
    expect(query([QUESTION, '--csv']).stdout).toBe(
      "measureId;status;responseText\r\nI.1.1;done;'+Висаджено 120 дерев\r\n",
    )
  })

  test('gives a table for people', () => {
    expect(query([QUESTION, '--table']).stdout).toBe(
      'measureId  status  responseText\n' +
        '─────────  ──────  ────────────────────\n' +
        'I.1.1      done    +Висаджено 120 дерев\n',
    )
  })

  test('reads the statement from standard input', () => {
    expect(query(['-'], 'select count(*) as n from measures').stdout).toBe('{"n":3}\n')
  })

  test.each([
    ["copy measures to 'out/measures.ndjson'", 'overwrites the results'],
    ["copy measures to 'new.csv'", 'writes a file'],
    ["from read_text('/etc/hostname')", 'reads a file of the machine'],
    ["from read_csv('out/measures.ndjson')", 'reads a file of the folder past the tables'],
    ["from 'out/failures.ndjson'", 'reads a file by its name'],
    ["from glob('*')", 'lists a folder'],
    ["attach 'new.db'", 'makes a database'],
    ["export database 'new'", 'writes a folder'],
    ['install httpfs', 'goes to the network'],
    ['load httpfs', 'loads an extension'],
    ["from 'https://example.org/a.csv'", 'reads from the network'],
    ['set enable_external_access = true', 'opens what is shut'],
    ['set lock_configuration = false', 'unlocks'],
  ])('%s: refused, since it %s', (statement) => {
    const { code, stdout, left, before } = queryAround(statement)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(left).toEqual(before)
  })

  test('the tables of figures are there, too', () => {
    expect(query(['select count(*) as n from cells']).stdout).toBe('{"n":3}\n')
  })

  test('tells what is wrong with a statement', () => {
    const { code, stdout, stderr } = query(['select nothing from nowhere'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^SQL_INVALID: Catalog Error: .*nowhere/)
  })
})

let shared = ''
beforeAll(() => {
  shared = bareFolder()
  addFile(shared, 'in/a.txt', textReport())
  zvit(shared, ['import', 'in', '--out', 'out'])
})
afterAll(() => rmSync(shared, { recursive: true, force: true }))

/** A statement, and all files before and after it. */
function queryAround(statement: string) {
  const before = contentsOf(shared)
  return { ...zvit(shared, ['query', 'out', statement]), before, left: contentsOf(shared) }
}

function query(args: readonly string[], input = '') {
  const folder = makeFolder({ 'in/a.txt': textReport('+Висаджено 120 дерев') })
  zvit(folder, ['import', 'in', '--out', 'out'])
  return zvitAlone(folder, ['query', 'out', ...args], input)
}
