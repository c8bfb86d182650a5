import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeExample } from '../../scripts/example/write.ts'
import { readCsv } from '../../src/text/csv.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, bareFolder, type Ended, makeFolder, textReport, zvit } from '../support/zvit.ts'

/*
 * The example of the README as an office keeps it: roster a workbook with a title and columns of its own,
 * manifest a CSV that Excel saved in windows-1251, all of it beside the reports and said once in `zvit.yaml`.
 */

let folder: string

/** What the settings say, typed. */
const KNOWN = ['--roster', 'bodies.csv', '--plan', 'office/plan.docx', '--manifest', 'facts.csv']

async function sheet(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: 'Аркуш1', rows: rows.map((row) => [...row]) }] })
}

function windows1251(text: string): Uint8Array {
  const bytes = Array.from({ length: 256 }, (_, code) => code)
  const decoded = new TextDecoder('windows-1251').decode(Uint8Array.from(bytes))
  return Uint8Array.from([...text].map((character) => decoded.indexOf(character)))
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.join(';')};;\r\n`).join('')
}

function stats(args: readonly string[] = []): Ended {
  return zvit(folder, ['stats', 'out', '--json', ...args])
}

beforeAll(async () => {
  folder = bareFolder()
  await writeExample(folder)
  const rows = (name: string) =>
    readCsv(readFileSync(join(folder, name), 'utf8')).map(({ fields }) => fields)
  const [, ...bodies] = rows('bodies.csv')
  const [, ...facts] = rows('facts.csv')
  const roster = [
    ['Перелік органів, що звітують'],
    [],
    ['№', 'Назва органу', 'Інші назви', 'Телефон', ''],
    ...bodies.map((row, index) => [`${index + 1}`, row[0] ?? '', row[1] ?? '', '2-15-40', '']),
  ]
  mkdirSync(join(folder, 'office'))
  addFile(folder, 'office/reports/органи.xlsx', await sheet(roster))
  const manifest = [['Файл', 'Орган', 'Програма', 'Період', 'Примітка'], ...facts]
  addFile(folder, 'office/reports/файли.csv', windows1251(csvOf(manifest)))
  renameSync(join(folder, 'plan.docx'), join(folder, 'office', 'plan.docx'))
  for (const [file = ''] of facts)
    renameSync(join(folder, 'reports', file), join(folder, 'office/reports', file))
  rmSync(join(folder, 'reports'), { recursive: true })
  addFile(
    folder,
    'office/reports/zvit.yaml',
    'Перелік органів: органи.xlsx\nплан: ../plan.docx\nmanifest: файли.csv\n',
  )
})

afterAll(() => rmSync(folder, { recursive: true }))

describe.runIf(HAS_ENGINE)('settings of a folder', () => {
  test('an import finds them, leaves their files out, and tells what it took', () => {
    const { code, stderr } = zvit(folder, ['import', 'office/reports', '--out', 'out'])
    expect(code).toBe(1)
    expect(stderr).toContain('manifest office/reports/файли.csv')
    expect(stderr).toContain("nobody reads the columns 'Примітка'")
    const { files, leftOutNames } = JSON.parse(readFileSync(join(folder, 'out/run.json'), 'utf8'))
    expect(files).toBe(10)
    expect(leftOutNames).toEqual(['zvit.yaml', 'органи.xlsx', 'файли.csv'].sort())
  })

  test('so do the commands that use the results, with the figures of typed options', async () => {
    const { stdout, stderr } = stats()
    expect(stderr).toContain('roster office/reports/органи.xlsx')
    expect(stderr).toContain("nobody reads the columns '№', 'Телефон'")
    expect(JSON.parse(stdout)).toEqual(JSON.parse(stats(KNOWN).stdout))
    expect(JSON.parse(stdout).by.all[0]).toMatchObject({ measures: 168, notSubmitted: 28 })
  })

  test('settings in the results folder go before those of the reports, and typed ones before all', () => {
    addFile(folder, 'out/zvit.yaml', 'roster: ../two.csv\n')
    addFile(folder, 'two.csv', 'respondent\nВідділ освіти міської ради\nВідділ, якого немає\n')
    const missing = (args: readonly string[]) =>
      JSON.parse(stats(['--list', 'bodies', ...args]).stdout).lists.bodies.filter(
        ({ state }: { readonly state: string }) => state === 'not_submitted',
      ).length
    expect(missing([])).toBe(1)
    expect(missing(['--roster', 'bodies.csv'])).toBe(2)
    rmSync(join(folder, 'out/zvit.yaml'))
  })

  test('what an import was told is remembered where there are no settings', () => {
    renameSync(join(folder, 'office/reports/zvit.yaml'), join(folder, 'settings.txt'))
    zvit(folder, ['import', 'office/reports', '--out', 'again', ...KNOWN])
    expect(JSON.parse(readFileSync(join(folder, 'again/run.json'), 'utf8')).told).toEqual({
      manifest: '../facts.csv',
      plan: '../office/plan.docx',
      roster: '../bodies.csv',
    })
    const { stdout, stderr } = zvit(join(folder, 'again'), ['stats', '.', '--json', '--by', 'all'])
    expect(stderr).toBe('')
    expect(JSON.parse(stdout).by.all[0]).toMatchObject({ measures: 168, notSubmitted: 28 })
  })
})

test('a period for all documents holds where the manifest tells none', () => {
  const own = makeFolder({
    'in/a.txt': textReport(),
    'in/b.txt': textReport(),
    'm.csv': 'file;period\na.txt;2015\n',
    'zvit.yaml': 'період: 2016\n',
  })
  zvit(own, ['import', 'in', '--out', 'out', '--manifest', 'm.csv'])
  const years = ['a', 'b'].map(
    (name) =>
      JSON.parse(readFileSync(join(own, `out/reports/${name}.txt.json`), 'utf8')).heading.period
        .from,
  )
  expect(years).toEqual(['2015-01-01', '2016-01-01'])
})

test.each([
  ['rooster: a.csv', /zvit\.yaml: Unknown key 'rooster'. Did you mean roster\?/],
  ['period: [1, 2]', /'period' needs one value/],
  ['a: b: c', /zvit\.yaml is no YAML/],
  ['roster: gone.csv', /There is no file 'gone\.csv'/],
])('%j is refused', (text, message) => {
  const own = makeFolder({ 'in/a.txt': textReport(), 'in/zvit.yaml': text })
  const { code, stderr } = zvit(join(own, 'in'), ['import', '.', '--out', '../out'])
  expect(code).toBe(2)
  expect(stderr).toMatch(message)
})
