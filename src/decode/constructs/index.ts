import { append } from '../../text/lists.ts'
import type { Alignment } from '../alignment.ts'
import type { Candidate, Construct, Context } from '../construct.ts'
import { item, part, repetition, section, titleGoesOn, titleLine } from './headings.ts'
import { continuation, itemInRow, measureInRow } from './measures.ts'
import {
  appendix,
  blank,
  caption,
  columnHeading,
  columnNumber,
  footnote,
  furniture,
  lineAfter,
  lineBefore,
  other,
  passport,
  preamble,
  signature,
  title,
  total,
} from './outside.ts'
import {
  answer,
  answerInRow,
  citedAnswer,
  field,
  fieldLineOn,
  itemInProse,
  measureInProse,
  otherMeasures,
  paragraphGoesOn,
} from './prose.ts'

/** All that a row can be read as. Of readings that cost the same the one that stands first is taken. */
export const CONSTRUCTS: readonly Construct[] = [
  blank,
  otherMeasures,
  field,
  fieldLineOn,
  citedAnswer,
  measureInProse,
  itemInProse,
  answer,
  paragraphGoesOn,
  part,
  section,
  item,
  titleGoesOn,
  repetition,
  titleLine,
  answerInRow,
  itemInRow,
  measureInRow,
  continuation,
  columnHeading,
  caption,
  columnNumber,
  title,
  appendix,
  preamble,
  signature,
  total,
  passport,
  furniture,
  footnote,
  lineBefore,
  lineAfter,
  other,
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
  for (const construct of CONSTRUCTS) append(candidates, construct.candidates(row, context))
}
