import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { type Bars, chart, type HeatMap, type Shade } from '../../src/write/chart.ts'

const DONE: Shade = { label: 'виконано', mark: 'В', fill: 'A9D08E', pattern: 'none' }
const BLANK: Shade = { label: 'не заповнено', mark: 'П', fill: 'F4B084', pattern: 'slashes' }
const BARS: Bars = {
  kind: 'bars',
  title: 'Розділи <1> & «2»',
  labels: ['I. Озеленення', 'II. Освітлення'],
  parts: [
    { shade: DONE, values: [3, 0] },
    { shade: BLANK, values: [1, 2] },
  ],
}
const MAP: HeatMap = {
  kind: 'map',
  title: 'Матриця',
  rows: ['I.1 дерева', 'I.2 ліхтарі'],
  columns: ['Управління благоустрою', 'Департамент освіти'],
  shades: [DONE, BLANK],
  cells: [
    [0, 1],
    [null, 0],
  ],
}

/** Texts of a picture in their order. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '')
}

describe.each([
  ['bars', BARS],
  ['a map', MAP],
] as const)('%s', (_, drawn) => {
  test('are whole XML that carries its font and asks no network', async () => {
    const svg = await chart(drawn)
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg).toMatch(/@font-face\{font-family:'PT Sans';src:url\(data:font\/woff2;base64,/)
    expect(svg.replaceAll(/xmlns(?::\w+)?="[^"]*"/g, '')).not.toMatch(/https?:|url\((?!data:|#)/)
  })

  test('are the same bytes each time', async () =>
    expect(await chart(drawn)).toBe(await chart(drawn)))
})

test('bars tell their numbers, leave zeros out, and have patterns', async () => {
  const svg = await chart(BARS)
  const texts = textsOf(svg)
  expect(texts).toEqual(expect.arrayContaining(['виконано', 'не заповнено', 'I. Озеленення', '3']))
  expect(texts.filter((text) => text === '0').length).toBe(1)
  expect(svg).toContain('<pattern')
})

test('every cell of a map bears the mark of its status', async () => {
  const texts = textsOf(await chart(MAP))
  expect(texts.filter((text) => text === 'В')).toHaveLength(2)
  expect(texts.filter((text) => text === 'П')).toHaveLength(1)
  expect(texts).toContain('В – виконано')
})

test.each([BARS, MAP])(
  'labels of a megabyte are cut before they are measured: $kind',
  async (picture) => {
    const long = 'дерева '.repeat(150_000)
    const start = process.memoryUsage().rss
    const drawn =
      picture.kind === 'bars'
        ? { ...picture, title: long, labels: [long, long] }
        : { ...picture, title: long, rows: [long, long], columns: [long, long] }
    expect((await chart(drawn)).length).toBeLessThan(500_000)
    expect(process.memoryUsage().rss - start).toBeLessThan(300 * 2 ** 20)
  },
)
