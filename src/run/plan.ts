import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Facts } from '../model/facts.ts'
import { type Manifest, matchManifest } from './manifest.ts'
import { type OutputName, outputNames } from './names.ts'
import { resolveOutput } from './output.ts'
import type { Source } from './source.ts'
import { type Inputs, isInside, walk } from './walk.ts'

/** Which documents a run reads, and where their reports go. */
export interface Plan {
  readonly sources: readonly Source[]
  readonly nameOf: OutputName
  readonly factsOf: (source: Source) => Facts
  readonly manifestUnmatched: readonly { readonly line: number; readonly file: string }[]
}

/** The files under the PATHs. Throws `USAGE` where they lie in the output folder. */
export async function findInputs(paths: readonly string[], output: string): Promise<Inputs> {
  const out = await resolveOutput(output)
  const inputs = await walk(paths, out)
  for (const root of inputs.roots) refuseMixedFolders(root, out)
  return inputs
}

/** An output inside an input is passed over; the other way round a run would eat its own output. */
function refuseMixedFolders(root: string, out: string): void {
  const isOwn = ['reports', '.zvit'].some((name) => isInside(root, path.join(out, name)))
  if (root === out || isOwn)
    throw new ZvitError('USAGE', 'The documents lie in the output folder; give another --out.')
}

/** Names and facts of the sources of a run. */
export function planOf(sources: readonly Source[], manifest: Manifest): Plan {
  const { factsOf, unmatched } = matchManifest(manifest, sources)
  return {
    sources,
    nameOf: outputNames(sources),
    factsOf: (source) => factsOf.get(source) ?? {},
    manifestUnmatched: unmatched.map(({ line, file }) => ({ line, file })),
  }
}
