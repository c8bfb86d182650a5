import { isDigitCode, isLetterCode, isSpaceCode, isWordCode, skipSpace } from './letters.ts'
import type { Step } from './phrase-steps.ts'

/*
 * The engine that goes along the steps of a phrase through a folded text, trying other ways where
 * one fails.
 */

/** No match. */
export const NONE = -1
const APOSTROPHE = 0x27
const COMMA = 0x2c
const QUOTE = 0x22
const LONGEST_WORD = 40
const LONGEST_NUMBER = 15

/** End of the match that begins at `at`, -1 where there is none. */
export function run(from: Step, text: string, start: number): number {
  let step = from
  let at = start
  for (;;) {
    switch (step.kind) {
      case 'end':
        return at
      case 'rest':
        at = skipSpace(text, at)
        return at === text.length ? at : NONE
      case 'expression':
        at = afterExpression(step.expression, text, at)
        break
      case 'word':
        at = afterWord(step, text, at)
        break
      case 'blank': {
        at = afterBlank(text, at)
        if (at !== NONE && text.charCodeAt(at) === QUOTE) {
          const end = run(step.next, text, at + 1)
          if (end !== NONE) return end
        }
        break
      }
      case 'loose':
        at = skipSpace(text, at)
        break
      case 'mark':
        at = text.startsWith(step.text, at) ? at + step.text.length : NONE
        break
      case 'first':
        at = at === 0 ? skipSpace(text, 0) : NONE
        break
      case 'last':
        at = afterLast(text, at)
        break
      case 'number':
        return runNumber(step.next, text, at)
      case 'gap':
        return runGap(step, text, at, step.words)
      case 'ways':
        return runWays(step, text, at)
    }
    if (at === NONE) return NONE
    step = step.next
  }
}

/** The ways of a group that the letters at `at` allow. */
function waysAt({ ways }: Step, text: string, at: number): readonly Step[] {
  return ways ? ways.from(text.charCodeAt(at), text.charCodeAt(at + 1)) : []
}

/** False where the letters at `at` tell that no match begins there. */
export function mayRun(from: Step, text: string, at: number): boolean {
  if (from.kind === 'ways') return waysAt(from, text, at).length > 0
  if (from.kind !== 'word' || from.opens || from.text === '') return true
  const first = from.text.charCodeAt(0)
  return first === text.charCodeAt(at) || first === APOSTROPHE
}

/** False where no match begins with the word at `at`, told by its letters alone. */
export function mayBegin(from: Step, text: string, at: number): boolean {
  if (from.kind === 'word') return afterWord(from, text, at) !== NONE
  if (from.kind !== 'ways') return true
  const ways = waysAt(from, text, at)
  for (let index = 0; index < ways.length; index += 1) {
    const way = ways[index]
    if (way && mayBegin(way, text, at)) return true
  }
  return false
}

function runWays(from: Step, text: string, at: number): number {
  const ways = waysAt(from, text, at)
  for (let index = 0; index < ways.length; index += 1) {
    const way = ways[index]
    const end = way ? run(way, text, at) : NONE
    if (end !== NONE) return end
  }
  return NONE
}

function afterExpression(expression: RegExp | null, text: string, at: number): number {
  if (!expression) return NONE
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : NONE
}

/** True where a letter, a digit or an apostrophe stands. */
function isWordAt(text: string, index: number): boolean {
  return isWordCode(text.charCodeAt(index))
}

function afterWord({ text: letters, opens, isOpen }: Step, text: string, at: number): number {
  if (opens) return afterOpenWord(letters, isOpen, text, at)
  const end = afterLetters(letters, text, at)
  if (end === NONE || isWordAt(text, at - 1)) return NONE
  if (letters === '' && isBlankAgain(text, at)) return NONE
  return closeWord(text, end, isOpen)
}

/** The third blank in a row: any word, also none, was tried at the second and goes on as it does here. */
function isBlankAgain(text: string, at: number): boolean {
  return [at, at - 1, at - 2].every((index) => isSpaceCode(text.charCodeAt(index)))
}

/** The letters stand anywhere in the word; the last place counts. */
function afterOpenWord(letters: string, isOpen: boolean, text: string, at: number): number {
  if (isWordAt(text, at - 1)) return NONE
  for (let from = afterRun(text, at); from >= at; from -= 1) {
    const end = afterLetters(letters, text, from)
    const closed = end === NONE ? NONE : closeWord(text, end, isOpen)
    if (closed !== NONE) return closed
  }
  return NONE
}

/** An apostrophe of the phrase may be missing in the text. */
function afterLetters(letters: string, text: string, at: number): number {
  let place = at
  for (let index = 0; index < letters.length; index += 1) {
    const code = letters.charCodeAt(index)
    if (text.charCodeAt(place) === code) place += 1
    else if (code !== APOSTROPHE) return NONE
  }
  return place
}

function closeWord(text: string, end: number, isOpen: boolean): number {
  if (isOpen) return afterRun(text, end)
  return isWordAt(text, end) ? NONE : end
}

function afterRun(text: string, at: number): number {
  let end = at
  while (isLetterCode(text.charCodeAt(end))) end += 1
  return end
}

/** White space, perhaps after a comma or a quotation mark; -1 where there is none. */
function afterBlank(text: string, at: number): number {
  const code = text.charCodeAt(at)
  const from = code === COMMA || code === QUOTE ? at + 1 : at
  const end = skipSpace(text, from)
  return end === from ? NONE : end
}

function afterLast(text: string, at: number): number {
  let end = at
  while (
    end < text.length &&
    (isSpaceCode(text.charCodeAt(end)) || '.;!'.includes(text.charAt(end)))
  )
    end += 1
  return end === text.length ? end : NONE
}

/** «1 234,5»: the longest number first. */
function runNumber(next: Step, text: string, at: number): number {
  if (!isDigitCode(text.charCodeAt(at)) || isWordAt(text, at - 1)) return NONE
  let end = at + 1
  while (end < at + LONGEST_NUMBER && isInNumber(text.charCodeAt(end))) end += 1
  for (; end > at; end -= 1) {
    if (!isDigitCode(text.charCodeAt(end - 1)) || isDigitCode(text.charCodeAt(end))) continue
    const found = run(next, text, end)
    if (found !== NONE) return found
  }
  return NONE
}

function isInNumber(code: number): boolean {
  // . , /
  return isDigitCode(code) || isSpaceCode(code) || code === COMMA || code === 0x2e || code === 0x2f
}

function runGap(step: Step, text: string, at: number, left: number): number {
  const found = run(step.next, text, at)
  if (found !== NONE || left === 0) return found
  const from = step.blank === 'before' ? afterBlank(text, at) : at
  if (from === NONE) return NONE
  let end = afterStretch(text, from)
  const shortest = step.isTight ? from + 1 : end
  for (; end > from && end >= shortest; end -= 1) {
    const after = step.blank === 'after' ? afterGapBlank(text, end) : end
    const result = after === NONE ? NONE : runGap(step, text, after, left - 1)
    if (result !== NONE) return result
  }
  return NONE
}

/** The stretch may have taken the comma that stands before the blank. */
function afterGapBlank(text: string, end: number): number {
  const after = afterBlank(text, end)
  return after !== NONE && text.charCodeAt(after) === QUOTE ? after + 1 : after
}

/** Anything but white space and the ends of sentences, at most 40 units. */
function afterStretch(text: string, from: number): number {
  let end = from
  while (end < text.length && end < from + LONGEST_WORD && isInStretch(text.charCodeAt(end)))
    end += 1
  return end
}

function isInStretch(code: number): boolean {
  // . ; ! ?
  return !isSpaceCode(code) && code !== 0x2e && code !== 0x3b && code !== 0x21 && code !== 0x3f
}
