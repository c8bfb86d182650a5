import { ZvitError } from '../model/error.ts'
import type { MeasureRow } from '../model/measure.ts'
import { manifestFinder, readManifest } from '../run/manifest.ts'
import type { Known } from '../stats/prepare.ts'
import { readRoster } from '../stats/roster.ts'
import { flatten } from '../write/flatten.ts'
import { type Arguments, textOf } from './command.ts'
import { bodyNames, loadGrammar, parseParts, periodReader } from './engine.ts'
import { readFound, readInput } from './input.ts'

const LARGEST_TABLE = 64 * 1024 * 1024

/** What `--roster`, `--plan` and `--manifest` tell of the reports of a folder. */
export async function readKnown(given: Arguments): Promise<Known> {
  const [roster, plan, manifest] = ['roster', 'plan', 'manifest'].map((name) => textOf(given, name))
  const find = manifest === undefined ? null : manifestFinder(await readFacts(manifest))
  return {
    roster:
      roster === undefined
        ? null
        : readRoster(
            await readFound(roster, LARGEST_TABLE),
            await periodReader(await loadGrammar(undefined)),
          ),
    plan: plan === undefined ? null : await readPlan(plan),
    factsOf: (source) => find?.(source)?.facts,
    decided: (source) => find?.(source)?.row.counts,
    names: await bodyNames(),
  }
}

async function readFacts(file: string) {
  return readManifest(
    await readFound(file, LARGEST_TABLE),
    await periodReader(await loadGrammar(undefined)),
  )
}

async function readPlan(file: string): Promise<readonly MeasureRow[]> {
  const { name, bytes } = await readInput(file)
  const grammar = await loadGrammar(undefined)
  const reports = await parseParts(bytes, { name, grammar })
  const rows = reports.flatMap((report) => flatten(report))
  if (rows.length === 0) throw new ZvitError('NO_MEASURES', `The plan '${name}' has no measures.`)
  return rows
}
