import type { Grammar, LevelName } from '../../model/grammar.ts'
import { textLooksLike } from '../../tables/content.ts'
import {
  announcedInCell,
  HEADING_LEVELS,
  labelsOf,
  openingsInCell,
  openingsInText,
  plainOpening,
} from '../../tables/openings.ts'
import { matchText, startsLower } from '../../tables/row-words.ts'
import type { Opening, Slot } from '../../tables/units.ts'
import type { Alignment, RowHeading } from '../alignment.ts'
import { type Candidate, type Construct, plain } from '../construct.ts'
import {
  type Cost,
  cost,
  FREE,
  ignoredLabel,
  isInCapitals,
  joinCosts,
  openingCosts,
  startCost,
} from '../cost.ts'
import { HEADING, leaveOpen, NO_NUMBERS } from './levels.ts'
import { numberCosts, pointCosts, toldBy } from './outside.ts'

/* Rows and paragraphs that head a part, a section or an item, or go on with a title. */

const LONG_HEADING = 400
const LONGEST_LABEL = 16
/** A line so is the number of a page. */
const NUMBER_ALONE = /^\s*\d+\s*$/
const SENTENCE_END = /[^\s.][.;]\s*$/

export const part: Construct = {
  ...HEADING,
  name: 'part',
  candidates: (row, { grammar }) => headingsOf(part, 'part', { row, grammar }),
}

export const section: Construct = {
  ...HEADING,
  name: 'section',
  candidates: (row, { grammar }) => headingsOf(section, 'section', { row, grammar }),
}

export const item: Construct = {
  ...HEADING,
  step(state, candidate, tally) {
    const [opening] = candidate.opens
    const isPlain = opening?.shape === 'none' && !opening.isAnnounced && !isInCapitals(opening)
    // A heading without a number heads an item where sections have another form.
    const isLikeSection = isPlain && state.sectionShape === 'none'
    if (isPlain && state.section === 0) return null
    // Where the rows before were items themselves, a heading heads more than one.
    if (isLikeSection && state.isFlat && state.item > 0) return null
    if (state.isFlat && (isLikeSection || (!isPlain && state.item > 0))) tally.add('shapeChanges')
    return HEADING.step(state, candidate, tally)
  },
  name: 'item',
  candidates: (row, { grammar }) => headingsOf(item, 'item', { row, grammar }),
}

export const titleGoesOn: Construct = {
  name: 'title_continues',
  candidates(row, { grammar }) {
    const { title, number, costs } = headingOf(row, grammar)
    if (!title) return []
    const isNumbered: readonly Cost[] =
      number !== null
        ? [cost(grammar.costs, 'continuationNumbered')]
        : ignoredLabel(plainOpening('item', title), grammar)
    const apart = row.unit.headsTable ? [cost(grammar.costs, 'titleApart')] : FREE
    const own = [costs, isNumbered, apart, pointCosts(row, grammar)]
    return [plain(titleGoesOn, row, joinCosts(own))]
  },
  step(state, { row }, tally) {
    if (state.open === 'label') return leaveOpen(state, 'heading')
    if (state.open !== 'heading') return null
    const [title] = row.filled
    tally.add('titleContinues')
    if (!title || startsLower(title.text)) return NO_NUMBERS
    tally.add('titleCapital')
    // In a paragraph or a row of its own; one above a table is, whatever it begins with.
    if (!row.unit.headsTable && title.offset === 0) tally.add('titleApart')
    return NO_NUMBERS
  },
  build: (tree, { candidate }) => tree.goOnWithTitle(candidate.row.filled),
  inAppendix: null,
  goesOn: 'title',
}

/** A heading printed again at the top of a page or a table. */
export const repetition: Construct = {
  name: 'repetition',
  candidates: (row, { grammar }) =>
    headingOf(row, grammar).title ? [{ ...plain(repetition, row, FREE), repeats: 'heading' }] : [],
  step: (state) => (state.phase === 'inside' ? NO_NUMBERS : null),
  build: (tree, { candidate }) => tree.leave('page_furniture', candidate.row.filled),
  inAppendix: 'page_furniture',
}

/** More of the title of the report. */
export const titleLine: Construct = {
  name: 'title_line',
  candidates(row, context) {
    const { title } = headingOf(row, context.grammar)
    const isMore = title !== null && startsLower(title.text)
    return isMore
      ? [plain(titleLine, row, numberCosts(row, context))]
      : toldBy(titleLine, row, context)
  },
  step: (state) => (state.open === 'title' ? NO_NUMBERS : null),
  build: (tree, { candidate }) => tree.addTitle(candidate.row.filled),
  inAppendix: 'preamble',
  around: 'title',
}

/** The openings of the level that a construct is called by. */
function headingsOf(
  construct: Construct,
  level: LevelName,
  { row, grammar }: { readonly row: Alignment; readonly grammar: Grammar },
): readonly Candidate[] {
  const { title, number, costs } = headingOf(row, grammar)
  if (!title) return []
  const openings = number
    ? openingsInCell(number, level, { textSlot: title, grammar })
    : openingsInText(title, level, grammar).concat(plainOpening(level, title))
  // A part may stand in others that begin alike, or begin anew above them.
  const mayNest = ({ numbers }: Opening) => level === 'part' && numbers.length < 2
  const all = openings.flatMap((one) => (mayNest(one) ? [one, { ...one, depth: 1 }] : one))
  const point = pointCosts(row, grammar)
  const candidates: Candidate[] = []
  for (const opening of all) {
    const shape = openingCosts(opening, grammar)
    if (!shape || isOfQuarter(opening, grammar)) continue
    // «Щодо пункту 1» begins with a number behind a word that announces no known level, too.
    const own = opening.isAnnounced && !opening.isGuessed ? FREE : point
    const words = [startCost(opening, grammar), wordCosts(opening, row, grammar), own]
    candidates.push({
      construct,
      row,
      opens: [opening],
      costs: joinCosts([costs, shape, ...words]),
    })
  }
  return candidates
}

const NO_HEADING: RowHeading = { title: null, number: null, costs: FREE }

/** The cell with the title of a row that has nothing else but, perhaps, a number; found once. */
function headingOf(row: Alignment, grammar: Grammar): RowHeading {
  row.memo.heading ??= findHeading(row, grammar)
  return row.memo.heading
}

function findHeading(row: Alignment, grammar: Grammar): RowHeading {
  const [first, second] = row.filled
  if (!first || row.filled.length > 2) return NO_HEADING
  if (!second) return { title: first, number: null, costs: headingCosts(row, first, grammar) }
  if (row.fields.number !== first && !isLabelCell(first, grammar)) return NO_HEADING
  return { title: second, number: first, costs: headingCosts(row, second, grammar) }
}

/** A cell that holds a number and nothing else, whatever its column. */
function isLabelCell(slot: Slot, grammar: Grammar): boolean {
  const text = slot.text.trimEnd()
  if (text.length > LONGEST_LABEL) return false
  if (labelsOf(slot).some((label) => label.rest >= text.length)) return true
  return HEADING_LEVELS.some((level) => announcedInCell(slot, level, grammar) !== null)
}

function headingCosts(row: Alignment, title: Slot, { costs: prices }: Grammar): readonly Cost[] {
  const costs: Cost[] = []
  const { deadline, executors, response } = row.fields
  if (row.unit.table === null) costs.push(cost(prices, 'headingInParagraph'))
  else if (row.unit.slots.length > 1 && !isWide(row, title))
    costs.push(
      [deadline, executors, response].includes(title)
        ? cost(prices, 'headingInAnswers')
        : cost(prices, 'headingUnlike'),
    )
  if (NUMBER_ALONE.test(title.text)) costs.push(cost(prices, 'headingOfFigures'))
  if (title.text.length > LONG_HEADING) costs.push(cost(prices, 'headingLong'))
  return costs
}

/** «II квартал»: the number counts what stands behind it, and no sections. */
function isOfQuarter({ shape, printed, textSlot, textStart }: Opening, grammar: Grammar): boolean {
  if (shape !== 'roman' || !textSlot || textStart === 0 || /[.):]$/.test(printed ?? ''))
    return false
  const { text } = textSlot
  return startsLower(text.slice(textStart)) && textLooksLike(text, 'deadline', grammar)
}

/** «Відділ освіти міської ради за 2024 рік» above a table heads no section, nor does a sentence. */
function wordCosts(
  { shape, isAnnounced, textSlot }: Opening,
  { unit }: Alignment,
  grammar: Grammar,
): readonly Cost[] {
  const { costs } = grammar
  if (shape !== 'none' || isAnnounced || !textSlot) return FREE
  if (unit.table === null && SENTENCE_END.test(textSlot.text))
    return [cost(costs, 'headingOfSentence')]
  const kinds = matchText(textSlot.text, grammar)
  if (kinds.includes('title')) return [cost(costs, 'headingLikeTitle')]
  return kinds.includes('preamble') ? [cost(costs, 'headingLikePreamble')] : FREE
}

/** True for a cell over most columns, or at the left of blank ones where no row has a wide one. */
function isWide({ unit, group }: Alignment, title: Slot): boolean {
  if (title.columnSpan >= Math.max(2, (group?.columns ?? 1) - 2)) return true
  const isRest = ({ column, isBlank, isCovered }: Slot) => column > 0 && isBlank && !isCovered
  return !group?.hasWide && unit.slots.every((slot) => slot === title || isRest(slot))
}
