import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { readSources } from '../scripts/house/measure.ts'
import { slowOn } from '../scripts/house/slow-expressions.ts'

/*
 * Expressions that `src` builds from parts, its own and the grammar's, as they come out: those of its
 * constants, and those that are built while documents are read. None is quadratic on a long line.
 */

const FOLDERS = ['fixtures/documents', 'fixtures/programmes/documents']
/** Read without a recogniser, some of each kind. */
const KINDS = ['.docx', '.doc', '.rtf', '.odt', '.html', '.txt', '.xlsx', '.pdf']
const EACH = 3

test('no expression that is built is quadratic', { timeout: 120_000 }, async () => {
  const built = new Map<string, RegExp>()
  // Other tests may have loaded them before.
  vi.resetModules()
  const Plain = RegExp
  globalThis.RegExp = new Proxy(Plain, {
    construct(target, [source, flags]: [string | RegExp, string | undefined], made) {
      const expression: RegExp = Reflect.construct(target, [source, flags], made)
      if (isOurs(new Error().stack)) built.set(`${expression}`, expression)
      return expression
    },
  })
  try {
    // Commands run when they are loaded, scripts of pages in a browser.
    const modules = readSources().filter(
      ({ room, name }) => room !== 'cli' && room !== 'run' && !name.startsWith('serve/client/'),
    )
    for (const { name } of modules) {
      const path = `../src/${name}`
      await import(/* @vite-ignore */ path)
    }
    const { loadGrammar, parseAll } = await import('../src/index.ts')
    const grammar = await loadGrammar()
    for (const path of documents()) await parseAll(readFileSync(path), { name: path, grammar })
  } finally {
    globalThis.RegExp = Plain
  }
  expect(built.size).toBeGreaterThan(400)
  const slow = [...built.values()]
    .map(({ source, flags }) => ({ source, on: slowOn(new RegExp(source, flags)) }))
    .filter(({ on }) => on !== null)
  expect(slow).toEqual([])
})

/** Whether what called is no library: those look at words of their own, versions of packages for one. */
function isOurs(stack = ''): boolean {
  return !/node_modules/.test(stack.split('\n')[2] ?? '')
}

function documents(): readonly string[] {
  const all = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  return KINDS.flatMap((kind) =>
    all.filter((name) => name.endsWith(kind) && !name.includes('scan')).slice(0, EACH),
  )
}
