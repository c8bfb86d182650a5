/** A thing to be timed. */
export interface Contender {
  readonly name: string
  readonly run: () => unknown
}

export interface Rounds {
  readonly counted: number
  /** Before them; not counted. */
  readonly warmUp: number
}

/**
 * Median milliseconds of each contender, by name. They take turns, so that a slow moment of the
 * machine hits all of them.
 */
export async function medianTimes(
  contenders: readonly Contender[],
  { counted, warmUp }: Rounds,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < warmUp + counted; round += 1) {
    for (const { name, run } of contenders) {
      const start = performance.now()
      await run()
      const time = performance.now() - start
      if (round >= warmUp) times.get(name)?.push(time)
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]))
}

/** The middle value, the mean of the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return (low + high) / 2
}

/** Milliseconds with as many decimals as are worth reading. */
export function shownTime(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 2 : 1)
}
