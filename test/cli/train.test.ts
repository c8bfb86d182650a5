import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { programmeReport } from '../support/programme.ts'
import { addFile, makeFolder, zvit } from '../support/zvit.ts'

/* An office whose answers nobody else would understand decides, and has them read so from then on. */

const SAYINGS = [
  ['Зелена зона, хвиля', 'done', 'stated'],
  ['Червона зона, хвиля', 'other', 'not_done'],
] as const

function report(measures: number): string {
  const rows = Array.from({ length: measures }, (_, index) => {
    const [saying] = SAYINGS[index % SAYINGS.length] ?? SAYINGS[0]
    const text = `облаштування скверу № ${index + 1}`
    return { label: `${index + 1}`, text, executors: '', response: `${saying} ${index}` }
  })
  return `Звіт про виконання Програми озеленення за 2016 рік. Управління парків\n${programmeReport(rows)}`
}

interface Row {
  readonly key: string
  readonly responseText: string
  readonly status: string
  readonly reportKey: string
}

function rowsIn(folder: string, out: string): readonly Row[] {
  const { stdout } = zvit(folder, ['query', out, 'select * from allMeasures'])
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
}

const rightOf = ({ responseText }: Row) =>
  SAYINGS.find(([saying]) => responseText.startsWith(saying)) ?? SAYINGS[0]

test.skipIf(!HAS_ENGINE)(
  'an office teaches zvit its own answers, and knows how far to trust it',
  () => {
    const folder = makeFolder({ 'in/a.txt': report(40), 'later/b.txt': report(30) })
    zvit(folder, ['import', 'in', '--out', 'out'])
    const none = zvit(folder, ['train', '--corrections', 'out', '--out', 'ours'])
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('USAGE')])
    expect(zvit(folder, ['eval', '--corrections', 'out']).stdout).toContain('no decisions yet')

    const rows = rowsIn(folder, 'out')
    const lines = rows.map((row, index) =>
      [row.key, ...rightOf(row).slice(1), 'Ганна', index % 2 ? 'yes' : ''].join(';'),
    )
    addFile(folder, 'decided.csv', `key;right status;right detail;by;blind\n${lines.join('\n')}\n`)
    expect(zvit(folder, ['correct', 'out', '--from', 'decided.csv']).stderr).toContain('40')

    const accuracy = JSON.parse(zvit(folder, ['eval', '--corrections', 'out', '--json']).stdout)
    const blind = rows.filter((_, index) => index % 2 === 1)
    const right = blind.filter((row) => row.status === rightOf(row)[1]).length
    expect(accuracy).toMatchObject({ schema: 'zvit.accuracy/1', answers: 20, right })
    expect(accuracy.from).toBeLessThanOrEqual(right / 20)
    expect(accuracy.to).toBeGreaterThanOrEqual(right / 20)
    expect(accuracy.to - accuracy.from).toBeGreaterThan(0.1)

    const { code, stderr } = zvit(folder, ['train', '--corrections', 'out', '--out', 'ours'])
    const [before = 100, after = 0] = [...stderr.matchAll(/([\d.]+) % right/g)].map(([, n]) =>
      Number(n),
    )
    expect(code).toBe(0)
    expect(after).toBeGreaterThan(before)

    zvit(folder, ['import', 'later', '--out', 'plain'])
    zvit(folder, ['import', 'later', '--out', 'taught', '--grammar', join(folder, 'ours')])
    const [plain, taught] = [rowsIn(folder, 'plain'), rowsIn(folder, 'taught')]
    const isRight = (row: Row) => row.status === rightOf(row)[1]
    expect(plain.filter(isRight).length).toBeLessThan(taught.filter(isRight).length)
    expect(taught.every(isRight)).toBe(true)
    expect(taught[0]?.reportKey).not.toBe(plain[0]?.reportKey)
    addFile(folder, 'line.jsonl', JSON.stringify({ id: 1, response: 'Червона зона, хвиля 99' }))
    const asked = ['classify', 'line.jsonl', '--grammar', join(folder, 'ours')]
    expect(JSON.parse(zvit(folder, asked).stdout)).toMatchObject({ status: 'other' })
  },
)
