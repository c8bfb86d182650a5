import path from 'node:path'
import { Document, type YAMLSeq } from 'yaml'
import type { GrammarFile } from '../grammar/file.ts'
import { ZvitError } from '../model/error.ts'
import type { Grammar } from '../model/grammar.ts'
import { grammarFiles, isBuiltIn } from '../resources.ts'
import { testGrammar } from '../try-grammar.ts'
import { type Arguments, textOf } from './command.ts'
import { refuse } from './decisions.ts'
import { compileFiles, ledgersOf } from './engine.ts'
import { DONE } from './exit-code.ts'
import { wholeNumber } from './input.ts'
import { learnDecisions } from './learn-decisions.ts'
import { learnDocuments } from './learn-documents.ts'
import { saveFile, saveFolder } from './save.ts'
import { print } from './streams.ts'
import { GRAMMAR, GRAMMAR_HEADER, holdsGrammar } from './train.ts'
import { inOneLine } from './width.ts'

const LEAST = 2
/** What was learnt, beside the other files of an office's grammar. */
const LEARNT = 'learnt.yaml'

/** What a grammar is to have besides, with what bears it out. */
export interface Addition {
  readonly note: string
  /** Values of lists; a `name` is the key of a map instead. */
  readonly adds: readonly { readonly at: string; readonly name?: string; readonly value: unknown }[]
}

/** The grammar that is to learn. */
export interface Base {
  readonly grammar: Grammar
  readonly with: (additions: readonly Addition[]) => Promise<Grammar>
  /** Those with which the grammar still passes its test. */
  readonly bearing: (all: readonly Addition[]) => Promise<readonly Addition[]>
}

/**
 * `zvit grammar learn PATH…`: what people decided about results folders, or else headings
 * that documents have and the grammar has not, as a grammar that extends it. What the grammar's
 * own test does not bear is left out, so that what is written passes `check` and `test`.
 */
export async function learn(given: Arguments, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) refuse('From what? Give a folder of results or of documents.')
  const least = wholeNumber(given, 'least') ?? LEAST
  const out = textOf(given, 'out')
  const isFolder = out !== undefined && !out.endsWith('.yaml')
  const own = isFolder && holdsGrammar(out) ? path.resolve(out) : undefined
  const named = own ?? textOf(given, 'grammar') ?? GRAMMAR_HEADER.extends
  if (own === undefined && !isBuiltIn(named))
    refuse(`A grammar of your own learns in its folder: give --out FOLDER, '${named}' in it.`)
  const header = { ...GRAMMAR_HEADER, extends: named }
  const files = grammarFiles(named)
  const base = await baseOf(
    files.filter(({ name }) => path.basename(name) !== LEARNT),
    own === undefined ? header : null,
  )
  const decisions = await ledgersOf(paths)
  const learnFrom = decisions.length > 0 ? learnDecisions : learnDocuments
  const additions = await learnFrom(paths, base, least)
  const text = additions.length > 0 ? yamlOf(header, additions) : ''
  if (out === undefined) await print(text)
  else if (!isFolder) await saveFile(out, text)
  else {
    await saveFolder(out)
    if (own === undefined) await saveFile(path.join(out, GRAMMAR), new Document(header).toString())
    await saveFile(path.join(out, LEARNT), yamlOf({}, additions))
  }
  return DONE
}

/** Of a grammar that comes with zvit the header says what a file of its own begins with. */
async function baseOf(files: readonly GrammarFile[], header: object | null): Promise<Base> {
  const grammar = await compileFiles(files)
  const withAll = (additions: readonly Addition[]) => {
    const learnt = { name: LEARNT, text: yamlOf(header ?? {}, additions) }
    return compileFiles(header ? [learnt] : [...files, learnt])
  }
  const known = failuresOf(grammar)
  return {
    grammar,
    with: (additions) => (additions.length === 0 ? Promise.resolve(grammar) : withAll(additions)),
    bearing: async (all) => {
      const holds = async (tried: typeof all) => {
        try {
          return (await failuresOf(await withAll(tried))) <= (await known)
        } catch (error) {
          if (error instanceof ZvitError) return false
          throw error
        }
      }
      if (await holds(all)) return all
      let kept: typeof all = []
      for (const one of all) if (await holds([...kept, one])) kept = [...kept, one]
      return kept
    },
  }
}

/** How many examples fail and rules stay silent. */
async function failuresOf(grammar: Grammar): Promise<number> {
  const { failures, silent } = testGrammar(grammar)
  return failures.length + silent.length
}

function yamlOf(header: object, additions: readonly Addition[]): string {
  const document = new Document(header)
  for (const { note, adds } of additions)
    for (const [index, { at, name, value }] of adds.entries()) {
      const keys = at.split('.')
      const node = document.createNode(value)
      if (index === 0) node.commentBefore = ` ${inOneLine(note)}`
      if (name !== undefined) document.setIn([...keys, name], node)
      else {
        if (!document.hasIn(keys)) document.setIn(keys, document.createNode([]))
        const list = document.getIn(keys) as YAMLSeq
        list.add(node)
      }
    }
  return document.toString({ lineWidth: 0 })
}
