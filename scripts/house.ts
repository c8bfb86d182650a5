/*
 * npm run house -- [--reach] [--verbose] [FOLDER…]
 * The rooms of `src` beside their budgets: lines, files, exports, named numbers, lines with Ukrainian
 * words; circles of imports. With `--reach` also the branches that no document of the folders runs
 * (default: fixtures, and the corpus where `npm run corpus` made one), and the rules of the classes
 * that fewer than three families of labelled responses bear out. `test/house.test.ts` holds the budgets.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadGrammar } from '../src/index.ts'
import { textTable } from './eval/table.ts'
import { circlesOf, readSources, type SourceFile } from './house/measure.ts'
import { type Unreached, unreachedBranches } from './house/reach.ts'
import { BUDGETS, MOST_FILES, MOST_LINES, REACHED_ROOMS } from './house/rooms.ts'
import { unsupportedRules } from './house/support.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reach: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const FOLDERS = ['fixtures/documents', 'fixtures/programmes/documents', '.cache/corpus']

async function main(): Promise<void> {
  const files = readSources()
  const folders = (positionals.length > 0 ? positionals : FOLDERS).filter((one) => existsSync(one))
  const unreached = options.reach ? unreachedBranches(REACHED_ROOMS, folders) : []
  console.log(textTable(tableOf(files, unreached)))
  for (const circle of circlesOf(files))
    console.log(`circle of ${circle.length}: ${circle.join(', ')}`)
  if (options.verbose)
    for (const { name, ukrainian } of files)
      for (const line of ukrainian) console.log(`Ukrainian: ${name}:${line}`)
  if (!options.reach) return
  if (options.verbose)
    for (const { place, code } of unreached) console.log(`not reached: ${place} ${code}`)
  const unsupported = unsupportedRules(await loadGrammar())
  console.log(
    `${unsupported.length} rules of the classes have fewer than three families of wordings`,
  )
  if (options.verbose)
    for (const { rule, families } of unsupported)
      console.log(`not supported: ${rule} (${families})`)
}

function tableOf(
  files: readonly SourceFile[],
  unreached: readonly Unreached[],
): readonly (readonly string[])[] {
  const heading = [
    'room',
    'lines',
    'of',
    'files',
    'of',
    'exports',
    'numbers',
    'Ukrainian',
    'unreached',
  ]
  const rows = Object.entries(BUDGETS).map(([name, [lines, most]]) => {
    const own = files.filter(({ room }) => room === name)
    const isReached = options.reach && REACHED_ROOMS.includes(name)
    const never = isReached ? `${unreached.filter(({ room }) => room === name).length}` : '–'
    return rowOf(name, own, { lines, files: most, unreached: never })
  })
  const all = rowOf('all', files, {
    lines: MOST_LINES,
    files: MOST_FILES,
    unreached: options.reach ? `${unreached.length}` : '–',
  })
  return [heading, ...rows, all]
}

function rowOf(
  name: string,
  files: readonly SourceFile[],
  budget: { readonly lines: number; readonly files: number; readonly unreached: string },
): readonly string[] {
  const sum = (of: (file: SourceFile) => number) =>
    `${files.reduce((total, file) => total + of(file), 0)}`
  return [
    name,
    sum(({ lines }) => lines),
    `${budget.lines}`,
    `${files.length}`,
    `${budget.files}`,
    sum((file) => file.exports),
    sum(({ numbers }) => numbers),
    sum(({ ukrainian }) => ukrainian.length),
    budget.unreached,
  ]
}

await main()
