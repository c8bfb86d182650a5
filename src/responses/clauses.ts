import type { Form, Link, Predicate, WordList } from '../model/class-rule.ts'
import { isAlphabeticCode, isDigitCode, isSpaceCode } from '../text/letters.ts'
import { append } from '../text/lists.ts'
import type { Token, Word } from './words.ts'

/** Each expression begins where the scan stands. */
const LINK =
  /https?:\/\/\S+|www\.\S+|[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,4}\.[a-z]{2,10}(?:\/\S*)?/y
const NUMBER = /\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*/y
const HAS_LATIN = /[a-z]/
const [APOSTROPHE, HYPHEN] = [0x27, 0x2d]

/** The words, numbers and marks of a folded text; links are words. */
export function readTokens(text: string, wordOf: (text: string) => Word): readonly Token[] {
  const tokens: Token[] = []
  const mayHoldLink = HAS_LATIN.test(text)
  for (let start = 0; start < text.length; ) {
    const code = text.charCodeAt(start)
    if (isSpaceCode(code)) {
      start += 1
      continue
    }
    const kind = isDigitCode(code) ? 'number' : isAlphabeticCode(code) ? 'word' : 'mark'
    const end = (mayHoldLink ? endBy(LINK, text, start) : null) ?? endOf(kind, text, start)
    const word = wordOf(bareText(text, start, end))
    const form = kind === 'word' ? word.form : null
    tokens.push({ kind, text: word.text, start, end, form, word })
    start = end
  }
  return tokens
}

function bareText(text: string, start: number, end: number): string {
  const part = text.slice(start, end)
  return part.includes("'") ? part.replaceAll("'", '') : part
}

function endOf(kind: Token['kind'], text: string, start: number): number {
  if (kind === 'word') return endOfWord(text, start)
  const end = kind === 'number' ? endBy(NUMBER, text, start) : null
  return end ?? start + String.fromCodePoint(text.codePointAt(start) ?? 0).length
}

/** Letters, digits and apostrophes, and what a hyphen joins to them where it begins with a letter. */
function endOfWord(text: string, start: number): number {
  let end = start + 1
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (isAlphabeticCode(code) || isDigitCode(code) || code === APOSTROPHE) continue
    if (code !== HYPHEN || !isAlphabeticCode(text.charCodeAt(end + 1))) break
  }
  return end
}

/** Where the match of an expression that must begin at `start` ends, null where there is none. */
function endBy(expression: RegExp, text: string, start: number): number | null {
  expression.lastIndex = start
  return expression.test(text) ? expression.lastIndex : null
}

/** What stands between two ends of sentences, contrasts or line ends. */
interface Sentence {
  readonly tokens: readonly Token[]
  readonly link: Link
}

/** Cuts at sentence ends, line ends in `breaks`, «;», «але» and its like. */
function splitSentences(
  tokens: readonly Token[],
  breaks: ReadonlySet<number>,
): readonly Sentence[] {
  const sentences: Sentence[] = []
  let current: Token[] = []
  let link: Link = 'start'
  const close = (next: Link) => {
    if (current.some((token) => token.kind !== 'mark')) {
      sentences.push({ tokens: current, link })
      current = []
    }
    link = sentences.length === 0 ? 'start' : next
  }
  for (const [index, token] of tokens.entries()) {
    if (breaks.has(token.start)) close('next')
    if (isContrast(tokens, index)) close('contrast')
    current.push(token)
    if (endsSentence(tokens, index) && !isQuoted(current, tokens[index + 1])) close('next')
  }
  close('next')
  return sentences
}

/** «Скажемо «ні!» насильству»: between marks of quotation nothing ends but what ends with them. */
function isQuoted(sentence: readonly Token[], next: Token | undefined): boolean {
  const marks = sentence.filter(({ text }) => text === QUOTE).length
  return marks % 2 === 1 && next?.text === QUOTE
}

const QUOTE = '"'

function isContrast(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  if (token?.kind !== 'word' || !token.word.is.contrast) return false
  // «а» is a contrast only after a comma; in «не тільки …, а й …» it adds.
  if (token.text.length > 1) return true
  return tokens[index - 1]?.text === ',' && !tokens[index + 1]?.word.is.addingAfter
}

function endsSentence(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  if (token?.kind !== 'mark') return false
  if (token.text === ';' || token.text === '!' || token.text === '•' || token.text === '●')
    return true
  if (token.text !== '.' && token.text !== '?') return false
  const before = tokens[index - 1]
  const after = tokens[index + 1]
  if (!after || !before) return true
  const isTight = after.start === token.end && after.kind !== 'mark'
  if (isTight && (after.kind === 'number' || before.kind === 'number')) return false
  if (before.kind === 'word') return before.text.length > 1 && !before.word.is.abbreviations
  return true
}

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

/** The word a clause stands on, and what is said about it. */
interface PredicateFound {
  readonly kind: Predicate
  /** Index among the tokens of the clause; -1 where there is none. */
  readonly index: number
  readonly isNegated: boolean
  /** `own`: «інформуємо», the respondent speaks. */
  readonly voice: 'active' | 'passive' | 'own'
}

const NONE: PredicateFound = { kind: 'none', index: -1, isNegated: false, voice: 'active' }
/** How far back a «не» may stand. */
const NEGATION_WITHIN = 3

/** The first finite verb (after auxiliaries: «було проведено» stands on «проведено»), else «немає», else a participle («інформація розміщена»), else none. */
function findPredicate(tokens: readonly Token[]): PredicateFound {
  let auxiliary = -1
  let participle = -1
  for (const [index, token] of tokens.entries()) {
    if (token.form === null || token.form === 'none') continue
    if (token.form === 'participle') {
      if (participle < 0) participle = index
    } else if (token.word.is.auxiliaries) {
      if (auxiliary < 0) auxiliary = index
    } else return describe(tokens, index, auxiliary)
  }
  if (participle >= 0 && (auxiliary >= 0 || isPredicative(tokens, participle)))
    return describe(tokens, participle, auxiliary)
  if (auxiliary >= 0) return describe(tokens, auxiliary, -1)
  return NONE
}

/** An attribute stands before its noun and in its case; a predicate in the nominative. */
function isPredicative(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.word.isPredicative === true
}

function describe(tokens: readonly Token[], index: number, auxiliary: number): PredicateFound {
  const token = tokens[index]
  const form = token?.form ?? 'none'
  const beside = auxiliary >= 0 ? auxiliary : auxiliaryAfter(tokens, index)
  const isAhead = beside >= 0 && tokens[beside]?.form === 'future'
  return {
    kind: isAhead ? 'future' : kindOf(form),
    index,
    isNegated: isNegatedAt(tokens, index) || (beside >= 0 && isNegatedAt(tokens, beside)),
    voice: voiceOf(form, token),
  }
}

/** «виявлено не було», «проведено буде»; -1 where none follows. */
function auxiliaryAfter(tokens: readonly Token[], index: number): number {
  const after = tokens
    .slice(index + 1, index + 1 + NEGATION_WITHIN)
    .findIndex((token) => token.word.is.auxiliaries)
  return after < 0 ? -1 : index + 1 + after
}

function kindOf(form: Form): Predicate {
  return form === 'we' ? 'present' : form
}

function voiceOf(form: Form, token: Token | undefined): PredicateFound['voice'] {
  if (form === 'we') return 'own'
  const isPassive = form === 'result' || form === 'participle' || form === 'absent'
  return isPassive || token?.word.isReflexive ? 'passive' : 'active'
}

function isNegatedAt(tokens: readonly Token[], index: number): boolean {
  for (let back = 1; back <= NEGATION_WITHIN; back += 1) {
    const token = tokens[index - back]
    if (token?.kind !== 'word') return false
    if (token.word.is.negation) return !tokens[index - back + 1]?.word.is.notNegation === true
    if (!token.word.is.between && !token.word.is.auxiliaries) return false
  }
  return false
}
