/*
 * npm run torture -- [--seed N] [--minutes M] [--step K] [--files FOLDER…] [--keep]
 * Rounds of imports of files drawn at random, healthy and hostile, to which something is done: kills, stops, changes
 * under the run, disks that fill, limits, other bytes in the results. Then the same command goes on in peace, and the
 * laws of docs/promises.md must hold. A breach tells the step that makes the same draws again; what a machine does in
 * the meantime is its own.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { copyBuiltPackage } from './bench/built-package.ts'
import { randomOf } from './corpus/random.ts'
import { BLOWS, importArgs, mountOutput, type Stage, unmountOutput } from './torture/blows.ts'
import { changeInputs, layInputs, stockOf } from './torture/inputs.ts'
import {
  areEqual,
  areInOnePlace,
  endedWell,
  isTidy,
  isUntouched,
  resultsOf,
  stateOf,
  tellsState,
} from './torture/laws.ts'
import { start } from './torture/run.ts'

const IN_OWN_NAMESPACE = 'ZVIT_TORTURE_NAMESPACE'
const MOST_BLOWS = 4
const STATES = [0, 1]
const MINUTE = 60_000

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '15' },
    step: { type: 'string' },
    files: { type: 'string', multiple: true },
    keep: { type: 'boolean', default: false },
  },
})

// In a namespace of mounts of its own every disk goes with the program, however it ends.
const canMount = process.env[IN_OWN_NAMESPACE] !== undefined
const isAllowed = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
if (!canMount && isAllowed) {
  const env = { ...process.env, [IN_OWN_NAMESPACE]: 'yes' }
  const args = ['-m', process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  process.exit(spawnSync('unshare', args, { env, stdio: 'inherit' }).status ?? 1)
}
if (!canMount) console.log('Disks cannot be mounted here: none will be full or read-only.')

const root = fileURLToPath(new URL('..', import.meta.url))
const stock = stockOf(options.files ?? [join(root, 'fixtures', 'documents')])
const program = (await copyBuiltPackage('torture')).main
const ground = mkdtempSync(join(tmpdir(), 'zvit-torture-'))
const counts = new Map<string, number>()
const figures = { rounds: 0, runs: 0, documents: 0, exempt: 0, own: 0, readers: 0 }
let breached = 0

const until = performance.now() + Number(options.minutes) * MINUTE
const first = Number(options.step ?? 1)
for (let step = first; ; step += 1) {
  const breaches = await round(step)
  for (const breach of breaches)
    console.log(`BREACH --seed ${options.seed} --step ${step}: ${breach}`)
  if (breaches.length > 0) breached += 1
  if (options.step !== undefined || performance.now() > until) break
  if (step % 5 === 0) tell()
}
tell()
console.log(Object.fromEntries([...counts].sort()))
if (!options.keep && breached === 0) rmSync(ground, { recursive: true, force: true })
process.exit(breached === 0 ? 0 : 1)

function tell(): void {
  const { rounds, runs, documents, exempt, own, readers } = figures
  console.log(
    `${rounds} rounds, ${runs} runs, ${documents} documents (${exempt} hit a limit), ${breached} breached; at most ${own.toFixed(0)} MiB for a run, ${readers.toFixed(0)} for a reader`,
  )
}

/** One folder, what is done to it, and what does not hold of it. */
async function round(step: number): Promise<readonly string[]> {
  const random = randomOf(`${options.seed}/${step}`)
  const folder = join(ground, String(step))
  for (const name of ['in', 'out', 'quiet', 'tmp'])
    mkdirSync(join(folder, name), { recursive: true })
  if (canMount) mountOutput(folder)
  const stage: Stage = { folder, program, stock, random, canMount }
  layInputs(join(folder, 'in'), stock, random)
  const done: string[] = []
  let breaches: string[] = []
  try {
    const killed = await strike(stage, done, (found) => breaches.push(...found))
    breaches.push(...(await settle(stage, killed)))
  } catch (error) {
    breaches.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  figures.rounds += 1
  breaches = breaches.map((breach) => `after ${done.join(', ')}: ${breach}`)
  if (breaches.length > 0) cpSync(join(folder, 'out'), join(folder, 'kept'), { recursive: true })
  if (canMount) unmountOutput(folder)
  if (breaches.length === 0 && !options.keep) rmSync(folder, { recursive: true, force: true })
  const strangers = readdirSync(ground).filter((name) => !/^\d+$/.test(name))
  return [...breaches, ...strangers.map((name) => `outside of everything: ${name}`)]
}

/** Gives how many readers were killed. */
async function strike(stage: Stage, done: string[], tellBreaches: (found: string[]) => void) {
  const { folder, random } = stage
  const inputs = join(folder, 'in')
  let killed = 0
  for (let left = 1 + random.below(MOST_BLOWS); left > 0; left -= 1) {
    const name = random.pick(Object.keys(BLOWS))
    const blow = BLOWS[name]
    if (!blow) throw new Error(`no such blow: ${name}`)
    done.push(name)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    const before = stateOf(inputs)
    const { ended, allowed, isChanged = false, workersKilled = 0 } = await blow(stage)
    killed += workersKilled
    figures.runs += 1
    note(ended)
    tellBreaches(endedWell(ended, allowed).map((breach) => `${name}: ${breach}`))
    if (!isChanged) tellBreaches(isUntouched(before, stateOf(inputs)))
    // Nothing is ever seen half written.
    if (existsSync(join(folder, 'out'))) {
      const results = resultsOf(join(folder, 'out'))
      if (name !== 'fewFiles' && name !== 'killed') tellBreaches(tellsState(ended, results))
    }
    if (random.chance(0.2)) changeInputs(inputs, stage.stock, random)
  }
  return killed
}

/** The same command in peace, and a run that nothing was done to. */
async function settle(stage: Stage, killed: number): Promise<readonly string[]> {
  const { folder } = stage
  const inputs = join(folder, 'in')
  const before = stateOf(inputs)
  // A reader that is killed twice over two runs is given up until one asks for it.
  const again = killed > 0 ? ['--retry-failed'] : []
  const last = await start(folder, importArgs(stage, ...again)).ended
  const peace = await start(folder, [
    ...[program, 'import', 'in', '--out', 'quiet', '--concurrency', '1'],
  ]).ended
  const verified = await start(folder, [program, 'verify', 'out']).ended
  figures.runs += 3
  note(last)
  note(peace)
  const results = resultsOf(join(folder, 'out'))
  const quiet = resultsOf(join(folder, 'quiet'))
  const { breaches, exempt } = areEqual(results, quiet)
  figures.documents += quiet.sourceOf.size + quiet.failures.length
  figures.exempt += exempt
  return [
    ...endedWell(last, STATES),
    ...endedWell(peace, STATES),
    ...endedWell(verified, [0]),
    ...tellsState(last, results),
    ...areInOnePlace(inputs, results),
    ...breaches,
    ...quiet.failures
      .filter(({ code }) => code === 'READER_CRASHED')
      .map(({ source }) => `READER_CRASHED: ${source}`),
    ...isUntouched(before, stateOf(inputs)),
    ...isTidy(folder),
  ]
}

function note({ own, children }: { readonly own: number; readonly children: number }): void {
  figures.own = Math.max(figures.own, own)
  figures.readers = Math.max(figures.readers, children)
}
