import path from 'node:path'
import { DEFAULT_LIMITS } from '../containers/limits.ts'
import { type Allowance, DEFAULT_ALLOWANCE } from '../containers/spending.ts'
import { ZvitError } from '../model/error.ts'
import type { Grammar } from '../model/grammar.ts'
import type { Facts } from '../model/report.ts'
import type { ParseOptions } from '../parse.ts'
import { loadGrammar, say } from '../resources.ts'
import { readSource, tooLarge } from '../run/read-source.ts'
import { told } from '../text/lists.ts'
import { type Arguments, textOf } from './command.ts'
import { periodReader } from './engine.ts'

const STANDARD_INPUT = '-'
/** Rows, pages and processes are fewer. */
const LARGEST = 999_999

/** The file that a command is given, with its base name. Throws `INPUT_NOT_FOUND` and what `readSource` throws. */
export async function readInput(file: string) {
  const limit = DEFAULT_LIMITS.fileBytes
  if (file === STANDARD_INPUT) return { name: file, bytes: await readStandardInput(limit) }
  return { name: path.basename(file), bytes: await readFound(file, limit) }
}

/** As `readSource`, with a file that does not exist told as wrong usage. */
export async function readFound(file: string, limit: number): Promise<Uint8Array> {
  try {
    return await readSource(file, limit)
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined
    if (cause?.code !== 'ENOENT' && cause?.code !== 'ENOTDIR') throw error
    throw new ZvitError('INPUT_NOT_FOUND', `There is no file '${file}'.`, { cause })
  }
}

async function readStandardInput(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) throw tooLarge(size, limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What the options of `parse` and `explain` tell of a document. Throws `USAGE`. */
export async function parseOptions(given: Arguments, name: string): Promise<ParseOptions> {
  const grammar = await loadGrammar(textOf(given, 'grammar'))
  return { name, grammar, allowance: allowanceOf(given), ...(await factsOf(given, grammar)) }
}

/** Facts of documents, by the options of a command. Throws `USAGE`. */
export async function factsOf(given: Arguments, grammar: Grammar): Promise<Facts> {
  const [respondent, programme, written] = ['respondent', 'programme', 'period'].map(
    (name) => textOf(given, name) || undefined,
  )
  const period = written === undefined ? undefined : (await periodReader(grammar))(written)
  if (period === null) throw new ZvitError('USAGE', say('period.unreadable', { written }))
  return told({ respondent, programme, period })
}

/** What a document may take, by the options of a command. Throws `USAGE`. */
export function allowanceOf(given: Arguments): Allowance {
  return {
    seconds: positiveNumber(given, 'time-limit') ?? DEFAULT_ALLOWANCE.seconds,
    megabytes: positiveNumber(given, 'memory-limit') ?? DEFAULT_ALLOWANCE.megabytes,
  }
}

/** What an option says as a whole number from 1 to `most`, undefined where it is not given. Throws `USAGE`. */
export function wholeNumber(given: Arguments, name: string, most = LARGEST): number | undefined {
  const text = textOf(given, name)
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,5}$/.test(text) && Number(text) <= most) return Number(text)
  const message = `--${name} needs a whole number from 1 to ${most}, not '${text}'.`
  throw new ZvitError('USAGE', message)
}

function positiveNumber(given: Arguments, name: string): number | undefined {
  const text = textOf(given, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+(?:\.\d+)?$/.test(text) || value <= 0)
    throw new ZvitError('USAGE', `--${name} needs a number above 0, not '${text}'.`)
  return value
}
