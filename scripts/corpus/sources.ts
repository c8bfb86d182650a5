import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Layout, readLayout } from '../fixtures/layout.ts'
import { fixtureNames, readTruth, type Truth } from '../fixtures/truth.ts'

/** A written report: what it says and how it looks where nobody asks otherwise. */
export interface Source {
  readonly name: string
  readonly truth: Truth
  readonly layout: Layout
}

const TRUTHS = fileURLToPath(new URL('../../fixtures/truth/', import.meta.url))

/** The written reports of the fixtures. */
export function readSources(): readonly Source[] {
  return fixtureNames(TRUTHS).map((name) => {
    const folder = join(TRUTHS, name)
    return { name, truth: readTruth(folder), layout: readLayout(folder) }
  })
}
