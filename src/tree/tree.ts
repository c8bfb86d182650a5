import { writeRoman } from '../text/roman.ts'
import {
  type HeadingDraft,
  type ItemDraft,
  type MeasureDraft,
  type SectionDraft,
  TreeBuilder,
} from './draft.ts'
import { leaveOut } from './leave-out.ts'
import { EMPTY, type Ledger, type Value } from './ledger.ts'
import type { ReportRows } from './parts.ts'

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
  readonly structure: number
}

export interface TreeExtra {
  readonly role: string
  readonly heading: string | null
  readonly value: Value
}

/** The tree that the rows of a report stand for; every value is claimed from the ledger. */
export function buildTree({ readings, appendices }: ReportRows, ledger: Ledger): Tree {
  const builder = new TreeBuilder()
  for (const reading of readings) builder.add(reading, ledger)
  for (const reading of appendices.flat()) leaveOut(reading, ledger)
  return {
    title: builder.title.length > 0 ? ledger.claim(builder.title) : null,
    sections: finish(builder.sections, ledger),
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
    structure: draft.structure,
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
