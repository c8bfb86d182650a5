import type { Grammar, LevelName, ShapeName } from '../model/grammar.ts'
import type { UnplacedKind } from '../model/vocabulary.ts'
import type { LabelShape } from '../text/label.ts'
import type { Charge } from './bill.ts'
import { looksCut } from './content.ts'
import {
  announced,
  announcedInCell,
  labelsOf,
  type Opening,
  openingsInCell,
  openingsInText,
  plainOpening,
} from './headings.ts'
import { isColumnNumbers } from './numbers.ts'
import { type FieldLine, fieldOfView } from './prose.ts'
import { matchRows } from './rows.ts'
import { isFilled, type Slot } from './units.ts'
import type { View } from './views.ts'

export type ReadingName =
  | 'part'
  | 'section'
  | 'item'
  | 'item_measure'
  | 'measure'
  | 'continuation'
  | 'title_continues'
  | 'repetition'
  | 'field'
  | 'field_line'
  | 'title'
  | 'title_line'
  | 'blank'
  | UnplacedKind

/** One way to read one row, before anything is known of its neighbours. */
export interface Move {
  readonly reading: ReadingName
  readonly view: View
  /** Levels that the row opens, from the top down. */
  readonly opens: readonly Opening[]
  /** The item cell of the row goes on with the open title, or repeats it. */
  readonly itemCell: 'none' | 'continues' | 'repeats'
  /** The field that a line of prose holds. */
  readonly field?: FieldLine
  readonly charges: readonly Charge[]
}

const LONG_HEADING = 400
const LONGEST_LABEL = 16
/** Shapes that words do not begin with by chance. */
const IGNORED: readonly LabelShape[] = ['arabic', 'decimal', 'paren', 'letter']

/** All readings that the words and the shape of a row allow, in a fixed order. */
export function movesOf(view: View, grammar: Grammar, isInProse: boolean): readonly Move[] {
  if (view.filled.length === 0) return [plain('blank', view, [])]
  const moves: Move[] = []
  if (isInProse && view.unit.table === null) {
    const field = fieldOfView(view, grammar)
    if (field) return fieldMoves(view, field, grammar)
    addProse(view, grammar, moves)
  }
  addHeadings(view, grammar, moves)
  if (view.unit.table !== null && view.fields.measure !== undefined) addData(view, grammar, moves)
  addUnplaced(view, grammar, moves)
  return moves
}

function plain(reading: ReadingName, view: View, charges: readonly Charge[]): Move {
  return { reading, view, opens: [], itemCell: 'none', charges }
}

const HEADING_LEVELS: readonly LevelName[] = ['part', 'section', 'item']

function addHeadings(view: View, grammar: Grammar, moves: Move[]): void {
  const heading = headingSlots(view, grammar)
  if (!heading) return
  const charges = headingCharges(view, heading.title, grammar)
  for (const level of HEADING_LEVELS) {
    const openings = heading.number
      ? openingsInCell(heading.number, level, { textSlot: heading.title, grammar })
      : openingsInText(heading.title, level, grammar)
    // A paragraph without a number may head a section, never an item.
    const isPlain = !heading.number && (level !== 'item' || view.unit.table !== null)
    const all = isPlain ? [...openings, plainOpening(level, heading.title)] : openings
    for (const opening of all) {
      const shape = openingCharges(opening, grammar)
      if (!shape) continue
      moves.push({
        reading: level as ReadingName,
        view,
        opens: [opening],
        itemCell: 'none',
        charges: [...charges, ...shape, ...startCharge(opening, grammar)],
      })
    }
  }
  moves.push(plain('title_continues', view, charges))
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
  if (title.text.length > LONG_HEADING) charges.push(['headingUnlike', costs.headingUnlike])
  return charges
}

function isWide(view: View, title: Slot): boolean {
  return title.columnSpan >= Math.max(2, (view.group?.columns ?? 1) - 2)
}

/** Null where the level never carries a label of that shape. */
function openingCharges(opening: Opening, grammar: Grammar): readonly Charge[] | null {
  const shape = pricedShape(opening)
  const own = grammar.levels[opening.level].labels[shape]
  if (own === undefined) return null
  // The number of a flat list is the measure's as much as the item's.
  const price = opening.isFlat ? Math.min(own, grammar.levels.measure.labels[shape] ?? own) : own
  return [[`${opening.level}.${shape}`, price], ...ignoredLabel(opening, grammar)]
}

function pricedShape(opening: Opening): ShapeName {
  if (opening.isAnnounced) return 'word'
  if (opening.shape !== 'none') return opening.shape
  return isCapitals(opening.textSlot?.text ?? '') ? 'capitals' : 'none'
}

function isCapitals(text: string): boolean {
  return !/\p{Ll}/u.test(text) && /\p{Lu}.*\p{Lu}.*\p{Lu}.*\p{Lu}/su.test(text)
}

function startCharge(opening: Opening, grammar: Grammar): readonly Charge[] {
  const text = opening.textSlot?.text.slice(opening.textStart) ?? ''
  return startsLower(text) ? [['lowerCaseStart', grammar.costs.lowerCaseStart]] : []
}

/** True where the first letter is a small one and no digit comes before it. */
export function startsLower(text: string): boolean {
  return /^[^\p{L}\p{N}]*\p{Ll}/u.test(text)
}

function addData(view: View, grammar: Grammar, moves: Move[]): void {
  const { number, item, measure } = view.fields
  const hasText = isFilled(measure)
  const hasAnswer = [view.fields.deadline, view.fields.executors, view.fields.response].some(
    isFilled,
  )
  if (!hasText && !hasAnswer && !isFilled(item)) return
  const base = [...view.charges, ...answerCharges(view, grammar)]
  if (hasText || hasAnswer) {
    if (isFilled(number) || isFilled(item) || item === undefined)
      addItems(view, grammar, base, moves)
    addMeasures(view, grammar, base, moves)
  }
  moves.push(continuation(view, grammar))
}

function answerCharges(view: View, grammar: Grammar): readonly Charge[] {
  const { costs } = grammar
  const charges: Charge[] = []
  if (view.fields.response === null) charges.push(['responseMissing', costs.responseMissing])
  if (!isFilled(view.fields.measure)) charges.push(['measureMissing', costs.measureMissing])
  const { response } = view.fields
  if (view.unit.startsPage && isFilled(response) && startsLower(response.text))
    charges.push(['lowerCaseStart', costs.lowerCaseStart])
  const blanks = [view.fields.deadline, view.fields.executors, response].filter(isEmpty).length
  if (isEmpty(view.fields.deadline) && blanks > 1)
    charges.push(['answersBlank', costs.answersBlank * (view.unit.startsPage ? blanks : 1)])
  return charges
}

/** A filled cell of the direction's column opens a section, numbered or not. */
function directionOpening(view: View, grammar: Grammar): readonly Opening[] {
  const { direction } = view.fields
  if (!isFilled(direction)) return []
  const [labelled] = openingsInText(direction, 'section', grammar)
  return [labelled ?? plainOpening('section', direction)]
}

/** True where a cell is there, begins in this row and holds nothing. */
function isEmpty(slot: Slot | null | undefined): boolean {
  return slot?.isBlank === true && !slot.isCovered
}

/** Rows that open an item and its first measure. */
function addItems(view: View, grammar: Grammar, base: readonly Charge[], moves: Move[]): void {
  const { number, item, measure } = view.fields
  const title = isFilled(item) ? item : null
  const titleCharge: Charge[] =
    title === null && item !== undefined ? [['titleMissing', grammar.costs.titleMissing]] : []
  const add = (given: Opening, measures: readonly Opening[], more: readonly Charge[]) => {
    const opening = item === undefined ? { ...given, isFlat: true } : given
    const shape = openingCharges(opening, grammar)
    if (!shape) return
    for (const inner of measures) {
      // Without a title column a numbered row is an item and its only measure.
      const isFlat = item === undefined && inner.shape === 'none' && opening.shape !== 'none'
      const innerShape = isFlat ? ignoredLabel(inner, grammar) : openingCharges(inner, grammar)
      if (!innerShape) continue
      moves.push({
        reading: 'item_measure',
        view,
        opens: [...direction, opening, inner],
        itemCell: 'none',
        charges: [...base, ...titleCharge, ...shape, ...innerShape, ...more],
      })
    }
  }
  const inner = measureOpenings(view, grammar)
  const direction = directionOpening(view, grammar)
  if (isFilled(number)) {
    const openings = openingsInCell(number, 'item', { textSlot: title, grammar })
    for (const opening of openings) add(opening, inner, titleStart(opening, grammar))
    if (openings.length === 0) add(unreadOpening('item', number, title), inner, unread(grammar))
    return
  }
  if (title) {
    for (const opening of openingsInText(title, 'item', grammar)) add(opening, inner, [])
    add(plainOpening('item', title), inner, startCharge(plainOpening('item', title), grammar))
    return
  }
  // No item column: a number at the start of the measure's own cell may be the item's.
  if (!isFilled(measure)) return
  for (const opening of openingsInText(measure, 'item', grammar)) {
    const flat = { ...opening, textSlot: null }
    const own = { ...plainOpening('measure', measure), textStart: opening.textStart }
    add(flat, [own], [])
  }
  add(plainOpening('item', null), [plainOpening('measure', measure)], [])
}

function titleStart(opening: Opening, grammar: Grammar): readonly Charge[] {
  return opening.textSlot ? startCharge(opening, grammar) : []
}

function unread(grammar: Grammar): readonly Charge[] {
  return [['labelUnread', grammar.costs.labelUnread]]
}

function unreadOpening(level: LevelName, cell: Slot, textSlot: Slot | null): Opening {
  return {
    ...plainOpening(level, textSlot),
    printed: cell.text.trim() || cell.marker,
    labelSlot: cell.text.trim() === '' ? null : cell,
    labelEnd: cell.text.length,
  }
}

function measureOpenings(view: View, grammar: Grammar): readonly Opening[] {
  const { measure, measureNumber } = view.fields
  const text = isFilled(measure) ? measure : null
  if (isFilled(measureNumber)) {
    const openings = openingsInCell(measureNumber, 'measure', { textSlot: text, grammar })
    return openings.length > 0 ? openings : [unreadOpening('measure', measureNumber, text)]
  }
  if (!isFilled(measure)) return [plainOpening('measure', null)]
  return [...openingsInText(measure, 'measure', grammar), plainOpening('measure', measure)]
}

function isAnnounced(text: string, grammar: Grammar): boolean {
  return HEADING_LEVELS.some((level) => announced(text, level, grammar) !== null)
}

/** The text begins with a number that this reading takes for words. */
function ignoredLabel(opening: Opening, grammar: Grammar): readonly Charge[] {
  const slot = opening.textSlot
  if (opening.shape !== 'none' || !slot || opening.textStart > 0) return []
  const isLabelled =
    slot.marker !== null ||
    labelsOf(slot).some((label) => IGNORED.includes(label.shape)) ||
    (opening.level !== 'measure' && isAnnounced(slot.text, grammar))
  return isLabelled ? [['labelIgnored', grammar.costs.labelIgnored]] : []
}

/** Rows that open the next measure of the open item. */
function addMeasures(view: View, grammar: Grammar, base: readonly Charge[], moves: Move[]): void {
  const { number, item, measure } = view.fields
  const text = isFilled(measure) ? measure : null
  const openings = isFilled(number)
    ? [
        ...openingsInCell(number, 'measure', { textSlot: text, grammar }),
        unreadOpening('measure', number, text),
      ]
    : measureOpenings(view, grammar)
  for (const opening of openings) {
    const shape = openingCharges(opening, grammar)
    if (!shape) continue
    const isUnread = isFilled(number) && opening.shape === 'none'
    const charges = [...base, ...shape, ...(isUnread ? unread(grammar) : [])]
    const move = { reading: 'measure', view, opens: [opening] } as const
    if (!isFilled(item)) {
      moves.push({ ...move, itemCell: 'none', charges })
      continue
    }
    const goesOn: Charge[] = [['titleContinues', grammar.costs.titleContinues]]
    if (!startsLower(item.text)) goesOn.push(['wordsUnlike', grammar.costs.wordsUnlike])
    if (!isFilled(number))
      moves.push({ ...move, itemCell: 'continues', charges: [...charges, ...goesOn] })
  }
  if (isFilled(item) || isFilled(number))
    for (const opening of measureOpenings(view, grammar)) {
      const shape = openingCharges(opening, grammar)
      if (shape)
        moves.push({
          reading: 'measure',
          view,
          opens: [opening],
          itemCell: 'repeats',
          charges: [...base, ...shape],
        })
    }
}

/** A row that goes on with the measure (and title) of the row before: cut by a page, or second line. */
function continuation(view: View, grammar: Grammar): Move {
  const { costs } = grammar
  const { number, item, measure, deadline } = view.fields
  const isCut = view.unit.startsPage || view.unit.startsTable
  const charges: Charge[] = view.charges.filter(([name]) => name !== 'contentUnlike')
  charges.push(
    isCut ? ['continuation', costs.continuation] : ['continuationInside', costs.continuationInside],
  )
  if (view.fields.response === null && view.unit.slots.length > 1)
    charges.push(['responseMissing', costs.responseMissing])
  if (isFilled(number)) charges.push(['continuationNumbered', costs.continuationNumbered])
  if (isFilled(measure)) {
    const openings = openingsInText(measure, 'measure', grammar)
    if (openings.some((opening) => opening.shape !== 'bullet' && opening.shape !== 'roman'))
      charges.push(['continuationNumbered', costs.continuationNumbered])
    else if (!startsLower(measure.text)) charges.push(['wordsUnlike', costs.wordsUnlike])
  }
  if (isFilled(item) && !startsLower(item.text)) charges.push(['wordsUnlike', costs.wordsUnlike])
  if (isFilled(deadline) && (!isCut || !looksCut(deadline, 'deadline', grammar)))
    charges.push(['continuationFilled', costs.continuationFilled])
  return {
    reading: 'continuation',
    view,
    opens: [],
    itemCell: isFilled(item) ? 'continues' : 'none',
    charges,
  }
}

/** A line that begins with a field word is hardly anything else. */
function fieldMoves(view: View, field: FieldLine, { costs }: Grammar): readonly Move[] {
  return [
    { ...plain('field', view, []), field },
    plain('preamble', view, [['labelUnread', costs.labelUnread]]),
    plain('other', view, [['other', costs.other]]),
  ]
}

/** Lines of a report without a table: more of a field, or the next measure. */
function addProse(view: View, grammar: Grammar, moves: Move[]): void {
  const { costs } = grammar
  const [slot] = view.filled
  if (!slot) return
  const more: Charge[] = [['continuation', costs.continuation]]
  moves.push(
    plain('field_line', view, [...more, ...ignoredLabel(plainOpening('item', slot), grammar)]),
  )
  const base: Charge[] = [['measureInProse', costs.measureInProse]]
  const add = (reading: ReadingName, opens: readonly Opening[]) => {
    const charges = opens.map((opening) => openingCharges(opening, grammar))
    if (charges.every((one) => one !== null))
      moves.push({ reading, view, opens, itemCell: 'none', charges: [...base, ...charges.flat()] })
  }
  for (const opening of openingsInText(slot, 'measure', grammar)) add('measure', [opening])
  if (startsLower(slot.text)) add('measure', [plainOpening('measure', slot)])
  for (const opening of openingsInText(slot, 'item', grammar)) {
    const own = { ...plainOpening('measure', slot), textStart: opening.textStart }
    add('item_measure', [{ ...opening, textSlot: null }, own])
  }
}

/** Readings that open nothing: told by their words, by their place, or by nothing at all. */
function addUnplaced(view: View, grammar: Grammar, moves: Move[]): void {
  const { costs } = grammar
  const isRow = isOfMeasures(view)
  if (view.group?.headingUnits.has(view.unit.index)) moves.push(plain('column_heading', view, []))
  if (isColumnNumbers(view.unit)) moves.push(plain('column_number', view, []))
  for (const kind of matchRows(view, grammar)) moves.push(plain(kind, view, []))
  if (isRow && isExtraOnly(view))
    moves.push(plain('total_row', view, [['wordsUnlike', costs.wordsUnlike]]))
  const inside: Charge[] = isRow
    ? [['insideTable', costs.insideTable * (view.filled.length > 2 ? 3 : 1)]]
    : []
  moves.push(plain('preamble', view, inside))
  if (!isRow) moves.push(plain('signature', view, [['wordsUnlike', costs.wordsUnlike]]))
  moves.push(plain('other', view, [['other', costs.other]]))
}

/** Rows of other tables (layout, approval, signatures) are read like paragraphs. */
export function isOfMeasures(view: View): boolean {
  return view.fields.measure !== undefined
}

function isExtraOnly(view: View): boolean {
  const core = Object.values(view.fields)
  return view.extras.some(({ slot }) => isFilled(slot)) && !core.some((slot) => isFilled(slot))
}
