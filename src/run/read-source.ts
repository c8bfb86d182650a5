import { closeSync, fstatSync, lstat, openSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { ZvitError } from '../model/error.ts'
import { lackOfFiles } from './failure.ts'

const MEBIBYTE = 1024 * 1024

/** `node:fs/promises` would take as long to load as a small document takes to be read. */
const look = promisify(lstat)

/**
 * The bytes of a regular file. Links and special files are never opened, and a file above `limit`
 * bytes is never read. Throws `NOT_A_FILE`, `FILE_TOO_LARGE` and `READ_ERROR`; the messages hold
 * no path.
 */
export async function readSource(path: string | Buffer, limit: number): Promise<Uint8Array> {
  try {
    // A disk that does not answer holds up this alone. What answered is read at once: each way to
    // another thread and back costs as much as a small file.
    const status = await look(path)
    if (!status.isFile()) throw notAFile(status.isSymbolicLink(), status.isDirectory())
    const file = openSync(path, 'r')
    try {
      return readWhole(file, limit)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof ZvitError) throw error
    throw unreadable('file', (error as NodeJS.ErrnoException).code, error)
  }
}

/** The failure of a file or folder that the system does not give, with the system's code; `POOL_FAILED` where it gives none. */
export function unreadable(
  what: 'file' | 'folder',
  code = 'unknown error',
  cause?: unknown,
): ZvitError {
  const lacking = lackOfFiles(cause)
  if (lacking) return lacking
  const message = `The ${what} could not be read (${code}); check its permissions and the disk.`
  return new ZvitError('READ_ERROR', message, { cause })
}

/** The failure of what is no document, but a link, a folder or a device. */
export function notAFile(isLink: boolean, isFolder = false): ZvitError {
  const found = isLink ? 'A link' : isFolder ? 'A folder' : 'A special file'
  const advice = isFolder ? 'give a document, or use `zvit import`' : 'give the document itself'
  return new ZvitError('NOT_A_FILE', `${found} stands where a file was expected; ${advice}.`)
}

/** The bytes of an open file, by its descriptor. */
function readWhole(file: number, limit: number): Uint8Array {
  const { size } = fstatSync(file)
  if (size > limit) throw tooLarge(size, limit)
  const bytes = readFileSync(file)
  // The file may have grown since.
  if (bytes.length > limit) throw tooLarge(bytes.length, limit)
  return bytes
}

/** The failure of a file above the limit, both in bytes. */
export function tooLarge(size: number, limit: number): ZvitError {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / MEBIBYTE)} MB`
  return new ZvitError(
    'FILE_TOO_LARGE',
    `The file has ${megabytes(size)}, the limit is ${megabytes(limit)}; split it or leave out its pictures.`,
  )
}
