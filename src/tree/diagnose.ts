import type { Candidate, Reading, Tell } from '../decode/construct.ts'
import { type Diagnostic, type DiagnosticCode, diagnostic } from '../model/diagnostics.ts'
import type { ExplainedRow, Explanation } from '../model/explanation.ts'
import type { Place } from '../model/place.ts'
import type { TableGroup } from '../tables/columns.ts'
import { UNKNOWN_ROLE } from '../tables/roles.ts'
import { isFilled, type Opening, type Slot, type Unit } from '../tables/units.ts'
import { append } from '../text/lists.ts'
import { writeRoman } from '../text/roman.ts'
import type { ReportRows } from './reports.ts'

/** Below this a second reading of the row came near. */
const UNCLEAR = 0.6
/** Prices that lie so near are no decision. */
const NEAR = 3

/** What the chosen readings had to pay for, as diagnostics in reading order. */
export function diagnose(readings: readonly Reading[]): readonly Diagnostic[] {
  const told: Diagnostic[] = []
  const tell = (unit: Unit, words: string) =>
    told.push(diagnostic('COLUMNS_BY_CONTENT', unit.place, words))
  const tellFirst = (test: (candidate: Candidate) => boolean, words: string) => {
    const found = readings.find(({ candidate }) => test(candidate))
    if (found) tell(found.unit, words)
  }
  const isPaired = ({ layout }: Candidate) => layout === 'pairs'
  if (readings.some(({ candidate }) => isPaired(candidate))) tellFirst(isPaired, PAIRED)
  else tellFirst(isWordless, WORDLESS)
  const below = readings.filter(
    ({ candidate, unit }) => unit.table !== null && candidate.field?.role === 'response',
  )
  const wordless = below.find(({ candidate }) => candidate.field?.start === 0)
  if (wordless) tell(wordless.unit, 'A row without a word for it was read as a response.')
  const groups = new Set<unknown>()
  const strays = new Set<unknown>()
  for (const reading of readings) {
    const { group } = reading.candidate.row
    const stray = strayColumn(reading)
    if (stray !== null && !strays.has(group)) {
      strays.add(group)
      tell(reading.unit, `A cell stands in column ${stray + 1}, which no heading names.`)
    }
    if (group && !groups.has(group) && reading.candidate.opens.length > 0) {
      groups.add(group)
      const { place } = reading.unit
      const roles = group.roles.join(', ')
      if (group.isByContent)
        tell(reading.unit, `The columns may be read otherwise than as: ${roles}.`)
      if (!holdsResponses(group) && below.length === 0 && !told.some(isOfPlan))
        told.push(diagnostic('NO_RESPONSE_COLUMN', place, 'No column for the response was found.'))
      for (const column of group.unfamiliar) {
        const words = `The column «${group.headings[column] ?? ''}» has no known role; it became extra.`
        told.push(diagnostic('COLUMN_UNFAMILIAR', place, words.replace(/\s+/g, ' ')))
      }
    }
    append(told, diagnoseReading(reading))
  }
  return told
}

function isOfPlan({ code }: Diagnostic): boolean {
  return code === 'NO_RESPONSE_COLUMN'
}

const PAIRED =
  'No field words part measures and responses; each paragraph behind a numbered one was taken for its response.'
const WORDLESS =
  'Lines without a field word between measure and response were read as who and when.'

/** Who and when, without a word that says so. */
function isWordless({ field, opens }: Candidate): boolean {
  return field?.start === 0 && field.role !== 'response' && opens.length === 0
}

function holdsResponses({ roles, shared }: TableGroup): boolean {
  return roles.includes('response') || shared.some((one) => one.roles.includes('response'))
}

/** A column that holds words of a measure, under headings of which none is its own. */
function strayColumn({ candidate }: Reading): number | null {
  const { group, extras } = candidate.row
  if (!group || candidate.opens.length === 0 || group.headingUnits.size === 0) return null
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
  const start = readings[0]?.unit.place ?? []
  const tell = (code: DiagnosticCode, words: string, at: Diagnostic['at'] | Place = start) =>
    told.push(diagnostic(code, at, words))
  if (reports.length > 1)
    tell('SEVERAL_REPORTS', `The file holds ${reports.length} reports; this is part ${index + 1}.`)
  if (distance !== null && distance < NEAR)
    tell(
      'ROW_UNCLEAR',
      `Read as another report; as more of the report before it would cost only ${distance} more.`,
    )
  for (const rows of appendices) {
    const first = rows.find(({ candidate }) => candidate.opens.length > 0)
    if (first) tell('APPENDIX_LEFT_OUT', LEFT_OUT, first.unit.place)
  }
  return told
}

const LEFT_OUT =
  'Rows under a heading of their own look like measures, but report nothing new: a summary, a plan of funding.'

function standsElsewhere({ paragraphs }: Slot, { place }: Unit): boolean {
  return paragraphs.some((paragraph) => paragraph.place.page !== place.page)
}

function diagnoseReading(reading: Reading): readonly Diagnostic[] {
  const { candidate, unit } = reading
  const told = candidate.opens.flatMap((opening, index) => diagnoseNumber(reading, opening, index))
  const tell: Tell = (code, message) => told.push(diagnostic(code, unit.place, message))
  const { construct, row } = candidate
  if (construct.goesOn === 'measure')
    tell('ROW_JOINED', 'The row goes on with the row before it and was joined to it.')
  else if (unit.slots.some((slot) => isFilled(slot) && standsElsewhere(slot, unit)))
    tell('ROW_JOINED', 'Cells of the row stand on another page and were joined to it.')
  if (construct.goesOn === 'title' || candidate.continuesItem)
    tell('TITLE_JOINED', 'A title goes on in this row and was joined.')
  if (candidate.opens[0]?.level === 'measure' && (unit.startsPage || unit.startsTable))
    tell(
      'ITEM_CARRIED_OVER',
      `Item ${reading.before.item} goes on over the end of a page or table.`,
    )
  if (row.shift > 0 && construct.goesOn !== 'measure' && !isHeading(candidate))
    tell(
      'CELLS_SHIFTED',
      `The row lacks ${row.shift} cells at its left; the rest were put into columns by content.`,
    )
  if (candidate.opens.at(-1)?.level === 'measure' && row.fields.response === null)
    tell('RESPONSE_CELL_MISSING', 'The row has no cell for the response.')
  if (
    reading.structure < UNCLEAR &&
    reading.next &&
    (isOfTree(candidate) || isOfTree(reading.next.candidate))
  )
    tell(
      'ROW_UNCLEAR',
      `Read as ${construct.name}; as ${reading.next.candidate.construct.name} it would cost only ${reading.next.cost} more.`,
    )
  construct.diagnose?.(tell)
  return told
}

/** Whether a row is preamble or signature decides nothing. */
function isOfTree({ construct, opens }: Candidate): boolean {
  return opens.length > 0 || construct.goesOn === 'measure' || construct.goesOn === 'title'
}

function isHeading({ opens }: Candidate): boolean {
  return opens.length > 0 && opens.at(-1)?.level !== 'measure'
}

/** What is told of the number of a level. */
function diagnoseNumber(reading: Reading, opening: Opening, index: number): readonly Diagnostic[] {
  const number = reading.numbers[index] ?? 0
  const { level: name, printed, shape, repairs, labelSlot, textSlot } = opening
  const has = (cost: string) => reading.costs.some(([paid]) => paid === cost)
  const at = (labelSlot ?? textSlot)?.paragraphs[0]?.place ?? reading.unit.place
  const tell: (code: DiagnosticCode, words: string) => readonly Diagnostic[] = (code, words) => [
    diagnostic(code, at, `The ${words}.`),
  ]
  if (repairs > 0 || (shape === 'none' && printed !== null))
    return tell(
      'NUMBER_REPAIRED',
      `number of the ${name} is printed «${printed}»; read as ${number}`,
    )
  if (shape === 'none')
    return has('numberMissing') && isLabelled(reading, opening)
      ? tell('NUMBER_MISSING', `${name} has no number; by its neighbours it is ${number}`)
      : []
  if (has('numberRepeated') && isAt(reading, opening, 0))
    return tell('NUMBER_REPEATED', `${name} ${number} is printed twice`)
  if (has('numberGap') && !isAt(reading, opening, 1))
    return tell('NUMBER_GAP', `${name} ${number} does not follow the one before it`)
  if (has('numberBackwards') && number < lastNumber(reading, opening))
    return tell('NUMBER_GAP', `${name} ${number} goes back behind the one before it`)
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

function lastNumber({ before, candidate }: Reading, { level }: Opening): number {
  const opensAbove = candidate.opens[0]?.level !== level
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
  const index = reading.candidate.opens.indexOf(opening)
  return reading.numbers[index] === lastNumber(reading, opening) + ahead
}

/** How each row was read, what it cost and why, and the next best reading. */
export function explainReadings(readings: readonly Reading[]): Explanation {
  return { rows: readings.map(explainRow) }
}

function explainRow(reading: Reading): ExplainedRow {
  const { candidate, unit, next } = reading
  return {
    row: unit.index + 1,
    text: unit.slots
      .filter((slot) => !slot.isCovered)
      .map((slot) => [slot.marker, slot.text.replace(/\s+/g, ' ').trim()].filter(Boolean).join(' '))
      .join(' | '),
    place: unit.place,
    reading: candidate.construct.name,
    label: labelOf(reading),
    cost: reading.cost,
    reasons: reading.costs.map(([rule, cost]) => ({ rule, cost })),
    next: next ? { reading: next.candidate.construct.name, cost: next.cost } : null,
    structure: reading.structure,
    repairs: diagnoseReading(reading).map(({ message }) => message),
  }
}

/** `II.3.1`: the number that each opened level was given, under those open before. */
function labelOf({ candidate, numbers, before }: Reading): string | null {
  if (candidate.opens.length === 0) return candidate.opensReport ? 'new part' : null
  const path = { section: before.section, item: before.item }
  let label = ''
  candidate.opens.forEach(({ level }, index) => {
    const number = numbers[index] ?? 0
    const section = path.section === 0 ? '0' : writeRoman(path.section)
    if (level === 'part') label = `${number}`
    else if (level === 'section') {
      path.section = number
      label = writeRoman(number)
    } else if (level === 'item') {
      path.item = number
      label = `${section}.${number}`
    } else label = `${section}.${path.item}.${number}`
  })
  return label
}
