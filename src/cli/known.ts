import { ZvitError } from '../model/error.ts'
import type { Grammar } from '../model/grammar.ts'
import type { MeasureRow } from '../model/measure.ts'
import { loadGrammar } from '../resources.ts'
import { manifestFinder } from '../run/manifest.ts'
import type { Known } from '../stats/prepare.ts'
import { readRoster } from '../stats/roster.ts'
import { flatten } from '../write/flatten.ts'
import { type Arguments, textOf } from './command.ts'
import { bodyNames, parseParts, periodReader } from './engine.ts'
import { readInput } from './input.ts'
import { readManifestFile, readRows } from './rows.ts'
import { tell } from './streams.ts'

/** What `--roster`, `--plan` and `--manifest` tell of the reports of a folder. */
export async function readKnown(given: Arguments): Promise<Known> {
  const [roster, plan, manifest] = ['roster', 'plan', 'manifest'].map((name) => textOf(given, name))
  const grammar = await loadGrammar(textOf(given, 'grammar'))
  const readPeriod = await periodReader(grammar)
  const told = await readManifestFile(manifest, readPeriod)
  return {
    roster:
      roster === undefined ? null : readRoster(await readRows(roster, 'roster'), readPeriod, tell),
    plan: plan === undefined ? null : await readPlan(plan, grammar),
    finderFor: (sources) => manifestFinder(told, sources),
    names: await bodyNames(grammar),
  }
}

async function readPlan(file: string, grammar: Grammar): Promise<readonly MeasureRow[]> {
  const { name, bytes } = await readInput(file)
  const reports = await parseParts(bytes, { name, grammar })
  const rows = reports.flatMap((report) => flatten(report))
  if (rows.length === 0) throw new ZvitError('NO_MEASURES', `The plan '${name}' has no measures.`)
  return rows
}
