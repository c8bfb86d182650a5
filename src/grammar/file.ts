import { createHash } from 'node:crypto'
import { ZvitError } from '../model/error.ts'

/** A file of a grammar, read. */
export interface GrammarFile {
  /** For messages: `my.yaml`, `programme-report/rows.yaml`. */
  readonly name: string
  readonly text: string
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** A file out of its bytes. Throws `GRAMMAR_INVALID` where they are not UTF-8. */
export function grammarFile(bytes: Uint8Array, name: string): GrammarFile {
  try {
    return { name, text: UTF_8.decode(bytes) }
  } catch (cause) {
    const guess = bytes[0] === 0xff || bytes[0] === 0xfe ? 'UTF-16' : 'windows-1251'
    throw new ZvitError(
      'GRAMMAR_INVALID',
      `${name} is not written in UTF-8 (rather in ${guess}); save it as UTF-8 and try again.`,
      { cause },
    )
  }
}

/** What tells the texts of one grammar from another's: SHA-256, hexadecimal. */
export function digestOf(files: readonly GrammarFile[]): string {
  return createHash('sha256')
    .update(files.map(({ text }) => text).join('\0'))
    .digest('hex')
}
