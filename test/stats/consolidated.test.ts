import { expect, test } from 'vitest'
import { officeTable } from '../../src/stats/consolidated.ts'

test('a column that counts in one table and marks rows in another is of the kind of its values', () => {
  const kindOf = (needsReview: number | boolean) =>
    officeTable({ columns: ['needsReview'], rows: [{ needsReview }] }, 'lists', 'blank').columns
  expect([kindOf(3), kindOf(true)].flat().map(({ kind }) => kind)).toEqual(['number', 'short'])
})
