import { countReport } from '../check/coverage.ts'
import { findings, plainFacts } from '../check/findings.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Finding, Item, Measure, Report, Section } from '../model/report.ts'
import type { Detail, Status } from '../model/vocabulary.ts'
import { countCharacters } from '../text/compose.ts'
import { told } from '../text/lists.ts'
import { readRoman } from '../text/roman.ts'
import { type Decided, type Field, fieldsOf, type Known } from './decision.ts'
import type { Effective, ReportDecisions } from './match.ts'

/** What zvit itself says of a measure, beside what people decided. */
export interface Mark {
  /** The machine's number of it. */
  readonly machineId: string
  readonly machineStatus: Status
  readonly machineDetail: Detail
  /** Fields that people decided, those of the whole report among them. */
  readonly fields: readonly Field[]
  /** Who decided them, each once; null where nobody did. */
  readonly by: string | null
}

export interface Corrected {
  readonly report: Report
  /** By the number that the measure has now. */
  readonly marks: ReadonlyMap<string, Mark>
}

/** Written where the rules of a class stand that decided. */
export const BY_PERSON = 'person'

/** Findings that need the language to be seen; of a corrected report those that were seen are kept. */
const NOT_SEEN_AGAIN: ReadonlySet<Finding['code']> = new Set([
  'STRICTER_PERIOD_IN_TEXT',
  'EVIDENCE_OUTSIDE_PERIOD',
])

/**
 * The report as people corrected it. Words and places stay as they are; a row that is none is `unplaced`;
 * counts and findings are those of what is said now.
 */
export function correctReport(machine: Report, decisions: ReportDecisions): Corrected {
  const { facts } = decisions
  const said = measuresOf(machine).map((measure) => ({
    machine: measure,
    effective: decisions.rows.get(measure.id) ?? NOTHING,
  }))
  const kept = numbered(said.filter(({ effective }) => !effective.decided.none))
  const corrected = new Map(
    kept.map(({ machine: measure, effective, id }) => [
      measure,
      { ...correctMeasure(measure, effective.decided, facts.decided), id },
    ]),
  )
  const gone = said.filter(({ effective }) => effective.decided.none).map((one) => one.machine)
  const sections = placeMeasures(machine.sections, corrected)
  const moved = new Map(kept.map(({ machine: one, id }) => [one.id, id]))
  const dropped = kept.flatMap(({ machine: { id }, effective: { decided } }) =>
    decided.deadline ? [id] : [],
  )
  const { respondent, programme, period } = facts.decided
  const heading = { ...machine.heading, ...told({ respondent, programme, period }) }
  const report = {
    ...machine,
    ...leftOut(machine, gone),
    heading,
    sections,
    counts: countReport(sections),
    findings: [
      ...seenAgain(sections, heading.period),
      ...machine.findings.flatMap((finding) =>
        keptFinding(finding, {
          moved,
          dropped,
          hasPeriod: period === undefined,
          sections,
        }),
      ),
    ],
  }
  const marks = kept.map(({ machine: measure, effective, id }) => {
    const by = [...effective.by, ...facts.by]
    const mark: Mark = {
      machineId: measure.id,
      machineStatus: measure.response.status,
      machineDetail: measure.response.detail,
      fields: [...fieldsOf(effective.decided), ...fieldsOf(facts.decided)],
      by: namesOf(by),
    }
    return [id, mark] as const
  })
  return { report, marks: new Map(marks) }
}

const NOTHING: Effective = { decided: {}, by: [] }

interface SaidOf {
  readonly machine: Measure
  readonly effective: Effective
}

function namesOf(by: readonly Known[]): string | null {
  const names = [...new Set(by.map((decision) => decision.by))].sort()
  return names.length === 0 ? null : names.join(', ')
}

/** With their numbers as people gave them; of others that have one of these, the later print gets `~2`. */
function numbered(kept: readonly SaidOf[]): readonly (SaidOf & { readonly id: string })[] {
  const taken = new Set<string>()
  const take = (wanted: string) => {
    let id = wanted
    for (let time = 2; taken.has(id); time += 1) id = `${wanted}~${time}`
    taken.add(id)
    return id
  }
  const given = kept.map(({ effective: { decided } }) => decided.number && take(decided.number))
  return kept.map((one, index) => ({ ...one, id: given[index] ?? take(one.machine.id) }))
}

function correctMeasure(measure: Measure, decided: Decided, facts: Decided): Measure {
  const { class: judged, asRead, number, deadline, executors } = decided
  const isJudged = judged !== undefined || asRead === true
  const standing = facts.respondent === undefined ? measure.executors.respondent : null
  return {
    ...measure,
    ...(number === undefined ? {} : { number: lastNumber(number) }),
    ...(asRead ? { structure: 1 } : {}),
    deadline: deadline ? { ...deadline, at: measure.deadline.at } : measure.deadline,
    executors: executors
      ? {
          text: executors.text,
          at: measure.executors.at,
          bodies: executors.bodies.map((name) => ({ name, scope: null, byConsent: false })),
          respondent: executors.respondent,
        }
      : { ...measure.executors, respondent: standing },
    response: isJudged
      ? {
          ...measure.response,
          ...judged,
          confidence: 1,
          needsReview: false,
          rules: [BY_PERSON, ...measure.response.rules],
        }
      : measure.response,
  }
}

function lastNumber(id: string): number {
  return Number(id.slice(id.lastIndexOf('.') + 1))
}

/** Measures in the sections and items that their numbers name; what is empty now is gone. */
function placeMeasures(
  sections: readonly Section[],
  corrected: ReadonlyMap<Measure, Measure>,
): Section[] {
  const movers: Measure[] = []
  const stayed = sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({
      ...item,
      measures: item.measures.flatMap((measure) => {
        const now = corrected.get(measure)
        if (now === undefined) return []
        if (now.id === measure.id || itemIdOf(now.id) === item.id) return [now]
        movers.push(now)
        return []
      }),
    })),
  }))
  for (const measure of movers) settle(stayed, measure)
  const wasEmpty = new Set(
    sections
      .flatMap(({ items }) => items.filter(({ measures }) => measures.length === 0))
      .map(({ id }) => id),
  )
  const full = stayed.map((section) => ({
    ...section,
    items: section.items.filter(({ id, measures }) => measures.length > 0 || wasEmpty.has(id)),
  }))
  const before = new Map(sections.map(({ id, items }) => [id, items.length]))
  return full.filter(({ id, items }) => items.length > 0 || before.get(id) === 0)
}

/** The item of a measure's number: all but its last part, or itself where the item has just one. */
function itemIdOf(id: string): string {
  const parts = id.split('.')
  return parts.length > 2 ? parts.slice(0, -1).join('.') : id
}

function settle(sections: Section[], measure: Measure): void {
  const itemId = itemIdOf(measure.id)
  const [sectionId = ''] = itemId.split('.')
  const section =
    sections.find(({ id }) => id === sectionId) ?? insert(sections, newSection(sectionId))
  const item: Item =
    section.items.find(({ id }) => id === itemId) ?? insert(section.items, newItem(itemId))
  const later = item.measures.findIndex(({ number }) => (number ?? 0) > (measure.number ?? 0))
  item.measures.splice(later === -1 ? item.measures.length : later, 0, measure)
}

function insert<Numbered extends { readonly number: number }>(
  all: Numbered[],
  one: Numbered,
): Numbered {
  const later = all.findIndex(({ number }) => number > one.number)
  all.splice(later === -1 ? all.length : later, 0, one)
  return one
}

function newSection(id: string): Section {
  const number = readRoman(id) ?? 0
  return { id, number, label: null, title: '', parents: [], at: [], items: [] }
}

function newItem(id: string): Item {
  return { id, number: lastNumber(id), label: null, title: '', at: [], measures: [] }
}

/** Rows that are none are text that no value holds. */
function leftOut(
  { unplaced, coverage }: Report,
  gone: readonly Measure[],
): Pick<Report, 'unplaced' | 'coverage'> {
  const texts = gone.flatMap(({ label, text, at, deadline, executors, response, extra }) => [
    { kind: 'other' as const, text: [label ?? '', text].join(' ').trim(), at },
    ...[deadline, executors, response, ...extra].map((value) => ({
      kind: 'other' as const,
      text: value.text,
      at: value.at,
    })),
  ])
  const told = texts.filter(({ text }) => text !== '')
  const count = told.reduce((sum, { text }) => sum + countCharacters(text), 0)
  return {
    unplaced: [...unplaced, ...told],
    coverage: {
      ...coverage,
      placed: coverage.placed - count,
      unplaced: coverage.unplaced + count,
    },
  }
}

/** Findings that fields alone show. */
function seenAgain(
  sections: readonly Section[],
  period: Report['heading']['period'],
): readonly Finding[] {
  return findings(measuresOf({ sections }).map(plainFacts), period)
}

/** What the machine saw in the language of a measure, as far as its grounds still stand. */
function keptFinding(
  finding: Finding,
  now: {
    readonly moved: ReadonlyMap<string, string>
    /** Measures whose deadline people decided. */
    readonly dropped: readonly string[]
    readonly hasPeriod: boolean
    readonly sections: readonly Section[]
  },
): readonly Finding[] {
  if (!NOT_SEEN_AGAIN.has(finding.code)) return []
  if (finding.code === 'EVIDENCE_OUTSIDE_PERIOD' && !now.hasPeriod) return []
  const isStricter = finding.code === 'STRICTER_PERIOD_IN_TEXT'
  const saysDone = new Set(
    measuresOf(now)
      .filter(
        ({ response: { status, detail } }) =>
          status !== 'not_in_competence' && detail !== 'planned',
      )
      .map(({ id }) => id),
  )
  const measures = finding.measures
    .filter((id) => !isStricter || !now.dropped.includes(id))
    .flatMap((id) => now.moved.get(id) ?? [])
    .filter((id) => isStricter || saysDone.has(id))
  return measures.length === 0 ? [] : [{ ...finding, measures }]
}
