import { expect, test } from 'vitest'
import { readContract } from '../../scripts/train/lines.ts'
import { STATUS_OF } from '../../src/model/vocabulary.ts'
import { loadGrammar, responseAids } from '../../src/resources.ts'
import { classify } from '../../src/responses/index.ts'

/*
 * Wordings that the contract and the catalogue of documents name (`data/responses/contract.txt`). The
 * model has learnt them: here it shows that no other line made it forget one.
 */
const { classes } = await loadGrammar()

test.each(readContract().map((line) => [line.response, line] as const))('«%s»', (_, line) => {
  const { detail } = classify(line, classes, responseAids)
  const right = [`${line.gold.status}/${line.gold.detail}`, ...(line.accept ?? [])]
  expect(right).toContain(`${STATUS_OF[detail]}/${detail}`)
})
