import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import readWorkbook from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { flatSheet } from '../../src/write/flat-sheet.ts'
import type { Sheet } from '../../src/write/sheet.ts'
import { workbook } from '../../src/write/workbook.ts'
import { HAS_OFFICE } from '../support/office.ts'
import { partOf } from '../support/parts-of-zip.ts'
import { workbookFaults } from '../support/workbook-faults.ts'
import { makeFolder } from '../support/zvit.ts'

const FORMULAS = ['=1+1', '+5 заходів', '- не проводилось', '@усі', "'лапки", 'рядок\nдругий']
const FORBIDDEN = ['\ufffe', '\uffff', '\ud800', '\udc00', '\u0000', '\u001b', '\u0085'].map(
  (sign) => `а${sign}б`,
)
const SHEET: Sheet = {
  name: 'Відповіді: [2016]/*',
  title: 'Відповіді',
  notes: ['Рядків: 6.'],
  marks: [{ text: 'В', meaning: 'виконано', fill: 'A9D08E' }],
  columns: [
    { heading: 'Відповідь', kind: 'long' },
    { heading: 'Стан', kind: 'mark' },
    { heading: 'Частка', kind: 'share' },
  ],
  rows: FORMULAS.map((text, index) => [text, 'В', index / 10]),
  chart: { label: 0, parts: [{ column: 2, fill: 'C00000' }] },
}

async function save(sheets: readonly Sheet[]): Promise<string> {
  const file = join(makeFolder(), 'a.xlsx')
  writeFileSync(file, await workbook(sheets))
  return file
}

async function readRows(sheets: readonly Sheet[], options = {}) {
  const [first] = await readWorkbook(await save(sheets), options)
  return first?.data ?? []
}

/** Title, notes, marks, an empty row, the heading. */
const ABOVE = 5

test('what no XML can hold is shown as �, and another reader opens the file', async () => {
  const rows = FORBIDDEN.map((text) => [text, 'В', 0])
  const read = await readRows([{ ...SHEET, rows }])
  expect(read.slice(ABOVE).map(([text]) => text)).toEqual(FORBIDDEN.map(() => 'а\ufffdб'))
})

test('texts come back from another reader as they were, formulas too', async () => {
  const rows = await readRows([SHEET], { trim: false })
  expect(rows.slice(ABOVE).map(([text]) => text)).toEqual(FORMULAS)
  expect(rows.slice(ABOVE).map(([, , share]) => share)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5])
})

test('sheets of one name get different ones, and Excel takes the names', async () => {
  const { chart: _, ...plain } = SHEET
  const file = await save([plain, plain, { ...plain, name: 'я'.repeat(40) }])
  const names = /<sheets>.*<\/sheets>/.exec(
    execFileSync('unzip', ['-p', file, 'xl/workbook.xml']).toString(),
  )
  expect([...(names?.[0] ?? '').matchAll(/name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
    'Відповіді   2016',
    'Відповіді   2016 2',
    'я'.repeat(31),
  ])
})

test('a text that Excel cannot hold is cut aloud', async () => {
  const { chart: _, ...plain } = SHEET
  const rows = await readRows([{ ...plain, rows: [['а'.repeat(40_000), null, null]] }])
  const text = String(rows.at(-1)?.[0])
  expect(text).toHaveLength(32_767)
  expect(text.endsWith('[скорочено]')).toBe(true)
})

test('dates come back as dates, and what is unknown stays empty', async () => {
  const { chart: _, ...plain } = SHEET
  const columns = [
    { heading: '№', kind: 'number' as const },
    { heading: 'Строк до', kind: 'date' as const },
  ]
  const dates = ['2024-06-01', null].map((date, index) => [index, date])
  const rows = await readRows([{ ...plain, columns, rows: dates }])
  expect(rows.slice(ABOVE).map(([, date]) => date)).toEqual([
    new Date('2024-06-01T00:00:00Z'),
    null,
  ])
})

test('bars have figures that are read on dark fills too', async () => {
  const chart = partOf(await workbook([SHEET]), 'xl/charts/chart1.xml')
  expect(chart).toContain('C00000')
  expect(chart).toMatch(/<c:dLbls>.*FFFFFF.*<c:showVal val="1"\/>/s)
})

test.skipIf(!HAS_OFFICE)('LibreOffice opens it and reads the same texts', async () => {
  const file = await save([SHEET])
  const folder = join(file, '..')
  execFileSync('soffice', [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,1',
    '--outdir',
    folder,
    file,
  ])
  const name = readdirSync(folder).find((one) => one.endsWith('.csv'))
  const text = readFileSync(join(folder, name ?? ''), 'utf8')
  for (const formula of FORMULAS) expect(text).toContain(formula)
})

test('every part is as ECMA-376 has it, so that Excel repairs nothing', async () => {
  const { chart: _, ...plain } = SHEET
  const sheets = [SHEET, { ...plain, name: "Не подали, ім'я" }, { ...plain, name: 'Зведення' }]
  expect(workbookFaults(await workbook(sheets))).toEqual([])
  expect(workbookFaults(await flatSheet('measures', ['a', 'b'], [['х', 1]]))).toEqual([])
})

test('a sheet whose name has a blank repeats its heading on every printed page', async () => {
  const bytes = await workbook([{ ...SHEET, name: 'Матриця 2024' }])
  expect(partOf(bytes, 'xl/workbook.xml')).toContain(">'Матриця 2024'!$5:$5<")
})

test('equal figures are equal bytes', async () => {
  expect(await workbook([SHEET])).toEqual(await workbook([SHEET]))
})

test('text stands off the border of the number before it', async () => {
  const styles = partOf(await workbook([SHEET]), 'xl/styles.xml')
  const own = /<alignment (?=[^>]*"left")(?=[^>]*wrapText)(?=[^>]*indent="1")/
  expect(styles).toMatch(own)
})
