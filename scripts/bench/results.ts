import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../test/support/postgres.ts'
import type { Built } from './built-package.ts'
import { manyReports, type TextFile } from './many-reports.ts'
import { median } from './timing.ts'

export interface ResultsSizes {
  /** Quarters in which 25 bodies report on two programmes: 20 make 1,000 reports. */
  readonly periods: number
  readonly rounds: number
}

const BODIES = 25

/** Written by a process when it ends: seconds of the processor, highest resident memory in MiB. */
const PROBE = String.raw`process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const { readFileSync, writeFileSync } = require('node:fs')
  let peak = maxRSS
  // The kernel's maxRSS of a child begins with what its parent held; VmHWM begins anew.
  try { peak = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) } catch {}
  const seconds = (userCPUTime + systemCPUTime) / 1e6
  writeFileSync(process.env.ZVIT_PROBE, JSON.stringify({ seconds, mebibytes: peak / 1024 }))
})`

/** A command, and the most seconds it may take for 1,000 reports. */
type Command = readonly [args: readonly string[], most: number]

const COMMANDS: readonly Command[] = [
  [['stats', 'out'], 3],
  [['stats', 'out', '--json'], 3],
  [['consolidate', 'out', '--out', 'a.xlsx'], 20],
  [['consolidate', 'out', '--out', 'a.docx'], 20],
  ...['csv', 'ndjson', 'parquet', 'xlsx'].map(
    (format): Command => [['export', 'out', '--out', `b.${format}`], 10],
  ),
]

/** Table of what commands take over the results of many reports; medians of so many rounds. */
export async function resultsTable(
  built: Built,
  { periods, rounds }: ResultsSizes,
): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'zvit-results-'))
  const database = await startPostgres()
  try {
    const { reports, measures } = makeResults(built, folder, { periods })
    const commands: Command[] = [...COMMANDS, [['diff', 'out', 'out'], 10]]
    if (database) commands.push([['export', 'out', '--to', database.address], 10])
    const rows = commands.map(([args, most]) => {
      const runs = Array.from({ length: rounds }, () => run(built, folder, args))
      const shown = (values: readonly number[], digits: number) => median(values).toFixed(digits)
      return [
        args.map((word) => word.replace(/^(postgres):.*/, '$1://…')).join(' '),
        shown(
          runs.map(({ seconds }) => seconds),
          2,
        ),
        shown(
          runs.map(({ clock }) => clock),
          2,
        ),
        String(most),
        Math.max(...runs.map(({ mebibytes }) => mebibytes)).toFixed(0),
      ]
    })
    const heading = `${reports} reports, ${measures} measures`
    return [[heading, 'processor, s', 'clock, s', 'at most, s', 'peak, MiB'], ...rows]
  } finally {
    await database?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The folder that `zvit import` makes of many reports, and of others. */
export function makeResults(
  built: Built,
  folder: string,
  { periods, others = [] }: { readonly periods: number; readonly others?: readonly TextFile[] },
) {
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'probe.cjs'), PROBE)
  const lines = ['file;respondent;programme;period']
  for (const { file, text, manifestLine } of [
    ...manyReports({ bodies: BODIES, periods }),
    ...others,
  ]) {
    writeFileSync(join(folder, 'in', file), text)
    lines.push(manifestLine)
  }
  writeFileSync(join(folder, 'manifest.csv'), lines.join('\n'))
  run(built, folder, ['import', 'in', '--out', 'out', '--manifest', 'manifest.csv'])
  const rows = readFileSync(join(folder, 'out', 'measures.ndjson'), 'utf8').split('\n')
  return { reports: lines.length - 1, measures: rows.length - 1 }
}

function run({ main }: Built, folder: string, args: readonly string[]) {
  const start = performance.now()
  const probe = join(folder, 'probe.json')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', join(folder, 'probe.cjs'), main, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ZVIT_PROBE: probe },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  if (status !== 0) throw new Error(`zvit ${args[0]} ended with ${status}: ${stderr}`)
  const { seconds, mebibytes } = JSON.parse(readFileSync(probe, 'utf8')) as {
    readonly seconds: number
    readonly mebibytes: number
  }
  return { seconds, mebibytes, clock: (performance.now() - start) / 1000 }
}
