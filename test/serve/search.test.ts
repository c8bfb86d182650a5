import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toolsOf } from '../../src/cli/serve.ts'
import { sqlText } from '../../src/resources.ts'
import { indexWords, soughtIn } from '../../src/serve/search.ts'
import type { Engine, SqlRow } from '../../src/stats/engine.ts'
import { fold } from '../../src/text/fold.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { programmeReport } from '../support/programme.ts'
import { get, openServer, send } from '../support/serve.ts'
import { addFile, bareFolder, zvit } from '../support/zvit.ts'

/* The search reads an index of words; what it finds is what reading all rows finds. */

const TEXT = `concat_ws(' ', canonicalId, measureText, responseText, executorsText, deadlineText, itemTitle, sectionTitle,
  body, sourceName)`
const READ_ALL = `from cells
  where list_bool_and([contains(lower(${TEXT}), word) for word in string_split(lower($words), '|')])
  order by programme, periodFrom, position, body`

const documents = join(process.cwd(), 'fixtures/documents')
const saying =
  'Проведено обстеження об’єктів,\u00a0висаджено 120 дерев по всій Україні; роботи завершено'
const report = programmeReport(
  [saying, 'Деревами опікується ПРОЗОРРО', 'He health вивчається'].map((response, index) => {
    return {
      label: `${index + 1}`,
      text: `захід № ${index + 1}`,
      executors: 'управління',
      response,
    }
  }),
)
const shared = bareFolder()
const [large, small] = ['large', 'small'].map((name) => join(shared, name)) as [string, string]

/** The statistics of a folder with the index of their words. */
async function openSearch(folder: string): Promise<Engine> {
  const engine = await toolsOf({ positionals: [folder], options: {} }).openStatistics()
  await indexWords(engine)
  await engine.run(sqlText('page/texts'))
  return engine
}

async function find(engine: Engine, query: string): Promise<readonly SqlRow[]> {
  const statement = sqlText('page/search').replace(/limit .*/, '')
  const values = { ...soughtIn(query), status: '', body: '' }
  return (await engine.run(statement, values as never)).rows
}

describe.skipIf(!HAS_ENGINE)('a search', () => {
  let engine: Engine
  beforeAll(async () => {
    addFile(shared, 'in/a.txt', report)
    zvit(shared, ['import', 'in', '--out', 'small'])
    zvit(shared, ['import', documents, '--out', 'large'])
    engine = await openSearch(small)
  })
  afterAll(() => {
    engine.close()
    rmSync(shared, { recursive: true, force: true })
  })

  test.each([
    ['whatever the case', 'ВИСАДЖЕНО', [1]],
    ['with any apostrophe', "об'єктів", [1]],
    ['without their apostrophe', 'обєктів', [1]],
    ['with «і» for «ї»', 'Украіні', [1]],
    ['with Latin letters that look alike', 'poбoти', [1]],
    ['but not in Latin words', 'неа', []],
    ['in other forms', 'дерева', [1, 2]],
    ['in a part of a word', 'стежен', [1]],
    ['all of them', 'дерев україні', [1]],
    ['not where one is missing', 'дерев вивчається', []],
    ['as a phrase, over a blank of another kind', '«об’єктів, висаджено»', [1]],
    ['as a phrase in their order', '"дерев 120"', []],
    ['as a phrase and a word', '"120 дерев" роботами', [1]],
    ['with a quote that is left open', '«висаджено', [1]],
    ['with a bar between', 'дерев|україні', [1]],
    ['that are no words', '— %', []],
  ])('finds words %s', async (_, query, wanted) => {
    const numbers = (await find(engine, query)).map(({ measureId }) => measureId)
    expect(numbers).toEqual(wanted.map((number) => `I.1.${number}`))
  })

  test('of the words of the fixtures finds what reading all rows finds, besides only other forms', async () => {
    const all = await openSearch(large)
    const nameOf = ({ programme, periodFrom, body, canonicalId, key }: SqlRow) =>
      JSON.stringify([programme, periodFrom, body, canonicalId, key])
    const { rows } = await all.run(`select *, ${TEXT} as text from cells order by all`)
    const texts = new Map(rows.map((row) => [nameOf(row), `${row.text}`]))
    let found = 0
    for (const query of queriesFrom([...texts.values()])) {
      const wanted = (await all.run(READ_ALL, { words: query.replaceAll(' ', '|') })).rows.map(
        nameOf,
      )
      const names = (await find(all, query)).map(nameOf)
      const isWanted = new Set(wanted)
      expect(
        names.filter((name) => isWanted.has(name)),
        query,
      ).toEqual(wanted)
      const beginning = fold(query).match(/[\p{L}\p{N}]{1,3}/u)?.[0] ?? ''
      for (const name of names)
        if (!isWanted.has(name)) expect(fold(texts.get(name) ?? ''), query).toContain(beginning)
      found += wanted.length
    }
    all.close()
    expect(found).toBeGreaterThan(texts.size)
  })

  test('asks anew what a decision changed', async () => {
    const app = openServer(small)
    const shown = async (status: string) =>
      [
        ...(await get(app, `/search?q=дерев&status=${status}`)).payload.matchAll(/#m-([\w.]+)"/g),
      ].map(([, number]) => number)
    const before = (await get(app, '/')).payload
    const done = await shown('done')
    expect(done).toContain('I.1.1')
    const [row] = await find(engine, `«${saying}»`)
    const phrase = await get(app, `/search?q=${encodeURIComponent(`"${saying}"`)}`)
    expect(phrase.payload).toContain('#m-I.1.1')
    const decision = { key: `${row?.key}`, by: 'Ганна', status: 'blank' }
    await send(app, 'POST', '/api/corrections', [decision])
    expect(await shown('blank')).toEqual(['I.1.1'])
    expect(await shown('done')).toEqual(done.filter((number) => number !== 'I.1.1'))
    expect((await get(app, '/')).payload).not.toBe(before)
  })
})

/** Whole words, parts of them, and two words, of rows far from each other. */
function* queriesFrom(texts: readonly string[]): Iterable<string> {
  const isSaid = (word: string) => /[\p{L}\p{N}]/u.test(word)
  const words = texts.map((text, row) => {
    const plain = text
      .replace(/["«»“„”|]/g, '')
      .split(/\s+/u)
      .filter(isSaid)
    return plain[(row * 13) % plain.length] ?? ''
  })
  for (let row = 0; row < words.length; row += 9) {
    const [one = '', other = ''] = [words[row], words[(row * 7) % words.length]]
    yield* [one, one.slice(1, -1), `${one} ${other.slice(0, 3)}`].filter(isSaid)
  }
}
