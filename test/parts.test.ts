import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../src/containers/limits.ts'
import { parseAll } from '../src/index.ts'
import type { Report } from '../src/model/report.ts'
import { read } from '../src/read/index.ts'
import { gluePdf, glueTexts, glueWord, pageOf } from './support/glue.ts'
import { sheetOf, xlsx } from './support/xlsx.ts'

/* Several reports in one file are read as each of them alone. */

const FIXTURES = fileURLToPath(new URL('../fixtures/documents/', import.meta.url))

const load = (name: string) => readFile(join(FIXTURES, name))

/** What a report says, without the places. */
function content({ heading, sections, counts }: Report): unknown {
  return {
    title: heading.title?.text ?? null,
    period: heading.period,
    counts,
    tree: sections.map(({ id, label, title, items }) => ({
      id,
      label,
      title,
      items: items.map(({ id: item, title: itemTitle, measures }) => ({
        item,
        itemTitle,
        measures: measures.map((measure) => [
          measure.id,
          measure.text,
          measure.deadline.text,
          measure.executors.text,
          measure.response.text,
          measure.response.status,
        ]),
      })),
    })),
  }
}

/** What each file says alone, read once for all that it is glued into. */
const alone = new Map<string, Promise<readonly unknown[]>>()

function contentAlone(name: string): Promise<readonly unknown[]> {
  const known =
    alone.get(name) ??
    load(name).then((bytes) => parseAll(bytes, { name }).then((all) => all.map(content)))
  alone.set(name, known)
  return known
}

async function expectEachAlone(bytes: Uint8Array, ending: string, names: readonly string[]) {
  const reports = await parseAll(bytes, { name: `all.${ending}` })
  const each = await Promise.all(names.map(contentAlone))
  expect(reports.map(content)).toEqual(each.flat())
  expect(reports.map(({ source }) => source.part)).toEqual(names.map((_, index) => index + 1))
  for (const { coverage, unplaced } of reports) {
    expect(coverage.source).toBe(coverage.characters)
    expect(coverage.placed + coverage.unplaced).toBe(coverage.characters)
    expect(unplaced.filter(({ kind }) => kind === 'other')).toEqual([])
  }
  const document = await read(bytes, `all.${ending}`, DEFAULT_LIMITS)
  expect(reports.reduce((sum, { coverage }) => sum + coverage.characters, 0)).toBe(document.source)
}

const GROUPS: readonly (readonly string[])[] = [
  ['e-youth', 'b-water'],
  ['b-water', 'e-youth'],
  ['c-veterans', 'g-roads', 'd-fire-plan'],
  ['f-barrier-free', 'h-digital'],
  ['j-health', 'a-school-year', 'i-culture-damaged'],
  ['e-youth', 'e-youth'],
]

describe.each(GROUPS.map((group) => [group.join(' + '), group] as const))('%s', (_, group) => {
  test('txt', async () => {
    const names = group.map((name) => `${name}/report.txt`)
    await expectEachAlone(glueTexts(await Promise.all(names.map(load))), 'txt', names)
  })

  test('docx', async () => {
    const names = group.map((name) => `${name}/typed.docx`)
    await expectEachAlone(glueWord(await Promise.all(names.map(load))), 'docx', names)
  })

  test('pdf', async () => {
    const names = group.map((name) => `${name}/report.pdf`)
    await expectEachAlone(gluePdf(await Promise.all(names.map(load))), 'pdf', names)
  })

  test('html', async () => {
    const names = group.map((name) => `${name}/typed.docx`)
    const documents = await Promise.all(
      names.map(async (name) => read(await load(name), name, DEFAULT_LIMITS)),
    )
    await expectEachAlone(pageOf(documents), 'html', names)
  })

  test('xlsx, a sheet each', async () => {
    const names = group.map((name) => `${name}/typed.docx`)
    const documents = await Promise.all(
      names.map(async (name) => read(await load(name), name, DEFAULT_LIMITS)),
    )
    const sheets = documents.map((document) => sheetOf(document, true))
    await expectEachAlone(xlsx({ sheets }), 'xlsx', names)
  })
})
