import type { IsWord } from '../text/words.ts'

/** Shorter words are not looked up. */
const SHORTEST = 4
const WORD = /[\p{L}'’ʼ]+/gu

/** The longer words of texts. */
export function longWords(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.match(WORD) ?? []).filter((word) => word.length >= SHORTEST)
}

/** The share of the longer words that is in the list; 1 where there is no list or no such word. */
export function knownShare(texts: readonly string[], isWord: IsWord | undefined): number {
  const long = longWords(texts)
  if (!isWord || long.length === 0) return 1
  return long.filter(isWord).length / long.length
}
