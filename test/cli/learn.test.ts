import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { HAS_ENGINE } from '../support/engine.ts'
import { addFile, makeFolder, zvit } from '../support/zvit.ts'

/* An office whose reports have a column, a body, a deadline and a row that no grammar knows decides, and zvit learns. */

const BODIES = ['Агенція міста', 'райдержадміністрації', 'Управління культури']
const PEOPLE = ['Світлана', 'Ганна Петрівна', 'Олег']

/** Odd reports name bodies, even ones stand under a heading that is not known. */
function report(number: number): string {
  const [heading, executors] = number % 2 ? ['Виконавці', BODIES] : ['Куратор напряму', PEOPLE]
  const rows = executors.map((who, index) => {
    const item = index === 0 ? ['1.', 'Парки'] : ['', '']
    const deadline = index === 1 ? 'на сталій основі' : '2016 рік'
    const text = `${index + 1}) ремонт парку № ${number}${index}`
    return [...item, text, deadline, who, `Виконано у повному обсязі, ${index} шт.`]
  })
  return [
    ['№ з/п', 'Завдання', 'Найменування заходу', 'Строк виконання', heading, 'Стан виконання'],
    ['I. Благоустрій міста'],
    ...rows,
    ['', '', `Довідково: підсумки за напрямом № ${number}`, '', '', 'Освоєно 10 тис. грн'],
  ]
    .map((cells) => `${cells.join('\t')}\n`)
    .join('')
}

/** Reports in a folder, or in an archive in it. */
function office(numbers: readonly number[], archive = ''): string {
  const files = numbers.map((number) => [`${number}.txt`, report(number)] as const)
  const facts = numbers.map(
    (number) =>
      `${archive}${number}.txt;${number === 9 ? BODIES[2] : 'Департамент розвитку'};Програма озеленення № ${number};2016`,
  )
  return makeFolder({
    ...(archive === ''
      ? Object.fromEntries(files.map(([name, text]) => [`in/${name}`, text]))
      : {
          'in/a.zip': zipSync(
            Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)])),
          ),
        }),
    'facts.csv': ['file;respondent;programme;period', ...facts].join('\n'),
  })
}

type Row = Readonly<Record<string, unknown>>

function rowsIn(folder: string, out: string): ReadonlyMap<string, Row> {
  const columns =
    'key, sourceName, measureId, measureText, deadlineText, deadlineKind, executorsText, respondentAmongExecutors as standing, responseText, status, detail'
  const { stdout } = zvit(folder, ['query', out, `select ${columns} from allMeasures`])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
  return new Map(rows.map((row) => [`${row.sourceName} ${row.measureId}`, row]))
}

const READ = ['import', 'in', '--manifest', 'facts.csv', '--out']

type Decided = readonly [row: string, column: string, value: string]

function decide(folder: string, decided: readonly Decided[]): void {
  const rows = rowsIn(folder, 'out')
  const columns = [...new Set(decided.map(([, column]) => column))]
  const lines = decided.map(([row, column, value]) =>
    [rows.get(row)?.key, 'Ганна', ...columns.map((one) => (one === column ? value : ''))].join(';'),
  )
  addFile(folder, 'decided.csv', [['key', 'by', ...columns].join(';'), ...lines].join('\n'))
  expect(zvit(folder, ['correct', 'out', '--from', 'decided.csv']).code).toBe(0)
}

const DECIDED: readonly Decided[] = [
  ...[1, 3, 5].map(
    (one): Decided => [`${one}.txt I.1.1`, 'right executors', 'Департамент розвитку'],
  ),
  ...[2, 4].map((one): Decided => [`${one}.txt I.1.1`, 'right executors', 'Світлана']),
  ['6.txt I.1.2', 'right executors', 'Ганна Петрівна'],
  ...[1, 2, 4].map((one): Decided => [`${one}.txt I.1.4`, 'not a measure', 'yes']),
  ...[1, 2, 5].map((one): Decided => [`${one}.txt I.1.2`, 'right deadline', 'постійно']),
  ['6.txt I.1.3', 'right number', 'I.1.7'],
  ['6.txt I.1.1', 'right status', 'partial'],
]

test.skipIf(!HAS_ENGINE)(
  'what an office decides becomes a grammar that reads so, and nothing else otherwise',
  () => {
    const folder = office([1, 2, 3, 4, 5, 6])
    zvit(folder, [...READ, 'out'])
    decide(folder, DECIDED)
    const { code, stdout, stderr } = zvit(folder, ['grammar', 'learn', 'out', '--out', 'ours'])
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/^13 decisions .* held back: 0 are needless .* 12 by one/)
    expect(stderr).toContain(
      '2 decisions teach nothing: statuses, which `zvit train` learns: 1, numbers: 1',
    )
    const learnt = parse(readFileSync(join(folder, 'ours', 'learnt.yaml'), 'utf8'))
    expect({ ...learnt, rows: Object.values(learnt.rows) }).toMatchObject({
      bodies: { same: [{ name: 'департамент розвитку', forms: ['агенція міста'] }] },
      columns: { executors: { words: ['Куратор напряму'] } },
      language: { patterns: { permanent: [{ pattern: 'на сталій основі' }] } },
      rows: [{ kind: 'total_row', examples: ['Довідково: підсумки за напрямом № 1'] }],
    })
    expect(zvit(folder, ['grammar', 'check', 'ours']).code).toBe(0)
    expect(zvit(folder, ['grammar', 'test', 'ours']).stdout).toContain(' 0 failed')

    // What was learnt is learnt again from results that were read so.
    const file = join(folder, 'ours', 'learnt.yaml')
    const first = readFileSync(file, 'utf8')
    zvit(folder, [...READ, 'out', '--grammar', 'ours'])
    expect(rowsIn(folder, 'out').get('1.txt I.1.1')?.standing).toBe('named')
    expect(zvit(folder, ['grammar', 'learn', 'out', '--out', 'ours']).stderr).toContain(stderr)
    expect(readFileSync(file, 'utf8')).toBe(first)

    // Reports that nobody has decided about, by an office that names its grammar once.
    const later = office([7, 8])
    for (const file of ['grammar.yaml', 'learnt.yaml'])
      addFile(later, `ours/${file}`, readFileSync(join(folder, 'ours', file)))
    zvit(later, [...READ, 'plain'])
    addFile(later, 'zvit.yaml', 'grammar: ours\n')
    zvit(later, [...READ, 'taught'])
    const [plain, taught] = [rowsIn(later, 'plain'), rowsIn(later, 'taught')]
    const people = new Map(PEOPLE.map((who, index) => [`8.txt I.1.${index + 1}`, who]))
    const wanted = [...plain].flatMap(([name, row]) => {
      if (name.endsWith('.4')) return []
      const standing = name === '7.txt I.1.1' ? 'named' : row.standing
      const deadlineKind = name.endsWith('.2') ? 'permanent' : row.deadlineKind
      const executorsText = people.get(name) ?? row.executorsText
      return [[name, { ...row, standing, deadlineKind, executorsText }] as const]
    })
    expect([...plain].filter(([name]) => name.endsWith('.4'))).toHaveLength(2)
    expect([...taught]).toEqual(wanted)
  },
)

test.skipIf(!HAS_ENGINE)(
  'what would change a value that people hold right, or is said by one, is left out',
  () => {
    const folder = office([1, 2, 3, 4, 9], 'a.zip/')
    zvit(folder, [...READ, 'out'])
    decide(folder, [
      ['a.zip/1.txt I.1.1', 'right executors', 'Департамент розвитку'],
      ['a.zip/3.txt I.1.1', 'right executors', 'Департамент розвитку'],
      // What reports under its own name is no other name of a body.
      ['a.zip/1.txt I.1.3', 'right executors', 'Департамент розвитку'],
      ['a.zip/3.txt I.1.3', 'right executors', 'Департамент розвитку'],
      ['a.zip/1.txt I.1.2', 'right deadline', 'постійно'],
      ['a.zip/2.txt I.1.2', 'right deadline', 'постійно'],
      ['a.zip/3.txt I.1.2', 'read right', 'yes'],
      ['a.zip/2.txt I.1.1', 'right executors', 'Світлана'],
      ['a.zip/1.txt I.1.4', 'not a measure', 'yes'],
      ['a.zip/2.txt I.1.4', 'not a measure', 'yes'],
      ['a.zip/3.txt I.1.4', 'right number', 'I.1.5'],
    ])
    const { stdout, stderr } = zvit(folder, ['grammar', 'learn', 'out'])
    expect(Object.keys(parse(stdout))).toEqual(['extends', 'grammar', 'version', 'bodies'])
    expect(stderr).toContain(
      'Left out: «на сталій основі», which would change another value (a.zip/3.txt',
    )
    expect(stderr).toContain('Left out: «Довідково: підсумки за напрямом № 1»')
    expect(parse(stdout).bodies.same).toMatchObject([{ forms: ['агенція міста'] }])
    expect(stderr).toContain(
      'Left out: «Управління культури», which would change another value (a.zip/9.txt',
    )
    expect(stderr).toContain('too few say so: 1')
    // One decision more, and the heading is learnt, too.
    const one = zvit(folder, ['grammar', 'learn', 'out', '--least', '1'])
    expect(parse(one.stdout).columns.executors.words).toEqual(['Куратор напряму'])
  },
)
