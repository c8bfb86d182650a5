import { renameSync } from 'node:fs'
import {
  mkdir,
  open,
  readdir,
  realpath,
  rm,
  rmdir,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ZvitError } from '../model/error.ts'
import { lackOfFiles } from './failure.ts'
import { isHeld, lock, type Release } from './lock.ts'
import { isZvitReport } from './stored-report.ts'

/** Files of the run itself; temporary ones lie here, outside `reports/` and on the same disk. */
export const OWN_FOLDER = '.zvit'
const TEMPORARY = 'tmp'
const ROWS = 'rows'
const CHUNK = 1024 * 1024
const RENAME_WAITS = [10, 50, 200, 1000]
// Windows gives these while a virus scanner or an indexer holds the file.
const HELD = new Set(['EPERM', 'EBUSY', 'EACCES'])

const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  EEXIST: 'a file stands in its place',
  ENOTDIR: 'a file stands in its place',
  ENOENT: 'there can be no such folder',
  ENAMETOOLONG: 'its name is too long',
}

/** The output folder of a run: every file appears in it whole or not at all. */
export interface Output {
  readonly folder: string
  readonly reports: string
  readonly temporary: string
  /** Flat rows of sources that `measures.ndjson` does not hold yet. */
  readonly rows: string
  /** Lets the next run in. */
  readonly release: Release
}

/**
 * Makes the folder and holds it for this run. Throws `OUTPUT_NOT_WRITABLE`, `OUTPUT_FULL` or
 * `OUTPUT_LOCKED`.
 */
export async function openOutput(folder: string): Promise<Output> {
  return guard(async () => {
    await makeFolders(folder)
    const output = {
      folder,
      reports: path.join(folder, 'reports'),
      temporary: path.join(folder, OWN_FOLDER, TEMPORARY),
      rows: path.join(folder, OWN_FOLDER, ROWS),
      release: await hold(folder),
    }
    await prepareOutput(output)
    return output
  })
}

/** Lets no other process write into a folder that exists, or what `part` of it names. Throws `OUTPUT_LOCKED`. */
export async function hold(folder: string, part = ''): Promise<Release> {
  return lock(`${await nameOf(folder)}${part}`)
}

/** Whether a run of any process is at work in the folder; one that only watches is not. */
export async function isAtWork(folder: string): Promise<boolean> {
  return (await isFolder(path.join(folder, OWN_FOLDER, TEMPORARY))) && isHeld(await nameOf(folder))
}

async function nameOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true })
  return `${dev}-${ino}`
}

/** Makes the folders that a pass writes into; what an earlier one left half done goes. */
export async function prepareOutput(output: Output): Promise<void> {
  await guard(async () => {
    await rm(output.temporary, { recursive: true, force: true })
    for (const folder of [output.temporary, output.reports, output.rows]) await makeFolders(folder)
    await writeFile(path.join(output.temporary, 'probe'), 'probe')
  })
}

/** Takes the temporary files away, and rows that nobody refers to any more. */
export async function closeOutput(output: Output, areRowsKept: boolean): Promise<void> {
  await guard(async () => {
    await rm(output.temporary, { recursive: true, force: true })
    if (!areRowsKept) await rm(output.rows, { recursive: true, force: true })
  })
}

/** The real path of a folder that may not exist yet. */
export async function resolveOutput(folder: string): Promise<string> {
  const absolute = path.resolve(folder)
  try {
    return await realpath(absolute)
  } catch {
    const parent = path.dirname(absolute)
    return parent === absolute
      ? absolute
      : path.join(await resolveOutput(parent), path.basename(absolute))
  }
}

/** Runs what writes into the output; what the disk refuses becomes a `ZvitError`. */
export async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (cause instanceof ZvitError || code === undefined) throw cause
    const lacking = lackOfFiles(cause)
    if (lacking) throw lacking
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new ZvitError('OUTPUT_FULL', 'The disk of the output folder is full; make room.', {
        cause,
      })
    const why = REFUSALS[code] ?? code
    const message = `The output folder cannot be written (${why}); give another --out.`
    throw new ZvitError('OUTPUT_NOT_WRITABLE', message, { cause })
  }
}

/** Temporary files of this process so far. */
let temporaries = 0

/** Writes lines beside and renames them to `name` (with `/`, relative to the output folder) when they are on the disk. */
export async function writeLines(
  output: Output,
  name: string,
  lines: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<void> {
  temporaries += 1
  const temporary = path.join(output.temporary, `run-${temporaries}`)
  await guard(async () => {
    const handle = await open(temporary, 'wx')
    try {
      for await (const chunk of inChunks(lines)) await handle.writeFile(chunk)
      await handle.datasync()
    } finally {
      await handle.close()
    }
  })
  await moveInto(output, temporary, name)
}

/** Joins lines to pieces of a mebibyte: to write each by itself takes longer than to make it. */
async function* inChunks(
  lines: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const line of lines) {
    const bytes = typeof line === 'string' ? Buffer.from(line) : line
    waiting.push(bytes)
    size += bytes.length
    if (size < CHUNK) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/** Waits until what was written into a file is on the disk: who tells of it must not be there before. */
export async function settle(file: string): Promise<void> {
  await guard(async () => {
    const handle = await open(file, 'r+')
    try {
      await handle.datasync()
    } finally {
      await handle.close()
    }
  })
}

/** Renames a finished temporary file to its place, whatever stale report stands in the way. */
export async function moveInto(output: Output, temporary: string, name: string): Promise<void> {
  const target = path.join(output.folder, ...name.split('/'))
  await guard(async () => {
    try {
      return await renamePatiently(temporary, target)
    } catch {
      // What stands in the way, if nothing else does, is told by the second attempt.
      await clearWay(output, path.dirname(target))
    }
    try {
      await renamePatiently(temporary, target)
    } catch (error) {
      if (!(await isFolder(target))) throw error
      await removeReports(target, () => false, `${path.basename(target)}/`)
      await renamePatiently(temporary, target)
    }
  })
}

async function clearWay(output: Output, folder: string): Promise<void> {
  try {
    await makeFolders(folder)
  } catch (error) {
    // A report whose source is a folder by now.
    const blocking = await blockingReport(output, folder)
    if (blocking === null) throw error
    await unlink(blocking)
    await makeFolders(folder)
  }
}

/**
 * Not `mkdir` with `recursive`: Node 20 never returns from it under `/proc`. Several may make the
 * same folder at once.
 */
async function makeFolders(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' || path.dirname(folder) === folder) throw error
    await makeFolders(path.dirname(folder))
    await makeFolder(folder)
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || !(await isFolder(folder))) throw error
  }
}

async function blockingReport(output: Output, folder: string): Promise<string | null> {
  for (let place = folder; place.length > output.reports.length; place = path.dirname(place))
    if (await isZvitReport(place)) return place
  return null
}

async function renamePatiently(from: string, to: string): Promise<void> {
  for (const pause of RENAME_WAITS) {
    try {
      // A thread that does it meanwhile costs more than the renaming.
      return renameSync(from, to)
    } catch (error) {
      if (!HELD.has((error as NodeJS.ErrnoException).code ?? '')) throw error
      await wait(pause)
    }
  }
  renameSync(from, to)
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (status) => status.isDirectory(),
    () => false,
  )
}

/**
 * Removes the reports of zvit under `folder` whose name (with `/`, relative to it) is not kept, and
 * folders that are empty then; other files stay. Gives the names removed, sorted.
 */
export async function removeReports(
  folder: string,
  isKept: (name: string) => boolean,
  prefix = '',
): Promise<readonly string[]> {
  const removed: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = `${prefix}${entry.name}`
    const place = path.join(folder, entry.name)
    if (entry.isDirectory()) removed.push(...(await removeReports(place, isKept, `${name}/`)))
    else if (entry.isFile() && !isKept(name) && (await isZvitReport(place))) {
      await unlink(place)
      removed.push(name)
    }
  }
  // The folder `reports` itself has no prefix and stays.
  if (prefix !== '')
    await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  return removed.sort()
}
