import type { Limits } from './containers/limits.ts'
import type { Grammar } from './model/grammar.ts'
import type { Facts, Report } from './model/report.ts'
import { parseParts } from './parse.ts'
import { loadGrammar } from './resources.ts'

export type { Diagnostic, DiagnosticCode } from './model/diagnostics.ts'
export type { Document } from './model/document.ts'
export { type ErrorCode, ZvitError } from './model/error.ts'
export type { Grammar } from './model/grammar.ts'
export type { Place } from './model/place.ts'
export type {
  Deadline,
  Executors,
  Facts,
  Item,
  Measure,
  Period,
  Report,
  Response,
  Section,
} from './model/report.ts'
export { loadGrammar } from './resources.ts'

export interface Options extends Facts {
  /** Name of the source as the report shall state it; its ending is not trusted. */
  readonly name: string
  /** A grammar from `loadGrammar`. Default: the built-in `programme-report`. */
  readonly grammar?: Grammar
  /** Default: the limits of `zvit parse`. */
  readonly limits?: Limits
}

/**
 * The report that a document holds: the first one where it holds several.
 * Rejects with a `ZvitError`, whose `code` says what is wrong with the document.
 *
 *     const report = await parse(await readFile('report.docx'), { name: 'report.docx' })
 */
export async function parse(bytes: Uint8Array, options: Options): Promise<Report> {
  const [first] = await parseAll(bytes, options)
  if (!first) throw new Error('a document without measures is refused before')
  return first
}

/** All reports that a document holds, in order; never empty. */
export async function parseAll(bytes: Uint8Array, options: Options): Promise<readonly Report[]> {
  const { grammar, ...rest } = options
  return parseParts(bytes, { ...rest, grammar: grammar ?? (await builtIn()) })
}

let loaded: Promise<Grammar> | null = null

function builtIn(): Promise<Grammar> {
  loaded ??= loadGrammar()
  return loaded
}
