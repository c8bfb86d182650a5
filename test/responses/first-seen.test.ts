import { describe, expect, test } from 'vitest'
import { loadGrammar, responseAids } from '../../src/resources.ts'
import { classify } from '../../src/responses/index.ts'

/*
 * Causes that responses first seen have shown, each in other words than theirs.
 */
const { classes } = await loadGrammar()

function detailOf(response: string, respondent: string | null, measure: string | null = null) {
  return classify({ response, measure, executors: null, respondent }, classes, responseAids).detail
}

const COUNCIL = 'Виконавчий комітет Липівської міської ради'
const OFFICE = 'Управління культури облдержадміністрації'

describe('who acts', () => {
  test.each([
    ['Відділом освіти придбано 9 ноутбуків', COUNCIL, 'evidenced'],
    ['Обласним управлінням освіти придбано 9 ноутбуків', COUNCIL, 'other_executor'],
    ['Управлінням освіти облдержадміністрації придбано 9 ноутбуків', COUNCIL, 'other_executor'],
    ['Укладено договори з 6 надавачами послуг', OFFICE, 'evidenced'],
    ['Взяли участь у ярмарку (5 підприємств)', OFFICE, 'evidenced'],
    ['Правила затверджено сесією міської ради', COUNCIL, 'stated'],
    ['Головним виконавцем визначено КП «Світло»', OFFICE, 'other_executor'],
    ['Належить до повноважень територіальних громад', OFFICE, 'other_executor'],
  ])('«%s» of %s', (response, respondent, detail) =>
    expect(detailOf(response, respondent)).toBe(detail),
  )
})

describe('how much', () => {
  test.each([
    ['Щеплено 812 осіб, що становить 61 % плану', 'partial'],
    ['Укладено 18 договорів, що становить 100 % плану', 'evidenced'],
    ['Оздоровлено 214 дітей, що на 12 % більше торішнього', 'evidenced'],
    ['Роботи виконано на 4О %', 'partial'],
    ['Ремонт корпусу № 3 включено до плану на 2026 рік', 'planned'],
    ['Придбано автобус із підйомником за 640 тис. грн, перевезено 75 осіб', 'evidenced'],
    ['Видано посвідчень -14 шт.', 'evidenced'],
  ])('«%s»', (response, detail) => expect(detailOf(response, OFFICE)).toBe(detail))
})

describe('what is ahead, and what there is none of', () => {
  test.each([
    ['Набір будеоголошено у травні', 'planned'],
    ['Обладнання встановимо взимку', 'planned'],
    ['Обладнання ставимо щодня', 'ongoing'],
    ['Скарг: 0', 'nothing_to_report'],
    ['Ніхто допомоги не просив', 'nothing_to_report'],
    ['(не заповнено)', 'filler'],
    ['Захід виходить за межі завдань установи', 'disclaimed'],
    ['Показники наведено в таблиці 4', 'reference'],
  ])('«%s»', (response, detail) => expect(detailOf(response, OFFICE)).toBe(detail))
})
