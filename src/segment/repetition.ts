import { LETTERS } from '../text/characters.ts'
import { fold } from '../text/fold.ts'
import type { Move } from './move.ts'
import { isFilled, type Slot } from './units.ts'

const NO_LETTERS = new RegExp(`[^${LETTERS}\\d]`, 'g')

/** True where a row prints the heading again that another row opened. */
export function sameHeading(opened: Move | null, again: Move): boolean {
  if (!opened) return false
  const first = headingText(opened)
  return first.length > 0 && first === headingText(again)
}

/** Letters that a heading is compared by: enough to tell headings apart. */
const LONGEST = 200

function headingText(move: Move): string {
  const { number, item } = move.view.fields
  const isRow = move.reading === 'item_measure' || move.reading === 'measure'
  const slots: (Slot | null | undefined)[] = isRow ? [number, item] : [...move.view.filled]
  let text = ''
  for (const slot of slots) if (isFilled(slot)) text += (slot.marker ?? '') + lettersOf(slot)
  return text
}

/** What a cell is compared by: its folded letters and digits, without anything between. */
export function lettersOf({ text, memo }: Slot): string {
  memo.letters ??= fold(text.slice(0, LONGEST)).replace(NO_LETTERS, '')
  return memo.letters
}
