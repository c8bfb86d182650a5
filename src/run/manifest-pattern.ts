import type { Facts } from '../model/facts.ts'
import type { Period } from '../model/report.ts'

/** The facts that a name tells by a pattern; null where it does not fit. */
export type Pattern = (name: string) => Facts | null

/** What a pattern may take out of a name. */
const CAPTURES = ['respondent', 'programme', 'period'] as const
type Capture = (typeof CAPTURES)[number]

const PIECE = /\{(respondent|programme|period)\}|(\*\*)|(\*)/g

/** Whether a row of a manifest may name more than one file. */
export function isPattern(file: string): boolean {
  return /\*|\{(?:respondent|programme|period)\}/.test(file)
}

/** The facts that a pattern takes out of names. */
export function capturesOf(pattern: string): readonly Capture[] {
  return CAPTURES.filter((name) => pattern.includes(`{${name}}`))
}

/**
 * Names such as `2016/Відділ освіти.docx` fit `{period}/{respondent}.*`: a capture or `*` stands
 * for one or more characters of one name, `**` for any, folders too. A period that cannot be read
 * does not fit. A capture that stands twice must say the same both times.
 */
export function compilePattern(
  pattern: string,
  readPeriod: (text: string) => Period | null,
): Pattern {
  const seen = new Set<string>()
  let source = ''
  let end = 0
  for (const match of pattern.matchAll(PIECE)) {
    const [whole, capture, anything] = match
    source += literal(pattern.slice(end, match.index))
    end = match.index + whole.length
    if (capture !== undefined) source += seen.has(capture) ? `\\k<${capture}>` : group(capture)
    else source += anything === undefined ? '[^/]+' : '.*'
    if (capture !== undefined) seen.add(capture)
  }
  const compiled = new RegExp(`^${source}${literal(pattern.slice(end))}$`, 'su')
  return (name) => {
    const groups = compiled.exec(name.normalize('NFC'))?.groups
    if (groups === undefined) return compiled.test(name.normalize('NFC')) ? {} : null
    const { respondent, programme, period } = groups
    const read = period === undefined ? undefined : readPeriod(period)
    if (read === null) return null
    return {
      ...(respondent === undefined ? {} : { respondent: respondent.trim() }),
      ...(programme === undefined ? {} : { programme: programme.trim() }),
      ...(read === undefined ? {} : { period: read }),
    }
  }
}

function group(name: string): string {
  return `(?<${name}>[^/]+)`
}

function literal(text: string): string {
  return text.normalize('NFC').replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
