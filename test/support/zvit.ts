import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'

/** The program that users run. */
export const MAIN = fileURLToPath(new URL('../../dist/zvit.cjs', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Lines that only a slow machine tells: how far long work is. */
const SIGNS_OF_LIFE =
  /^(?:Comparing the reports;|\d+ of \d+ files|recognising: |Порівнюю звіти;|файлів \d+ із |розпізнаю).*\n/gm

/**
 * Runs a command of the built program in `folder`, in a process that other commands ran in before;
 * `stderr` is without signs of life.
 */
export function zvit(folder: string, args: readonly string[]): Ended {
  run ??= keepProgram()
  const { stderr, ...ended } = run({ folder: resolve(folder), args, env: inEnglish() })
  return { ...ended, stderr: stderr.replace(SIGNS_OF_LIFE, '') }
}

/** Runs the built command line as users do: a process for one command, with what it reads. */
export function zvitAlone(
  folder: string,
  args: readonly string[],
  input: string | Uint8Array = '',
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: inEnglish(),
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { code: status, stdout, stderr: stderr.replace(SIGNS_OF_LIFE, '') }
}

/** Words in English, whatever the machine speaks. */
function inEnglish(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C.UTF-8' }
}

interface Order {
  readonly folder: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

let run: ((order: Order) => Ended) | null = null

/** Starts the thread behind which the program is kept; what it gives waits for the end of each order. */
function keepProgram(): (order: Order) => Ended {
  const { port1, port2 } = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(4))
  new Worker(fileURLToPath(new URL('./kept-program.cjs', import.meta.url)), {
    workerData: { signal, port: port2 },
    transferList: [port2],
    execArgv: [],
  }).unref()
  return (order) => {
    Atomics.store(signal, 0, 0)
    port1.postMessage(order)
    Atomics.wait(signal, 0, 0)
    return receiveMessageOnPort(port1)?.message
  }
}

/** A folder for one test with the files given, by name; gone when the test is. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = bareFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) addFile(folder, name, content)
  return folder
}

/** An empty folder that the caller removes. */
export function bareFolder(): string {
  return mkdtempSync(join(tmpdir(), 'zvit-'))
}

export function addFile(folder: string, name: string, content: string | Uint8Array): void {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** A report as text, a row a line; `response` answers its first measure. */
export function textReport(response = 'Висаджено 120 дерев'): string {
  const rows = [
    ['№ з/п', 'Завдання', 'Найменування заходу', 'Строк виконання', 'Виконавці', 'Стан виконання'],
    ['I. Озеленення'],
    ['1.', 'Дерева', '1) висаджування дерев', '2016 рік', 'управління благоустрою', response],
    [
      '',
      '',
      '2) обрізування кущів',
      'постійно',
      'районні адміністрації',
      'Не належить до повноважень управління',
    ],
    ['II. Освітлення'],
    ['1.', 'Ліхтарі', '1) заміна ліхтарів', '2016 рік', 'комунальне підприємство', ''],
  ]
  return rows.map((cells) => `${cells.join('\t')}\n`).join('')
}
