import { Worker } from 'node:worker_threads'

/** What a process may spend on one document. */
export interface Watched {
  /** Time of the processor, seconds, that a document counts itself, and what is added with each page of a scan. */
  readonly seconds: number
  readonly secondsAPage: number
  /** Resident memory of the whole process, megabytes. */
  readonly megabytes: number
}

export type Watch = ReturnType<typeof startWatch>

/** How a process that is over its limits says why it ends, on standard error. */
export const LIMIT_MARK = 'zvit-limit:'

export type Limit = 'time' | 'stalled' | 'memory'

interface Given extends Watched {
  readonly shared: SharedArrayBuffer
  readonly parent: number
  readonly mark: string
}

/** Places in the shared memory. */
const DOCUMENT = 0
const PAGES = 1
const MOVES = 2

/**
 * Starts a thread that ends this process, from outside of whatever holds its main thread, where a
 * document takes too much processor time or memory, stands still, or where the parent is gone.
 */
export function startWatch(limits: Watched) {
  const shared = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)
  const state = new Int32Array(shared)
  const workerData: Given = { ...limits, shared, parent: process.ppid, mark: LIMIT_MARK }
  // As text: the program is one file, and the thread needs none of the rest of it.
  const thread = new Worker(`(${watch})()`, { eval: true, workerData, stderr: false })
  thread.unref()
  let document = 0
  return {
    /** A document is begun. */
    begin() {
      Atomics.store(state, PAGES, 0)
      document += 1
      Atomics.store(state, DOCUMENT, document)
    },
    end: () => void Atomics.store(state, DOCUMENT, 0),
    /** A page of a scan is begun. */
    page: () => void Atomics.add(state, PAGES, 1),
    /** Something is done: the document does not stand still. */
    move: () => void Atomics.add(state, MOVES, 1),
  }
}

/** The program of the thread; it stands alone. */
function watch(): void {
  const PERIOD = 40
  /** Less of one core than this, had or waited for, is no work. */
  const IDLE_SHARE = 0.03
  const SHORTEST_STALL = 5
  /** What does not stop by itself at its limit hangs; till then there is more to do than what is counted. */
  const GRACE = 2
  const MICROSECONDS = 1e6
  const NANOSECONDS = 1e9
  const MEBIBYTE = 1024 * 1024
  const fs: typeof import('node:fs') = require('node:fs')
  const { workerData }: { readonly workerData: Given } = require('node:worker_threads')
  const { shared, parent, mark, seconds, secondsAPage, megabytes } = workerData
  const state = new Int32Array(shared)
  const longest = Math.max(seconds, SHORTEST_STALL)
  const computed = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / MICROSECONDS
  }
  /** Seconds that the main thread was ready and had no core, where the system tells: a busy machine is no hang. */
  const starved = () => {
    try {
      const [, waited = 0] = fs.readFileSync('/proc/self/schedstat', 'utf8').split(' ').map(Number)
      return waited / NANOSECONDS
    } catch {
      return 0
    }
  }
  let document = 0
  let cpuAtBegin = 0
  let last = { moves: 0, wanted: 0, time: 0 }

  const end = (why: Limit | 'orphan') => {
    if (why !== 'orphan') fs.writeSync(2, `\n${mark}${why}\n`)
    process.kill(process.pid, 'SIGKILL')
  }
  const look = () => {
    if (process.ppid !== parent) return end('orphan')
    const [current = 0, pages = 0, moves = 0] = [0, 1, 2].map((place) => Atomics.load(state, place))
    const cpu = computed()
    const time = performance.now() / 1000
    if (current !== document) {
      document = current
      cpuAtBegin = cpu
      last = { moves, wanted: cpu + starved(), time }
    }
    if (document === 0) return
    if (process.memoryUsage.rss() > megabytes * MEBIBYTE) return end('memory')
    if (cpu - cpuAtBegin > seconds * GRACE + pages * secondsAPage) return end('time')
    const wanted = cpu + starved()
    const isMoving = moves !== last.moves || wanted - last.wanted > IDLE_SHARE * longest
    if (isMoving) last = { moves, wanted, time }
    else if (time - last.time > longest) end('stalled')
  }
  setInterval(look, PERIOD)
}
