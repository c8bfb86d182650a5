import type { CostName, Grammar } from '../model/grammar.ts'

/** One reason why a reading costs something, and its price, a whole number. */
export type Charge = readonly [name: string, price: number]

export function priceOf(charges: readonly Charge[]): number {
  let total = 0
  for (const [, price] of charges) total += price
  return total
}

/** What one step costs; the reasons are kept only where they are asked for. */
export class Bill {
  total = 0
  /** Null where nobody asks for the reasons. */
  readonly charges: Charge[] | null
  private readonly costs: Grammar['costs']

  constructor(costs: Grammar['costs'], isItemised: boolean) {
    this.costs = costs
    this.charges = isItemised ? [] : null
  }

  pay(name: CostName, times = 1): void {
    const price = this.costs[name] * times
    this.total += price
    this.charges?.push([name, price])
  }
}
