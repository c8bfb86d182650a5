import { ZvitError } from '../model/error.ts'

const LONGEST_LINE = 16 * 1024 * 1024

/**
 * The lines of UTF-8 bytes without their ends, one at a time. Only line feeds end a line: JSON may
 * hold U+2028, at which `node:readline` would cut. Throws `LIMIT_EXCEEDED` for a line of more than
 * 16 mebi-characters.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
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
