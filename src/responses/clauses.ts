import type { Link, WordList } from '../model/class-rule.ts'
import { append } from '../text/append.ts'
import { findPredicate, type PredicateFound } from './predicate.ts'
import { type Sentence, splitSentences } from './sentences.ts'
import type { Token } from './tokens.ts'

/** One statement of a response. */
export interface Clause {
  /** `[start, end)` in the worked text. */
  readonly start: number
  readonly end: number
  /** The worked text from `start` to `end`; what describes a noun («…, які …,») is blanked out. */
  readonly text: string
  readonly tokens: readonly Token[]
  readonly predicate: PredicateFound
  readonly link: Link
}

interface Piece {
  readonly tokens: Token[]
  readonly link: Link
  /** «…, які …»: tells of a noun. */
  readonly isAside: boolean
  /** «…, що …». */
  readonly isComplement: boolean
  /** «… і не …»: no comma stands before it. */
  readonly isJoined: boolean
}

/**
 * Cuts a worked text into clauses: at sentence ends, line ends in `breaks`, «;», «але» and its like
 * and, where both sides have a verb of their own, at commas, dashes, colons and «та не».
 */
export function splitClauses(
  text: string,
  tokens: readonly Token[],
  breaks: ReadonlySet<number>,
): readonly Clause[] {
  const clauses: Clause[] = []
  for (const sentence of splitSentences(tokens, breaks)) {
    const pieces = splitPieces(sentence)
    for (const group of joinPieces(pieces)) clauses.push(makeClause(text, group))
  }
  // Marks alone («–») are one clause, so that rules can tell what they mean.
  if (clauses.length === 0 && tokens.length > 0)
    clauses.push(makeClause(text, { ...ALONE, tokens: [...tokens] }))
  return clauses
}

const ALONE = { link: 'start', isAside: false, isComplement: false, isJoined: false } as const

function splitPieces(sentence: Sentence): readonly Piece[] {
  const pieces: Piece[] = []
  let current: Token[] = []
  let depth = 0
  let link = sentence.link
  const close = (next: Link) => {
    if (current.length > 0) pieces.push(makePiece(current, link, pieces.length === 0))
    current = []
    link = next
  }
  for (const [index, token] of sentence.tokens.entries()) {
    if (token.text === '(') depth += 1
    if (token.text === ')') depth = Math.max(0, depth - 1)
    if (depth === 0 && isJoint(sentence.tokens, index) && !concedes(current)) close('next')
    current.push(token)
    if (depth === 0 && isPause(sentence.tokens, index)) close('next')
  }
  close('next')
  return pieces
}

/** «хоч захід і не наш»: here «і» adds nothing. */
function concedes(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.word.is.concession)
}

function isPause(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  if (token?.kind !== 'mark') return false
  if (token.text === ',' || token.text === ':') return true
  const before = tokens[index - 1]
  const after = tokens[index + 1]
  return (
    token.text === '-' && !!before && !!after && before.end < token.start && token.end < after.start
  )
}

/** «розроблено та не затверджено», «не проводила й не проводитиме», «виконано і буде продовжено». */
function isJoint(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  if (token?.kind !== 'word' || index === 0) return false
  if (!token.word.is.adding) return token.word.is.reason
  const next = tokens[index + 1]
  if (!next || tokens[index - 1]?.word.is.notAddingAfter) return false
  return isNegation(next) || next.form === 'future' || next.word.is.reason
}

function isNegation(token: Token): boolean {
  return token.word.is.negation
}

const OPENING: readonly (readonly [WordList, Link])[] = [
  ['reason', 'reason'],
  ['therefore', 'result'],
  ['contrast', 'contrast'],
  ['concession', 'concession'],
]
/** «за яку», «до компетенції яких»: the relative word stands among the first. */
const RELATIVE_WITHIN = 3

function makePiece(tokens: Token[], link: Link, isFirst: boolean): Piece {
  const first = tokens.find((token) => token.kind === 'word')
  const isAside = tokens.slice(0, RELATIVE_WITHIN).some((token) => token.word.is.relative)
  const opened = OPENING.find(([list]) => first?.word.is[list])
  return {
    tokens,
    link: linkOf(link, opened?.[1], isFirst),
    isAside,
    isComplement: first?.word.is.complement === true,
    isJoined: tokens[0]?.word.is.adding === true && !isFirst,
  }
}

/** «Хоч …, …» concedes; behind what it hangs on, «…, хоч …» says no more than «але». */
function linkOf(link: Link, opened: Link | undefined, isFirst: boolean): Link {
  if (opened === 'concession') return isFirst ? 'concession' : 'contrast'
  return opened && link === 'next' ? opened : link
}

/** A piece without a verb goes to the one before it; what describes a noun is left out. */
function joinPieces(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  let waiting: Piece | null = null
  let isInAside = false
  for (const [index, piece] of pieces.entries()) {
    if (waiting && isParticipial(waiting, piece, pieces[index + 1])) continue
    if (piece.isComplement && waiting) {
      if (isReporting(waiting.tokens)) {
        waiting = { ...piece, tokens: [...piece.tokens], link: waiting.link }
        continue
      }
      if (isCausing(waiting.tokens)) {
        joined.push(waiting)
        waiting = { ...piece, tokens: [...piece.tokens], link: 'reason' }
        continue
      }
    }
    const isAside = piece.isAside || (piece.isComplement && !tellsShare(piece))
    isInAside = (isAside || (isInAside && piece.isJoined)) && !!waiting
    if (isInAside) {
      if (waiting && isDenied(waiting.tokens) && isDenied(piece.tokens))
        append(waiting.tokens, piece.tokens)
      continue
    }
    if (!waiting) waiting = { ...piece, tokens: [...piece.tokens] }
    else if (piece.isComplement) append(waiting.tokens, piece.tokens)
    else if (isSeparate(waiting, piece)) {
      joined.push(waiting)
      waiting = { ...piece, tokens: [...piece.tokens], link: linkBehind(waiting, piece) }
    } else append(waiting.tokens, piece.tokens)
  }
  if (waiting) joined.push(waiting)
  return joined
}

/** «Виконано на 310 га, що становить 40 % плану»: no aside. */
function tellsShare({ tokens }: Piece): boolean {
  return tokens.some(({ kind, word }) => kind !== 'number' && word.is.percent)
}

/** «Немає школи, яка б не мала укриття»: what denies twice affirms, so that both stay together. */
function isDenied(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.word.is.negation || token.form === 'absent')
}

function isSeparate(before: Piece, piece: Piece): boolean {
  if (before.link === 'concession' || piece.link === 'reason') return true
  return hasVerb(piece.tokens) && hasVerb(before.tokens)
}

/** «Рейдів не було: автомобіль передали військовим»: behind a colon stands the reason. */
function linkBehind(before: Piece, { link }: Piece): Link {
  return link === 'next' && before.tokens.at(-1)?.text === ':' ? 'reason' : link
}

/** «Вакцина, замовлена навесні, не надійшла»: between commas, after a noun and before its verb. */
function isParticipial(before: Piece, piece: Piece, after: Piece | undefined): boolean {
  const isEnclosed = [before, piece].every(({ tokens }) => tokens.at(-1)?.text === ',')
  const first = piece.tokens.find((token) => !token.word.is.between)
  return (
    isEnclosed &&
    first?.form === 'participle' &&
    !hasVerb(before.tokens) &&
    after !== undefined &&
    after.link === 'next' &&
    hasVerb(after.tokens)
  )
}

/** «повідомляємо, що …»: what follows is the answer. */
function isReporting(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.word.is.reporting)
}

/** «у зв'язку з тим, що …». */
function isCausing(tokens: readonly Token[]): boolean {
  const last = tokens.findLast((token) => token.kind === 'word')
  return last?.word.is.causing === true
}

function hasVerb(tokens: readonly Token[]): boolean {
  return findPredicate(tokens).kind !== 'none'
}

function makeClause(text: string, piece: Piece): Clause {
  const tokens = trimMarks(piece.tokens)
  const start = tokens[0]?.start ?? 0
  const end = tokens.at(-1)?.end ?? start
  return {
    start,
    end,
    text: blankGaps(text.slice(start, end), tokens, start),
    tokens,
    predicate: findPredicate(tokens),
    link: piece.link,
  }
}

/** Without bullets before and commas after it, so that `^` and `$` are where words are. */
function trimMarks(tokens: readonly Token[]): readonly Token[] {
  if (tokens.every((token) => token.kind === 'mark')) return tokens
  const first = tokens.findIndex((token) => !TRIMMED.has(token.text))
  const last = tokens.findLastIndex((token) => !TRIMMED.has(token.text))
  return tokens.slice(first, last + 1)
}

const TRIMMED = new Set([',', ':', '-', '•', '●', '*', '·'])

/** Keeps the length, so that a span in the clause is a span in the text. */
function blankGaps(text: string, tokens: readonly Token[], start: number): string {
  let blanked = text
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]
    if (!next) break
    const gap = text.slice(token.end - start, next.start - start)
    if (/\S/.test(gap))
      blanked =
        blanked.slice(0, token.end - start) +
        ' '.repeat(gap.length) +
        blanked.slice(next.start - start)
  }
  return blanked
}
