import { grammarWarnings } from '../grammar/warnings.ts'
import { ZvitError } from '../model/error.ts'
import { grammarFiles, grammarText, listGrammars, readBase } from '../resources.ts'
import { testGrammar } from '../try-grammar.ts'
import { unknown } from './arguments.ts'
import { type Arguments, DONE, type Run, SOME_FAILED } from './command.ts'
import { compileFiles } from './engine.ts'
import { print, tell } from './streams.ts'
import { translated, words } from './words.ts'

type Action = (names: readonly string[], given: Arguments) => ReturnType<Run>

const ACTIONS: Readonly<Record<string, Action>> = {
  check,
  test,
  list,
  show,
  coverage: async (paths, given) => (await import('./grammar-coverage.ts')).coverage(given, paths),
  learn: async (paths, given) => (await import('./grammar-learn.ts')).learn(given, paths),
}

/** `zvit grammar check|test|list|show [NAME|FILE]`, `zvit grammar coverage|learn PATH…`. */
export function run(given: Arguments): ReturnType<Run> {
  const [name = '', ...names] = given.positionals
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (action === undefined) throw unknown('action', name, Object.keys(ACTIONS))
  const [option] = Object.keys(given.options)
  const isTaken = name === 'learn' || (name === 'coverage' && option === 'grammar')
  if (option !== undefined && !isTaken)
    throw new ZvitError('USAGE', `'${name}' takes no --${option}; give the grammar itself.`)
  return action(names, given)
}

/**
 * Compiles each grammar; the first mistake is told with its place and ends the program with 2. What
 * is hardly meant is told on standard error.
 */
async function check(names: readonly string[]): Promise<void> {
  for (const given of names.length === 0 ? [undefined] : names) {
    const files = grammarFiles(given)
    const { name, version, rows, columns, classes } = await compileFiles(files)
    for (const warning of grammarWarnings(files, readBase))
      tell(`${words('severities.warning')}: ${translated(warning)}`)
    const counts = { columns: columns.length, rows: rows.length, rules: classes.rules.length }
    await print(`${words('grammar.checked', { name, version, ...counts })}\n`)
  }
}

async function test(names: readonly string[]): Promise<number> {
  // A grammar that the build has stored carries no examples.
  const grammar = await compileFiles(grammarFiles(atMostOne(names)))
  const { examples, failures, silent } = testGrammar(grammar)
  for (const { rule, message, file, line } of failures)
    await print(`${file}:${line}: ${rule}: ${translated(message)}\n`)
  for (const rule of silent) await print(`${words('grammar.silent', { rule })}\n`)
  const counts = { examples, failed: failures.length, silent: silent.length }
  await print(`${words('grammar.tested', counts)}\n`)
  return failures.length > 0 ? SOME_FAILED : DONE
}

async function list(names: readonly string[]): Promise<void> {
  if (names.length > 0) throw new ZvitError('USAGE', 'Usage: zvit grammar list')
  for (const { name, version, title } of listGrammars())
    await print(`${name}  ${version}  ${title}\n`)
}

async function show(names: readonly string[]): Promise<void> {
  await print(await grammarText(atMostOne(names)))
}

function atMostOne(names: readonly string[]): string | undefined {
  if (names.length > 1) throw new ZvitError('USAGE', `'${names[1]}' is one argument too many.`)
  return names[0]
}
