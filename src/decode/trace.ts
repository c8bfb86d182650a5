import type { Grammar } from '../model/grammar.ts'
import type { Unit } from '../tables/units.ts'
import { Bill, type Charge } from './bill.ts'
import type { Move } from './move.ts'
import type { Numbers } from './open-levels.ts'
import { copyState, type State } from './state.ts'
import { step } from './steps.ts'

/** A second reading that costs so much more is no rival. */
export const FAR = 16

/** The reading chosen for one row. */
export interface Reading {
  readonly unit: Unit
  readonly move: Move
  readonly numbers: Numbers
  readonly before: Readonly<State>
  readonly charges: readonly Charge[]
  readonly cost: number
  /** The best reading of another kind, through the best of all ways that read the row so. */
  readonly next: { readonly move: Move; readonly cost: number } | null
  /** How much dearer the whole document is under `next`, 0 to 1: 1 is no rival, 0.5 a tie. */
  readonly structure: number
}

export interface Decoded {
  readonly readings: readonly Reading[]
  readonly cost: number
}

/** A state after a row. */
export interface Node {
  readonly state: Readonly<State>
  /** Price of the cheapest way here, and its last edge. */
  cost: number
  via: Edge | null
  /** Price of the cheapest way from here to the end. */
  ahead: number
  /** False where the beam left the state behind. */
  isAlive: boolean
  /** Unit whose heading is open, for repetitions at the top of a page. */
  section: Move | null
  item: Move | null
  /** The next node of the same row whose state has the same hash. */
  sibling: Node | null
}

/** A step from one to the next. */
export interface Edge {
  readonly from: Node
  readonly to: Node
  readonly move: Move
  readonly numbers: Numbers
  readonly price: number
}

/** Goes back from the cheapest end, and tells for each row how dear its best other reading is. */
export function trace(
  layers: readonly (readonly Edge[])[],
  last: readonly Node[],
  { units, grammar }: { readonly units: readonly Unit[]; readonly grammar: Grammar },
): Decoded {
  for (const node of last) node.ahead = endPrice(node.state, grammar.costs)
  const end = cheapestEnd(last)
  if (!end) return { readings: [], cost: 0 }
  const total = end.cost + end.ahead
  const readings: Reading[] = []
  let at: Node = end
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const edges = layers[index] ?? []
    const unit = units[index]
    const chosen = at.via
    if (!unit || !chosen) break
    readings.push(describe(unit, chosen, { edges, total, grammar }))
    for (const edge of edges)
      edge.from.ahead = Math.min(edge.from.ahead, edge.price + edge.to.ahead)
    at = chosen.from
  }
  return { readings: readings.reverse(), cost: total }
}

/** The first of those that are as cheap. */
function cheapestEnd(last: readonly Node[]): Node | undefined {
  let found = last[0]
  for (const node of last)
    if (found && node.cost + node.ahead < found.cost + found.ahead) found = node
  return found
}

/** The last item of a report needs measures as all others do. */
function endPrice({ item, measure }: Readonly<State>, { emptyItem }: Grammar['costs']): number {
  return item > 0 && measure < 0 ? emptyItem : 0
}

function describe(
  unit: Unit,
  chosen: Edge,
  way: { edges: readonly Edge[]; total: number; grammar: Grammar },
): Reading {
  let next: Edge | null = null
  let least = Number.POSITIVE_INFINITY
  for (const edge of way.edges) {
    if (isSameReading(edge, chosen)) continue
    const total = edge.from.cost + edge.price + edge.to.ahead
    if (total < least) {
      least = total
      next = edge
    }
  }
  const bill = new Bill(way.grammar.costs, true)
  step(copyState(chosen.from.state), chosen.move, bill)
  const distance = Math.min(Math.max(least - way.total, 0), FAR)
  return {
    unit,
    move: chosen.move,
    numbers: chosen.numbers,
    before: chosen.from.state,
    charges: [...chosen.move.charges, ...(bill.charges ?? [])].filter(([, price]) => price !== 0),
    cost: chosen.price,
    next: next ? { move: next.move, cost: least - way.total } : null,
    structure: Math.round((0.5 + distance / (2 * FAR)) * 1000) / 1000,
  }
}

/** The same kind of row with the same numbers and cells; a label read otherwise is another reading. */
function isSameReading(left: Edge, right: Edge): boolean {
  if (left.move.opensReport && right.move.opensReport && left.move.opens.length === 0)
    return right.move.opens.length === 0
  return (
    left.move.reading === right.move.reading &&
    left.move.opensReport === right.move.opensReport &&
    left.move.itemCell === right.move.itemCell &&
    (left.move.view.shift === right.move.view.shift || left.move.view.filled.length === 1) &&
    sameNumbers(left.numbers, right.numbers)
  )
}

function sameNumbers(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((number, index) => number === right[index])
}
