import { existsSync, statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { isBuiltIn, sayAll } from '../resources.ts'
import type { Tools } from '../serve/desk.ts'
import { decodeTable } from '../text/csv.ts'
import { unknown } from './arguments.ts'
import type { Arguments, Command } from './command.ts'
import { tell } from './streams.ts'
import { speakAsSettingsSay, words } from './words.ts'

/** What an office says once for a folder, by the names of the options that it stands for. */
export const SETTINGS = 'zvit.yaml'
/** The key that no option of a command stands for. */
const LANGUAGE = 'language'
/** Keys whose values are paths, relative to the file they stand in. */
const FILES: readonly string[] = ['roster', 'plan', 'manifest', 'template', 'letter-template']
const LETTERS = ['letter-date', 'letter-number', 'letter-post', 'letter-signer']
const KEYS: readonly string[] = [...FILES, ...LETTERS, 'programme', 'period', 'grammar', LANGUAGE]

type Values = Readonly<Record<string, string>>

/** Where values come from, as it is told, and what they are. */
interface Told {
  readonly from: string
  readonly values: Values
}

/**
 * The arguments of a command with what was not typed but stands in `zvit.yaml` of a folder that it is
 * given, or what the import into that folder was told, or stands in `zvit.yaml` here; what settings say is told. Throws `USAGE`
 * for what cannot be read.
 */
export async function withSettings(command: Command, given: Arguments): Promise<Arguments> {
  const wanted = command.hasSettings === false ? [] : KEYS.filter((key) => key in command.options)
  const { out } = given.options
  const folders = [...given.positionals, ...(typeof out === 'string' ? [out] : []), '.']
  const all: Told[] = []
  for (const folder of folders) all.push(...(await settingsOf(await folderOf(folder))))
  const options = { ...given.options }
  const assumed = new Set<string>()
  const language = all.map(({ values }) => values[LANGUAGE]).find((value) => value !== undefined)
  if (language !== undefined) speakAsSettingsSay(language)
  for (const { from, values } of all) {
    const taken = Object.keys(values).filter((key) => wanted.includes(key) && !(key in options))
    // What an import was once told stays told.
    for (const key of taken) if (isSettings(from)) assumed.add(key)
    Object.assign(options, Object.fromEntries(taken.map((key) => [key, values[key]])))
    // What the import was told is no news to whoever told it.
    if (taken.length > 0 && isSettings(from)) {
      const told = taken.map((key) => `${words(`settings.keys.${key}`)} ${values[key]}`)
      tell(words('settings.taken', { from, taken: told.join(', ') }))
    }
  }
  return { ...given, options, assumed, settings: all.map(({ from }) => from).filter(isSettings) }
}

function isSettings(file: string): boolean {
  return path.basename(file) === SETTINGS
}

/** The folder that an argument names or lies in; null where it is no path. */
async function folderOf(argument: string): Promise<string | null> {
  try {
    return (await stat(argument)).isDirectory() ? argument : path.dirname(argument)
  } catch {
    return null // A statement, standard input, or what the command itself refuses.
  }
}

async function settingsOf(folder: string | null): Promise<readonly Told[]> {
  if (folder === null) return []
  const own = await readSettings(path.join(folder, SETTINGS))
  const run = path.join(folder, 'run.json')
  const { told = {}, settings = [] } = await rememberedIn(run)
  const remembered = { from: run, values: resolved(told, folder) }
  const further = await Promise.all(settings.map((file) => readSettings(path.join(folder, file))))
  return [...own, remembered, ...further.flat()]
}

/** What an import was told, paths relative to its folder. */
export interface Remembered {
  /** Values of options that were typed. */
  readonly told?: Values
  /** The `zvit.yaml` that it found. */
  readonly settings?: readonly string[]
  /** The files and folders that it read. */
  readonly paths?: readonly string[]
}

/** What is to be remembered of an import into a folder. */
export function remember(
  { options, assumed, settings = [], positionals }: Arguments,
  out: string,
): Remembered {
  const relative = (file: string) => path.relative(out, file).replaceAll(path.sep, '/')
  const typed = Object.entries(options).flatMap(([key, value]): (readonly [string, string])[] => {
    if (typeof value !== 'string' || !KEYS.includes(key) || assumed?.has(key)) return []
    return [[key, isPath(key, value) ? relative(value) : value]]
  })
  return {
    told: Object.fromEntries(typed),
    settings: settings.map(relative),
    paths: positionals.map(relative),
  }
}

/** Finds the file of a source of a results folder. */
export async function sourceFinder(folder: string): ReturnType<Tools['findSource']> {
  const paths = await importedPaths(folder)
  // With several PATHs, and for a file that was given itself, names begin with the last name of the PATH.
  const roots = paths.flatMap((root) =>
    paths.length > 1 ? [path.dirname(root)] : [root, path.dirname(root)],
  )
  return (source) => {
    for (let name = source; name !== '.' && name !== '/'; name = path.posix.dirname(name)) {
      // Only an archive names what lies above it.
      const isBelow = !name.split('/').includes('..')
      const file = roots.map((root) => path.join(root, name)).find((one) => isBelow && isFile(one))
      if (file !== undefined) return { file, within: source.slice(name.length + 1) }
    }
    return null
  }
}

/** The PATHs that the last import into a folder was given; none where there was none. */
export async function importedPaths(folder: string): Promise<readonly string[]> {
  const { paths = [] } = await rememberedIn(path.join(folder, 'run.json'))
  return paths.map((root) => path.join(folder, root))
}

/** False also for a name inside a container, where a file stands in place of a folder. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Files that are no documents of an import: its settings, and what options or settings name. */
export function filesApart({ options, settings = [] }: Arguments): readonly string[] {
  return [...settings, ...FILES.flatMap((key) => options[key] ?? [])].filter(
    (file) => typeof file === 'string',
  )
}

async function rememberedIn(file: string): Promise<Remembered> {
  const text = await readIfThere(file)
  return text === null ? {} : (JSON.parse(text) as Remembered)
}

async function readSettings(file: string): Promise<readonly Told[]> {
  const text = await readIfThere(file)
  if (text === null) return []
  const { parse } = await import('yaml')
  let given: unknown
  try {
    given = parse(text)
  } catch (cause) {
    const [first] = `${(cause as Error).message}`.split('\n')
    throw new ZvitError('USAGE', `${file} is no YAML: ${first}`, { cause })
  }
  if (given === null) return []
  if (typeof given !== 'object') throw new ZvitError('USAGE', `${file}: write lines «key: value».`)
  const values = Object.entries(given).flatMap(([name, value]): (readonly [string, string])[] => {
    const key = keyOf(name, file)
    if (value === null) return []
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new ZvitError('USAGE', `${file}: '${name}' needs one value.`)
    return [[key, `${value}`]]
  })
  return [{ from: file, values: resolved(Object.fromEntries(values), path.dirname(file)) }]
}

function keyOf(name: string, file: string): string {
  const words = sayAll('settings.keys')
  const wanted = name.toLowerCase().replace(/\s+/gu, ' ')
  const key = KEYS.find((one) => one === wanted || words[one]?.split('|').includes(wanted))
  if (key !== undefined) return key
  const known = KEYS.flatMap((one) => [one, ...(words[one]?.split('|') ?? [])])
  throw new ZvitError('USAGE', `${file}: ${unknown('key', name, known).message}`)
}

function resolved(values: Values, folder: string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      isPath(key, value, folder) ? path.relative('', path.resolve(folder, value)) : value,
    ]),
  )
}

function isPath(key: string, value: string, folder = ''): boolean {
  if (key !== 'grammar') return FILES.includes(key)
  return !isBuiltIn(value) || existsSync(path.join(folder, value))
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return decodeTable(await readFile(file))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new ZvitError('INPUT_NOT_FOUND', `${file} cannot be read (${code}).`, { cause })
  }
}
