import { oneLine } from '../run/failure.ts'
import type { Progress } from '../run/import.ts'
import { tellRaw } from './streams.ts'
import { cut } from './width.ts'

const BAR_WIDTH = 24
const BAR_PAUSE = 100
const LINE_PAUSE = 5000
const CLEAR_LINE = '\r\u001b[2K'
const USUAL_WIDTH = 80

export interface Meter {
  readonly show: (progress: Progress) => void
  /** Takes the bar away. */
  readonly end: () => void
}

/**
 * Shows how far a run is, on standard error: a bar on a terminal, elsewhere a line every five
 * seconds and nothing for short runs.
 */
export function startMeter(): Meter {
  const isTerminal = process.stderr.isTTY === true
  const start = performance.now()
  let last = isTerminal ? Number.NEGATIVE_INFINITY : start
  return {
    show(progress) {
      const now = performance.now()
      if (now - last < (isTerminal ? BAR_PAUSE : LINE_PAUSE)) return
      last = now
      const line = progressLine(progress, (now - start) / 1000)
      tellRaw(isTerminal ? CLEAR_LINE + fitted(progress, line) : `${line}\n`)
    },
    end() {
      if (isTerminal) tellRaw(CLEAR_LINE)
    },
  }
}

/** `12 of 340 files, 25.1 a second, 14 s left, 2 failed`. */
export function progressLine({ done, total, failures }: Progress, seconds: number): string {
  const rate = done / Math.max(seconds, 0.001)
  const left = Math.ceil((total - done) / Math.max(rate, 0.001))
  const counts = `${done} of ${total} files, ${rate.toFixed(1)} a second, ${duration(left)} left`
  return failures === 0 ? counts : `${counts}, ${failures} failed`
}

/** `14 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`
}

function fitted(progress: Progress, line: string): string {
  const filled = Math.round((BAR_WIDTH * progress.done) / Math.max(progress.total, 1))
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  const width = (process.stderr.columns ?? USUAL_WIDTH) - 1
  const text = `${bar} ${line}  `
  return cut(text, width) + cut(oneLine(progress.source), Math.max(0, width - text.length))
}
