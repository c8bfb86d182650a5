import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, bareFolder, zvit } from '../support/zvit.ts'

/* Twelve bodies of a roster that tells no period: ten report on 2024, two on 2023 or 2025 besides, one tells no year. */

const BODIES =
  'Яворівська Зоринська Липівська Калинівська Вербівська Дубівська Кленівська Соснівська Буківська Грабівська'
    .split(' ')
    .map((place) => `${place} міська рада`)
const SILENT = 'Вільхівська міська рада'
const FORGETFUL = 'Тополівська міська рада'

const report = (body: string, year = 2024) =>
  `Звіт про виконання Програми «Чиста вода» за ${year} рік\n${body}\n` +
  '№ з/п\tЗахід\tСтрок виконання\tВиконавці\tІнформація про виконання\n' +
  `1\tОчистити криниці\t2023-2025 роки\tвиконавчі органи міських рад\tОчищено ${year % 7} криниць\n`

let folder: string

beforeAll(() => {
  folder = bareFolder()
  for (const [index, body] of BODIES.entries())
    addFile(folder, `reports/${index}.txt`, report(body, 2024))
  addFile(folder, 'reports/стара.txt', report(BODIES[0] ?? '', 2023))
  addFile(folder, 'reports/нова.txt', report(BODIES[1] ?? '', 2025))
  addFile(folder, 'reports/без року.txt', report(FORGETFUL).replace(/ за \d+ рік/, ''))
  addFile(folder, 'bodies.csv', ['Орган', ...BODIES, FORGETFUL, SILENT].join('\n'))
  addFile(folder, 'years.csv', `Файл;Період\nстара.txt;2023\n`)
  addFile(
    folder,
    'whose.csv',
    `Файл;Орган;Програма\nбез року.txt;${FORGETFUL};Програма «Чиста вода»\n`,
  )
  zvit(folder, ['import', 'reports', '--out', 'out', '--manifest', 'whose.csv'])
})

afterAll(() => rmSync(folder, { recursive: true }))

function states(...more: readonly string[]): readonly string[] {
  const args = ['stats', 'out', '--json', '--list', 'bodies', '--roster', 'bodies.csv', ...more]
  const rows: readonly Record<string, string>[] = JSON.parse(zvit(folder, args).stdout).lists.bodies
  return rows
    .filter(({ state, periodFrom }) => state !== 'received' || !periodFrom?.startsWith('2024'))
    .map(({ body, periodFrom, state }) => `${body} ${periodFrom?.slice(0, 4)} ${state}`)
}

describe.runIf(HAS_ENGINE)(
  'a period is expected of all of whom none is told where most report on it',
  () => {
    test('one that is over and on which hardly anybody reports is foreign, a new one is of who began it', () => {
      expect(states()).toEqual([
        `${BODIES[0]} 2023 foreign`,
        `${SILENT} 2024 not_submitted`,
        `${BODIES[1]} 2025 received`,
      ])
    })

    test('where the manifest tells the period it counts, and is still expected of nobody else', () => {
      expect(states('--manifest', 'years.csv')).toEqual([
        `${BODIES[0]} 2023 received`,
        `${SILENT} 2024 not_submitted`,
        `${BODIES[1]} 2025 received`,
      ])
    })

    test('a report that tells no period is on that of most, which a person is asked about', () => {
      const { stdout } = zvit(folder, ['stats', 'out', '--json', '--roster', 'bodies.csv'])
      const { lists } = JSON.parse(stdout)
      const of = (name: string) =>
        lists[name].filter(({ body }: Record<string, string>) => body === FORGETFUL)
      expect(of('bodies')).toMatchObject([{ periodFrom: '2024-01-01', state: 'received' }])
      expect(of('review')).toContainEqual(expect.objectContaining({ why: 'period_taken' }))
    })
  },
)
