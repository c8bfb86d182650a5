/*
 * npm run build && npm run bench -- [--markdown] [--quick]
 * Times what was built, side by side with libraries that only extract text, and says beside each
 * time how many rows were right. docs/performance.md keeps the figures of a quiet machine.
 */
import { parseArgs } from 'node:util'
import { copyBuiltPackage } from './bench/built-package.ts'
import { formatsTable } from './bench/formats.ts'
import { memoryTable } from './bench/memory.ts'
import { otherAnswersTable } from './bench/other-answers.ts'
import { otherFormatsTable } from './bench/other-formats.ts'
import { processesTable } from './bench/processes.ts'
import { scalingTable } from './bench/scaling.ts'
import { textTable } from './eval/table.ts'

const { values: options } = parseArgs({
  options: {
    markdown: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
})

/** Rounds that are counted, and rounds before them that are not. */
const ROUNDS = options.quick
  ? { short: { counted: 3, warmUp: 1 }, long: { counted: 1, warmUp: 0 }, processes: 2 }
  : { short: { counted: 31, warmUp: 30 }, long: { counted: 5, warmUp: 1 }, processes: 11 }

const built = await copyBuiltPackage()
print('One document, warm', await formatsTable(built, ROUNDS.short))
print('One docx after another, warm', await otherAnswersTable(built, ROUNDS.short))
print('The other formats', await otherFormatsTable(built, ROUNDS.short))
print('Longer documents', await scalingTable(built, ROUNDS.long))
print('Memory', memoryTable(built))
print('Whole processes', processesTable(built, ROUNDS.processes))

function print(title: string, rows: readonly string[][]): void {
  const heading = options.markdown ? `## ${title}\n` : title
  console.log(`${heading}\n${textTable(rows, options.markdown)}\n`)
}
