import { describe, expect, test } from 'vitest'
import { loadGrammar } from '../../src/resources.ts'
import { manifestFinder, matchManifest, readManifest } from '../../src/run/manifest.ts'
import { readCsv } from '../../src/text/csv.ts'
import { readPeriod } from '../../src/values/dates/dates.ts'

const { language } = await loadGrammar()
const told: string[] = []
const read = (text: string) =>
  readManifest(
    readCsv(text),
    (period) => readPeriod(period, language),
    (message) => told.push(message),
  )

test('an empty field is a fact not told', () => {
  const manifest = read(
    'file;respondent;programme;period\n2016\\звіт.docx;Управління;;2016\nb.docx;;Мрія;\n',
  )
  expect([...manifest.values()]).toEqual([
    {
      line: 2,
      file: '2016\\звіт.docx',
      facts: { respondent: 'Управління', period: { from: '2016-01-01', to: '2016-12-31' } },
    },
    { line: 3, file: 'b.docx', facts: { programme: 'Мрія' } },
  ])
})

test('columns come in any order and may be left out', () => {
  expect([...read('Period,FILE\n2016,a.docx\n').values()]).toEqual([
    { line: 2, file: 'a.docx', facts: { period: { from: '2016-01-01', to: '2016-12-31' } } },
  ])
})

/** The file that the manifest gives each source. */
async function match(files: readonly string[], names: readonly string[]) {
  const sources = names.map((name) => ({ name }))
  const { rowOf, unmatched } = await matchManifest(read(`file\n${files.join('\n')}\n`), sources)
  return {
    rows: sources.map((source) => rowOf.get(source)?.file ?? null),
    unmatched: unmatched.map(({ file }) => file),
  }
}

test.each([
  ['й.docx', 'и\u0306.docx'],
  ['и\u0306.docx', 'й.docx'],
  ['2016\\a.docx', '2016/a.docx'],
  ['./a.docx', 'a.docx'],
  ['Звіт.DOCX', 'звіт.docx'],
  ['лист.eml', 'лист.eml/звіт.docx'],
  ['Архів.zip', 'архів.zip/2016/звіт.docx'],
])('%j names the file %j', (file, name) =>
  expect(match([file], [name])).resolves.toEqual({ rows: [file], unmatched: [] }),
)

test('names that differ only in their Unicode form stay apart', async () => {
  const names = ['й.docx', 'и\u0306.docx']
  expect(await match(names, names)).toEqual({ rows: names, unmatched: [] })
  expect(await match(['й.docx'], names)).toEqual({ rows: ['й.docx', null], unmatched: [] })
})

test('a mail with several documents is none of them, and its row tells which there are', async () => {
  const names = ['a.eml/1.docx', 'a.eml/2.docx']
  expect(await match(['a.eml'], names)).toEqual({ rows: [null, null], unmatched: ['a.eml'] })
  const { unmatched } = await matchManifest(
    read('file\nA.EML\n'),
    names.map((name) => ({ name })),
  )
  expect(unmatched).toEqual([{ line: 2, file: 'A.EML', holds: names }])
  expect(manifestFinder(read('file\na.eml\n'), names)('a.eml/1.docx')).toBeNull()
})

test('a table with its title above is read, and columns that nobody reads are told', () => {
  told.length = 0
  const rows = read(
    'Перелік файлів;;\nФайл;Виконавець листа;Орган\na.docx;Петренко;Відділ освіти\n',
  )
  expect([...rows.values()]).toEqual([
    { line: 3, file: 'a.docx', facts: { respondent: 'Відділ освіти' } },
  ])
  expect(told).toEqual([expect.stringContaining("'Виконавець листа'")])
})

test('a manifest in Ukrainian tells which files count', () => {
  const rows = read('Файл;Назва органу;Враховувати;;\na.docx;Відділ освіти;так;;\nb.docx;;Ні\n')
  expect([...rows.values()].map(({ facts, counts }) => [facts.respondent, counts])).toEqual([
    ['Відділ освіти', true],
    [undefined, false],
  ])
  expect(() => read('файл;враховувати\na.docx;можливо')).toThrow(/line 2: 'можливо' is no decision/)
})

test('rows that no file has are told in their order', () =>
  expect(match(['b.docx', 'a.docx', 'й.docx'], ['a.docx'])).resolves.toEqual({
    rows: ['a.docx'],
    unmatched: ['b.docx', 'й.docx'],
  }))

test.each([
  ['no heading', '', 'line 1'],
  ['no column of files', 'respondent\nУправління\n', 'line 1'],
  ['a column twice', 'file,file\na,b\n', "'file'"],
  ['no file', 'file,period\n,2016\n', 'line 2'],
  ['no period', 'file,period\na.docx,2016\n\nb.docx,колись\n', 'line 4'],
  ['a file twice', 'file,period\na.docx,2016\n./a.docx,2017\n', 'line 3'],
  ['too many fields', 'file,respondent\na.docx,Відділ, що діє\n', 'line 2'],
])('%s is told with its place', (_, text, place) => {
  const told = { code: 'USAGE', message: expect.stringContaining(place) }
  expect(() => read(text)).toThrow(expect.objectContaining(told))
})

describe('a pattern', () => {
  const facts = (pattern: string, name: string, more = '') => {
    return manifestFinder(read(`file;programme\n${pattern};${more}\n`), [name])(name)?.facts ?? null
  }

  test.each([
    [
      '{period}/{respondent}.*',
      '2016/Відділ освіти.docx',
      { respondent: 'Відділ освіти', period: '2016-01-01' },
    ],
    [
      '{period}/{respondent}.*',
      'I квартал 2017/а.б.pdf',
      { respondent: 'а.б', period: '2017-01-01' },
    ],
    ['{period}/{respondent}.*', '2016/deep/a.docx', null],
    ['{period}/{respondent}.*', 'інше/a.docx', null],
    ['**/{respondent}.docx', 'a/b/Сад.docx', { respondent: 'Сад' }],
    ['*.docx', 'a.docx', {}],
    ['*.docx', 'x/a.docx', null],
    ['{respondent}/звіт {respondent}.txt', 'Сад/звіт Сад.txt', { respondent: 'Сад' }],
    ['{respondent}/звіт {respondent}.txt', 'Сад/звіт Ліс.txt', null],
    ['{respondent}.й', 'Сад.и\u0306', { respondent: 'Сад' }],
    ['a+(b).{respondent}', 'a+(b).x', { respondent: 'x' }],
    ['a+(b).{respondent}', 'aa(b).x', null],
    ['*{respondent}/звіт {respondent}.txt', 'x Сад/звіт Сад.txt', { respondent: 'Сад' }],
    ['**.docx', '.docx', {}],
    ['*.docx', '.docx', null],
    ['{respondent}*', 'Сади', { respondent: 'Сад' }],
  ])('%s and %s', (pattern, name, expected) => {
    const found = facts(pattern, name)
    const period = found?.period ? { period: found.period.from } : {}
    expect(found && { ...found, ...period }).toEqual(expected)
  })

  test('tells what its row tells besides', () =>
    expect(facts('{respondent}.*', 'Сад.txt', 'Місто')).toEqual({
      respondent: 'Сад',
      programme: 'Місто',
    }))

  test('gives way to a row of the very name, and to patterns before it', async () => {
    const names = ['a.txt', 'b.txt', 'c.docx', '*.md']
    expect(await match(['*.txt', 'b.txt', '*.docx', '*', '*.md'], names)).toEqual({
      rows: ['*.txt', 'b.txt', '*.docx', '*.md'],
      unmatched: ['*'],
    })
  })

  test('that tells a fact twice is a mistake', () =>
    expect(() => read('file;respondent\n{respondent}.*;Сад\n')).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('line 2') }),
    ))
})
