import { availableParallelism } from 'node:os'
import type { Picture } from '../document/page-content.ts'
import { type Engine, startEngine, usualModels } from './tesseract.ts'

/*
 * Each engine has a thread and 150 MB of its own, is started once in a process when a scan comes, and
 * does not keep the process alive while it has nothing to do.
 */

/** A block of lines, or one line. */
export type Layout = 'block' | 'line'

/** A picture of text that stands together. */
export interface Piece {
  readonly picture: Picture
  readonly layout: Layout
  /** The only characters that may come out; all of the model where it is absent. */
  readonly letters?: string
}

/** What the engine saw, in pixels of the piece. */
export interface SeenWord {
  readonly text: string
  /** 0 to 1. */
  readonly confidence: number
  readonly box: readonly [number, number, number, number]
  /** Of each character of the text as it was recognised; letters that share pixels overlap. */
  readonly letters?: readonly SeenWord['box'][]
  /** As it was recognised, where the list of words put it right. */
  readonly raw?: string
  /** Another reading of the same pixels that is about as good. */
  readonly other?: string
}

export interface SeenLine {
  readonly words: readonly SeenWord[]
  /** Height of the base line in the middle of the line. */
  readonly baseline: number
  /** From the deepest letters to the highest. */
  readonly height: number
}

export type Recognise = (piece: Piece) => Promise<readonly SeenLine[]>

/** The pieces of one document. */
interface Task {
  readonly recognise: Recognise
  /** Refuses the pieces that wait and all further ones with this reason. */
  readonly cancel: (reason: unknown) => void
}

interface Pool {
  readonly openTask: () => Task
  readonly close: () => Promise<void>
}

interface Job {
  readonly piece: Piece
  readonly task: object
  readonly resolve: (lines: readonly SeenLine[]) => void
  readonly reject: (reason: unknown) => void
}

/** More engines than this take more memory than most machines can spare: 150 MB each. */
const MOST_ENGINES = 8

let shared: Pool | null = null
let mostShared = MOST_ENGINES

/** Processes that read scans side by side share the cores: at most so many engines in this one. */
export function limitEngines(most: number): void {
  mostShared = Math.min(MOST_ENGINES, most)
}

/** Reads with the engines that all documents share; pieces wait for their turn. */
export function openTask(): Task {
  shared ??= openPool(Math.min(mostShared, availableParallelism()))
  return shared.openTask()
}

/** Ends the shared engines; the next piece starts new ones. */
export async function closeEngines(): Promise<void> {
  const pool = shared
  shared = null
  await pool?.close()
}

/** Engines of their own, started as pieces come. */
export function openPool(size: number, models = usualModels): Pool {
  let waiting: Job[] = []
  let most = size
  const starts = new Set<Promise<void>>()
  const all = new Set<Engine>()
  const idle: Engine[] = []

  const next = () => {
    const isRoom = idle.length > 0 || all.size + starts.size < most
    const job = isRoom ? waiting.shift() : undefined
    if (!job) return
    const engine = idle.pop()
    if (engine) void run(engine, job)
    else start(job)
  }

  const start = (job: Job) => {
    const starting: Promise<void> = startEngine(models).then(
      (engine) => {
        starts.delete(starting)
        all.add(engine)
        void run(engine, job)
      },
      (error) => {
        starts.delete(starting)
        waiting.unshift(job)
        // The engines that there are read on; where there is none, the next document tries again.
        most = all.size + starts.size
        if (most > 0) return next()
        most = size
        for (const { reject } of waiting.splice(0)) reject(error)
      },
    )
    starts.add(starting)
  }

  const run = async (engine: Engine, job: Job) => {
    engine.hold()
    try {
      job.resolve(await engine.read(job.piece))
      engine.release()
      idle.push(engine)
    } catch (error) {
      // What an engine is after a failure nobody knows.
      all.delete(engine)
      await engine.close()
      job.reject(error)
    }
    next()
  }

  const openTask = (): Task => {
    const task = {}
    let cancelled: { readonly reason: unknown } | null = null
    return {
      recognise: (piece) =>
        new Promise((resolve, reject) => {
          if (cancelled) return reject(cancelled.reason)
          waiting.push({ piece, task, resolve, reject })
          next()
        }),
      cancel: (reason) => {
        cancelled ??= { reason }
        const dropped = waiting.filter((job) => job.task === task)
        waiting = waiting.filter((job) => job.task !== task)
        for (const { reject } of dropped) reject(reason)
      },
    }
  }

  return {
    openTask,
    close: async () => {
      await Promise.all(starts)
      await Promise.all([...all].map((engine) => engine.close()))
      all.clear()
      idle.length = 0
    },
  }
}
