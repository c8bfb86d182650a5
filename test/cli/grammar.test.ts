import { expect, test } from 'vitest'
import { makeFolder, textReport, zvit } from '../support/zvit.ts'

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
