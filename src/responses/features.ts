import { PREDICATES } from '../model/class-rule.ts'
import { remember } from '../text/memory.ts'
import type { ClauseFacts } from './facts.ts'
import type { Has } from './question.ts'
import type { Reading, Verdict } from './verdict.ts'
import {
  FEATURE_BITS,
  hashJoined,
  hashWord,
  mix,
  rowOf,
  type Token,
  type WordHashes,
} from './words.ts'

/** What was found in a response before anything was decided. */
export interface Heard {
  readonly tokens: readonly Token[]
  readonly clauses: readonly ClauseFacts[]
  readonly readings: readonly Reading[]
  readonly verdict: Verdict | null
  /** Kinds of the measure. */
  readonly kinds: Has
}

/** Rows of the model's table that a response has, each once. */
export interface Features {
  /** Of its words: whole, stems, pairs, pieces of four letters. */
  readonly text: readonly number[]
  /** Of its clauses and of the rules that fired. */
  readonly facts: readonly number[]
  /** Hashes of the stems alone, 17 bits, for telling whether the wording is known. */
  readonly stems: readonly number[]
}

/** A long response says what it says near its beginning, or again and again. */
const MOST_WORDS = 120
const [FIRST, FACT] = [0xc2b2ae35, 0x165667b1]
/** All numbers are one word. */
const NUMBER = hashWord('#', '#')

/** Hashes what was found into rows: of the words those in `Word.hashes`, and their pairs. */
export function readFeatures(heard: Heard, kinds: Iterable<string>): Features {
  const rows = new RowSet()
  const stems: number[] = []
  let before: number = FIRST
  for (const word of wordsIn(heard.tokens)) {
    rows.add(word.whole)
    rows.add(word.stem)
    rows.add(rowOf(mix(before, word.stemHash)))
    if (word !== NUMBER) {
      stems.push(word.stemBits)
      for (const piece of word.pieces) rows.add(piece)
    }
    before = word.stemHash
  }
  rows.add(rowOf(mix(before, FIRST)))
  const text = rows.take()
  addFacts(heard, kinds, rows)
  return { text, facts: rows.take(), stems }
}

/** Marks of the rows that the response being read has: the number of the reading that saw each last. */
const seenIn = new Uint32Array(2 ** FEATURE_BITS)
let reading = 0

/** Rows of one response, each once. */
class RowSet {
  private rows: number[] = []

  constructor() {
    reading += 1
    if (reading > MOST_READINGS) {
      seenIn.fill(0)
      reading = 1
    }
  }

  add(row: number): void {
    if (seenIn[row] === reading) return
    seenIn[row] = reading
    this.rows.push(row)
  }

  /** The rows added since rows were last taken. */
  take(): readonly number[] {
    const { rows } = this
    this.rows = []
    return rows
  }
}

const MOST_READINGS = 2 ** 32 - 2

function wordsIn(tokens: readonly Token[]): readonly WordHashes[] {
  const words: WordHashes[] = []
  for (const { kind, word } of tokens) {
    if (kind === 'mark') continue
    words.push(kind === 'number' ? NUMBER : word.hashes)
    if (words.length === MOST_WORDS) break
  }
  return words
}

/** The row of a fact in words; facts of the same words are one. */
function factRow(...words: readonly string[]): number {
  return rowOf(hashJoined(FACT, words))
}

const rowOfSaid = remember((detail) => factRow('says', detail))
const rowOfRival = remember((detail) => remember((other) => factRow('rival', detail, other)))
const rowOfRule = remember((id) => factRow('rule', id))

function addFacts(heard: Heard, kinds: Iterable<string>, rows: RowSet): void {
  const { clauses, readings, verdict } = heard
  const detail = verdict?.detail ?? 'none'
  rows.add(rowOfVerdict(detail))
  rows.add(rowOfClauses(String(Math.min(clauses.length, 4))))
  if (verdict) addVerdict(verdict, rows)
  for (const { detail, firings, rival } of readings) {
    rows.add(rowOfSaid(detail))
    rows.add(rowOfRival(detail)(rival?.rule.detail ?? 'none'))
    for (const { rule } of firings) rows.add(rowOfRule(rule.id))
  }
  for (let index = 0; index < clauses.length; index += 1) {
    const facts = clauses[index]
    if (facts) addClause(facts, index === 0, rows)
  }
  const first = clauses[0]?.clause.predicate
  for (const kind of kinds)
    if (heard.kinds.has(kind))
      rows.add(factRow('measure', kind, String(first?.kind), String(first?.isNegated), detail))
}

const rowOfClauses = remember((count) => factRow('clauses', count))
const rowOfVerdict = remember((detail) => factRow('verdict', detail))
const rowOfVerdictBy = remember((detail) => remember((what) => factRow('verdict', detail, what)))
const rowOfAgainst = remember((detail) => remember((weight) => factRow('against', detail, weight)))
const rowOfCombination = remember((id) => factRow('combined', id))
const rowOfDeciding = remember((id) => factRow('decided', id))

function addVerdict({ detail, deciding, review, against, combination }: Verdict, rows: RowSet) {
  const heaviest = deciding[0]
  rows.add(rowOfVerdictBy(detail)(String(Math.floor((heaviest?.weight ?? 0) / 10))))
  rows.add(rowOfVerdictBy(detail)(String(review)))
  rows.add(rowOfAgainst(detail)(String(Math.floor(against / 20))))
  rows.add(rowOfCombination(combination?.id ?? 'not'))
  rows.add(rowOfDeciding(heaviest?.firings[0]?.rule.id ?? ''))
}

/** The rows of clauses by their traits, for each of what else they are of: kind, figures, place. */
const clauseRows: Map<number, readonly number[]>[] = []

function addClause(facts: ClauseFacts, isFirst: boolean, rows: RowSet): void {
  // Figures stand for evidence: to look for all its signs would cost as much as the rules.
  const hasFigures = facts.clause.tokens.some(({ kind }) => kind === 'number')
  const kind = PREDICATES.indexOf(facts.clause.predicate.kind)
  const among = (kind << 2) | (hasFigures ? 2 : 0) | (isFirst ? 1 : 0)
  const byTraits = clauseRows[among] ?? new Map<number, readonly number[]>()
  clauseRows[among] = byTraits
  const known = byTraits.get(facts.traits) ?? rowsOfClause(facts, hasFigures, isFirst)
  byTraits.set(facts.traits, known)
  for (let index = 0; index < known.length; index += 1) rows.add(known[index] ?? 0)
}

/** Asks for nothing but what the traits tell, besides its parameters and the kind of predicate. */
function rowsOfClause(
  facts: ClauseFacts,
  hasFigures: boolean,
  isFirst: boolean,
): readonly number[] {
  const { predicate, link } = facts.clause
  const { kind } = predicate
  const negated = String(predicate.isNegated)
  return [
    factRow('predicate', kind, negated),
    factRow('predicate', kind, negated, predicate.voice, facts.actor.actor),
    factRow('predicate', kind, negated, String(hasFigures), facts.share),
    factRow('predicate', kind, negated, String(facts.isAbout), String(facts.isExecutor)),
    factRow('place', isFirst ? 'first' : link, kind, negated),
  ]
}
