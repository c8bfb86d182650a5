import type { Link } from '../model/class-rule.ts'
import type { Token } from './tokens.ts'

/** What stands between two ends of sentences, contrasts or line ends. */
export interface Sentence {
  readonly tokens: readonly Token[]
  readonly link: Link
}

/** Cuts at sentence ends, line ends in `breaks`, «;», «але» and its like. */
export function splitSentences(
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
