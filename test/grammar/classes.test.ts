import { describe, expect, test } from 'vitest'
import { compileClasses } from '../../src/grammar/classes.ts'
import { GrammarSource } from '../../src/grammar/source.ts'
import { ZvitError } from '../../src/model/error.ts'
import { tryClasses } from '../../src/try-grammar.ts'
import { grammarPart } from '../support/grammar.ts'

const text = grammarPart('classes')

function compile(grammar: string) {
  const source = new GrammarSource([{ name: 'my.yaml', text: grammar }])
  return compileClasses(source, source.entries(source.root).get('classes'))
}

/** The grammar with one more rule, as an author would write it. */
function withRule(rule: string): string {
  return text.replace(/^ {2}rules:$/m, `  rules:\n${rule}`)
}

function refusal(rule: string): string {
  try {
    compile(withRule(rule))
  } catch (error) {
    if (error instanceof ZvitError) return `${error.code} ${error.message}`
    throw error
  }
  return 'compiled'
}

const LINE = text.split('\n').indexOf('  rules:') + 2

describe('a mistake is told with its place and the nearest known word', () => {
  test.each([
    ["    - { id: a, detail: statd, weight: 5, phrases: ['а'] }", 'stated'],
    ["    - { id: a, detail: stated, wieght: 5, phrases: ['а'] }", 'weight'],
    ["    - { id: a, detail: stated, weight: 500, phrases: ['а'] }", '500'],
    ["    - { id: a, detail: stated, weight: 5, phrases: ['(а'] }", 'not closed'],
    ['    - { id: a, detail: stated, weight: 5, when: { predicate: resalt } }', 'result'],
    ['    - { id: a, detail: stated, weight: 5, when: { signs: [frequancy] } }', 'frequency'],
    ['    - { id: a, detail: stated, weight: 5, when: { negated: often } }', 'true or false'],
    ['    - { id: a, detail: stated, weight: 5 }', 'asks for nothing'],
    ["    - { id: filler.mark, detail: stated, weight: 5, phrases: ['а'] }", 'twice'],
  ])('%s', (rule, part) => {
    const message = refusal(rule)
    expect(message).toContain('GRAMMAR_INVALID my.yaml:')
    expect(message).toContain(part)
    if (part !== 'twice') expect(message).toContain(`my.yaml:${LINE}:`)
  })
})

test('a list that is missing is named', () => {
  expect(() => compile(text.replace(/^ {4}negation:/m, '    negations:'))).toThrow('negation')
})

test('an author adds a wording, and its examples are run', () => {
  const rule = [
    '    - id: stated.mine',
    '      detail: stated',
    '      weight: 90',
    '      phrases: [зроблено по-людськи]',
    '      examples: [Усе зроблено по-людськи, Не так]',
    '      counterexamples: [Зроблено по-людськи]',
  ]
  const classes = compile(withRule(rule.join('\n')))
  const told = (text: string) => expect.stringContaining(text)
  expect(tryClasses(classes).failures).toMatchObject([
    { rule: 'stated.mine', message: told('«Не так»: expected stated'), line: LINE + 4 },
    { rule: 'stated.mine', message: told('«Зроблено по-людськи»'), line: LINE + 5 },
  ])
})

test('compiled classes are plain JSON', () => {
  const classes = compile(text)
  expect(JSON.parse(JSON.stringify(classes))).toEqual(classes)
})
