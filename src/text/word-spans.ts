import { isAlphabeticCode } from './letters.ts'

const APOSTROPHES = [0x27, 0x2019, 0x2bc]

/**
 * The runs of letters and apostrophes (' ’ ʼ) of a text that need not be folded, in order: where
 * each begins and ends, one after the other.
 */
export function wordSpans(text: string): readonly number[] {
  const spans: number[] = []
  let isInWord = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    const isOfWord = isAlphabeticCode(code) || APOSTROPHES.includes(code)
    if (isOfWord !== isInWord) spans.push(index)
    isInWord = isOfWord
  }
  if (isInWord) spans.push(text.length)
  return spans
}
