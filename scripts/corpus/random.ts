/** A stream of numbers that is the same for the same seed. */
export interface Random {
  /** A whole number in [0, below). */
  readonly below: (below: number) => number
  /** True in this share of the calls. */
  readonly chance: (share: number) => boolean
  /** One of the things. Throws where there is none. */
  readonly pick: <Thing>(things: readonly Thing[]) => Thing
}

/** Method: mulberry32 by T. Ettinger, seeded with the FNV-1a hash of the text. */
export function randomOf(seed: string): Random {
  let state = hash(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (share) => next() < share,
    pick: (things) => {
      const thing = things[below(things.length)]
      if (thing === undefined) throw new Error('There is nothing to pick from.')
      return thing
    },
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of Buffer.from(text, 'utf8')) value = Math.imul(value ^ byte, 0x01000193)
  return value
}
