import type { IsWord } from '../text/words.ts'

const SHORTEST_LEFT = 6
const SHORTEST_RIGHT = 4
/** «Водопостачання», «життєздатний»: a vowel that makes one word of two. */
const JOINING = /[оеє]$/
const RESULT = /(?:ан|ен|ян|єн|їн|ит|ят|ут)о$/

/**
 * Where two words have lost the blank between them («пошкодженнясправ»): an offset in the word, null
 * where it is one word. `word` is none of the language.
 */
export function seamOf(word: string, isWord: IsWord): number | null {
  for (let at = word.length - SHORTEST_RIGHT; at >= SHORTEST_LEFT; at -= 1) {
    const left = word.slice(0, at)
    if (JOINING.test(left) && !RESULT.test(left)) continue
    if (isWord(left) && isWord(word.slice(at))) return at
  }
  return null
}
