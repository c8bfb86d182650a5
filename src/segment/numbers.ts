import { isFilled, type Unit } from './units.ts'

/** A row of column numbers: 1, 2, 3, … */
export function isColumnNumbers(unit: Unit): boolean {
  const filled = unit.slots.filter(isFilled)
  if (filled.length < 3) return false
  return filled.every((slot, index) => (slot.text.trim() || slot.marker) === String(index + 1))
}
