import { describe, expect, test } from 'vitest'
import { compileGrammar } from '../../src/grammar/compile.ts'
import { grammarWarnings } from '../../src/grammar/warnings.ts'
import { grammarFiles, readBase } from '../../src/resources.ts'

/* A grammar that extends the one that comes with zvit. */

const yaml = (text: string) => [{ name: 'my.yaml', text: `extends: programme-report\n${text}` }]
const compile = (text: string) => compileGrammar(yaml(text), readBase)
const warnings = (text: string) =>
  grammarWarnings(yaml(text), readBase).filter((one) => one.startsWith('my.yaml:'))
const base = compileGrammar(grammarFiles())
const column = (role: string, { columns } = base) => columns.find((one) => one.role === role)

test('that says nothing is the one that it extends', () => {
  const { digest, ...rest } = compile('')
  const { digest: other, ...same } = base
  expect(rest).toEqual(same)
  expect(digest).not.toBe(other)
})

describe('what it says', () => {
  test('is added to lists, before what stands in them, but not twice', () => {
    const grammar = compile(
      'columns: { executors: { words: [куратор, виконавці] }, place: { words: [адреса], examples: [Адреса], counterexamples: [] } }',
    )
    const before = column('executors')?.words ?? []
    expect(column('executors', grammar)?.words).toEqual(['куратор', ...before])
    expect(column('place', grammar)?.words).toEqual(['адреса'])
  })
  test('stands in place of a single value', () => {
    const { version, costs } = compile('version: 3.1.0\ncosts: { numberGap: 7 }')
    expect({ version, costs }).toEqual({ version: '3.1.0', costs: { ...base.costs, numberGap: 7 } })
  })
  test('is joined to a rule of the same id and to a body of the same name', () => {
    const grammar = compile(
      [
        'classes: { rules: [{ id: not_done.moved, weight: 79, phrases: [на паузі] }] }',
        'bodies: { same: [{ name: міністерство фінансів, forms: [мінгрошей*] }] }',
      ].join('\n'),
    )
    const ruleOf = ({ classes } = base) => classes.rules.find(({ id }) => id === 'not_done.moved')
    expect(ruleOf(grammar)?.phrases).toHaveLength((ruleOf()?.phrases.length ?? 0) + 1)
    expect(ruleOf(grammar)?.weight).toBe(79)
    expect(grammar.classes.rules).toHaveLength(base.classes.rules.length)
    expect(grammar.bodies.same).toHaveLength(base.bodies.same.length)
    expect(JSON.stringify(grammar.bodies.same)).toContain('мінгрошей*')
  })
})

describe('what it takes away', () => {
  test('is gone: words of a column, a column, rules, a body, a row rule, a shape', () => {
    const grammar = compile(
      [
        'without:',
        '  columns: { note: { words: примітка }, funding: }',
        '  rows: [signature.office]',
        '  levels: { measure: { labels: arabic } }',
        '  classes: { rules: [not_done.moved, { id: x }] }',
        '  bodies: { same: [Міністерство фінансів] }',
      ].join('\n'),
    )
    expect(column('note', grammar)?.words).not.toContain('примітка')
    expect(column('funding', grammar)).toBeUndefined()
    expect(grammar.rows.map(({ id }) => id)).not.toContain('signature.office')
    expect(grammar.levels.measure.labels).not.toHaveProperty('arabic')
    expect(grammar.classes.rules.map(({ id }) => id)).not.toContain('not_done.moved')
    expect(grammar.bodies.same).toHaveLength(base.bodies.same.length - 1)
  })
  test('is taken away before it is written anew', () => {
    const rule = '{ id: not_done.moved, detail: planned, weight: 5, phrases: [колись] }'
    const text = `without: { classes: { rules: [not_done.moved] } }\nclasses: { rules: [${rule}] }`
    const found = compile(text).classes.rules.filter(({ id }) => id === 'not_done.moved')
    expect(found).toMatchObject([{ detail: 'planned', weight: 5, examples: [] }])
  })
  test('and is not there (any more) is a warning, no mistake', () => {
    const text = 'without:\n  classes: { rules: [no.such] }\n  columns: { none: { words: [x] } }\n'
    compile(text)
    expect(warnings(text)).toEqual([
      expect.stringMatching(/^my\.yaml:3:22 .*no\.such/),
      expect.stringMatching(/^my\.yaml:4:14 .*none/),
    ])
  })
})

describe('mistakes are told with their place', () => {
  test.each([
    ['extends: nobody\n', 'my.yaml:1:10 There is no grammar'],
    ['extends: ./my\n', "my.yaml:1:10 './my' is no name"],
    ['extends: [a]\n', 'my.yaml:1:10 '],
    ['without: { rows: [x] }\n', "my.yaml:1:10 'without' needs 'extends'"],
    [
      'extends: programme-report\ncolumns: { note: { word: x } }\n',
      "my.yaml:2:20 unknown word 'word'",
    ],
  ])('%j', (text, message) =>
    expect(() => compileGrammar([{ name: 'my.yaml', text }], readBase)).toThrow(message),
  )
})

describe('a warning tells of', () => {
  test.each([
    [
      'an entry without a blank after its hyphen',
      'columns:\n  note:\n    words:\n      - а\n       -б',
      '5:9',
    ],
    ['the first entry without a blank', 'columns:\n  note:\n    words:\n      -б', '5:7'],
    [
      'an entry of a short list that begins with a hyphen',
      'columns: { note: { words: [-б] } }',
      '2:28',
    ],
    ['a word listed twice', 'columns: { note: { words: [а, б, А] } }', '2:34'],
  ])('%s', (_, text, place) =>
    expect(warnings(text)).toEqual([expect.stringContaining(`my.yaml:${place} `)]),
  )
  test('nothing in the grammar that comes with zvit but words that the model was trained with', () => {
    const told = grammarWarnings(grammarFiles(), readBase)
    expect(
      told.filter((one) => !/responses\/(?:forms|words)\.yaml.* stands twice/.test(one)),
    ).toEqual([])
  })
  test('no ending of a word', () =>
    expect(warnings('classes: { forms: { past: [-ював] } }')).toEqual([]))
})
