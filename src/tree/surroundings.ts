import type { Reading } from '../decode/trace.ts'
import type { Line, Surroundings } from '../model/surroundings.ts'
import type { Slot } from '../tables/slots.ts'
import { append } from '../text/append.ts'
import type { ReportRows } from './parts.ts'

/** A letter before the measures is short; what is longer is no letter. */
const MOST_LINES = 200

/** The lines around the measures of a report. */
export function surroundingsOf({ readings }: ReportRows): Surroundings {
  const heading: { text: string; at: Line['at']; isTitle: boolean }[] = []
  const signature: Line[] = []
  let isBefore = true
  let first: Reading | null = null
  for (const reading of readings) {
    const { reading: name, view, opens } = reading.move
    if (opens.length > 0) isBefore = false
    if (!first && opens.at(-1)?.level === 'measure') first = reading
    const isTitle = name === 'title' || name === 'appendix' || name === 'title_line'
    const isLine = isTitle || name === 'preamble' || name === 'signature'
    const left = MOST_LINES - (isBefore ? heading : signature).length
    if (!isLine || left <= 0) continue
    const lines = view.filled.flatMap(linesOf).slice(0, left)
    if (isBefore)
      append(
        heading,
        lines.map((line) => ({ ...line, isTitle })),
      )
    else append(signature, lines)
  }
  return { heading, signature, columns: first ? columnsOf(first) : [] }
}

function linesOf({ text, paragraphs }: Slot): readonly Line[] {
  const at = paragraphs.slice(0, MOST_LINES).map(({ place }) => place)
  return text
    .replaceAll('\u00ad', '')
    .split('\n')
    .map((line) => ({ text: line.replace(/\s+/g, ' ').trim(), at }))
    .filter((line) => line.text !== '')
}

function columnsOf({ move, unit }: Reading): readonly Line[] {
  const { group } = move.view
  return (group?.roles ?? []).flatMap((role, column) => {
    const text = role === 'response' ? group?.headings[column] : null
    return text ? [{ text: text.replace(/\s+/g, ' ').trim(), at: [unit.place] }] : []
  })
}
