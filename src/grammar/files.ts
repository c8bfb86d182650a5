import {
  Composer,
  type CST,
  isMap,
  isNode,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  stringify,
  visit,
  YAMLMap,
} from 'yaml'
import { ZvitError } from '../model/error.ts'
import { extend, type TakenAway, takeAway } from './extend.ts'
import type { GrammarFile } from './file.ts'
import { keyOf, moveComments, prepend, textOf } from './nodes.ts'

/** A place in a file of a grammar; line and column from 1. */
export interface GrammarPlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What a grammar has, in the order in which it is shown. */
export const GRAMMAR_KEYS: readonly string[] = [
  'grammar',
  'version',
  'levels',
  'columns',
  'rows',
  'costs',
  'certainty',
  'classes',
  'bodies',
  'language',
]

/** The built-in grammar is seven deep. */
const DEEPEST = 32

/** Gives the files of the grammar of a name, for one that extends it. */
export type ReadBase = (name: string) => readonly GrammarFile[]

/**
 * The files of one grammar as one YAML map. Maps of the same name are joined, lists one behind the
 * other in the order of the files; every node remembers where it was written. What the grammar
 * `extends` lies under it, less what stands in its `without`. Throws `GRAMMAR_INVALID` where a text
 * is no YAML map or the same entry stands in two files.
 */
export class GrammarFiles {
  readonly root: YAMLMap
  /** All files, those of the grammar that is extended first. */
  readonly files: readonly GrammarFile[]
  readonly takenAway: TakenAway
  private readonly homes = new WeakMap<object, FileText>()
  private readonly first: FileText

  constructor(own: readonly GrammarFile[], readBase?: ReadBase) {
    const texts = own.map((file) => new FileText(file))
    this.first = texts[0] ?? new FileText({ name: 'grammar.yaml', text: '' })
    const root = this.joined(texts)
    const base = take(root, 'extends')
    const without = take(root, 'without')
    if (without && !base) this.fail(without, "'without' needs 'extends'")
    const files = base ? this.readBase(base, readBase) : []
    this.files = [...files, ...own]
    this.root = base ? this.joined(files.map((file) => new FileText(file))) : root
    this.takenAway = without ? takeAway(this.root, without) : NOTHING
    if (base) extend(this.root, root)
  }

  private readBase(base: Node, readBase: ReadBase | undefined): readonly GrammarFile[] {
    const name = textOf(base)
    if (name === null || readBase === undefined)
      return this.fail(base, "'extends' needs the name of a grammar that comes with zvit")
    try {
      return readBase(name)
    } catch (error) {
      return this.fail(base, error instanceof ZvitError ? error.message : String(error))
    }
  }

  private joined(texts: readonly FileText[]): YAMLMap {
    const root = new YAMLMap()
    for (const text of texts) {
      visit(text.root, (_, node) => {
        if (node !== null && typeof node === 'object') this.homes.set(node, text)
      })
      this.join(root, text.root)
    }
    return root
  }

  place(node: unknown): GrammarPlace {
    const { home, offset } = this.home(node)
    return home.place(offset)
  }

  /** A message with the node's place before it. */
  tell(node: unknown, message: string): string {
    const { file, line, column } = this.place(node)
    return `${file}:${line}:${column} ${message}`
  }

  /** Throws `GRAMMAR_INVALID` with the node's place. */
  fail(node: unknown, message: string): never {
    throw new ZvitError('GRAMMAR_INVALID', this.tell(node, message))
  }

  /** A node as it was written. */
  raw(node: Node): string {
    const [start, end] = node.range ?? [0, 0]
    return this.homes.get(node)?.text.slice(start, end) ?? ''
  }

  private home(node: unknown): { readonly home: FileText; readonly offset: number } {
    const home = this.homes.get(node as object)
    return home ? { home, offset: (node as Node).range?.[0] ?? 0 } : { home: this.first, offset: 0 }
  }

  private join(known: YAMLMap, more: YAMLMap): void {
    moveComments(more)
    for (const pair of more.items as Pair<Node, Node | null>[]) {
      const before = known.items.find(({ key }) => keyOf(key) === keyOf(pair.key))
      if (before === undefined) known.items.push(pair)
      else {
        if (isNode(before.key) && pair.key.commentBefore)
          prepend(before.key, pair.key.commentBefore)
        this.joinValues(before as Pair<Node, Node | null>, pair)
      }
    }
  }

  private joinValues(before: Pair<Node, Node | null>, { key, value }: Pair<Node, Node | null>) {
    if (isMap(before.value) && isMap(value)) return this.join(before.value, value)
    if (!isSeq(before.value) || !isSeq(value)) {
      const { file, line } = this.place(before.key)
      return this.fail(key, `'${keyOf(key)}' stands in ${file}:${line} already`)
    }
    moveComments(value)
    const texts = new Map(before.value.items.map((entry) => [textOf(entry), entry]))
    for (const entry of value.items) {
      const twin = textOf(entry) === null ? undefined : texts.get(textOf(entry))
      if (twin !== undefined) {
        const { file, line } = this.place(twin)
        this.fail(entry, `'${textOf(entry)}' stands in ${file}:${line} already`)
      }
      before.value.items.push(entry)
    }
  }
}

const NOTHING: TakenAway = { names: new Set(), unknown: [] }

/** The value of a key, which is struck; null where there is none. */
function take(map: YAMLMap, name: string): Node | null {
  const value = (map.get(name, true) as Node | undefined) ?? null
  map.delete(name)
  return value
}

/**
 * The files of one grammar, with what it extends, as one YAML text with comments. Throws
 * `GRAMMAR_INVALID`.
 */
export function joinedText(own: readonly GrammarFile[], readBase: ReadBase): string {
  const { root } = new GrammarFiles(own, readBase)
  const rank = ({ key }: Pair) => GRAMMAR_KEYS.indexOf(keyOf(key))
  root.items.sort((one, two) => rank(one) - rank(two))
  return stringify(root, { lineWidth: 0, singleQuote: true, flowCollectionPadding: false })
}

/** One file as a YAML map. */
class FileText {
  readonly root: YAMLMap
  readonly text: string
  private readonly name: string
  private readonly lines = new LineCounter()

  constructor({ name, text }: GrammarFile) {
    this.name = name
    this.text = text
    const [document, another] = this.documents(text)
    if (another) this.fail(another.range[0], 'a second document begins; a grammar is one')
    const error = document?.errors[0]
    if (error) this.fail(error.pos[0], error.message)
    const contents = document?.contents
    this.root = isMap(contents) ? contents : this.fail(0, 'a grammar is a map of name: value')
    if (document?.commentBefore) prepend(this.root, document.commentBefore)
  }

  place(offset: number): GrammarPlace {
    const { line, col } = this.lines.linePos(offset)
    return { file: this.name, line, column: col }
  }

  fail(offset: number, message: string): never {
    const { file, line, column } = this.place(offset)
    throw new ZvitError('GRAMMAR_INVALID', `${file}:${line}:${column} ${message}`)
  }

  private documents(text: string) {
    const tokens = [...new Parser(this.lines.addNewLine).parse(text)]
    const deep = tooDeepAt(tokens)
    if (deep !== null)
      this.fail(deep, 'lists and maps lie too deep in one another; is a bracket not closed?')
    return [...new Composer({ prettyErrors: false }).compose(tokens)]
  }
}

/**
 * Where a list or map lies deeper than a grammar needs, as an offset in the text; null where none
 * does. One loop: the composer calls itself for each level, and takes the process with it.
 */
function tooDeepAt(tokens: readonly CST.Token[]): number | null {
  const open = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    if (depth > DEEPEST) return token.offset
    for (const inner of inside(token)) open.push({ token: inner, depth: depth + 1 })
  }
  return null
}

function inside(token: CST.Token): readonly CST.Token[] {
  if ('items' in token)
    return token.items.flatMap(({ key, value }) => [
      ...(key ? [key] : []),
      ...(value ? [value] : []),
    ])
  return token.type === 'document' && token.value ? [token.value] : []
}
