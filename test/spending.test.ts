import { expect, test } from 'vitest'
import { openSpending } from '../src/containers/spending.ts'
import { loadGrammar, parse } from '../src/index.ts'
import { parseParts } from '../src/parse.ts'
import { linesOf } from './support/bulk.ts'
import { cell, docx, paragraph, row, run, table } from './support/docx.ts'
import { bareFolder, makeFolder, zvit, zvitAlone } from './support/zvit.ts'

/* What a document may take of the machine holds for parse, text, explain and the library. */

const ROWS = Array.from(
  { length: 3000 },
  (_, index) =>
    `${index + 1}.\tРемонт доріг ${index}\t1) полагодити вулицю ${index}\tдо 1 травня 2024 року\tвідділ доріг\tПолагоджено ${index} м`,
).join('\n')
const bytes = new TextEncoder().encode(`І. Дороги\n${ROWS}`)

test('TIME_LIMIT ends a parse that takes too much', async () => {
  const grammar = await loadGrammar()
  const allowance = { seconds: 0.2, megabytes: 1000 }
  const work = parseParts(bytes, { name: 'long.txt', grammar, allowance })
  await expect(work).rejects.toMatchObject({ code: 'TIME_LIMIT' })
})

test('MEMORY_LIMIT ends a parse that takes too much', () =>
  // In a process of its own: one that has read before grows by nothing.
  expect(zvitAlone(bareFolder(), ['parse', '-', '--memory-limit', '1'], bytes)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^MEMORY_LIMIT: .*--memory-limit/),
  }))

test('waiting is free, and so is what others do meanwhile', async () => {
  const spending = openSpending({ seconds: 0.1, megabytes: 1000 })
  const spin = () => {
    for (const start = process.cpuUsage(); process.cpuUsage(start).user < 200_000; ) Math.sqrt(2)
  }
  spending.during(() => 1)
  spin()
  expect(spending.during(() => 2)).toBe(2)
  expect(() => spending.during(spin)).toThrow(expect.objectContaining({ code: 'TIME_LIMIT' }))
})

test('a document that is within its limits is read as ever', async () =>
  expect((await parse(bytes.subarray(0, 1000), { name: 'a.txt' })).counts.measures).toBeGreaterThan(
    0,
  ))

test.each(['parse', 'text', 'explain'])('zvit %s --time-limit', (command) => {
  const given = [command, '-', '--time-limit', '0.001']
  expect(zvitAlone(bareFolder(), given, bytes)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^TIME_LIMIT: .*--time-limit/),
  })
})

test.each([
  ['0.01', 1, ['TIME_LIMIT']],
  ['100', 0, []],
])('parse and import end alike with --time-limit %s', (limit, code, failures) => {
  const folder = makeFolder({ 'long.txt': bytes.subarray(0, 120_000) })
  const limits = ['--time-limit', limit]
  expect(zvit(folder, ['parse', 'long.txt', ...limits]).code).toBe(code)
  expect(zvit(folder, ['import', 'long.txt', '--out', 'out', ...limits]).code).toBe(code)
  expect(linesOf(folder, 'out/failures.ndjson').map((failure) => failure.code)).toEqual(failures)
})

test('time grows with the rows of a table, not with their square', async () => {
  const texts = (...cells: string[]) => row(cells.map((text) => cell(paragraph(run(text)))))
  const heading = texts('№ з/п', 'Завдання', 'Найменування заходу', 'Строк', 'Виконавці', 'Стан')
  const grammar = await loadGrammar()
  const seconds = async (count: number) => {
    const rows = Array.from({ length: count }, (_, at) =>
      texts(
        `${at + 1}.`,
        `Дороги ${at}`,
        `1) ремонт ${at}`,
        '2016 рік',
        'відділ',
        `Зроблено ${at}`,
      ),
    )
    const file = docx({ body: table(heading, ...rows) })
    const start = process.cpuUsage()
    await parseParts(file, {
      name: 'a.docx',
      grammar,
      allowance: { seconds: 600, megabytes: 9000 },
    })
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1e6
  }
  await seconds(300)
  // Four times the rows: of the square it would be sixteen times as long.
  expect((await seconds(4000)) / (await seconds(1000))).toBeLessThan(9)
})
