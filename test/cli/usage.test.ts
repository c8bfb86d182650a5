import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { COMMANDS } from '../../src/cli/catalogue.ts'
import { makeFolder, textReport, zvit, zvitAlone } from '../support/zvit.ts'

describe('help', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])('zvit %j prints every command', (args) => {
    const { code, stdout, stderr } = zvit('.', args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const name of Object.keys(COMMANDS)) expect(stdout).toContain(`  ${name} `)
  })

  test.each(Object.entries(COMMANDS))(
    'zvit %s --help shows its options and an example',
    (name, command) => {
      const { code, stdout } = zvit('.', [name, '--help'])
      expect(code).toBe(0)
      for (const option of Object.keys(command.options)) expect(stdout).toContain(`  --${option} `)
      expect(stdout).toMatch(new RegExp(`Examples:\n  .*zvit ${name} `))
    },
  )

  test('zvit help COMMAND is zvit COMMAND --help', () => {
    const { code, stdout } = zvit('.', ['help', 'import'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: zvit('.', ['import', '--help']).stdout })
  })

  test('--version prints the version', () => {
    expect(zvit('.', ['--version']).stdout).toBe(`${packageJson.version}\n`)
  })
})

test.each<[string, readonly string[], string]>([
  ['an unknown command', ['prase', 'a.txt'], "'prase'. Did you mean parse?"],
  ['an unknown option', ['parse', '--prety', 'a.txt'], "'--prety'. Did you mean --pretty?"],
  ['an option of another command', ['text', '--pretty', 'a.txt'], "'--pretty'"],
  ['a name of an object', ['toString'], "'toString'"],
  ['an unknown short option', ['parse', '-p', 'a.txt'], "'-p'"],
  ['an option before the command', ['--pretty', 'parse'], "'--pretty'"],
  ['an option without its value', ['parse', 'a.txt', '--grammar'], 'NAME|FILE'],
  ['an option for a value', ['import', 'a', '--out', '--dry-run'], 'DIR'],
  ['an empty value', ['import', 'a', '--out='], 'DIR'],
  ['a value for a switch', ['parse', 'a.txt', '--pretty=2'], '--pretty'],
  ['no file', ['parse'], 'zvit parse FILE'],
  ['an empty name', ['parse', ''], 'zvit parse FILE'],
  ['two files', ['parse', 'a.txt', 'b.txt'], "'b.txt'"],
  ['no period', ['parse', 'a.txt', '--period', 'колись'], "'колись'"],
  ['a period and something else', ['parse', 'a.txt', '--period', '2016-13'], "'2016-13'"],
  ['no row', ['explain', 'a.txt', '--row', 'x'], "'x'"],
  ['a row that is not there', ['explain', 'a.txt', '--row', '99'], '99'],
  ['no output', ['import', 'a.txt'], '--out'],
  ['a limit of nothing', ['import', 'a.txt', '--out', 'out', '--time-limit', '0'], "'0'"],
  ['a limit that is none', ['import', 'a.txt', '--out', 'out', '--memory-limit', '1e9'], "'1e9'"],
  ['no document at a time', ['import', 'a.txt', '--out', 'out', '--concurrency', '0'], "'0'"],
  ['half a document', ['import', 'a.txt', '--out', 'out', '--concurrency', '1.5'], "'1.5'"],
  ['a folder for a manifest', ['import', 'a.txt', '--out', 'out', '--manifest', '.'], 'manifest'],
  ['a name that begins with -', ['parse', '-a.txt'], './-name'],
  ['a shortened option', ['parse', '--resp', 'x', 'a.txt'], 'Did you mean --respondent?'],
  ['an unknown schema', ['schema', 'measures'], "'measures'. Did you mean measure?"],
  ['an unknown action', ['grammar', 'tset'], "'tset'. Did you mean test?"],
])('%s is USAGE', (_, args, told) => {
  const { code, stdout, stderr } = zvit(makeFolder({ 'a.txt': textReport() }), args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^USAGE: [^\n]+\n$/)
  expect(stderr).toContain(told)
})

test.each([
  [['parse', 'b.txt'], 'INPUT_NOT_FOUND', 2],
  [['text', 'b.txt'], 'INPUT_NOT_FOUND', 2],
  [['classify', 'b.jsonl'], 'INPUT_NOT_FOUND', 2],
  [['import', 'b', '--out', 'out'], 'INPUT_NOT_FOUND', 2],
  [['import', 'a.txt', '--out', 'out', '--manifest', 'b.csv'], 'INPUT_NOT_FOUND', 2],
  [['import', 'a.txt', '--out', 'empty.txt'], 'OUTPUT_NOT_WRITABLE', 2],
  [['import', 'a.txt', '--out', 'a.txt/out'], 'OUTPUT_NOT_WRITABLE', 2],
  [['parse', 'a.txt', '--grammar', 'nobodys'], 'GRAMMAR_INVALID', 2],
  [['grammar', 'check', 'a.txt'], 'GRAMMAR_INVALID', 2],
  [['parse', '.'], 'NOT_A_FILE', 1],
  [['parse', 'empty.txt'], 'FILE_EMPTY', 1],
  [['parse', 'prose.txt'], 'NO_MEASURES', 1],
] as const)('zvit %j ends with %s', (args, code, exitCode) => {
  const folder = makeFolder({
    'a.txt': textReport(),
    'empty.txt': '',
    'prose.txt': 'Добрий день.\n',
  })
  const ended = zvitAlone(folder, args)
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: exitCode, stdout: '' })
  expect(ended.stderr).toMatch(new RegExp(`^${code}: [^\n]+\n$`))
  expect(ended.stderr).not.toContain(folder)
})
