import type { Classes } from '../model/class-rule.ts'
import { type Detail, STATUS_OF, type Status } from '../model/vocabulary.ts'
import { CAPITALS } from '../text/characters.ts'
import type { IsWord } from '../text/words.ts'
import { AnswerMemory, holdsFor, listen } from './answers.ts'
import { splitClauses } from './clauses.ts'
import { confidenceOf, REVIEW_BELOW } from './confidence.ts'
import { withoutCopy } from './copies.ts'
import { spansInResponse } from './evidence.ts'
import { type ClauseFacts, readFacts } from './facts.ts'
import type { Span } from './matchers.ts'
import { type Prepared, prepare } from './prepared.ts'
import { type Background, type Question, readBackground } from './question.ts'
import { type Reading, readClause } from './readings.ts'
import { wordsOf } from './stems.ts'
import { readTokens, type Token } from './tokens.ts'
import { decide, type Verdict } from './verdict.ts'
import { type WorkedText, workText } from './worked-text.ts'

export type { Question } from './question.ts'

/** What a response says, as the contract puts it (`report-format.md`, «Status and detail»). */
export interface Answer {
  readonly status: Status
  readonly detail: Detail
  /** 0 to 1, three decimals; how it is measured: `confidence.ts`. */
  readonly confidence: number
  readonly needsReview: boolean
  /** Every rule that fired on the deciding clauses, heaviest first. */
  readonly rules: readonly string[]
  /** Whole words of the response as given: UTF-16 offsets, end exclusive. */
  readonly evidence: readonly Span[]
}

/** Longer responses are read up to here; the seed's longest has 170 characters. */
const LONGEST_RESPONSE = 10_000

/**
 * The status and detail of a response by the rules of the grammar. `isWord` is a list of the
 * language's words, for closing words torn by blanks; without it only the words of the grammar and
 * of the question are closed. Pure; never throws.
 */
export function classify(
  question: Question,
  classes: Classes,
  isWord: IsWord | null = null,
): Answer {
  if (question.response === null) return certain('missing', 'missing.cell', [])
  const response = question.response.slice(0, LONGEST_RESPONSE)
  if (response.trim() === '') return certain('empty', 'empty.cell', [])
  const prepared = prepare(classes)
  const background = readBackground(question, prepared)
  const memory = memoryOf(prepared, isWord)
  const key = `${response}\n${background.isExecutor}\n${question.respondent}`
  const headings = question.headings ?? []
  const reader = { response, headings, isWord, prepared, classes }
  const known = memory.known(key)
  if (!known) return read(reader, background).answer
  const same = known.find((each) => holdsFor(each, background))
  if (same && !withoutCopies(same.tokens, background, headings).rule) return same.answer
  const listener = listen(background)
  const { answer, tokens, isCopy } = read(reader, listener.background)
  if (!isCopy) memory.add(key, { tokens, answer, asked: listener.asked })
  return answer
}

const NO_LIST: IsWord = () => false
const memories = new WeakMap<Prepared, WeakMap<IsWord, AnswerMemory<Answer>>>()

function memoryOf(prepared: Prepared, isWord: IsWord | null): AnswerMemory<Answer> {
  const ofPrepared = memories.get(prepared) ?? new WeakMap<IsWord, AnswerMemory<Answer>>()
  memories.set(prepared, ofPrepared)
  const memory = ofPrepared.get(isWord ?? NO_LIST) ?? new AnswerMemory<Answer>()
  ofPrepared.set(isWord ?? NO_LIST, memory)
  return memory
}

interface Reader {
  readonly response: string
  readonly headings: readonly string[]
  readonly isWord: IsWord | null
  readonly prepared: Prepared
  readonly classes: Classes
}

interface Read {
  readonly answer: Answer
  readonly tokens: readonly Token[]
  /** True where the response copies the measure or a heading. */
  readonly isCopy: boolean
}

function read(reader: Reader, background: Background): Read {
  const { response, prepared, isWord } = reader
  const worked = workText(response, prepared, { ofQuestion: background, ofLanguage: isWord })
  const tokens = readTokens(worked.text, prepared)
  const copied = withoutCopies(tokens, background, reader.headings)
  const isCopy = copied.rule !== null
  if (copied.rule && !copied.tokens.some((token) => isTelling(token, prepared))) {
    const whole = { start: 0, end: response.length }
    return { answer: certain('filler', copied.rule, [whole]), tokens, isCopy }
  }
  const answer = judge(reader, background, { worked, tokens: copied.tokens })
  return { answer, tokens, isCopy }
}

function judge(
  { response, prepared, classes }: Reader,
  background: Background,
  { worked, tokens }: { readonly worked: WorkedText; readonly tokens: readonly Token[] },
): Answer {
  const breaks = lineBreaks(response, worked)
  const clauses = splitClauses(worked.text, tokens, breaks, prepared)
  const around = { background, prepared, evidenceSigns: classes.evidence }
  const readings: Reading[] = []
  let before: ClauseFacts | null = null
  for (const clause of clauses) {
    before = readFacts(clause, clauses.length === 1, { ...around, before })
    const reading = readClause(before, background.kinds, prepared)
    if (reading) readings.push(reading)
  }
  const verdict = decide(readings, classes.combinations, background.kinds)
  const unread = clauses.length - readings.length
  return verdict ? answerOf(verdict, { response, worked, unread }) : UNREAD
}

const UNREAD: Answer = {
  status: 'other',
  detail: 'unclear',
  confidence: confidenceOf({
    weight: 0,
    against: 0,
    isDoubted: true,
    isMended: false,
    unread: 0,
  }),
  needsReview: true,
  rules: [],
  evidence: [],
}

function certain(detail: Detail, rule: string, evidence: readonly Span[]): Answer {
  return {
    status: STATUS_OF[detail],
    detail,
    confidence: 1,
    needsReview: false,
    rules: [rule],
    evidence,
  }
}

function answerOf(
  verdict: Verdict,
  from: { readonly response: string; readonly worked: WorkedText; readonly unread: number },
): Answer {
  const confidence = confidenceOf({
    weight: verdict.deciding[0]?.weight ?? 0,
    against: verdict.against,
    isDoubted: verdict.review,
    isMended: from.worked.isMended,
    unread: from.unread,
  })
  const own = verdict.deciding.flatMap((reading) => spansOf(reading, verdict.detail))
  return {
    status: STATUS_OF[verdict.detail],
    detail: verdict.detail,
    confidence,
    needsReview: verdict.review || confidence < REVIEW_BELOW,
    rules: rulesOf(verdict),
    evidence: spansInResponse(own, from.worked, from.response),
  }
}

function spansOf(reading: Reading, detail: Detail): readonly Span[] {
  const firings = reading.firings.filter((firing) => firing.rule.detail === detail)
  return (firings.length > 0 ? firings : reading.firings.slice(0, 1)).flatMap((each) => each.spans)
}

function rulesOf(verdict: Verdict): readonly string[] {
  const fired = verdict.deciding
    .flatMap((reading) => reading.firings)
    .sort((left, right) => right.rule.weight - left.rule.weight)
    .map((firing) => firing.rule.id)
  return [...new Set(verdict.combination ? [verdict.combination.id, ...fired] : fired)]
}

/** The measure's own words and headings, copied into the answer, say nothing. */
function withoutCopies(
  tokens: readonly Token[],
  { measure }: Background,
  headings: readonly string[],
): { readonly tokens: readonly Token[]; readonly rule: string | null } {
  const ofMeasure = withoutCopy(tokens, measure)
  if (ofMeasure.isCopied) return { tokens: ofMeasure.tokens, rule: 'filler.measure' }
  if (headings.length === 0) return { tokens, rule: null }
  const spoken = tokens.filter((token) => token.kind === 'word').map((token) => token.text)
  const isHeading = headings.some(
    (heading) => wordsOf(heading).join(' ') === spoken.join(' ') && spoken.length > 0,
  )
  return isHeading ? { tokens: [], rule: 'filler.heading' } : { tokens, rule: null }
}

function isTelling(token: Token, prepared: Prepared): boolean {
  if (token.kind !== 'word') return token.kind === 'number'
  return !prepared.lists.fillWords.has(token.text) && !prepared.lists.prepositions.has(token.text)
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

const LINE_START = new RegExp(`\\n\\s*[${CAPITALS}0-9•●▪–—*-]|[.;:,!?]\\s*\\n\\s*\\S`, 'g')
