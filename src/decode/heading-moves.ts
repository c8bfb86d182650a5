import type { Grammar } from '../model/grammar.ts'
import { textLooksLike } from '../tables/content.ts'
import {
  announcedInCell,
  HEADING_LEVELS,
  labelsOf,
  openingsInCell,
  openingsInText,
  plainOpening,
} from '../tables/headings.ts'
import { matchText, startsLower } from '../tables/row-words.ts'
import type { Opening, Slot } from '../tables/slots.ts'
import { type Charge, joinCharges } from './bill.ts'
import { type Move, plain, type ReadingName } from './move.ts'
import { ignoredLabel, openingCharges, startCharge } from './opening-price.ts'
import type { View } from './views.ts'

const LONG_HEADING = 400
const LONGEST_LABEL = 16
/** A line so is the number of a page. */
const NUMBER_ALONE = /^\s*\d+\s*$/
const SENTENCE_END = /[^\s.][.;]\s*$/
const NONE: readonly Charge[] = []

/** Rows and paragraphs that head a part, a section or an item, or go on with a title. */
export function addHeadings(view: View, grammar: Grammar, moves: Move[]): void {
  const heading = headingSlots(view, grammar)
  if (!heading) return
  const charges = headingCharges(view, heading.title, grammar)
  for (const level of HEADING_LEVELS) {
    const openings = heading.number
      ? openingsInCell(heading.number, level, { textSlot: heading.title, grammar })
      : openingsInText(heading.title, level, grammar)
    // A paragraph without a number may head a section, never an item.
    const isPlain = !heading.number && (level !== 'item' || view.unit.table !== null)
    const all = isPlain ? openings.concat(plainOpening(level, heading.title)) : openings
    for (const opening of all) {
      const shape = openingCharges(opening, grammar)
      if (!shape || isOfQuarter(opening, grammar)) continue
      moves.push({
        reading: level as ReadingName,
        view,
        opens: [opening],
        itemCell: 'none',
        charges: joinCharges([
          charges,
          shape,
          startCharge(opening, grammar),
          plainCharge(opening, view, grammar),
        ]),
      })
    }
  }
  const isNumbered: readonly Charge[] =
    heading.number !== null
      ? [['continuationNumbered', grammar.costs.continuationNumbered]]
      : ignoredLabel(plainOpening('item', heading.title), grammar)
  const isOwn: readonly Charge[] = view.unit.headsTable
    ? [['wordsUnlike', grammar.costs.wordsUnlike * 2]]
    : NONE
  moves.push(plain('title_continues', view, joinCharges([charges, isNumbered, isOwn])))
  moves.push(plain('repetition', view, []))
  if (startsLower(heading.title.text)) moves.push(plain('title_line', view, []))
}

/** The cell with the title of a row that has nothing else but, perhaps, a number. */
function headingSlots(view: View, grammar: Grammar): { title: Slot; number: Slot | null } | null {
  const [first, second] = view.filled
  if (!first || view.filled.length > 2) return null
  if (!second) return { title: first, number: null }
  const isNumber = view.fields.number === first || isLabelCell(first, grammar)
  return isNumber ? { title: second, number: first } : null
}

/** A cell that holds a number and nothing else, whatever its column. */
function isLabelCell(slot: Slot, grammar: Grammar): boolean {
  const text = slot.text.trimEnd()
  if (text.length > LONGEST_LABEL) return false
  if (labelsOf(slot).some((label) => label.rest >= text.length)) return true
  return HEADING_LEVELS.some((level) => announcedInCell(slot, level, grammar) !== null)
}

function headingCharges(view: View, title: Slot, grammar: Grammar): readonly Charge[] {
  const { costs } = grammar
  const charges: Charge[] = []
  if (view.unit.table === null) charges.push(['headingInParagraph', costs.headingInParagraph])
  else if (view.unit.slots.length > 1 && !isWide(view, title)) {
    const isAnswer = [view.fields.deadline, view.fields.executors, view.fields.response].includes(
      title,
    )
    charges.push(['headingUnlike', costs.headingUnlike * (isAnswer ? 3 : 1)])
  }
  if (view.unit.table === null && NUMBER_ALONE.test(title.text))
    charges.push(['headingUnlike', costs.headingUnlike])
  if (title.text.length > LONG_HEADING) charges.push(['headingUnlike', costs.headingUnlike])
  return charges
}

/** «II квартал»: the number counts what stands behind it, and no sections. */
function isOfQuarter({ shape, printed, textSlot, textStart }: Opening, grammar: Grammar): boolean {
  if (shape !== 'roman' || !textSlot || textStart === 0 || /[.):]$/.test(printed ?? ''))
    return false
  const { text } = textSlot
  return startsLower(text.slice(textStart)) && textLooksLike(text, 'deadline', grammar)
}

/** «Відділ освіти міської ради за 2024 рік» above a table heads no section, nor does a sentence. */
function plainCharge(
  { shape, isAnnounced, textSlot }: Opening,
  { unit }: View,
  grammar: Grammar,
): readonly Charge[] {
  if (shape !== 'none' || isAnnounced || !textSlot) return NONE
  if (unit.table === null && SENTENCE_END.test(textSlot.text))
    return [['headingUnlike', grammar.costs.headingUnlike]]
  const kinds = matchText(textSlot.text, grammar)
  const times = kinds.includes('preamble') ? 2 : kinds.includes('title') ? 1 : 0
  return times > 0 ? [['wordsUnlike', grammar.costs.wordsUnlike * times]] : NONE
}

function isWide(view: View, title: Slot): boolean {
  return title.columnSpan >= Math.max(2, (view.group?.columns ?? 1) - 2)
}
