import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, bareFolder, zvit } from '../support/zvit.ts'

/* Who is asked by the words of executors: bodies under other names of the roster, and a class of some places only. */

const ROWS = [
  'Очистити криниці\t2024 рік\tАгенція розвитку',
  'Замінити труби\t2024 рік\tвиконкоми міських рад (Яворівської, Липівської)',
]
const DISCLAIMED = 'Не належить до компетенції'
const DONE = 'Роботи виконано, акт підписано 12.03.2024'

const report = (body: string, responses: readonly string[]) =>
  `Звіт про виконання Програми «Чиста вода» за 2024 рік\n${body}\n` +
  '№ з/п\tЗахід\tСтрок виконання\tВиконавці\tІнформація про виконання\n' +
  ROWS.map((row, index) => `${index + 1}\t${row}\t${responses[index] ?? ''}\n`).join('')

const FUND = 'Фонд громади'
const NAMED = 'Виконавчий комітет Яворівської міської ради'
const OTHER = 'Виконавчий комітет Зоринської міської ради'

let folder: string

beforeAll(() => {
  folder = bareFolder()
  addFile(folder, 'in/1.txt', report(FUND, [DISCLAIMED, DONE]))
  addFile(folder, 'in/2.txt', report(NAMED, [DONE, DISCLAIMED]))
  addFile(folder, 'in/3.txt', report(OTHER, ['', DISCLAIMED]))
  addFile(folder, 'plan.txt', report('', []))
  addFile(folder, 'facts.csv', `Файл;Орган\n1.txt;${FUND}\n2.txt;${NAMED}\n3.txt;${OTHER}\n`)
  addFile(
    folder,
    'bodies.csv',
    `Орган;Інші назви\n${FUND};Агенція розвитку\n${NAMED};\n${OTHER};\n`,
  )
  zvit(folder, ['import', 'in', '--out', 'out', '--manifest', 'facts.csv'])
})

afterAll(() => rmSync(folder, { recursive: true }))

function list(name: string, ...plan: readonly string[]): readonly unknown[] {
  const args = ['stats', 'out', '--json', '--list', name, '--roster', 'bodies.csv', ...plan]
  const rows: readonly Record<string, string>[] = JSON.parse(zvit(folder, args).stdout).lists[name]
  return rows.map(({ body, canonicalId, finding }) => [body, canonicalId, finding])
}

describe.runIf(HAS_ENGINE).each([
  ['by a plan', ['--plan', 'plan.txt']],
  ['by the reports alone', []],
])('who is asked, %s', (_, plan) => {
  test('is known by other names of the roster, and only by the places that a class is of', () => {
    expect(list('disclaimed', ...plan)).toEqual([
      [FUND, '0.1', undefined],
      [NAMED, '0.2', undefined],
    ])
  })

  test('is the same in what contradicts', () => {
    expect(list('contradictions', ...plan)).toEqual([
      [FUND, '0.2', 'NOT_NAMED_BUT_DONE'],
      [NAMED, '0.1', 'NOT_NAMED_BUT_DONE'],
      [FUND, '0.1', 'RESPONSIBLE_BUT_DISCLAIMED'],
      [NAMED, '0.2', 'RESPONSIBLE_BUT_DISCLAIMED'],
    ])
  })
})
