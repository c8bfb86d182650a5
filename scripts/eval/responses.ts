import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Grammar } from '../../src/model/grammar.ts'
import { type Detail, STATUSES, type Status } from '../../src/model/vocabulary.ts'
import { responseAids } from '../../src/resources.ts'
import { type Answer, classify } from '../../src/responses/index.ts'
import { type Calibration, calibration } from './calibration.ts'
import { type Share, shareOf } from './share.ts'

/** Labelled responses: those of the development set, and our own made-up ones. */
const FILES = ['../../../shared/responses-dev.jsonl', '../../data/responses/known-1.jsonl'] as const

interface Labelled {
  readonly id: string
  readonly response: string | null
  readonly measure?: string | null
  readonly executors?: string | null
  readonly respondent?: string | null
  readonly gold: { readonly status: Status; readonly detail: Detail }
  /** Other answers that are right, as `status/detail`. */
  readonly accept?: readonly string[]
  /** Not looked at while the rules were written. */
  readonly hold?: boolean
}

export interface ResponseScores {
  /** File, and which of its lines where some are held out. */
  readonly name: string
  /** Mean of the F1 of the four statuses. */
  readonly macroF1: number
  readonly statuses: Share
  readonly details: Share
  readonly silentErrors: number
  readonly forReview: Share
  readonly calibration: Calibration | null
}

export interface WrongResponse {
  readonly id: string
  readonly response: string | null
  readonly expected: string
  readonly got: string
  readonly needsReview: boolean
}

/** The scores of the labelled files that are there; what is missing is told. */
export function scoreResponses(
  grammar: Grammar,
  tell: (line: string) => void,
): readonly { readonly scores: ResponseScores; readonly wrong: readonly WrongResponse[] }[] {
  return FILES.flatMap((file) => {
    const path = fileURLToPath(new URL(file, import.meta.url))
    const name = file.split('/').at(-1) ?? file
    if (!existsSync(path)) {
      tell(`${name} is not there: skipped.`)
      return []
    }
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Labelled)
    return partsOf(name, lines).map(([part, some]) => scoreLines(part, some, grammar))
  })
}

/** Lines that the rules were written by, and those they were not. */
function partsOf(name: string, lines: readonly Labelled[]) {
  const held = lines.filter(({ hold }) => hold === true)
  if (held.length === 0) return [[name, lines]] as const
  const others = lines.filter(({ hold }) => hold !== true)
  return [
    [name, others],
    [`${name}, held out`, held],
  ] as const
}

interface Judgement {
  readonly line: Labelled
  readonly answer: Answer
  /** The gold status, or the answered one where it is accepted too. */
  readonly status: Status
  readonly isDetailRight: boolean
}

function scoreLines(name: string, lines: readonly Labelled[], grammar: Grammar) {
  const judgements = lines.map((line) => judge(line, grammar))
  const isRight = ({ status, answer }: Judgement) => status === answer.status
  const scores: ResponseScores = {
    name,
    macroF1: STATUSES.reduce((sum, status) => sum + f1(judgements, status), 0) / STATUSES.length,
    statuses: shareOf(judgements.map(isRight)),
    details: shareOf(judgements.map(({ isDetailRight }) => isDetailRight)),
    silentErrors: judgements.filter((one) => !isRight(one) && !one.answer.needsReview).length,
    forReview: shareOf(judgements.map(({ answer }) => answer.needsReview)),
    calibration: calibration(
      judgements.map((one) => ({ confidence: one.answer.confidence, isRight: isRight(one) })),
    ),
  }
  const wrong = judgements
    .filter(({ isDetailRight }) => !isDetailRight)
    .map(({ line, answer }) => ({
      id: line.id,
      response: line.response,
      expected: `${line.gold.status}/${line.gold.detail}`,
      got: `${answer.status}/${answer.detail}`,
      needsReview: answer.needsReview,
    }))
  return { scores, wrong }
}

function judge(line: Labelled, grammar: Grammar): Judgement {
  const { response, measure = null, executors = null, respondent = null } = line
  const answer = classify(
    { response, measure, executors, respondent },
    grammar.classes,
    responseAids,
  )
  const right = [`${line.gold.status}/${line.gold.detail}`, ...(line.accept ?? [])]
  const isAccepted = right.some((one) => one.split('/')[0] === answer.status)
  return {
    line,
    answer,
    status: isAccepted ? answer.status : line.gold.status,
    isDetailRight: right.includes(`${answer.status}/${answer.detail}`),
  }
}

function f1(judgements: readonly Judgement[], status: Status): number {
  const count = (test: (one: Judgement) => boolean) => judgements.filter(test).length
  const both = count((one) => one.status === status && one.answer.status === status)
  const expected = count((one) => one.status === status)
  const given = count((one) => one.answer.status === status)
  // A status that neither stands in the set nor was answered is no mistake.
  return expected + given === 0 ? 1 : (2 * both) / (expected + given)
}
