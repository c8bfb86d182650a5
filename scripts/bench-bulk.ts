/*
 * npm run bench:bulk -- [--markdown] [--quick] [--only WORDS]
 * Times whole imports of what was built. docs/performance.md keeps the figures of a quiet machine.
 */
import { parseArgs } from 'node:util'
import { copyBuiltPackage } from './bench/built-package.ts'
import { bulkTables } from './bench/bulk.ts'
import { textTable } from './eval/table.ts'

const { values: options } = parseArgs({
  options: {
    markdown: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})

const SIZES = options.quick
  ? { documents: 400, few: 100, done: 1000, rounds: 3, fewRounds: 1 }
  : { documents: 2000, few: 200, done: 10_000, rounds: 5, fewRounds: 3 }
const { only } = options

for await (const [title, rows] of bulkTables(await copyBuiltPackage(), { ...SIZES, only })) {
  const heading = options.markdown ? `## ${title}\n` : title
  console.log(`${heading}\n${textTable(rows, options.markdown)}\n`)
}
