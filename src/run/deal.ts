import path from 'node:path'
import type { Source } from './source.ts'

/** Gives the next source for a process, null where all are dealt. */
export type Deal = (seat: number) => Source | null

/** Endings beyond so many are numbers or dates, and no formats. */
const MOST_PILES = 32
/** Bytes from which on a file takes long. */
const LARGE = 1024 * 1024

/**
 * Deals sources out to processes so that each reads as few formats as may be, told by the endings of
 * names: a process that meets a format has its reader compiled and optimised anew, which took two of
 * them a sixth more than one for the same files. A process takes of its own formats in turns, then
 * the largest that nobody has, then helps with the largest that is left; files of a format keep their
 * order. What takes long is begun before all others, so that no process is left with it at the end.
 */
export function dealerOf(sources: readonly Source[], sizeOf: (source: Source) => number): Deal {
  const isLarge = (source: Source) => sizeOf(source) >= LARGE
  const bySize = (left: Source, right: Source) => sizeOf(right) - sizeOf(left)
  const first = sources.filter(isLarge).sort(bySize).values()
  const piles = pilesOf(sources.filter((source) => !isLarge(source)))
  return (seat) => {
    const next = first.next()
    if (!next.done) return next.value
    const pile = pileFor(seat, piles)
    if (!pile) return null
    pile.seats.add(seat)
    pile.dealt += 1
    return pile.sources[pile.dealt - 1]?.source ?? null
  }
}

/** The sources of one format, with their places in the order of all. */
interface Pile {
  readonly sources: { readonly source: Source; readonly place: number }[]
  /** Of the processes that have read of it. */
  readonly seats: Set<number>
  dealt: number
}

function pilesOf(sources: readonly Source[]): readonly Pile[] {
  const byEnding = new Map<string, Pile>()
  for (const [place, source] of sources.entries()) {
    const own = path.extname(source.name).toLowerCase()
    const ending = byEnding.has(own) || byEnding.size < MOST_PILES ? own : ''
    const pile = byEnding.get(ending) ?? { sources: [], seats: new Set(), dealt: 0 }
    byEnding.set(ending, pile)
    pile.sources.push({ source, place })
  }
  return [...byEnding.values()]
}

function pileFor(seat: number, piles: readonly Pile[]): Pile | null {
  const left = piles.filter(({ sources, dealt }) => dealt < sources.length)
  const own = left.filter(({ seats }) => seats.has(seat))
  if (own.length > 0) return least(own, ({ sources, dealt }) => sources[dealt]?.place ?? 0)
  const free = left.filter(({ seats }) => seats.size === 0)
  return least(free.length > 0 ? free : left, ({ sources, dealt }) => dealt - sources.length)
}

/** The first of those of which the measure is least. */
function least(piles: readonly Pile[], measure: (pile: Pile) => number): Pile | null {
  let found: Pile | null = null
  for (const pile of piles) if (!found || measure(pile) < measure(found)) found = pile
  return found
}
