import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Worker as Thread } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import type { Line, RecognizeResult, Worker } from 'tesseract.js'
import { ZvitError } from '../model/error.ts'
import { type Picture, WHITE } from './picture.ts'
import { withoutSecondHeights } from './second-heights.ts'

/*
 * Tesseract compiled to WebAssembly (tesseract.js), with the Ukrainian model that npm ships. Each
 * thread holds an engine of its own, is started once in a process when a scan comes, and does not
 * keep the process alive while it has nothing to do.
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
export interface Task {
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
/** Longer than any piece of text takes on a busy machine, milliseconds. */
const LONGEST = 60_000
/** The engine cannot scale pictures of a few pixels, or much higher than wide, to the height that it reads. */
const SMALLEST = 40
const HIGHEST_TO_WIDTH = 12
/** `OEM` of the engine: the older one needs other models. */
const LSTM_ONLY = 1
const MODES: Record<Layout, string> = { block: '6', line: '7' }

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
export function openPool(size: number): Pool {
  let waiting: Job[] = []
  const idle: Worker[] = []
  const all = new Set<Promise<Worker>>()

  const next = () => {
    const job = waiting[0]
    if (!job) return
    const engine = idle.pop()
    if (engine) {
      waiting.shift()
      void run(engine, job)
    } else if (all.size < size) {
      waiting.shift()
      const starting = startEngine()
      all.add(starting)
      starting.then(
        (started) => run(started, job),
        (error) => {
          all.delete(starting)
          job.reject(error)
        },
      )
    }
  }

  const run = async (engine: Worker, job: Job) => {
    const thread = threadOf(engine)
    thread.ref()
    try {
      job.resolve(await withinTime(read(engine, job.piece)))
      thread.unref()
      idle.push(engine)
    } catch (error) {
      // What an engine is after a failure nobody knows.
      for (const one of all) if ((await one) === engine) all.delete(one)
      await engine.terminate()
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
      const engines = await Promise.allSettled(all)
      all.clear()
      for (const one of engines) if (one.status === 'fulfilled') await one.value.terminate()
    },
  }
}

/**
 * The Ukrainian model knows no Latin letters, no «%» and no «+»; words that it is not sure of are
 * read by the English one too, and the surer reading wins.
 */
async function startEngine(): Promise<Worker> {
  const { createWorker } = await import('tesseract.js')
  const options = {
    langPath: folderOf('ukr'),
    cacheMethod: 'none',
    gzip: true,
    // Without it a failure is thrown outside of every promise.
    errorHandler: () => undefined,
  }
  const known = ['ukr']
  const engine = await createWorker(known, LSTM_ONLY, options)
  // One `langPath` serves one package: the second model is put beside the first by hand, and told
  // to the engine through the list that it keeps of what it has loaded (7.0.0).
  const second = gunzipSync(readFileSync(path.join(folderOf('eng'), 'eng.traineddata.gz')))
  await engine.FS('writeFile', ['./eng.traineddata', second])
  known.push('eng')
  await engine.reinitialize(['ukr', 'eng'] as unknown as string, LSTM_ONLY)
  return engine
}

function folderOf(language: string): string {
  const main = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}`)
  return path.join(path.dirname(main), '4.0.0_best_int')
}

/** The thread behind an engine, which the types of the package leave out. */
function threadOf(engine: Worker): Thread {
  return (engine as unknown as { readonly worker: Thread }).worker
}

async function read(engine: Worker, { picture, layout, letters }: Piece): Promise<SeenLine[]> {
  const options = {
    tessedit_pageseg_mode: MODES[layout],
    tessedit_char_whitelist: letters ?? '',
    // What the engine prints of odd pictures is not for the terminal of the caller.
    debug_file: '/dev/null',
  }
  const { data }: RecognizeResult = await engine.recognize(
    toPgm(withRoom(picture)),
    // Any variable of the engine may stand among the options; the types know only some.
    options as object,
    { text: false, blocks: true },
  )
  return (data.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap(({ lines }) => lines.map(seen).filter(hasWords)),
  )
}

function seen({ words, baseline, rowAttributes }: Line): SeenLine {
  return {
    words: words
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, confidence, bbox }) => ({
        text: withoutSecondHeights(text.normalize('NFC')),
        confidence: confidence / 100,
        box: [bbox.x0, bbox.y0, bbox.x1, bbox.y1],
      })),
    baseline: (baseline.y0 + baseline.y1) / 2,
    height: Math.max(rowAttributes.rowHeight, usualHeight(words)),
  }
}

/** Of the words of a line: that of its row is at times half of what its letters have. */
function usualHeight(words: Line['words']): number {
  const heights = words.map(({ bbox }) => bbox.y1 - bbox.y0).sort((left, right) => left - right)
  return heights[Math.floor((heights.length - 1) / 2)] ?? 0
}

/** The engine gives up on lines of a few pixels; white at the right and below leaves boxes alone. */
function withRoom(picture: Picture): Picture {
  const { width, height } = picture
  const high = Math.max(SMALLEST, height)
  const wide = Math.max(SMALLEST, width, Math.ceil(height / HIGHEST_TO_WIDTH))
  if (wide === width && high === height) return picture
  const pixels = new Uint8Array(wide * high).fill(WHITE)
  for (let y = 0; y < height; y += 1)
    pixels.set(picture.pixels.subarray(y * width, (y + 1) * width), y * wide)
  return { width: wide, height: high, pixels }
}

function hasWords({ words }: SeenLine): boolean {
  return words.length > 0
}

/**
 * The picture as a file that the engine reads without unpacking. The comment keeps the pixels away
 * from the bytes in which tesseract.js looks for an orientation.
 */
function toPgm({ width, height, pixels }: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n#${' '.repeat(512)}\n${width} ${height}\n255\n`), pixels])
}

async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new ZvitError(
      'TIME_LIMIT',
      `A piece of a page took more than ${LONGEST / 1000} s to recognise; scan it again more cleanly.`,
    )
    timer = setTimeout(reject, LONGEST, error)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
