import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Line, Page } from 'tesseract.js'
import type { Picture } from '../document/page-content.ts'
import { ZvitError } from '../model/error.ts'
import type { Layout, Piece, SeenLine, SeenWord } from './engine.ts'
import { WHITE } from './picture.ts'

/*
 * Tesseract compiled to WebAssembly (tesseract.js), in a thread of its own. Its thread is spoken to
 * without the client of the package, which (7.0.0) waits for ever where a model cannot be loaded,
 * leaves the thread behind, and has no way to load a second model from another folder.
 */

/** An engine that is started. */
export interface Engine {
  readonly read: (piece: Piece) => Promise<readonly SeenLine[]>
  /** The process waits for it, until it is released. */
  readonly hold: () => void
  readonly release: () => void
  readonly close: () => Promise<void>
}

/** Longer than a start or any piece of text takes on a busy machine, milliseconds. */
const LONGEST = 60_000
/** The engine cannot scale pictures of a few pixels, or much higher than wide, to the height that it reads. */
const SMALLEST = 40
const HIGHEST_TO_WIDTH = 12
/** `OEM` of the engine: the older one needs other models. */
const LSTM_ONLY = 1
const MODES: Record<Layout, string> = { block: '6', line: '7' }

/** A model as npm ships it: its language and its packed file. */
interface Model {
  readonly code: string
  readonly file: string
}

/**
 * The Ukrainian model knows no Latin letters, no «%» and no «+»; words that it is not sure of are
 * read by the English one too, and the surer reading wins.
 */
export function usualModels(): readonly Model[] {
  const { resolve } = createRequire(import.meta.url)
  return ['ukr', 'eng'].map((code) => {
    const folder = path.dirname(resolve(`@tesseract.js-data/${code}`))
    return { code, file: path.join(folder, '4.0.0_best_int', `${code}.traineddata.gz`) }
  })
}

/** Throws `ENGINE_MISSING`, `MEMORY_LIMIT`, `TIME_LIMIT`; no thread is left then. */
export async function startEngine(models: () => readonly Model[]): Promise<Engine> {
  let thread: Thread | null = null
  try {
    thread = openThread()
    await withinTime(load(thread, models()), 'The recogniser took more than {} s to start.')
  } catch (error) {
    await thread?.close()
    throw refusal(error, 'ENGINE_MISSING', 'The recogniser cannot be started')
  }
  const { ask, ...rest } = thread
  return { ...rest, read: (piece) => read(ask, piece) }
}

async function load({ ask }: Thread, models: readonly Model[]): Promise<void> {
  await ask('load', { options: { lstmOnly: true } })
  const langs = models.map(({ code, file }) => ({ code, data: readFileSync(file) }))
  await ask('loadLanguage', { langs, options: { cacheMethod: 'none', lstmOnly: true } })
  const codes = models.map(({ code }) => code).join('+')
  await ask('initialize', { langs: codes, oem: LSTM_ONLY, config: {} })
}

type Ask = (action: string, payload: object) => Promise<unknown>

type Thread = Omit<Engine, 'read'> & { readonly ask: Ask }

interface Asked {
  readonly resolve: (data: unknown) => void
  readonly reject: (reason: unknown) => void
}

interface Reply {
  readonly status: 'resolve' | 'reject' | 'progress'
  readonly jobId: string
  readonly data: unknown
}

/** The thread of the package, which answers each message by its number. */
function openThread(): Thread {
  const { resolve } = createRequire(import.meta.url)
  const script = resolve('tesseract.js/src/worker-script/node/index.js')
  // What it prints of models and pictures is not for the terminal of the caller.
  const worker = new Worker(script, { stdout: true, stderr: true })
  const asked = new Map<string, Asked>()
  let count = 0
  let isOver: { readonly reason: unknown } | null = null
  const end = (reason: unknown) => {
    isOver ??= { reason }
    for (const { reject } of asked.values()) reject(reason)
    asked.clear()
  }
  worker.on('message', ({ status, jobId, data }: Reply) => {
    if (status === 'resolve') asked.get(jobId)?.resolve(data)
    else if (status === 'reject') asked.get(jobId)?.reject(data)
    else return
    asked.delete(jobId)
  })
  worker.on('error', end)
  worker.on('exit', () => end('its thread has ended'))
  return {
    ask: (action, payload) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(isOver.reason)
        count += 1
        const jobId = String(count)
        asked.set(jobId, { resolve, reject })
        worker.postMessage({ workerId: 'zvit', jobId, action, payload })
      }),
    hold: () => worker.ref(),
    release: () => worker.unref(),
    close: async () => {
      await worker.terminate()
    },
  }
}

/** Whatever the engine says, as an error with a code. */
function refusal(
  cause: unknown,
  code: 'ENGINE_MISSING' | 'READER_CRASHED',
  what: string,
): ZvitError {
  if (cause instanceof ZvitError) return cause
  const said = cause instanceof Error ? cause.message : String(cause)
  const isMemory = /memory/i.test(said)
  return new ZvitError(isMemory ? 'MEMORY_LIMIT' : code, `${what} (${said}).`, { cause })
}

/** Throws `READER_CRASHED`, `MEMORY_LIMIT`, `TIME_LIMIT`; the engine is of no use then. */
async function read(ask: Ask, { picture, layout, letters }: Piece): Promise<readonly SeenLine[]> {
  const options = {
    tessedit_pageseg_mode: MODES[layout],
    tessedit_char_whitelist: letters ?? '',
    debug_file: '/dev/null',
  }
  const image = toPgm(withRoom(picture))
  const request = { image, options, output: { text: false, blocks: true } }
  try {
    const page = (await withinTime(
      ask('recognize', request),
      'A piece of a page took more than {} s to recognise; scan it again more cleanly.',
    )) as Page
    return (page.blocks ?? []).flatMap((block) =>
      block.paragraphs.flatMap(({ lines }) => lines.map(seen).filter(hasWords)),
    )
  } catch (error) {
    throw refusal(error, 'READER_CRASHED', 'The recogniser failed')
  }
}

function seen({ words, baseline, rowAttributes }: Line): SeenLine {
  return {
    words: words
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, confidence, bbox, symbols }) => ({
        text: withoutSecondHeights(text.normalize('NFC')),
        confidence: confidence / 100,
        box: boxOf(bbox),
        letters: symbols.map((symbol) => boxOf(symbol.bbox)),
      })),
    baseline: (baseline.y0 + baseline.y1) / 2,
    height: Math.max(rowAttributes.rowHeight, usualHeight(words)),
  }
}

function boxOf({ x0, y0, x1, y1 }: Line['bbox']): SeenWord['box'] {
  return [x0, y0, x1, y1]
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
function toPgm({ width, height, pixels }: Picture): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n#${' '.repeat(512)}\n${width} ${height}\n255\n`), pixels])
}

/** Throws `TIME_LIMIT` with the message, whose `{}` is the time. */
async function withinTime<Result>(work: Promise<Result>, message: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new ZvitError('TIME_LIMIT', message.replace('{}', String(LONGEST / 1000)))
    timer = setTimeout(reject, LONGEST, error)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The text without letters that come out a second time as capital ones: where the height of a letter
 * is in doubt, the engine says both («мМоОлодь», «отТноситТся»). No word is written so.
 */
export function withoutSecondHeights(text: string): string {
  let kept = ''
  let twice = ''
  for (const letter of text) {
    const last = kept.at(-1) ?? ''
    const isSecond = letter !== last && letter.toLowerCase() === last
    if (isSecond) twice = last
    else if (letter !== twice) {
      kept += letter
      twice = ''
    }
  }
  return kept
}
