import { type Diagnostic, diagnostic } from '../model/diagnostics.ts'
import type { Source } from './source.ts'

/** What a report tells of the containers that its document came in. */
export function originOf({ member }: Source): { readonly origin?: readonly Diagnostic[] } {
  const codes = [
    ...(member?.isSigned ? (['READ_SIGNED'] as const) : []),
    ...(member?.damage ?? []).map((damage) => CODES[damage]),
  ]
  return codes.length === 0
    ? {}
    : { origin: codes.map((code) => diagnostic(code, [], WORDS[code])) }
}

const CODES = { cut: 'READ_END_MISSING', coding: 'READ_CODING_DAMAGED' } as const
const WORDS = {
  READ_SIGNED: 'The document was taken out of a signed container; the signature was not verified.',
  READ_END_MISSING:
    'The mail message that held the document is cut off: it may go on, and others may be missing.',
  READ_CODING_DAMAGED:
    'The base64 that the mail message packs the document in is damaged; words may be missing or wrong.',
} as const
