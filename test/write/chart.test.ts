import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { type Bars, chart, type HeatMap, type Shade } from '../../src/write/chart.ts'

const DONE: Shade = { label: 'виконано', mark: 'В', fill: '1F6FA8', pattern: 'none' }
const BLANK: Shade = { label: 'не заповнено', mark: 'П', fill: 'EE8F33', pattern: 'slashes' }
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
  test('are whole XML and ask no network', async () => {
    const svg = chart(drawn)
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg.replaceAll(/xmlns(?::\w+)?="[^"]*"/g, '')).not.toMatch(/https?:|url\((?!data:|#)/)
  })

  test('have a title and a description for those who do not see them', () => {
    const svg = chart(drawn)
    const name = drawn.title.replace('<1> &', '&lt;1&gt; &amp;')
    expect(svg).toContain(`<title id="title">${name}</title>`)
    expect(/<desc id="desc">(.*)<\/desc>/.exec(svg)?.[1]?.length).toBeGreaterThan(30)
    expect(svg).toMatch(/role="img" aria-labelledby="title desc"/)
  })

  test('are the same bytes each time', async () => expect(chart(drawn)).toBe(chart(drawn)))
})

test('bars tell their numbers, leave zeros out, and have patterns', async () => {
  const svg = chart(BARS)
  const texts = textsOf(svg)
  expect(texts).toEqual(expect.arrayContaining(['виконано', 'не заповнено', 'I. Озеленення', '3']))
  expect(texts.filter((text) => text === '0')).toEqual([])
  expect(svg).toContain('<pattern id="slashes"')
})

test('names stand in full, in several lines, and entries of the legend in columns', () => {
  const name =
    'Комунальне некомерційне підприємство «Обласна лікарня відновного лікування» обласної ради'
  const texts = textsOf(chart({ ...BARS, labels: [name, name] }))
  expect(texts.join(' ')).toContain(name)
  expect(texts).not.toContain(name)
  const svg = chart({ ...MAP, shades: [DONE, BLANK, { ...DONE, label: 'рядка немає' }] })
  const at = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>[ВП] – /g)].map(([, x]) => Number(x))
  expect(new Set(at.slice(1).map((x, index) => x - (at[index] ?? 0))).size).toBe(1)
})

test('every cell of a map bears the mark of its status', async () => {
  const texts = textsOf(chart(MAP))
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
    expect(chart(drawn).length).toBeLessThan(500_000)
    expect(process.memoryUsage().rss - start).toBeLessThan(300 * 2 ** 20)
  },
)
