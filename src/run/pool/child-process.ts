import { type ChildProcess, fork } from 'node:child_process'
import type { Recognised } from '../../document/scanning.ts'
import type {
  ChildMessage,
  EndMessage,
  Identity,
  Reply,
  Setup,
  Task,
  TaskMessage,
} from './messages.ts'
import { READER_FLAGS } from './v8-flags.ts'
import { LIMIT_MARK, type Limit } from './watch.ts'

/** How a task ended: by a reply, or with the process that was to give it. */
export type Ending = { readonly kind: 'reply'; readonly reply: Reply } | Death

/** How a process ended, and the document that it was at where its bytes were known. */
export type Death = {
  readonly at: Identity | null
} /** Killed: from outside, as systems do that have no memory left. */ & (
  | { readonly kind: Limit | 'killed' }
  | { readonly kind: 'crashed'; readonly message: string }
)

interface Events<Job> {
  readonly onReply: (job: Job, reply: Reply, rss: number) => void
  /** How far the scan in hand is. */
  readonly onRecognised: (job: Job, progress: Recognised) => void
  /** The process is gone with these jobs in hand, the first of which it was at. */
  readonly onEnd: (left: readonly Job[], why: Death) => void
}

/** What is kept of the end of standard error. */
const KEPT_STDERR = 8192
const HEAP_FULL = /JavaScript heap out of memory|Cannot enlarge memory/
/** A process that does not even watch itself any more, as often as its limit. */
const LONGEST_SILENCE = 30
const PATIENCE = 60_000
const LOOK = 5000
const STOP_WITHIN = 2000

/** Starts a process that reads documents; `Job` is what its user knows a task by. Tasks may be given at once. */
export function startChild<Job>(program: string, setup: Setup, events: Events<Job>) {
  const started = fork(program, ['--worker'], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [...READER_FLAGS],
  })
  const hand: { readonly job: Job; readonly id: number }[] = []
  let done = 0
  let given = 0
  let retired = false
  let ready = false
  let at: Identity | null = null
  let stderr = ''
  let crash: string | null = null
  let isSilent = false
  let lastWord = performance.now()
  const silence = setInterval(() => {
    const quiet = performance.now() - lastWord
    const longest = PATIENCE + setup.limits.seconds * 1000 * LONGEST_SILENCE
    if (hand.length === 0 || quiet <= longest) return
    isSilent = true
    started.kill('SIGKILL')
  }, LOOK).unref()

  started.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-KEPT_STDERR)
  })
  // What cannot be sent ends with the process, and is told then.
  started.on('error', () => {})
  const ended = new Promise<void>((resolve) => {
    let isOver = false
    const over = (code: number | null, signal: NodeJS.Signals | null) => {
      if (isOver) return
      isOver = true
      clearInterval(silence)
      events.onEnd(
        hand.splice(0).map(({ job }) => job),
        { at, ...describeEnd({ code, signal, stderr, crash, isSilent }) },
      )
      resolve()
    }
    started.once('close', over)
    // A process that could not be started at all has no streams to close.
    started.once('error', () => {
      if (started.pid === undefined) over(null, null)
    })
  })
  started.on('message', (message: ChildMessage) => {
    lastWord = performance.now()
    if (message.kind === 'ready') ready = true
    if (message.kind === 'begun') at = { sha256: message.sha256, key: message.key }
    if (message.kind === 'crashed') crash = message.error.message
    if (message.kind === 'recognised') {
      const [head] = hand
      if (head?.id === message.id) events.onRecognised(head.job, message.progress)
    }
    if (message.kind === 'done') {
      at = null
      const [head] = hand
      if (head?.id !== message.id) return
      hand.shift()
      done += 1
      events.onReply(head.job, message.reply, message.rss)
      letGo(started, retired && hand.length === 0)
    }
  })
  send(started, setup)
  return {
    give(job: Job, task: Task) {
      if (hand.length === 0) lastWord = performance.now()
      given += 1
      hand.push({ job, id: given })
      send(started, { ...task, id: given })
    },
    inHand: () => hand.length,
    /** Documents read so far. */
    done: () => done,
    isRetired: () => retired,
    /** Whether it ever came so far as to take tasks. */
    wasReady: () => ready,
    /** Takes no more tasks, and ends when those in hand are done. */
    retire() {
      retired = true
      letGo(started, hand.length === 0)
    },
    async stop() {
      retired = true
      if (hand.length > 0) started.kill('SIGKILL')
      else letGo(started, true)
      const timer = setTimeout(() => started.kill('SIGKILL'), STOP_WITHIN)
      await ended
      clearTimeout(timer)
    },
  }
}

function send(started: ChildProcess, message: Setup | TaskMessage | EndMessage): void {
  if (started.connected) started.send(message, () => {})
}

/** Asks the process to end: of one that is disconnected, Node 20 never tells the end. */
function letGo(started: ChildProcess, isFree: boolean): void {
  if (isFree) send(started, { kind: 'end' })
}

interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
  readonly crash: string | null
  /** It was ended because nothing was heard of it. */
  readonly isSilent: boolean
}

function describeEnd({ code, signal, stderr, crash, isSilent }: End) {
  const mark = stderr.lastIndexOf(LIMIT_MARK)
  const limit = mark < 0 ? null : /^\w+/.exec(stderr.slice(mark + LIMIT_MARK.length))?.[0]
  if (limit === 'time' || limit === 'stalled' || limit === 'memory') return { kind: limit } as const
  if (HEAP_FULL.test(stderr)) return { kind: 'memory' } as const
  if (isSilent) return { kind: 'stalled' } as const
  if (signal === 'SIGKILL') return { kind: 'killed' } as const
  const how = signal === null ? `with code ${code}` : `by ${signal}`
  return { kind: 'crashed', message: crash ?? `The process that read it ended ${how}.` } as const
}
