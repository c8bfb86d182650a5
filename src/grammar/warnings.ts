import { isPair, Scalar, visit, type YAMLSeq } from 'yaml'
import { fold } from '../text/fold.ts'
import type { GrammarFile } from './file.ts'
import { GrammarFiles, type ReadBase } from './files.ts'
import { keyOf, textOf } from './nodes.ts'

/** A hyphen without a blank, which makes no entry of a list, at the beginning of a line. */
const HYPHEN = /(?:^|\n) *-\p{L}/u

/**
 * What in a grammar is no mistake but hardly meant, each with its place: an entry of a list without
 * a blank after the hyphen, a word listed twice, something to be taken away that is not there. Of a
 * grammar that extends another only what is its own is told.
 * Throws `GRAMMAR_INVALID` as `compileGrammar` does.
 */
export function grammarWarnings(
  own: readonly GrammarFile[],
  readBase: ReadBase,
): readonly string[] {
  const written = new GrammarFiles(own, readBase)
  const names = new Set(own.map(({ name }) => name))
  const isOwn = (node: unknown) => names.has(written.place(node).file)
  const warnings = written.takenAway.unknown.map((node) =>
    written.tell(node, `there is no '${keyOf(node)}' to take away (any more)`),
  )
  visit(written.root, {
    Scalar: (_, node, path) => {
      // Endings of words begin with a hyphen.
      const part = nameAt(path, 1)
      const isEnding = part === 'language' || (part === 'classes' && nameAt(path, 3) === 'forms')
      if (node.type === Scalar.PLAIN && !isEnding && HYPHEN.test(written.raw(node)))
        warnings.push(written.tell(node, `«${textOf(node)}»: put a blank after the hyphen`))
    },
    Seq: (_, list) => {
      for (const twin of twins(list).filter((entry) => isOwn(entry)))
        warnings.push(written.tell(twin, `'${textOf(twin)}' stands twice in its list`))
    },
  })
  return warnings
}

function nameAt(path: readonly unknown[], depth: number): string | null {
  const pair = path[depth]
  return isPair(pair) ? keyOf(pair.key) : null
}

/** Entries of a list whose text stands before them already, in whatever case. */
function twins(list: YAMLSeq): readonly unknown[] {
  const seen = new Set<string>()
  return list.items.filter((entry) => {
    const text = textOf(entry)
    if (text === null) return false
    const folded = fold(text)
    const isKnown = seen.has(folded)
    seen.add(folded)
    return isKnown
  })
}
