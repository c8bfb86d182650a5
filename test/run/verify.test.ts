import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentsOf } from '../support/bulk.ts'
import { addFile, bareFolder, makeFolder, textReport, zvit } from '../support/zvit.ts'

const IMPORT = ['import', 'in', '--out', 'out']

let original: string

beforeAll(() => {
  original = bareFolder()
  const texts = { a: textReport(), b: textReport('Не виконано'), c: '' }
  for (const [name, text] of Object.entries(texts)) addFile(original, `in/${name}.txt`, text)
  expect(zvit(original, IMPORT).code).toBe(1)
})

afterAll(() => rmSync(original, { recursive: true, force: true }))

/** A folder with three documents, imported: a copy of the one. */
function imported() {
  const folder = makeFolder()
  cpSync(original, folder, { recursive: true })
  const before = contentsOf(join(folder, 'out'))
  return { folder, before, now: () => contentsOf(join(folder, 'out')) }
}

function verify(folder: string) {
  const { code, stdout } = zvit(folder, ['verify', 'out', '--json'])
  return { code, ...JSON.parse(stdout) }
}

test('a folder that is as it was written says so', () => {
  const { folder } = imported()
  expect(verify(folder)).toEqual({
    code: 0,
    schema: 'zvit.verify/1',
    documents: 2,
    wrong: [],
  })
})

describe.each([
  ['a report', 'reports/b.txt.json'],
  ['the rows', 'measures.ndjson'],
])('where %s holds other bytes of the same size', (_, file) => {
  test.each([
    ['a text', /Висаджено|Не виконано/, (found: string) => found.replace(/е/u, 'є')],
    ['the end', /.$/s, () => '\0'],
  ])('%s: it is found, and the next import mends it', (_where, pattern, change) => {
    const { folder, before, now } = imported()
    const other = (before[file] ?? '').replace(pattern, change)
    expect(other).not.toBe(before[file])
    expect(other).toHaveLength((before[file] ?? '').length)
    writeFileSync(join(folder, 'out', file), other)
    expect(verify(folder)).toMatchObject({ code: 1, wrong: [{ file }] })
    expect(zvit(folder, IMPORT).code).toBe(1)
    expect(now()).toEqual(before)
    expect(verify(folder).code).toBe(0)
  })
})

test('a report that is gone is found', () => {
  const { folder } = imported()
  rmSync(join(folder, 'out/reports/a.txt.json'))
  expect(verify(folder)).toMatchObject({
    code: 1,
    wrong: [{ file: 'reports/a.txt.json', source: 'a.txt' }],
  })
})

test('a folder that no run wrote is told', () => {
  const folder = makeFolder({ 'out/measures.ndjson': '' })
  const { code, stderr } = zvit(folder, ['verify', 'out'])
  expect({ code, told: stderr.split(':')[0] }).toEqual({ code: 2, told: 'INPUT_NOT_FOUND' })
})
