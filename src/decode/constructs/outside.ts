import type { RowKind } from '../../model/grammar.ts'
import type { UnplacedKind } from '../../model/vocabulary.ts'
import { textLooksLike } from '../../tables/content.ts'
import { subjectLine } from '../../tables/field-lines.ts'
import { isColumnNumbers } from '../../tables/header-detection.ts'
import { announced, openingsInText, plainOpening } from '../../tables/openings.ts'
import { isAnnounced, matchText, startsLower } from '../../tables/row-words.ts'
import { isFilled, type Slot } from '../../tables/units.ts'
import { prepareLanguage } from '../../text/language.ts'
import { CAPITALS, LETTERS } from '../../text/letters.ts'
import type { Alignment } from '../alignment.ts'
import { citationOf } from '../citation.ts'
import { type Candidate, type Construct, type Context, plain } from '../construct.ts'
import { type Cost, cost, FREE, ignoredLabel, joinCosts, type Tally } from '../cost.ts'
import { isBefore, isNext, payEnd, type State } from '../state.ts'
import { leaveOpen, stay } from './levels.ts'

/* Rows that hold nothing of the tree: told by their words, by their place, or by nothing at all. */

const MOST_CELLS = 3
const SENTENCE_END = /[^\s.][.;:!]\s*$/
/** A sum, or a mark that there is none. */
const FIGURES = /^(?:[\d\s.,%–—-]*|[xх])$/iu
const FIGURE = /^[\s.,%–—-]*\d[\d\s.,%–—-]*$/
const NAME = `[${CAPITALS}](?:\\.|[${LETTERS}'’ʼ-]+)`
const SIGNER = new RegExp(`^\\s*(?:${NAME}(?:\\s?${NAME}){1,2}|_+)\\s*$`)

/** A row of which all that is told is what it is: by its words, where nothing else is given. */
function left(name: UnplacedKind, candidates?: Construct['candidates']): Construct {
  const construct: Construct = {
    name,
    candidates: candidates ?? ((row, context) => toldBy(construct, row, context)),
    step: stay,
    build: (tree, { candidate }) => tree.leave(name, candidate.row.filled),
    inAppendix: name,
  }
  return construct
}

export const blank: Construct = {
  name: 'blank',
  only: (row) => (row.filled.length === 0 ? [plain(blank, row, FREE)] : []),
  candidates: () => [],
  step: stay,
  build: () => {},
  inAppendix: null,
}

export const columnHeading: Construct = {
  ...left('column_heading', () => []),
  only: (row) =>
    row.group?.headingUnits.has(row.unit.index) ? [plain(columnHeading, row, FREE)] : [],
}

/** «Фінансове забезпечення, тис. грн» above a table that holds no measures. */
export const caption: Construct = {
  ...left('column_heading', (row, { grammar }) =>
    row.unit.isCaption ? [plain(caption, row, [cost(grammar.costs, 'caption')])] : [],
  ),
  step: (state) => (state.phase === 'inside' ? leaveOpen(state, 'nothing') : null),
}

export const columnNumber: Construct = left('column_number', (row) =>
  isColumnNumbers(row.unit) ? [plain(columnNumber, row, FREE)] : [],
)

const TITLE: Omit<Construct, 'name' | 'candidates'> = {
  step(state) {
    if (!isBefore(state)) return null
    if (state.phase === 'untitled') state.phase = 'titled'
    if (state.layout === 'untitled') state.layout = 'titled'
    return leaveOpen(state, 'title')
  },
  build: (tree, { candidate }) => tree.addTitle(candidate.row.filled),
  inAppendix: 'preamble',
  opensReport: true,
  around: 'title',
}

export const title: Construct = {
  ...TITLE,
  name: 'title',
  candidates: (row, context) => toldBy(title, row, context),
}

/** The title of a summary, a plan of funding: what stands below it may report nothing new. */
export const appendix: Construct = {
  ...TITLE,
  name: 'appendix',
  candidates: (row, context) => toldBy(appendix, row, context),
}

export const preamble: Construct = {
  ...left('preamble', (row, context) => toldBy(preamble, row, context)),
  /** A line that begins with a small letter goes on with the title before it. */
  step(state, { row }, tally) {
    if (!isBefore(state)) return null
    if (state.open === 'title' && startsLower(row.filled[0]?.text ?? ''))
      tally.add('titleContinues')
    return leaveOpen(state, 'nothing')
  },
  opensReport: true,
  around: 'line',
}

export const signature: Construct = {
  ...left('signature', (row, context) => toldBy(signature, row, context)),
  step(state, _, tally) {
    if (isBefore(state)) return null
    payEnd(state, tally)
    state.phase = 'after'
    return leaveOpen(state, 'nothing')
  },
  around: 'line',
}

/** A line before the measures of which nothing is known. */
export const lineBefore: Construct = {
  ...preamble,
  candidates(row, context) {
    const { costs } = context.grammar
    const inside = isOfMeasures(row) ? insideCosts(row, costs) : FREE
    const told = kindsOf(row, context)
    const title: readonly Cost[] = told.includes('title') ? [cost(costs, 'titleAsPreamble')] : FREE
    const own = joinCosts([inside, title, lineCosts(row, context)])
    const isPlain = context.isProse && told.length === 0 && isPlainLine(row, context)
    return [{ ...plain(lineBefore, row, own), isPlain }]
  },
  step(state, candidate, tally) {
    const numbers = preamble.step(state, candidate, tally)
    return numbers && candidate.isPlain ? leaveOpen(state, 'line') : numbers
  },
}

/** A line behind the measures of which nothing is known. */
export const lineAfter: Construct = {
  ...signature,
  candidates(row, context) {
    if (isOfMeasures(row)) return []
    const own = cost(context.grammar.costs, 'signatureUnlike')
    const costs = joinCosts([[own], lineCosts(row, context)])
    return [{ ...plain(lineAfter, row, costs), isPlain: isPlainLine(row, context) }]
  },
  step(state, candidate, tally) {
    payIgnored(state, candidate, tally)
    return signature.step(state, candidate, tally)
  },
}

/** Sums, money and indicators by year. */
export const total: Construct = left('total_row', (row, context) => {
  const { costs } = context.grammar
  const candidates = [...toldBy(total, row, context)]
  if (isOfFigures(row)) candidates.push(plain(total, row, [cost(costs, 'rowOfFigures')]))
  const isExtraOnly =
    row.extras.some(({ slot }) => isFilled(slot)) && !Object.values(row.fields).some(isFilled)
  if (isOfMeasures(row) && isExtraOnly && row.unit.slots.length > 1)
    candidates.push(plain(total, row, [cost(costs, 'totalUnlike')]))
  return candidates
})

export const passport: Construct = {
  ...left('passport', (row, context) => toldBy(passport, row, context)),
  only: (row) => (row.unit.isPassport ? [plain(passport, row, FREE)] : []),
}

export const furniture: Construct = left('page_furniture')

export const footnote: Construct = left('footnote')

export const other: Construct = {
  ...left('other', (row, context) => {
    const name = isOfMeasures(row) && isMeasure(row) ? 'otherMeasure' : 'other'
    const own = [cost(context.grammar.costs, name)]
    return [plain(other, row, joinCosts([own, numberCosts(row, context)]))]
  }),
  diagnose: (tell) => tell('ROW_NOT_PLACED', 'The row fits no reading of the grammar.'),
}

/** What a line with a field word is where it holds no field. */
export function unreadField(row: Alignment, context: Context): readonly Candidate[] {
  const { costs } = context.grammar
  const unread = cost(costs, 'labelUnread')
  const told = kindsOf(row, context)
  return [
    ...(told.includes('title') ? [plain(title, row, [unread])] : []),
    plain(preamble, row, [unread]),
    plain(signature, row, told.includes('signature') ? FREE : [unread]),
    plain(other, row, [cost(costs, 'other')]),
  ]
}

/** The reading of a row whose words tell it. */
export function toldBy(
  construct: Construct,
  row: Alignment,
  context: Context,
): readonly Candidate[] {
  if (!kindsOf(row, context).some((kind) => kind === construct.name)) return []
  return [plain(construct, row, pointCosts(row, context.grammar))]
}

/** Kinds that the words of a row tell, each once. Total rows and passports stand in tables only. */
function kindsOf(row: Alignment, { grammar }: Context): readonly RowKind[] {
  row.memo.kinds ??= findKinds(row, grammar)
  return row.memo.kinds
}

function findKinds(row: Alignment, grammar: Context['grammar']): readonly RowKind[] {
  if (row.filled.length > MOST_CELLS && !isTotal(row)) return []
  const text = row.filled.map((slot) => slot.text).join('\n')
  const isRow = row.unit.table !== null
  return matchText(text, grammar).filter((kind) => {
    if (isRow && !isOfMeasures(row)) return true
    if (kind === 'title' || kind === 'appendix') return row.filled.length === 1
    if (kind === 'signature' && isRow) return isOfSigner(row, grammar)
    // «Надруковано 40 путівників» beside a measure is its answer.
    if (kind === 'page_furniture' || kind === 'footnote')
      return !isRow || row.filled.length < MOST_CELLS
    const isTabular = kind === 'total_row' || kind === 'passport'
    return isTabular === isRow || (kind === 'total_row' && row.unit.followsTable === true)
  })
}

/**
 * A row of sums may fill many cells, all but the first with numbers; beside them the cell for the
 * response may count («Виконано 5 заходів із 8»).
 */
function isTotal({ filled, fields }: Alignment): boolean {
  const words = filled.slice(1).filter((slot) => !FIGURES.test(slot.text))
  return words.length === 0 || (words.length < filled.length - 1 && words[0] === fields.response)
}

/**
 * A signature drawn into the table: nothing but the first cell is filled, or names stand beside the
 * office («Начальник управління | Олена КОВАЛЬЧУК»).
 */
function isOfSigner(
  { filled: [first, ...others] }: Alignment,
  { language }: Context['grammar'],
): boolean {
  if (others.length === 0) return first?.column === 0
  const place = prepareLanguage(language).pattern('signaturePlace')
  return others.every(({ text }) => SIGNER.test(text) || place.test(text))
}

/** What it costs that a line around the measures stands where it does. */
function lineCosts(row: Alignment, context: Context): readonly Cost[] {
  const above: readonly Cost[] = row.unit.headsTable
    ? [cost(context.grammar.costs, 'lineAboveTable')]
    : FREE
  return joinCosts([above, unreadCosts(row, context)])
}

/** What it costs that nothing begins with a line: no level with its number, no answer. */
export function unreadCosts(row: Alignment, context: Context): readonly Cost[] {
  const [first] = row.filled
  const costs = numberCosts(row, context)
  if (costs.length > 0 || !first || row.unit.table !== null || startsLower(first.text)) return costs
  const isAnswer = textLooksLike(first.text, 'response', context.grammar)
  return isAnswer ? [cost(context.grammar.costs, 'answerUnread')] : FREE
}

/** What it costs that no level begins with the number of a row. */
export function numberCosts(row: Alignment, context: Context): readonly Cost[] {
  const [first] = row.filled
  const { costs } = context.grammar
  if (!first) return FREE
  if (isOfMeasures(row)) {
    if (isHeading(first.text, context)) return [cost(costs, 'labelUnread')]
    return ignoredLabel(plainOpening('item', first), context.grammar)
  }
  if (row.unit.table !== null) return FREE
  const point = pointCosts(row, context.grammar)
  if (point.length > 0) return point
  return isNumberedLine(first, context) ? [cost(costs, 'lineNumbered')] : FREE
}

function isNumberedLine(slot: Slot, context: Context): boolean {
  const openings = openingsInText(slot, 'item', context.grammar)
  const isNumbered = openings.some(({ numbers, repairs }) => numbers.length > 0 && repairs === 0)
  const isLed = subjectLine(slot.text, context.grammar) !== null
  return (
    isNumbered || isLed || isAnnounced(slot.text, context.grammar) || isHeading(slot.text, context)
  )
}

/** A line that nothing begins with, though its number is the next or it looks like a heading: costs. */
export function payIgnored(state: State, { row, isPlain }: Candidate, tally: Tally): void {
  const [slot] = row.filled
  if (slot?.memo.openings?.item?.some((opening) => isNext(state, opening)))
    tally.add('nextNumberIgnored')
  if (isPlain && mayHead(state)) tally.add('nextHeadingIgnored')
}

/** True behind an answer where headings have had no numbers, or where words lead the answers. */
function mayHead({ phase, layout, sectionShape, itemShape, isFlat, fields }: State): boolean {
  if (phase !== 'inside') return false
  if (layout === 'rows') return sectionShape === 'none'
  if (layout === 'fields') return true
  if (!fields.includes('response')) return false
  return sectionShape === 'none' || (itemShape === 'none' && !isFlat)
}

function isPlainLine({ filled: [slot, second] }: Alignment, { grammar }: Context): boolean {
  return slot !== undefined && !second && looksLikeHeading(slot, grammar)
}

/** A line of a paragraph like a heading without a number; an answer goes on in sentences. */
export function looksLikeHeading({ text }: Slot, grammar: Context['grammar']): boolean {
  return looksPlain(text) && !textLooksLike(text, 'response', grammar)
}

/** A line that begins with a capital and ends as no sentence does. */
export function looksPlain(text: string): boolean {
  return !startsLower(text) && !SENTENCE_END.test(text)
}

/** «По пункту 2 …» outside a table may be a point that is answered, even in words of a preamble. */
export function pointCosts(
  { filled: [first], unit }: Alignment,
  grammar: Context['grammar'],
): readonly Cost[] {
  const isPoint = unit.table === null && first && citationOf(first.text, grammar)
  return isPoint ? [cost(grammar.costs, 'pointUnread')] : FREE
}

/** «Стратегічна ціль 1. …», «Розділ II». */
function isHeading(text: string, { grammar }: Context): boolean {
  return announced(text, 'part', grammar) !== null || announced(text, 'section', grammar) !== null
}

/** What it costs that a row of a table of measures is none: the more, the more it is like one. */
function insideCosts(row: Alignment, costs: Context['grammar']['costs']): readonly Cost[] {
  // What stands below the headings of the columns is no preamble.
  const isBelow = [...(row.group?.headingUnits ?? [])].some((index) => index < row.unit.index)
  if (row.filled.length < MOST_CELLS)
    return [cost(costs, isBelow ? 'insideTableCells' : 'insideTable')]
  return isMeasure(row) ? [cost(costs, 'insideTableMeasure')] : [cost(costs, 'insideTableCells')]
}

/** A measure with an answer. */
function isMeasure({ filled, fields }: Alignment): boolean {
  const { measure, deadline, executors, response } = fields
  const isAnswered = [deadline, executors, response].some(isFilled)
  return filled.length >= MOST_CELLS && isFilled(measure) && isAnswered
}

/** A row of figures in a table that holds no measures. */
function isOfFigures(row: Alignment): boolean {
  if (row.unit.table === null || isOfMeasures(row) || row.filled.length < MOST_CELLS) return false
  return row.filled.some(({ text }) => FIGURE.test(text))
}

/** Rows of other tables (layout, approval, signatures) are read like paragraphs. */
function isOfMeasures({ fields }: Alignment): boolean {
  return fields.measure !== undefined
}
