import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from '../src/index.ts'

const README = readFileSync('README.md', 'utf8')

/** The body of the example in the README, run with zvit and a console of the test's own. */
function example(): (
  parseReport: typeof parse,
  log: (...words: unknown[]) => void,
) => Promise<void> {
  const code = /```ts\n([\s\S]*?)```/.exec(README)?.[1] ?? ''
  const body = code
    .replace(/^import .*$/gm, '')
    .replaceAll('parse(', 'parseReport(')
    .replaceAll('console.log(', 'log(')
    .replaceAll('readFile(', 'readReport(')
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor
  const run = new AsyncFunction('parseReport', 'log', 'readReport', body)
  return (parseReport, log) => run(parseReport, log, async (path: string) => readFileSync(path))
}

test('the library example of the README runs', async () => {
  const lines: unknown[][] = []
  await example()(parse, (...words) => lines.push(words))
  expect(lines).toHaveLength(32)
  expect(lines[0]?.[0]).toBe('I.1.1')
})

test('every command stands in the README', () => {
  for (const command of [
    'parse',
    'text',
    'explain',
    'import',
    'query',
    'classify',
    'grammar',
    'schema',
  ])
    expect(README).toContain(`zvit ${command} `)
})
