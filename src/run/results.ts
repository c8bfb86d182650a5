import { open } from 'node:fs/promises'
import path from 'node:path'
import { flatten } from '../write/flatten.ts'
import { ndjson } from '../write/json.ts'
import type { Failure } from './failure.ts'
import { guard, moveInto, type Output, temporaryFile } from './output.ts'
import { readStoredReport } from './stored-report.ts'
import { addFailure, addReport, emptyTally, type Tally } from './tally.ts'

/** How a source ended: names of its reports, relative to `reports/`, or its failure. */
export interface Ended {
  readonly names: readonly string[]
  readonly failure: Failure | null
}

/**
 * Writes `measures.ndjson` out of the stored reports and `failures.ndjson`, both in the order of
 * `ended`. The reports are read back one by one: memory stays flat, and the result depends on what
 * the folder holds, not on which run or process made it.
 */
export async function writeResults(output: Output, ended: readonly Ended[]): Promise<Tally> {
  const tally = emptyTally()
  await writeLines(output, 'measures.ndjson', async function* () {
    for (const name of ended.flatMap(({ names }) => names)) {
      const report = await readStoredReport(path.join(output.reports, ...name.split('/')))
      if (report === null) continue
      addReport(tally, report)
      yield ndjson(flatten(report))
    }
  })
  await writeLines(output, 'failures.ndjson', async function* () {
    for (const { failure } of ended) {
      if (failure === null) continue
      addFailure(tally, failure)
      yield ndjson([failure])
    }
  })
  const byCode = Object.entries(tally.failuresByCode).sort(([left], [right]) =>
    left < right ? -1 : 1,
  )
  return { ...tally, failuresByCode: Object.fromEntries(byCode) }
}

async function writeLines(
  output: Output,
  name: string,
  lines: () => AsyncIterable<string>,
): Promise<void> {
  const temporary = temporaryFile(output)
  await guard(async () => {
    const handle = await open(temporary, 'wx')
    try {
      for await (const line of lines()) await handle.writeFile(line)
    } finally {
      await handle.close()
    }
  })
  await moveInto(output, temporary, name)
}
