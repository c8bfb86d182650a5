import type { Truth, TruthMeasure } from '../../scripts/fixtures/truth.ts'
import type { Deadline, Measure, Report } from '../../src/model/report.ts'

/*
 * A report, a written truth and the seed's tree in one comparable form: rows of strings by field.
 * A field that a truth does not speak of is absent and is not compared.
 */

export type Level = 'section' | 'item' | 'measure'

/** One section, item or measure; `values` by field name, each already folded. */
export interface FlatRow {
  readonly level: Level
  readonly id: string
  readonly values: Readonly<Record<string, string>>
  /** Whether the answer asks for a reader. */
  readonly needsReview: boolean
  /** A status that is as right where the answer asks for a reader. */
  readonly statusForReview?: string
  /** 0 to 1; only measures of reports have one. */
  readonly confidence?: number
}

export type Fold = (text: string) => string

/** White space is one blank, and none stands after a hyphen: what line ends may have changed. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/([-\u2010\u2011]) /gu, '$1')
    .trim()
}

/** The text as it is. */
export function keepText(text: string): string {
  return text
}

/** The rows of a report. */
export function flattenReport(
  report: Pick<Report, 'sections'>,
  fold: Fold = foldText,
): readonly FlatRow[] {
  return flatten(report.sections, fold, (measure) => ({
    values: measureValues(measure, fold),
    needsReview: measure.response.needsReview,
    confidence: measure.response.confidence,
  }))
}

/** The rows of a fixture's written truth. */
export function flattenTruth(truth: Truth, fold: Fold = foldText): readonly FlatRow[] {
  return flatten(truth.sections, fold, (measure) => ({
    values: measureValues(measure, fold),
    needsReview: measure.response.needsReview ?? false,
  }))
}

/** The seed's tree: deadlines, executors and responses are plain strings there. */
export interface SeedTree {
  readonly sections: readonly Branch<SeedMeasure>[]
}

export interface SeedMeasure {
  readonly id: string
  readonly number: number | null
  readonly label: string | null
  readonly text: string
  readonly deadline: string
  readonly executors: string
  readonly response: string
  readonly status: string
}

/** The seed's README: IV.2.3 is done; other with `needsReview` is as right. */
const SEED_FOR_REVIEW: ReadonlyMap<string, string> = new Map([['IV.2.3', 'other']])

/** The rows of the seed's tree. */
export function flattenSeed(seed: SeedTree, fold: Fold = foldText): readonly FlatRow[] {
  return flatten(seed.sections, fold, (measure) => {
    const statusForReview = SEED_FOR_REVIEW.get(measure.id)
    return {
      values: {
        text: fold(measure.text),
        deadlineText: fold(measure.deadline),
        executorsText: fold(measure.executors),
        responseText: fold(measure.response),
        status: measure.status,
      },
      needsReview: false,
      ...(statusForReview === undefined ? {} : { statusForReview }),
    }
  })
}

interface Branch<M> extends Numbered {
  readonly title: string
  readonly parents?: readonly { readonly label: string | null; readonly title: string }[]
  readonly items: readonly (Numbered & {
    readonly title: string
    readonly measures: readonly M[]
  })[]
}

interface Numbered {
  readonly id: string
  readonly number: number | null
  readonly label: string | null
}

function flatten<M extends Numbered>(
  sections: readonly Branch<M>[],
  fold: Fold,
  read: (measure: M) => Omit<FlatRow, 'level' | 'id'>,
): readonly FlatRow[] {
  return sections.flatMap((section) => {
    const parents = section.parents?.map(({ label, title }) => [label, fold(title)])
    const above = titled(section, fold)
    return [
      row('section', section, {
        ...above,
        ...(parents === undefined ? {} : { parents: JSON.stringify(parents) }),
      }),
      ...section.items.flatMap((item) => {
        const middle = titled(item, fold)
        return [
          row('item', item, { ...middle, section: above.title ?? '' }),
          ...item.measures.map((measure): FlatRow => {
            const { values, ...rest } = read(measure)
            const own = {
              ...numbered(measure),
              item: `${item.number} ${middle.title}`,
              section: `${section.number} ${above.title}`,
            }
            return { level: 'measure', id: measure.id, values: { ...own, ...values }, ...rest }
          }),
        ]
      }),
    ]
  })
}

function row(level: Level, { id }: Numbered, values: FlatRow['values']): FlatRow {
  return { level, id, values, needsReview: false }
}

function titled(branch: Numbered & { readonly title: string }, fold: Fold): FlatRow['values'] {
  return { ...numbered(branch), title: fold(branch.title) }
}

function numbered({ number, label }: Numbered): FlatRow['values'] {
  return { number: String(number), label: String(label) }
}

function measureValues(measure: Measure | TruthMeasure, fold: Fold): FlatRow['values'] {
  const { deadline, executors, response } = measure
  const extra = (measure.extra ?? []).map(({ role, heading, text }) => [
    role,
    heading === null ? null : fold(heading),
    fold(text),
  ])
  return {
    text: fold(measure.text),
    deadlineText: fold(deadline.text),
    deadline: deadlineValue(deadline),
    executorsText: fold(executors.text),
    bodies: JSON.stringify(
      executors.bodies.map(({ name, scope, byConsent }) => [
        fold(name),
        scope === null ? null : fold(scope),
        byConsent,
      ]),
    ),
    standing: String(executors.respondent),
    responseText: fold(response.text),
    status: response.status,
    detail: response.detail,
    extra: JSON.stringify(extra),
  }
}

function deadlineValue(deadline: Omit<Deadline, 'at' | 'due'> & { due?: readonly string[] }) {
  const { kind, from, to, every, due = [] } = deadline
  return JSON.stringify({ kind, from, to, every, due })
}
