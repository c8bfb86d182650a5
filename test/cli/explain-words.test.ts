import { expect, test } from 'vitest'
import { reasonInWords } from '../../src/cli/explain.ts'
import { LABEL_SHAPES, LEVELS } from '../../src/model/grammar.ts'
import { loadGrammar } from '../../src/resources.ts'

test('every reason that a row may cost has words, and an unknown one has none', async () => {
  const { costs } = await loadGrammar()
  for (const name of Object.keys(costs)) expect(reasonInWords(name), name).not.toBe('')
  for (const level of LEVELS)
    for (const shape of LABEL_SHAPES)
      expect(reasonInWords(`${level}.${shape}`)).toContain(`'${level}'`)
  expect(reasonInWords('measure.runes')).toBe('')
})
