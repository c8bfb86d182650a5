import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { type Report, ReportSchema } from '../../src/model/report.ts'
import { makeFolder, textReport, zvit, zvitAlone } from '../support/zvit.ts'

function parse(args: readonly string[], input?: string): Report {
  const folder = makeFolder({ '2016/a.txt': textReport() })
  const { code, stdout, stderr } = zvitAlone(folder, ['parse', ...args], input)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Report
}

test('the report on standard output is what the schema says, keys in its order', () => {
  const report = parse(['2016/a.txt'])
  expect(new Ajv2020().validate(ReportSchema, report)).toBe(true)
  expect(orderOf(report)).toEqual(
    orderOf(inOrder(report, JSON.parse(JSON.stringify(ReportSchema)))),
  )
  expect(report.counts).toMatchObject({ sections: 2, items: 2, measures: 3 })
})

test('the source is named by its base name', () => {
  expect(parse(['2016/a.txt']).source).toMatchObject({ name: 'a.txt', part: 1, format: 'txt' })
})

test('- is standard input', () => {
  expect(parse(['-'], textReport()).sections).toEqual(parse(['2016/a.txt']).sections)
})

test('what the importer tells stands in the heading', () => {
  const told = ['--respondent', 'Управління', '--programme', '«Місто»', '--period=I квартал 2016']
  expect(parse(['2016/a.txt', ...told]).heading).toMatchObject({
    respondent: 'Управління',
    programme: '«Місто»',
    period: { from: '2016-01-01', to: '2016-03-31' },
    given: ['respondent', 'programme', 'period'],
  })
})

test('--pretty changes the blanks and nothing else', () => {
  const folder = makeFolder({ 'a.txt': textReport() })
  const [plain, pretty] = [[], ['--pretty']].map(
    (more) => zvit(folder, ['parse', 'a.txt', ...more]).stdout,
  )
  expect(plain?.split('\n')).toHaveLength(2)
  expect(pretty).toBe(`${JSON.stringify(JSON.parse(plain ?? ''), null, 2)}\n`)
})

test('a link is not followed', () => {
  const folder = makeFolder({ 'a.txt': textReport() })
  symlinkSync('a.txt', join(folder, 'link.txt'))
  expect(zvit(folder, ['parse', 'link.txt'])).toMatchObject({ code: 1, stdout: '' })
})

describe('what people read', () => {
  const folder = () => makeFolder({ 'a.txt': textReport() })

  test('text prints what the reader saw', () => {
    const { code, stdout } = zvit(folder(), ['text', 'a.txt'])
    expect(code).toBe(0)
    expect(stdout).toContain('1.\tДерева\t1) висаджування дерев\t2016 рік\t')
  })

  test('explain prints a line for each row', () => {
    const { code, stdout } = zvit(folder(), ['explain', 'a.txt'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^row /)
    expect(stdout).toMatch(/ section .* I\. Озеленення\n/)
    expect(stdout).not.toContain('\u001b')
  })

  test('explain --row tells one row', () => {
    const { code, stdout } = zvit(folder(), ['explain', 'a.txt', '--row', '2'])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^row {8}2 .*\ntext .*\nreading {4}section I: the heading of a section\n/,
    )
  })

  test('explain --row of a measure tells what its values were taken for', () => {
    const { stdout } = zvit(folder(), [
      'explain',
      'a.txt',
      '--row',
      '3',
      '--respondent',
      'Управління благоустрою',
    ])
    expect(stdout).toContain('\ndeadline   «2016 рік» → span from 2016-01-01 to 2016-12-31\n')
    expect(stdout).toContain('\nexecutors  управління благоустрою → the respondent: named\n')
    expect(stdout).toMatch(/\nresponse {3}done, evidenced, .*; by .*; because of «/)
  })

  test('explain tells the second of two measures of one number', () => {
    const twice = textReport().replace('2) обрізування', '1) обрізування')
    const { stdout } = zvit(makeFolder({ 'a.txt': twice }), ['explain', 'a.txt', '--row', '4'])
    expect(stdout).toContain('numberRepeated: the number was there already (2 after 2)\n')
    expect(stdout).toContain('\ndeadline   «постійно» → permanent\n')
  })
})

test.each(['report', 'measure'])('schema %s prints JSON Schema 2020-12', (name) => {
  const { code, stdout } = zvit('.', ['schema', name])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `zvit.${name}/1`,
  })
})

/** The keys of all objects, in the order in which they stand. */
function orderOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(orderOf)
  if (typeof value !== 'object' || value === null) return null
  return Object.entries(value).map(([key, inner]) => [key, orderOf(inner)])
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

/** The value with the keys of its objects in the order of the schema. */
function inOrder(value: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(value)) return value.map((entry) => inOrder(entry, schema?.items))
  if (typeof value !== 'object' || value === null) return value
  const properties =
    schema?.properties ?? schema?.anyOf?.find((one) => one.properties)?.properties ?? {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, inner]) =>
      key in value ? [[key, inOrder((value as Record<string, unknown>)[key], inner)]] : [],
    ),
  )
}
