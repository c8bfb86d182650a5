import { describe, expect, test } from 'vitest'
import { grade } from '../../src/check/grade.ts'
import { diagnostic } from '../../src/model/diagnostics.ts'
import { isWord, loadGrammar } from '../../src/resources.ts'
import { certaintyOf, REPORT_QUESTIONS, ROW_QUESTIONS } from '../../src/tree/certainty.ts'
import { segment } from '../../src/tree/index.ts'
import { draw } from '../support/rows.ts'

const grammar = await loadGrammar()
const { certainty } = grammar

const PLAIN = `№ | Зміст заходу | Строк | Виконавці | Стан виконання
  1. | Провести навчання вчителів громади | до 1 травня 2026 року | відділ освіти | Проведено 12 занять.
  2. | Замінити світильники на вулицях | 2026 рік | відділ благоустрою | Замінено 118 світильників.
  3. | Висадити дерева вздовж дороги | постійно | відділ озеленення | Висаджено 40 лип.
  4. | Відремонтувати дах бібліотеки | 2026 рік | відділ культури | Дах відремонтовано.`

function read(drawing: string) {
  const [{ doubts }] = segment(draw(drawing), grammar, { isWord }).reports
  return { doubts, ...certaintyOf(doubts, certainty) }
}

test('what is weighed is asked', () => {
  const asked = new Set([...REPORT_QUESTIONS, ...ROW_QUESTIONS, 'always', 'report'])
  const weighed = [...Object.keys(certainty.report), ...Object.keys(certainty.row)]
  expect(weighed.filter((name) => !asked.has(name))).toEqual([])
  expect(Object.keys(certainty.row).length).toBeGreaterThan(10)
  expect(new Set(REPORT_QUESTIONS).size).toBe(REPORT_QUESTIONS.length)
})

describe('a doubt about one row', () => {
  test.each([
    ['numbered.response', 'Замінено 118 світильників.', '5) Замінено 118 світильників.'],
    ['lower.response', 'Замінено 118', 'замінено 118'],
    ['cut.text', 'на вулицях |', 'на вулицях і |'],
    ['unlike.deadline', '| 2026 рік | відділ благоустрою', '| вулиці | відділ благоустрою'],
    ['empty.executors', 'відділ благоустрою', ''],
  ])('%s', (name, right, wrong) => {
    const plain = read(PLAIN)
    const odd = read(PLAIN.replace(right, wrong))
    const [, before] = plain.doubts.rows
    const [, after] = odd.doubts.rows
    expect(after?.[name] ?? 0).toBeGreaterThan(before?.[name] ?? 0)
    expect(odd.doubts.report[name]).toBe(after?.[name])
    expect(odd.chance).toBeLessThanOrEqual(plain.chance)
    expect(odd.structures).toHaveLength(4)
  })

  test('lowers its structure more than that of the others', () => {
    const plain = read(PLAIN).structures
    const odd = read(PLAIN.replace('відділ благоустрою', '')).structures
    const lost = odd.map((structure, at) => (plain[at] ?? 0) - structure)
    expect(lost[1]).toBeGreaterThan(lost[0] ?? 0)
    expect(lost[1]).toBeGreaterThan(0)
  })
})

test('of a report it counts what was paid for, and whether places alone tell what belongs together', () => {
  const plain = read(PLAIN).doubts.report
  expect(plain).toMatchObject({ numberGap: 0, page: 0 })
  expect(read(PLAIN.replace('  3. |', '  7. |')).doubts.report.numberGap).toBe(1)
})

describe('the grade', () => {
  const sure = { chance: 1, reasons: ['ROW_UNCLEAR'] as const }

  test.each([
    ['load where the rows are sure', [], sure, 'load', []],
    ['review where they are not', [], { ...sure, chance: 0.9 }, 'review', ['ROW_UNCLEAR']],
    ['review where text was not read', ['TEXT_NOT_READ'], sure, 'review', ['TEXT_NOT_READ']],
    ['load where only a status differs', ['STATUS_DIFFERS'], sure, 'load', []],
  ] as const)('is %s', (_, codes, rows, expected, reasons) => {
    const told = codes.map((code) => diagnostic(code, [], ''))
    expect(grade(told, rows, 0.95)).toEqual({ grade: expected, reasons })
  })

  test('tells the most telling reason first', () => {
    const answers = Object.fromEntries(REPORT_QUESTIONS.map((name) => [name, 0]))
    const weights = { ...certainty, report: { always: 5, near: 2, columns: 1, 'cut.response': 3 } }
    const doubts = { rows: [], report: { ...answers, near: 0.9, columns: 1, 'cut.response': 1 } }
    expect(certaintyOf(doubts, weights).reasons).toEqual(['VALUES_UNUSUAL', 'ROW_UNCLEAR'])
  })
})
