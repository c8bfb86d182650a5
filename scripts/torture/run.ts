import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
  /** It did not end in time, and was killed. */
  readonly isHung: boolean
  /** Highest resident memory, MiB, of the command itself and of any process that it started. */
  readonly own: number
  readonly children: number
  /** Processes that it started and that outlived it. */
  readonly left: readonly number[]
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  readonly isOver: () => boolean
  readonly workers: () => readonly number[]
}

/** No run of a handful of files takes as long, also where the machine is busy with other things. */
const LONGEST = 600_000
const LOOK = 50
const LEAVE_WITHIN = 10_000
const KEPT = 20_000

/** Starts Node with these arguments in `folder`; `shell` is what a shell does before. */
export function start(folder: string, args: readonly string[], shell = ''): Running {
  const child = spawn('sh', ['-c', `${shell} exec "$@"`, 'sh', process.execPath, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TMPDIR: `${folder}/tmp`, HOME: `${folder}/tmp` },
  })
  const { pid = 0 } = child
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT)
  })
  const seen = new Set<number>()
  let [own, children] = [0, 0]
  const look = setInterval(() => {
    own = Math.max(own, peakOf(pid))
    for (const one of childrenOf(pid)) {
      seen.add(one)
      children = Math.max(children, peakOf(one))
    }
  }, LOOK)
  let isOver = false
  let isHung = false
  const hang = setTimeout(() => {
    isHung = true
    child.kill('SIGKILL')
  }, LONGEST)
  const ended = new Promise<Ended>((resolve) =>
    child.once('exit', async (code, signal) => {
      isOver = true
      clearInterval(look)
      clearTimeout(hang)
      const left = await leftOf(seen)
      resolve({ code, signal, stderr, isHung, own, children, left })
    }),
  )
  return { child, ended, isOver: () => isOver, workers: () => childrenOf(pid) }
}

/** Those that do not end by themselves soon after the process that started them. */
async function leftOf(pids: ReadonlySet<number>): Promise<readonly number[]> {
  const start = performance.now()
  const alive = () => [...pids].filter((pid) => textOf(`/proc/${pid}/cmdline`).includes('--worker'))
  while (alive().length > 0 && performance.now() - start < LEAVE_WITHIN) await wait(LOOK)
  return alive()
}

function childrenOf(pid: number): readonly number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

function peakOf(pid: number): number {
  return Number(/^VmHWM:\s*(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
}

function textOf(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  } catch {
    // It has ended.
    return ''
  }
}
