import { compareFolders } from '../stats/diff.ts'
import type { SqlRow } from '../stats/engine.ts'
import { counted } from '../text/lists.ts'
import { type Arguments, DIFFERENT, DONE } from './command.ts'
import { print, tell } from './streams.ts'
import { terminalTable } from './table.ts'
import { words, wordsOrNull } from './words.ts'

const COLUMNS = ['source', 'measure', 'what', 'before', 'after']

/** `zvit diff DIR1 DIR2`. */
export async function run(given: Arguments): Promise<number> {
  const [before = '', after = ''] = given.positionals
  const changes = await compareFolders(before, after)
  if (given.options.json === true)
    await print(`${JSON.stringify({ schema: 'zvit.diff/1', changes })}\n`)
  else {
    if (changes.length > 0)
      await print(
        terminalTable(
          COLUMNS.map((column) => words(`diff.columns.${column}`)),
          changes.map(line),
        ),
      )
    tell(summary(changes))
  }
  return changes.length > 0 ? DIFFERENT : DONE
}

function line({ sourceName, sourcePart, measureId, what, before, after }: SqlRow) {
  const source = sourcePart === 1 ? sourceName : `${sourceName} (${sourcePart})`
  return [source, measureId, kindOf(what), before, after]
}

function summary(changes: readonly SqlRow[]): string {
  if (changes.length === 0) return words('diff.none')
  const sources = new Set(changes.map(({ sourceName }) => sourceName))
  const kinds = [...counted(changes.map(({ what }) => what))].sort(
    ([, left], [, right]) => right - left,
  )
  const listed = kinds.map(([what, count]) => `${kindOf(what)} ${count}`).join(', ')
  return words('diff.summary', { count: changes.length, sources: sources.size, listed })
}

/** What changed, a column or a code, as the reader calls it. */
function kindOf(what: unknown): string {
  return wordsOrNull(`diff.kinds.${what}`) ?? `${what}`
}
