import { expect, test } from 'vitest'
import { loadGrammar } from '../../src/resources.ts'
import { readRoster } from '../../src/stats/roster.ts'
import { readCsv } from '../../src/text/csv.ts'
import { readPeriod } from '../../src/values/dates/dates.ts'

const { language } = await loadGrammar()
const told: string[] = []
const read = (text: string) =>
  readRoster(
    readCsv(text.replace(/^\ufeff/, '')),
    (period) => readPeriod(period, language),
    (message) => told.push(message),
  )

test('a roster of one column may have commas in its names', () =>
  expect(read('respondent\nСлужба, що рятує').map(({ body }) => body)).toEqual([
    'Служба, що рятує',
  ]))

test('a roster names bodies, their other names, programme and period', () => {
  const text =
    'respondent;also;period\n' +
    'Департамент освіти;ДОН | Департамент освіти і науки;2016\n' +
    'Департамент фінансів;;\n'
  expect(read(text)).toEqual([
    {
      body: 'Департамент освіти',
      aliases: ['ДОН', 'Департамент освіти і науки'],
      programme: null,
      period: { from: '2016-01-01', to: '2016-12-31' },
      fields: {},
    },
    { body: 'Департамент фінансів', aliases: [], programme: null, period: null, fields: {} },
  ])
})

test.each([
  ['body\nx', /line 1: there is no column 'respondent'/],
  ['respondent,respondent\nx,y', /line 1: the column 'respondent' stands twice/],
  ['respondent,also\n,y', /line 2: the field 'respondent' is empty/],
  ['respondent,period\nx,колись', /line 2: 'колись' is no period/],
  ['respondent;also\nx;y;z', /line 2: 3 fields, but 2 columns/],
])('%j is refused with its line', (text, message) => expect(() => read(text)).toThrow(message))

test('a roster as Excel saves it: headings in Ukrainian, rows ended with separators, a column without heading', () =>
  expect(
    read(
      '\ufeffНазва органу;Інші назви;;Звітний період;;\r\nВідділ освіти;ВО;;2024;;\r\n;;;;;\r\n',
    ),
  ).toEqual([
    {
      body: 'Відділ освіти',
      aliases: ['ВО'],
      programme: null,
      period: { from: '2024-01-01', to: '2024-12-31' },
      fields: {},
    },
  ]))
