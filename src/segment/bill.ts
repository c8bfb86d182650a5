/** One reason why a reading costs something, and its price, a whole number. */
export type Charge = readonly [name: string, price: number]

export function priceOf(charges: readonly Charge[]): number {
  let total = 0
  for (const [, price] of charges) total += price
  return total
}
