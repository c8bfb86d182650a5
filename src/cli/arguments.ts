import { parseArgs } from 'node:util'
import { ZvitError } from '../model/error.ts'
import { nearest } from '../text/similarity.ts'
import type { Arguments, Command } from './command.ts'
import { inWords, words } from './words.ts'

/**
 * What stands after the command's name. Throws `USAGE` for unknown options (with the nearest known
 * one), missing values, and too few or too many arguments.
 */
export function readArguments(name: string, command: Command, given: readonly string[]): Arguments {
  const types = Object.entries(command.options).map(
    ([option, value]) => [option, { type: value === null ? 'boolean' : 'string' }] as const,
  )
  const { tokens } = parseArgs({
    args: [...given],
    options: Object.fromEntries(types),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const options: Record<string, string | true> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind === 'option') options[token.name] = readOption(command, token)
  }
  checkCount(name, command, positionals)
  return { options, positionals }
}

interface Token {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function readOption({ options }: Command, token: Token): string | true {
  const taken = Object.hasOwn(options, token.name) ? options[token.name] : undefined
  if (taken === undefined || !token.rawName.startsWith('--')) throw unknownOption(options, token)
  if (taken === null) {
    if (token.value === undefined) return true
    throw new ZvitError('USAGE', `${token.rawName} takes no value.`)
  }
  const isMissing = !token.value || (token.inlineValue !== true && /^--?[^-\d]/.test(token.value))
  if (isMissing) throw new ZvitError('USAGE', `${token.rawName} needs a value: ${inWords(taken)}.`)
  return token.value
}

function unknownOption(options: Command['options'], { rawName }: Token): ZvitError {
  const known = [...Object.keys(options), 'lang', 'help'].map((name) => `--${name}`)
  const { message } = unknown('option', rawName, known)
  const hint = rawName.startsWith('--')
    ? ''
    : ' A file whose name begins with - is written ./-name.'
  return new ZvitError('USAGE', `${message}${hint}`)
}

function checkCount(name: string, command: Command, positionals: readonly string[]): void {
  const [fewest, most] = command.positionals
  const usage = words('help.usage', { usage: `zvit ${name} ${words(`commands.${name}.usage`)}` })
  if (positionals.length < fewest) throw new ZvitError('USAGE', `Something is missing. ${usage}`)
  if (positionals.length > most)
    throw new ZvitError('USAGE', `'${positionals[most]}' is one argument too many. ${usage}`)
  if (positionals.includes('')) throw new ZvitError('USAGE', `An argument is empty. ${usage}`)
}

/** The failure for a word that is not known, with the nearest that is. */
export function unknown(what: string, word: string, known: readonly string[]): ZvitError {
  const near = onlyLongerForm(word, known) ?? nearest(word, known)
  const hint = near === null ? '' : ` Did you mean ${near}?`
  const list = known.length === 0 ? 'There are none here.' : `Known: ${known.join(', ')}.`
  return new ZvitError('USAGE', `Unknown ${what} '${word}'.${hint} ${list}`)
}

/** What somebody meant who wrote `--vers`. */
function onlyLongerForm(word: string, known: readonly string[]): string | null {
  const longer = known.filter((name) => name.startsWith(word))
  return longer.length === 1 && word.replace(/^-+/, '').length > 1 ? (longer[0] ?? null) : null
}
