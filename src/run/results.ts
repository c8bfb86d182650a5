import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { kept } from '../text/lists.ts'
import { flatten } from '../write/flatten.ts'
import { ndjson } from '../write/json.ts'
import type { Entry } from './journal.ts'
import { type Output, writeLines } from './output.ts'
import type { RowsPlace } from './pool/messages.ts'
import { readStoredReport } from './stored-report.ts'
import { turnAt } from './turn.ts'

const MEASURES = 'measures.ndjson'
const FAILURES = 'failures.ndjson'

/**
 * Makes `measures.ndjson` and `failures.ndjson` say what the entries say, in their order, and gives
 * the entries with the places that their rows have now. Files that say so already stay untouched.
 */
export async function writeResults(
  output: Output,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const failures = ndjson(entries.flatMap(({ failure }) => (failure ? [failure] : [])))
  const known = await readFile(path.join(output.folder, FAILURES), 'utf8').catch(() => null)
  if (known !== failures) await writeLines(output, FAILURES, [failures])
  if (await standInOrder(output, entries)) return entries
  const placed: Entry[] = []
  await writeLines(output, MEASURES, rowsOf(output, entries, placed))
  return placed
}

/** Whether the rows of all entries stand in `measures.ndjson` one after another, and nothing else. */
async function standInOrder({ folder }: Output, entries: readonly Entry[]): Promise<boolean> {
  let end = 0
  for (const { rows, parts } of entries) {
    if (parts.length === 0) continue
    if (rows?.file !== MEASURES || rows.offset !== end) return false
    end += rows.length
  }
  const { size } = statSync(path.join(folder, MEASURES), { throwIfNoEntry: false }) ?? {}
  return size === end && (await wrongRows(folder, entries).next()).done === true
}

/** The entries whose rows do not stand where they were written, or are other bytes by now. */
export async function* wrongRows(folder: string, entries: Iterable<Entry>): AsyncGenerator<Entry> {
  const files = openFiles(folder)
  let count = 0
  try {
    for (const entry of entries) {
      await turnAt(count)
      count += 1
      if (entry.parts.length > 0 && files.read(entry.rows) === null) yield entry
    }
  } finally {
    files.close()
  }
}

/** The rows of each entry with reports; `placed` gets the entries with their new places. */
async function* rowsOf(output: Output, entries: readonly Entry[], placed: Entry[]) {
  const files = openFiles(output.folder)
  let offset = 0
  try {
    for (const entry of entries) {
      if (entry.parts.length === 0) {
        placed.push({ ...entry, rows: null })
        continue
      }
      const { bytes, crc } = files.read(entry.rows) ?? (await rowsOfReports(output, entry))
      placed.push({ ...entry, rows: { file: MEASURES, offset, length: bytes.length, crc } })
      offset += bytes.length
      yield bytes
    }
  } finally {
    files.close()
  }
}

interface Rows {
  readonly bytes: Buffer
  readonly crc: number
}

/** Reads rows by their place; null where other bytes stand there by now. */
function openFiles(folder: string) {
  const files = new Map<string, number | null>()
  const fileOf = (name: string) =>
    kept(files, name, () => openOrNull(path.join(folder, ...name.split('/'))))
  return {
    read(rows: RowsPlace | null): Rows | null {
      const file = rows === null ? null : fileOf(rows.file)
      if (rows === null || file === null) return null
      const bytes = Buffer.allocUnsafe(rows.length)
      const count = readSync(file, bytes, 0, rows.length, rows.offset)
      const crc = crc32(bytes)
      return count === rows.length && crc === rows.crc ? { bytes, crc } : null
    },
    close() {
      for (const file of files.values()) if (file !== null) closeSync(file)
    },
  }
}

function openOrNull(place: string): number | null {
  try {
    return openSync(place, 'r')
  } catch {
    // The rows are made of the reports then.
    return null
  }
}

async function rowsOfReports(output: Output, { parts }: Entry): Promise<Rows> {
  let text = ''
  for (const { name } of parts) {
    const report = await readStoredReport(path.join(output.reports, ...name.split('/')))
    if (report !== null) text += ndjson(flatten(report))
  }
  const bytes = Buffer.from(text)
  return { bytes, crc: crc32(bytes) }
}
