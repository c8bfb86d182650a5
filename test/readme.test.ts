import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeExample } from '../scripts/example/write.ts'
import { parse } from '../src/index.ts'
import { HAS_ENGINE } from './support/engine.ts'
import { makeFolder, zvit } from './support/zvit.ts'

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

test.skipIf(!HAS_ENGINE)('the road of the README comes out as it says', async () => {
  const folder = makeFolder()
  await writeExample(folder)
  const told = [...README.matchAll(/```\n\$ zvit (.+)\n([\s\S]*?)```/g)]
  expect(told).toHaveLength(3)
  for (const [, command = '', output = ''] of told) {
    const { stdout, stderr } = zvit(folder, command.split(' '))
    // Of an import only what does not depend on the machine is shown.
    const [shown = ''] = (stdout + stderr).split('\nslowest')
    const timeless = (text: string) => text.replace(/\d+\.\d s$/gm, '… s').trimEnd()
    expect(timeless(shown)).toBe(timeless(output))
  }
})

test('the pictures of the README are there, and small', () => {
  const pictures = [...README.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file)
  expect(pictures.length).toBeGreaterThan(2)
  for (const picture of pictures) {
    expect(existsSync(picture)).toBe(true)
    expect(readFileSync(picture).length).toBeLessThan(100_000)
  }
})

test('every promise names a test that is there', () => {
  const page = readFileSync('docs/promises.md', 'utf8')
  const named = [...page.matchAll(/`(test\/[\w./-]+)`((?:,? «[^»]+»)*)/g)]
  expect(named.length).toBeGreaterThan(20)
  for (const [, file = '', tests = ''] of named) {
    const code = readFileSync(file, 'utf8')
    for (const [, name] of tests.matchAll(/«([^»]+)»/g)) expect(code).toContain(name)
  }
})
