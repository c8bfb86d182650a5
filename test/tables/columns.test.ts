import { describe, expect, test } from 'vitest'
import { outline, segmentDrawing } from '../support/rows.ts'

/* Headings that no grammar knows: what the columns hold is told by what stands in them, and where. */

function codes(drawing: string): readonly string[] {
  return segmentDrawing(drawing).diagnostics.map(({ code }) => code)
}

const LEVELS = `Щабель | Полиця | Сходинка | Рубіж | Опора | Підсумок
  1. Спроможна громада | 1.1. Ремонт доріг | Провести ремонт двох вулиць у центрі громади | до 1 травня 2026 року | відділ доріг міської ради | Відремонтовано 8,6 км доріг.`

describe('several columns for levels', () => {
  const rows = `
  ^ | ^ | Виготовити проєктну документацію на ремонт мосту | 2026 рік | відділ доріг міської ради | Документацію виготовлено і передано.
  ^ | 1.2. Освітлення | Замінити світильники на вулицях громади | постійно | відділ освітлення | Замінено 118 світильників.
  2. Жива природа | 2.1. Парки | Висадити липову алею вздовж вулиці Заводської | I квартал 2026 року | відділ озеленення | Висаджено 118 лип.`
  const tree = [
    'I [1.] Спроможна громада',
    'I.1 [1.1.] Ремонт доріг',
    'I.2 [1.2.] Освітлення',
    'II [2.] Жива природа',
    'II.1 [2.1.] Парки',
  ]
  const heads = (drawing: string) =>
    outline(segmentDrawing(drawing)).filter((line) => !line.includes(' | '))

  test('merged over the rows below', () => {
    expect(heads(LEVELS + rows)).toEqual(tree)
  })

  test('left empty in the rows below', () => {
    expect(heads(LEVELS + rows.replaceAll('^', ''))).toEqual(tree)
  })

  test('printed again in each row: the same heading, and furniture', () => {
    const printed = rows
      .replace('^ | ^ |', '1. Спроможна громада | 1.1. Ремонт доріг |')
      .replace('^ |', '1. Спроможна громада |')
    expect(heads(LEVELS + printed)).toEqual(tree)
    const { settlement } = segmentDrawing(LEVELS + printed)
    expect(settlement.unplaced.filter(({ kind }) => kind === 'page_furniture')).toHaveLength(3)
    expect(settlement.unplaced.filter(({ kind }) => kind === 'other')).toEqual([])
  })

  test('what stands above sections is their parents', () => {
    const drawing = `${LEVELS.replace('Щабель |', 'Гора | Щабель |').replace('  1. С', '  Частина 1. Розвиток територій | 1. С')}
  ^ | ^ | ^ | Виготовити проєктну документацію на ремонт мосту | 2026 рік | відділ доріг міської ради | Документацію виготовлено.
  ^ | ^ | ^ | Замінити світильники на вулицях громади | постійно | відділ освітлення | Замінено 118 світильників.`
    const [section] = segmentDrawing(drawing).tree.sections
    expect(section?.parents.map(({ title }) => title)).toEqual(['Розвиток територій'])
    expect(section?.items[0]?.measures).toHaveLength(3)
  })
})

describe('columns of nothing known', () => {
  const PLAN = `№ | Сходинка | Рубіж | Опора | Цільова аудиторія | Місце проведення
    1. | Провести ремонт двох вулиць у центрі громади | до 1 травня 2026 року | відділ доріг міської ради | водії | вул. Лугова
    2. | Виготовити проєктну документацію на ремонт мосту | 2026 рік | відділ доріг міської ради | пішоходи | центр
    3. | Замінити світильники на вулицях громади | постійно | відділ освітлення міської ради | усі охочі | онлайн`

  test('are extras, which is told, and never the response of a plan', () => {
    const { tree } = segmentDrawing(PLAN)
    const measures = tree.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
    expect(measures.map(({ response }) => response)).toEqual([null, null, null])
    expect(measures[0]?.extras.map(({ heading, value }) => [heading, value.text])).toEqual([
      ['Цільова аудиторія', 'водії'],
      ['Місце проведення', 'вул. Лугова'],
    ])
    expect(codes(PLAN).filter((code) => code === 'NO_RESPONSE_COLUMN')).toHaveLength(1)
    expect(codes(PLAN).filter((code) => code === 'COLUMN_UNFAMILIAR')).toHaveLength(2)
  })

  test('raise a doubt about rows whose columns may as well be read otherwise', () => {
    const of = (drawing: string) => segmentDrawing(drawing).doubts.rows[0]?.columns ?? 0
    const known = PLAN.replace('Сходинка', 'Захід')
      .replace('Рубіж', 'Строк')
      .replace('Опора', 'Виконавці')
    expect(of(PLAN)).toBeGreaterThan(of(known))
  })
})
