import { createReadStream } from 'node:fs'
import { ZvitError } from '../model/error.ts'
import { aidsOf, loadGrammar } from '../resources.ts'
import { type Answer, classify, type Question } from '../responses/index.ts'
import { type Arguments, DONE, SOME_FAILED, textOf } from './command.ts'
import { print, tell } from './streams.ts'
import { translated, words } from './words.ts'

/** `zvit classify FILE.jsonl`: one line out for each line in, in the same order. */
export async function run(given: Arguments): Promise<number> {
  const grammar = await loadGrammar(textOf(given, 'grammar'))
  const answerTo = (question: Question) => classify(question, grammar.classes, aidsOf(grammar))
  let exitCode = DONE
  let number = 0
  const [file = ''] = given.positionals
  for await (const line of readLines(file === '-' ? process.stdin : readFile(file))) {
    number += 1
    if (line.trim() === '') continue
    const answer = answerLine(line, answerTo)
    if ('error' in answer) {
      tell(words('classify.line', { number, error: translated(answer.error) }))
      exitCode = SOME_FAILED
    }
    await print(`${JSON.stringify(answer)}\n`)
  }
  return exitCode
}

async function* readFile(file: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(file)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new ZvitError('INPUT_NOT_FOUND', `There is no file '${file}'.`, { cause })
    if (code === 'EISDIR')
      throw new ZvitError('NOT_A_FILE', 'A folder stands where a file was expected.', { cause })
    throw new ZvitError('READ_ERROR', `The file could not be read (${code}).`, { cause })
  }
}

type Line = { readonly id: unknown } & (Answer | { readonly error: string })

function answerLine(line: string, answerTo: (question: Question) => Answer): Line {
  let id: unknown = null
  try {
    const given = readObject(line)
    id = given.id ?? null
    const { status, detail, confidence, needsReview, rules, evidence } = answerTo({
      response: readResponse(given),
      measure: readField(given, 'measure'),
      executors: readField(given, 'executors'),
      respondent: readField(given, 'respondent'),
    })
    return { id, status, detail, confidence, needsReview, rules, evidence }
  } catch (error) {
    if (!(error instanceof LineError)) throw error
    return { id, error: error.message }
  }
}

/** What is wrong with a line. */
class LineError extends Error {}

function readObject(line: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new LineError('no JSON; a line is {"id", "response", …}')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LineError('no JSON object; a line is {"id", "response", …}')
  return value as Record<string, unknown>
}

/** Only an explicit null means that the cell was missing. */
function readResponse(given: Record<string, unknown>): string | null {
  if (!Object.hasOwn(given, 'response')) throw new LineError('the field "response" is missing')
  return readField(given, 'response')
}

function readField(given: Record<string, unknown>, name: string): string | null {
  const value = Object.hasOwn(given, name) ? given[name] : null
  if (value === null || typeof value === 'string') return value
  throw new LineError(`the field "${name}" is no text`)
}

const LONGEST_LINE = 16 * 1024 * 1024

/**
 * The lines of UTF-8 bytes without their ends, one at a time. Only line feeds end a line: JSON may
 * hold U+2028, at which `node:readline` would cut. Throws `LIMIT_EXCEEDED` for a line of more than
 * 16 mebi-characters.
 */
async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  // Drops a BOM at the beginning.
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > LONGEST_LINE)
      throw new ZvitError('LIMIT_EXCEEDED', `A line is longer than ${LONGEST_LINE} characters.`)
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}
