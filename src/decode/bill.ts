import type { CostName, Grammar } from '../model/grammar.ts'

/** One reason why a reading costs something, and its price, a whole number. */
export type Charge = readonly [name: string, price: number]

export function priceOf(charges: readonly Charge[]): number {
  let total = 0
  for (const [, price] of charges) total += price
  return total
}

/** Lists of charges as one; most are empty, which `concat` takes no account of. */
export function joinCharges(lists: readonly (readonly Charge[])[]): readonly Charge[] {
  let joined: readonly Charge[] = NONE
  let count = 0
  for (const list of lists) {
    if (list.length === 0) continue
    count += 1
    joined = count === 1 ? list : joined.concat(list)
  }
  return joined
}

const NONE: readonly Charge[] = []

/** Puts things in the order of their costs; equal ones stay as they stood. They are few: some ten. */
export function sortByCost<One extends { readonly cost: number }>(list: One[]): void {
  for (let index = 1; index < list.length; index += 1) {
    const one = list[index]
    if (one === undefined) continue
    let at = index
    for (let before = list[at - 1]; before && before.cost > one.cost; before = list[at - 1]) {
      list[at] = before
      at -= 1
    }
    list[at] = one
  }
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
