import { ZvitError } from '../model/error.ts'
import { zvitVersion } from '../resources.ts'
import { openFileSource, type SeenFile, seeFile } from './container/file-source.ts'
import { holdsNothing, type Listed, signedName } from './container/list.ts'
import { HEAD, suspect } from './container/open.ts'
import { describeDeath } from './death.ts'
import { describeFailure, refuseStopped } from './failure.ts'
import type { ContainerEntry } from './journal.ts'
import type { Described } from './pool/messages.ts'
import type { Pool } from './pool/pool.ts'
import type { DocumentLimits } from './process-file.ts'
import { compareSources, type Source } from './source.ts'
import { turnAt } from './turn.ts'

/** The documents of a run, those in containers too. */
export interface Survey {
  /** Sorted by `compareSources`. */
  readonly sources: readonly Source[]
  readonly leftOut: number
  readonly leftOutNames: readonly string[]
  /** The file that a source is or lies in, where it was read as a whole. */
  readonly seenOf: (source: Source) => SeenFile | null
  /** Bytes of the file that a source is or lies in. */
  readonly sizeOf: (source: Source) => number
  /** Sources that cannot be read as a document: no file, too large, a container that is broken. */
  readonly oddOnes: ReadonlyMap<Source, Odd>
  /** What the journal shall know of containers. */
  readonly containers: readonly ContainerEntry[]
}

/** Why a source is no document; null where reading it tells. */
export interface Odd {
  readonly sha256: string | null
  readonly failure: Described | null
}

interface SurveyOptions extends DocumentLimits {
  /** Whether an earlier run knows of the source, so that its hash tells whether it changed. */
  readonly isKnown: (source: Source) => boolean
  /** Told of a file that no earlier run knows: the pool will have to do. */
  readonly onNew: () => void
  /** What an earlier run saw in a file. */
  readonly containerOf: (source: Source) => ContainerEntry | undefined
  /** Open once more what could not be opened. */
  readonly retryFailed: boolean
  readonly onContainer: (entry: ContainerEntry) => Promise<void>
  readonly pool: Pool
  readonly signal: AbortSignal | undefined
}

/** Looks at every file once and lists what lies in containers. Throws `INTERRUPTED` where the signal comes. */
export async function survey(files: readonly Source[], options: SurveyOptions): Promise<Survey> {
  const seen = new Map<string | Buffer, SeenFile>()
  const sizes = new Map<string | Buffer, number>()
  const oddOnes = new Map<Source, Odd>()
  const sources: Source[] = []
  const detached: Source[] = []
  let leftOut = 0
  const leftOutNames: string[] = []
  const listing: Promise<void>[] = []

  const containers: ContainerEntry[] = []
  const take = (file: Source, { entry, isLasting }: Awaited<ReturnType<typeof seeContainer>>) => {
    const { sha256, listed, failure } = entry
    if (isLasting) containers.push(entry)
    if (failure) {
      sources.push(file)
      oddOnes.set(file, { sha256, failure })
    } else if (listed === null) sources.push(file)
    else if (listed.isDetached) detached.push(file)
    else {
      leftOut += listed.leftOut
      for (const name of listed.leftOutNames ?? []) leftOutNames.push(`${file.name}/${name}`)
      if (listed.members.length === 0) takeEmpty(file, sha256, false)
      for (const source of membersOf(file, listed)) {
        sources.push(source)
        if (source.member?.failure) {
          const { sha256: own, ...described } = source.member.failure
          oddOnes.set(source, { sha256: own, failure: described })
        }
      }
    }
  }
  const takeEmpty = (file: Source, sha256: string | null, isDetached: boolean) => {
    sources.push(file)
    oddOnes.set(file, { sha256, failure: describeFailure(holdsNothing(isDetached)) })
  }

  for (const [index, file] of files.entries()) {
    await turnAt(index)
    refuseStopped(options.signal)
    const isKnown = options.isKnown(file)
    const look = await lookAt(file, isKnown, options)
    if (look === null) {
      sources.push(file)
      oddOnes.set(file, { sha256: null, failure: null })
      continue
    }
    if (!isKnown && options.containerOf(file) === undefined) options.onNew()
    sizes.set(file.path, look.bytes)
    if (look.seen !== null) seen.set(file.path, look.seen)
    if (look.mayBeContainer && look.seen !== null) {
      const told = seeContainer(file, look.seen, options).then((entry) => take(file, entry))
      told.catch(() => {}) // What goes wrong is heard when all files were looked at.
      listing.push(told)
    } else sources.push(file)
  }
  await Promise.all(listing)
  const names = new Set(sources.map(({ name, root }) => `${root}/${name}`))
  for (const file of detached) {
    if (names.has(`${file.root}/${signedName(file.name)}`)) {
      leftOut += 1
      leftOutNames.push(file.name)
    } else takeEmpty(file, seen.get(file.path)?.sha256 ?? null, true)
  }
  return {
    sources: sources.sort(compareSources),
    leftOut,
    leftOutNames,
    seenOf: ({ path }) => seen.get(path) ?? null,
    sizeOf: ({ path }) => sizes.get(path) ?? 0,
    oddOnes,
    containers,
  }
}

function membersOf(file: Source, { members }: Listed): readonly Source[] {
  return members.map((member) => ({
    name: `${file.name}/${member.within.join('/')}`,
    path: file.path,
    root: file.root,
    member,
  }))
}

/** What lies in the file, as an earlier run saw it or as a process of the pool sees it now; `isLasting` where another would see the same. */
async function seeContainer(file: Source, seen: SeenFile, options: SurveyOptions) {
  const { sha256 } = seen
  const zvit = zvitVersion()
  const known = options.containerOf(file)
  const isSame = known?.sha256 === sha256 && known.zvit === zvit
  if (isSame && !(options.retryFailed && known.failure)) return { entry: known, isLasting: true }
  const about = { kind: 'container', source: file.name, root: file.root, sha256, zvit } as const
  const ending = await options.pool.run({ kind: 'list', source: file, seen }, null)
  if (ending.kind !== 'reply') {
    const failure = describeDeath(ending, options)
    return { entry: { ...about, listed: null, failure }, isLasting: false }
  }
  const { reply } = ending
  if (reply.kind === 'refused') throw new ZvitError(reply.error.code, reply.error.message)
  const entry: ContainerEntry = {
    ...about,
    listed: reply.kind === 'listed' ? reply.listed : null,
    failure: reply.kind === 'unlisted' ? reply.error : null,
  }
  const isLasting = entry.failure?.code !== 'READ_ERROR'
  if (isLasting) await options.onContainer(entry)
  return { entry, isLasting }
}

/**
 * Looks at the beginning of a file, and at all of it where its hash is asked for or it may be a
 * container. Null for what cannot be read as a document: no file, no permission, too large. One call after
 * another without waiting: for small files that is twice as fast. Throws `INTERRUPTED` where the signal comes.
 */
async function lookAt(
  source: Source,
  needsHash: boolean,
  { fileBytes: limit, signal }: SurveyOptions,
) {
  if (source.error !== undefined) return null
  try {
    const file = openFileSource(source.path)
    try {
      const head = file.read(0, HEAD)
      const opener = suspect(head)
      if (file.length > limit && opener !== 'archive') return null
      const isHashed = needsHash || opener !== null
      const seen = isHashed ? await seeFile(file, () => refuseStopped(signal)) : null
      if (opener !== null && file.isWritten()) return null
      return { bytes: file.length, seen, mayBeContainer: opener !== null }
    } finally {
      file.close()
    }
  } catch (error) {
    refuseStopped(signal)
    if (error instanceof ZvitError && error.code === 'POOL_FAILED') throw error
    // Reading it as a document tells why.
    return null
  }
}
