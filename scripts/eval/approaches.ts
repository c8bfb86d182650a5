import { learnModel } from '../../src/learn/model.ts'
import type { Grammar } from '../../src/model/grammar.ts'
import { type Detail, STATUS_OF, type Status } from '../../src/model/vocabulary.ts'
import { decideByRules } from '../../src/responses/answer.ts'
import { classify } from '../../src/responses/index.ts'
import { predict, type ResponseModel, statusShare, TOLD } from '../../src/responses/model.ts'
import { readArchiveRows } from '../train/archive.ts'
import { type Case, casesOf, rightStatuses } from '../train/examples.ts'
import type { Line } from '../train/lines.ts'
import { answer, calibrated, overFolds, type Unseen } from '../train/train.ts'
import { guessByBayes } from './bayes.ts'
import { byKeywords } from './keywords.ts'

/** What an approach answers. */
export interface Reply {
  readonly detail: Detail
  readonly confidence: number
  readonly needsReview: boolean
}

/** An answer to a line that the approach has not learned from. */
export interface Judged extends Reply {
  readonly line: Line
  readonly status: Status
  /** The status that counts as expected: the answered one where it is right. */
  readonly expected: Status
  readonly isRight: boolean
  readonly isDetailRight: boolean
}

export interface Approach {
  readonly name: string
  readonly judged: readonly Judged[]
}

/** Approaches that know no confidence are sure of everything. */
const SURE = { confidence: 1, needsReview: false } as const

/** Labelled lines, of which those in `cases` are told by their words and the others by their shape. */
interface Asked {
  readonly lines: readonly Line[]
  readonly grammar: Grammar
  /** Each with a model that has learned from neither its author nor its wording. */
  readonly unseen: readonly Unseen[]
  /** What Bayes learns from. */
  readonly known: readonly Line[]
}

/**
 * Two comparisons: over folds of the lines that models are learned from (of authors who knew no
 * rules), and of the authors that no model has learned from.
 */
export function compareApproaches(
  learned: readonly Line[],
  kept: readonly Line[],
  grammar: Grammar,
): { readonly overAuthors: readonly Approach[]; readonly unseen: readonly Approach[] } {
  const cases = casesOf(learned, grammar)
  const archive = readArchiveRows()
  const folds = overFolds(cases, archive)
  const whole = calibrated(learnModel(cases, archive), folds)
  const asAsked = ({ one, model }: Unseen): Unseen => ({
    one,
    model: { ...model, confidence: whole.confidence, reviewBelow: whole.reviewBelow },
  })
  const independent = learned.filter(({ author }) => author !== null)
  // To Bayes each unknown word would speak for a class of a few lines, as those told by their cell are.
  const toldByWords = cases.map(({ line }) => line)
  return {
    overAuthors: approachesTo({
      lines: independent,
      grammar,
      unseen: folds.filter(({ one }) => one.line.author !== null).map(asAsked),
      known: toldByWords.filter(({ author }) => author === null),
    }),
    unseen: approachesTo({
      lines: kept,
      grammar,
      unseen: casesOf(kept, grammar).map((one) => ({ one, model: whole })),
      known: toldByWords,
    }),
  }
}

function approachesTo(asked: Asked): readonly Approach[] {
  const { lines, known } = asked
  const guesses = guessByBayes(known, lines)
  const keywords = lines.map((line) =>
    judge(line, { detail: byKeywords(line.response ?? ''), ...SURE }),
  )
  const bayes = lines.map((line, index) =>
    judge(line, {
      ...(guesses[index] ?? { detail: 'unclear', confidence: 0 }),
      needsReview: false,
    }),
  )
  return [
    { name: 'keywords, first hit', judged: keywords },
    { name: "natural's Bayes", judged: bayes },
    approach('rules alone', asked, ({ heard }) => decideByRules(heard)),
    approach('words and facts', asked, byShares('byWords')),
    approach('pieces of words', asked, byShares('byPieces')),
    approach('zvit', asked, answer),
  ]
}

function approach(
  name: string,
  { lines, grammar, unseen }: Asked,
  ask: (one: Case, model: ResponseModel) => Reply,
): Approach {
  const byLine = new Map(unseen.map((each) => [each.one.line.id, each]))
  const judged = lines.map((line) => {
    const each = byLine.get(line.id)
    return judge(line, each ? ask(each.one, each.model) : classify(line, grammar.classes))
  })
  return { name, judged }
}

function byShares(which: 'byWords' | 'byPieces') {
  return ({ features }: Case, model: ResponseModel): Reply => {
    const shares = predict(features, model)[which]
    const detail = TOLD[shares.indexOf(Math.max(...shares))] ?? 'unclear'
    return { detail, confidence: statusShare(shares, STATUS_OF[detail]), needsReview: false }
  }
}

function judge(line: Line, { detail, confidence, needsReview }: Reply): Judged {
  const status = STATUS_OF[detail]
  const isRight = rightStatuses(line).includes(status)
  const accepted = (line.accept ?? []).some((each) => each.endsWith(`/${detail}`))
  return {
    line,
    detail,
    confidence,
    needsReview,
    status,
    expected: isRight ? status : line.gold.status,
    isRight,
    isDetailRight: detail === line.gold.detail || accepted,
  }
}
