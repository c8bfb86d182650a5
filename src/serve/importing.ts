import { describeFailure } from '../run/failure.ts'
import type { Progress } from '../run/import.ts'
import type { SqlRow } from '../stats/engine.ts'
import type { Desk } from './desk.ts'
import { LIMITS } from './limits.ts'
import { Refusal } from './problem.ts'
import { inboxOf } from './uploads.ts'

/** How an import stands, as windows are told. */
export interface Importing {
  readonly isRunning: boolean
  readonly done: number
  readonly total: number
  readonly failures: number
  readonly source: string
  /** Where one has ended: what the folder holds, and which files failed. */
  readonly measures?: number
  readonly failed?: readonly SqlRow[]
  readonly code?: string
  readonly message?: string
  readonly ukrainian?: string
}

const IDLE: Importing = { isRunning: false, done: 0, total: 0, failures: 0, source: '' }
/** The one import of a server at a time; `now` is how it stands, which `events` tells too. */
export function openImporter(desk: Desk) {
  let state = IDLE
  let running: Promise<void> | null = null
  const controller = new AbortController()

  const tell = (next: Importing) => {
    state = next
    desk.events.emit('importing', state)
  }

  async function run(): Promise<void> {
    try {
      const inputs = await desk.inputs()
      const paths = inputs.length > 0 ? inputs : [await inboxOf(desk)]
      const onProgress = ({ done, total, failures, source }: Progress) =>
        tell({ isRunning: true, done, total, failures, source })
      const summary = await desk.importAll(paths, onProgress, controller.signal)
      const { files, failures, measures } = summary
      const told = { done: files, total: files, failures, measures }
      tell({ ...IDLE, ...told, failed: await failed(desk) })
    } catch (error) {
      const { code, message } = describeFailure(error)
      tell({ ...state, isRunning: false, code, message, ukrainian: desk.translate(message) })
    } finally {
      running = null
    }
  }

  return {
    now: () => state,
    /** Throws `IMPORT_RUNNING`. */
    start: () => {
      if (running !== null) throw new Refusal(409, 'IMPORT_RUNNING')
      tell({ ...IDLE, isRunning: true })
      running = run()
    },
    /** Finishes what is in hand; the next import goes on. */
    stop: async () => {
      controller.abort()
      await running
    },
  }
}

async function failed(desk: Desk): Promise<readonly SqlRow[]> {
  return desk.figures(async ({ engine }) => {
    const { rows } = await engine.run(
      `select source, code, message from failures order by source limit ${LIMITS.told}`,
    )
    return rows.map((row) => ({ ...row, ukrainian: desk.translate(`${row.message}`) }))
  })
}
