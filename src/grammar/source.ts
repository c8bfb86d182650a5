import {
  Composer,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
  type YAMLMap,
} from 'yaml'
import type { Pattern } from '../model/class-rule.ts'
import { ZvitError } from '../model/error.ts'
import type { PhraseSequence } from '../model/phrase.ts'
import { nearest } from '../text/similarity.ts'
import { tooDeepAt } from './nesting.ts'
import { compileList, compilePattern, compilePhrase } from './phrase.ts'
import { PhraseError } from './phrase-reader.ts'

/** A YAML file whose every mistake is told with line and column. */
export class GrammarSource {
  readonly file: string
  readonly root: YAMLMap
  private readonly lines = new LineCounter()

  /** Throws `GRAMMAR_INVALID` where the text is no YAML map. `file` is a name for messages. */
  constructor(text: string, file: string) {
    this.file = file
    const [document, another] = this.documents(text)
    if (another) this.failAt(another.range[0], 'a second document begins; a grammar is one')
    const error = document?.errors[0]
    if (error) this.failAt(error.pos[0], error.message)
    if (!isMap(document?.contents)) this.failAt(0, 'a grammar is a map of name: value')
    this.root = document.contents as YAMLMap
  }

  private documents(text: string) {
    const tokens = [...new Parser(this.lines.addNewLine).parse(text)]
    const deep = tooDeepAt(tokens)
    if (deep !== null)
      this.failAt(deep, 'lists and maps lie too deep in one another; is a bracket not closed?')
    return [...new Composer({ prettyErrors: false }).compose(tokens)]
  }

  /** Throws `GRAMMAR_INVALID` with the node's place. */
  fail(node: unknown, message: string): never {
    const range = (node as Node | null)?.range
    return this.failAt(range?.[0] ?? 0, message)
  }

  /** 1-based line of a node, for what is told about it later. */
  line(node: unknown): number {
    return this.lines.linePos((node as Node | null)?.range?.[0] ?? 0).line
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

  private failAt(offset: number, message: string): never {
    const { line, col } = this.lines.linePos(offset)
    throw new ZvitError('GRAMMAR_INVALID', `${this.file}:${line}:${col} ${message}`)
  }
}
