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
}

/** By name and then by root, in code units: the same order on every machine. */
export function compareSources(left: Source, right: Source): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1
  return left.root - right.root
}
