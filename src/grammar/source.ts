import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import type { ExamplePlace, Pattern } from '../model/class-rule.ts'
import type { PhraseSequence } from '../model/phrase.ts'
import { fold } from '../text/fold.ts'
import { nearest } from '../text/similarity.ts'
import type { GrammarFile } from './file.ts'
import { GrammarFiles, type ReadBase } from './files.ts'
import { keyOf } from './nodes.ts'
import { compilePattern, compilePhrase, compileWay } from './phrase.ts'
import { PhraseError } from './phrase-reader.ts'

/** How a value is read. */
export type Read<Value> = (node: unknown) => Value
/** The same of a key that may be missing, and what stands for it then. */
interface Maybe<Value> {
  readonly read: Read<Value>
  readonly otherwise: Value
}
type Shape = Readonly<Record<string, Read<unknown> | Maybe<unknown>>>
type ValueOf<One> = One extends Read<infer Value> | Maybe<infer Value> ? Value : never

/** The reader of a key that may be missing. */
export function maybe<Value, Otherwise>(read: Read<Value>, otherwise: Otherwise) {
  return { read, otherwise } as Maybe<Value | Otherwise>
}

/** A grammar as YAML, whose every mistake is told with file, line and column. */
export class GrammarSource {
  readonly root: YAMLMap
  /** All files that it was read from. */
  readonly files: readonly GrammarFile[]
  private readonly written: GrammarFiles

  /** Throws `GRAMMAR_INVALID` where the text of a file is no YAML map. */
  constructor(own: readonly GrammarFile[], readBase?: ReadBase) {
    this.written = new GrammarFiles(own, readBase)
    this.root = this.written.root
    this.files = this.written.files
  }

  /** Throws `GRAMMAR_INVALID` with the node's place. */
  fail(node: unknown, message: string): never {
    return this.written.fail(node, message)
  }

  /** Where a node was written, for what is told about it later. */
  place(node: unknown): ExamplePlace {
    const { file, line } = this.written.place(node)
    return { file, line }
  }

  /** The entries of a map by key; a key that is not `known` fails with the nearest known one. */
  entries(node: unknown, known?: readonly string[]): Map<string, Node | null> {
    if (!isMap(node)) this.fail(node, 'expected a map of name: value')
    const entries = new Map<string, Node | null>()
    for (const pair of node.items) {
      const key = keyOf(pair.key)
      if (known && !known.includes(key)) this.failUnknown(pair.key, key, known)
      entries.set(key, pair.value as Node | null)
    }
    return entries
  }

  /** A map that has the keys of a shape, each with its reader, and no others. */
  record<Own extends Shape>(node: unknown, shape: Own): { [Key in keyof Own]: ValueOf<Own[Key]> } {
    const entries = this.entries(node, Object.keys(shape))
    const read = Object.entries(shape).map(([key, one]) => {
      if (entries.has(key)) return [key, ('read' in one ? one.read : one)(entries.get(key))]
      return [key, 'read' in one ? one.otherwise : this.fail(node, `'${key}' is missing`)]
    })
    return Object.fromEntries(read)
  }

  /** A map that has just these keys, all read alike. */
  each<Name extends string, Value>(
    node: unknown,
    names: readonly Name[],
    read: Read<Value>,
  ): Record<Name, Value> {
    const shape = Object.fromEntries(names.map((name) => [name, read])) as Record<Name, Read<Value>>
    return this.record(node, shape) as Record<Name, Value>
  }

  /** A map with any keys, all read alike. */
  map<Value>(node: unknown, read: Read<Value>): Record<string, Value> {
    return Object.fromEntries([...this.entries(node)].map(([key, value]) => [key, read(value)]))
  }

  list(node: unknown): readonly Node[] {
    if (!isSeq(node)) this.fail(node, 'expected a list')
    return node.items as Node[]
  }

  readonly text = (node: unknown): string => {
    if (!isScalar(node) || typeof node.value !== 'string') this.fail(node, 'expected a text')
    return node.value
  }

  readonly number = (node: unknown): number => {
    if (!isScalar(node) || typeof node.value !== 'number') this.fail(node, 'expected a number')
    return node.value
  }

  readonly flag = (node: unknown): boolean => {
    if (!isScalar(node) || typeof node.value !== 'boolean')
      this.fail(node, 'expected true or false')
    return node.value
  }

  /** One of `known`; anything else fails with the nearest known word. */
  word<Word extends string>(node: unknown, known: readonly Word[]): Word {
    const text = this.text(node)
    const found = known.find((word) => word === text)
    // What an office has taken away may still be named by rules that it has not seen.
    if (found === undefined && this.written.takenAway.names.has(text)) return text as Word
    return found ?? this.failUnknown(node, text, known)
  }

  /** One of `known` or a list of them. */
  words<Word extends string>(node: unknown, known: readonly Word[]): readonly Word[] {
    return this.oneOrMore(node).map((entry) => this.word(entry, known))
  }

  readonly texts = (node: unknown): readonly string[] => this.oneOrMore(node).map(this.text)

  /** Texts as they are compared. */
  readonly folded = (node: unknown): readonly string[] => this.texts(node).map(fold)

  /** The examples of a rule, or what it must not know. */
  examples(node: unknown, isOfRule: boolean) {
    return this.list(node).map((entry) => ({
      text: this.text(entry),
      isOfRule,
      ...this.place(entry),
    }))
  }

  /** One source for a regular expression out of one phrase or a list of them. */
  readonly phrases = (node: unknown): string =>
    this.oneOrMore(node)
      .map((entry) => `(?:${this.phrase(entry, compilePhrase)})`)
      .join('|')

  /** The patterns of one phrase or a list of them, each with its anchors. */
  readonly patterns = (node: unknown): readonly Pattern[] =>
    this.oneOrMore(node).map((entry) => this.phrase(entry, compilePattern))

  /** One phrase or a list of them, to be looked for together. */
  readonly phraseList = (node: unknown): PhraseSequence => [
    { any: this.oneOrMore(node).map((entry) => this.phrase(entry, compileWay)) },
  ]

  /** What is made of a phrase; a faulty one fails with its place. */
  phrase<Made>(node: unknown, compile: (phrase: string) => Made): Made {
    // YAML takes « #» for a comment and would silently cut the phrase there.
    if (isScalar(node) && node.comment)
      this.fail(node, `the phrase is cut at «#${node.comment}»; put it between quotes`)
    try {
      return compile(this.text(node))
    } catch (error) {
      if (error instanceof PhraseError) this.fail(node, error.message)
      throw error
    }
  }

  private oneOrMore(node: unknown): readonly Node[] {
    return isScalar(node) ? [node] : this.list(node)
  }

  private failUnknown(node: unknown, word: string, known: readonly string[]): never {
    const near = nearest(word, known)
    const hint = near ? ` Did you mean '${near}'?` : ''
    return this.fail(node, `unknown word '${word}'.${hint} Known: ${known.join(', ')}.`)
  }
}
