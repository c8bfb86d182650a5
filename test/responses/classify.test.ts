import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STATUS_OF } from '../../src/model/vocabulary.ts'
import { responseAids } from '../../src/resources.ts'
import { classify, type Question } from '../../src/responses/index.ts'
import { tryClasses } from '../../src/try-grammar.ts'
import { classes, loadClasses, readLines, score } from './load.ts'

const UNKNOWN = { measure: null, executors: null, respondent: null }

function ask(response: string | null, known: Partial<Question> = {}) {
  return classify({ ...UNKNOWN, ...known, response }, classes, responseAids)
}

describe('the contract', () => {
  test.each([
    ['Проведено 3 семінари, охоплено 64 особи', 'evidenced'],
    ['Роботу проведено', 'stated'],
    ['Виконано', 'stated'],
    ['Виконується постійно', 'ongoing'],
    ['Інформація розміщується на сайті', 'ongoing'],
    ['Звернень не надходило', 'nothing_to_report'],
    ['Порушень не виявлено', 'nothing_to_report'],
    ['Не належить до повноважень управління', 'disclaimed'],
    ['Виконавцем є департамент освіти', 'other_executor'],
    ['', 'empty'],
    ['\u00a0 \n', 'empty'],
    [null, 'missing'],
    ['–', 'filler'],
    ['х', 'filler'],
    ['н/д', 'filler'],
    ['інформація відсутня', 'filler'],
    ['0', 'filler'],
    ['Виконано частково', 'partial'],
    ['3 з 5', 'partial'],
    ['Заплановано на IV квартал', 'planned'],
    ['Не виконано через відсутність коштів', 'not_done'],
    ['Див. п. 2.1', 'reference'],
    ['Без змін', 'reference'],
    ['Прийнято до відома', 'unclear'],
    ['Так', 'unclear'],
    ['17.05.2017', 'unclear'],
  ])('%j is %s', (response, detail) => {
    const answer = ask(response)
    expect(answer).toMatchObject({ detail, status: STATUS_OF[detail as keyof typeof STATUS_OF] })
  })
})

describe('what the respondent or a part of it did', () => {
  test.each([
    [
      'Комісія райдержадміністрації обстежила укриття й ЦНАП у квітні.',
      'Синявська районна державна адміністрація',
    ],
    [
      'Відділ освіти райдержадміністрації провів конкурс.',
      'Синявська районна державна адміністрація',
    ],
    ['Спеціалісти управління освіти міської ради провели 5 семінарів.', 'Дібровська міська рада'],
    [
      'Представника управління включено до групи, він бере участь у засіданнях.',
      'Управління патрульної поліції',
    ],
    ['Робоча група департаменту склала план.', "Департамент охорони здоров'я"],
  ])('«%s» is no doing of another body', (response, respondent) => {
    expect(ask(response, { respondent }).detail).not.toBe('other_executor')
  })
  test.each([
    [
      'Відділ освіти обласної державної адміністрації провів конкурс.',
      'Синявська районна державна адміністрація',
    ],
    ['Комісія обласної ради обстежила укриття.', 'Дібровська міська рада'],
    ['Служба у справах дітей міської ради провела рейди.', 'Управління патрульної поліції'],
  ])('«%s» is', (response, respondent) => {
    expect(ask(response, { respondent }).detail).toBe('other_executor')
  })
})

describe('the nine rules of judging', () => {
  const training = { measure: 'проведення навчань посадових осіб' }
  const inquiry = { measure: 'проведення службових розслідувань за фактами порушень' }
  const publishing = { measure: 'оприлюднення звіту на офіційному вебсайті' }
  const culture = { respondent: 'Управління культури облдержадміністрації' }
  test.each([
    ['1', 'Не є виконавцем, проте проведено навчання 30 осіб', training, 'evidenced'],
    [
      '2',
      "Бригади формує департамент охорони здоров'я, здійснено 12 виїздів",
      culture,
      'other_executor',
    ],
    ['2', 'Не проводилось, оскільки це не належить до компетенції', training, 'disclaimed'],
    ['3', 'Не проводились', inquiry, 'nothing_to_report'],
    ['3', 'Не проводились', training, 'not_done'],
    ['4', 'Виконано на 40 %', {}, 'partial'],
    ['4', 'План виконано на 104 %', {}, 'evidenced'],
    ['4', 'Виконано на 0 %', {}, 'not_done'],
    ['5', 'Заплановано і виконано', {}, 'stated'],
    ['5', 'Навчено 40 осіб, роботу буде продовжено', training, 'evidenced'],
    ['6', 'https://oda.example/zvit', publishing, 'evidenced'],
    ['6', 'https://oda.example/zvit', training, 'reference'],
    ['6', 'лист від 02.07.2018 № 03-09/617', training, 'reference'],
    ['7', 'проведення навчань посадових осіб', training, 'filler'],
    ['8', 'В межах компетенції проведено 2 семінари', {}, 'evidenced'],
    ['8', 'Належить до компетенції управління; виконано', culture, 'stated'],
    ['8', 'Відповідно до компетенції', {}, 'unclear'],
  ])('%s: «%s»', (_rule, response, known, detail) =>
    expect(ask(response, known).detail).toBe(detail),
  )

  test('1: own work behind a disclaimer is to be looked at', () =>
    expect(ask('Не є виконавцем, проте проведено навчання 30 осіб', training).needsReview).toBe(
      true,
    ))

  test('7: a heading copied as the answer is a filler', () =>
    expect(ask('Стан виконання заходу', { headings: ['Стан виконання заходу'] }).detail).toBe(
      'filler',
    ))

  test('9: words that nobody knows ask for a look', () => {
    expect(ask('Абракадабра кукурамба тиритомба').needsReview).toBe(true)
  })
})

describe('damaged words', () => {
  test.each([
    ['He налeжить дo компeтeнції Дeпaртaмeнту', 'disclaimed'],
    ['Не вхо дить до фун кцій управ ління', 'disclaimed'],
    ['Неналежить до компитенції відділу', 'disclaimed'],
    ['невідноситься до обовязків', 'disclaimed'],
    ['НЕ ВІДНОСИТЬСЯ ДО КОМПЕТЕНЦІЇ', 'disclaimed'],
    ['Не належить до ком\u00adпетенції', 'disclaimed'],
    ['Викoнyється', 'ongoing'],
    ['Ви конано част ково', 'partial'],
    ['невиконано', 'not_done'],
    ['Не от носится к компетен ции', 'disclaimed'],
  ])('%s', (response, detail) => expect(ask(response).detail).toBe(detail))
})

describe('evidence', () => {
  test('spans point into the response as given', () => {
    const response = 'У травні: вхо дить не до фун кцій; Проведено  3 семінари.'
    for (const { start, end } of ask(response).evidence)
      expect(response.slice(start, end)).not.toMatch(/^\s|\s$/)
  })

  test('a torn word is given whole', () => {
    const response = 'Питання не вхо дить до компе тенції.'
    expect(ask(response).evidence.map(({ start, end }) => response.slice(start, end))).toEqual([
      'не вхо дить до компе тенції',
    ])
  })

  test('any text gets an answer whose spans are whole words of it', () => {
    const words = fc.constantFrom(
      ...[
        'не',
        'належить',
        'до',
        'компетенції',
        'виконано',
        'частково',
        '3',
        'з',
        '5',
        '№ 7',
        ',',
        '.',
      ],
      ...[
        'заплановано',
        'але',
        'департамент',
        'проводить',
        'вхо дить',
        'будe',
        '\n',
        '–',
        'що',
        '(',
        '«а»',
      ],
    )
    const texts = fc.oneof(
      fc.array(words).map((all) => all.join(' ')),
      fc.string(),
    )
    fc.assert(
      fc.property(texts, (response) => {
        const answer = ask(response)
        expect(answer.status).toBe(STATUS_OF[answer.detail])
        expect(answer.confidence).toBeGreaterThan(0)
        expect(answer.confidence).toBeLessThanOrEqual(1)
        let last = 0
        for (const { start, end } of answer.evidence) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(response.length)
          expect(
            /\p{L}/u.test(response.charAt(start - 1)) && /\p{L}/u.test(response.charAt(start)),
          ).toBe(false)
          last = end
        }
        expect(ask(response)).toEqual(answer)
      }),
    )
  })
})

test('the rules hold to their examples and counterexamples, and each takes part in one', () =>
  expect(tryClasses(classes)).toEqual({ failures: [], silent: [] }))

describe('labelled responses', () => {
  const development = readLines(new URL('../../../shared/responses-dev.jsonl', import.meta.url))
  test.skipIf(!development)('the development set', () => {
    const { macroF1, details, silent } = score(development ?? [])
    expect(macroF1).toBeGreaterThanOrEqual(0.97)
    expect(details).toBeGreaterThanOrEqual(0.95)
    expect(silent).toBeLessThanOrEqual(0.01)
  })

  const own = readLines(new URL('../../data/responses/known-1.jsonl', import.meta.url)) ?? []
  test('our own lines', () => {
    const { macroF1, details, silent, review } = score(own)
    expect(own.length).toBeGreaterThan(350)
    expect(macroF1).toBeGreaterThanOrEqual(0.95)
    expect(details).toBeGreaterThanOrEqual(0.93)
    expect(silent).toBeLessThanOrEqual(0.03)
    expect(review).toBeLessThanOrEqual(0.2)
  })

  test('those of them that were held out', () => {
    const { macroF1, details } = score(own.filter((line) => line.hold))
    expect(macroF1).toBeGreaterThanOrEqual(0.85)
    expect(details).toBeGreaterThanOrEqual(0.8)
  })
})

test('a word list closes further torn words and opens none', () => {
  const words = new Set(['межами', 'поза', 'компетенції', 'садили', 'дерева'])
  const isWord = (word: string) => words.has(word)
  const detail = (response: string) =>
    classify({ ...UNKNOWN, response }, classes, { isWord, modelFile: () => null }).detail
  expect(detail('Поза меж ами ком петенції')).toBe('disclaimed')
  expect(detail('Са дили дере ва')).toBe('stated')
})

test.each([
  ['Пошкодженнясправ не виявлено', 'done'],
  ['Об’єкт невключено до переліку', 'other'],
  ['Нє передбачено', 'other'],
  ['Невідноситься до повноважень', 'not_in_competence'],
  ['Не від носиться до компе тенції', 'not_in_competence'],
])(
  '«%s», grown together, torn into two words or mistyped, is read by its pieces',
  (response, status) =>
    expect(classify({ ...UNKNOWN, response }, classes, responseAids).status).toBe(status),
)

test('an answer does not depend on what was asked before', () => {
  const lines = readLines(new URL('../../data/responses/known-1.jsonl', import.meta.url)) ?? []
  // Each response with the measures of three other lines.
  const questions = [1, 1, 29, 113].flatMap((step) =>
    lines.map((line, index) => ({
      ...(lines[(index * step) % lines.length] ?? line),
      response: line.response,
    })),
  )
  const ask = (question: Question, rules: typeof classes) => classify(question, rules, responseAids)
  const forward = questions.map((question) => ask(question, classes))
  const others = loadClasses()
  const backward = questions.toReversed().map((question) => ask(question, others))
  expect(backward.toReversed()).toEqual(forward)
})
