import type { ErrorCode } from '../model/error.ts'

/** An input file of a run. */
export interface Source {
  /** Name in reports: relative to the PATH given, with `/`; several PATHs are prefixed. */
  readonly name: string
  /**
   * Where the file lies, bytes where its name is no UTF-8 (names packed by old Windows programs
   * are windows-1251); never printed.
   */
  readonly path: string | Buffer
  /** Which of the PATHs it was found under, 0-based; tells sources of the same name apart. */
  readonly root: number
  /** On a folder that could not be listed: the system's code (`EACCES`). */
  readonly error?: string
  /** On a document in a container: how it is found in the file. */
  readonly member?: Member
}

/** A container that ends before its last part does, or whose coding of the document is damaged. */
export type Damage = 'cut' | 'coding'

/** A document in a container. */
export interface Member {
  /** Its names in the containers that hold it, outermost first. */
  readonly within: readonly string[]
  /** Some container around it carries a signature, which nobody verified. */
  readonly isSigned: boolean
  /** What is wrong with the containers around it. */
  readonly damage: readonly Damage[]
  /** Why it is no document: a link, or a container that cannot be opened. */
  readonly failure: MemberFailure | null
}

export interface MemberFailure {
  /** Null of a link, which has no bytes of its own. */
  readonly sha256: string | null
  readonly code: ErrorCode
  readonly message: string
}

/** By name and then by root, in code units: the same order on every machine. */
export function compareSources(left: Source, right: Source): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1
  return left.root - right.root
}
