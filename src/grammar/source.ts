import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import type { Pattern } from '../model/class-rule.ts'
import type { PhraseSequence } from '../model/phrase.ts'
import { nearest } from '../text/similarity.ts'
import type { GrammarFile } from './file.ts'
import { GrammarFiles, type ReadBase } from './files.ts'
import { compileList, compilePattern, compilePhrase } from './phrase.ts'
import { PhraseError } from './phrase-reader.ts'

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
  place(node: unknown): { readonly file: string; readonly line: number } {
    const { file, line } = this.written.place(node)
    return { file, line }
  }

  /** The entries of a map by key; a key that is not `known` fails with the nearest known one. */
  entries(node: unknown, known?: readonly string[]): Map<string, Node | null> {
    if (!isMap(node)) this.fail(node, 'expected a map of name: value')
    const entries = new Map<string, Node | null>()
    for (const pair of node.items) {
      const key = String(isScalar(pair.key) ? pair.key.value : pair.key)
      if (known && !known.includes(key)) this.failUnknown(pair.key, key, known)
      entries.set(key, pair.value as Node | null)
    }
    return entries
  }

  list(node: unknown): readonly Node[] {
    if (!isSeq(node)) this.fail(node, 'expected a list')
    return node.items as Node[]
  }

  text(node: unknown): string {
    if (!isScalar(node) || typeof node.value !== 'string') this.fail(node, 'expected a text')
    return node.value
  }

  number(node: unknown): number {
    if (!isScalar(node) || typeof node.value !== 'number') this.fail(node, 'expected a number')
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

  texts(node: unknown): readonly string[] {
    if (isScalar(node)) return [this.text(node)]
    return this.list(node).map((entry) => this.text(entry))
  }

  /** One source for a regular expression out of one phrase or a list of them. */
  phrases(node: unknown): string {
    const nodes = isScalar(node) ? [node] : this.list(node)
    return nodes.map((entry) => `(?:${this.phrase(entry)})`).join('|')
  }

  /** The patterns of one phrase or a list of them, each with its anchors. */
  patterns(node: unknown): readonly Pattern[] {
    const nodes = isScalar(node) ? [node] : this.list(node)
    return nodes.map((entry) => {
      // Tells a faulty phrase with its place.
      this.phrase(entry)
      return compilePattern(this.text(entry))
    })
  }

  /** One phrase or a list of them, to be looked for together. */
  phraseList(node: unknown): PhraseSequence {
    const nodes = isScalar(node) ? [node] : this.list(node)
    for (const entry of nodes) this.phrase(entry)
    return compileList(nodes.map((entry) => this.text(entry)))
  }

  private phrase(node: unknown): string {
    // YAML takes « #» for a comment and would silently cut the phrase there.
    if (isScalar(node) && node.comment)
      this.fail(node, `the phrase is cut at «#${node.comment}»; put it between quotes`)
    try {
      return compilePhrase(this.text(node))
    } catch (error) {
      if (error instanceof PhraseError) this.fail(node, error.message)
      throw error
    }
  }

  private failUnknown(node: unknown, word: string, known: readonly string[]): never {
    const near = nearest(word, known)
    const hint = near ? ` Did you mean '${near}'?` : ''
    return this.fail(node, `unknown word '${word}'.${hint} Known: ${known.join(', ')}.`)
  }
}
