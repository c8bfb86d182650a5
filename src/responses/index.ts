import type { Classes } from '../model/class-rule.ts'
import { CAPITALS } from '../text/letters.ts'
import {
  type Aids,
  type Answer,
  type Circumstances,
  certain,
  circumstancesOf,
  judge,
  NO_AIDS,
} from './answer.ts'
import { readTokens, splitClauses } from './clauses.ts'
import { ClauseFacts } from './facts.ts'
import { type Features, type Heard, readFeatures } from './features.ts'
import { type Prepared, prepare } from './prepared.ts'
import {
  AnswerMemory,
  type Background,
  holdsFor,
  listen,
  type Question,
  QuestionMemory,
  type Remembered,
  readBackground,
  withoutCopies,
} from './question.ts'
import { decide, type Reading, readClause, type Verdict } from './verdict.ts'
import type { Token } from './words.ts'
import {
  acronymTest,
  type Dictionary,
  openDictionary,
  type WorkedText,
  workText,
} from './worked-text.ts'

export type { Aids, Answer } from './answer.ts'
export type { Question } from './question.ts'

/** Longer responses are read up to here; the seed's longest has 170 characters. */
const LONGEST_RESPONSE = 10_000

/** The status and detail of a response by the rules of the grammar and a trained model. Pure; never throws. */
export function classify(question: Question, classes: Classes, aids: Aids = NO_AIDS): Answer {
  if (question.response === null) return certain('missing', 'missing.cell', [])
  const response = question.response.slice(0, LONGEST_RESPONSE)
  if (response.trim() === '') return certain('empty', 'empty.cell', [])
  const prepared = prepare(classes)
  const { questions, memory, dictionary } = experienceOf(prepared, aids)
  const headings = question.headings ?? []
  const asked = headings.length === 0 ? questions.find(question) : null
  if (asked) return asked
  const background = readBackground(question, prepared)
  const key = `${response}\n${background.isExecutor}\n${question.respondent}`
  const reader = { response, headings, aids, dictionary, classes }
  const known = memory.known(key)
  if (!known) return read(reader, background).answer
  const answer = answerAgain(reader, background, { memory, key, known })
  if (headings.length === 0) questions.add(question, answer)
  return answer
}

/** The answer to a response that came before, about another measure perhaps. */
function answerAgain(
  reader: Reader,
  background: Background,
  {
    memory,
    key,
    known,
  }: {
    readonly memory: AnswerMemory<Answer>
    readonly key: string
    readonly known: readonly Remembered<Answer>[]
  },
): Answer {
  const same = known.find((each) => holdsFor(each, background))
  if (same && !withoutCopies(same.tokens, background, reader.headings).rule) return same.answer
  const listener = listen(background)
  const { answer, tokens, isCopy } = read(reader, listener.background)
  if (!isCopy) memory.add(key, { tokens, answer, asked: listener.asked })
  return answer
}

/** What is learnt from response to response, by classes and aids. */
interface Experience {
  readonly questions: QuestionMemory<Answer>
  readonly memory: AnswerMemory<Answer>
  readonly dictionary: Dictionary
}

const experiences = new WeakMap<Prepared, WeakMap<Aids, Experience>>()

function experienceOf(prepared: Prepared, aids: Aids): Experience {
  const ofPrepared = experiences.get(prepared) ?? new WeakMap<Aids, Experience>()
  experiences.set(prepared, ofPrepared)
  const experience = ofPrepared.get(aids) ?? {
    questions: new QuestionMemory<Answer>(),
    memory: new AnswerMemory<Answer>(),
    dictionary: openDictionary(prepared, aids.isWord),
  }
  ofPrepared.set(aids, experience)
  return experience
}

interface Reader {
  readonly response: string
  readonly headings: readonly string[]
  readonly aids: Aids
  readonly dictionary: Dictionary
  readonly classes: Classes
}

interface Read {
  readonly answer: Answer
  readonly tokens: readonly Token[]
  /** True where the response copies the measure or a heading. */
  readonly isCopy: boolean
}

function read(reader: Reader, background: Background): Read {
  const listened = hear(reader, background)
  const { tokens, isCopy } = listened
  if (!listened.heard) {
    const whole = { start: 0, end: reader.response.length }
    return { answer: certain('filler', listened.rule, [whole]), tokens, isCopy }
  }
  const answer = judge(reader, { heard: listened.heard, worked: listened.worked })
  return { answer, tokens, isCopy }
}

type Listened = {
  readonly tokens: readonly Token[]
  readonly isCopy: boolean
} & (
  | { readonly heard: Heard; readonly worked: WorkedText }
  | { readonly heard: null; readonly rule: string }
)

function hear(reader: Reader, background: Background): Listened {
  const { response, dictionary, classes } = reader
  const { prepared } = dictionary
  const { worked, words } = workText(response, dictionary, background)
  const tokens = readTokens(worked.text, words ?? [], prepared.word)
  const copied = withoutCopies(tokens, background, reader.headings)
  const isCopy = copied.rule !== null
  if (copied.rule && !copied.tokens.some((token) => isTelling(token)))
    return { tokens, isCopy, heard: null, rule: copied.rule }
  const breaks = lineBreaks(response, worked)
  const clauses: ClauseFacts[] = []
  const readings: Reading[] = []
  const isAcronym = acronymTest(response, worked)
  const around = { background, prepared, evidenceSigns: classes.evidence, isAcronym }
  const split = splitClauses(worked.text, copied.tokens, breaks)
  for (const clause of split) {
    const before = clauses.at(-1) ?? null
    const facts = new ClauseFacts(clause, split.length === 1, { ...around, before })
    clauses.push(facts)
    const reading = readClause(facts, background.kinds, prepared)
    if (reading) readings.push(reading)
  }
  const verdict = decide(readings, prepared.combinations, background.kinds)
  const heard = { tokens: copied.tokens, clauses, readings, verdict, kinds: background.kinds }
  return { tokens, isCopy, heard, worked }
}

/** A response as training sees it: before the model has spoken. */
export interface Examined {
  readonly features: Features
  readonly verdict: Verdict | null
  readonly circumstances: Circumstances
  /** Its clauses, folded. */
  readonly clauses: readonly string[]
}

/** What is found in a response; null where its class is certain without rules or model. */
export function examine(question: Question, classes: Classes, aids: Aids): Examined | null {
  const response = question.response?.slice(0, LONGEST_RESPONSE) ?? ''
  if (response.trim() === '') return null
  const prepared = prepare(classes)
  const { dictionary } = experienceOf(prepared, aids)
  const reader = { response, headings: question.headings ?? [], aids, dictionary, classes }
  const listened = hear(reader, readBackground(question, prepared))
  if (!listened.heard) return null
  const { heard, worked } = listened
  return {
    features: readFeatures(heard, prepared.measures.keys()),
    verdict: heard.verdict,
    circumstances: circumstancesOf(heard, worked),
    clauses: heard.clauses.map(({ clause }) => clause.text),
  }
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
