import type { Recognised } from '../../document/scanning.ts'
import type { ErrorCode } from '../../model/error.ts'
import type { Grammar } from '../../model/grammar.ts'
import type { Facts, Report } from '../../model/report.ts'
import type { SeenFile } from '../container/file-source.ts'
import type { Listed } from '../container/list.ts'
import type { Failure } from '../failure.ts'
import type { DocumentLimits } from '../process-file.ts'
import type { Source } from '../source.ts'

/*
 * What a run and the processes that read for it say to one another. Reports do not pass this way:
 * a child writes them into temporary files, and the run renames these.
 */

/** The first message to a child. */
export interface Setup {
  readonly kind: 'setup'
  readonly grammar: Grammar
  readonly limits: DocumentLimits
  /** Recognisers that this process may start. */
  readonly engines: number
  /** Where reports are written, and where flat rows are appended. */
  readonly temporary: string
  readonly rows: string
}

export type Task =
  | {
      readonly kind: 'parse'
      readonly source: Source
      readonly facts: Facts
      /** The file that the document is or lies in, where it was hashed. */
      readonly seen: SeenFile | null
    }
  /** The documents in a file that may be a container. */
  | { readonly kind: 'list'; readonly source: Source; readonly seen: SeenFile }

/** The last message to a child. */
export interface EndMessage {
  readonly kind: 'end'
}

export type TaskMessage = Task & { readonly id: number }

/** What a report counts, apart from its text. */
export interface PartCounts {
  readonly format: Report['source']['format']
  readonly grade: Report['grade']
  readonly counts: Report['counts']
  /** True where nothing in the document may hold responses; entries of earlier versions do not say. */
  readonly isPlan?: boolean
  /** Its responses are unlike those that zvit has learnt to read; missing in older journals. */
  readonly isUnfamiliar?: boolean
}

/** A report in a temporary file. */
export interface WrittenPart extends PartCounts {
  readonly temporary: string
  readonly bytes: number
  readonly crc: number
}

/** Where the flat rows of a source stand. */
export interface RowsPlace {
  /** Name relative to the output folder. */
  readonly file: string
  readonly offset: number
  readonly length: number
  readonly crc: number
}

/** How reading a document ended. */
export type Parsed =
  | {
      readonly kind: 'reports'
      readonly sha256: string
      readonly key: string
      readonly parts: readonly WrittenPart[]
      readonly rows: RowsPlace
    }
  | { readonly kind: 'failure'; readonly key: string | null; readonly failure: Failure }

export type Reply =
  | { readonly kind: 'parsed'; readonly parsed: Parsed; readonly seconds: number }
  /** Null where the file is no container. */
  | { readonly kind: 'listed'; readonly listed: Listed | null }
  /** The file is a container that cannot be opened. */
  | { readonly kind: 'unlisted'; readonly error: Described }
  /** The run cannot go on: the disk is full. */
  | { readonly kind: 'refused'; readonly error: Described }

/** What a failure tells of a document whose reader is gone. */
export interface Identity {
  readonly sha256: string
  readonly key: string
}

export type ChildMessage =
  /** The process has started and takes tasks. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly reply: Reply; readonly rss: number }
  /** The bytes of a document are there, and reading begins. */
  | ({ readonly kind: 'begun'; readonly id: number } & Identity)
  /** A page of a scan begins or is done. */
  | { readonly kind: 'recognised'; readonly id: number; readonly progress: Recognised }
  /** The process ends by an error that came outside of every promise. */
  | { readonly kind: 'crashed'; readonly error: Described }

export interface Described {
  readonly code: ErrorCode
  readonly message: string
}
