import { ZvitError } from '../../model/error.ts'
import { describeFailure } from '../failure.ts'
import { sha256Of } from '../process-file.ts'
import { notAFile, tooLarge } from '../read-source.ts'
import type { Member, Source } from '../source.ts'
import { isFurniture } from '../walk.ts'
import { type Container, changed } from './container.ts'
import { type OpenFile, openSeen, type SeenFile } from './file-source.ts'
import { HEAD, openContainer, openHeld, suspect } from './open.ts'

/** The documents in a container, those of the containers in it too. */
export interface Listed {
  readonly members: readonly Member[]
  /** Lock and temporary files, signatures, pictures of a message's text. */
  readonly leftOut: number
  /** Names of those that were left out by their names; lists of earlier versions do not say. */
  readonly leftOutNames?: readonly string[]
  /** It is a signature of a document that is not in it. */
  readonly isDetached: boolean
}

/** A report in a signed file in an archive in a message lies three deep. */
const DEEPEST = 5
const MOST_MEMBERS = 100_000
const SIGNATURE_OF = /\.(?:p7s|sig|asc)$/i

interface Walk {
  readonly members: Member[]
  leftOut: number
  readonly leftOutNames: string[]
}

/**
 * What lies in a file, in the order in which it lies there; null where it is no container. Throws
 * where it cannot be opened: `FILE_DAMAGED`, `FILE_TOO_LARGE`, `LIMIT_EXCEEDED`, and `READ_ERROR` where
 * it is not the file that was seen.
 */
export async function listContainer(
  source: Source,
  seen: SeenFile,
  limit: number,
): Promise<Listed | null> {
  const file = await openSeen(source.path, seen)
  try {
    const listed = await listFile(file, source.name, limit)
    if (file.isWritten()) throw changed()
    return listed
  } catch (error) {
    throw file.isWritten() ? changed() : error
  } finally {
    file.close()
  }
}

async function listFile(file: OpenFile, name: string, limit: number): Promise<Listed | null> {
  if (suspect(file.read(0, HEAD)) !== 'archive' && file.length > limit)
    throw tooLarge(file.length, limit)
  const container = await openContainer(file, name)
  if (container === null) return null
  const walk: Walk = { members: [], leftOut: container.leftOut, leftOutNames: [] }
  await visit(walk, container, { within: [], isSigned: container.isSigned, damage: [] })
  return { ...walk, isDetached: container.isDetached }
}

function leave(walk: Walk, within: readonly string[]): void {
  walk.leftOut += 1
  walk.leftOutNames.push(within.join('/'))
}

type Way = Pick<Member, 'within' | 'isSigned' | 'damage'>

async function visit(walk: Walk, container: Container, way: Way): Promise<void> {
  const siblings = new Set(container.names)
  for (const name of container.names) {
    if (isFurniture(name)) leave(walk, [...way.within, name])
    else await enter(walk, container, { name, way, siblings })
    if (walk.members.length > MOST_MEMBERS)
      throw new ZvitError('LIMIT_EXCEEDED', `The container holds more than ${MOST_MEMBERS} files.`)
  }
}

interface Place {
  readonly name: string
  readonly way: Way
  readonly siblings: ReadonlySet<string>
}

async function enter(walk: Walk, container: Container, { name, way, siblings }: Place) {
  const damage = [...new Set([...way.damage, ...container.damageOf(name)])]
  const member: Member = { ...way, within: [...way.within, name], damage, failure: null }
  if (isLink(container, name)) {
    walk.members.push({ ...member, failure: { ...describeFailure(notAFile(true)), sha256: null } })
    return
  }
  const bytes = suspiciousBytes(container, name)
  const inner = bytes === null ? null : await openInner(bytes, name, member.within.length)
  if (bytes === null || inner === null) walk.members.push(member)
  else if (inner instanceof ZvitError) walk.members.push(failing(member, bytes, inner))
  else if (inner.isDetached && siblings.has(signedName(name))) leave(walk, member.within)
  else {
    const before = walk.members.length
    walk.leftOut += inner.leftOut
    const isSigned = way.isSigned || inner.isSigned
    await visit(walk, inner, { within: member.within, isSigned, damage })
    if (walk.members.length === before)
      walk.members.push(failing(member, bytes, holdsNothing(inner.isDetached)))
  }
}

/** A container in a container, null where it is a document, or why it cannot be opened. */
async function openInner(bytes: Uint8Array, name: string, depth: number) {
  try {
    const inner = await openHeld(bytes, name)
    if (inner === null || depth < DEEPEST) return inner
    const message = `Containers lie more than ${DEEPEST} deep in one another.`
    return new ZvitError('LIMIT_EXCEEDED', message)
  } catch (error) {
    if (error instanceof ZvitError) return error
    throw error
  }
}

/** False also of a name that stands twice: reading it tells. */
function isLink(container: Container, name: string): boolean {
  try {
    return container.isLink(name)
  } catch (error) {
    if (error instanceof ZvitError) return false
    throw error
  }
}

/** The bytes of what may be a container; null also where they cannot be had: reading it tells why. */
function suspiciousBytes(container: Container, name: string): Uint8Array | null {
  try {
    return suspect(container.head(name, HEAD)) === null ? null : container.read(name)
  } catch (error) {
    if (error instanceof ZvitError) return null
    throw error
  }
}

function failing(member: Member, bytes: Uint8Array, error: ZvitError): Member {
  return { ...member, failure: { ...describeFailure(error), sha256: sha256Of(bytes) } }
}

/** The failure of a container without a document. */
export function holdsNothing(isDetached: boolean): ZvitError {
  const message = isDetached
    ? 'The file is a signature only; the document that it signs is not beside it.'
    : 'The container holds no document; ask for it again.'
  return new ZvitError('FILE_EMPTY', message)
}

/** The document that a detached signature is for, by its name. */
export function signedName(name: string): string {
  return name.replace(SIGNATURE_OF, '')
}
