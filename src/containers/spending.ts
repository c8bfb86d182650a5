import { ZvitError } from '../model/error.ts'

/** What one document may take of the machine. */
export interface Allowance {
  /** Time of the processor, seconds; pages that are recognised from pictures have limits of their own. */
  readonly seconds: number
  /** Resident memory that the process grows by, megabytes. */
  readonly megabytes: number
}

/** What `zvit parse`, `text` and `explain` allow, and the library where nothing is said. */
export const DEFAULT_ALLOWANCE: Allowance = { seconds: 10, megabytes: 1000 }

/** Counts what a document takes, in stretches that nothing else can interrupt. */
export interface Spending {
  /** Does some work on the document's account; throws as `look` does where it took too much. */
  readonly during: <Result>(work: () => Result) => Result
  /**
   * To be called now and then by long work; cheap.
   * Throws `TIME_LIMIT` or `MEMORY_LIMIT` where the document has taken more than it may.
   */
  readonly look: () => void
}

/** Milliseconds between two looks at what was spent, which take a tenth of one. */
const PAUSE = 25
const MICROSECONDS = 1e6
const MEBIBYTE = 1024 * 1024

/** An account for one document. Waiting is free, and so is what others do while it waits. */
export function openSpending({ seconds, megabytes }: Allowance): Spending {
  let used = 0
  let start: NodeJS.CpuUsage | null = null
  let looked = 0
  const before = process.memoryUsage.rss()
  const spent = () => {
    const { user, system } = start === null ? { user: 0, system: 0 } : process.cpuUsage(start)
    return used + (user + system) / MICROSECONDS
  }
  const check = () => {
    if (spent() > seconds) throw tookTooLong(seconds)
    if (process.memoryUsage.rss() - before > megabytes * MEBIBYTE) throw tookTooMuch(megabytes)
  }
  return {
    during(work) {
      start = process.cpuUsage()
      try {
        const result = work()
        check()
        return result
      } finally {
        used = spent()
        start = null
      }
    },
    look() {
      const now = performance.now()
      if (now - looked < PAUSE) return
      looked = now
      check()
    },
  }
}

/** The failure of a document that took more of the processor's time than it may. */
export function tookTooLong(seconds: number): ZvitError {
  return new ZvitError(
    'TIME_LIMIT',
    `Reading took longer than ${seconds} s; set a higher --time-limit or split the file.`,
  )
}

function tookTooMuch(megabytes: number): ZvitError {
  return new ZvitError(
    'MEMORY_LIMIT',
    `Reading took more than ${megabytes} MB; set a higher --memory-limit or split the file.`,
  )
}
