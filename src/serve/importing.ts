import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describeFailure } from '../run/failure.ts'
import type { Progress, Summary } from '../run/import.ts'
import { endedSince } from '../run/journal.ts'
import { isAtWork } from '../run/output.ts'
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
  /** Of another process: what is done is counted since it was first seen, of how many is not known. */
  readonly isElsewhere?: true
  /** Where one has ended: what the folder holds, and which files failed. */
  readonly measures?: number
  readonly failed?: readonly SqlRow[]
  readonly code?: string
  readonly message?: string
  readonly ukrainian?: string
}

const IDLE: Importing = { isRunning: false, done: 0, total: 0, failures: 0, source: '' }

/** The one import of a server at a time; `now` is how it stands, which `events` tells too, or how the last one ended. */
export function openImporter(desk: Desk) {
  let state = IDLE
  let running: Promise<void> | null = null
  /** Of an import of another process: bytes of its journal that were looked at, what ended since it was first seen. */
  let elsewhere: { bytes: number; told: { done: number; source: string } } | null = null
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
      await desk.importAll(paths, onProgress, controller.signal)
      tell({ ...(await lastRun()), failed: await failed(desk) })
    } catch (error) {
      const { code, message } = describeFailure(error)
      tell({ ...state, isRunning: false, code, message, ukrainian: desk.translate(message) })
    } finally {
      running = null
    }
  }

  async function lastRun(): Promise<Importing> {
    const text = await readFile(path.join(desk.folder, 'run.json'), 'utf8').catch(() => null)
    if (text === null) return IDLE
    const { files, failures, measures } = JSON.parse(text) as Summary
    return { ...IDLE, done: files, total: files, failures, measures }
  }

  function readOn(from: number) {
    try {
      return endedSince(desk.folder, from)
    } catch {
      return { entries: [], bytes: from } // It has not begun to write.
    }
  }

  /** Tells of an import of another process, by its lock and its journal. */
  async function look(): Promise<void> {
    if (running !== null || desk.events.listenerCount('importing') === 0) return
    if (await isAtWork(desk.folder).catch(() => false)) {
      const { entries, bytes } = readOn(elsewhere?.bytes ?? 0)
      const { done, source } = elsewhere?.told ?? { done: -entries.length, source: '' }
      const last = elsewhere ? entries.at(-1)?.source : ''
      elsewhere = { bytes, told: { done: done + entries.length, source: last ?? source } }
      tell({ ...IDLE, isRunning: true, isElsewhere: true, ...elsewhere.told })
    } else if (elsewhere !== null) {
      elsewhere = null
      tell(await lastRun())
    }
  }
  const looking = setInterval(() => void look(), LIMITS.look).unref()

  return {
    now: async () => (state.isRunning || state.message ? state : lastRun()),
    /** Throws `IMPORT_RUNNING`. */
    start: () => {
      if (running !== null) throw new Refusal(409, 'IMPORT_RUNNING')
      tell({ ...IDLE, isRunning: true })
      running = run()
    },
    /** Finishes what is in hand; the next import goes on. */
    stop: async () => {
      clearInterval(looking)
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
