import type { Surroundings } from '../../model/surroundings.ts'
import { fold } from '../../text/fold.ts'

/** What short answers mean, by the answer folded: «нв» → «не виконано». */
export type Legend = ReadonlyMap<string, string>

/** «В – виконано», «"+" – виконано»: a sign of a few letters or none, a dash, and words. */
const ENTRY = /^[«"„“]?([\p{L}\d]{1,4}|[+*-]{1,2})[»"“”]?\s*[–—-]\s*(\p{L}{2}.*)$/u
const BETWEEN = /[;,.()\n]/
/** «Умовні позначення: …» */
const LEAD = /^[^:]{0,60}:\s*/
/** One alone may be any line with a dash. */
const LEAST = 2
const LONGEST_LINE = 600

/**
 * The legend that stands around the measures of a report or in the heading of the response's
 * column; empty where none does.
 */
export function readLegend({ heading, signature, columns }: Surroundings): Legend {
  const entries = [...heading, ...signature, ...columns].flatMap(({ text }) => entriesOf(text))
  const legend = new Map(entries)
  return legend.size >= LEAST ? legend : NO_LEGEND
}

export const NO_LEGEND: Legend = new Map()

/** What a short answer means, null where no legend tells it. */
export function meaningOf(text: string, legend: Legend): string | null {
  return legend.size === 0 ? null : (legend.get(keyOf(text)) ?? null)
}

function entriesOf(line: string): readonly (readonly [string, string])[] {
  if (line.length > LONGEST_LINE) return []
  return line
    .replace(LEAD, '')
    .split(BETWEEN)
    .flatMap((part) => {
      const [, sign, words] = ENTRY.exec(part.trim()) ?? []
      return sign === undefined || words === undefined ? [] : [[keyOf(sign), words] as const]
    })
}

function keyOf(text: string): string {
  return fold(text).replace(/[«»"„“”.\s]/gu, '')
}
