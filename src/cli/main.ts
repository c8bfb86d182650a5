import type { ZvitError } from '../model/error.ts'
import { describeFailure } from '../run/failure.ts'
import { readArguments, unknown } from './arguments.ts'
import { COMMANDS } from './catalogue.ts'
import type { Command } from './command.ts'
import { DONE, exitCodeOf } from './exit-code.ts'
import { withSettings } from './settings.ts'
import { allTold, print, tellFailure } from './streams.ts'

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

async function run(given: readonly string[]): Promise<number> {
  const [name, ...rest] = given
  if (name === WORKER) return (await import('../run/pool/child.ts')).serve()
  if (name === undefined || name === '--help' || name === '-h') return printed(generalHelp())
  // As people write it who know git and npm: «zvit help import».
  if (name === 'help') return run([...rest, '--help'])
  if (name === '--version') return printed(`${await version()}\n`)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) throw unknownCommand(name)
  if (asksForHelp(rest)) return printed(commandHelp(name, command))
  const asked = await withSettings(command, readArguments(name, command, rest))
  return (await command.load()).run(asked)
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
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length))
  const rows = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`,
  )
  return (
    'zvit reads Ukrainian reports on programmes (Word, PDF, text) into normalised JSON.\n\n' +
    `Usage: zvit COMMAND …\n\n${rows.join('')}\n` +
    '  zvit COMMAND --help  what a command takes, with an example\n' +
    '  zvit --version       the version\n'
  )
}

/** What `--help` of a command prints. */
function commandHelp(name: string, command: Command): string {
  const options = Object.entries({ ...command.options, help: { value: null, help: 'this page' } })
  const rows = options.map(([option, { value, help }]) => ({
    left: value === null ? `--${option}` : `--${option} ${value}`,
    help,
  }))
  const width = Math.max(...rows.map(({ left }) => left.length))
  return [
    `zvit ${name}: ${command.summary}`,
    '',
    `Usage: zvit ${name} ${command.usage}${options.length > 1 ? ' [OPTIONS]' : ''}`,
    ...(command.details === undefined ? [] : ['', command.details]),
    '',
    'Options:',
    ...rows.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`),
    '',
    command.examples.length > 1 ? 'Examples:' : 'Example:',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n')
}
