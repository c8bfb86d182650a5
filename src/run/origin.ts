import { type Diagnostic, diagnostic } from '../model/diagnostics.ts'
import type { Source } from './source.ts'

/** What a report tells of the containers that its document came in. */
export function originOf({ member }: Source): { readonly origin?: readonly Diagnostic[] } {
  if (member?.isSigned !== true) return {}
  const message =
    'The document was taken out of a signed container; the signature was not verified.'
  return { origin: [diagnostic('READ_SIGNED', [], message)] }
}
