import { CAPITALS } from '../text/characters.ts'
import type { Token } from './tokens.ts'
import type { WorkedText } from './worked-text.ts'

const SHORTEST = 2
const LONGEST = 6
/** Where more of the letters are capitals, they tell nothing. */
const SHOUTED = 0.5

const CAPITAL = new RegExp(`[${CAPITALS}]`, 'g')
const ONLY_CAPITALS = new RegExp(`^[${CAPITALS}]+$`)

/** A test of the tokens of a response: true for a short name in capitals («УКБ»). */
export function acronymTest(response: string, worked: WorkedText): (token: Token) => boolean {
  let isShouted: boolean | null = null
  return ({ kind, text, start, end }) => {
    if (kind !== 'word' || text.length < SHORTEST || text.length > LONGEST) return false
    const { offsets } = worked
    const from = offsets?.[start] ?? start
    const written = response.slice(from, (offsets?.[end - 1] ?? end - 1) + 1)
    if (!ONLY_CAPITALS.test(written)) return false
    isShouted ??= (response.match(CAPITAL)?.length ?? 0) > response.length * SHOUTED
    return !isShouted
  }
}
