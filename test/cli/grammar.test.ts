import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { addFile, makeFolder, textReport, zvit } from '../support/zvit.ts'

const shown = zvit('.', ['grammar', 'show']).stdout

test('list names the built-in grammar with its version', () => {
  const { code, stdout } = zvit('.', ['grammar', 'list'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^programme-report {2}\d+\.\d+\.\d+ {2}\S/m)
})

test('a grammar that was shown checks, tests and parses as the built-in one', () => {
  const folder = makeFolder({ 'my.yaml': shown, 'a.txt': textReport() })
  expect(zvit(folder, ['grammar', 'check', 'my.yaml', 'programme-report'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^(?:programme-report \d\S+: no mistakes, .*\n){2}$/),
  })
  const { code, stdout } = zvit(folder, ['grammar', 'test', 'my.yaml'])
  expect({ code, last: stdout.trim().split('\n').at(-1) }).toEqual({
    code: 0,
    last: expect.stringMatching(/^\d+ examples, 0 failed, /),
  })
  const reports = [['--grammar', 'my.yaml'], []].map((more) =>
    zvit(folder, ['parse', 'a.txt', ...more]),
  )
  const [own, builtIn] = reports.map((ended) => JSON.parse(ended.stdout).sections)
  expect(own).toEqual(builtIn)
})

test('a mistake is told with line, column and the nearest word', () => {
  const folder = makeFolder({ 'my.yaml': shown.replace(/^version:/m, 'versoin:') })
  const line = shown.split('\n').findIndex((text) => text.startsWith('version:')) + 1
  const { code, stdout, stderr } = zvit(folder, ['grammar', 'check', 'my.yaml'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^GRAMMAR_INVALID: .*'version'/)
  expect(stderr).toContain(`my.yaml:${line}:1 `)
})

test('an example that its rule does not bear out is told with its line', () => {
  const wrong = "examples: ['Заплановано на IV квартал', "
  const text = shown.replace("examples: ['Не належить до повноважень", (found) =>
    found.replace("examples: ['", `${wrong}'`),
  )
  const folder = makeFolder({ 'my.yaml': text })
  const line = text.split('\n').findIndex((one) => one.includes(wrong)) + 1
  const { code, stdout } = zvit(folder, ['grammar', 'test', 'my.yaml'])
  expect(code).toBe(1)
  expect(stdout).toMatch(
    new RegExp(`^my\\.yaml:${line}: \\S+: «Заплановано на IV квартал»: expected`, 'm'),
  )
})

describe('an office writes only what it adds, changes and takes away', () => {
  const own = [
    'grammar: our-office',
    'version: 1.0.0',
    'extends: programme-report',
    'columns:',
    '  note: { words: [ґрунтовка], examples: [Ґрунтовка] }',
    'costs: { numberGap: 5 }',
    'without:',
    '  classes: { rules: [not_done.moved] }',
    '',
  ].join('\n')
  const report = [
    'Захід\tСтрок\tҐрунтовка\tСтан виконання',
    '1) садіння дерев\t2016 рік\tклен\tСадіння перенесено на 2018 рік',
  ].join('\n')
  const parse = (folder: string, ...more: readonly string[]) => {
    const { code, stdout } = zvit(folder, ['parse', 'a.txt', ...more])
    expect(code).toBe(0)
    const { producedBy, sections } = JSON.parse(stdout)
    return { producedBy, measure: sections[0].items[0].measures[0] }
  }

  test('in one file or in a folder, and documents are read so', () => {
    const folder = makeFolder({
      'my.yaml': own,
      'office/a.yaml': own,
      'office/more/b.yaml': 'bodies: { ignored: [наш] }\n',
      'a.txt': report,
    })
    const known = parse(folder).measure
    expect(known.extra).toMatchObject([{ role: 'other', text: 'клен' }])
    expect(known.response.rules).toContain('not_done.moved')
    for (const grammar of ['my.yaml', './office']) {
      const { producedBy, measure } = parse(folder, '--grammar', grammar)
      expect(producedBy).toMatchObject({ grammar: 'our-office', grammarVersion: '1.0.0' })
      expect(measure.extra).toMatchObject([{ role: 'note', text: 'клен' }])
      expect(measure.response.rules).not.toContain('not_done.moved')
      expect(zvit(folder, ['grammar', 'check', grammar])).toMatchObject({ code: 0, stderr: '' })
    }
    const { stdout } = zvit(folder, ['grammar', 'show', 'my.yaml'])
    expect(stdout).toContain('numberGap: 5')
    expect(stdout).toContain('ґрунтовка')
    expect(stdout).not.toContain('id: not_done.moved')
  })
  test('check warns of what is hardly meant, and names a file that is not UTF-8', () => {
    const folder = makeFolder({
      'my.yaml': `${own}  rows: [no.such]\n`,
      'old.yaml': Uint8Array.from([0x23, 0x20, 0xe7, 0xe2, 0xb3, 0xf2, 0x0a]),
    })
    const { code, stderr } = zvit(folder, ['grammar', 'check', 'my.yaml'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^warning: my\.yaml:9:10 .*no\.such/),
    })
    expect(zvit(folder, ['grammar', 'check', 'old.yaml'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^GRAMMAR_INVALID: old\.yaml .*UTF-8.*windows-1251/),
    })
  })
  test('what learn finds is laid beside it', () => {
    const other = own.replace('words: [ґрунтовка], examples: [Ґрунтовка]', 'words: [дерево]')
    const folder = makeFolder({ 'office/a.yaml': other, 'in/a.txt': report, 'in/b.txt': report })
    addFile(folder, 'a.txt', report)
    expect(zvit(folder, ['grammar', 'learn', 'in', '--out', 'office']).code).toBe(0)
    const learnt = parseYaml(readFileSync(join(folder, 'office', 'learnt.yaml'), 'utf8'))
    expect(learnt).toEqual({ columns: { note: { words: ['Ґрунтовка'], examples: ['Ґрунтовка'] } } })
    expect(zvit(folder, ['grammar', 'check', 'office'])).toMatchObject({ code: 0, stderr: '' })
    expect(parse(folder, '--grammar', 'office').measure.extra).toMatchObject([{ role: 'note' }])
  })
})
