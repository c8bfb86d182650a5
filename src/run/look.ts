import { createHash, type Hash } from 'node:crypto'
import { type OpenFile, openFileSource } from './container/file-source.ts'
import { HEAD, suspect } from './container/open.ts'
import type { Source } from './source.ts'

/** What a file is from outside. */
export interface Look {
  /** Size, bytes. */
  readonly bytes: number
  /** Null where it was not asked for. */
  readonly sha256: string | null
  readonly mayBeContainer: boolean
}

const CHUNK = 4 * 1024 * 1024

/**
 * Looks at the beginning of a file, and at all of it where its hash is asked for or it may be a
 * container. Null for what cannot be read as a document: no file, no permission, too large.
 * One call after another without waiting: for small files that is twice as fast.
 */
export function lookAt(source: Source, needsHash: boolean, limit: number): Look | null {
  if (source.error !== undefined) return null
  try {
    const file = openFileSource(source.path)
    try {
      const head = file.read(0, HEAD)
      const opener = suspect(head)
      if (file.length > limit && opener !== 'archive') return null
      const isHashed = needsHash || opener !== null
      return {
        bytes: file.length,
        sha256: isHashed ? hashOf(file, head) : null,
        mayBeContainer: opener !== null,
      }
    } finally {
      file.close()
    }
  } catch {
    // Reading it as a document tells why.
    return null
  }
}

function hashOf(file: OpenFile, head: Buffer): string {
  const hash: Hash = createHash('sha256').update(head)
  for (let at = head.length; at < file.length; at += CHUNK) hash.update(file.read(at, at + CHUNK))
  return hash.digest('hex')
}
