import { availableParallelism } from 'node:os'
import type { OnRecognised } from '../../document/scanning.ts'
import { ZvitError } from '../../model/error.ts'
import { assign, type Seated, vacantSeats, type Waiting } from './assign.ts'
import { type Death, type Ending, startChild } from './child-process.ts'
import type { Setup, Task } from './messages.ts'

/** Processes that read documents, started as documents come and kept warm. */
export interface Pool {
  /** Starts a process for a task that will come, unless there are as many as there may be. */
  readonly expect: () => void
  /**
   * The reply to a task, or how the process ended that read it; `seat` is the process that it is
   * meant for, null for any. Rejects with `POOL_FAILED` where no process can be started, and where
   * the pool was stopped.
   */
  readonly run: (task: Task, seat: number | null, onRecognised?: OnRecognised) => Promise<Ending>
  /** How many processes there may be, each with a seat from 0 on. */
  readonly seats: number
  /** Ends the processes; those at work are ended hard. */
  readonly stop: () => Promise<void>
}

export interface PoolOptions extends Omit<Setup, 'kind' | 'engines'> {
  /** The program to start with `--worker`. */
  readonly program: string
  readonly processes: number
}

interface Job extends Waiting {
  readonly task: Task
  readonly onRecognised: OnRecognised | undefined
  readonly resolve: (ending: Ending) => void
  readonly reject: (error: unknown) => void
}

type Child = ReturnType<typeof startChild<Job>>
type Process = Child & Seated

/**
 * What a process leaves behind of each document adds up; a new one takes over a second of the
 * processor until it is as fast as the old one.
 */
const MOST_DOCUMENTS = 10_000
/** A process that holds this share of the limit makes room before the next document. */
const LARGEST_SHARE = 0.4
const MEBIBYTE = 1024 * 1024
const MOST_FAILED_STARTS = 3

export function openPool(options: PoolOptions): Pool {
  const { program, processes, ...given } = options
  const engines = Math.max(1, Math.ceil(availableParallelism() / processes))
  const setup: Setup = { kind: 'setup', engines, ...given }
  const queue: Job[] = []
  const children = new Set<Process>()
  let failedStarts = 0
  let failure: unknown = null

  const fail = (error: unknown) => {
    failure ??= error
    for (const { reject } of queue.splice(0)) reject(error)
  }

  const start = (seat: number): void => {
    const child: Child = startChild<Job>(program, setup, {
      onReply(job, reply, rss) {
        failedStarts = 0
        const isFull = rss > setup.limits.megabytes * LARGEST_SHARE * MEBIBYTE
        if (child.done() >= MOST_DOCUMENTS || isFull) child.retire()
        job.resolve({ kind: 'reply', reply })
        next()
      },
      onRecognised: (job, progress) => job.onRecognised?.(progress),
      onEnd(left, why) {
        children.delete(process)
        const [head, ...others] = left
        if (!child.wasReady()) {
          queue.unshift(...left)
          failedStarts += 1
          if (failedStarts >= MOST_FAILED_STARTS) fail(cannotStart(why))
        } else {
          queue.unshift(...others)
          if (head) settle(head, why, child.done() > 0)
        }
        next()
      },
    })
    const process: Process = { ...child, seat }
    children.add(process)
  }

  const settle = (job: Job, why: Death, wasUsed: boolean) => {
    if (failure !== null) job.reject(failure)
    // What a process holds of earlier documents must not decide about this one, nor who kills it.
    else if ((why.kind === 'killed' || (wasUsed && why.kind !== 'time')) && !job.isSecond)
      queue.unshift({ ...job, isSecond: true })
    else job.resolve(why)
  }

  const next = () => {
    while (queue.length > 0 && failure === null) {
      const found = assign(queue, [...children], processes)
      if (!found) return
      if (found.kind === 'start') start(found.seat)
      else if (found.kind === 'retire') found.process.retire()
      else {
        queue.splice(queue.indexOf(found.job), 1)
        found.process.give(found.job, found.job.task)
      }
    }
  }

  return {
    expect() {
      const [seat] = vacantSeats([...children], processes)
      if (seat !== undefined && failure === null) start(seat)
    },
    seats: processes,
    run: (task, seat, onRecognised) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure)
        queue.push({ task, seat, onRecognised, resolve, reject, isSecond: false })
        next()
      }),
    stop: async () => {
      fail(new ZvitError('INTERRUPTED', 'The run was stopped.'))
      await Promise.all([...children].map((child) => child.stop()))
    },
  }
}

function cannotStart(why: Ending): ZvitError {
  const told = why.kind === 'crashed' ? ` (${why.message})` : ''
  const message = `The processes that read documents end as soon as they start${told}; is there memory left?`
  return new ZvitError('POOL_FAILED', message)
}
