import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { makeFolder, zvit } from '../support/zvit.ts'

const report = (body: string, rows: readonly string[]) =>
  `Звіт про виконання Програми «Чиста вода» за 2024 рік\n${body}\n` +
  '№ з/п\tЗахід\tСтрок виконання\tВиконавці\tІнформація про виконання\n' +
  rows.map((row) => `${row}\n`).join('')

const WELLS = '1\tОчистити криниці\t2024 рік\tВідділ освіти\tОчищено 3 криниці'
const PIPES = '2\tЗамінити труби\t2024 рік\tВідділ культури\tЗамінено 40 м труб'
const PUMPS = '3\tПридбати насоси\t2024 рік\tВідділ освіти\tПридбано 2 насоси'

test.runIf(HAS_ENGINE)(
  'a row that is missing is given back to whom it names, to nobody else',
  async () => {
    const folder = makeFolder({
      'in/1.txt': report('Відділ освіти', [WELLS, PIPES, PUMPS]),
      'plan.txt': report('', [WELLS, PIPES, PUMPS]),
      'in/2.txt': report('Відділ культури', [WELLS]),
    })
    zvit(folder, ['import', 'in', '--out', 'out'])
    zvit(folder, ['consolidate', 'out', '--plan', 'plan.txt', '--letters', 'letters'])
    expect(readdirSync(join(folder, 'letters'))).toEqual(['Відділ культури.docx'])
    const { value } = await mammoth.extractRawText({
      path: join(folder, 'letters', 'Відділ культури.docx'),
    })
    expect(value).toContain('Замінити труби')
    expect(value).not.toContain('Придбати насоси')
  },
)

const row = (number: number, text: string, response: string) =>
  `${number}\t${text}\t2024 рік\tВідділ освіти\t${response}`
/** Numbers go on from 3 with 7: a row before it may be lost, or it is none. */
const GAP = [
  row(1, 'Очистити криниці', 'Очищено 3 криниці'),
  row(2, 'Замінити труби', ''),
  row(3, 'Придбати насоси', 'Придбано 2 насоси'),
  row(7, 'Полагодити водогін', ''),
  row(8, 'Збудувати вежу', 'Збудовано вежу'),
]
/** A character that no encoding has. */
const DAMAGED = [`${GAP[0]} \ufffd`, ...GAP.slice(1)]

test.runIf(HAS_ENGINE).each([
  ['where only a row is in doubt, that row', GAP, ['Замінити труби'], ['Полагодити водогін']],
  ['where text was not read, every blank', DAMAGED, [], ['Замінити труби', 'Полагодити водогін']],
])('of a report for review, %s is asked about and not told', async (_, rows, told, asked) => {
  const folder = makeFolder({ 'in/1.txt': report('Відділ освіти', rows) })
  zvit(folder, ['import', 'in', '--out', 'out'])
  zvit(folder, ['consolidate', 'out', '--letters', 'letters'])
  const { value } = await mammoth.extractRawText({
    path: join(folder, 'letters', 'Відділ освіти.docx'),
  })
  const stats = zvit(folder, ['stats', 'out', '--json', '--list', 'review'])
  const review = JSON.parse(stats.stdout).lists.review as Record<string, string | null>[]
  const ofGap = review.filter(({ why }) => why === 'NUMBER_GUESSED')
  expect(ofGap.map(({ what, measureText }) => [what, measureText])).toEqual([
    ['row', 'Полагодити водогін'],
    ['report', null],
  ])
  expect(ofGap[0]).toMatchObject({ place: expect.any(String), key: expect.any(String) })
  const [before = '', after = ''] = value.split('Перевірте: стан')
  const among = (part: string) =>
    ['Замінити труби', 'Полагодити водогін'].filter((text) => part.includes(text))
  expect([among(before), among(after)]).toEqual([told, asked])
})

const ROSTER =
  'Орган;Програма;Період\n' +
  ['освіти', 'культури', 'спорту']
    .map((of) => `Відділ ${of};Обласна комплексна програма «Чиста вода» на 2024 рік;2024\n`)
    .join('')

test.runIf(HAS_ENGINE)('a programme is the one asked for under less or more of its name', () => {
  const rows = [WELLS, PIPES, PUMPS]
  const named = (of: string, name: string) =>
    report(`Відділ ${of}`, rows).replace('Програми «Чиста вода»', name)
  const folder = makeFolder({
    'roster.csv': ROSTER,
    'plan.txt': report('', rows),
    'in/1.txt': named('освіти', 'Програми «Чиста вода»'),
    'in/2.txt': named(
      'культури',
      'Обласної комплексної програми охорони вод та повітря «Чиста вода»',
    ),
    'in/3.txt': named('спорту', 'Програми «Чисте повітря»'),
  })
  zvit(folder, ['import', 'in', '--out', 'out'])
  const list = (name: string) => {
    const known = ['--roster', 'roster.csv', '--plan', 'plan.txt']
    const { stdout } = zvit(folder, ['stats', 'out', '--json', '--list', name, ...known])
    return JSON.parse(stdout).lists[name] as Record<string, string>[]
  }
  expect(list('foreign').map(({ sourceName }) => sourceName)).toEqual(['3.txt'])
  const asked = list('review').filter(({ why }) => why === 'name_taken')
  expect(asked.map(({ words }) => words?.split(' → ')[1])).toEqual(
    Array(2).fill('Обласна комплексна програма «Чиста вода» на 2024 рік'),
  )
})

test.runIf(HAS_ENGINE)(
  'where nobody is known to have sent a report, no silent body is told that it sent none',
  async () => {
    const rows = [WELLS, PIPES, PUMPS]
    const folder = makeFolder({
      'roster.csv': ROSTER,
      'plan.txt': report('', rows),
      'in/1.txt': report('Відділ освіти', rows),
      'in/2.txt': report('', rows),
    })
    zvit(folder, ['import', 'in', '--out', 'out'])
    const known = ['--roster', 'roster.csv', '--plan', 'plan.txt']
    zvit(folder, ['consolidate', 'out', ...known, '--letters', 'letters'])
    const letters = ['Відділ культури.docx', 'Відділ спорту.docx']
    expect(readdirSync(join(folder, 'letters')).sort()).toEqual(letters)
    for (const name of letters) {
      const { value } = await mammoth.extractRawText({ path: join(folder, 'letters', name) })
      expect(value).toContain('не називають органу')
      expect(value).not.toContain('не надійшов')
    }
  },
)
