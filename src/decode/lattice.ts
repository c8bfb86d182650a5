import type { Grammar } from '../model/grammar.ts'
import type { TableGroup } from '../tables/columns.ts'
import { matchText } from '../tables/row-words.ts'
import { isFilled, type Slot, type Unit } from '../tables/units.ts'
import { append } from '../text/lists.ts'
import { alignmentsOf } from './alignment.ts'
import { lettersOf, type Outline, openingCandidates, outlineOf } from './boundaries.ts'
import { type Candidate, plain, type Reading } from './construct.ts'
import { addCandidates } from './constructs/index.ts'
import { furniture } from './constructs/outside.ts'
import { cost, sortByCost, Tally, totalOf } from './cost.ts'
import { joinPieces } from './pieces.ts'
import {
  assignState,
  copyState,
  depthOf,
  enterLayout,
  hashOf,
  isBefore,
  type Numbers,
  payEnd,
  START,
  type State,
  sameState,
} from './state.ts'

/** How many states live on after each row: the decoder stays linear in the number of rows. */
const BEAM = 24
/** A second reading that costs so much more is no rival. */
export const FAR = 16

interface Decoded {
  readonly readings: readonly Reading[]
  readonly cost: number
}

/** A state after a row. */
interface Node {
  readonly state: Readonly<State>
  /** Price of the cheapest way here, and its last edge. */
  cost: number
  via: Edge | null
  /** Price of the cheapest way from here to the end. */
  ahead: number
  /** False where the beam left the state behind. */
  isAlive: boolean
  /** Rows whose headings are open, for repetitions at the top of a page; the parts from the top down. */
  parts: readonly Candidate[]
  section: Candidate | null
  item: Candidate | null
  /** The next node of the same row whose state has the same hash. */
  sibling: Node | null
}

/** A step from one to the next. */
interface Edge {
  readonly from: Node
  readonly to: Node
  readonly candidate: Candidate
  readonly numbers: Numbers
  readonly price: number
}

interface DecodeOptions {
  readonly grammar: Grammar
  /** True where no further report may begin. */
  readonly isOneReport?: boolean
  /** Called at each row; may throw where too much was spent. */
  readonly look?: (() => void) | undefined
}

/**
 * The cheapest reading of all rows together: Viterbi over the counters of section, item and
 * measure, with a beam. Then backwards, for each row, how dear the document is under the best
 * other reading of that row (min-marginals). Ties go to the earlier reading in the fixed order of
 * `CONSTRUCTS`, so that the result is the same everywhere.
 */
export function decode(
  units: readonly Unit[],
  groups: ReadonlyMap<number, TableGroup>,
  { grammar, isOneReport = false, look }: DecodeOptions,
): Decoded {
  const isProse = ![...groups.values()].some(({ roles }) => roles.includes('measure'))
  const context = { grammar, isProse }
  const outline = outlineOf(units, groups, { grammar, isOneReport })
  const layers: (readonly Edge[])[] = []
  const decoder = new Decoder(grammar.costs)
  const start = units.some((unit) => isLetter(unit, grammar)) ? LETTER : START
  let nodes: readonly Node[] = [makeNode(start, 0)]
  for (const unit of units) {
    look?.()
    const group = unit.table === null ? null : (groups.get(unit.table) ?? null)
    const candidates: Candidate[] = []
    for (const row of alignmentsOf(unit, group, grammar)) addCandidates(row, context, candidates)
    addOutline(candidates, outline, { unit, grammar })
    const layer = decoder.advance(nodes, candidates)
    layers.push(layer.edges)
    nodes = layer.nodes
  }
  return trace(layers, nodes, { units, grammar })
}

/** A letter that says that it reports needs no title. */
const LETTER: Readonly<State> = { ...START, layout: 'titled' }

function isLetter({ table, slots: [slot] }: Unit, grammar: Grammar): boolean {
  return table === null && slot !== undefined && matchText(slot.text, grammar).includes('letter')
}

/** Adds the readings that the rows before a row allow. */
function addOutline(
  candidates: Candidate[],
  { openers, repeated }: Outline,
  { unit, grammar }: { readonly unit: Unit; readonly grammar: Grammar },
): void {
  const opening = openingCandidates(candidates, openers.get(unit.index), unit.startsSheet)
  const row = candidates[0]?.row
  if (row && repeated.has(unit.index))
    candidates.push(plain(furniture, row, [cost(grammar.costs, 'lineRepeated')]))
  append(candidates, opening)
}

const NO_PARTS: readonly Candidate[] = []

function makeNode(state: Readonly<State>, cost: number): Node {
  return {
    state,
    cost,
    via: null,
    ahead: Number.POSITIVE_INFINITY,
    isAlive: false,
    parts: NO_PARTS,
    section: null,
    item: null,
    sibling: null,
  }
}

/** A reading of a row and its own price. */
interface Priced {
  readonly candidate: Candidate
  readonly cost: number
}

/** Takes steps; what a step needs is kept from one to the next. */
class Decoder {
  private readonly tally: Tally
  /** The state that a step leads to; few steps lead to a new one. */
  private readonly state = copyState(START)

  constructor(costs: Grammar['costs']) {
    this.tally = new Tally(costs, false)
  }

  /**
   * The states after a row and the steps to them. Cheap states and cheap readings come first, so
   * that what lies too far behind the best is never looked at.
   */
  advance(nodes: readonly Node[], candidates: readonly Candidate[]) {
    const { tally, state } = this
    const reached = new Map<number, Node>()
    const edges: Edge[] = []
    const priced: Priced[] = []
    for (const candidate of candidates) priced.push({ candidate, cost: totalOf(candidate.costs) })
    sortByCost(priced)
    let limit = Number.POSITIVE_INFINITY
    for (const from of nodes) {
      for (const { candidate, cost } of priced) {
        if (from.cost + cost > limit) break
        if (!isAllowed(from, candidate)) continue
        tally.total = 0
        assignState(state, from.state)
        const numbers = step(state, candidate, tally)
        const price = cost + tally.total
        if (!numbers || from.cost + price > limit) continue
        const to = reach(reached, state)
        const edge: Edge = { from, to, candidate, numbers, price }
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

/** True where the row prints a heading again that is open, if it must. */
function isAllowed({ parts, section, item }: Node, candidate: Candidate): boolean {
  const { repeats, opensReport } = candidate
  if (!repeats) return true
  if (opensReport) return false
  const above = repeats === 'heading' ? [...parts, section] : []
  return [...above, item].some((opened) => sameHeading(opened, candidate))
}

/** True where a row prints the heading again that another row opened. */
function sameHeading(opened: Candidate | null, again: Candidate): boolean {
  if (!opened) return false
  const first = headingText(opened)
  return first.length > 0 && first === headingText(again)
}

/** Of a row with a measure the cells for number and title. */
function headingText({ opens, row }: Candidate): string {
  const { memo, fields, filled } = row
  if (opens.at(-1)?.level !== 'measure') {
    memo.letters ??= joinLetters(filled)
    return memo.letters
  }
  memo.titleLetters ??= joinLetters([fields.number, fields.item])
  return memo.titleLetters
}

function joinLetters(slots: readonly (Slot | null | undefined)[]): string {
  let text = ''
  for (const slot of slots) if (isFilled(slot)) text += (slot.marker ?? '') + lettersOf(slot)
  return text
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
  const { from, candidate, price } = edge
  const [opening] = candidate.opens
  const level = opening?.level
  to.cost = from.cost + price
  to.via = edge
  const before = candidate.opensReport ? null : from
  const parts = before?.parts ?? NO_PARTS
  to.parts =
    opening?.level === 'part'
      ? [...parts.slice(0, depthOf(opening, before?.state ?? START) - 1), candidate]
      : parts
  to.section = level === 'section' ? candidate : (before?.section ?? null)
  to.item =
    level === 'item'
      ? candidate
      : level === 'section' || level === 'part'
        ? null
        : (before?.item ?? null)
}

/** Goes back from the cheapest end, and tells for each row how dear its best other reading is. */
function trace(
  layers: readonly (readonly Edge[])[],
  last: readonly Node[],
  { units, grammar }: { readonly units: readonly Unit[]; readonly grammar: Grammar },
): Decoded {
  for (const node of last) {
    const tally = new Tally(grammar.costs, false)
    payEnd(node.state, tally)
    node.ahead = tally.total
  }
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
  return { readings: joinPieces(readings.reverse()), cost: total }
}

/** The first of those that are as cheap. */
function cheapestEnd(last: readonly Node[]): Node | undefined {
  let found = last[0]
  for (const node of last)
    if (found && node.cost + node.ahead < found.cost + found.ahead) found = node
  return found
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
  const tally = new Tally(way.grammar.costs, true)
  step(copyState(chosen.from.state), chosen.candidate, tally)
  const distance = Math.min(Math.max(least - way.total, 0), FAR)
  return {
    unit,
    candidate: chosen.candidate,
    numbers: chosen.numbers,
    before: chosen.from.state,
    costs: [...chosen.candidate.costs, ...(tally.costs ?? [])].filter(([, price]) => price !== 0),
    cost: chosen.price,
    next: next ? { candidate: next.candidate, cost: least - way.total } : null,
    structure: Math.round((0.5 + distance / (2 * FAR)) * 1000) / 1000,
  }
}

/** The same kind of row with the same numbers and cells; a label read otherwise is another reading. */
function isSameReading(one: Edge, another: Edge): boolean {
  const { candidate: left } = one
  const { candidate: right } = another
  if (left.opensReport && right.opensReport && left.opens.length === 0)
    return right.opens.length === 0
  return (
    left.construct.name === right.construct.name &&
    left.opensReport === right.opensReport &&
    left.continuesItem === right.continuesItem &&
    left.repeats === right.repeats &&
    (left.row.shift === right.row.shift || left.row.filled.length === 1) &&
    one.numbers.join() === another.numbers.join()
  )
}

/**
 * Changes a state into what follows it when a row is read as the candidate says. Null where the row
 * cannot be read so; the state is then of no use.
 */
function step(state: State, candidate: Candidate, tally: Tally): Numbers | null {
  if (candidate.opensReport) {
    if (isBefore(state)) return null
    assignState(state, START)
    state.phase = candidate.opensReport
    if (candidate.opensReport === 'titled') state.layout = 'titled'
  }
  const numbers = candidate.construct.step(state, candidate, tally)
  if (numbers && candidate.layout) enterLayout(state, candidate.layout, tally)
  return numbers
}
