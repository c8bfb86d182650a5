import {
  type Grammar,
  LABEL_SHAPES,
  LEVELS,
  type LevelName,
  type ShapeName,
} from '../model/grammar.ts'
import { announced, HEADING_LEVELS, labelsOf } from '../tables/headings.ts'
import { startsLower } from '../tables/row-words.ts'
import type { Opening, Slot } from '../tables/slots.ts'
import { CAPITALS, SMALLS } from '../text/characters.ts'
import type { LabelShape } from '../text/label.ts'
import type { Charge } from './bill.ts'

const SMALL = new RegExp(`[${SMALLS}]`)
const FOUR_CAPITALS = new RegExp(`(?:[${CAPITALS}][^]*?){4}`)

const NONE: readonly Charge[] = []
/** Shapes that words do not begin with by chance. */
const IGNORED: readonly LabelShape[] = ['arabic', 'decimal', 'paren', 'letter']

/** What the label of an opening costs; null where the level never carries one of that shape. */
export function openingCharges(opening: Opening, grammar: Grammar): readonly Charge[] | null {
  const shape = pricedShape(opening)
  const own = grammar.levels[opening.level].labels[shape]
  if (own === undefined) return null
  // The number of a flat list is the measure's as much as the item's.
  const price = opening.isFlat ? Math.min(own, grammar.levels.measure.labels[shape] ?? own) : own
  const charge: Charge = [CHARGES[opening.level][shape], price]
  const ignored = ignoredLabel(opening, grammar)
  return ignored.length === 0 ? [charge] : [charge, ...ignored]
}

/** Names of the charges for labels, «item.roman». */
const CHARGES = Object.fromEntries(
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
  return shape === 'none' && isCapitals(textSlot?.text ?? '')
}

function isCapitals(text: string): boolean {
  return !SMALL.test(text) && FOUR_CAPITALS.test(text)
}

/** Titles begin with a capital; behind «1)» and «а)» a small letter is usual. */
export function startCharge(opening: Opening, grammar: Grammar): readonly Charge[] {
  if (opening.shape === 'paren' || opening.shape === 'letter') return []
  const text = opening.textSlot?.text.slice(opening.textStart) ?? ''
  return startsLower(text) ? [['lowerCaseStart', grammar.costs.lowerCaseStart]] : NONE
}

function isAnnounced({ text, memo }: Slot, grammar: Grammar): boolean {
  memo.isAnnounced ??= HEADING_LEVELS.some((level) => announced(text, level, grammar) !== null)
  return memo.isAnnounced
}

/** The text begins with a number that this reading takes for words. */
export function ignoredLabel(opening: Opening, grammar: Grammar): readonly Charge[] {
  const slot = opening.textSlot
  if (opening.shape !== 'none' || !slot || opening.textStart > 0 || opening.isRest) return NONE
  const isLabelled =
    slot.marker !== null ||
    labelsOf(slot).some((label) => IGNORED.includes(label.shape)) ||
    (opening.level !== 'measure' && isAnnounced(slot, grammar))
  return isLabelled ? [['labelIgnored', grammar.costs.labelIgnored]] : NONE
}
