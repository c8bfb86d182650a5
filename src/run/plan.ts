import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Facts } from '../model/report.ts'
import type { Journal } from './journal.ts'
import { type Manifest, matchManifest, type UnmatchedRow } from './manifest.ts'
import { type OutputName, outputNames } from './names.ts'
import { resolveOutput } from './output.ts'
import type { Source } from './source.ts'
import { distinctRoots, type Inputs, isInside, type Roots, walk } from './walk.ts'

/** Which documents a run reads, and where their reports go. */
export interface Plan {
  readonly sources: readonly Source[]
  readonly nameOf: OutputName
  readonly factsOf: (source: Source) => Facts
  readonly manifestUnmatched: readonly UnmatchedRow[]
}

/** The files under the PATHs. Throws as `checkPaths`. */
export async function findInputs(given: {
  readonly paths: readonly string[]
  readonly out: string
  readonly apart: ReadonlySet<string>
}): Promise<Inputs> {
  const { out, ...found } = await checkPaths(given.paths, given.out)
  return walk(found, new Set([out, ...given.apart]))
}

/**
 * The PATHs and the output folder, resolved. Throws `USAGE` where the PATHs lie in the output folder,
 * `INPUT_NOT_FOUND` where one does not exist; writes nothing.
 */
export async function checkPaths(
  paths: readonly string[],
  output: string,
): Promise<Roots & { readonly out: string }> {
  const out = await resolveOutput(output)
  const found = await distinctRoots(paths)
  for (const root of found.roots) refuseMixedFolders(root, out)
  return { ...found, out }
}

/**
 * Throws `INPUT_NOT_FOUND` where a folder is empty or cannot be listed of which an earlier run read
 * documents: a share that is not mounted looks so, and their reports would be removed.
 */
export function refuseLoss({ silent }: Inputs, knownFolders: Journal['knownFolders']) {
  if (silent.length === 0) return
  const isKnown = knownFolders()
  const lost = silent.find(({ name, root }) => isKnown(name, root))
  if (lost === undefined) return
  const message = `The folder '${lost.name || '.'}' is empty or cannot be listed, and an earlier run read documents of it; nothing was removed. Mount it, or say --prune if it is meant.`
  throw new ZvitError('INPUT_NOT_FOUND', message)
}

/** An output inside an input is passed over; the other way round a run would eat its own output. */
function refuseMixedFolders(root: string, out: string): void {
  const isOwn = ['reports', '.zvit'].some((name) => isInside(root, path.join(out, name)))
  if (root === out || isOwn)
    throw new ZvitError('USAGE', 'The documents lie in the output folder; give another --out.')
}

/** Names and facts of the sources of a run. Throws `INTERRUPTED` where the signal comes. */
export async function planOf(
  sources: readonly Source[],
  manifest: Manifest,
  signal?: AbortSignal,
): Promise<Plan> {
  const { factsOf, unmatched } = await matchManifest(manifest, sources, signal)
  return {
    sources,
    nameOf: outputNames(sources),
    factsOf: (source) => factsOf.get(source) ?? {},
    manifestUnmatched: unmatched,
  }
}
