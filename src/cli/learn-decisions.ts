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
import type { Grammar } from '../model/grammar.ts'
import type { Report } from '../model/report.ts'
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
/** Grammars that are kept in memory at once, some megabytes each. */
const AT_ONCE = 50
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
  for (const folder of folders) documents.push(...(await documentsOf(folder, base.grammar)))
  const lessons = documents.flatMap((one) => one.lessons)
  const { entries, silent } = propose(lessons, least)
  const written = await additionsOf(entries, base)
  const add = (some: readonly Entry[]) => some.flatMap((one) => written.get(one) ?? [])
  const weigh: Weigh = (groups) => weighAll(documents, groups, (some) => base.with(add(some)))
  const sound = await soundOf([...written.keys()], weigh)
  const parts = partsOf(lessons).map((held) => {
    const others = lessons.filter((one) => !held.includes(one))
    const names = new Set(propose(others, least).entries.map(nameOfEntry))
    return { held, entries: sound.filter((one) => names.has(nameOfEntry(one))) }
  })
  const [before, all, ...without] = await weigh([sound, ...parts.map((part) => part.entries)])
  const kept = isHarmless(sound, all) ? sound : []
  const structural = lessons.filter(({ field }) => field !== 'class' && field !== 'asRead')
  const isLearnt = (one: Lesson) =>
    parts.some(({ held }, at) => held.includes(one) && without[at]?.needless.has(one))
  const counts = {
    decisions: structural.length,
    before: structural.filter((one) => before?.needless.has(one)).length,
    after: structural.filter(isLearnt).length,
  }
  tell(words('learn.held', counts))
  if (kept.length > 0) tell(words('learn.alike', { alike: all?.changes.length ?? 0 }))
  const away = documents.length - (before?.read.size ?? 0)
  if (away > 0) tell(words('learn.away', { away }))
  tellSilent(lessons, kept, silent)
  return add(kept)
}

/** Gives what the base makes of the documents, and what a grammar with each group of entries does. */
type Weigh = (groups: readonly (readonly Entry[])[]) => Promise<readonly Outcome[]>

function nameOfEntry({ kind, words: own }: Entry): string {
  return `${kind} ${own}`
}

/** Entries that the grammar can say and its own test bears, as they are written. */
async function additionsOf(
  entries: readonly Entry[],
  base: Base,
): Promise<ReadonlyMap<Entry, Addition>> {
  const written = entries.flatMap((entry, index) => {
    const adds = addsOf(entry, `learnt.${index + 1}`, base)
    const [decisions, key] = [entry.keys.length, entry.keys[0]?.slice(0, SHORT_KEY)]
    const note = words('learn.borneOut', { decisions, key })
    return adds === null ? [] : [[entry, { note, adds }] as const]
  })
  const borne = await base.bearing(written.map(([, addition]) => addition))
  return new Map(written.filter(([, addition]) => borne.includes(addition)))
}

/** Entries that by themselves make one of their decisions needless, and change nothing else. */
async function soundOf(entries: readonly Entry[], weigh: Weigh): Promise<readonly Entry[]> {
  const sound: Entry[] = []
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const some = entries.slice(from, from + AT_ONCE)
    const [before, ...alone] = await weigh(some.map((one) => [one]))
    const isUseful = (entry: Entry, at: number) =>
      [...(alone[at]?.needless ?? [])].some(
        (lesson) => isTaughtBy(lesson, entry) && !before?.needless.has(lesson),
      )
    sound.push(...some.filter((one, at) => isHarmless([one], alone[at]) && isUseful(one, at)))
  }
  return sound
}

/** False where a value changes of which no entry speaks; that is told. */
function isHarmless(entries: readonly Entry[], outcome: Outcome | undefined): boolean {
  const harm = outcome?.changes.find(({ isOfWords }) => !isOfWords)
  const examples = entries.map(({ example }) => example).join('», «')
  if (harm) tell(words('learn.leftOut', { words: examples, ...harm }))
  return harm === undefined
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

/** Rows are those of the grammar that learns: what it learnt before, and the folder was read by, is learnt anew. */
async function documentsOf(folder: string, grammar: Grammar): Promise<readonly Taught[]> {
  const documents = new Map<string, Taught>()
  for await (const { report } of storedReports(folder)) {
    const { given, ...heading } = report.heading
    const { name, sha256 } = report.source
    const facts = Object.fromEntries(given.map((fact) => [fact, heading[fact]]))
    documents.set(name, { folder, name, sha256, facts, lessons: [] })
  }
  const reportsOf = async (one: Taught) => (await readBy(one, [grammar]))?.[0] ?? []
  const rows: JudgedRow[] = []
  for (const one of documents.values())
    rows.push(...(await reportsOf(one)).flatMap((report) => flatten(report)))
  const { reports } = matchDecisions(await ledgersOf([folder]), rows)
  const decided = rows.filter((row) => reports.has(reportId(row)))
  for (const name of new Set(decided.map(({ sourceName }) => sourceName))) {
    const one = documents.get(name)
    for (const report of one ? await reportsOf(one) : []) {
      const { producedBy, source } = report
      const id = reportId({ reportKey: producedBy.key, sourcePart: source.part })
      const decisions = reports.get(id)
      if (decisions) one?.lessons.push(...lessonsOf(report, decisions))
    }
  }
  return [...documents.values()]
}

/** What a grammar with some entries makes of the documents. */
interface Outcome {
  readonly entries: readonly Entry[]
  readonly needless: Set<Lesson>
  readonly changes: Change[]
  /** Documents that are still there. */
  readonly read: Set<Taught>
}

/** Reads the documents by a grammar for each group of entries, where any of these change anything, behind the base. */
async function weighAll(
  documents: readonly Taught[],
  groups: readonly (readonly Entry[])[],
  grammarWith: (entries: readonly Entry[]) => ReturnType<Base['with']>,
): Promise<readonly Outcome[]> {
  const every = [...new Set(groups.flat())]
  const probes = [await grammarWith([]), await grammarWith(every)] as const
  const grammars = await Promise.all(groups.map(grammarWith))
  const all = [[], ...groups].map(
    (entries): Outcome => ({ entries, needless: new Set(), changes: [], read: new Set() }),
  )
  const keys = await Promise.all(
    [probes[0], ...grammars].map(async (one) => (await bodyNames(one)).key),
  )
  for (const document of documents) {
    const [old, probed] = (await readBy(document, probes)) ?? []
    if (old === undefined) continue
    const [was, is] = [old, probed ?? []].map((all) =>
      JSON.stringify(all.map(({ heading, sections }) => [heading, sections])),
    )
    const own = was === is ? [] : ((await readBy(document, [probes[0], ...grammars])) ?? [])
    for (const [at, { entries, needless, changes, read }] of all.entries()) {
      const reading = { reports: own[at] ?? old, key: keys[at] ?? nameOf }
      const { lessons } = document
      read.add(document)
      changes.push(...changesOf({ ...reading, reports: old }, reading, { lessons, entries }))
      for (const one of lessons) if (isNeedless(one, reading)) needless.add(one)
    }
  }
  return all
}

/** Null where the document is away, another one by now, or cannot be read. */
async function readBy(
  { folder, name, sha256, facts }: Taught,
  grammars: readonly [Grammar, ...Grammar[]],
): Promise<readonly (readonly Report[])[] | null> {
  const found = (await sourceFinder(folder))(name)
  if (found === null) return null
  const { file, within } = found
  try {
    const limit = DEFAULT_LIMITS.fileBytes
    const bytes = await (within === '' ? readSource(file, limit) : openNamed(file, within, limit))
    return sha256Of(bytes) === sha256
      ? await parseByEach(bytes, { ...facts, name }, grammars)
      : null
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
