import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COUNTS, LISTS } from '../../src/stats/names.ts'

test.each([
  ['by', COUNTS],
  ['lists', LISTS],
] as const)('every statement of sql/%s has its name in the command', (folder, names) => {
  const files = readdirSync(`sql/${folder}`).map((file) => file.replace(/\.sql$/, ''))
  expect(files.sort()).toEqual([...names].sort())
})
