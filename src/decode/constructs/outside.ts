import type { RowKind } from '../../model/grammar.ts'
import type { UnplacedKind } from '../../model/vocabulary.ts'
import { isColumnNumbers } from '../../tables/header-detection.ts'
import { announced, plainOpening } from '../../tables/openings.ts'
import { isAnnounced, matchText, startsLower } from '../../tables/row-words.ts'
import { isFilled } from '../../tables/units.ts'
import { prepareLanguage } from '../../text/language.ts'
import { CAPITALS, LETTERS } from '../../text/letters.ts'
import type { Alignment } from '../alignment.ts'
import { type Candidate, type Construct, type Context, plain } from '../construct.ts'
import { type Cost, cost, FREE, ignoredLabel, joinCosts } from '../cost.ts'
import { isBefore } from '../state.ts'
import { leaveOpen, stay } from './levels.ts'

/* Rows that hold nothing of the tree: told by their words, by their place, or by nothing at all. */

const MOST_CELLS = 3
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

export const columnHeading: Construct = left('column_heading', (row) =>
  row.group?.headingUnits.has(row.unit.index) ? [plain(columnHeading, row, FREE)] : [],
)

export const columnNumber: Construct = left('column_number', (row) =>
  isColumnNumbers(row.unit) ? [plain(columnNumber, row, FREE)] : [],
)

const TITLE: Omit<Construct, 'name' | 'candidates'> = {
  step(state) {
    if (!isBefore(state)) return null
    if (state.phase === 'untitled') state.phase = 'titled'
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
  step(state) {
    if (isBefore(state)) return null
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
    const isTitle = kindsOf(row, context).includes('title')
    const title: readonly Cost[] = isTitle ? [cost(costs, 'titleAsPreamble')] : FREE
    return [plain(preamble, row, joinCosts([inside, title, lineCosts(row, context)]))]
  },
}

/** A line behind the measures of which nothing is known. */
export const lineAfter: Construct = {
  ...signature,
  candidates(row, context) {
    if (isOfMeasures(row)) return []
    const own = cost(context.grammar.costs, 'signatureUnlike')
    return [plain(signature, row, joinCosts([[own], lineCosts(row, context)]))]
  },
}

/** Sums, money and indicators by year. */
export const total: Construct = left('total_row', (row, context) => {
  const { costs } = context.grammar
  const candidates = [...toldBy(total, row, context)]
  if (isOfFigures(row)) candidates.push(plain(total, row, [cost(costs, 'rowOfFigures')]))
  if (isOfMeasures(row) && isExtraOnly(row))
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
  ...left('other', (row, { grammar: { costs } }) => [
    isOfMeasures(row) && isMeasure(row)
      ? plain(other, row, [cost(costs, 'otherMeasure')])
      : plain(other, row, [cost(costs, 'other')]),
  ]),
  diagnose: (tell) => tell('ROW_NOT_PLACED', 'The row fits no reading of the grammar.'),
}

/** What a line with a field word or a number alone is where it is neither. */
export function unreadWord(row: Alignment, { costs }: Context['grammar']): readonly Candidate[] {
  return [
    plain(preamble, row, [cost(costs, 'labelUnread')]),
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
  // «На виконання пункту 2 …» is a preamble too, but not among points.
  const isPoint = context.layout === 'points' && isPointOf(row, context)
  return [plain(construct, row, isPoint ? [cost(context.grammar.costs, 'pointUnread')] : FREE)]
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
    const isTabular = kind === 'total_row' || kind === 'passport'
    return isTabular === isRow || kind === 'page_furniture' || kind === 'footnote'
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
  const { grammar, layout } = context
  const isHeaded = layout === 'fields' && isHeading(row.filled[0]?.text ?? '', context)
  const isNumbering = isOfMeasures(row) || isHeaded || layout === 'pairs' || layout === 'points'
  const above: readonly Cost[] = row.unit.headsTable
    ? [cost(grammar.costs, 'lineAboveTable')]
    : FREE
  return joinCosts([above, isNumbering ? labelCosts(row, context) : FREE])
}

/** What it costs that a row or a point with a number tells nothing. */
export function labelCosts(row: Alignment, context: Context): readonly Cost[] {
  const [first] = row.filled
  const { grammar, layout } = context
  if (!first) return FREE
  const isNamed = layout === 'pairs' && isAnnounced(first.text, grammar)
  if (isPointOf(row, context) || (isNamed && row.unit.table === null))
    return [cost(grammar.costs, 'pointUnread')]
  if (isHeading(first.text, context)) return [cost(grammar.costs, 'labelUnread')]
  return ignoredLabel(plainOpening('item', first), grammar)
}

/** «По пункту 2 …» outside a table. */
function isPointOf({ filled: [first], unit }: Alignment, { grammar }: Context): boolean {
  return unit.table === null && matchText(first?.text ?? '', grammar).includes('answer')
}

/** «Стратегічна ціль 1. …», «Розділ II». */
function isHeading(text: string, { grammar }: Context): boolean {
  return announced(text, 'part', grammar) !== null || announced(text, 'section', grammar) !== null
}

/** What it costs that a row of a table of measures is none: the more, the more it is like one. */
function insideCosts(row: Alignment, costs: Context['grammar']['costs']): readonly Cost[] {
  if (row.filled.length < MOST_CELLS) return [cost(costs, 'insideTable')]
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

function isExtraOnly({ extras, fields }: Alignment): boolean {
  if (!extras.some(({ slot }) => isFilled(slot))) return false
  return !Object.values(fields).some((slot) => isFilled(slot))
}
