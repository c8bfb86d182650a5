import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Listed } from './container/list.ts'
import type { Failure } from './failure.ts'
import { guard, type Output, OWN_FOLDER, writeLines } from './output.ts'
import type { Described, RowsPlace, WrittenPart } from './pool/messages.ts'
import type { Source } from './source.ts'

/*
 * What is done, a line a source, appended when its reports stand in their places. A line that a kill
 * tore is no line. Of several for one source the last counts.
 */

/** A report in its place, relative to `reports/`, with `/`. */
type StoredPart = Omit<WrittenPart, 'temporary'> & { readonly name: string }

/** How a source ended. */
export interface Entry {
  readonly kind: 'source'
  readonly source: string
  readonly root: number
  /** The report's key: the same key gives the same reports. Null where bytes could not be read. */
  readonly key: string | null
  readonly sha256: string | null
  /** Of the file on the disk that a document lies in. */
  readonly container?: string
  readonly parts: readonly StoredPart[]
  readonly rows: RowsPlace | null
  readonly failure: Failure | null
  /** It was no document to begin with: each run sees that anew. */
  readonly odd?: true
  /** The version that read it. */
  readonly zvit: string
  /** On a failure that another limit may undo. */
  readonly limit?: number
  /** The next run reads it once more, alone: its reader was killed from outside. */
  readonly again?: true
  readonly seconds: number
}

/** What a file that looked like a container holds, or why it cannot be opened. */
export interface ContainerEntry {
  readonly kind: 'container'
  readonly source: string
  readonly root: number
  readonly sha256: string
  /** The version that opened it. */
  readonly zvit: string
  /** Null where it is no container. */
  readonly listed: Listed | null
  readonly failure: Described | null
}

export type Line = Entry | ContainerEntry

export type Journal = Awaited<ReturnType<typeof openJournal>>

const NAME = `${OWN_FOLDER}/journal.ndjson`
const HEADING = { schema: 'zvit.journal/1' }
const CHUNK = 1024 * 1024
const LINE_END = 0x0a

/** How the sources of a folder ended, each once; nothing is written. Throws where there is no journal. */
export function entriesOf(folder: string): readonly Entry[] {
  const { entries } = endedSince(folder, 0)
  return [...new Map(entries.map((one) => [idOf(one.source, one.root), one])).values()]
}

/** What the journal of a folder says from so many bytes on, and of how many it is now. Throws where there is none. */
export function endedSince(folder: string, from: number) {
  const file = openSync(path.join(folder, NAME), 'r')
  try {
    const entries: Entry[] = []
    let bytes = from
    for (const { text, end } of linesOf(file, from)) {
      const line = parse(text) as Line | null
      if (line?.kind === 'source') entries.push(line)
      bytes = end
    }
    return { entries, bytes }
  } finally {
    closeSync(file)
  }
}

/** Opens the journal of a folder, which may be missing, of another version, or torn. */
export async function openJournal(output: Output) {
  const { file, lines, bytes } = await guard(async () => load(path.join(output.folder, NAME)))
  const sources = new Map<string, Entry>()
  const containers = new Map<string, ContainerEntry>()
  let count = 0
  let size = bytes
  let isOpen = true
  const take = (line: Line) => {
    count += 1
    if (line.kind === 'source') sources.set(idOf(line.source, line.root), line)
    else containers.set(idOf(line.source, line.root), line)
  }
  for (const line of lines) take(line)
  const write = (text: string) => {
    const line = Buffer.from(text)
    try {
      for (let at = 0; at < line.length; )
        at += writeSync(file, line, at, line.length - at, size + at)
      size += line.length
    } catch (error) {
      // Half a line would be the beginning of the next one.
      ftruncateSync(file, size)
      throw error
    }
  }
  if (bytes === 0) await guard(async () => write(`${JSON.stringify(HEADING)}\n`))
  return {
    entryOf: ({ name, root }: Source) => sources.get(idOf(name, root)),
    containerOf: ({ name, root }: Source) => containers.get(idOf(name, root)),
    /** Gives a test of whether anything is known of a folder, archives and mails are none; '' is all of a PATH. */
    knownFolders: () => {
      const folders = new Set<string>()
      for (const { source, root } of sources.values())
        for (const folder of foldersOf(source)) {
          // What holds the rest is a file.
          if (containers.has(idOf(folder, root))) break
          folders.add(idOf(folder, root))
        }
      return (name: string, root: number) => folders.has(idOf(name, root))
    },
    /** Throws as `guard` does. */
    append: (line: Line) =>
      guard(async () => {
        write(`${JSON.stringify(line)}\n`)
        take(line)
      }),
    /** Lines read or appended so far. */
    lines: () => count,
    close: () => {
      if (isOpen) closeSync(file)
      isOpen = false
    },
  }
}

/** Puts a journal of these lines in the place of the present one. */
export async function rewriteJournal(output: Output, lines: readonly Line[]): Promise<void> {
  await writeLines(output, NAME, texts([HEADING, ...lines]))
}

function* texts(lines: readonly object[]): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`
}

/** The folders that a name lies in, from the PATH down. */
function foldersOf(name: string): readonly string[] {
  const ends = [...name.matchAll(/\//g)].map(({ index }) => index)
  return ['', ...ends.map((end) => name.slice(0, end))]
}

function idOf(name: string, root: number): string {
  return `${root}/${name}`
}

/** The whole lines of a journal and the bytes they take; what follows them is cut off. */
function load(place: string): { file: number; lines: readonly Line[]; bytes: number } {
  const file = openSync(place, 'a+')
  closeSync(file)
  const handle = openSync(place, 'r+')
  const lines: Line[] = []
  let bytes = 0
  for (const { text, end } of linesOf(handle)) {
    const line = parse(text)
    if (bytes === 0 && line?.schema !== HEADING.schema) break
    if (line?.kind === 'source' || line?.kind === 'container') lines.push(line as Line)
    bytes = end
  }
  ftruncateSync(handle, bytes)
  return { file: handle, lines, bytes }
}

function parse(text: string): { readonly schema?: unknown; readonly kind?: unknown } | null {
  try {
    return JSON.parse(text) as object
  } catch {
    // A line that a full disk or a lost machine left: its source is read again.
    return null
  }
}

function* linesOf(
  file: number,
  from = 0,
): Generator<{ readonly text: string; readonly end: number }> {
  const chunk = Buffer.alloc(CHUNK)
  let left = Buffer.alloc(0)
  let position = from
  let end = from
  for (;;) {
    const count = readSync(file, chunk, 0, CHUNK, position)
    if (count === 0) return
    position += count
    left = Buffer.concat([left, chunk.subarray(0, count)])
    let start = 0
    for (let at = left.indexOf(LINE_END); at !== -1; at = left.indexOf(LINE_END, start)) {
      end += at + 1 - start
      yield { text: left.toString('utf8', start, at), end }
      start = at + 1
    }
    left = left.subarray(start)
  }
}
