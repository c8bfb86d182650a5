import { type Corrected, correctReport } from '../corrections/apply.ts'
import { type Decided, type Field, fieldsOf, isOfReport, plain } from '../corrections/decision.ts'
import { isAlike, type ReportDecisions } from '../corrections/match.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Measure, Report } from '../model/report.ts'
import { fold } from '../text/fold.ts'
import { LETTERS } from '../text/letters.ts'
import { addTo } from '../text/lists.ts'

/*
 * What decisions about structure and facts teach a grammar. A decision teaches what some words of a document
 * are: a heading, another name of a body, a row that is no measure, a deadline. It speaks of these words alone:
 * what else would be read otherwise speaks against it.
 */

/** Words of documents, and what they are taken for. */
export interface Entry {
  readonly kind: 'column' | 'body' | 'row' | 'deadline'
  /** As they are compared; numbers in a row are `#`. */
  readonly words: string
  /** As one document has them. */
  readonly example: string
  /** The role of a column, the name of a body, the kind of a deadline, '' for a row that is none. */
  readonly as: string
  /** Keys of the rows whose decisions say so. */
  readonly keys: readonly string[]
}

/** A value that people decided, beside what zvit read. */
export interface Lesson {
  readonly key: string
  readonly field: Field
  readonly decided: Decided
  readonly measure: Measure
  readonly place: string
  readonly report: Report
  readonly corrected: Report
}

/** What was decided of a report, a lesson a field; facts of all of it stand at its first measure. */
export function lessonsOf(report: Report, decisions: ReportDecisions): readonly Lesson[] {
  const { report: corrected }: Corrected = correctReport(report, decisions)
  return [...placed(report)].flatMap(([place, measure], index) => {
    const said = [decisions.rows.get(measure.id), ...(index === 0 ? [decisions.facts] : [])]
    return said.flatMap((one) => {
      const [key, decided] = [one?.by[0]?.about.key, one?.decided ?? {}]
      if (key === undefined) return []
      const fields = fieldsOf(decided)
      return fields.map((field) => ({ key, field, decided, measure, place, report, corrected }))
    })
  })
}

/** The measures of a report by the place where each begins, which no grammar changes. */
function placed({ sections, source }: Report): ReadonlyMap<string, Measure> {
  const times = new Map<string, number>()
  return new Map(
    measuresOf({ sections }).map((measure) => {
      const at = JSON.stringify([source.part, measure.at[0] ?? measure.id])
      times.set(at, (times.get(at) ?? 0) + 1)
      return [`${at} ${times.get(at)}`, measure]
    }),
  )
}

/** What one lesson says for words, or against them. */
type Word = Omit<Entry, 'keys'> & { readonly isFor: boolean }

/** Fields that can teach; a number, a programme, a period hold no words that would come again. */
const TEACHERS: Partial<Record<Field, (lesson: Lesson) => readonly Word[]>> = {
  deadline: ({ decided: { deadline }, measure }) => {
    const columns = columnWords('deadline', deadline?.text ?? '', measure)
    const isUndated = deadline !== undefined && deadline.from === null && deadline.every === null
    const { text } = measure.deadline
    if (isTold(columns) || !isUndated || text === '') return columns
    const word = { words: folded(text), example: plain(text), as: deadline.kind, isFor: true }
    return [...columns, { kind: 'deadline', ...word }]
  },
  executors: ({ decided: { executors }, measure }) => {
    const columns = columnWords('executors', executors?.text ?? '', measure)
    if (isTold(columns)) return columns
    const read = measure.executors.bodies.map(({ name }) => name)
    return [...columns, ...nameWords(read, executors?.bodies ?? [])]
  },
  respondent: ({ decided: { respondent }, report: { heading } }) =>
    heading.respondent === null || heading.given.includes('respondent')
      ? []
      : nameWords([heading.respondent], [respondent ?? '']),
  none: ({ measure: { label, text } }) =>
    label === null && text !== ''
      ? [{ kind: 'row', words: opened(text), example: plain(text), as: '', isFor: true }]
      : [],
}

/** The heading of the cell that holds what was decided, and those of cells that hold something else. */
function columnWords(as: string, text: string, { extra }: Measure): readonly Word[] {
  return extra.flatMap(({ heading, text: cell }): readonly Word[] => {
    if (heading === null || cell === '') return []
    const isFor = folded(cell) === folded(text)
    return [{ kind: 'column', words: folded(heading), example: plain(heading), as, isFor }]
  })
}

function isTold(words: readonly Word[]): boolean {
  return words.some(({ isFor }) => isFor)
}

/** The one name that stands in place of another; where several do, it is not known which for which. */
function nameWords(read: readonly string[], decided: readonly string[]): readonly Word[] {
  const others = read.flatMap((name, index) => {
    const as = decided[index] ?? ''
    return nameOf(name) === nameOf(as) ? [] : [{ words: nameOf(name), example: plain(name), as }]
  })
  const [only, ...more] = others
  if (only === undefined || more.length > 0 || read.length !== decided.length) return []
  const isTold = isPlain(only.words) && nameOf(only.as) !== ''
  return isTold ? [{ kind: 'body', ...only, isFor: true }] : []
}

/** True where words have no marks, so that they stand for themselves in a phrase. */
export function isPlain(words: string): boolean {
  return PLAIN.test(words)
}

const PLAIN = new RegExp(`^[${LETTERS}\\d'’ʼ -]+$`)

/** A name without case and marks. */
export function nameOf(name: string): string {
  return plain(fold(name).replace(/["«»„“”.,;]/g, ' '))
}

function folded(text: string): string {
  return fold(plain(text))
}

function opened(text: string): string {
  return folded(text).replace(/\d+(?:[.,]\d+)*/g, '#')
}

/** Why a lesson teaches nothing: its field cannot, its words stand nowhere, too few say so, others say otherwise. */
export type Silence = 'field' | 'nowhere' | 'alone' | 'contradicted'

/** What decisions bear out: said by so many rows, and by none otherwise. */
export function propose(
  lessons: readonly Lesson[],
  least: number,
): { readonly entries: readonly Entry[]; readonly silent: ReadonlyMap<Lesson, Silence> } {
  const said = new Map<string, { word: Word; lesson: Lesson }[]>()
  const silent = new Map<Lesson, Silence>()
  for (const lesson of lessons) {
    const words = TEACHERS[lesson.field]?.(lesson)
    if (!words || !isTold(words)) silent.set(lesson, words ? 'nowhere' : 'field')
    for (const word of words ?? []) addTo(said, `${word.kind} ${word.words}`, { word, lesson })
  }
  const entries = [...said.values()].flatMap((all): readonly Entry[] => {
    const own = all.filter(({ word }) => word.isFor)
    if (own[0] === undefined) return []
    const { isFor: _, ...first } = own[0].word
    const keys = [...new Set(own.map(({ lesson }) => lesson.key))]
    const agrees = ({ as, isFor }: Word) => isFor === (nameOf(as) === nameOf(first.as))
    const silence = !all.every(({ word }) => agrees(word)) ? 'contradicted' : 'alone'
    if (silence === 'alone' && keys.length >= least) return [{ ...first, keys }]
    for (const { lesson } of own) silent.set(lesson, silence)
    return []
  })
  return { entries, silent }
}

/** Whether a lesson says what an entry says. */
export function isTaughtBy({ field, ...lesson }: Lesson, { words, kind }: Entry): boolean {
  const said = TEACHERS[field]?.({ field, ...lesson }) ?? []
  return said.some((word) => word.isFor && word.kind === kind && word.words === words)
}

/** The reports of a document by some grammar, and what that knows of names: the same for those of one body. */
export interface Reading {
  readonly reports: readonly Report[]
  readonly key: (name: string) => string
}

/** The words of a value, and what they are read as. */
const VALUES: Readonly<
  Record<string, (measure: Measure, key: Reading['key']) => readonly unknown[]>
> = {
  number: ({ id, text }) => [text, id],
  deadline: ({ deadline: { text, kind, from, to, every } }) => [text, kind, from, to, every],
  executors: ({ executors: { text, bodies, respondent } }, key) => [
    text,
    respondent,
    ...bodies.map(({ name }) => key(name)),
  ],
  class: ({ response: { text, status, detail } }) => [text, status, detail],
}
const FACTS = ['respondent', 'programme', 'period'] as const

/** True where a reading says by itself what people decided, in whatever words. */
export function isNeedless(lesson: Lesson, { reports, key }: Reading): boolean {
  const { field, place, corrected } = lesson
  const report = reports.find(({ source }) => source.part === corrected.source.part)
  const [right, read] = [placed(corrected).get(place), report && placed(report).get(place)]
  const fact = FACTS.find((one) => one === field)
  if (fact !== undefined) return report !== undefined && hasFact(fact, [report, corrected], key)
  if (field === 'none' || !right || !read) return report !== undefined && right === read
  const value = VALUES[field]
  return value === undefined || isAlike(value(right, key).slice(1), value(read, key).slice(1))
}

function hasFact(
  fact: (typeof FACTS)[number],
  [left, right]: readonly [Report, Report],
  key: Reading['key'],
): boolean {
  const [one, other] = [left.heading[fact], right.heading[fact]]
  const isNamed = fact === 'respondent' && left.heading.respondent && right.heading.respondent
  return isNamed ? key(`${one}`) === key(`${other}`) : isAlike(one, other)
}

/** A value that is read otherwise than before, and not as people decided. */
export interface Change {
  readonly source: string
  readonly measureId: string
  /** True where it is of the words that an entry speaks of, and nobody said that they are read right. */
  readonly isOfWords: boolean
}

/** What is read otherwise in a document; `lessons` are those about it. */
export function changesOf(
  before: Reading,
  after: Reading,
  { lessons, entries }: { readonly lessons: readonly Lesson[]; readonly entries: readonly Entry[] },
): readonly Change[] {
  const changes: Change[] = []
  for (const report of before.reports) {
    const other = after.reports.find(({ source }) => source.part === report.source.part)
    const change = { source: report.source.name, measureId: '', isOfWords: false }
    for (const fact of FACTS)
      if (other && !isAlike(report.heading[fact], other.heading[fact])) changes.push(change)
    // Who reports under a name is another body than the one that the name would be of, until people say otherwise.
    const isDecided = lessons.some(
      (one) => one.field === 'respondent' && one.report.source.part === report.source.part,
    )
    const own = nameOf(report.heading.respondent ?? '')
    if (!isDecided && entries.some(({ kind, words }) => kind === 'body' && words === own))
      changes.push(change)
    const [old, now] = [placed(report), other ? placed(other) : new Map<string, Measure>()]
    for (const place of new Set([...old.keys(), ...now.keys()])) {
      const [was, is] = [old.get(place), now.get(place)]
      const said = lessons.filter((one) => one.place === place && !isOfReport([one.field]))
      for (const field of changedFields(was, is, after.key)) {
        const own = said.find((one) => one.field === field)
        if (own && isNeedless(own, after)) continue
        // Whoever decides anything about a row holds it for a measure.
        const isSaid = own || said.some((one) => field === 'none' || one.field === 'asRead')
        const isOfWords = !isSaid && entries.some((entry) => speaksOf(entry, field, { was, is }))
        changes.push({ ...change, measureId: (was ?? is)?.id ?? '', isOfWords })
      }
    }
  }
  return changes
}

function changedFields(
  was: Measure | undefined,
  is: Measure | undefined,
  key: Reading['key'],
): readonly string[] {
  if (!was || !is) return ['none']
  return Object.entries(VALUES).flatMap(([field, value]) =>
    isAlike(value(was, key), value(is, key)) ? [] : [field],
  )
}

interface Both {
  readonly was: Measure | undefined
  readonly is: Measure | undefined
}

/** Whether a value is of the very words of an entry, and is read as it says. */
function speaksOf({ kind, words, as }: Entry, field: string, { was, is }: Both): boolean {
  if (kind === 'row') return field === 'none' && !is && opened(was?.text ?? '') === words
  if (!was || !is) return false
  if (kind === 'deadline') return field === kind && folded(was.deadline.text) === words
  if (kind === 'body') {
    const names = is.executors.bodies.map(({ name }) => nameOf(name))
    const [isFound, isRight] = [words, nameOf(as)].map((one) => names.includes(one))
    // Names that stand beside each other are of two bodies.
    return field === 'executors' && was.executors.text === is.executors.text && isFound !== isRight
  }
  const cell = was.extra.find(({ heading }) => heading !== null && folded(heading) === words)
  const now = field === 'deadline' ? is.deadline.text : is.executors.text
  return field === as && cell !== undefined && folded(cell.text) === folded(now)
}
