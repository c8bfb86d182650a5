import type { Reading, TreeBuilder } from '../decode/construct.ts'
import { depthOf, START, type State } from '../decode/state.ts'
import type { Paragraph } from '../model/document.ts'
import type { CoreRole } from '../model/grammar.ts'
import type { UnplacedKind } from '../model/vocabulary.ts'
import { numberText } from '../tables/openings.ts'
import { isFilled, type Opening, type Slot } from '../tables/units.ts'
import { append } from '../text/lists.ts'
import { writeRoman } from '../text/roman.ts'
import { EMPTY, extendField, type Field, fieldOf, type Ledger, type Value } from './ledger.ts'
import type { ReportRows } from './reports.ts'

export interface Tree {
  readonly title: Value | null
  readonly sections: readonly TreeSection[]
}

export interface TreeSection {
  readonly id: string
  readonly number: number
  readonly label: string | null
  readonly title: Value
  readonly parents: readonly { readonly label: string | null; readonly title: string }[]
  readonly items: readonly TreeItem[]
}

export interface TreeItem {
  readonly id: string
  readonly number: number
  readonly label: string | null
  readonly title: Value
  readonly measures: readonly TreeMeasure[]
}

export interface TreeMeasure {
  readonly id: string
  readonly number: number | null
  readonly label: string | null
  readonly text: Value
  readonly deadline: Value
  readonly executors: Value
  /** Null where the row has no cell for the response. */
  readonly response: Value | null
  /** The heading above the response, null where none is. */
  readonly asked: string | null
  readonly extras: readonly TreeExtra[]
}

interface TreeExtra {
  readonly role: string
  readonly heading: string | null
  readonly value: Value
}

/** The tree that the rows of a report stand for; every value is claimed from the ledger. */
export function buildTree({ readings, appendices }: ReportRows, ledger: Ledger): Tree {
  const drafts = new Drafts(ledger)
  for (const reading of readings) reading.candidate.construct.build(drafts, reading)
  for (const { candidate } of appendices.flat()) {
    const { inAppendix } = candidate.construct
    if (inAppendix) drafts.leave(inAppendix, candidate.row.filled)
  }
  return {
    title: drafts.title.length > 0 ? ledger.claim(drafts.title) : null,
    sections: finish(drafts.sections, ledger),
  }
}

function finish(sections: readonly SectionDraft[], ledger: Ledger): readonly TreeSection[] {
  const ids = new Set<string>()
  return sections.map((section) => {
    const id = uniqueId(section.number === 0 ? '0' : writeRoman(section.number), ids)
    const parents = section.parents.map((part) => ({
      label: part.label,
      title: heading(part, ledger).text,
    }))
    const items = section.items.map((item) =>
      finishItem(item, uniqueId(`${id}.${item.number}`, ids), ledger),
    )
    return {
      id,
      number: section.number,
      label: section.label,
      title: heading(section, ledger),
      parents,
      items,
    }
  })
}

function finishItem(item: ItemDraft, id: string, ledger: Ledger): TreeItem {
  const ids = new Set<string>()
  const only = item.measures.length === 1 && item.measures[0]?.label === null
  const measures = item.measures.map((measure) => {
    const measureId = only ? id : uniqueId(`${id}.${measure.number}`, ids)
    return finishMeasure(measure, { id: measureId, number: only ? null : measure.number }, ledger)
  })
  return { id, number: item.number, label: item.label, title: heading(item, ledger), measures }
}

function finishMeasure(
  draft: MeasureDraft,
  name: { id: string; number: number | null },
  ledger: Ledger,
): TreeMeasure {
  const { deadline, executors, response } = draft.answers
  return {
    id: name.id,
    number: name.number,
    label: draft.label,
    text: heading(draft, ledger),
    deadline: deadline ? ledger.claim(deadline) : EMPTY,
    executors: executors ? ledger.claim(executors) : EMPTY,
    response: response ? ledger.claim(response) : null,
    asked: draft.asked,
    extras: draft.extras.map(({ role, heading: title, field }) => ({
      role,
      heading: title === null ? null : ledger.clean(title),
      value: ledger.claim(field),
    })),
  }
}

/** Title or text with its places; the label's own place comes first. */
function heading(draft: HeadingDraft, ledger: Ledger): Value {
  const label = ledger.claim(draft.labelField)
  const title = ledger.claim(draft.title)
  const [first, second] = label.at
  if (!first || (!second && first === title.at[0])) return title
  const others = title.at.filter((place) => !label.at.includes(place))
  return { text: title.text, at: label.at.concat(others) }
}

function uniqueId(id: string, taken: Set<string>): string {
  let unique = id
  for (let count = 2; taken.has(unique); count += 1) unique = `${id}~${count}`
  taken.add(unique)
  return unique
}

interface HeadingDraft {
  number: number
  label: string | null
  labelField: Field
  title: Field
}
interface SectionDraft extends HeadingDraft {
  parents: HeadingDraft[]
  items: ItemDraft[]
}
interface ItemDraft extends HeadingDraft {
  measures: MeasureDraft[]
}
type AnswerRole = 'deadline' | 'executors' | 'response'
interface MeasureDraft extends HeadingDraft {
  answers: Record<AnswerRole, Field | null>
  /** What stands above the response. */
  asked: string | null
  extras: { role: string; heading: string | null; column: number; field: Field }[]
}

const ANSWERS: readonly AnswerRole[] = ['deadline', 'executors', 'response']

function isWithout(field: Field | null): boolean {
  return !field?.some((pieces) =>
    pieces.some(({ paragraph, start, end }) => /\S/.test(paragraph.text.slice(start, end))),
  )
}

class Drafts implements TreeBuilder {
  readonly sections: SectionDraft[] = []
  readonly title: Field = []
  /** The open parts, from the top down, with their depths. */
  private parts: { readonly draft: HeadingDraft; readonly depth: number }[] = []
  /** What was open before the row. */
  private before: Readonly<State> = START
  /** True behind a part that has no section yet. */
  private isPartFresh = false
  private heading: HeadingDraft | null = null
  /** The field of prose, or the measure, that the next line may go on with. */
  private field: Field | null = null
  /** By what stands in a merged cell the value that all of its rows share, also where it goes on. */
  private readonly merged: Readonly<Record<AnswerRole, Map<readonly Paragraph[], Field>>> = {
    deadline: new Map(),
    executors: new Map(),
    response: new Map(),
  }

  private readonly ledger: Ledger

  constructor(ledger: Ledger) {
    this.ledger = ledger
  }

  leave(kind: UnplacedKind, slots: readonly Slot[]): void {
    for (const slot of slots) this.ledger.claimUnplaced(kind, fieldOf(slot))
  }

  addTitle(slots: readonly Slot[]): void {
    for (const slot of slots) append(this.title, fieldOf(slot))
  }

  goOnWithTitle(slots: readonly Slot[]): void {
    for (const slot of slots) if (this.heading) extendField(this.heading.title, fieldOf(slot))
  }

  answerCited({ candidate }: Reading): void {
    const [slot] = candidate.row.filled
    const { cited = [], field } = candidate
    const measure = this.measureAt(cited)
    if (!slot || !field || !measure) return
    this.ledger.claimUnplaced('column_heading', fieldOf(slot, 0, field.start))
    this.field = fieldOf(slot, field.start)
    measure.answers.response = this.field
  }

  /** The measure of these numbers that has no answer yet, if there is one; else the last that has. */
  private measureAt(cited: readonly number[]): MeasureDraft | undefined {
    const found: MeasureDraft[] = []
    for (const section of this.sections)
      for (const item of section.items)
        for (const measure of item.measures) {
          const path = [section.number, item.number, measure.number]
          const tail = (measure.label === null ? path.slice(0, 2) : path).slice(-cited.length)
          if (tail.length === cited.length && tail.every((number, at) => number === cited[at]))
            found.push(measure)
        }
    return found.find(({ answers }) => isWithout(answers.response)) ?? found.at(-1)
  }

  answerOthers(slots: readonly Slot[]): void {
    for (const { items } of this.sections)
      for (const { measures } of items)
        for (const { answers } of measures)
          if (isWithout(answers.response)) answers.response = slots.flatMap((slot) => fieldOf(slot))
  }

  goOnWithField(slots: readonly Slot[]): void {
    for (const slot of slots) if (this.field) append(this.field, fieldOf(slot))
  }

  /** The rest of a number that a page cut off. */
  private goOnWithNumber(slot: Slot | null | undefined, measure: MeasureDraft): void {
    if (!isFilled(slot)) return
    const holder = measure.label === null ? this.item() : measure
    if (!holder) return
    holder.label = `${holder.label ?? ''}${numberText(slot)}`
    extendField(holder.labelField, fieldOf(slot))
  }

  addField({ candidate }: Reading): void {
    const [slot] = candidate.row.filled
    if (!slot || !candidate.field) return
    const { start, end, role } = candidate.field
    this.ledger.claimUnplaced('column_heading', fieldOf(slot, 0, start))
    // What opens an item or a measure is there already; only its word is left.
    const isOpened = candidate.opens.length > 0 && role !== 'response'
    const measure = this.measure()
    if (isOpened || !measure) return
    const value = fieldOf(slot, start, end)
    if (end !== undefined && end < slot.text.length)
      this.ledger.claimUnplaced('column_heading', fieldOf(slot, end))
    this.field = value
    if (role === 'deadline' || role === 'executors' || role === 'response') {
      const held = measure.answers[role]
      if (held) append(held, value)
      measure.answers[role] = held ?? value
      this.field = measure.answers[role]
    } else {
      const heading = slot.text
        .slice(0, start)
        .replace(/(?<![\s:–—-])[\s:–—-]+$/, '')
        .trim()
      measure.extras.push({ role, heading, column: measure.extras.length, field: value })
    }
  }

  openLevels({ candidate, numbers, before }: Reading): void {
    this.before = candidate.opensReport ? START : before
    for (const [index, opening] of candidate.opens.entries())
      this.open(opening, numbers[index] ?? 0)
  }

  /** Each draft is written out: V8 makes a spread of another one far slower. */
  private open(opening: Opening, number: number): void {
    const { printed: label, labelSlot, textSlot } = opening
    const labelField = labelSlot ? fieldOf(labelSlot, opening.labelStart, opening.labelEnd) : []
    const title = textSlot ? fieldOf(textSlot, opening.textStart, opening.textEnd) : []
    switch (opening.level) {
      case 'part': {
        const draft = { number, label, labelField, title }
        const depth = depthOf(opening, this.before)
        this.parts = this.parts.filter((above) => above.depth < depth)
        this.parts.push({ draft, depth })
        this.isPartFresh = true
        this.heading = draft
        return
      }
      case 'section': {
        const draft = { number, label, labelField, title, parents: this.parents(), items: [] }
        this.isPartFresh = false
        this.sections.push(draft)
        this.heading = draft
        return
      }
      case 'item': {
        const draft = { number, label, labelField, title, measures: [] }
        this.section().items.push(draft)
        this.heading = draft
        return
      }
      case 'measure': {
        const answers = { deadline: null, executors: null, response: null }
        const draft = {
          number,
          label,
          labelField,
          title,
          answers,
          asked: null,
          extras: [],
        }
        this.item()?.measures.push(draft)
        this.heading = draft
        this.field = title
      }
    }
  }

  private parents(): HeadingDraft[] {
    return this.parts.map(({ draft }) => draft)
  }

  private section(): SectionDraft {
    const last = this.sections.at(-1)
    if (last && !this.isPartFresh) return last
    this.isPartFresh = false
    const implied: SectionDraft = {
      number: 0,
      label: null,
      labelField: [],
      title: [],
      parents: this.parents(),
      items: [],
    }
    this.sections.push(implied)
    return implied
  }

  private item(): ItemDraft | undefined {
    return this.sections.at(-1)?.items.at(-1)
  }

  private measure(): MeasureDraft | undefined {
    return this.item()?.measures.at(-1)
  }

  addItemCell({ candidate }: Reading): void {
    const { number, item } = candidate.row.fields
    const again = candidate.row.unit.slots.filter(({ isAgain }) => isAgain)
    this.leave('page_furniture', again)
    const isLabel = (slot: Slot) => candidate.opens.some(({ labelSlot }) => labelSlot === slot)
    if (candidate.repeats)
      this.leave(
        'page_furniture',
        [number, item].filter(isFilled).filter((slot) => !isLabel(slot)),
      )
    const open = this.item()
    if (candidate.continuesItem && isFilled(item) && open) extendField(open.title, fieldOf(item))
  }

  addAnswers({ candidate }: Reading): void {
    const measure = this.measure()
    if (!measure) return
    const { fields, group, words } = candidate.row
    this.leave('column_heading', words)
    for (const role of ANSWERS) measure.answers[role] = this.answerOf(role, fields[role])
    const { response } = fields
    if (response && candidate.row.shift === 0)
      measure.asked = group?.headings[response.column] ?? null
    for (const { column, slot } of candidate.row.extras) {
      if (!isFilled(slot)) continue
      const role = group?.roles[column] ?? 'other'
      const heading = group?.headings[column] ?? null
      measure.extras.push({ role, heading, column, field: fieldOf(slot) })
    }
  }

  /**
   * Merged deadlines and executors count for each measure they span; a merged response counts for
   * the first only, and leaves the others empty. Null where the row has no such cell.
   */
  private answerOf(role: AnswerRole, slot: Slot | null | undefined): Field | null {
    if (slot === null || slot === undefined) return null
    if (!slot.isCovered) return this.share(role, slot, fieldOf(slot))
    return role === 'response' ? [] : (this.merged[role].get(slot.paragraphs) ?? fieldOf(slot))
  }

  private share(role: AnswerRole, { rowSpan, paragraphs }: Slot, field: Field): Field {
    if (rowSpan > 1 && role !== 'response') this.merged[role].set(paragraphs, field)
    return field
  }

  goOnWithMeasure({ candidate }: Reading): void {
    const measure = this.measure()
    if (!measure) return
    const { fields } = candidate.row
    const extend = (role: CoreRole, field: Field) => {
      const slot = fields[role]
      if (isFilled(slot)) extendField(field, fieldOf(slot))
    }
    this.goOnWithNumber(fields.measureNumber ?? fields.number, measure)
    extend('measure', measure.title)
    for (const role of ANSWERS) {
      const slot = fields[role]
      if (!isFilled(slot)) continue
      const field = measure.answers[role] ?? []
      extendField(field, fieldOf(slot))
      measure.answers[role] = field
      this.share(role, slot, field)
    }
    for (const { column, slot } of candidate.row.extras) {
      if (!isFilled(slot)) continue
      const extra = measure.extras.find((one) => one.column === column)
      if (extra) extendField(extra.field, fieldOf(slot))
      else
        measure.extras.push({
          role: candidate.row.group?.roles[column] ?? 'other',
          heading: null,
          column,
          field: fieldOf(slot),
        })
    }
  }
}
