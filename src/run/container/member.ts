import { basename } from 'node:path'
import { tooLarge } from '../read-source.ts'
import type { Source } from '../source.ts'
import { type Container, changed } from './container.ts'
import { type OpenFile, openFileSource, openSeen, type SeenFile, seeFile } from './file-source.ts'
import { listContainer } from './list.ts'
import { openContainer, openHeld } from './open.ts'

/** The container opened last: the documents of one follow one another. */
interface Last {
  readonly way: string
  readonly container: Container
  readonly file: OpenFile
}

let last: Last | null = null

/**
 * The bytes of a document, of at most `limit` bytes, in the container that was seen. Throws
 * `FILE_TOO_LARGE`, `READ_ERROR` where that is gone or another by now, and what opening it throws.
 */
export async function openMember(
  source: Source,
  seen: SeenFile,
  limit: number,
): Promise<Uint8Array> {
  const within = source.member?.within ?? []
  const { container, file } = await openLast(source, seen, within.slice(0, -1))
  const bytes = tryRead(container, within.at(-1) ?? '')
  if (file.isWritten()) throw changed()
  if (bytes instanceof Error) throw bytes
  if (bytes.length > limit) throw tooLarge(bytes.length, limit)
  return bytes
}

/**
 * The bytes of the document that a report names in a container: as its names in the containers that hold it,
 * `/` between them. Throws as `listContainer` and `openMember`, `READ_ERROR` where no document is called so.
 */
export async function openNamed(path: string, name: string, limit: number): Promise<Uint8Array> {
  const source = { name: `${basename(path)}/${name}`, path, root: 0 }
  const file = openFileSource(path)
  const seen = await seeFile(file)
  file.close()
  const listed = await listContainer(source, seen, limit)
  const member = listed?.members.find(({ within }) => within.join('/') === name)
  if (member === undefined) throw changed()
  return openMember({ ...source, member }, seen, limit)
}

/** What goes wrong in a file that is written meanwhile is told of the file. */
function tryRead(container: Container, name: string): Uint8Array | Error {
  try {
    return container.read(name)
  } catch (error) {
    return error as Error
  }
}

async function openLast({ path, name, member }: Source, seen: SeenFile, names: readonly string[]) {
  const ownName = name.slice(0, -(member?.within.join('/').length ?? 0) - 1)
  const way = JSON.stringify([path, seen, ...names])
  if (last?.way === way && !last.file.isWritten()) return last
  last?.file.close()
  last = null
  const file = await openSeen(path, seen)
  try {
    let container = await openContainer(file, ownName)
    for (const inner of names) {
      if (container === null) break
      container = await openHeld(container.read(inner), inner)
    }
    if (container === null) throw changed()
    last = { way, container, file }
    return last
  } catch (error) {
    const isWritten = file.isWritten()
    file.close()
    throw isWritten ? changed() : error
  }
}
