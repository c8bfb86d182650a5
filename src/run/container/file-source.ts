import { closeSync, fstatSync, lstatSync, openSync, readSync } from 'node:fs'
import type { ByteSource } from '../../containers/zip/index.ts'
import { unreadable } from '../read-source.ts'

/** A file that is read by position. */
export interface OpenFile extends ByteSource {
  /** Another one where the file was written since. */
  readonly stamp: string
  readonly close: () => void
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
  const { size, mtimeMs, ino } = fstatSync(file)
  return {
    length: size,
    stamp: `${ino}-${mtimeMs}`,
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
