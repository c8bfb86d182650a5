import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { type Entry, entriesOf } from './journal.ts'
import { hold } from './output.ts'
import { wrongRows } from './results.ts'
import { stands } from './stored-report.ts'
import { turnAt } from './turn.ts'

/** What is not as a run wrote it. */
export interface Wrong {
  /** Relative to the folder, with `/`. */
  readonly file: string
  /** The document whose report or rows these are. */
  readonly source: string
}

/** What stands in a results folder. */
export interface Verified {
  /** Documents with reports. */
  readonly documents: number
  readonly wrong: readonly Wrong[]
}

/**
 * Compares every report and row of a results folder with the check sums that were taken when
 * they were written; writes nothing. Throws `INPUT_NOT_FOUND` where no run wrote the folder, and
 * `OUTPUT_LOCKED` where one does now.
 */
export async function verifyFolder(folder: string): Promise<Verified> {
  const entries = journalOf(folder)
  const release = await hold(folder)
  try {
    const wrong: Wrong[] = []
    for (const [index, { source, parts }] of entries.entries()) {
      await turnAt(index)
      for (const part of parts)
        if (!stands(part, path.join(folder, 'reports')))
          wrong.push({ file: `reports/${part.name}`, source })
    }
    for await (const { source, rows } of wrongRows(folder, entries))
      wrong.push({ file: rows?.file ?? 'measures.ndjson', source })
    return { documents: entries.filter(({ parts }) => parts.length > 0).length, wrong }
  } finally {
    await release()
  }
}

function journalOf(folder: string): readonly Entry[] {
  try {
    return entriesOf(folder)
  } catch (cause) {
    const message = `'${folder}' holds no journal; give the folder that \`zvit import\` wrote.`
    throw new ZvitError('INPUT_NOT_FOUND', message, { cause })
  }
}
