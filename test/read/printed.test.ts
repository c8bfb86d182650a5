import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Block, Cell } from '../../src/model/document.ts'
import { readTxt } from '../../src/read/txt/index.ts'

const readText = (text: string) => readTxt(Buffer.from(text), DEFAULT_LIMITS)

function tablesOf(text: string): string[][][] {
  const isTable = (block: Block) => block.kind === 'table'
  return readText(text)
    .blocks.filter(isTable)
    .map(({ rows }) => rows.map(({ cells }) => cells.map(textOf)))
}

function textOf({ blocks }: Cell): string {
  return blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('\n')
}

/** As a PDF reads with its places kept: columns begin elsewhere where the text before is long. */
const FIRST = `                                        1
  № з/п     Завдання              Захід                             Строк            Виконавці              Стан виконання
                                                         I. Сховища
1.          Ремонт корпусів       1) заміна покрівлі корпусу        2020 рік         архів області          Покрівлю замінено,
                                  № 2                                                                       акт від 18.09.2020
                                  2) фарбування фасаду будівлі до 1 грудня           архів області,         Не виконано
                                                                                     підрядник
                                  3) ремонт сходів                  до 1 травня      архів області          Сходи ціле
2.          Пожежна безпека       1) перевірка гідрантів            щокварталу       архів області          Перевірено 4
                                                                                                            гідранти
`
const SECOND = `                                        2
  № з/п     Завдання           Захід                        Строк        Виконавці              Стан виконання
                               2) навчання працівників      щороку       відділ кадрів          Навчено 12 осіб
                                                     II. Описи
1.          Описування         1) складання описів          2020 рік     архів області          Складено 40 описів
            фондів             особового походження                                             на 310 справ
                               2) друк описів               до 1 травня  архів області,         –
                                                            щороку       друкарня
                               3) облік фондів              постійно     відділ обліку          Облік ведеться
`

describe('pages whose columns only blanks part', () => {
  test('one blank may be all that is left between two cells', () => {
    const [table = []] = tablesOf(FIRST)
    expect(table[0]).toEqual(['№ з/п', 'Завдання', 'Захід', 'Строк', 'Виконавці', 'Стан виконання'])
    expect(table[1]).toEqual(['I. Сховища'])
    expect(table[3]).toEqual([
      '',
      '',
      '2) фарбування фасаду будівлі',
      'до 1 грудня',
      'архів області,\nпідрядник',
      'Не виконано',
    ])
  })

  test.each([
    ['a form feed', `${FIRST}\f${SECOND}`],
    ['a heading that stands again', FIRST + SECOND],
  ])('columns shift from page to page, which %s tells', (_, text) => {
    const tables = tablesOf(text)
    expect(tables.map((rows) => rows.at(-1))).toEqual([
      [
        '2.',
        'Пожежна безпека',
        '1) перевірка гідрантів',
        'щокварталу',
        'архів області',
        'Перевірено 4\nгідранти',
      ],
      ['', '', '3) облік фондів', 'постійно', 'відділ обліку', 'Облік ведеться'],
    ])
  })

  test('places are lines, and numbers of pages stand apart', () => {
    const document = readText(`${FIRST}\f${SECOND}`)
    const places = document.blocks.flatMap((block) =>
      block.kind === 'table' ? block.rows.map(({ place }) => place.line) : [],
    )
    expect(places[3]).toBe(5)
    expect(document.asides.map(({ kind, paragraph }) => [kind, paragraph.text])).toEqual([
      ['page_furniture', '1'],
      ['page_furniture', '2'],
    ])
  })
})
