import type { Period } from '../../model/report.ts'
import { remember } from '../../text/memory.ts'
import { readMentions } from './mentions.ts'
import { resolveSpans } from './spans.ts'
import { readTokens } from './time-tokens.ts'

/**
 * The years that the name of a programme tells («… на 2026-2028 роки»), both ends inclusive; null
 * where it tells none, or more than one stretch.
 */
export const programmeTerm: (programme: string) => Period | null = remember(computeTerm)

function computeTerm(programme: string): Period | null {
  const { spans } = resolveSpans(readMentions(readTokens(programme, { isForgiving: false })), null)
  const [only, ...others] = spans
  if (!only || others.length > 0 || only.grain !== 'year' || !only.isNamed) return null
  const { from, to } = only
  return from === null || to === null ? null : { from, to }
}
