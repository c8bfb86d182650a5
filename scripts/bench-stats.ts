/*
 * npm run bench:stats -- [--markdown] [--quick]
 * Times what is made of a results folder of 1,000 reports and 50,000 measures: stats, consolidate,
 * export. The processor's time is of all threads, so a busy machine changes it less than the clock's.
 */
import { parseArgs } from 'node:util'
import { copyBuiltPackage } from './bench/built-package.ts'
import { resultsTable } from './bench/results.ts'
import { textTable } from './eval/table.ts'

const { values: options } = parseArgs({
  options: {
    markdown: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
})

const SIZES = options.quick ? { periods: 2, rounds: 1 } : { periods: 20, rounds: 3 }

const table = await resultsTable(await copyBuiltPackage(), SIZES)
console.log(
  `${options.markdown ? '## Results of many reports\n\n' : ''}${textTable(table, options.markdown)}`,
)
