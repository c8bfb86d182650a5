import { createHash } from 'node:crypto'
import { closeSync, fstatSync, lstatSync, openSync, readSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import type { ByteSource } from '../../containers/zip/index.ts'
import { unreadable } from '../read-source.ts'
import { changed } from './container.ts'

/** A file that is read by position. */
export interface OpenFile extends ByteSource {
  /** Another one where the file was written or replaced since; the same file may get another one, too. */
  readonly stamp: string
  /** Whether the file was written since it was opened. */
  readonly isWritten: () => boolean
  readonly close: () => void
}

/** A file as it was when it was hashed. */
export interface SeenFile {
  readonly sha256: string
  readonly stamp: string
}

/** Opens the file that was seen. Throws `READ_ERROR`, also where it is another one by now. */
export async function openSeen(place: string | Buffer, seen: SeenFile): Promise<OpenFile> {
  const file = openFileSource(place)
  // Some file systems number their files anew each time: what is in it decides.
  if (file.stamp === seen.stamp || (await seeFile(file)).sha256 === seen.sha256) return file
  file.close()
  throw changed()
}

const CHUNK = 4 * 1024 * 1024

/**
 * Reads a whole file for its hash. Between pieces other things have their turn, and `refuse` may throw:
 * for small files that would cost as much as reading them.
 */
export async function seeFile(file: OpenFile, refuse: () => void = () => {}): Promise<SeenFile> {
  const hash = createHash('sha256')
  for (let at = 0; at < file.length; at += CHUNK) {
    if (at > 0) await turn()
    refuse()
    hash.update(file.read(at, at + CHUNK))
  }
  return { sha256: hash.digest('hex'), stamp: file.stamp }
}

/** Opens a regular file by position. Throws `READ_ERROR`. */
export function openFileSource(place: string | Buffer): OpenFile {
  try {
    return openRegular(place)
  } catch (cause) {
    throw unreadable('file', (cause as NodeJS.ErrnoException).code, cause)
  }
}

function openRegular(place: string | Buffer): OpenFile {
  if (!lstatSync(place).isFile()) throw Object.assign(new Error('no file'), { code: 'EINVAL' })
  const file = openSync(place, 'r')
  const stamp = stampOf(file)
  const { size } = fstatSync(file)
  return {
    length: size,
    stamp,
    isWritten: () => stampOrNull(file) !== stamp,
    read(start, end) {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(end, size) - start))
      let filled = 0
      while (filled < bytes.length) {
        const count = readSync(file, bytes, filled, bytes.length - filled, start + filled)
        if (count === 0) break
        filled += count
      }
      return bytes.subarray(0, filled)
    },
    close: () => closeSync(file),
  }
}

function stampOf(file: number): string {
  const { ino, size, mtimeMs, ctimeMs } = fstatSync(file)
  return `${ino}-${size}-${mtimeMs}-${ctimeMs}`
}

/** Null where a share is gone meanwhile. */
function stampOrNull(file: number): string | null {
  try {
    return stampOf(file)
  } catch {
    return null
  }
}
