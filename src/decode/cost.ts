import {
  type CostName,
  type Grammar,
  LABEL_SHAPES,
  LEVELS,
  type LevelName,
  type ShapeName,
} from '../model/grammar.ts'
import { announced, HEADING_LEVELS, labelsOf } from '../tables/openings.ts'
import { startsLower } from '../tables/row-words.ts'
import type { Opening, Slot } from '../tables/units.ts'
import type { Label, LabelShape } from '../text/label.ts'
import { CAPITALS, SMALLS } from '../text/letters.ts'

/** One reason why a reading costs something, and its price, a whole number. */
export type Cost = readonly [name: string, price: number]

export const FREE: readonly Cost[] = []

export function cost(prices: Grammar['costs'], name: CostName): Cost {
  return [name, prices[name]]
}

export function totalOf(costs: readonly Cost[]): number {
  let total = 0
  for (const [, price] of costs) total += price
  return total
}

/** Lists of costs as one; most are empty, which `concat` takes no account of. */
export function joinCosts(lists: readonly (readonly Cost[])[]): readonly Cost[] {
  let joined = FREE
  let count = 0
  for (const list of lists) {
    if (list.length === 0) continue
    count += 1
    joined = count === 1 ? list : joined.concat(list)
  }
  return joined
}

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
export class Tally {
  total = 0
  /** Null where nobody asks for the reasons. */
  readonly costs: Cost[] | null
  private readonly prices: Grammar['costs']

  constructor(prices: Grammar['costs'], isItemised: boolean) {
    this.prices = prices
    this.costs = isItemised ? [] : null
  }

  /** `times` counts what is paid for: repairs, numbers left out. */
  add(name: CostName, times = 1): void {
    const price = this.prices[name] * times
    this.total += price
    this.costs?.push([name, price])
  }
}

const SMALL = new RegExp(`[${SMALLS}]`)
const FOUR_CAPITALS = new RegExp(`(?:[${CAPITALS}][^]*?){4}`)

/** Shapes that words do not begin with by chance. */
const IGNORED: readonly LabelShape[] = ['arabic', 'decimal', 'paren', 'letter']

/** What the label of an opening costs; null where the level never carries one of that shape. */
export function openingCosts(opening: Opening, grammar: Grammar): readonly Cost[] | null {
  // The number is its item's.
  if (opening.isRest) return FREE
  const shape = pricedShape(opening)
  // Where nothing has a number, rows are items of their own as much as measures of one.
  if (opening.isFlat && opening.shape === 'none' && opening.printed === null) return FREE
  const own = grammar.levels[opening.level].labels[shape]
  if (own === undefined) return null
  // The number of a flat list is the measure's as much as the item's.
  const price = opening.isFlat ? Math.min(own, grammar.levels.measure.labels[shape] ?? own) : own
  const label: Cost = [LABELS[opening.level][shape], price]
  const more = opening.isGuessed
    ? [cost(grammar.costs, 'levelWordUnknown')]
    : ignoredLabel(opening, grammar)
  return more.length === 0 ? [label] : [label, ...more]
}

/** Names of what labels cost, «item.roman». */
const LABELS = Object.fromEntries(
  LEVELS.map((level) => [
    level,
    Object.fromEntries(LABEL_SHAPES.map((shape) => [shape, `${level}.${shape}`])),
  ]),
) as Readonly<Record<LevelName, Readonly<Record<ShapeName, string>>>>

function pricedShape(opening: Opening): ShapeName {
  if (opening.isAnnounced) return 'word'
  if (opening.shape !== 'none') return opening.shape
  return isInCapitals(opening) ? 'capitals' : 'none'
}

/** True for words in capitals without a number. */
export function isInCapitals({ shape, textSlot }: Opening): boolean {
  const text = textSlot?.text ?? ''
  return shape === 'none' && !SMALL.test(text) && FOUR_CAPITALS.test(text)
}

/** Titles begin with a capital; behind «1)» and «а)» a small letter is usual. */
export function startCost(opening: Opening, grammar: Grammar): readonly Cost[] {
  if (opening.shape === 'paren' || opening.shape === 'letter') return []
  const text = opening.textSlot?.text.slice(opening.textStart) ?? ''
  return startsLower(text) ? [cost(grammar.costs, 'lowerCaseStart')] : FREE
}

function isAnnounced({ text, memo }: Slot, grammar: Grammar): boolean {
  memo.isAnnounced ??= HEADING_LEVELS.some((level) => announced(text, level, grammar) !== null)
  return memo.isAnnounced
}

/** «І» alone is a word, «І.» is none. */
function isMeant({ shape, end, repairs }: Label, text: string): boolean {
  if (IGNORED.includes(shape)) return true
  return shape === 'roman' && repairs === 0 && /[.)]/.test(text.slice(end - 1, end))
}

/** The text begins with a number that this reading takes for words. */
export function ignoredLabel(opening: Opening, grammar: Grammar): readonly Cost[] {
  const slot = opening.textSlot
  if (opening.shape !== 'none' || !slot || opening.textStart > 0 || opening.isRest) return FREE
  const isLabelled =
    slot.marker !== null ||
    labelsOf(slot).some((label) => isMeant(label, slot.text)) ||
    (opening.level !== 'measure' && isAnnounced(slot, grammar))
  return isLabelled ? [cost(grammar.costs, 'labelIgnored')] : FREE
}
