import type { Reading } from '../decode/trace.ts'
import type { ExplainedRow, Explanation } from '../model/explanation.ts'
import { writeRoman } from '../text/roman.ts'
import { diagnoseReading } from './diagnose.ts'

/** How each row was read, what it cost and why, and the next best reading. */
export function explainReadings(readings: readonly Reading[]): Explanation {
  return { rows: readings.map(explainRow) }
}

function explainRow(reading: Reading): ExplainedRow {
  const { move, unit, next } = reading
  return {
    row: unit.index + 1,
    text: unit.slots
      .filter((slot) => !slot.isCovered)
      .map((slot) => [slot.marker, slot.text.replace(/\s+/g, ' ').trim()].filter(Boolean).join(' '))
      .join(' | '),
    place: unit.place,
    reading: move.reading,
    label: labelOf(reading),
    cost: reading.cost,
    reasons: reading.charges.map(([rule, cost]) => ({ rule, cost })),
    next: next ? { reading: next.move.reading, cost: next.cost } : null,
    structure: reading.structure,
    repairs: diagnoseReading(reading).map(({ message }) => message),
  }
}

/** `II.3.1`: the number that each opened level was given, under those open before. */
function labelOf({ move, numbers, before }: Reading): string | null {
  if (move.opens.length === 0) return move.opensReport ? 'new part' : null
  const path = { section: before.section, item: before.item }
  let label = ''
  move.opens.forEach(({ level }, index) => {
    const number = numbers[index] ?? 0
    const section = path.section === 0 ? '0' : writeRoman(path.section)
    if (level === 'part') label = `${number}`
    else if (level === 'section') {
      path.section = number
      label = writeRoman(number)
    } else if (level === 'item') {
      path.item = number
      label = `${section}.${number}`
    } else label = `${section}.${path.item}.${number}`
  })
  return label
}
