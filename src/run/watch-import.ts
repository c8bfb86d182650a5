import { lstat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type ImportOptions, runPass, type Summary } from './import.ts'
import { openOutput } from './output.ts'
import { checkPaths, findInputs } from './plan.ts'

/** How often the PATHs are looked at, milliseconds. A file that is being copied changes meanwhile. */
const PERIOD = 1000

export interface WatchOptions extends ImportOptions {
  readonly onPass: (summary: Summary) => void
}

/**
 * Imports whenever something under the PATHs has changed and then stood still, until the signal;
 * gives the summary of the last pass. The folder is held all the time.
 */
export async function watchImport(options: WatchOptions): Promise<Summary> {
  await checkPaths(options.paths, options.out)
  const output = await openOutput(options.out)
  try {
    let read = await stillState(options)
    for (;;) {
      const summary = await runPass(output, options)
      if (options.signal.aborted) return summary
      options.onPass(summary)
      const before = read
      do {
        if (!(await pause(options.signal))) return summary
        read = await stillState(options)
      } while (read === before)
    }
  } finally {
    await output.release()
  }
}

/** False where the signal came. */
async function pause(signal: AbortSignal): Promise<boolean> {
  await wait(PERIOD, null, { signal }).catch(() => null)
  return !signal.aborted
}

/** The state of the files when two looks at them saw the same. */
async function stillState(options: WatchOptions): Promise<string> {
  let state = await stateOf(options)
  while (await pause(options.signal)) {
    const next = await stateOf(options)
    if (next === state) return state
    state = next
  }
  return state
}

/** Name, size and times of every file. */
async function stateOf({ paths, out }: WatchOptions): Promise<string> {
  const { sources } = await findInputs(paths, out)
  const states = await Promise.all(
    sources.map(async ({ name, root, path }) => {
      const status = await lstat(path).catch(() => null)
      return [root, name, status?.size, status?.mtimeMs, status?.ctimeMs]
    }),
  )
  return JSON.stringify(states)
}
