import { DEFAULT_LIMITS } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'
import type { Grammar } from '../model/grammar.ts'
import type { Report } from '../model/report.ts'
import { readSource } from '../run/read-source.ts'
import { distinctRoots, walk } from '../run/walk.ts'
import { parseParts } from './engine.ts'

/** A document of a folder: its reports, or the code of why there are none. */
export interface Read {
  readonly name: string
  readonly reports: readonly Report[]
  readonly failure: string | null
}

/** Reads the documents under the PATHs one after another, so that memory stays flat. */
export async function* readArchive(
  paths: readonly string[],
  grammar: Grammar,
): AsyncGenerator<Read> {
  const { sources } = await walk(await distinctRoots(paths), new Set())
  for (const { name, path } of sources) {
    try {
      const bytes = await readSource(path, DEFAULT_LIMITS.fileBytes)
      yield { name, reports: await parseParts(bytes, { name, grammar }), failure: null }
    } catch (error) {
      if (!(error instanceof ZvitError)) throw error
      yield { name, reports: [], failure: error.code }
    }
  }
}
