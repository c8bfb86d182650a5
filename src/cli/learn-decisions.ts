import { DEFAULT_LIMITS } from '../containers/limits.ts'
import type { JudgedRow } from '../corrections/decision.ts'
import { matchDecisions, reportId } from '../corrections/match.ts'
import {
  type Change,
  changesOf,
  type Entry,
  isNeedless,
  isPlain,
  isTaughtBy,
  type Lesson,
  lessonsOf,
  nameOf,
  propose,
} from '../learn/grammar.ts'
import { ZvitError } from '../model/error.ts'
import type { Facts } from '../model/facts.ts'
import { parseByEach } from '../parse.ts'
import { openNamed } from '../run/container/member.ts'
import { sha256Of } from '../run/process-file.ts'
import { readSource } from '../run/read-source.ts'
import { storedReports } from '../stats/stored-reports.ts'
import { counted } from '../text/lists.ts'
import { prepareLexicon } from '../values/bodies/lexicon.ts'
import { underFirstNames } from '../values/bodies/standing.ts'
import { flatten } from '../write/flatten.ts'
import { bodyNames, ledgersOf } from './engine.ts'
import type { Addition, Base } from './grammar-learn.ts'
import { columnAddition } from './learn-documents.ts'
import { sourceFinder } from './settings.ts'
import { tell } from './streams.ts'
import { inOneLine } from './width.ts'
import { words } from './words.ts'

/** Each decision is held back once, one in so many at a time. */
const PARTS = 3
/** Enough of a key to type. */
const SHORT_KEY = 12
/** Pattern lists of the language by the kinds of deadlines without a date. */
const UNDATED: Readonly<Record<string, string>> = {
  permanent: 'permanent',
  on_need: 'onNeed',
  event: 'event',
}

/**
 * What the decisions about results folders bear out, less what makes none of them needless and what would
 * change a value that nobody corrected; tells the figures on decisions held back, and what teaches nothing.
 */
export async function learnDecisions(
  folders: readonly string[],
  base: Base,
  least: number,
): Promise<readonly Addition[]> {
  const documents: Taught[] = []
  for (const folder of folders) documents.push(...(await documentsOf(folder)))
  const lessons = documents.flatMap((one) => one.lessons)
  const { entries, silent } = propose(lessons, least)
  const written = new Map(
    entries.flatMap((entry, index) => {
      const adds = addsOf(entry, `learnt.${index + 1}`, base)
      const [decisions, key] = [entry.keys.length, entry.keys[0]?.slice(0, SHORT_KEY)]
      const note = words('learn.borneOut', { decisions, key })
      return adds === null ? [] : [[entry, { note, adds }] as const]
    }),
  )
  const additionsOf = (some: readonly Entry[]) => some.flatMap((one) => written.get(one) ?? [])
  const borne = await base.bearing([...written.values()])
  const tried = entries.filter((one) => additionsOf([one]).some((own) => borne.includes(own)))
  const weigh = (groups: readonly (readonly Entry[])[]) =>
    weighAll(documents, groups, (some) => base.with(additionsOf(some)))

  const [before, ...alone] = await weigh([[], ...tried.map((one) => [one])])
  const single = tried.filter((entry, at) => {
    const harm = harmIn(alone[at])
    if (harm) tell(words('learn.leftOut', { words: entry.example, ...harm }))
    const isNew = (lesson: Lesson) => isTaughtBy(lesson, entry) && !before?.needless.has(lesson)
    return !harm && [...(alone[at]?.needless ?? [])].some(isNew)
  })
  const parts = partsOf(lessons).map((held) => {
    const rest = propose(
      lessons.filter((one) => !held.includes(one)),
      least,
    ).entries
    const isLearnt = (entry: Entry) => rest.some((one) => isSame(one, entry))
    return { held, entries: single.filter(isLearnt) }
  })
  const [all, ...without] = await weigh([single, ...parts.map((part) => part.entries)])
  const harm = harmIn(all)
  if (harm)
    tell(words('learn.leftOut', { words: single.map((one) => one.example).join(', '), ...harm }))
  const kept = harm ? [] : single

  const structural = lessons.filter(({ field }) => field !== 'class' && field !== 'asRead')
  const after = structural.filter((one) =>
    parts.some(({ held }, at) => held.includes(one) && without[at]?.needless.has(one)),
  )
  const counts = {
    decisions: structural.length,
    before: structural.filter((one) => before?.needless.has(one)).length,
    after: after.length,
  }
  tell(words('learn.held', counts))
  if (kept.length > 0) tell(words('learn.alike', { alike: all?.changes.length ?? 0 }))
  const away = documents.filter((one) => !before?.read.has(one)).length
  if (away > 0) tell(words('learn.away', { away }))
  tellSilent(lessons, kept, silent)
  return additionsOf(kept)
}

function isSame(left: Entry, right: Entry): boolean {
  return left.kind === right.kind && left.words === right.words
}

/** The first value that changes though no entry speaks of it. */
function harmIn(outcome: Outcome | undefined): Change | undefined {
  return outcome?.changes.find(({ isOfWords }) => !isOfWords)
}

/** Every so many-th lesson of each field. */
function partsOf(lessons: readonly Lesson[]): readonly (readonly Lesson[])[] {
  const parts = Array.from({ length: PARTS }, (): Lesson[] => [])
  const sorted = [...lessons].sort((left, right) =>
    left.field < right.field ? -1 : Number(left.field > right.field),
  )
  for (const [index, lesson] of sorted.entries()) parts[index % PARTS]?.push(lesson)
  return parts
}

function tellSilent(
  lessons: readonly Lesson[],
  kept: readonly Entry[],
  silent: ReturnType<typeof propose>['silent'],
): void {
  const reasons = lessons.flatMap((lesson) => {
    if (kept.some((entry) => isTaughtBy(lesson, entry))) return []
    const why = silent.get(lesson) ?? 'refused'
    return [why === 'field' ? words(`learn.field.${lesson.field}`) : words(`learn.silent.${why}`)]
  })
  const told = [...counted(reasons)].map(([reason, count]) => `${reason} ${count}`).join(', ')
  if (told !== '') tell(words('learn.silent', { count: reasons.length, reasons: told }))
}

/** A document of a results folder, and what people decided about it. */
interface Taught {
  readonly folder: string
  readonly name: string
  readonly sha256: string
  readonly facts: Facts
  readonly lessons: Lesson[]
}

async function documentsOf(folder: string): Promise<readonly Taught[]> {
  const rows: JudgedRow[] = []
  for await (const { report } of storedReports(folder)) rows.push(...flatten(report))
  const matched = matchDecisions(await ledgersOf([folder]), rows)
  const documents = new Map<string, Taught>()
  for await (const { report } of storedReports(folder)) {
    const { heading, producedBy } = report
    const { name, sha256, part } = report.source
    const facts = Object.fromEntries(heading.given.map((fact) => [fact, heading[fact]]))
    const one: Taught = documents.get(name) ?? { folder, name, sha256, facts, lessons: [] }
    documents.set(name, one)
    const decided = matched.reports.get(reportId({ reportKey: producedBy.key, sourcePart: part }))
    if (decided) one.lessons.push(...lessonsOf(report, decided))
  }
  return [...documents.values()]
}

/** What a grammar with some entries makes of the documents. */
interface Outcome {
  readonly needless: Set<Lesson>
  readonly changes: Change[]
  /** Documents that are still there. */
  readonly read: Set<Taught>
}

/** Reads the documents by a grammar for each group of entries, beside the first one. */
async function weighAll(
  documents: readonly Taught[],
  groups: readonly (readonly Entry[])[],
  grammarWith: (entries: readonly Entry[]) => ReturnType<Base['with']>,
): Promise<readonly Outcome[]> {
  const base = await grammarWith([])
  const grammars = await Promise.all(groups.map(grammarWith))
  const keys = await Promise.all(grammars.map(async (one) => (await bodyNames(one)).key))
  const outcomes = groups.map(
    (): Outcome => ({ needless: new Set(), changes: [], read: new Set() }),
  )
  for (const document of documents) {
    const { name, facts, lessons } = document
    const bytes = await bytesOf(document)
    if (bytes === null) continue
    const [old = [], ...all] = await parseByEach(bytes, { ...facts, name }, [base, ...grammars])
    for (const [at, { needless, changes, read }] of outcomes.entries()) {
      const reading = { reports: all[at] ?? [], key: keys[at] ?? nameOf }
      const before = { ...reading, reports: old }
      read.add(document)
      changes.push(...changesOf(before, reading, { lessons, entries: groups[at] ?? [] }))
      for (const one of lessons) if (isNeedless(one, reading)) needless.add(one)
    }
  }
  return outcomes
}

/** Null where the document is away, or another one by now. */
async function bytesOf({ folder, name, sha256 }: Taught): Promise<Uint8Array | null> {
  const found = (await sourceFinder(folder))(name)
  if (found === null) return null
  const { file, within } = found
  try {
    const bytes = await (within === ''
      ? readSource(file, DEFAULT_LIMITS.fileBytes)
      : openNamed(file, within, DEFAULT_LIMITS.fileBytes))
    return sha256Of(bytes) === sha256 ? bytes : null
  } catch (error) {
    if (error instanceof ZvitError) return null
    throw error
  }
}

/** How an entry is written; null where the grammar cannot say it. */
function addsOf(entry: Entry, id: string, { grammar }: Base): Addition['adds'] | null {
  const { kind, as, words: own } = entry
  const example = inOneLine(entry.example)
  switch (kind) {
    case 'column':
      return columnAddition(as, example, '').adds
    case 'row': {
      const cell = own.replace(/[\\/^$.*+?()[\]{}|]/g, '\\$&').replace(/#/g, '\\d[\\d.,]*')
      const phrases = [`/^${cell.replaceAll(' ', '\\s+')}(?!\\S)/`]
      const value = { kind: 'total_row', phrases, examples: [example], counterexamples: [] }
      return [{ at: 'rows', name: id, value }]
    }
    case 'deadline': {
      const at = `language.patterns.${UNDATED[as]}`
      if (UNDATED[as] === undefined || !isPlain(own)) return null
      return [{ at, value: { name: id, pattern: own, examples: [example] } }]
    }
    case 'body': {
      const name = underFirstNames(nameOf(as), prepareLexicon(grammar))
      const shown = { executors: example, respondent: inOneLine(as), standing: 'named' }
      return [
        { at: 'bodies.same', value: { name, forms: [own] } },
        { at: 'bodies.examples', value: shown },
      ]
    }
  }
}
