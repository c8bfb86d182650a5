import { describe, expect, test } from 'vitest'
import type { Surroundings } from '../../src/model/surroundings.ts'
import { readHeading } from '../../src/normalise/heading.ts'
import { rankPeriod } from '../../src/normalise/period.ts'
import { readProgramme } from '../../src/normalise/programme.ts'
import { readRespondent } from '../../src/normalise/respondent.ts'
import { loadGrammar } from '../../src/resources.ts'

const { bodies: lexicon } = await loadGrammar()

/** Lines before the measures, `T ` those of the title; behind `--` the signature. */
function around(drawing: string, columns: readonly string[] = []): Surroundings {
  const [heading = '', signature = ''] = drawing.split('--')
  const lines = (text: string) =>
    text
      .split('|')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return {
    heading: lines(heading).map((line, paragraph) => ({
      text: line.replace(/^T /, ''),
      isTitle: line.startsWith('T '),
      at: [{ paragraph }],
    })),
    signature: lines(signature).map((text) => ({ text, at: [{ paragraph: 90 }] })),
    columns: columns.map((text) => ({ text, at: [{ table: 0, row: 0 }] })),
  }
}

describe('the programme', () => {
  test.each([
    [
      'ІНФОРМАЦІЯ про виконання плану заходів з підготовки шкіл до 2024/2025 навчального року за І півріччя 2024 року',
      'План заходів з підготовки шкіл до 2024/2025 навчального року',
    ],
    [
      'ЗВІТ про стан виконання заходів Програми охорони вод області на 2017-2021 роки за 2018 рік',
      'Програма охорони вод області на 2017-2021 роки',
    ],
    [
      'Звіт про хід виконання Обласної комплексної програми «Молодь краю» на 2011-2015 роки за 2012 рік',
      'Обласна комплексна програма «Молодь краю» на 2011-2015 роки',
    ],
    [
      'ЗВІТ ПРО ВИКОНАННЯ ОБЛАСНОЇ ПРОГРАМИ РОЗВИТКУ КУЛЬТУРИ НА 2016-2017 РОКИ ЗА 2016 РІК',
      'ОБЛАСНА ПРОГРАМА РОЗВИТКУ КУЛЬТУРИ НА 2016-2017 РОКИ',
    ],
    [
      'Інформація про виконання у 2018 році заходів Регіональної програми «Чиста вода», затвердженої рішенням обласної ради від 12.03.2016 № 58',
      'Регіональна програма «Чиста вода»',
    ],
    [
      'Інформація щодо реалізації районної програми "Турбота" у IV кварталі 2019 року',
      'Районна програма "Турбота"',
    ],
    [
      'Інформація про виконання заходів, передбачених Державною стратегією регіонального розвитку',
      'Державна стратегія регіонального розвитку',
    ],
    [
      'На виконання Програми енергозбереження на 2018-2020 роки (далі – Програма) надаємо інформацію',
      'Програма енергозбереження на 2018-2020 роки',
    ],
    [
      'Інформація про виконання у І півріччі 2025 року заходів Комплексної програми підтримки ветеранів',
      'Комплексна програма підтримки ветеранів',
    ],
    [
      'про виконання Регіональної програми «Питна вода» (2024 рік, перше півріччя)',
      'Регіональна програма «Питна вода»',
    ],
    [
      'Назва програми: Програма «Безпечна громада» на 2023-2027 роки',
      'Програма «Безпечна громада» на 2023-2027 роки',
    ],
    [
      'Отчет о выполнении Программы развития туризма на 2012-2014 годы за 2012 год',
      'Программа развития туризма на 2012-2014 годы',
    ],
  ])('%s', (text, expected) => expect(readProgramme(text)).toBe(expected))

  test.each([
    'Звіт про виконання Програми',
    'Інформація про виконання рішення обласної ради',
    'Звіт про роботу управління за 2019 рік',
    '',
  ])('%s names none', (text) => expect(readProgramme(text)).toBeNull())
})

describe('the respondent', () => {
  test.each([
    ['T Звіт Вербівської міської ради про виконання Програми', 'Вербівська міська рада', 'title'],
    [
      'T Інформація департаменту фінансів Луганської обласної державної адміністрації про виконання Програми',
      'Департамент фінансів Луганської обласної державної адміністрації',
      'title',
    ],
    [
      'Обласній військовій адміністрації | Департамент цифрового розвитку обласної військової адміністрації | T Інформація',
      'Департамент цифрового розвитку обласної військової адміністрації',
      'letterhead',
    ],
    [
      'Додаток 2 | T Стан виконання Програми | (Яворівецька районна військова адміністрація)',
      'Яворівецька районна військова адміністрація',
      'letterhead',
    ],
    [
      'ЛУГАНСЬКА ОБЛАСНА ДЕРЖАВНА АДМІНІСТРАЦІЯ | ДЕПАРТАМЕНТ ЖИТЛОВО-КОМУНАЛЬНОГО ГОСПОДАРСТВА | T Звіт',
      'ДЕПАРТАМЕНТ ЖИТЛОВО-КОМУНАЛЬНОГО ГОСПОДАРСТВА',
      'letterhead',
    ],
    [
      'Управління культури | Луганської обласної державної адміністрації | T Звіт',
      'Управління культури Луганської обласної державної адміністрації',
      'letterhead',
    ],
    [
      'Додаток до листа виконавчого комітету Дібровської міської ради | T Інформація',
      'Виконавчий комітет Дібровської міської ради',
      'letter',
    ],
    [
      'T Звіт | На виконання листа департаменту економіки облдержадміністрації Сватівська районна державна адміністрація надає інформацію',
      'Сватівська районна державна адміністрація',
      'text',
    ],
    [
      'T Звіт | Служби у справах дітей про виконання Плану заходів за 2024 рік',
      'Служба у справах дітей',
      'title',
    ],
    [
      'T Звіт про виконання Програми «Молодь» за 9 місяців 2024 року Департамент освіти і науки Бурівської ОВА',
      'Департамент освіти і науки Бурівської ОВА',
      'letterhead',
    ],
    [
      'ЗЕЛЕНДОЛЬСЬКА РАЙОННА ДЕРЖАВНА АДМІНІСТРАЦІЯ | ВІДДІЛ ОСВІТИ | вул. Шевченка, 5 | T Звіт',
      'ВІДДІЛ ОСВІТИ',
      'letterhead',
    ],
    [
      'Зелендольська районна рада | Комунальне некомерційне підприємство «Лікарня» | T Звіт',
      'Комунальне некомерційне підприємство «Лікарня»',
      'letterhead',
    ],
    [
      "T Звіт головного розпорядника коштів – Департаменту охорони здоров'я Бурівської ОВА про виконання Програми",
      "Департамент охорони здоров'я Бурівської ОВА",
      'title',
    ],
    [
      'T Звіт | Назва органу, що звітує: Управління цивільного захисту Яснодарської міської ради',
      'Управління цивільного захисту Яснодарської міської ради',
      'text',
    ],
    [
      'Голові обласної державної адміністрації | T Звіт -- Голова Сватівської райдержадміністрації     О. СИДОРЕНКО',
      'Сватівська райдержадміністрація',
      'signature',
    ],
    [
      'T Звіт -- В.о. начальника управління культури та туризму | обласної державної адміністрації Іван ПЕТРЕНКО',
      'Управління культури та туризму обласної державної адміністрації',
      'signature',
    ],
  ])('%s', (drawing, name, source) => {
    expect(readRespondent(around(drawing), lexicon)).toMatchObject({ text: name, source })
  })

  test.each([
    ['an addressee', 'Департаменту фінансів облдержадміністрації | T Звіт'],
    ['who approved it', 'ЗАТВЕРДЖЕНО | рішення обласної ради | T Звіт'],
    ['who agreed', 'ПОГОДЖЕНО | Департамент фінансів облдержадміністрації | T Звіт'],
    ['a bare unit', 'T Звіт -- Директор департаменту (підпис)'],
    ['a committee without a place', 'Додаток | до листа виконавчого комітету | T Звіт'],
    ['somebody who typed', 'T Звіт -- Вик. відділ освіти, тел. (0ХХХ) 2-14-00'],
    ['the council that decided', 'T Звіт | На виконання рішення обласної ради надаємо звіт.'],
  ])('%s is none', (_, drawing) => {
    expect(readRespondent(around(drawing), lexicon)).toBeNull()
  })

  test('two places that agree are surer than one, and the fuller name counts', () => {
    const one = readRespondent(around('Департамент фінансів | T Звіт'), lexicon)
    const two = readRespondent(
      around('Департамент фінансів | T Звіт -- Директор департаменту фінансів ОДА (підпис)'),
      lexicon,
    )
    expect(two?.confidence).toBeGreaterThan(one?.confidence ?? 1)
    expect(two?.text).toBe('Департамент фінансів ОДА')
  })

  test.each([
    'Департамент освіти | Департамент економіки | T Звіт',
    'Департамент освіти | T Звіт -- Начальник управління культури ОДА',
  ])('%s: two bodies are none', (drawing) => {
    const { heading } = readHeading(null, around(drawing), { facts: {}, lexicon })
    expect(heading.respondent).toBeNull()
  })
})

describe('the period', () => {
  test.each([
    'Звіт про виконання Програми розвитку туризму 2018-2022 років',
    'Звіт про виконання Програми «Турбота» на 2018–2022 роки',
  ])('%s tells only the time of the programme', (text) => expect(rankPeriod(text)).toBeNull())

  test('is told by a field', () => {
    expect(rankPeriod('Звітний період: IV квартал 2024 року')).toEqual({
      from: '2024-10-01',
      to: '2024-12-31',
      rank: 3,
    })
  })

  test('stands in the heading of the column where nothing else tells it', () => {
    const { heading } = readHeading(
      null,
      around('T Звіт', ['Стан виконання за І півріччя 2017 року']),
      { facts: {}, lexicon },
    )
    expect(heading.period).toEqual({ from: '2017-01-01', to: '2017-06-30' })
    expect(heading.found[0]).toMatchObject({ fact: 'period', source: 'column' })
  })

  test('a date in a letter is no period', () => {
    const { heading } = readHeading(null, around('На лист від 12.03.2016 № 58 | T Звіт'), {
      facts: {},
      lexicon,
    })
    expect(heading.period).toBeNull()
  })
})

describe('the importer', () => {
  const title = { text: 'Звіт про виконання Програми «Вода» за 2018 рік', at: [{ paragraph: 1 }] }
  const lines = around('Управління екології ОДА | T Звіт про виконання Програми «Вода» за 2018 рік')

  test('is not asked where the document tells all, each with its place', () => {
    const { heading } = readHeading(title, lines, { facts: {}, lexicon })
    expect(heading).toMatchObject({
      respondent: 'Управління екології ОДА',
      programme: 'Програма «Вода»',
      period: { from: '2018-01-01', to: '2018-12-31' },
      given: [],
    })
    expect(heading.found.map(({ fact, source, at }) => [fact, source, at])).toEqual([
      ['respondent', 'letterhead', [{ paragraph: 0 }]],
      ['programme', 'title', title.at],
      ['period', 'title', title.at],
    ])
  })

  test('wins, and a difference is told', () => {
    const facts = {
      respondent: 'Департамент освіти',
      programme: 'Програма «Школа»',
      period: { from: '2017-01-01', to: '2017-12-31' },
    }
    const { heading, diagnostics } = readHeading(title, lines, { facts, lexicon })
    expect(heading).toMatchObject({ ...facts, given: ['respondent', 'programme', 'period'] })
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'FACT_DIFFERS',
      'FACT_DIFFERS',
      'FACT_DIFFERS',
    ])
  })

  test('may name the same body and programme in other words', () => {
    const facts = {
      respondent: 'управління екології обласної державної адміністрації',
      programme: 'програма "Вода"',
    }
    expect(readHeading(title, lines, { facts, lexicon }).diagnostics).toEqual([])
  })
})
