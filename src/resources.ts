import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOf, type GrammarFile, grammarFile } from './grammar/file.ts'
import { ZvitError } from './model/error.ts'
import type { Grammar } from './model/grammar.ts'
import { kept } from './text/lists.ts'
import { type IsWord, loadWords } from './text/words.ts'

/*
 * The files that come with the package: grammars, texts for people, SQL, the word list, the version. The folder of
 * this module lies beside `grammars`, `locales`, `sql` and `data`, built or not.
 */

const DEFAULT_GRAMMAR = 'programme-report'

export interface GrammarTitle {
  readonly name: string
  readonly version: string
  readonly title: string
}

const NAME = /^[a-z0-9][a-z0-9-]*$/

/** True for the name of a grammar that comes with zvit. */
export function isBuiltIn(name: string): boolean {
  return NAME.test(name) && existsSync(packagePath(`../grammars/${name}`))
}

/**
 * A built-in grammar by its name, or a grammar from a YAML file or a folder of them. A built-in one
 * was compiled when zvit was built; where its YAML was edited since, it is compiled anew. A folder may hold a
 * model of responses beside its YAML.
 * Throws `GRAMMAR_INVALID`, with file, line and column where the text is at fault.
 */
export async function loadGrammar(nameOrPath: string = DEFAULT_GRAMMAR): Promise<Grammar> {
  const grammar = await rulesOf(nameOrPath)
  const model = resolve(nameOrPath, MODEL_FILE)
  if (isBuiltIn(nameOrPath) || !existsSync(model)) return grammar
  const digest = hash('sha256', `${grammar.digest}${hash('sha256', readFileSync(model), 'hex')}`)
  return { ...grammar, digest, model }
}

/** The model of an office's own, in the folder of its grammar. */
export const MODEL_FILE = 'responses.model'

async function rulesOf(nameOrPath: string): Promise<Grammar> {
  const files = grammarFiles(nameOrPath)
  if (isBuiltIn(nameOrPath)) {
    const compiled = compiledGrammar(nameOrPath, files)
    if (compiled) return compiled
  }
  const { compileGrammar } = await import('./grammar/compile.ts')
  return compileGrammar(files, readBase)
}

/** The grammars that come with zvit; the title is the first comment line of `grammar.yaml`. */
export function listGrammars(): readonly GrammarTitle[] {
  return readdirSync(packagePath('../grammars/'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const text = readFileSync(packagePath(`../grammars/${name}/grammar.yaml`), 'utf8')
      return {
        name,
        version: /^version:\s*(\S+)/m.exec(text)?.[1] ?? '',
        title: /^#\s*(.*)/m.exec(text)?.[1] ?? '',
      }
    })
}

/**
 * The YAML files of a built-in grammar, of a folder (all `.yaml` in it, in the order of their
 * paths) or the one file. Throws `GRAMMAR_INVALID` where there is none or one is not UTF-8.
 */
export function grammarFiles(nameOrPath: string = DEFAULT_GRAMMAR): readonly GrammarFile[] {
  const path = isBuiltIn(nameOrPath) ? packagePath(`../grammars/${nameOrPath}`) : nameOrPath
  const title = basename(resolve(path))
  try {
    if (!statSync(path).isDirectory()) return [grammarFile(readFileSync(path), title)]
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.replaceAll(sep, '/'))
      .sort()
      .map((file) => `${title}/${file}`)
      .map((name) => grammarFile(readFileSync(join(path, '..', name)), name))
  } catch (cause) {
    if (cause instanceof ZvitError) throw cause
    const hint = NAME.test(nameOrPath)
      ? 'See `zvit grammar list`.'
      : 'Give the name of a grammar, a YAML file or a folder of them.'
    throw new ZvitError('GRAMMAR_INVALID', `There is no grammar '${title}'. ${hint}`, { cause })
  }
}

/** The YAML of a grammar as one text. Throws `GRAMMAR_INVALID`. */
export async function grammarText(nameOrPath?: string): Promise<string> {
  const files = grammarFiles(nameOrPath)
  const [file] = files
  if (file && files.length === 1 && !/^extends:/m.test(file.text)) return file.text
  return (await import('./grammar/files.ts')).joinedText(files, readBase)
}

/** The files of a grammar that another one extends. Throws `GRAMMAR_INVALID`. */
export function readBase(name: string): readonly GrammarFile[] {
  if (!NAME.test(name))
    throw new ZvitError('GRAMMAR_INVALID', `'${name}' is no name of a grammar that comes with zvit`)
  return grammarFiles(name)
}

/** The grammar that the build stored, null where there is none or its YAML was edited since. */
function compiledGrammar(name: string, files: readonly GrammarFile[]): Grammar | null {
  let stored: string
  try {
    stored = readFileSync(packagePath(`./grammars/${name}.json`), 'utf8')
  } catch {
    return null // Not built: the YAML is compiled.
  }
  const compiled = JSON.parse(stored) as Grammar
  return compiled.digest === digestOf(files) ? compiled : null
}

/** A file of the folder `sql`, by its name without ending. */
export function sqlText(name: string): string {
  return readFileSync(packagePath(`../sql/${name}.sql`), 'utf8')
}

export type Texts = Readonly<Record<string, string>>
const catalogues = new Map<string, Texts>()

/** The texts of a file in `locales`, by key. */
export function textsOf(name: string): Texts {
  return kept(catalogues, name, () => JSON.parse(packageText(`locales/${name}.json`)) as Texts)
}

/**
 * A text of documents for the office, `{name}` in it replaced by the value of that name.
 * Throws where there is no such text: a fault of the program.
 */
export function say(key: string, values: Readonly<Record<string, unknown>> = {}): string {
  const text = textsOf('uk')[key]
  if (text === undefined) throw new RangeError(`locales/uk.json has no text «${key}».`)
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}

/** All texts of documents whose keys begin with the prefix and a point, by the rest of the key. */
export function sayAll(prefix: string): Texts {
  const own = Object.entries(textsOf('uk')).filter(([key]) => key.startsWith(`${prefix}.`))
  return Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length + 1), text]))
}

let words: IsWord | null = null

/** The Ukrainian word list; its half a megabyte is read at the first look-up. */
export const isWord: IsWord = (word) => {
  words ??= loadWords(readFileSync(packagePath('../data/words.bin')))
  return words(word)
}

/** What `classify` reads besides a grammar: the word list and the trained model. */
export const responseAids = aidsWith(packagePath('../data/responses.model'))

function aidsWith(file: string) {
  return {
    isWord,
    /** Null where the package was made without a model. */
    modelFile: (): Uint8Array | null => (existsSync(file) ? readFileSync(file) : null),
  }
}

let own = { model: '', aids: responseAids }

/** The same with the model of the grammar, where that has one of its own. */
export function aidsOf({ model }: Grammar): typeof responseAids {
  if (model === undefined) return responseAids
  if (own.model !== model) own = { model, aids: aidsWith(model) }
  return own.aids
}

let version: string | null = null

/** The version of zvit. */
export function zvitVersion(): string {
  version ??= (
    JSON.parse(readFileSync(packagePath('../package.json'), 'utf8')) as { version: string }
  ).version
  return version
}

/** The file behind the command, which other processes are started with. */
export function programFile(): string {
  return packagePath('../dist/zvit.cjs')
}

/** A text file that comes with the package, by its path in it. Throws what the disk throws. */
export function packageText(file: string): string {
  return readFileSync(packagePath(`../${file}`), 'utf8')
}

function packagePath(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}
