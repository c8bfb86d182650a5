import { fold } from '../text/fold.ts'
import type { Move } from './moves.ts'
import { isFilled, type Slot } from './units.ts'

/** True where a row prints the heading again that another row opened. */
export function sameHeading(opened: Move | null, again: Move): boolean {
  if (!opened) return false
  const first = headingText(opened)
  return first.length > 0 && first === headingText(again)
}

const texts = new WeakMap<Move, string>()

function headingText(move: Move): string {
  const known = texts.get(move)
  if (known !== undefined) return known
  const { number, item } = move.view.fields
  const isRow = move.reading === 'item_measure' || move.reading === 'measure'
  const slots: (Slot | null | undefined)[] = isRow ? [number, item] : [...move.view.filled]
  const text = slots
    .filter(isFilled)
    .map((slot) => (slot.marker ?? '') + letters(slot.text))
    .join('')
  texts.set(move, text)
  return text
}

function letters(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '')
}
