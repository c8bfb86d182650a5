import { tooLarge } from '../read-source.ts'
import type { Source } from '../source.ts'
import { type Container, changed } from './container.ts'
import { openFileSource } from './file-source.ts'
import { openContainer, openHeld } from './open.ts'

/** The container opened last: the documents of one follow one another. */
interface Last {
  readonly way: string
  readonly container: Container
  readonly close: () => void
}

let last: Last | null = null

/**
 * The bytes of a document in a container of at most `limit` bytes. Throws `FILE_TOO_LARGE`,
 * `READ_ERROR` where the container is gone or another by now, and what opening it throws.
 */
export async function openMember(source: Source, limit: number): Promise<Uint8Array> {
  const within = source.member?.within ?? []
  const container = await containerOf(source, within.slice(0, -1))
  const bytes = container.read(within.at(-1) ?? '')
  if (bytes.length > limit) throw tooLarge(bytes.length, limit)
  return bytes
}

async function containerOf({ path, name, member }: Source, names: readonly string[]) {
  const file = openFileSource(path)
  const ownName = name.slice(0, -(member?.within.join('/').length ?? 0) - 1)
  const way = JSON.stringify([path, file.length, file.stamp, ...names])
  if (last?.way === way) {
    file.close()
    return last.container
  }
  last?.close()
  last = null
  try {
    let container = await openContainer(file, ownName)
    for (const inner of names) {
      if (container === null) break
      container = await openHeld(container.read(inner), inner)
    }
    if (container === null) throw changed()
    last = { way, container, close: file.close }
    return container
  } catch (error) {
    file.close()
    throw error
  }
}
