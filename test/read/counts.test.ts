import { afterEach, describe, expect, test, vi } from 'vitest'
import { fixtureDocuments } from '../../scripts/eval/documents.ts'
import type { HtmlElement, HtmlNode } from '../../src/read/html/tree.ts'
import { read } from '../../src/read/index.ts'
import type { Sheet } from '../../src/read/xlsx/sheet.ts'
import { countHtml } from '../oracles/html.ts'
import { countXlsx } from '../oracles/xlsx.ts'

/*
 * What a reader takes out of its container is counted as it is taken, whatever becomes of it: the
 * count is that of a second reading, and a reader that drops or doubles text is caught by it.
 */

const documents = fixtureDocuments()
const oracles: readonly (readonly [RegExp, (bytes: Uint8Array) => number | Promise<number>])[] = [
  [/\.(?:html|mht)$/, countHtml],
  [/\.xlsx$/, countXlsx],
]

test.each(
  oracles.flatMap(([form, count]) =>
    documents.filter(({ name }) => form.test(name)).map((document) => ({ ...document, count })),
  ),
)('$name is counted as by a second reading', async ({ bytes, name, count }) => {
  const { source } = await read(bytes, name)
  expect(source).toBe(await count(bytes))
})

/** One of so many texts is lost, or read twice. */
const EVERY = 7

type Mutant = <T>(texts: readonly T[]) => T[]

const MUTANTS: Readonly<Record<string, Mutant>> = {
  drops: (texts) => texts.filter((_, index) => index % EVERY !== 3),
  doubles: (texts) => texts.flatMap((text, index) => (index % EVERY === 3 ? [text, text] : [text])),
}

function textsOf(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  return nodes.flatMap((node) => ('value' in node ? [node] : textsOf(node.childNodes)))
}

/** Leaves in the tree what a bad reader would see of it. */
function mutateTree(root: HtmlElement, mutant: Mutant): void {
  const seen = mutant(textsOf(root.childNodes).filter((node) => /\S/.test(inkOf(node))))
  const visit = (element: HtmlElement): void => {
    for (const node of element.childNodes) if ('childNodes' in node) visit(node)
    const left = element.childNodes.flatMap((node) =>
      /\S/.test(inkOf(node)) ? seen.filter((one) => one === node) : [node],
    )
    element.childNodes.splice(0, element.childNodes.length, ...left)
  }
  visit(root)
}

function inkOf(node: HtmlNode): string {
  return 'value' in node ? node.value : ''
}

function mutateSheet({ rows }: Sheet, mutant: Mutant): void {
  const cells = [...rows.values()].flatMap((row) => [...row.cells.values()])
  const seen = mutant(cells.filter(({ text }) => text !== ''))
  for (const cell of cells)
    cell.text = seen
      .filter((one) => one === cell)
      .map(() => cell.text)
      .join('\n')
}

/** Where each reader is handed what its container holds, a mutant stands between. */
const ROADS: Readonly<Record<string, (mutant: Mutant) => void>> = {
  html: (mutant) =>
    vi.doMock('../../src/read/html/tree.ts', async (original) => {
      const real = await original<typeof import('../../src/read/html/tree.ts')>()
      const parseHtml: typeof real.parseHtml = (text, limits) => {
        const tree = real.parseHtml(text, limits)
        mutateTree(tree.root, mutant)
        return tree
      }
      return { ...real, parseHtml }
    }),
  xlsx: (mutant) =>
    vi.doMock('../../src/read/xlsx/sheet.ts', async (original) => {
      const real = await original<typeof import('../../src/read/xlsx/sheet.ts')>()
      const readSheet: typeof real.readSheet = (root, reading) => {
        const sheet = real.readSheet(root, reading)
        mutateSheet(sheet, mutant)
        return sheet
      }
      return { ...real, readSheet }
    }),
  txt: (mutant) =>
    vi.doMock('../../src/read/txt/lines.ts', async (original) => {
      const real = await original<typeof import('../../src/read/txt/lines.ts')>()
      const splitLines: typeof real.splitLines = (text) =>
        mutant(real.splitLines(text).filter((line) => !real.isBlank(line)))
      return { ...real, splitLines }
    }),
}

describe.each(Object.keys(ROADS))('%s', (format) => {
  const document = documents.find(({ name }) => name.endsWith(`.${format}`))
  afterEach(() => vi.resetModules())

  test.each(Object.keys(MUTANTS))('a reader that %s text is caught by the count', async (name) => {
    vi.resetModules()
    const mutant = MUTANTS[name]
    if (mutant !== undefined) ROADS[format]?.(mutant)
    const { parse } = await import('../../src/index.ts')
    const report = await parse(document?.bytes ?? new Uint8Array(), { name: document?.name ?? '' })
    expect(report.diagnostics.map(({ code }) => code)).toContain('TEXT_NOT_READ')
    expect(report.grade).toBe('review')
  })
})
