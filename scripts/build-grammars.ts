import { mkdirSync, writeFileSync } from 'node:fs'
import { compileGrammar } from '../src/grammar/compile.ts'
import { grammarFiles, listGrammars } from '../src/resources.ts'

/*
 * Compiles each built-in grammar to `dist/grammars/`, so that a parse loads no YAML reader. Its
 * examples, a sixth of it, stay in the YAML, where the test of the grammar takes them from.
 */

const folder = new URL('../dist/grammars/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const { name } of listGrammars()) {
  const grammar = compileGrammar(grammarFiles(name))
  writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(grammar, withoutExamples))
}

function withoutExamples(key: string, value: unknown): unknown {
  return key === 'examples' || key === 'counterexamples' ? [] : value
}
