import { hash } from 'node:crypto'
import { assemble } from './assemble.ts'
import { countReport, coverage, type Share, shareSource } from './check/coverage.ts'
import { findings, type MeasureFacts, plainFacts } from './check/findings.ts'
import { grade } from './check/grade.ts'
import { DEFAULT_LIMITS, type Limits } from './containers/limits.ts'
import { type Allowance, DEFAULT_ALLOWANCE, openSpending } from './containers/spending.ts'
import type { OnRecognised } from './document/scanning.ts'
import type { Diagnostic } from './model/diagnostics.ts'
import type { Document } from './model/document.ts'
import { ZvitError } from './model/error.ts'
import type { Explanation } from './model/explanation.ts'
import type { Grammar } from './model/grammar.ts'
import type { Language } from './model/language.ts'
import { measuresOf } from './model/measures-of.ts'
import type { Facts, Period, Report, Section } from './model/report.ts'
import { read } from './read/index.ts'
import { aidsOf, isWord, zvitVersion } from './resources.ts'
import { prepareLanguage } from './text/language.ts'
import { certaintyOf } from './tree/certainty.ts'
import { type SegmentedReport, segment } from './tree/index.ts'
import { readDates, readRecurrence } from './values/dates/dates.ts'
import { readHeading } from './values/facts/heading.ts'
import { readLegend } from './values/facts/short-answers.ts'

/** What a report depends on besides the bytes: nothing else. */
export interface ParseOptions extends Facts {
  /** Name of the source as the report shall state it, `/` between folders. */
  readonly name: string
  readonly grammar: Grammar
  /** Default: `DEFAULT_LIMITS`. */
  readonly limits?: Limits
  /** What the document may take of the machine; changes no report. Default: `DEFAULT_ALLOWANCE`. */
  readonly allowance?: Allowance
  /** Told how far the pictures of a scan are recognised, which takes seconds a page. */
  readonly onRecognised?: OnRecognised
  /** What is known of the way that the file came, told in its reports. */
  readonly origin?: readonly Diagnostic[]
}

/**
 * All reports that a file holds, in order. The same bytes and options give the same reports, byte
 * for byte. Rejects with a `ZvitError` and with nothing else, `TIME_LIMIT` and `MEMORY_LIMIT` among them.
 */
export async function parseParts(
  bytes: Uint8Array,
  options: ParseOptions,
): Promise<readonly Report[]> {
  const { document, spending } = await readWith(bytes, options)
  return spending.during(() => reportsOf(bytes, { document, options, look: spending.look }))
}

/** As `parseParts`, by each of several grammars, of a document that is read once; nothing where one finds no measures. */
export async function parseByEach(
  bytes: Uint8Array,
  options: Omit<ParseOptions, 'grammar'>,
  grammars: readonly [Grammar, ...Grammar[]],
): Promise<readonly (readonly Report[])[]> {
  const { document, spending } = await readWith(bytes, { ...options, grammar: grammars[0] })
  const { look } = spending
  return grammars.map((grammar) => {
    try {
      return reportsOf(bytes, { document, options: { ...options, grammar }, look })
    } catch (error) {
      if (error instanceof ZvitError && error.code === 'NO_MEASURES') return []
      throw error
    }
  })
}

function reportsOf(
  bytes: Uint8Array,
  { document, options, look }: Omit<Making, 'share'>,
): readonly Report[] {
  const { reports } = segment(document, options.grammar, { isWord, look })
  if (reports[0].tree.sections.length === 0)
    throw new ZvitError(
      'NO_MEASURES',
      'The text was read, but nothing in it looks like a measure with a response; see `zvit explain`.',
    )
  const origin = originOf(bytes, document, options)
  const shares = shareSource(
    document.source,
    reports.map(({ settlement }) => settlement.characters),
  )
  return reports.map((report, index) => ({
    schema: 'zvit.report/1' as const,
    source: { ...origin.source, part: index + 1 },
    producedBy: origin.producedBy,
    ...makeReport(report, { document, options, look, share: shares[index] ?? NO_SHARE }),
  }))
}

/** What a report is made with besides its rows. */
interface Making {
  readonly document: Document
  readonly options: ParseOptions
  /** Looks whether too much was taken. */
  readonly look: () => void
  /** Characters of the report by the independent count. */
  readonly share: Share
}

const NO_SHARE: Share = { source: null, isInDoubt: false }

function makeReport(
  { tree, surroundings, settlement, diagnostics, doubts }: SegmentedReport,
  { document, options, look, share }: Making,
): Omit<Report, 'schema' | 'source' | 'producedBy'> {
  const title = tree.title && { text: tree.title.text, at: [...tree.title.at] }
  const { grammar } = options
  const facts = readHeading(title, surroundings, { facts: options, grammar })
  const { heading } = facts
  const certainty = certaintyOf(doubts, grammar.certainty)
  const basis = {
    grammar,
    heading,
    aids: aidsOf(grammar),
    notes: document.diagnostics,
    structures: certainty.structures,
    legend: readLegend(surroundings),
    look,
  }
  const { sections, diagnostics: notes } = assemble(tree, basis)
  const account = coverage({ ...share, ...settlement })
  const counts = countReport(sections)
  const unplaced = settlement.unplaced.map(({ kind, text, at }) => ({ kind, text, at: [...at] }))
  const told = [
    ...(options.origin ?? []),
    ...document.diagnostics,
    ...account.diagnostics,
    ...facts.diagnostics,
    ...diagnostics,
    ...notes,
  ].map((one) => ({ ...one, at: [...one.at] }))
  return {
    heading,
    sections,
    counts,
    unplaced,
    coverage: account.coverage,
    ...grade(told, { ...certainty, foreign: facts.foreign }, grammar.certainty.load),
    findings: [
      ...findings(measureFacts(sections, heading.period, grammar.language), heading.period),
    ],
    diagnostics: told,
  }
}

/** How each row of a file is read, whether or not it becomes a report. */
export async function explain(bytes: Uint8Array, options: ParseOptions): Promise<Explanation> {
  const { document, spending } = await readWith(bytes, options)
  const { look } = spending
  return spending.during(() => segment(document, options.grammar, { isWord, look }).explain())
}

async function readWith(bytes: Uint8Array, options: ParseOptions) {
  const { name, grammar, limits = DEFAULT_LIMITS, onRecognised } = options
  const spending = openSpending(options.allowance ?? DEFAULT_ALLOWANCE)
  const spelling = { isWord, language: prepareLanguage(grammar.language) }
  return {
    document: await read(bytes, name, limits, { onRecognised, spelling, spending }),
    spending,
  }
}

function originOf(
  bytes: Uint8Array,
  document: Document,
  options: ParseOptions,
): Pick<Report, 'source' | 'producedBy'> {
  const sha256 = hash('sha256', bytes, 'hex')
  return {
    source: {
      name: options.name,
      part: 1,
      format: document.format,
      sha256,
      bytes: bytes.length,
      pages: document.pages,
      textSource: document.textSource,
    },
    producedBy: {
      zvit: zvitVersion(),
      grammar: options.grammar.name,
      grammarVersion: options.grammar.version,
      key: reportKey(sha256, options),
    },
  }
}

/** Hash of everything that a report depends on; known before a document is parsed. */
export function reportKey(sha256: string, options: ParseOptions): string {
  const { name, respondent, programme, period } = options
  // What is undefined is null in JSON.
  const facts = [name, respondent, programme, period?.from, period?.to]
  const limits = options.limits ?? DEFAULT_LIMITS
  const told: unknown[] = [zvitVersion(), options.grammar.digest, sha256, facts, limits]
  if (options.origin !== undefined && options.origin.length > 0) told.push(options.origin)
  return hash('sha256', JSON.stringify(told), 'hex')
}

/** What findings compare; dates of responses and recurrences in texts reach the check as data. */
function measureFacts(
  sections: readonly Section[],
  period: Period | null,
  language: Language,
): readonly MeasureFacts[] {
  return measuresOf({ sections }).map((measure) => {
    const { text } = measure.response
    return {
      ...plainFacts(measure),
      recurrence: readRecurrence(measure.text, language),
      // Without a period there is nothing to compare them with.
      responseDates: period && /\d/.test(text) ? readDates(text, language) : [],
    }
  })
}
