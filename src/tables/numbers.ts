import { isFilled } from './slots.ts'
import type { Unit } from './units.ts'

/** A row of column numbers: 1, 2, 3, … */
export function isColumnNumbers(unit: Unit): boolean {
  let count = 0
  for (const slot of unit.slots) {
    if (!isFilled(slot)) continue
    count += 1
    if ((slot.text.trim() || slot.marker) !== String(count)) return false
  }
  return count >= 3
}
