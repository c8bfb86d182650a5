const ROUNDS = 5
const TIMES = 4

/**
 * How much longer work takes on four times as much: 4 where it is linear, 16 where it grows as the
 * square. Short and long take turns, and the best round of each counts, so that a busy machine
 * changes little; rounds end early where the growth is below 6.
 */
export function growth(work: (length: number) => void): number {
  let short = Number.POSITIVE_INFINITY
  let long = Number.POSITIVE_INFINITY
  work(1)
  for (let round = 0; round < ROUNDS; round += 1) {
    short = Math.min(
      short,
      processorTime(() => work(1)),
    )
    long = Math.min(
      long,
      processorTime(() => work(TIMES)),
    )
    if (long < 6 * short) break
  }
  return long / short
}

/** Processor time of some work; milliseconds. */
export function processorTime(work: () => void): number {
  const start = processorClock()
  work()
  return processorClock() - start
}

/** Processor time of this process so far, so that what others do does not count; milliseconds. */
export function processorClock(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
