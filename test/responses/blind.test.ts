import { expect, test } from 'vitest'
import { blindClasses } from '../../scripts/train/blind.ts'
import { classify } from '../../src/responses/index.ts'
import { classes } from './load.ts'

const told = [
  { fold: 0, clauses: ['трактор стоїть на приколі', '-'] },
  { fold: 1, clauses: ['роботи виконано', 'трактор відремонтовано'] },
]
const blind = blindClasses(classes, told, 2)

function rulesOf(response: string, fold: number): readonly string[] {
  const known = blind[fold]
  if (!known) throw new Error(`there is no fold ${fold}`)
  return classify({ response, measure: null, executors: null, respondent: null }, known).rules
}

test('a phrase that only one fold bears out is unknown to the rules of that fold alone', () => {
  expect(rulesOf('Трактор на приколі', 0)).not.toContain('not_done.lies_idle')
  expect(rulesOf('Трактор на приколі', 1)).toContain('not_done.lies_idle')
})

test('what no fold has stays known', () => {
  for (const fold of [0, 1])
    expect(rulesOf('Департамент не є виконавцем', fold)).toContain('disclaimed.executor')
})

test('a dash is a dash in every fold', () => {
  for (const fold of [0, 1]) expect(rulesOf('-', fold)).toContain('filler.mark')
})

test('the rules that were given are left as they are', () => {
  expect(classes.rules.some(({ id }) => id === 'not_done.lies_idle')).toBe(true)
  expect(blind.every((each) => each !== classes)).toBe(true)
})
