import type { ClauseFacts } from './facts.ts'
import type { Prepared } from './prepared.ts'
import type { Has } from './question.ts'
import type { Reading } from './readings.ts'
import type { Token } from './tokens.ts'
import type { Verdict } from './verdict.ts'

/** log2 of the number of rows that features are hashed into. */
export const FEATURE_BITS = 16
const MASK = 2 ** FEATURE_BITS - 1
/** log2 of the number of bits that tell which stems are known. */
export const STEM_BITS = 17

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
const PIECE = 4
const [WHOLE, STEM, FIRST, PIECES, FACT] = [
  0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1,
]
/** All numbers are one word. */
const NUMBER = '#'

/** Hashes what was found into rows. Method: the hashing trick (K. Weinberger et al., ICML 2009). */
export function readFeatures(heard: Heard, prepared: Prepared): Features {
  const seen = new Set<number>()
  const take = (rows: number[], hash: number) => {
    const row = rowOf(hash)
    if (seen.has(row)) return
    seen.add(row)
    rows.push(row)
  }
  const text: number[] = []
  const stems: number[] = []
  let before = FIRST
  for (const word of wordsIn(heard.tokens)) {
    const stem = hashOf(prepared.stemOf(word), STEM)
    take(text, hashOf(word, WHOLE))
    take(text, stem)
    take(text, mix(before, stem))
    if (word !== NUMBER) {
      stems.push(mixed(stem) >>> (32 - STEM_BITS))
      for (const piece of piecesOf(word)) take(text, piece)
    }
    before = stem
  }
  take(text, mix(before, FIRST))
  const facts: number[] = []
  for (const fact of factsOf(heard, prepared)) take(facts, hashOf(fact, FACT))
  return { text, facts, stems }
}

function wordsIn(tokens: readonly Token[]): readonly string[] {
  const words: string[] = []
  for (const { kind, text } of tokens) {
    if (kind === 'mark') continue
    words.push(kind === 'number' ? NUMBER : text)
    if (words.length === MOST_WORDS) break
  }
  return words
}

/** Hashes of all runs of four letters, the blanks around the word among them. */
function piecesOf(word: string): readonly number[] {
  const spaced = ` ${word} `
  const pieces: number[] = []
  for (let start = 0; start + PIECE <= spaced.length; start += 1)
    pieces.push(hashOf(spaced, PIECES, start, start + PIECE))
  return pieces
}

function factsOf(
  { clauses, readings, verdict, kinds }: Heard,
  prepared: Prepared,
): readonly string[] {
  const facts = [`verdict ${verdict?.detail ?? 'none'}`, `clauses ${Math.min(clauses.length, 4)}`]
  if (verdict) {
    const heaviest = verdict.deciding[0]
    const weight = Math.floor((heaviest?.weight ?? 0) / 10)
    facts.push(
      `verdict ${verdict.detail} ${weight}`,
      `verdict ${verdict.detail} ${verdict.review}`,
      `against ${verdict.detail} ${Math.floor(verdict.against / 20)}`,
      `combined ${verdict.combination?.id ?? 'not'}`,
      `decided ${heaviest?.firings[0]?.rule.id ?? ''}`,
    )
  }
  for (const { detail, firings, rival } of readings) {
    facts.push(`says ${detail}`, `rival ${detail} ${rival?.rule.detail ?? 'none'}`)
    for (const { rule } of firings) facts.push(`rule ${rule.id}`)
  }
  for (const [index, each] of clauses.entries()) facts.push(...clauseFacts(each, index))
  const first = clauses[0]?.clause.predicate
  for (const kind of prepared.measures.keys())
    if (kinds.has(kind))
      facts.push(`measure ${kind} ${first?.kind} ${first?.isNegated} ${verdict?.detail ?? 'none'}`)
  return facts
}

function clauseFacts(facts: ClauseFacts, index: number): readonly string[] {
  const { predicate, link } = facts.clause
  // Figures stand for evidence: to look for all its signs would cost as much as the rules.
  const hasFigures = facts.clause.tokens.some(({ kind }) => kind === 'number')
  const said = `${predicate.kind} ${predicate.isNegated}`
  return [
    `predicate ${said}`,
    `predicate ${said} ${predicate.voice} ${facts.actor.actor}`,
    `predicate ${said} ${hasFigures} ${facts.share}`,
    `predicate ${said} ${facts.isAbout} ${facts.isExecutor}`,
    `place ${index === 0 ? 'first' : link} ${said}`,
  ]
}

/** FNV-1a over the UTF-16 units `[start, end)`. */
function hashOf(text: string, seed: number, start = 0, end = text.length): number {
  let hash = seed
  for (let index = start; index < end; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

function mix(left: number, right: number): number {
  return Math.imul(left ^ (left >>> 15), 0x2c1b3c6d) ^ right
}

function rowOf(hash: number): number {
  return mixed(hash) & MASK
}

/** MurmurHash3's finaliser, so that all bits are well mixed. */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
