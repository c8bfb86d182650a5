import { ZvitError } from '../../model/error.ts'
import type { Damage } from '../source.ts'

/** A file that holds documents: an archive, a mail message, a signed file. */
export interface Container {
  /** Names of the documents, `/` between folders, none of them twice. */
  readonly names: readonly string[]
  /** Entries that are no documents: signatures, pictures of a message's text. */
  readonly leftOut: number
  /** It carries a signature, which nobody verified. */
  readonly isSigned: boolean
  /** It is a signature of a document that is not in it. */
  readonly isDetached: boolean
  /** What is wrong with the way in which it holds a document. */
  readonly damageOf: (name: string) => readonly Damage[]
  /** Whether it is a symbolic link and no document. */
  readonly isLink: (name: string) => boolean
  /** The first bytes of a document. */
  readonly head: (name: string, length: number) => Uint8Array
  readonly read: (name: string) => Uint8Array
}

/** A container whose documents are all in memory. */
export function heldContainer(
  documents: ReadonlyMap<string, Uint8Array>,
  about: Pick<Container, 'leftOut' | 'isSigned' | 'isDetached'> & Partial<Container>,
): Container {
  const read = (name: string): Uint8Array => {
    const bytes = documents.get(name)
    if (bytes === undefined) throw changed()
    return bytes
  }
  return {
    damageOf: () => [],
    isLink: () => false,
    ...about,
    names: [...documents.keys()],
    read,
    head: (name, length) => read(name).subarray(0, length),
  }
}

/** The failure of a file that is another one by now than it was when it was looked at. */
export function changed(): ZvitError {
  return new ZvitError('READ_ERROR', 'The file changed while it was read; import it again.')
}
