import type { Classes } from '../model/class-rule.ts'
import { STATUS_OF } from '../model/vocabulary.ts'
import { fold, withoutApostrophes } from '../text/fold.ts'
import { CAPITALS } from '../text/letters.ts'
import {
  type Aids,
  type Answer,
  certain,
  decide,
  decideByRules,
  evidenceOf,
  modelOf,
  NO_AIDS,
  rulesOf,
} from './answer.ts'
import { readTokens, splitClauses } from './clauses.ts'
import { ClauseFacts } from './facts.ts'
import { type Features, type Heard, type HeardClause, readFeatures } from './features.ts'
import type { Span } from './matchers.ts'
import { predict } from './model.ts'
import { type Prepared, prepare } from './prepared.ts'
import { type Question, readBackground, withoutCopies } from './question.ts'
import { byWeight, fireRules } from './rules.ts'
import type { Token } from './words.ts'
import {
  type Known,
  knownWords,
  spansInResponse,
  type WorkedText,
  workText,
} from './worked-text.ts'

export { type Aids, type Answer, judgeTogether } from './answer.ts'
export type { Question } from './question.ts'

/** Longer responses are read up to here; the seed's longest has 170 characters. */
const LONGEST_RESPONSE = 10_000

/** The status and detail of a response: what a trained model makes of its words, clauses and rules. Pure; never throws. */
export function classify(question: Question, classes: Classes, aids: Aids = NO_AIDS): Answer {
  if (question.response === null) return certain('missing', 'missing.cell', [])
  const response = question.response.slice(0, LONGEST_RESPONSE)
  if (response.trim() === '') return certain('empty', 'empty.cell', [])
  const listened = hear({ ...question, response }, classes, aids)
  const { heard, worked, mark } = listened
  if (mark !== null) return certain('filler', mark, [wordsOf(response)])
  const model = modelOf(aids)
  const { detail, confidence, needsReview } = model
    ? decide(heard, predict(featuresOf(heard, classes), model), model)
    : decideByRules(heard)
  return {
    status: STATUS_OF[detail],
    detail,
    confidence,
    needsReview,
    rules: rulesOf(heard, detail),
    evidence: spansInResponse(evidenceOf(heard, detail, model), worked, response),
  }
}

/** The whole response but for blanks around it. */
function wordsOf(response: string): Span {
  return { start: response.length - response.trimStart().length, end: response.trimEnd().length }
}

/** A response as training sees it: before the model has spoken. */
export interface Examined {
  readonly heard: Heard
  readonly features: Features
}

/** What is found in a response; null where its class is certain by its shape. */
export function examine(question: Question, classes: Classes, aids: Aids): Examined | null {
  const response = question.response?.slice(0, LONGEST_RESPONSE) ?? ''
  if (response.trim() === '') return null
  const { heard, mark } = hear({ ...question, response }, classes, aids)
  return mark === null ? { heard, features: featuresOf(heard, classes) } : null
}

function featuresOf(heard: Heard, classes: Classes): Features {
  return readFeatures(heard, prepare(classes).measures.keys())
}

interface Listened {
  readonly heard: Heard
  readonly worked: WorkedText
  /** The rule by which its shape makes the whole response a filler; null where words decide. */
  readonly mark: string | null
}

function hear(
  question: Question & { readonly response: string },
  classes: Classes,
  aids: Aids,
): Listened {
  const { response, headings = [] } = question
  const prepared = prepare(classes)
  const background = readBackground(question, prepared)
  const known = knownTo(prepared, aids)
  const worked = workText(response, {
    has: (written) => known.has(written) || background.words.has(withoutApostrophes(fold(written))),
  })
  const tokens = readTokens(worked.text, prepared.word)
  const copied = withoutCopies(tokens, background, headings)
  const around = { background, prepared, evidenceSigns: classes.evidence }
  const split = splitClauses(worked.text, copied.tokens, lineBreaks(response, worked))
  const clauses = split.map((clause): HeardClause => {
    const facts = new ClauseFacts(clause, split.length === 1, around)
    return { facts, firings: fireRules(facts, background.kinds, prepared) }
  })
  const firings = clauses.flatMap((clause) => clause.firings).sort(byWeight)
  const { kinds } = background
  const heard = { response, tokens: copied.tokens, clauses, firings, kinds }
  if (copied.rule && !copied.tokens.some(isTelling)) return { heard, worked, mark: copied.rule }
  return { heard, worked, mark: markOf(clauses) }
}

/** The rule by which a response is a mark: such rules decide alone, by shape. */
function markOf(clauses: readonly HeardClause[]): string | null {
  const [only, ...others] = clauses
  const rule = others.length === 0 ? only?.firings[0]?.rule : undefined
  return rule?.detail === 'filler' ? rule.id : null
}

const dictionaries = new WeakMap<Prepared, WeakMap<Aids, Known>>()

function knownTo(prepared: Prepared, aids: Aids): Known {
  const ofPrepared = dictionaries.get(prepared) ?? new WeakMap<Aids, Known>()
  dictionaries.set(prepared, ofPrepared)
  const known = ofPrepared.get(aids) ?? knownWords(prepared, aids.isWord)
  ofPrepared.set(aids, known)
  return known
}

function isTelling(token: Token): boolean {
  if (token.kind !== 'word') return token.kind === 'number'
  return !token.word.is.fillWords && !token.word.is.prepositions
}

/** Places in the worked text where a line of its own begins: a bullet, a capital, after a stop. */
function lineBreaks(response: string, worked: WorkedText): ReadonlySet<number> {
  const breaks = new Set<number>()
  if (!response.includes('\n')) return breaks
  const starts = new Set<number>()
  for (const match of response.matchAll(LINE_START)) starts.add(match.index + match[0].length - 1)
  for (let index = 0; index < worked.text.length; index += 1)
    if (starts.has(worked.offsets?.[index] ?? index)) breaks.add(index)
  return breaks
}

const LINE_START = new RegExp(
  `\\n[^\\S\\n]*[${CAPITALS}0-9•●▪–—*-]|[.;:,!?][^\\S\\n]*\\n\\s*\\S`,
  'g',
)
