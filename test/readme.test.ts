import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeExample } from '../scripts/example/write.ts'
import { parse } from '../src/index.ts'
import { HAS_ENGINE } from './support/engine.ts'
import { addFile, makeFolder, zvit } from './support/zvit.ts'

const READMES = [
  ['en', readFileSync('README.md', 'utf8')],
  ['uk', readFileSync('README.uk.md', 'utf8')],
] as const

/** The body of the example in the README, run with zvit and a console of the test's own. */
function example(
  readme: string,
): (parseReport: typeof parse, log: (...words: unknown[]) => void) => Promise<void> {
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const body = code
    .replace(/^import .*$/gm, '')
    .replaceAll('parse(', 'parseReport(')
    .replaceAll('console.log(', 'log(')
    .replaceAll('readFile(', 'readReport(')
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor
  const run = new AsyncFunction('parseReport', 'log', 'readReport', body)
  return (parseReport, log) => run(parseReport, log, async (path: string) => readFileSync(path))
}

test.each(READMES)('the library example of the README (%s) runs', async (_, readme) => {
  const lines: unknown[][] = []
  await example(readme)(parse, (...words) => lines.push(words))
  expect(lines).toHaveLength(32)
  expect(lines[0]?.[0]).toBe('I.1.1')
})

test.each(READMES)('every command stands in the README (%s)', (_, readme) => {
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
    expect(readme).toContain(`zvit ${command} `)
})

const ROADS = [...READMES, ['hour', readFileSync('docs/uk/za-godynu.md', 'utf8')]] as const

test.skipIf(!HAS_ENGINE).each(ROADS)('the road (%s) comes out as it says', async (lang, readme) => {
  const folder = makeFolder()
  await writeExample(folder)
  // The page that says all in settings is told its language by them, too.
  const settings = lang === 'hour' ? (/```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '') : ''
  addFile(folder, 'zvit.yaml', settings)
  const spoken = settings === '' ? ['--lang', lang] : []
  const told = [...readme.matchAll(/```\n\$ zvit (.+)\n([\s\S]*?)```/g)]
  expect(told).toHaveLength(3)
  for (const [, command = '', output = ''] of told) {
    const { stdout, stderr } = zvit(folder, [...command.split(' '), ...spoken])
    // Of an import only what does not depend on the machine is shown.
    const [shown = ''] = (stdout + stderr).split(/\n(?:slowest|найдовше)/)
    const timeless = (text: string) => text.replace(/\d+[.,]\d (?:s|с)$/gm, '…').trimEnd()
    expect(timeless(shown)).toBe(timeless(output))
  }
})

test.each(ROADS)('the pictures of the README (%s) are there, and small', (_, readme) => {
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file)
  expect(pictures.length).toBeGreaterThan(2)
  for (const picture of pictures) {
    const file = picture.replace('../', 'docs/')
    expect(existsSync(file)).toBe(true)
    expect(readFileSync(file).length).toBeLessThan(100_000)
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
