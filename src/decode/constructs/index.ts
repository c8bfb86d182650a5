import { append } from '../../text/lists.ts'
import type { Alignment } from '../alignment.ts'
import type { Candidate, Construct, Context } from '../construct.ts'
import { cost, joinCosts } from '../cost.ts'
import * as brackets from './brackets.ts'
import * as headings from './headings.ts'
import * as measures from './measures.ts'
import * as outside from './outside.ts'
import * as prose from './prose.ts'

/** All that a row can be read as. Of readings that cost the same the one that stands first is taken. */
export const CONSTRUCTS: readonly Construct[] = [
  outside.blank,
  outside.columnHeading,
  prose.otherMeasures,
  prose.field,
  prose.fieldLineOn,
  prose.citedAnswer,
  prose.measureInProse,
  prose.itemInProse,
  brackets.whenAndWho,
  prose.answer,
  prose.paragraphGoesOn,
  headings.part,
  headings.section,
  headings.item,
  headings.titleGoesOn,
  headings.repetition,
  headings.titleLine,
  prose.answerInRow,
  measures.itemInRow,
  measures.measureInRow,
  measures.continuation,
  outside.caption,
  outside.columnNumber,
  outside.title,
  outside.appendix,
  outside.preamble,
  outside.signature,
  outside.total,
  outside.passport,
  outside.furniture,
  outside.footnote,
  outside.lineBefore,
  outside.lineAfter,
  outside.other,
]

const SURE = CONSTRUCTS.filter(({ only }) => only)

/** Adds all readings that the words and the shape of a row allow. */
export function addCandidates(row: Alignment, context: Context, candidates: Candidate[]): void {
  for (const { only } of SURE) {
    const found = only?.(row, context) ?? []
    if (found.length === 0) continue
    append(candidates, found)
    return
  }
  const found = CONSTRUCTS.flatMap((construct) => construct.candidates(row, context))
  append(candidates, isStyledHeading(row) ? found.map((one) => payStyle(one, context)) : found)
}

/** Office suites name the styles of headings in English, whatever their language. */
const HEADING_STYLE = /^heading \d$/i

function isStyledHeading({ unit, filled: [slot] }: Alignment): boolean {
  if (unit.table !== null || !slot || slot.offset > 0) return false
  return HEADING_STYLE.test(slot.paragraphs[0]?.style ?? '')
}

function payStyle(candidate: Candidate, { grammar }: Context): Candidate {
  const { construct, opens, repeats, costs } = candidate
  if (opens.length > 0 || repeats || construct.around === 'title') return candidate
  return { ...candidate, costs: joinCosts([costs, [cost(grammar.costs, 'headingStyleIgnored')]]) }
}
