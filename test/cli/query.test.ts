import { describe, expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { makeFolder, textReport, zvit } from '../support/zvit.ts'

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

  test('tells what is wrong with a statement', () => {
    const { code, stdout, stderr } = query(['select nothing from nowhere'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^SQL_INVALID: Catalog Error: .*nowhere/)
  })
})

function query(args: readonly string[], input = '') {
  const folder = makeFolder({ 'in/a.txt': textReport('+Висаджено 120 дерев') })
  zvit(folder, ['import', 'in', '--out', 'out'])
  return zvit(folder, ['query', 'out', ...args], input)
}
