import { lstat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { ZvitError } from '../model/error.ts'
import { type ImportOptions, runPass, type Summary } from './import.ts'
import { openOutput } from './output.ts'
import { checkPaths, findInputs } from './plan.ts'

/** How often the PATHs are looked at, milliseconds. A file that is being copied changes meanwhile. */
const PERIOD = 1000

export interface WatchOptions extends ImportOptions {
  readonly onPass: (summary: Summary) => void
  /** Told when the PATHs are gone, which is waited for. */
  readonly onGone: (why: ZvitError) => void
}

/** Size and times of each file, by root and name. */
type State = Readonly<Record<string, string>>

/**
 * Imports whenever something under the PATHs has changed and then stood still, until the signal;
 * gives the summary of the last pass. What changes all the time hinders no other file; PATHs that are
 * gone are waited for. The folder is held all the time.
 */
export async function watchImport(options: WatchOptions): Promise<Summary> {
  await checkPaths(options.paths, options.out)
  const output = await openOutput(options.out)
  try {
    let read = await stillState(options, {})
    for (;;) {
      const passed = await runPass(output, options).catch(goneOnly)
      const end = () => {
        if (passed instanceof ZvitError) throw passed
        return passed
      }
      if (options.signal.aborted) return end()
      if (passed instanceof ZvitError) options.onGone(passed)
      else options.onPass(passed)
      const before = JSON.stringify(read)
      do {
        if (!(await pause(options.signal))) return end()
        read = await stillState(options, read)
      } while (JSON.stringify(read) === before)
    }
  } finally {
    await output.release()
  }
}

function goneOnly(error: unknown): ZvitError {
  if (error instanceof ZvitError && error.code === 'INPUT_NOT_FOUND') return error
  throw error
}

/** False where the signal came. */
async function pause(signal: AbortSignal): Promise<boolean> {
  await wait(PERIOD, null, { signal }).catch(() => null)
  return !signal.aborted
}

/** The state of the files of which two looks saw the same; the others are as they were `before`. */
async function stillState(options: WatchOptions, before: State): Promise<State> {
  const first = await stateOf(options)
  if (!(await pause(options.signal))) return before
  const second = await stateOf(options)
  return Object.fromEntries(
    Object.entries(second).flatMap(([file, state]) => {
      const still = state === first[file] ? state : before[file]
      return still === undefined ? [] : [[file, still]]
    }),
  )
}

async function stateOf(options: WatchOptions): Promise<State> {
  const found = await findInputs(options).catch(goneOnly)
  if (found instanceof ZvitError) return {}
  const states = found.sources.map(async ({ name, root, path }) => {
    const status = await lstat(path).catch(() => null)
    return [`${root}/${name}`, `${status?.size} ${status?.mtimeMs} ${status?.ctimeMs}`] as const
  })
  return Object.fromEntries(await Promise.all(states))
}
