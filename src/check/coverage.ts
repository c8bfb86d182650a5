import { type Diagnostic, diagnostic } from '../model/diagnostics.ts'
import type { Report, Section } from '../model/report.ts'

/** Characters of a report that are not white space, as the stages counted them. */
export interface Counted extends Share {
  readonly characters: number
  readonly placed: number
}

/** The account of characters; where the reader missed or invented some, a diagnostic says so. */
export function coverage(counted: Counted): {
  readonly coverage: Report['coverage']
  readonly diagnostics: readonly Diagnostic[]
} {
  const { source, isInDoubt, characters, placed } = counted
  const diagnostics: Diagnostic[] = []
  if (source !== null && isInDoubt)
    diagnostics.push(
      diagnostic(
        'TEXT_NOT_READ',
        [],
        source === characters
          ? 'Another part of the file has lost text, or this one has.'
          : `The container holds ${source} characters, the reader gave ${characters}.`,
      ),
    )
  return { coverage: { source, characters, placed, unplaced: characters - placed }, diagnostics }
}

/** A report's share of the characters of its file by the independent count. */
export interface Share {
  readonly source: number | null
  /** True where the whole file differs from what was read, in whichever report. */
  readonly isInDoubt: boolean
}

/**
 * Each report's own characters; where the file as a whole differs, nobody knows which report lost
 * text: the difference stands with the first, and all are in doubt.
 */
export function shareSource(
  source: number | null,
  characters: readonly number[],
): readonly Share[] {
  if (source === null) return characters.map(() => ({ source: null, isInDoubt: false }))
  const lost = source - characters.reduce((sum, count) => sum + count, 0)
  return characters.map((count, index) => ({
    source: index === 0 ? count + lost : count,
    isInDoubt: lost !== 0,
  }))
}

/** How many sections, items, measures and answers of each class a report has. */
export function countReport(sections: readonly Section[]): Report['counts'] {
  const items = sections.flatMap((section) => section.items)
  const responses = items.flatMap((item) => item.measures).map((measure) => measure.response)
  const count = (status: string) =>
    responses.filter((response) => response.status === status).length
  return {
    sections: sections.length,
    items: items.length,
    measures: responses.length,
    done: count('done'),
    notInCompetence: count('not_in_competence'),
    blank: count('blank'),
    other: count('other'),
    needsReview: responses.filter((response) => response.needsReview).length,
  }
}
