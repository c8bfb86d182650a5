import { describe, expect, test } from 'vitest'
import type { ParseOptions } from '../../src/parse.ts'
import { parseParts } from '../../src/parse.ts'
import { loadGrammar } from '../../src/resources.ts'

/* From the text of a report to its findings, each code where it must be seen and where it must not. */

const grammar = await loadGrammar(undefined)
const FACTS = {
  respondent: 'Управління культури Бурівської облдержадміністрації',
  period: { from: '2016-01-01', to: '2016-12-31' },
}

type Row = readonly [
  measure: string,
  deadline: string,
  executors: string,
  response: string | undefined,
]

async function read(rows: readonly Row[], facts: Partial<ParseOptions> = FACTS) {
  const table = rows.map((cells, index) =>
    [`${index + 1})`, ...cells].filter((cell) => cell !== undefined).join('\t'),
  )
  const heading = ['№', 'Захід', 'Строк', 'Виконавці', 'Стан виконання'].join('\t')
  const text = [heading, 'I. Культура', ...table].join('\n')
  const [report] = await parseParts(Buffer.from(text), { name: 'a.txt', grammar, ...facts })
  return report
}

async function codes(row: Row, facts: Partial<ParseOptions> = FACTS): Promise<readonly string[]> {
  return (await read([row, OTHER], facts))?.findings.map(({ code }) => code) ?? []
}

const OWN = 'управління культури облдержадміністрації'
const OTHER: Row = ['ремонт клубу', '2016 рік', OWN, 'Відремонтовано 2 клуби']
const DISCLAIMER = 'Не належить до компетенції управління'

describe.each([
  ['RESPONSIBLE_BUT_DISCLAIMED', OWN, 'структурні підрозділи ОДА', 'органи виконавчої влади'],
])('%s', (code, ...executors) => {
  test.each(executors)('seen of %s', async (bodies) =>
    expect(await codes(['проведення концертів', '2016 рік', bodies, DISCLAIMER])).toEqual([code]),
  )
  test.each([
    ['районні ради', DISCLAIMER],
    ['Департамент освіти і науки ОДА', DISCLAIMER],
    [OWN, 'Проведено 12 концертів'],
    [OWN, 'Не виконано через відсутність коштів'],
  ])('not of %s: %s', async (bodies, response) =>
    expect(await codes(['проведення концертів', '2016 рік', bodies, response])).toEqual([]),
  )
})

describe('NOT_NAMED_BUT_DONE', () => {
  test.each(['районні ради', 'Департамент освіти і науки ОДА', 'МОЗ'])(
    'seen of %s',
    async (bodies) =>
      expect(
        await codes(['проведення концертів', '2016 рік', bodies, 'Проведено 12 концертів']),
      ).toEqual(['NOT_NAMED_BUT_DONE']),
  )
  test.each([
    [OWN, 'Проведено 12 концертів'],
    ['структурні підрозділи облдержадміністрації', 'Проведено 12 концертів'],
    ['облдержадміністрація', 'Проведено 12 концертів'],
    ['', 'Проведено 12 концертів'],
    ['районні ради', 'Не проводилось через відсутність коштів'],
    ['районні ради', ''],
  ])('not of «%s»: «%s»', async (bodies, response) =>
    expect(await codes(['проведення концертів', '2016 рік', bodies, response])).toEqual([]),
  )
})

test('without a respondent neither is computed, and a diagnostic says so', async () => {
  const rows: readonly Row[] = [
    ['проведення концертів', '2016 рік', OWN, DISCLAIMER],
    ['облік книжок', '2016 рік', 'районні ради', 'Обліковано 64 книжки'],
  ]
  const unknown = await read(rows, { period: FACTS.period })
  expect(unknown?.findings).toEqual([])
  expect(unknown?.diagnostics.map(({ code }) => code)).toContain('RESPONDENT_UNKNOWN')
  const known = await read(rows)
  expect(known?.findings.map(({ code }) => code)).toEqual([
    'RESPONSIBLE_BUT_DISCLAIMED',
    'NOT_NAMED_BUT_DONE',
  ])
  expect(known?.diagnostics.map(({ code }) => code)).not.toContain('RESPONDENT_UNKNOWN')
})

describe('RESPONSE_CELL_MISSING', () => {
  const cells = (response: string) =>
    `<tr><td>1)</td><td>ремонт клубу</td><td>2016 рік</td><td>${OWN}</td>${response}</tr>`
  const found = async (response: string) => {
    const heading = ['№', 'Захід', 'Строк', 'Виконавці', 'Стан виконання']
    const html = `<table><tr>${heading.map((one) => `<th>${one}</th>`).join('')}</tr>${cells(response)}</table>`
    const [report] = await parseParts(Buffer.from(html), { name: 'a.html', grammar, ...FACTS })
    return report?.findings.map(({ code }) => code)
  }
  test('seen where the row has no cell', async () =>
    expect(await found('')).toEqual(['RESPONSE_CELL_MISSING']))
  test.each(['<td></td>', '<td>–</td>', '<td>Відремонтовано 2 клуби</td>'])(
    'not of %s',
    async (cell) => expect(await found(cell)).toEqual([]),
  )
})

describe('REPEATED_RESPONSE', () => {
  const both = async (first: string, second: string) => {
    const report = await read([
      ['ремонт клубу', '2016 рік', OWN, first],
      ['облік книжок', '2016 рік', OWN, second],
    ])
    return report?.findings.map(({ code, measures }) => [code, ...measures])
  }
  test.each([
    ['Роботу проведено в повному обсязі', 'Роботу проведено в повному обсязі'],
    ['Роботу проведено в повному обсязі.', 'роботу  проведено в повному обсязі'],
  ])('seen of «%s»', async (first, second) =>
    expect(await both(first, second)).toEqual([['REPEATED_RESPONSE', 'I.1', 'I.2']]),
  )
  test.each([
    ['Виконано', 'Виконано'],
    ['Роботу проведено в повному обсязі', 'Роботу проведено в неповному обсязі'],
    ['', ''],
  ])('not of «%s»', async (first, second) => expect(await both(first, second)).toEqual([]))
  test('not of disclaimers', async () => {
    const found = await both(`${DISCLAIMER} культури`, `${DISCLAIMER} культури`)
    expect(found?.map(([code]) => code)).toEqual([
      'RESPONSIBLE_BUT_DISCLAIMED',
      'RESPONSIBLE_BUT_DISCLAIMED',
    ])
  })
})

describe('RESPONSE_COPIES_MEASURE', () => {
  const measure = 'проведення тематичних концертів у бібліотеках району'
  test.each([
    'Проведення тематичних концертів у бібліотеках району.',
    'проведення тематичних концертів у бібліотеках',
    '1) Проведення тематичних концертів у бібліотеках району',
  ])('seen of «%s»', async (response) =>
    expect(await codes([measure, '2016 рік', OWN, response])).toContain('RESPONSE_COPIES_MEASURE'),
  )
  test.each([
    'Проведення тематичних концертів у бібліотеках району: проведено 12',
    'Проведено тематичні концерти у бібліотеках району',
    'Виконано',
    '',
  ])('not of «%s»', async (response) =>
    expect(await codes([measure, '2016 рік', OWN, response])).toEqual([]),
  )
})

describe('STRICTER_PERIOD_IN_TEXT', () => {
  test.each([
    ['проведення щокварталу концертів', '2016-2017 роки'],
    ['проведення концертів не рідше одного разу на місяць', 'протягом року'],
    ['проведення щомісяця концертів', 'щокварталу'],
    ['щорічне проведення концертів', '2016-2017 роки'],
    ['проведення концертів кожного понеділка', 'до 1 грудня 2016 року'],
  ])('seen of «%s» until «%s»', async (measure, deadline) =>
    expect(await codes([measure, deadline, OWN, 'Проведено 12 концертів'])).toEqual([
      'STRICTER_PERIOD_IN_TEXT',
    ]),
  )
  test.each([
    ['проведення щокварталу концертів', 'щокварталу'],
    ['проведення щокварталу концертів', 'щомісяця'],
    ['проведення щокварталу концертів', 'постійно'],
    ['проведення щокварталу концертів', ''],
    ['проведення концертів', '2016-2017 роки'],
    ['щорічне проведення концертів', 'протягом року'],
  ])('not of «%s» until «%s»', async (measure, deadline) =>
    expect(await codes([measure, deadline, OWN, 'Проведено 12 концертів'])).toEqual([]),
  )
})

describe('EVIDENCE_OUTSIDE_PERIOD', () => {
  const answer = (response: string) => codes(['проведення концертів', '2016 рік', OWN, response])
  test.each([
    'Проведено 12 концертів у травні 2015 року',
    'Наказом від 14.03.2017 № 27 затверджено план концертів',
    'Концерти проведено 12.05.2015 та 14.06.2017',
  ])('seen of «%s»', async (response) =>
    expect(await answer(response)).toEqual(['EVIDENCE_OUTSIDE_PERIOD']),
  )
  test.each([
    'Проведено 12 концертів у травні 2016 року',
    'Концерти проведено 12.05.2015 та 14.06.2016',
    'Проведено 2016 концертів',
    'Заплановано на травень 2017 року',
    'На виконання розпорядження від 12.03.2014 № 65 проведено 2 концерти',
  ])('not of «%s»', async (response) => expect(await answer(response)).toEqual([]))
  test('not where the period is unknown', async () =>
    expect(
      await codes(['проведення концертів', '2016 рік', OWN, 'Проведено у травні 2015 року'], {
        respondent: FACTS.respondent,
      }),
    ).toEqual([]))
})
