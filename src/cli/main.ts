import type { ZvitError } from '../model/error.ts'
import { describeFailure } from '../run/failure.ts'
import { LISTS } from '../stats/names.ts'
import { readArguments, unknown } from './arguments.ts'
import { COMMANDS } from './catalogue.ts'
import { type Command, DONE, exitCodeOf } from './command.ts'
import { withSettings } from './settings.ts'
import { allTold, print, tellFailure } from './streams.ts'
import { wrap } from './width.ts'
import { inWords, takeLanguage, words, wordsOrNull } from './words.ts'

/** What a run starts its own processes with. */
const WORKER = '--worker'

/** Does what the arguments ask for and gives the exit code; what goes wrong is told. */
export async function main(given: readonly string[]): Promise<number> {
  // Engines may fail outside of the promise that we wait for.
  process.once('uncaughtException', (error) => process.exit(failed(error)))
  try {
    return await run(given)
  } catch (error) {
    return failed(error)
  } finally {
    await allTold()
  }
}

function failed(error: unknown): number {
  tellFailure(error)
  return exitCodeOf(describeFailure(error).code)
}

async function run(typed: readonly string[]): Promise<number> {
  if (typed[0] === WORKER) return (await import('../run/pool/child.ts')).serve()
  const [name, ...rest] = takeLanguage(typed)
  if (name === undefined || name === '--help' || name === '-h') return printed(generalHelp())
  // As people write it who know git and npm: «zvit help import».
  if (name === 'help') return run([...rest, '--help'])
  if (name === '--version') return printed(`${await version()}\n`)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) throw unknownCommand(name)
  if (asksForHelp(rest)) return printed(commandHelp(name, command))
  const asked = await withSettings(command, readArguments(name, command, rest))
  return (await (await command.load()).run(asked)) ?? DONE
}

async function printed(text: string): Promise<number> {
  await print(text)
  return DONE
}

function asksForHelp(given: readonly string[]): boolean {
  const end = given.indexOf('--')
  const options = end === -1 ? given : given.slice(0, end)
  return options.includes('--help') || options.includes('-h')
}

function unknownCommand(name: string): ZvitError {
  return name.startsWith('-')
    ? unknown('option', name, ['--help', '--version'])
    : unknown('command', name, Object.keys(COMMANDS))
}

async function version(): Promise<string> {
  return (await import('../resources.ts')).zvitVersion()
}

/** What `zvit` alone prints. */
function generalHelp(): string {
  const names = Object.keys(COMMANDS)
  const width = Math.max(...names.map((name) => name.length))
  const rows = names.map(
    (name) => `  ${name.padEnd(width)}  ${words(`commands.${name}.summary`)}\n`,
  )
  return `${words('help.about')}\n\n${rows.join('')}\n${words('help.more')}\n`
}

/** Columns that help takes. */
const WIDTH = 100

/** What `--help` of a command prints. */
function commandHelp(name: string, command: Command): string {
  const options = { ...command.options, lang: 'uk|en', help: null }
  const rows = Object.entries(options).map(([option, value]) => ({
    left: value === null ? `--${option}` : `--${option} ${inWords(value)}`,
    help: optionHelp(name, option),
  }))
  const width = Math.max(...rows.map(({ left }) => left.length)) + 2
  const usage = `zvit ${name} ${words(`commands.${name}.usage`)}`
  const details = wordsOrNull(`commands.${name}.details`)
  // Lines that are short enough keep their blanks.
  const wrapped = (line: string) => (line.length > WIDTH ? wrap(line, WIDTH) : [line])
  return [
    `zvit ${name}: ${words(`commands.${name}.summary`)}`,
    '',
    ...wrap(`${words('help.usage', { usage })} ${words('help.options')}`, WIDTH),
    ...(details === null ? [] : ['', ...details.split('\n').flatMap(wrapped)]),
    '',
    words('help.optionList'),
    ...rows.flatMap(({ left, help }) =>
      wrap(help, WIDTH - width).map(
        (line, index) => `  ${(index === 0 ? left : '').padEnd(width)}${line}`,
      ),
    ),
    '',
    words('help.examples'),
    ...examplesOf(name).map((example) => `  ${example}`),
    '',
  ].join('\n')
}

function optionHelp(command: string, option: string): string {
  const own = `options.${command}.${option}`
  return words(wordsOrNull(own) === null ? `options.${option}` : own, { lists: LISTS.join(', ') })
}

/** The examples of a command in its help. */
export function examplesOf(name: string): readonly string[] {
  return words(`commands.${name}.examples`).split('\n')
}
