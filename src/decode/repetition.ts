import { isFilled, type Slot } from '../tables/slots.ts'
import { LETTERS } from '../text/characters.ts'
import { fold } from '../text/fold.ts'
import { remember } from '../text/memory.ts'
import type { Move } from './move.ts'

const NO_LETTERS = new RegExp(`[^${LETTERS}\\d]`, 'g')

/** True where a row prints the heading again that another row opened. */
export function sameHeading(opened: Move | null, again: Move): boolean {
  if (!opened) return false
  const first = headingText(opened)
  return first.length > 0 && first === headingText(again)
}

/** Letters that a heading is compared by: enough to tell headings apart. */
const LONGEST = 200
const REMEMBERED = 2000

function headingText({ reading, view }: Move): string {
  const { memo, fields, filled } = view
  if (reading !== 'item_measure' && reading !== 'measure') {
    memo.letters ??= joinLetters(filled)
    return memo.letters
  }
  memo.titleLetters ??= joinLetters([fields.number, fields.item])
  return memo.titleLetters
}

function joinLetters(slots: readonly (Slot | null | undefined)[]): string {
  let text = ''
  for (const slot of slots) if (isFilled(slot)) text += (slot.marker ?? '') + lettersOf(slot)
  return text
}

/** What a cell is compared by: its folded letters and digits, without anything between. */
export function lettersOf({ text, memo }: Slot): string {
  memo.letters ??= lettersIn(text)
  return memo.letters
}

/** Titles are the same in all reports of a programme. */
const lettersIn = remember(
  (text: string) => fold(text.slice(0, LONGEST)).replace(NO_LETTERS, ''),
  REMEMBERED,
)
