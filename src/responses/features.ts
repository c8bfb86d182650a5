import { PREDICATES } from '../model/class-rule.ts'
import { fold } from '../text/fold.ts'
import { remember } from '../text/memory.ts'
import type { ClauseFacts } from './facts.ts'
import type { Has } from './question.ts'
import type { Firing } from './rules.ts'
import {
  FEATURE_BITS,
  hashJoined,
  hashWord,
  mix,
  PIECE_BITS,
  pieceRow,
  rowOf,
  startOfPiece,
  stepOfPiece,
  type Token,
  type WordHashes,
} from './words.ts'

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

/** Rows of the model's tables that a response has, each once in its group. */
export interface Features {
  /** Of its words and marks: whole, stems, pairs, triples. */
  readonly words: readonly number[]
  /** Of its clauses: verbs, who acts, shares, kinds of the measure. */
  readonly facts: readonly number[]
  /** Of all runs of two to six letters, in a table of their own. */
  readonly pieces: readonly number[]
  /** Hashes of the stems alone, 17 bits, for telling whether the wording is known. */
  readonly stems: readonly number[]
}

/** A long response says what it says near its beginning, or again and again. */
const MOST_WORDS = 200
const MOST_LETTERS = 2000
const [FIRST, FACT] = [0xc2b2ae35, 0x165667b1]
/** All numbers are one word. */
const NUMBER = hashWord('#', '#')
/** Letters of the shortest and of the longest piece. */
const [SHORTEST, LONGEST] = [2, 6]

/** Hashes what was found into rows; `kindNames` are all kinds of measures of the grammar. */
export function readFeatures(heard: Heard, kindNames: Iterable<string>): Features {
  const rows = new RowSet()
  const stems = addWords(heard.tokens, rows)
  const words = rows.take()
  addFacts(heard, kindNames, rows)
  return { words, facts: rows.take(), pieces: piecesOf(heard.response), stems }
}

/** Rows of one table that were met while a response is read, each once. */
class RowSet {
  private rows: number[] = []
  private readonly seenIn: Uint32Array
  private reading: number

  constructor(table: Table = TABLES.words) {
    if (table.reading === MOST_READINGS) {
      table.seenIn.fill(0)
      table.reading = 0
    }
    table.reading += 1
    this.seenIn = table.seenIn
    this.reading = table.reading
  }

  add(row: number): void {
    if (this.seenIn[row] === this.reading) return
    this.seenIn[row] = this.reading
    this.rows.push(row)
  }

  /** The rows added since rows were last taken. */
  take(): readonly number[] {
    const { rows } = this
    this.rows = []
    return rows
  }
}

interface Table {
  /** For each row the number of the reading that saw it last. */
  readonly seenIn: Uint32Array
  reading: number
}

const MOST_READINGS = 2 ** 32 - 2
const TABLES = {
  words: { seenIn: new Uint32Array(2 ** FEATURE_BITS), reading: 0 },
  pieces: { seenIn: new Uint32Array(2 ** PIECE_BITS), reading: 0 },
}

/** The stems that were met, as bits. */
function addWords(tokens: readonly Token[], rows: RowSet): readonly number[] {
  const stems: number[] = []
  let [before, last]: [number, number] = [FIRST, FIRST]
  for (let index = 0; index < tokens.length && index < MOST_WORDS; index += 1) {
    const hashes = hashesOf(tokens[index])
    rows.add(hashes.whole)
    rows.add(hashes.stem)
    rows.add(rowOf(mix(last, hashes.stemHash)))
    rows.add(rowOf(mix(mix(before, last), hashes.stemHash)))
    if (tokens[index]?.kind === 'word') stems.push(hashes.stemBits)
    before = last
    last = hashes.stemHash
  }
  rows.add(rowOf(mix(last, FIRST)))
  return stems
}

function hashesOf(token: Token | undefined): WordHashes {
  return token === undefined || token.kind === 'number' ? NUMBER : token.word.hashes
}

const DIGITS = /\d+/g
const BLANKS = /\s+/g

/** Method: character n-grams, as in `fastText` (P. Bojanowski et al., TACL 2017), over word borders. */
function piecesOf(response: string): readonly number[] {
  const rows = new RowSet(TABLES.pieces)
  const folded = fold(response.slice(0, MOST_LETTERS)).replace(DIGITS, '0').replace(BLANKS, ' ')
  const text = ` ${folded.trim()} `
  for (let start = 0; start < text.length; start += 1) {
    const end = Math.min(text.length, start + LONGEST)
    let hash = startOfPiece()
    for (let at = start; at < end; at += 1) {
      hash = stepOfPiece(hash, text.charCodeAt(at))
      if (at >= start + SHORTEST - 1) rows.add(pieceRow(hash, at - start))
    }
  }
  return rows.take()
}

/** The row of a fact in words; facts of the same words are one. */
function factRow(...words: readonly string[]): number {
  return rowOf(hashJoined(FACT, words))
}

const rowOfClauses = remember((count) => factRow('clauses', count))
const rowOfKind = remember((what) => remember((kind) => factRow(what, kind)))

function addFacts({ clauses, kinds }: Heard, kindNames: Iterable<string>, rows: RowSet): void {
  const own: string[] = []
  for (const kind of kindNames) if (kinds.has(kind)) own.push(kind)
  rows.add(rowOfClauses(String(Math.min(clauses.length, 4))))
  for (let index = 0; index < clauses.length; index += 1) {
    const facts = clauses[index]?.facts
    if (!facts) continue
    addClause(facts, index === 0, rows)
    const { kind, isNegated } = facts.clause.predicate
    for (const one of own) {
      if (index === 0) rows.add(rowOfKind(`first ${kind} ${isNegated}`)(one))
      rows.add(rowOfKind(`any ${kind} ${isNegated} ${facts.isAbout}`)(one))
    }
  }
}

/** The rows of clauses by their traits, for each of what else they are of. */
const clauseRows: Map<number, readonly number[]>[] = []

function addClause(facts: ClauseFacts, isFirst: boolean, rows: RowSet): void {
  // Figures stand for evidence: to look for all its signs would cost as much as the rules.
  const hasFigures = facts.clause.tokens.some(({ kind }) => kind === 'number')
  const kind = PREDICATES.indexOf(facts.clause.predicate.kind)
  const among = (kind << 3) | (facts.namesOther ? 4 : 0) | (hasFigures ? 2 : 0) | (isFirst ? 1 : 0)
  const byTraits = clauseRows[among] ?? new Map<number, readonly number[]>()
  clauseRows[among] = byTraits
  const known = byTraits.get(facts.traits) ?? rowsOfClause(facts, hasFigures, isFirst)
  byTraits.set(facts.traits, known)
  for (let index = 0; index < known.length; index += 1) rows.add(known[index] ?? 0)
}

/** Asks for nothing but what the traits tell, besides its parameters, the kind of predicate and other bodies. */
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
    factRow('bodies', kind, String(facts.namesOther), String(facts.isExecutor)),
    factRow('place', isFirst ? 'first' : link, kind, negated),
  ]
}
