import type { OnRecognised, Recognised } from '../document/scanning.ts'
import { oneLine } from '../run/failure.ts'
import type { Progress, RecognisedSource } from '../run/import.ts'
import { tellRaw } from './streams.ts'
import { cut } from './width.ts'
import { decimal, words } from './words.ts'

const BAR_WIDTH = 24
const BAR_PAUSE = 100
const LINE_PAUSE = 5000
const PATIENCE = 1000
const CLEAR_LINE = '\r\u001b[2K'
const USUAL_WIDTH = 80

/** A sign of life of what takes longer than a second and knows no share of it. */
export async function tellingAfter<Result>(what: string, work: Promise<Result>): Promise<Result> {
  const timer = setTimeout(() => tellRaw(`${what}\n`), PATIENCE)
  return work.finally(() => clearTimeout(timer))
}

/**
 * Shows how far a run is, on standard error: a bar on a terminal, elsewhere a line every five
 * seconds and nothing for short runs.
 */
export function startMeter() {
  const isTerminal = process.stderr.isTTY === true
  const start = performance.now()
  let last = isTerminal ? Number.NEGATIVE_INFINITY : start
  let isShown = false
  /** Not too often. */
  const tellNow = (lineOf: (seconds: number) => string, barOf: (line: string) => string) => {
    const now = performance.now()
    if (now - last < (isTerminal ? BAR_PAUSE : LINE_PAUSE)) return
    last = now
    isShown = true
    const line = lineOf((now - start) / 1000)
    tellRaw(isTerminal ? CLEAR_LINE + barOf(line) : `${line}\n`)
  }
  let run: Progress | null = null
  return {
    show(progress: Progress) {
      run = progress
      tellNow(
        (seconds) => progressLine(progress, seconds),
        (line) => fitted(progress, line),
      )
    },
    /** How far one of the scans of a run is. */
    showRecognisedSource: (progress: RecognisedSource) =>
      tellNow(
        () => recognisedSourceLine(progress, run),
        (line) => fitted({ ...(run ?? NOTHING_DONE), source: progress.source }, line),
      ),
    /** How far the scan in hand is. */
    showRecognised: (progress: Recognised) =>
      tellNow(
        () => words('progress.recognising', { ...progress }),
        (line) => barWith({ done: progress.piecesDone, total: progress.pieces }, line),
      ),
    /** Takes the bar away. */
    end() {
      if (isTerminal && isShown) tellRaw(CLEAR_LINE)
    },
  }
}

/** The result of work that shows how far it is while scans are recognised. */
export async function withMeter<Result>(
  work: (onRecognised: OnRecognised) => Promise<Result>,
): Promise<Result> {
  // Most documents have nothing to be recognised, and standard error takes long to open.
  let meter: ReturnType<typeof startMeter> | null = null
  const show: OnRecognised = (progress) => {
    meter ??= startMeter()
    meter.showRecognised(progress)
  }
  return work(show).finally(() => meter?.end())
}

/** `12 of 340 files; recognising page 3 of 12`. */
export function recognisedSourceLine(
  { pages, pagesBegun }: Recognised,
  run: Progress | null,
): string {
  const page = words('progress.page', { pagesBegun, pages })
  return run === null ? page : `${words('progress.files', { ...run })}; ${page}`
}

/** `12 of 340 files, 25.1 a second, 14 s left, 2 failed`; what was kept costs no time. */
export function progressLine({ done, total, kept, failures }: Progress, seconds: number): string {
  const rate = (done - kept) / Math.max(seconds, 0.001)
  const left = Math.ceil((total - done) / Math.max(rate, 0.001))
  const counts = words('progress.counts', {
    files: words('progress.files', { done, total }),
    rate: decimal(rate, 1),
    left: duration(left),
  })
  return failures === 0 ? counts : `${counts}, ${words('progress.failed', { failures })}`
}

/** `14 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const [minutes, rest] = [Math.floor(seconds / 60), two(seconds % 60)]
  if (seconds < 60) return words('progress.seconds', { seconds })
  if (seconds < 3600) return words('progress.minutes', { minutes, seconds: rest })
  return words('progress.hours', { hours: Math.floor(minutes / 60), minutes: two(minutes % 60) })
}

const NOTHING_DONE = { done: 0, total: 0 }

function fitted(progress: Pick<Progress, 'done' | 'total' | 'source'>, line: string): string {
  return barWith(progress, line, oneLine(progress.source))
}

function barWith({ done, total }: Pick<Progress, 'done' | 'total'>, line: string, name = '') {
  const filled = Math.round((BAR_WIDTH * done) / Math.max(total, 1))
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  const width = (process.stderr.columns ?? USUAL_WIDTH) - 1
  const text = `${bar} ${line}  `
  return cut(text, width) + cut(name, Math.max(0, width - text.length))
}
