import { setImmediate as turn } from 'node:timers/promises'

const EVERY = 20

/** Lets other things have their turn now and then in a loop that never waits, signals first of all. */
export async function turnAt(index: number): Promise<void> {
  if (index % EVERY === 0) await turn()
}
