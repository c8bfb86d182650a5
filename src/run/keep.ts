import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import path from 'node:path'
import type { Facts } from '../model/facts.ts'
import type { Grammar } from '../model/grammar.ts'
import { reportKey } from '../parse.ts'
import { zvitVersion } from '../resources.ts'
import type { Entry, StoredPart } from './journal.ts'
import type { OutputName } from './names.ts'
import { originOf } from './origin.ts'
import type { DocumentLimits } from './process-file.ts'
import type { Source } from './source.ts'

/** What the present run would do with a source. */
export interface Present {
  readonly source: Source
  readonly facts: Facts
  readonly grammar: Grammar
  /** Of the file on the disk. */
  readonly sha256: string | null
  readonly nameOf: OutputName
  readonly limits: DocumentLimits
  readonly retryFailed: boolean
}

/** Whether what an earlier run wrote is what the present one would write, and still stands there. */
export function isKept(entry: Entry, reports: string, present: Present): boolean {
  if (!isSame(entry, present)) return false
  if (entry.failure !== null) return !present.retryFailed && !isUndone(entry, present.limits)
  return (
    entry.parts.length > 0 &&
    entry.parts.every(
      (part, index) =>
        part.name === present.nameOf(present.source, index + 1) &&
        stands(part, entry.key ?? '', reports),
    )
  )
}

function isSame(entry: Entry, { source, facts, grammar, sha256 }: Present): boolean {
  if (sha256 === null) return false
  if ((source.member ? entry.container : entry.sha256) !== sha256) return false
  // A document that could not be taken out of its container cannot be now.
  if (entry.sha256 === null) return source.member !== undefined && entry.zvit === zvitVersion()
  const options = { ...facts, ...originOf(source), name: source.name, grammar }
  return entry.key === reportKey(entry.sha256, options)
}

/** Another limit may let pass what failed at one. */
function isUndone({ failure, limit }: Entry, { seconds, megabytes }: DocumentLimits): boolean {
  if (failure?.code === 'TIME_LIMIT') return limit !== seconds
  return failure?.code === 'MEMORY_LIMIT' && limit !== megabytes
}

/** The key stands near the beginning of a report, behind the name of its source. */
const KEY_WITHIN = 16 * 1024

/** Whether a report stands in its place: its length and its key are looked at. */
export function stands({ name, bytes }: StoredPart, key: string, reports: string): boolean {
  try {
    const file = openSync(path.join(reports, ...name.split('/')), 'r')
    try {
      if (fstatSync(file).size !== bytes) return false
      const head = Buffer.alloc(Math.min(bytes, KEY_WITHIN))
      readSync(file, head, 0, head.length, 0)
      return head.includes(key)
    } finally {
      closeSync(file)
    }
  } catch {
    // A report that cannot be read is made again.
    return false
  }
}
