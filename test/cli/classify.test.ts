import { expect, test } from 'vitest'
import { makeFolder, zvit, zvitAlone } from '../support/zvit.ts'

const FIELDS = ['id', 'status', 'detail', 'confidence', 'needsReview', 'rules', 'evidence']

function classify(lines: readonly (object | string)[], end = '\n') {
  const text = lines
    .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
    .join('\n')
  const folder = makeFolder({ 'lines.jsonl': `${text}${end}` })
  const { code, stdout, stderr } = zvit(folder, ['classify', 'lines.jsonl'])
  const answers = stdout.split('\n').slice(0, -1)
  return {
    code,
    stderr,
    answers: answers.map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

test('each line is answered in its order with exactly the fields of the contract', () => {
  const { code, stderr, answers } = classify([
    { id: 'a', response: 'Висаджено 120 дерев' },
    { id: 7, response: 'Не належить до компетенції управління', measure: null },
    { id: 'c', response: '' },
    { id: 'd', response: null },
  ])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const answer of answers) expect(Object.keys(answer)).toEqual(FIELDS)
  expect(answers.map(({ id, detail }) => [id, detail])).toEqual([
    ['a', 'evidenced'],
    [7, 'disclaimed'],
    ['c', 'empty'],
    ['d', 'missing'],
  ])
})

test.each([
  ['no JSON', '{"id": 1', null],
  ['no object', '[1]', null],
  ['a response that is not given', { id: 'x' }, 'x'],
  ['a response that is no text', { id: 'x', response: 5 }, 'x'],
  ['a measure that is no text', { id: 'x', response: '', measure: [] }, 'x'],
])('%s keeps its place and is told with its number', (_, line, id) => {
  const { code, stderr, answers } = classify([
    { id: 1, response: '' },
    line,
    { id: 3, response: '' },
  ])
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Line 2: [^\n]+\n$/)
  expect(answers.map((answer) => answer.id)).toEqual([1, id, 3])
  expect(answers[1]).toEqual({ id, error: expect.any(String) })
})

test('line ends of Windows, a BOM, empty lines and a last line without end are read', () => {
  const line = { id: 1, response: '' }
  const { code, answers } = classify([`\ufeff${JSON.stringify(line)}\r`, '', line], '')
  expect({ code, count: answers.length }).toEqual({ code: 0, count: 2 })
})

test('only a line feed ends a line', () => {
  const { code, answers } = classify(['{"id": "a\u2028b", "response": ""}'])
  expect(code).toBe(0)
  expect(answers).toEqual([expect.objectContaining({ id: 'a\u2028b' })])
})

test('- is standard input, and letters cut by a chunk are whole', () => {
  const line = `${JSON.stringify({ id: 'ї'.repeat(70_001), response: null })}\n`
  const { code, stdout } = zvitAlone('.', ['classify', '-'], line)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ id: 'ї'.repeat(70_001), detail: 'missing' })
})
