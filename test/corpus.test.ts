import { describe, expect, test } from 'vitest'
import { type CorpusDocument, nameOf } from '../scripts/corpus/document.ts'
import { labelsInText, relabel } from '../scripts/corpus/labels.ts'
import { OWN } from '../scripts/corpus/make.ts'
import { randomOf } from '../scripts/corpus/random.ts'
import { readSources } from '../scripts/corpus/sources.ts'
import { planDocument } from '../scripts/fixtures/document.ts'
import { typed } from '../scripts/fixtures/plan.ts'
import { parse } from '../src/index.ts'
import { flattenReport, flattenTruth } from './support/flat.ts'
import { compare, describeDifference, isWhole } from './support/truth.ts'

/*
 * A sample of the corpus: every flavour that needs no office suite, one report each, drawn by a seed
 * of its own. `npm run corpus` and `npm run eval` go over the whole.
 */

/** Known differences, by document, each with its reason. A stale one fails. */
const KNOWN: Readonly<Record<string, string>> = {
  'pdf/j-health--erased-none-at-all':
    'A deadline merged over several measures: without lines no merge is seen, and an empty cell is empty.',
}

const sources = readSources()
const order = { sources, seed: 'sample', each: 1, tell: () => {} }
const sample = (
  await Promise.all(
    Object.values(OWN)
      .flat()
      .map((make) => make(order)),
  )
)
  .flat()
  // Recognised, which takes long: test/read/pdf-wild.test.ts reads such layers.
  .filter(({ flavour }) => !flavour.startsWith('layer-'))
const known = (document: CorpusDocument) => KNOWN[nameOf(document)] !== undefined

test('the sample holds every flavour of every format once', () => {
  const names = sample.map(({ format, flavour }) => `${format} ${flavour}`)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(100)
})

test('the same seed gives the same bytes, another one other reports', async () => {
  const make = OWN.rtf[0]
  if (!make) throw new Error('no rich texts are made')
  const bytes = (documents: readonly CorpusDocument[]) =>
    documents.map((one) => Buffer.from(one.bytes).toString('base64'))
  const first = bytes(sample.filter(({ format }) => format === 'rtf'))
  expect(first.length).toBeGreaterThan(0)
  expect(bytes(await make(order))).toEqual(first)
  expect(bytes(await make({ ...order, seed: 'other' }))).not.toEqual(first)
})

describe('read', () => {
  test.each(sample.map((document) => [nameOf(document), document] as const))(
    '%s',
    async (_, document) => {
      const wrong = await differencesOf(document)
      if (known(document)) expect(wrong).not.toEqual([])
      else expect(wrong).toEqual([])
    },
  )
})

/** Rows that are not whole, invented ones, labels and text that was lost. */
async function differencesOf(document: CorpusDocument): Promise<readonly string[]> {
  const { respondent, programme, period } = document.truth.heading
  const report = await parse(document.bytes, {
    name: `${nameOf(document)}.${document.ending}`,
    ...(respondent === null ? {} : { respondent }),
    ...(programme === null ? {} : { programme }),
    ...(period === null ? {} : { period }),
  })
  const { pairs, invented } = compare(flattenTruth(document.truth), flattenReport(report))
  const wrong = pairs
    .filter((pair) => !isWhole(pair) || pair.wrong.some(({ field }) => field === 'label'))
    .flatMap((pair) => pair.wrong.map(describeDifference))
  const { source, characters, placed, unplaced } = report.coverage
  const lost = source === characters && placed + unplaced === characters ? [] : ['text was lost']
  return [...wrong, ...invented.map(({ id }) => `${id} is invented`), ...lost]
}

describe('labels as a file prints them', () => {
  const source = sources.find(({ name }) => name === 'h-digital')
  if (!source) throw new Error('the fixture h-digital is gone')
  const blocks = planDocument(source.truth, source.layout, 'office')
  const text = blocks
    .flatMap((block) =>
      block.kind === 'paragraph'
        ? block.lines.map(typed)
        : block.rows.flatMap(({ cells }) => cells.flatMap(({ lines }) => lines.map(typed))),
    )
    .join('\n')

  test('are found in the text of a file', () => {
    const labels = labelsInText(blocks, text)
    expect(labels?.map(({ printed }) => printed)).toEqual(labels?.map(({ label }) => label.text))
    expect(labels?.length).toBeGreaterThan(10)
  })

  test('are not told where the text is another one', () => {
    expect(labelsInText(blocks, text.replace('надання', 'ненадання'))).toBeNull()
  })

  test('change numbers and ids of the truth', () => {
    const labels = labelsInText(blocks, text)?.map(({ label, printed }) =>
      printed === '2)' ? { label, printed: '1)' } : { label, printed },
    )
    const changed = relabel(source.truth, labels ?? [])
    const item = changed.sections[0]?.items[0]
    expect(item?.measures.slice(0, 3).map(({ id, label }) => [id, label])).toEqual([
      ['I.1.1', '1)'],
      ['I.1.1~2', '1)'],
      ['I.1.3', '3)'],
    ])
  })
})

test('a seed gives the same chances', () => {
  const draw = (seed: string) =>
    Array.from({ length: 5 }, () => 0).map(() => randomOf(seed).below(1000))
  expect(draw('a')).toEqual(draw('a'))
  expect(randomOf('a').below(1e6)).not.toBe(randomOf('b').below(1e6))
})
