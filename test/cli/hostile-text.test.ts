import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { XMLValidator } from 'fast-xml-parser'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf } from '../support/bulk.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { partOf } from '../support/parts-of-zip.ts'
import { addFile, bareFolder, makeFolder, textReport, zvit } from '../support/zvit.ts'

const ESCAPE = '\u001b'
const SIGNS = `${ESCAPE}]0;x\u0007${ESCAPE}[2J \ufffe\uffff \u0085\u009b31m`
/** What XML 1.0 does not know. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/u
/** What a terminal obeys. */
const OBEYED = /[^\P{Cc}\t\n]/u

let folder = ''
beforeAll(() => {
  folder = bareFolder()
  addFile(folder, 'in/a.txt', textReport(`Висаджено ${SIGNS} 120 дерев`))
  expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(HAS_ENGINE)('a report with signs that no file or terminal should get', () => {
  test.each([
    ['a.xlsx', 'xl/sharedStrings.xml', ['export', 'out', '--out', 'a.xlsx']],
    ['c.docx', 'word/document.xml', ['consolidate', 'out', '--out', 'c.docx']],
  ])('%s is well-formed XML', (file, part, args) => {
    expect(zvit(folder, args).code).toBe(0)
    const xml = partOf(readFileSync(join(folder, file)), part)
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(xml).not.toMatch(FORBIDDEN)
    expect(xml).toContain('\ufffd')
  })

  test('a consolidated workbook opens', async () => {
    expect(zvit(folder, ['consolidate', 'out', '--out', 'b.xlsx']).code).toBe(0)
    expect((await readWorkbook(join(folder, 'b.xlsx'))).length).toBeGreaterThan(0)
  })

  test('CSV holds no control characters', () => {
    expect(zvit(folder, ['export', 'out', '--out', 'a.csv']).code).toBe(0)
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).not.toMatch(FORBIDDEN)
  })

  test.each([
    [['query', 'out', 'select responseText, sourceName from measures', '--table']],
    [['stats', 'out']],
    [['stats', 'out', '--by', 'measure']],
    [['explain', 'in/a.txt']],
  ])('%j sends a terminal nothing that it obeys', (args) => {
    const { code, stdout, stderr } = zvit(folder, args)
    expect(code).toBe(0)
    expect(stdout).not.toMatch(OBEYED)
    expect(stderr).not.toMatch(OBEYED)
  })
})

test('a text longer than a flat row takes is cut there with a note, and stands whole in the report', () => {
  const own = makeFolder({ 'in/a.txt': textReport('Висаджено дерева. '.repeat(20_000)) })
  expect(zvit(own, ['import', 'in', '--out', 'out', '--time-limit', '100']).code).toBe(0)
  const texts = linesOf(own, 'out/measures.ndjson').map(({ responseText }) => `${responseText}`)
  const [longest = ''] = texts.toSorted((left, right) => right.length - left.length)
  expect(longest).toHaveLength(262_144)
  expect(longest).toMatch(/\[скорочено\]$/)
  const report = readFileSync(join(own, 'out/reports/a.txt.json'), 'utf8')
  expect(report.length).toBeGreaterThan(20_000 * 'Висаджено дерева.'.length)
})
