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
