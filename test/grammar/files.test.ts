import { describe, expect, test } from 'vitest'
import type { GrammarFile } from '../../src/grammar/file.ts'
import { GrammarSource } from '../../src/grammar/source.ts'
import { grammarFiles, listGrammars } from '../../src/resources.ts'

/* A grammar in several files. */

const files = (texts: Readonly<Record<string, string>>): readonly GrammarFile[] =>
  Object.entries(texts).map(([name, text]) => ({ name, text }))

const refusal = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const LARGEST = 40_000
const LONGEST = 200

test.each(listGrammars())('$name is written in files that people can read', ({ name }) => {
  const built = grammarFiles(name)
  expect(built.length).toBeGreaterThan(10)
  expect(built.filter(({ text }) => Buffer.byteLength(text) > LARGEST)).toEqual([])
  const long = built.flatMap((file) =>
    file.text
      .split('\n')
      .map((line, index) => ({ place: `${file.name}:${index + 1}`, length: line.length }))
      .filter(({ length }) => length > LONGEST),
  )
  expect(long).toEqual([])
})

describe('files are joined', () => {
  test('maps by their keys, lists one behind the other', () => {
    const { root } = new GrammarSource(
      files({
        'a.yaml': 'rows:\n  one: { kind: title }\nbodies:\n  same: [x]\n',
        'b.yaml': 'bodies:\n  same:\n    # of the second file\n    - y\n  opens: [z]\n',
      }),
    )
    expect(root.toJSON()).toEqual({
      rows: { one: { kind: 'title' } },
      bodies: { same: ['x', 'y'], opens: ['z'] },
    })
  })
  test.each([
    ['a value', 'version: 1.0.0\n', "b.yaml:2:1 'version' stands in a.yaml:1 already"],
    ['a word', 'words: [x, y]\n', "b.yaml:2:9 'x' stands in a.yaml:2 already"],
    ['a value of another kind', 'words: x\n', "b.yaml:2:1 'words' stands in a.yaml:2 already"],
  ])('but %s that stands in two of them is told with both places', (_, second, message) => {
    const two = files({ 'a.yaml': 'version: 1.0.0\nwords: [x]\n', 'b.yaml': `\n${second}` })
    expect(() => new GrammarSource(two)).toThrow(refusal('GRAMMAR_INVALID', message))
  })
  test('a mistake is told with the file in which it stands', () => {
    const two = files({ 'a.yaml': 'rows: {}\n', 'b.yaml': 'bodies:\n  same: 5\n' })
    const source = new GrammarSource(two)
    const bodies = source.entries(source.root).get('bodies')
    const same = source.entries(bodies).get('same')
    expect(() => source.list(same)).toThrow(refusal('GRAMMAR_INVALID', 'b.yaml:2:9 expected'))
  })
})
