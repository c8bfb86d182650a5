import type { Document } from '../model/document.ts'
import type { Explanation } from '../model/explanation.ts'
import type { Grammar } from '../model/grammar.ts'
import type { Period, Report, Response } from '../model/report.ts'
import type { Facts } from '../run/manifest.ts'

/*
 * Where the commands meet the library. Everything is imported when it is first asked for: a
 * command that fails on its arguments, or prints a schema, loads no reader.
 */

/** What the importer tells of a document and the grammar it is read by. */
export interface ParseOptions extends Facts {
  readonly name: string
  readonly grammar: Grammar
}

export interface Question {
  readonly response: string | null
  readonly measure: string | null
  readonly executors: string | null
  readonly respondent: string | null
}

export type Answer = Pick<
  Response,
  'status' | 'detail' | 'confidence' | 'needsReview' | 'rules' | 'evidence'
>

/** Examples of a grammar that its own rules do not bear out, and rules that no example makes fire. */
export interface GrammarTest {
  readonly examples: number
  readonly failures: readonly {
    readonly rule: string
    readonly text: string
    readonly expected: string
    readonly got: string
    readonly line: number
  }[]
  readonly silent: readonly string[]
}

export interface GrammarTitle {
  readonly name: string
  readonly version: string
  readonly title: string
}

/** The bytes as a document, before any grammar. */
export async function readDocument(bytes: Uint8Array, name: string): Promise<Document> {
  const { read } = await load<{
    read(bytes: Uint8Array, name: string): Promise<Document>
  }>('../read/index.ts')
  return read(bytes, name)
}

/** All reports of a file. */
export async function parseParts(
  bytes: Uint8Array,
  options: ParseOptions,
): Promise<readonly Report[]> {
  const library = await load<{
    parseParts(bytes: Uint8Array, options: ParseOptions): Promise<readonly Report[]>
  }>('../parse.ts')
  return library.parseParts(bytes, options)
}

/** How each row of a file is read. */
export async function explain(bytes: Uint8Array, options: ParseOptions): Promise<Explanation> {
  const library = await load<{
    explain(bytes: Uint8Array, options: ParseOptions): Promise<Explanation>
  }>('../parse.ts')
  return library.explain(bytes, options)
}

/** A built-in grammar by name or a YAML file; the usual one where nothing is given. */
export async function loadGrammar(nameOrFile: string | undefined): Promise<Grammar> {
  return (await resources()).loadGrammar(nameOrFile)
}

/** The grammars that come with zvit. */
export async function listGrammars(): Promise<readonly GrammarTitle[]> {
  return (await resources()).listGrammars()
}

/** The YAML of a grammar. */
export async function grammarText(nameOrFile: string | undefined): Promise<string> {
  return (await resources()).grammarText(nameOrFile)
}

interface Resources {
  loadGrammar(nameOrFile?: string): Grammar
  listGrammars(): readonly GrammarTitle[]
  grammarText(nameOrFile?: string): string
}

function resources(): Promise<Resources> {
  return load<Resources>('../resources.ts')
}

/** Answers questions by the classes of a grammar. */
export async function classifier(grammar: Grammar): Promise<(question: Question) => Answer> {
  const { classify } = await load<{
    classify(question: Question, classes: Grammar['classes']): Answer
  }>('../classify/index.ts')
  return (question) => classify(question, grammar.classes)
}

/** Runs the examples and counterexamples that a grammar carries. */
export async function testGrammar(grammar: Grammar): Promise<GrammarTest> {
  const library = await load<{ testGrammar(grammar: Grammar): GrammarTest }>(
    '../classify/test-grammar.ts',
  )
  return library.testGrammar(grammar)
}

/** A period as people write it («I квартал 2016», `2016`, `2016-01-01/2016-12-31`), or null. */
export async function periodReader(): Promise<(text: string) => Period | null> {
  const library = await load<{ readPeriod(text: string): Period | null }>('../normalise/period.ts')
  return library.readPeriod
}

async function load<Library>(module: string): Promise<Library> {
  return (await import(module)) as Library
}
