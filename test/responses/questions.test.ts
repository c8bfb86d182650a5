import { expect, test } from 'vitest'
import { QuestionMemory } from '../../src/responses/question.ts'

const question = {
  response: 'Не належить до компетенції.',
  measure: 'Провести конкурс',
  executors: 'Управління культури',
  respondent: 'Управління освіти',
}

test('an answer holds for the same question alone', () => {
  const memory = new QuestionMemory<string>()
  expect(memory.find(question)).toBeNull()
  memory.add(question, 'one')
  expect(memory.find({ ...question })).toBe('one')
  for (const other of [
    { response: 'Не належить до повноважень.' },
    { measure: 'Провести огляд' },
    { measure: null },
    { executors: 'Управління освіти' },
    { respondent: null },
  ])
    expect(memory.find({ ...question, ...other })).toBeNull()
  memory.add({ ...question, measure: null }, 'two')
  expect(memory.find({ ...question, measure: null })).toBe('two')
  expect(memory.find(question)).toBe('one')
})

test('of very many measures the last ones are remembered', () => {
  const memory = new QuestionMemory<number>()
  for (let index = 0; index < 500; index += 1)
    memory.add({ ...question, measure: `${index}` }, index)
  expect(memory.find({ ...question, measure: '0' })).toBeNull()
  expect(memory.find({ ...question, measure: '499' })).toBe(499)
})
