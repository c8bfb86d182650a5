import { PREDICATES } from '../model/class-rule.ts'
import { fold } from '../text/fold.ts'
import { remember } from '../text/memory.ts'
import type { ClauseFacts } from './facts.ts'
import type { Has } from './question.ts'
import {
  hashJoined,
  hashStep,
  mix,
  PIECE_BITS,
  rowOf,
  Unit,
  WORD_BITS,
  type WordRows,
  wordRows,
} from './rows.ts'
import type { Firing } from './rules.ts'
import type { Token } from './words.ts'

/** A clause with the rules that fired on it, heaviest first. */
export interface HeardClause {
  readonly facts: ClauseFacts
  readonly firings: readonly Firing[]
}

/** What was found in a response before anything was decided. */
export interface Heard {
  readonly response: string
  readonly tokens: readonly Token[]
  readonly clauses: readonly HeardClause[]
  /** Of all clauses, heaviest first. */
  readonly firings: readonly Firing[]
  /** Kinds of the measure. */
  readonly kinds: Has
}

/** Rows of a table that count together, in units where they come again. */
export interface Group {
  readonly units: Unit[]
  readonly rows: number[]
}

/** What the model knows a response by. */
export interface Features {
  /**
   * In the table of words: its words and marks, whole, by their stems and in pairs; what is told of
   * its clauses; each stem with the verb of its clause; each stem with the place of its clause.
   */
  readonly words: readonly Group[]
  /** In the table of pieces: the runs of two to six letters of its words; those that run over blanks. */
  readonly pieces: readonly Group[]
  /** Hashes of the stems alone, for telling whether the wording is known. */
  readonly stems: readonly number[]
}

/** A long response says what it says near its beginning, or again and again. */
const MOST_WORDS = 200
const MOST_LETTERS = 2000
const PIECE = 0x27d4eb2f
const [EDGE, FACT, VERB, PLACE] = [0xc2b2ae35, 0x165667b1, 0x2545f491, 0x68bc21eb]

/** Hashes what was found into rows; `kindNames` are all kinds of measures of the grammar. */
export function readFeatures(heard: Heard, kindNames: Iterable<string>): Features {
  const stems: number[] = []
  const words = wordsOf(heard.tokens, stems)
  return {
    words: [words, factsOf(heard, kindNames), ...stemsInClauses(heard)],
    pieces: piecesOf(heard.response),
    stems,
  }
}

function emptyGroup(): Group {
  return { units: [], rows: [] }
}

/** All numbers are one word. */
const NUMBER = wordRows('#', '#')

function rowsOfToken({ kind, word }: Token): WordRows {
  return kind === 'number' ? NUMBER : word.rows
}

function wordsOf(tokens: readonly Token[], stems: number[]): Group {
  const group = emptyGroup()
  let last = EDGE
  for (let index = 0; index < tokens.length && index < MOST_WORDS; index += 1) {
    const token = tokens[index]
    if (!token) continue
    const { unit, hash, stem } = rowsOfToken(token)
    group.units.push(unit)
    group.rows.push(rowOf(mix(last, hash), WORD_BITS))
    if (token.kind === 'word') stems.push(stem)
    last = hash
  }
  group.rows.push(rowOf(mix(last, EDGE), WORD_BITS))
  return group
}

/** Which verb a word stands by, and in the first, the last or another clause: what multiple-instance learning would weigh, in one linear model. */
function stemsInClauses({ clauses }: Heard): readonly [Group, Group] {
  const [byVerb, byPlace] = [emptyGroup(), emptyGroup()]
  let left = MOST_WORDS
  for (let index = 0; index < clauses.length; index += 1) {
    const clause = clauses[index]?.facts.clause
    if (!clause) continue
    const { kind, isNegated } = clause.predicate
    const verb = VERB + (PREDICATES.indexOf(kind) << 1) + Number(isNegated)
    const place = PLACE + (index === 0 ? 0 : index === clauses.length - 1 ? 1 : 2)
    for (const token of clause.tokens) {
      if (token.kind !== 'word' || left === 0) continue
      left -= 1
      const { hash } = token.word.rows
      byVerb.rows.push(rowOf(mix(verb, hash), WORD_BITS))
      byPlace.rows.push(rowOf(mix(place, hash), WORD_BITS))
    }
  }
  return [byVerb, byPlace]
}

const DIGITS = /\d+/g
const BLANKS = /\s+/g
/** Letters of the shortest and of the longest piece; over a blank it has a letter on either side. */
const [SHORTEST, LONGEST] = [2, 6]

/** Method: character n-grams, as in `fastText` (P. Bojanowski et al., TACL 2017), over word borders. */
function piecesOf(response: string): readonly [Group, Group] {
  const folded = fold(response.slice(0, MOST_LETTERS)).replace(DIGITS, '0').replace(BLANKS, ' ')
  const text = ` ${folded.trim()} `
  const [within, over] = [emptyGroup(), emptyGroup()]
  let before = 0
  for (let start = 1; start < text.length; ) {
    const blank = text.indexOf(' ', start)
    within.units.push(piecesOfWord(text.slice(before, blank + 1)))
    if (blank < text.length - 1) addPiecesOver(text, { before, blank }, over.rows)
    before = blank
    start = blank + 1
  }
  return [within, over]
}

/** The pieces of a word with a blank at either end. */
const piecesOfWord = remember((word) => {
  const rows: number[] = []
  for (let start = 0; start + SHORTEST <= word.length; start += 1) {
    const end = Math.min(word.length, start + LONGEST)
    let hash = PIECE
    for (let at = start; at < end; at += 1) {
      hash = hashStep(hash, word.charCodeAt(at))
      if (at > start) rows.push(pieceRow(hash, at - start))
    }
  }
  return new Unit(rows)
})

/** The pieces whose first blank between letters is this one; `before` is the blank before it. */
function addPiecesOver(
  text: string,
  { before, blank }: { readonly before: number; readonly blank: number },
  rows: number[],
): void {
  for (let start = Math.max(before, blank - LONGEST + SHORTEST); start < blank; start += 1) {
    const end = Math.min(text.length, start + LONGEST)
    let hash = PIECE
    for (let at = start; at < end; at += 1) {
      hash = hashStep(hash, text.charCodeAt(at))
      if (at > blank) rows.push(pieceRow(hash, at - start))
    }
  }
}

function pieceRow(hash: number, length: number): number {
  return rowOf(hash + length, PIECE_BITS)
}

/** The row of a fact in words; facts of the same words are one. */
function factRow(...words: readonly string[]): number {
  return rowOf(hashJoined(FACT, words), WORD_BITS)
}

const rowOfClauses = remember((count) => factRow('clauses', count))
const rowOfKind = remember((what) => remember((kind) => factRow(what, kind)))

function factsOf({ clauses, kinds }: Heard, kindNames: Iterable<string>): Group {
  const group = emptyGroup()
  const own: string[] = []
  for (const kind of kindNames) if (kinds.has(kind)) own.push(kind)
  group.rows.push(rowOfClauses(String(Math.min(clauses.length, 4))))
  for (let index = 0; index < clauses.length; index += 1) {
    const facts = clauses[index]?.facts
    if (!facts) continue
    group.units.push(unitOfClause(facts, index === 0))
    const { kind, isNegated } = facts.clause.predicate
    for (const one of own) {
      if (index === 0) group.rows.push(rowOfKind(`first ${kind} ${isNegated}`)(one))
      group.rows.push(rowOfKind(`any ${kind} ${isNegated} ${facts.isAbout}`)(one))
    }
  }
  return group
}

/** Those of clauses by their traits, for each of what else they are of. */
const clauseUnits: Map<number, Unit>[] = []

function unitOfClause(facts: ClauseFacts, isFirst: boolean): Unit {
  // Figures stand for evidence: to look for all its signs would cost as much as the rules.
  const hasFigures = facts.clause.tokens.some(({ kind }) => kind === 'number')
  const kind = PREDICATES.indexOf(facts.clause.predicate.kind)
  const among = (kind << 2) | (hasFigures ? 2 : 0) | (isFirst ? 1 : 0)
  const byTraits = clauseUnits[among] ?? new Map<number, Unit>()
  clauseUnits[among] = byTraits
  const known = byTraits.get(facts.traits) ?? new Unit(rowsOfClause(facts, hasFigures, isFirst))
  byTraits.set(facts.traits, known)
  return known
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
    factRow('predicate', kind, negated, predicate.voice, facts.actor),
    factRow('predicate', kind, negated, String(hasFigures), facts.share),
    factRow('predicate', kind, negated, String(facts.isAbout), String(facts.isExecutor)),
    factRow('place', isFirst ? 'first' : link, kind, negated),
  ]
}
