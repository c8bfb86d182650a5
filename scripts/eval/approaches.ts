import { type Detail, STATUS_OF, type Status } from '../../src/model/vocabulary.ts'
import { settleByRules } from '../../src/responses/answer.ts'
import { predict, statusShare } from '../../src/responses/linear-model.ts'
import { type Case, FOLDS, rightStatuses } from '../train/examples.ts'
import { answer, learnModel, trainFolds } from '../train/train.ts'
import { guessByBayes } from './bayes.ts'
import { byKeywords } from './keywords.ts'

/** What an approach answers. */
export interface Reply {
  readonly detail: Detail
  readonly confidence: number
  readonly needsReview: boolean
}

/** An answer to a case that the approach has not learned from. */
export interface Judged extends Reply {
  readonly one: Case
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

/** What the approaches make of the cases. */
export interface Comparison {
  /** The baselines and zvit itself over the folds; each answers only for families it has not seen. */
  readonly approaches: readonly Approach[]
  /** zvit with rules that have learned nothing from the fold either. */
  readonly blind: readonly Approach[]
}

/** `blind`: the same cases in the same order as `blindCases` has them; what models are learned from. */
export function compareApproaches(cases: readonly Case[], blind: readonly Case[]): Comparison {
  const models = trainFolds(blind)
  const byRules = ({ examined }: Case) => settleByRules(examined.verdict, examined.circumstances)
  const byBoth = (one: Case): Reply => {
    const model = models[one.fold]
    return model ? answer(one, model) : { detail: 'unclear', ...SURE }
  }
  const approaches = [
    approach('keywords, first hit', cases, ({ line }) => ({
      detail: byKeywords(line.response ?? ''),
      ...SURE,
    })),
    { name: "natural's Bayes", judged: overFolds(cases, askBayes) },
    { name: 'model alone (words)', judged: overFolds(cases, askWords) },
    approach('rules and clauses alone', cases, byRules),
    approach(WHOLE, cases, byBoth),
  ]
  return {
    approaches,
    blind: [approach('rules and clauses alone', blind, byRules), approach(WHOLE, blind, byBoth)],
  }
}

const WHOLE = 'zvit: rules and model'

function approach(name: string, cases: readonly Case[], ask: (one: Case) => Reply): Approach {
  return { name, judged: cases.map((one) => judge(one, ask(one))) }
}

function overFolds(
  cases: readonly Case[],
  ask: (known: readonly Case[], asked: readonly Case[]) => readonly Reply[],
): readonly Judged[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const asked = cases.filter((one) => one.fold === fold)
    const replies = ask(
      cases.filter((one) => one.fold !== fold),
      asked,
    )
    return asked.flatMap((one, index) => {
      const reply = replies[index]
      return reply ? [judge(one, reply)] : []
    })
  }).flat()
}

function askBayes(known: readonly Case[], asked: readonly Case[]): readonly Reply[] {
  return guessByBayes(known, asked).map((guess) => ({ ...guess, needsReview: false }))
}

function askWords(known: readonly Case[], asked: readonly Case[]): readonly Reply[] {
  const model = learnModel(known.map(wordsOnly))
  return asked.map((one) => {
    const { detail, shares } = predict(wordsOnly(one).features, model)
    const confidence = statusShare(shares, STATUS_OF[detail], model)
    return { detail, confidence, needsReview: false }
  })
}

function wordsOnly(one: Case): Case {
  return { ...one, features: { ...one.features, facts: [] } }
}

function judge(one: Case, { detail, confidence, needsReview }: Reply): Judged {
  const status = STATUS_OF[detail]
  const isRight = rightStatuses(one.line).includes(status)
  return {
    one,
    detail,
    confidence,
    needsReview,
    status,
    expected: isRight ? status : one.line.gold.status,
    isRight,
    isDetailRight: one.right.includes(detail),
  }
}
