import type { Detail } from '../model/vocabulary.ts'
import type { Examined } from '../responses/index.ts'
import { type ResponseModel, STEM_BYTES, TOLD } from '../responses/model.ts'
import { PIECE_BITS, WORD_BITS } from '../responses/rows.ts'
import { learn, RAREST } from './regression.ts'

/** A labelled answer as training sees it. */
export interface Lesson extends Examined {
  /** Its right details: more than one where several may be meant. */
  readonly right: readonly Detail[]
}

/** What is learnt of an answer: the rows of its words and its right details. */
export type Learnt = Pick<Lesson, 'features' | 'right'>

/** A model learned from the cases and the answers of an `archive`, after the `prior`, without calibration. */
export function learnModel(
  cases: readonly Lesson[],
  archive: readonly Learnt[],
  prior: ResponseModel | null = null,
): ResponseModel {
  const all: readonly Learnt[] = [...cases, ...archive]
  const words = learn(
    all.map(({ right, features }) => ({ groups: features.words, right })),
    WORD_BITS,
    prior && { ...prior.words, weights: prior.wordWeights },
  )
  const pieces = learn(
    all.map(({ right, features }) => ({ groups: features.pieces, right })),
    PIECE_BITS,
    prior && { ...prior.pieces, weights: prior.pieceWeights },
  )
  return {
    details: TOLD,
    bits: [WORD_BITS, PIECE_BITS],
    madeFrom: '',
    rules: ruleIds(cases),
    words: { units: words.units, bias: words.bias },
    pieces: { units: pieces.units, bias: pieces.bias },
    confidence: [0],
    reviewBelow: 1,
    wordWeights: words.weights,
    pieceWeights: pieces.weights,
    knownStems: knownStems(all).map((bits, at) => bits | (prior?.knownStems[at] ?? 0)),
  }
}

/** Rules that no case has met are unknown. */
function ruleIds(cases: readonly Lesson[]): readonly string[] {
  const fired = cases.flatMap(({ heard }) =>
    heard.clauses.flatMap(({ firings }) => firings.map(({ rule }) => rule.id)),
  )
  return [...new Set(fired)].sort()
}

function knownStems(cases: readonly Learnt[]): Uint8Array {
  const counts = new Uint32Array(STEM_BYTES * 8)
  for (const { features } of cases)
    for (const stem of new Set(features.stems)) counts[stem] = (counts[stem] ?? 0) + 1
  const bits = new Uint8Array(STEM_BYTES)
  for (const [stem, count] of counts.entries())
    if (count >= RAREST) bits[stem >>> 3] = (bits[stem >>> 3] ?? 0) | (1 << (stem & 7))
  return bits
}
