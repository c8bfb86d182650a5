import { type Known, plain } from '../corrections/decision.ts'
import { classDecisions } from '../corrections/match.ts'
import type { Classes } from '../model/class-rule.ts'
import { STATUS_OF } from '../model/vocabulary.ts'
import { type Aids, decide, groundsOf, modelOf } from '../responses/answer.ts'
import { examine } from '../responses/index.ts'
import { predict, type ResponseModel } from '../responses/model.ts'
import { fold } from '../text/fold.ts'
import { fitConfidence, type Rated, reviewThreshold } from './confidence.ts'
import { type Lesson, learnModel } from './model.ts'

/** How a model fares on decisions. */
export interface Fare {
  readonly answers: number
  /** Answers whose status is as people decided. */
  readonly right: number
  /** Answers for which no look is asked. */
  readonly sure: number
  /** Wrong ones among these. */
  readonly silent: number
}

/** A model that goes on from the base, and both on decisions that it had not learnt when it was asked. */
export interface Taught {
  readonly model: ResponseModel
  readonly before: Fare
  readonly after: Fare
}

/** Answers of the same words are learnt, or held back, together: in so many parts. */
const PARTS = 5
/** Of all answers at most so many may be wrong without a look being asked for. */
export const SILENT = 0.015

/**
 * The model of an office: what the base knows, moved by what people decided, with the confidence that
 * decisions held back bear out. Null where no words were decided, or there is no base.
 */
export function teach(decisions: readonly Known[], classes: Classes, aids: Aids): Taught | null {
  const base = modelOf(aids)
  const lessons = base === null ? [] : lessonsOf(decisions, classes, aids)
  return base === null || lessons.length === 0 ? null : teachLessons(base, lessons)
}

interface Grouped extends Lesson {
  readonly group: number
}

function lessonsOf(decisions: readonly Known[], classes: Classes, aids: Aids): readonly Grouped[] {
  const groups = new Map<string, number>()
  return classDecisions(decisions).flatMap(({ about, decided }) => {
    const { responseText: response, measureText: measure, respondent } = about
    const examined = examine({ response, measure, respondent, executors: null }, classes, aids)
    if (examined === null || !decided.class) return []
    const words = fold(plain(response))
    const group = groups.get(words) ?? groups.size
    groups.set(words, group)
    return [{ ...examined, right: [decided.class.detail], group }]
  })
}

/** As `teach`, of lessons with the number of their group. */
export function teachLessons(base: ResponseModel, lessons: readonly Grouped[]): Taught {
  const held = Array.from({ length: PARTS }, (_, part) => part).flatMap((part) => {
    const isHeld = ({ group }: Grouped) => group % PARTS === part
    const learnt = goOn(
      base,
      lessons.filter((one) => !isHeld(one)),
    )
    return lessons.filter(isHeld).map((lesson) => ({ lesson, learnt }))
  })
  const trust = calibrate(base, held)
  return {
    model: { ...goOn(base, lessons), ...trust },
    before: fareOf(lessons.map((lesson) => rate(lesson, base))),
    after: fareOf(held.map(({ lesson, learnt }) => rate(lesson, { ...learnt, ...trust }))),
  }
}

/** Rules of an office's own stay unknown to the model, so that they are taken at their word. */
function goOn(base: ResponseModel, lessons: readonly Lesson[]): ResponseModel {
  const { confidence, reviewBelow, rules } = base
  return { ...learnModel(lessons, [], base), confidence, reviewBelow, rules }
}

interface Held {
  readonly lesson: Lesson
  /** A model that has not learnt it. */
  readonly learnt: ResponseModel
}

/** Platt's scaling over what the base makes of the grounds: some hundreds of answers fit no more than two numbers. */
function calibrate(base: ResponseModel, held: readonly Held[]) {
  const [shift = 0, stretch = 1] = fitConfidence(
    held.map(({ lesson, learnt }) => ({
      grounds: [1, soundness(lesson, learnt)],
      isRight: rate(lesson, learnt).isRight,
    })),
  )
  const confidence = base.confidence.map((weight, at) => stretch * weight + (at === 0 ? shift : 0))
  const rated = held.map(({ lesson, learnt }) =>
    rate(lesson, { ...learnt, confidence, reviewBelow: 0 }),
  )
  return { confidence, reviewBelow: reviewThreshold(rated, SILENT) }
}

function soundness({ heard, features }: Lesson, model: ResponseModel): number {
  const grounds = groundsOf(heard, predict(features, model))
  return grounds.reduce((sum, ground, at) => sum + ground * (model.confidence[at] ?? 0), 0)
}

/** How a model answers: right where the status is that of a right detail. */
export function rate({ heard, features, right }: Lesson, model: ResponseModel): Rated {
  const { detail, confidence, needsReview } = decide(heard, predict(features, model), model)
  const isRight = right.some((one) => STATUS_OF[one] === STATUS_OF[detail])
  return { confidence, isDoubted: needsReview, isRight }
}

/** Counts answers. */
export function fareOf(rated: readonly Rated[]): Fare {
  const sure = rated.filter(({ isDoubted }) => !isDoubted)
  const isRight = (one: Rated) => one.isRight
  const right = rated.filter(isRight).length
  return {
    answers: rated.length,
    right,
    sure: sure.length,
    silent: sure.length - sure.filter(isRight).length,
  }
}

/** A share with the 95 % interval of E. B. Wilson (JASA 1927). */
export interface Accuracy {
  readonly answers: number
  readonly right: number
  /** Bounds of the share, 0 to 1. */
  readonly from: number
  readonly to: number
}

/** Standard deviations on both sides within which 95 % lie. */
const Z = 1.96

/** Of decisions that people took without seeing what zvit says: how often its status was theirs. */
export function blindAccuracy(decisions: readonly Known[]): Accuracy {
  const isAsked = ({ blind, decided }: Known) => blind || Object.keys(decided).length === 0
  const asked = classDecisions(decisions.filter(isAsked))
  const answers = asked.length
  const right = asked.filter(
    ({ decided, machine }) => decided.class?.status === machine.status,
  ).length
  if (answers === 0) return { answers, right, from: 0, to: 1 }
  const [share, spread] = [right / answers, Z ** 2 / answers]
  const middle = (share + spread / 2) / (1 + spread)
  const reach = (Z * Math.sqrt((share * (1 - share) + spread / 4) / answers)) / (1 + spread)
  const bound = (value: number) => Math.min(1, Math.max(0, Number(value.toFixed(4))))
  return { answers, right, from: bound(middle - reach), to: bound(middle + reach) }
}
