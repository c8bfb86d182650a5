import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** What a command and the processes that it started took. */
export interface Usage {
  readonly code: number | null
  readonly stderr: string
  /** By the clock. */
  readonly seconds: number
  /** Of the processors, in all threads of all processes; 0 where the system does not tell. */
  readonly computed: number
  /** … of it in the command's own process. */
  readonly computedByItself: number
  /** … of it in the thread that took most of it: no number of cores makes the command shorter. */
  readonly longestThread: number
  /** Highest resident memory of any of the processes, MiB; 0 where the system does not tell. */
  readonly mebibytes: number
}

/** Milliseconds between two looks; what a thread does after the last one is not seen. */
const LOOK = 20
const NANOSECONDS = 1e9

/** Runs Node with these arguments and watches its processes, by `/proc` (Linux). */
export function watchNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Usage> {
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const seen = startLooking(child)
  return new Promise((resolve) =>
    child.once('close', (code) => {
      const seconds = (performance.now() - start) / 1000
      resolve({ code, stderr, seconds, ...seen() })
    }),
  )
}

function startLooking({ pid = 0 }: ChildProcess) {
  let mebibytes = 0
  const threads = new Map<string, number>()
  const look = () => {
    for (const one of [pid, ...childrenOf(pid)]) {
      mebibytes = Math.max(mebibytes, peakOf(one))
      for (const thread of threadsOf(one)) {
        const name = `${one}/${thread}`
        threads.set(name, Math.max(threads.get(name) ?? 0, computedBy(name)))
      }
    }
  }
  const timer = setInterval(look, LOOK)
  return () => {
    clearInterval(timer)
    const own = [...threads].filter(([name]) => name.startsWith(`${pid}/`))
    return {
      mebibytes,
      computed: sum([...threads.values()]),
      computedByItself: sum(own.map(([, seconds]) => seconds)),
      longestThread: Math.max(0, ...threads.values()),
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}

function childrenOf(pid: number): readonly number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** Highest resident memory of one process so far, MiB. */
function peakOf(pid: number): number {
  return Number(/^VmHWM:\s*(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    // It has ended.
    return []
  }
}

/** Processor time of a thread so far, seconds. */
function computedBy(thread: string): number {
  const [pid, number] = thread.split('/')
  const [nanoseconds] = textOf(`/proc/${pid}/task/${number}/schedstat`).split(' ')
  return Number(nanoseconds || 0) / NANOSECONDS
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
