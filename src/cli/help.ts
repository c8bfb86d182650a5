import { COMMANDS } from './catalogue.ts'
import type { Command } from './command.ts'

/** What `zvit` alone prints. */
export function generalHelp(): string {
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
export function commandHelp(name: string, command: Command): string {
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
