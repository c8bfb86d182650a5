import type { Grammar } from '../model/grammar.ts'
import type { TableGroup } from '../tables/columns.ts'
import type { Unit } from '../tables/units.ts'
import { append } from '../text/append.ts'
import { Bill, priceOf, sortByCost } from './bill.ts'
import type { Manner } from './manner.ts'
import { type Move, plain } from './move.ts'
import { addMoves } from './moves.ts'
import { type Outline, openingMoves, outlineOf } from './openers.ts'
import { sameHeading } from './repetition.ts'
import { assignState, copyState, hashOf, START, type State, sameState } from './state.ts'
import { step } from './steps.ts'
import { type Decoded, type Edge, FAR, type Node, trace } from './trace.ts'
import { viewsOf } from './views.ts'

/** How many states live on after each row: the decoder stays linear in the number of rows. */
const BEAM = 24
export interface DecodeOptions {
  readonly grammar: Grammar
  readonly manner: Manner
  /** True where no further report may begin. */
  readonly isOneReport?: boolean
}

/**
 * The cheapest reading of all rows together: Viterbi over the counters of section, item and
 * measure, with a beam. Then backwards, for each row, how dear the document is under the best
 * other reading of that row (min-marginals). Ties go to the earlier reading in the fixed order of
 * `addMoves`, so that the result is the same everywhere.
 */
export function decode(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
  { grammar, manner, isOneReport = false }: DecodeOptions,
): Decoded {
  const outline = outlineOf(units, groups, { grammar, isOneReport })
  const layers: (readonly Edge[])[] = []
  const decoder = new Decoder(grammar.costs)
  let nodes: readonly Node[] = [makeNode(START, 0)]
  for (const unit of units) {
    const group = unit.table === null ? null : (groups.get(unit.table) ?? null)
    const moves: Move[] = []
    for (const view of viewsOf(unit, group, grammar)) addMoves(view, { grammar, manner }, moves)
    addOutline(moves, outline, { unit, grammar })
    const layer = decoder.advance(nodes, moves)
    layers.push(layer.edges)
    nodes = layer.nodes
  }
  return trace(layers, nodes, { units, grammar })
}

/** Adds the readings that the rows before a row allow. */
function addOutline(
  moves: Move[],
  { openers, repeated }: Outline,
  { unit, grammar }: { readonly unit: Unit; readonly grammar: Grammar },
): void {
  const opening = openingMoves(moves, openers.get(unit.index), unit.startsSheet)
  const view = moves[0]?.view
  if (view && repeated.has(unit.index))
    moves.push(plain('page_furniture', view, [['lineRepeated', grammar.costs.lineRepeated]]))
  append(moves, opening)
}

function makeNode(state: Readonly<State>, cost: number): Node {
  return {
    state,
    cost,
    via: null,
    ahead: Number.POSITIVE_INFINITY,
    isAlive: false,
    section: null,
    item: null,
    sibling: null,
  }
}

/** A reading of a row and its own price. */
interface Priced {
  readonly move: Move
  readonly cost: number
}

/** Takes steps; what a step needs is kept from one to the next. */
class Decoder {
  private readonly bill: Bill
  /** The state that a step leads to; few steps lead to a new one. */
  private readonly state = copyState(START)

  constructor(costs: Grammar['costs']) {
    this.bill = new Bill(costs, false)
  }

  /**
   * The states after a row and the steps to them. Cheap states and cheap readings come first, so
   * that what lies too far behind the best is never looked at.
   */
  advance(nodes: readonly Node[], moves: readonly Move[]) {
    const { bill, state } = this
    const reached = new Map<number, Node>()
    const edges: Edge[] = []
    const priced: Priced[] = []
    for (const move of moves) priced.push({ move, cost: priceOf(move.charges) })
    sortByCost(priced)
    let limit = Number.POSITIVE_INFINITY
    for (const from of nodes) {
      for (const { move, cost } of priced) {
        if (from.cost + cost > limit) break
        if (!isAllowed(from, move)) continue
        bill.total = 0
        assignState(state, from.state)
        const numbers = step(state, move, bill)
        const price = cost + bill.total
        if (!numbers || from.cost + price > limit) continue
        const to = reach(reached, state)
        const edge: Edge = { from, to, move, numbers, price }
        edges.push(edge)
        if (from.cost + price < to.cost) take(to, edge)
        limit = Math.min(limit, to.cost + FAR)
      }
    }
    return { nodes: cheapest(reached, limit), edges: edges.filter((edge) => edge.to.isAlive) }
  }
}

/** The cheapest states live on, in the order of their costs, then of their hashes as they came. */
function cheapest(reached: ReadonlyMap<number, Node>, limit: number): readonly Node[] {
  const kept: Node[] = []
  for (const first of reached.values())
    for (let node: Node | null = first; node; node = node.sibling)
      if (node.cost <= limit) kept.push(node)
  sortByCost(kept)
  if (kept.length > BEAM) kept.length = BEAM
  for (const node of kept) node.isAlive = true
  return kept
}

function isAllowed(from: Node, move: Move): boolean {
  if (move.opensReport) return move.reading !== 'repetition' && move.itemCell !== 'repeats'
  if (move.reading === 'repetition')
    return sameHeading(from.section, move) || sameHeading(from.item, move)
  return move.itemCell !== 'repeats' || sameHeading(from.item, move)
}

/** The node of a state, made where it was not reached before. */
function reach(reached: Map<number, Node>, state: Readonly<State>): Node {
  const hash = hashOf(state)
  let last: Node | null = null
  for (let node = reached.get(hash) ?? null; node; node = node.sibling) {
    if (sameState(node.state, state)) return node
    last = node
  }
  const made = makeNode(copyState(state), Number.POSITIVE_INFINITY)
  if (last) last.sibling = made
  else reached.set(hash, made)
  return made
}

/** The edge is the cheapest way to its node so far. */
function take(to: Node, edge: Edge): void {
  const { from, move, price } = edge
  const level = move.opens[0]?.level
  to.cost = from.cost + price
  to.via = edge
  const before = move.opensReport ? null : from
  to.section = level === 'section' ? move : (before?.section ?? null)
  to.item =
    level === 'item'
      ? move
      : level === 'section' || level === 'part'
        ? null
        : (before?.item ?? null)
}
