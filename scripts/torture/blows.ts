import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../corpus/random.ts'
import { changeInputs, filesOf, type Stock } from './inputs.ts'
import { type Ended, type Running, start } from './run.ts'

/* What is done to a run, or to what it left. */

/** A round: where it plays, and what it draws from. */
export interface Stage {
  /** Holds `in`, `out`, `quiet` and `tmp`. */
  readonly folder: string
  readonly program: string
  readonly stock: Stock
  readonly random: Random
  /** Whether disks of any size can be had. */
  readonly canMount: boolean
}

/** What a blow leaves behind that the laws need to know. */
export interface Struck {
  readonly ended: Ended
  /** The exit codes that tell the truth; null where a signal ended it. */
  readonly allowed: readonly (number | null)[]
  /** Inputs changed under it. */
  readonly isChanged?: boolean
  readonly workersKilled?: number
}

export type Blow = (stage: Stage) => Promise<Struck>

/** With fewer open files Node.js cannot open the program itself. */
const FEWEST_FILES = 21
const STATES = [0, 1]
const STOPPED = [0, 1, 2]
/** Until a run has started, and until it is about done. */
const LONGEST_START = 2500
const LONGEST_STEP = 400
const MOST_DOCUMENTS = 8
/** A run that has nothing more to do comes to no further document. */
const LONGEST_MOMENT = 10_000

/** A moment of a run: soon after its start, or after some documents. */
async function moment({ folder, random }: Stage, run: Running): Promise<void> {
  if (random.chance(0.3)) return delay(run, random.below(LONGEST_START))
  const lines = linesOf(folder) + random.below(MOST_DOCUMENTS)
  const until = performance.now() + LONGEST_MOMENT
  while (!run.isOver() && linesOf(folder) <= lines && performance.now() < until) await wait(5)
  await delay(run, random.below(LONGEST_STEP))
}

async function delay(run: Running, milliseconds: number): Promise<void> {
  await Promise.race([wait(milliseconds), run.ended])
}

function linesOf(folder: string): number {
  const journal = join(folder, 'out/.zvit/journal.ndjson')
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0
}

export function importArgs({ program, random }: Stage, ...more: string[]): string[] {
  const concurrency = String(1 + random.below(3))
  return [program, 'import', 'in', '--out', 'out', '--concurrency', concurrency, ...more]
}

function begin(stage: Stage, ...more: string[]): Running {
  return start(stage.folder, importArgs(stage, ...more))
}

/** By name, so that a round tells what it did. */
export const BLOWS: Readonly<Record<string, Blow>> = {
  async quiet(stage) {
    return { ended: await begin(stage).ended, allowed: STATES }
  },
  async killed(stage) {
    const run = begin(stage)
    await moment(stage, run)
    run.child.kill('SIGKILL')
    return { ended: await run.ended, allowed: [...STATES, null] }
  },
  async stopped(stage) {
    const run = begin(stage)
    await moment(stage, run)
    run.child.kill(stage.random.pick(['SIGTERM', 'SIGINT']))
    // Before the program listens a signal ends it as it ends any other.
    return { ended: await run.ended, allowed: [...STOPPED, null] }
  },
  async stoppedTwice(stage) {
    const run = begin(stage)
    await moment(stage, run)
    run.child.kill('SIGINT')
    await delay(run, stage.random.below(LONGEST_STEP))
    run.child.kill('SIGTERM')
    return { ended: await run.ended, allowed: [...STOPPED, 130, null] }
  },
  async workersKilled(stage) {
    const run = begin(stage)
    let workersKilled = 0
    for (let kills = 1 + stage.random.below(5); kills > 0 && !run.isOver(); kills -= 1) {
      await moment(stage, run)
      const workers = run.workers()
      if (workers.length === 0) continue
      try {
        process.kill(stage.random.pick(workers), 'SIGKILL')
        workersKilled += 1
      } catch {
        // It had ended by itself.
      }
    }
    // Killed at its start again and again it says that none can be started.
    return { ended: await run.ended, allowed: STOPPED, workersKilled }
  },
  async changed(stage) {
    const run = begin(stage)
    while (!run.isOver()) {
      await delay(run, stage.random.below(LONGEST_STEP / 2))
      changeInputs(join(stage.folder, 'in'), stage.stock, stage.random)
    }
    return { ended: await run.ended, allowed: STATES, isChanged: true }
  },
  async vanished({ folder, ...stage }) {
    const [here, away] = [join(folder, 'in'), join(folder, 'away')]
    const run = begin({ folder, ...stage })
    if (stage.random.chance(0.5)) await delay(run, stage.random.below(LONGEST_START))
    else await moment({ folder, ...stage }, run)
    renameSync(here, away)
    await delay(run, stage.random.below(LONGEST_START))
    renameSync(away, here)
    return { ended: await run.ended, allowed: STOPPED, isChanged: true }
  },
  async watched(stage) {
    const run = begin(stage, '--watch')
    await moment(stage, run)
    for (let left = stage.random.below(12); left > 0; left -= 1) {
      await delay(run, stage.random.below(LONGEST_STEP))
      changeInputs(join(stage.folder, 'in'), stage.stock, stage.random)
    }
    run.child.kill(stage.random.pick(['SIGTERM', 'SIGINT', 'SIGKILL']))
    return { ended: await run.ended, allowed: [...STOPPED, null], isChanged: true }
  },
  async twice(stage) {
    const run = begin(stage)
    await moment(stage, run)
    const second = await begin(stage).ended
    const first = await run.ended
    // Only one of them may have had the folder at a time.
    return { ended: second.code === 2 ? first : second, allowed: STATES }
  },
  async limited(stage) {
    const limit = stage.random.chance(0.5)
      ? ['--time-limit', String(1 + stage.random.below(2))]
      : ['--memory-limit', String(120 + stage.random.below(300))]
    return { ended: await begin(stage, ...limit).ended, allowed: STATES }
  },
  async fewFiles(stage) {
    const shell = `ulimit -n ${FEWEST_FILES + stage.random.below(46)};`
    const { ended } = start(stage.folder, importArgs(stage), shell)
    return { ended: await ended, allowed: [...STOPPED, null] }
  },
  async fullDisk(stage) {
    if (stage.canMount) resize(stage.folder, `${8 + stage.random.below(900)}k`)
    const ended = await begin(stage).ended
    if (stage.canMount) resize(stage.folder, '2g')
    return { ended, allowed: STOPPED }
  },
  async readOnlyDisk(stage) {
    if (stage.canMount) remount(stage.folder, 'ro')
    const ended = await begin(stage).ended
    if (stage.canMount) remount(stage.folder, 'rw')
    return { ended, allowed: stage.canMount ? [2] : STATES }
  },
  /** A bad disk: other bytes in what stands there. */
  async spoiled(stage) {
    const out = join(stage.folder, 'out')
    const files = existsSync(out)
      ? filesOf(out).filter((name) => /^(?:reports\/|measures)/.test(name))
      : []
    for (let left = files.length > 0 ? 1 + stage.random.below(3) : 0; left > 0; left -= 1)
      spoil(join(out, stage.random.pick(files)), stage.random)
    return { ended: await begin(stage).ended, allowed: STATES }
  },
}

function spoil(file: string, random: Random): void {
  if (!existsSync(file)) return
  const bytes = readFileSync(file)
  if (bytes.length === 0) return
  const at = random.below(bytes.length)
  if (random.chance(0.2)) rmSync(file)
  else if (random.chance(0.3)) truncateSync(file, at)
  else {
    bytes[at] = ((bytes[at] ?? 0) + 1 + random.below(255)) % 256
    writeFileSync(file, bytes)
  }
}

/** A disk of its own for the output. */
export function mountOutput(folder: string): void {
  mount('-t', 'tmpfs', '-o', 'size=2g', 'none', join(folder, 'out'))
}

export function unmountOutput(folder: string): void {
  spawnSync('umount', ['-l', join(folder, 'out')])
}

function resize(folder: string, size: string): void {
  remount(folder, `size=${size}`)
}

/** A disk cannot be made smaller than what it holds: then it is as it was, and full all the same. */
function remount(folder: string, option: string): void {
  spawnSync('mount', ['-o', `remount,${option}`, join(folder, 'out')])
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`no disk could be mounted: ${stderr}`)
}
