import { depthOf } from '../decode/open-levels.ts'
import type { Reading } from '../decode/trace.ts'
import type { Paragraph } from '../model/document.ts'
import type { CoreRole } from '../model/grammar.ts'
import { numberText } from '../tables/headings.ts'
import { isFilled, type Opening, type Slot } from '../tables/slots.ts'
import { append } from '../text/append.ts'
import { leave } from './leave-out.ts'
import { extendField, type Field, fieldOf, type Ledger } from './ledger.ts'

export interface HeadingDraft {
  number: number
  label: string | null
  labelField: Field
  title: Field
}
export interface SectionDraft extends HeadingDraft {
  parents: HeadingDraft[]
  items: ItemDraft[]
}
export interface ItemDraft extends HeadingDraft {
  measures: MeasureDraft[]
}
type AnswerRole = 'deadline' | 'executors' | 'response'
export interface MeasureDraft extends HeadingDraft {
  answers: Record<AnswerRole, Field | null>
  /** What stands above the response. */
  asked: string | null
  extras: { role: string; heading: string | null; column: number; field: Field }[]
  structure: number
}

const ANSWERS: readonly AnswerRole[] = ['deadline', 'executors', 'response']

/** Collects, row by row, which pieces of the document belong to which value of the tree. */
export class TreeBuilder {
  readonly sections: SectionDraft[] = []
  readonly title: Field = []
  /** The open parts, from the top down, with their depths. */
  private parts: { readonly draft: HeadingDraft; readonly depth: number }[] = []
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

  add(reading: Reading, ledger: Ledger): void {
    const { move } = reading
    switch (move.reading) {
      case 'part':
      case 'section':
      case 'item':
        this.openHeadings(reading)
        if (move.field) this.addField(reading, ledger)
        return
      case 'item_measure':
      case 'measure':
        this.openHeadings(reading)
        this.addItemCell(reading, ledger)
        this.addAnswers(reading, ledger)
        if (move.field) this.addField(reading, ledger)
        return
      case 'field':
        this.addField(reading, ledger)
        return
      case 'field_line':
        for (const slot of move.view.filled) if (this.field) append(this.field, fieldOf(slot))
        return
      case 'continuation':
        this.addItemCell(reading, ledger)
        this.goOn(reading)
        return
      case 'title_continues':
        for (const slot of move.view.filled)
          if (this.heading) extendField(this.heading.title, fieldOf(slot))
        return
      case 'title':
      case 'appendix':
      case 'title_line':
        for (const slot of move.view.filled) append(this.title, fieldOf(slot))
        return
      case 'blank':
        return
      case 'repetition':
        leave('page_furniture', move.view.filled, ledger)
        return
      default:
        leave(move.reading, move.view.filled, ledger)
    }
  }

  /** The rest of a number that a page cut off. */
  private goOnWithNumber(slot: Slot | null | undefined, measure: MeasureDraft): void {
    if (!isFilled(slot)) return
    const holder = measure.label === null ? this.item() : measure
    if (!holder) return
    holder.label = `${holder.label ?? ''}${numberText(slot)}`
    extendField(holder.labelField, fieldOf(slot))
  }

  /** «Виконавці: …»: the word is a heading, the rest the value. */
  private addField({ move }: Reading, ledger: Ledger): void {
    const [slot] = move.view.filled
    if (!slot || !move.field) return
    const { start, end, role } = move.field
    ledger.claimUnplaced('column_heading', fieldOf(slot, 0, start))
    // What opens an item or a measure is there already; only its word is left.
    const isOpened = move.opens.length > 0 && role !== 'response'
    const measure = this.measure()
    if (isOpened || !measure) return
    const value = fieldOf(slot, start, end)
    if (end !== undefined && end < slot.text.length)
      ledger.claimUnplaced('column_heading', fieldOf(slot, end))
    this.field = value
    if (role === 'deadline' || role === 'executors' || role === 'response') {
      const held = measure.answers[role]
      if (held) append(held, value)
      measure.answers[role] = held ?? value
      this.field = measure.answers[role]
    } else {
      const heading = slot.text
        .slice(0, start)
        .replace(/[\s:–—-]+$/, '')
        .trim()
      measure.extras.push({ role, heading, column: measure.extras.length, field: value })
    }
  }

  private openHeadings({ move, numbers, structure }: Reading): void {
    for (const [index, opening] of move.opens.entries())
      this.open(opening, numbers[index] ?? 0, structure)
  }

  /** Each draft is written out: V8 makes a spread of another one far slower. */
  private open(opening: Opening, number: number, structure: number): void {
    const { printed: label, labelSlot, textSlot } = opening
    const labelField = labelSlot ? fieldOf(labelSlot, opening.labelStart, opening.labelEnd) : []
    const title = textSlot ? fieldOf(textSlot, opening.textStart, opening.textEnd) : []
    switch (opening.level) {
      case 'part': {
        const draft = { number, label, labelField, title }
        const depth = depthOf(opening)
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
          structure,
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

  /** What stands in the cells for number and title of a row that opens no item. */
  private addItemCell({ move }: Reading, ledger: Ledger): void {
    const { number, item } = move.view.fields
    if (move.itemCell === 'repeats') {
      const isLabel = (slot: Slot) => move.opens.some(({ labelSlot }) => labelSlot === slot)
      leave(
        'page_furniture',
        [number, item].filter(isFilled).filter((slot) => !isLabel(slot)),
        ledger,
      )
    }
    const open = this.item()
    if (move.itemCell === 'continues' && isFilled(item) && open)
      extendField(open.title, fieldOf(item))
  }

  private addAnswers({ move }: Reading, ledger: Ledger): void {
    const measure = this.measure()
    if (!measure) return
    const { fields, group, words } = move.view
    leave('column_heading', words, ledger)
    for (const role of ANSWERS) measure.answers[role] = this.answerOf(role, fields[role])
    const { response } = fields
    if (response && move.view.shift === 0) measure.asked = group?.headings[response.column] ?? null
    for (const { column, slot } of move.view.extras) {
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

  private goOn({ move }: Reading): void {
    const measure = this.measure()
    if (!measure) return
    const { fields } = move.view
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
    for (const { column, slot } of move.view.extras) {
      if (!isFilled(slot)) continue
      const extra = measure.extras.find((one) => one.column === column)
      if (extra) extendField(extra.field, fieldOf(slot))
      else
        measure.extras.push({
          role: move.view.group?.roles[column] ?? 'other',
          heading: null,
          column,
          field: fieldOf(slot),
        })
    }
  }
}
