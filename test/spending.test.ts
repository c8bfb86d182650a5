import { expect, test } from 'vitest'
import { openSpending } from '../src/containers/spending.ts'
import { loadGrammar, parse } from '../src/index.ts'
import { parseParts } from '../src/parse.ts'
import { bareFolder, zvit } from './support/zvit.ts'

/* What a document may take of the machine holds for parse, text, explain and the library. */

const ROWS = Array.from(
  { length: 3000 },
  (_, index) =>
    `${index + 1}.\tРемонт доріг ${index}\t1) полагодити вулицю ${index}\tдо 1 травня 2024 року\tвідділ доріг\tПолагоджено ${index} м`,
).join('\n')
const bytes = new TextEncoder().encode(`І. Дороги\n${ROWS}`)

test.each([
  ['TIME_LIMIT', { seconds: 0.2, megabytes: 1000 }],
  ['MEMORY_LIMIT', { seconds: 100, megabytes: 1 }],
])('%s ends a parse that takes too much', async (code, allowance) => {
  const grammar = await loadGrammar()
  const work = parseParts(bytes, { name: 'long.txt', grammar, allowance })
  await expect(work).rejects.toMatchObject({ code })
})

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
  expect(zvit(bareFolder(), given, bytes)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^TIME_LIMIT: .*--time-limit/),
  })
})
