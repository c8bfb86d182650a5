import type { Manner } from '../decode/manner.ts'
import type { Move } from '../decode/move.ts'
import type { Reading } from '../decode/trace.ts'
import { type Diagnostic, diagnostic } from '../model/diagnostics.ts'
import type { TableGroup } from '../tables/columns.ts'
import { UNKNOWN_ROLE } from '../tables/roles.ts'
import { isFilled, type Opening, type Slot } from '../tables/slots.ts'
import type { Unit } from '../tables/units.ts'
import { append } from '../text/append.ts'
import type { ReportRows } from './parts.ts'

/** Below this a second reading of the row came near. */
const UNCLEAR = 0.6
/** Prices that lie so near are no decision. */
const NEAR = 3

/** What the chosen readings had to pay for, as diagnostics in reading order. */
export function diagnose(readings: readonly Reading[], manner: Manner): readonly Diagnostic[] {
  const told: Diagnostic[] = []
  const answer = manner === 'pairs' ? readings.find(({ move }) => move.field) : undefined
  const aside = manner === 'fields' ? readings.find(({ move }) => isWordless(move)) : undefined
  if (answer) told.push(diagnostic('COLUMNS_BY_CONTENT', answer.unit.place, PAIRED))
  if (aside) told.push(diagnostic('COLUMNS_BY_CONTENT', aside.unit.place, WORDLESS))
  const isAnsweredBelow = readings.some(({ move, unit }) => unit.table !== null && isNamed(move))
  const groups = new Set<unknown>()
  const strays = new Set<unknown>()
  for (const reading of readings) {
    const { group } = reading.move.view
    const stray = strayColumn(reading)
    if (stray !== null && !strays.has(group)) {
      strays.add(group)
      const words = `A cell stands in column ${stray + 1}, which no heading names.`
      told.push(diagnostic('COLUMNS_BY_CONTENT', reading.unit.place, words))
    }
    if (group && !groups.has(group) && reading.move.opens.length > 0) {
      groups.add(group)
      const lost = group.isByContent
        ? `Not all columns have a known heading; they were read as: ${group.roles.join(', ')}.`
        : 'No column for the response was found.'
      if (group.isByContent || !(holdsResponses(group) || isAnsweredBelow))
        told.push(diagnostic('COLUMNS_BY_CONTENT', reading.unit.place, lost))
    }
    append(told, diagnoseReading(reading))
  }
  return told
}

const PAIRED =
  'No field words part measures and responses; each paragraph behind a numbered one was taken for its response.'
const WORDLESS =
  'Lines without a field word between measure and response were read as who and when.'

/** Who and when, without a word that says so. */
function isWordless({ field, opens }: Move): boolean {
  return field?.start === 0 && field.role !== 'response' && opens.length === 0
}

/** A response behind its word, in a row of its own. */
function isNamed({ field }: Move): boolean {
  return field?.role === 'response' && field.start > 0
}

function holdsResponses({ roles, shared }: TableGroup): boolean {
  return roles.includes('response') || shared?.roles.includes('response') === true
}

/** A column that holds words of a measure, under headings of which none is its own. */
function strayColumn({ move }: Reading): number | null {
  const { group, extras } = move.view
  if (!group || move.opens.length === 0 || group.headingUnits.size === 0) return null
  const stray = extras.find(
    ({ column, slot }) =>
      isFilled(slot) && group.roles[column] === UNKNOWN_ROLE && !isHeaded(group, column),
  )
  return stray?.column ?? null
}

function isHeaded({ headings }: TableGroup, column: number): boolean {
  return (headings[column] ?? '') !== ''
}

/**
 * What is told of a report among those of its file. `distance` is how much dearer it would be as
 * more of the report before it, null for the first.
 */
export function diagnoseParts(
  reports: readonly ReportRows[],
  index: number,
  distance: number | null,
): readonly Diagnostic[] {
  const told: Diagnostic[] = []
  const { readings = [], appendices = [] } = reports[index] ?? {}
  const start = readings[0]?.unit.place
  if (reports.length > 1)
    told.push(
      diagnostic(
        'SEVERAL_REPORTS',
        start ?? [],
        `The file holds ${reports.length} reports; this is part ${index + 1}.`,
      ),
    )
  if (distance !== null && distance < NEAR)
    told.push(
      diagnostic(
        'ROW_UNCLEAR',
        start ?? [],
        `Read as another report; as more of the report before it would cost only ${distance} more.`,
      ),
    )
  for (const rows of appendices) {
    const first = rows.find(({ move }) => move.opens.length > 0)
    if (first)
      told.push(
        diagnostic(
          'APPENDIX_LEFT_OUT',
          first.unit.place,
          'Rows under a heading of their own look like measures, but report nothing new: a summary, a plan of funding.',
        ),
      )
  }
  return told
}

function standsElsewhere({ paragraphs }: Slot, { place }: Unit): boolean {
  return paragraphs.some((paragraph) => paragraph.place.page !== place.page)
}

export function diagnoseReading(reading: Reading): readonly Diagnostic[] {
  const { move, unit } = reading
  const told = move.opens.flatMap((opening, index) => diagnoseNumber(reading, opening, index))
  const tell = (code: Parameters<typeof diagnostic>[0], message: string) =>
    told.push(diagnostic(code, unit.place, message))
  if (move.reading === 'continuation')
    tell('ROW_JOINED', 'The row goes on with the row before it and was joined to it.')
  else if (unit.slots.some((slot) => isFilled(slot) && standsElsewhere(slot, unit)))
    tell('ROW_JOINED', 'Cells of the row stand on another page and were joined to it.')
  if (move.reading === 'title_continues' || move.itemCell === 'continues')
    tell('TITLE_JOINED', 'A title goes on in this row and was joined.')
  if (move.reading === 'measure' && (unit.startsPage || unit.startsTable))
    tell(
      'ITEM_CARRIED_OVER',
      `Item ${reading.before.item} goes on over the end of a page or table.`,
    )
  if (move.view.shift > 0 && !['continuation', 'section', 'item', 'part'].includes(move.reading))
    tell(
      'CELLS_SHIFTED',
      `The row lacks ${move.view.shift} cells at its left; the rest were put into columns by content.`,
    )
  if (move.opens.at(-1)?.level === 'measure' && move.view.fields.response === null)
    tell('RESPONSE_CELL_MISSING', 'The row has no cell for the response.')
  if (
    reading.structure < UNCLEAR &&
    reading.next &&
    (isOfTree(move) || isOfTree(reading.next.move))
  )
    tell(
      'ROW_UNCLEAR',
      `Read as ${move.reading}; as ${reading.next.move.reading} it would cost only ${reading.next.cost} more.`,
    )
  if (move.reading === 'other') tell('ROW_NOT_PLACED', 'The row fits no reading of the grammar.')
  return told
}

/** Whether a row is preamble or signature decides nothing. */
function isOfTree({ reading, opens }: Move): boolean {
  return opens.length > 0 || reading === 'continuation' || reading === 'title_continues'
}

function diagnoseNumber(reading: Reading, opening: Opening, index: number): Diagnostic[] {
  const number = reading.numbers[index] ?? 0
  const has = (name: string) => reading.charges.some(([charge]) => charge === name)
  const at =
    opening.labelSlot?.paragraphs[0]?.place ??
    opening.textSlot?.paragraphs[0]?.place ??
    reading.unit.place
  const name = opening.level
  if (opening.shape === 'none' && opening.printed !== null)
    return [
      diagnostic(
        'NUMBER_REPAIRED',
        at,
        `The number of the ${name} is printed «${opening.printed}»; read as ${number}.`,
      ),
    ]
  if (opening.shape === 'none')
    return has('numberMissing') && isLabelled(reading, opening)
      ? [
          diagnostic(
            'NUMBER_MISSING',
            at,
            `The ${name} has no number; by its neighbours it is ${number}.`,
          ),
        ]
      : []
  if (opening.repairs > 0)
    return [
      diagnostic(
        'NUMBER_REPAIRED',
        at,
        `The number of the ${name} is printed «${opening.printed}»; read as ${number}.`,
      ),
    ]
  if (has('numberRepeated') && isAt(reading, opening, 0))
    return [diagnostic('NUMBER_REPEATED', at, `The ${name} ${number} is printed twice.`)]
  if (has('numberGap') && !isAt(reading, opening, 1))
    return [
      diagnostic('NUMBER_GAP', at, `The ${name} ${number} does not follow the one before it.`),
    ]
  if (has('numberBackwards') && number < lastNumber(reading, opening))
    return [
      diagnostic('NUMBER_GAP', at, `The ${name} ${number} goes back behind the one before it.`),
    ]
  return []
}

function isLabelled({ before }: Reading, { level }: Opening): boolean {
  const shape = {
    part: null,
    section: before.sectionShape,
    item: before.itemShape,
    measure: before.measureShape,
  }[level]
  return shape !== null && shape !== 'none'
}

function lastNumber({ before, move }: Reading, { level }: Opening): number {
  const opensAbove = move.opens[0]?.level !== level
  if (opensAbove) return 0
  return {
    part: before.part,
    section: before.section,
    item: before.item,
    measure: Math.max(before.measure, 0),
  }[level]
}

/** True where the number stands `ahead` steps after the last one of its level. */
function isAt(reading: Reading, opening: Opening, ahead: number): boolean {
  const index = reading.move.opens.indexOf(opening)
  return reading.numbers[index] === lastNumber(reading, opening) + ahead
}
