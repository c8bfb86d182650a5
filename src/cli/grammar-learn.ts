import path from 'node:path'
import { Document, type YAMLSeq } from 'yaml'
import { DEFAULT_LIMITS } from '../containers/limits.ts'
import type { JudgedRow } from '../corrections/decision.ts'
import { matchDecisions, reportId } from '../corrections/match.ts'
import type { GrammarFile } from '../grammar/file.ts'
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
import type { Grammar } from '../model/grammar.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Place } from '../model/place.ts'
import type { Facts, Report } from '../model/report.ts'
import { parseByEach } from '../parse.ts'
import { grammarFiles, isBuiltIn } from '../resources.ts'
import { openNamed } from '../run/container/member.ts'
import { sha256Of } from '../run/process-file.ts'
import { readSource } from '../run/read-source.ts'
import { storedReports } from '../stats/stored-reports.ts'
import { headingLetters, matchRole, UNKNOWN_ROLE } from '../tables/roles.ts'
import { fold } from '../text/fold.ts'
import { counted } from '../text/lists.ts'
import { matchAny, subjectOf } from '../text/matcher.ts'
import { testGrammar } from '../try-grammar.ts'
import { prepareLexicon } from '../values/bodies/lexicon.ts'
import { underFirstNames } from '../values/bodies/standing.ts'
import { flatten } from '../write/flatten.ts'
import { readArchive } from './archive.ts'
import { type Arguments, textOf } from './command.ts'
import { refuse } from './decisions.ts'
import { bodyNames, compileFiles, ledgersOf } from './engine.ts'
import { wholeNumber } from './input.ts'
import { saveFile, saveFolder } from './save.ts'
import { sourceFinder } from './settings.ts'
import { print, tell } from './streams.ts'
import { GRAMMAR, GRAMMAR_HEADER, holdsGrammar } from './train.ts'
import { inOneLine } from './width.ts'
import { words } from './words.ts'

const LEAST = 2
/** What was learnt, beside the other files of an office's grammar. */
const LEARNT = 'learnt.yaml'

/** What a grammar is to have besides, with what bears it out. */
interface Addition {
  readonly note: string
  /** Values of lists; a `name` is the key of a map instead. */
  readonly adds: readonly { readonly at: string; readonly name?: string; readonly value: unknown }[]
}

/** The grammar that is to learn. */
interface Base {
  readonly grammar: Grammar
  readonly with: (additions: readonly Addition[]) => Promise<Grammar>
  /** Those with which the grammar still passes its test. */
  readonly bearing: (all: readonly Addition[]) => Promise<readonly Addition[]>
}

/**
 * `zvit grammar learn PATH…`: what people decided about results folders, or else headings
 * that documents have and the grammar has not, as a grammar that extends it. What the grammar's
 * own test does not bear is left out, so that what is written passes `check` and `test`.
 */
export async function learn(given: Arguments, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) refuse('From what? Give a folder of results or of documents.')
  const least = wholeNumber(given, 'least') ?? LEAST
  const out = textOf(given, 'out')
  const isFolder = out !== undefined && !out.endsWith('.yaml')
  const own = isFolder && holdsGrammar(out) ? path.resolve(out) : undefined
  const named = own ?? textOf(given, 'grammar') ?? GRAMMAR_HEADER.extends
  if (own === undefined && !isBuiltIn(named))
    refuse(`A grammar of your own learns in its folder: give --out FOLDER, '${named}' in it.`)
  const header = { ...GRAMMAR_HEADER, extends: named }
  const files = grammarFiles(named)
  const base = await baseOf(
    files.filter(({ name }) => path.basename(name) !== LEARNT),
    own === undefined ? header : null,
  )
  const decisions = await ledgersOf(paths)
  const learnFrom = decisions.length > 0 ? learnDecisions : learnDocuments
  const additions = await learnFrom(paths, base, least)
  const text = additions.length > 0 ? yamlOf(header, additions) : ''
  if (out === undefined) await print(text)
  else if (!isFolder) await saveFile(out, text)
  else {
    await saveFolder(out)
    if (own === undefined) await saveFile(path.join(out, GRAMMAR), new Document(header).toString())
    await saveFile(path.join(out, LEARNT), yamlOf({}, additions))
  }
}

/** Of a grammar that comes with zvit the header says what a file of its own begins with. */
async function baseOf(files: readonly GrammarFile[], header: object | null): Promise<Base> {
  const grammar = await compileFiles(files)
  const withAll = (additions: readonly Addition[]) => {
    const learnt = { name: LEARNT, text: yamlOf(header ?? {}, additions) }
    return compileFiles(header ? [learnt] : [...files, learnt])
  }
  const known = failuresOf(grammar)
  return {
    grammar,
    with: (additions) => (additions.length === 0 ? Promise.resolve(grammar) : withAll(additions)),
    bearing: async (all) => {
      const holds = async (tried: typeof all) => {
        try {
          return (await failuresOf(await withAll(tried))) <= (await known)
        } catch (error) {
          if (error instanceof ZvitError) return false
          throw error
        }
      }
      if (await holds(all)) return all
      let kept: typeof all = []
      for (const one of all) if (await holds([...kept, one])) kept = [...kept, one]
      return kept
    },
  }
}

/** How many examples fail and rules stay silent. */
async function failuresOf(grammar: Grammar): Promise<number> {
  const { failures, silent } = testGrammar(grammar)
  return failures.length + silent.length
}

function yamlOf(header: object, additions: readonly Addition[]): string {
  const document = new Document(header)
  for (const { note, adds } of additions)
    for (const [index, { at, name, value }] of adds.entries()) {
      const keys = at.split('.')
      const node = document.createNode(value)
      if (index === 0) node.commentBefore = ` ${inOneLine(note)}`
      if (name !== undefined) document.setIn([...keys, name], node)
      else {
        if (!document.hasIn(keys)) document.setIn(keys, document.createNode([]))
        const list = document.getIn(keys) as YAMLSeq
        list.add(node)
      }
    }
  return document.toString({ lineWidth: 0 })
}

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
async function learnDecisions(
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

/** What somebody reads. */
const MOST_PROPOSALS = 40

/** Headings that the documents under the PATHs have and the grammar has not. */
async function learnDocuments(
  paths: readonly string[],
  { grammar, bearing }: Base,
  least: number,
): Promise<readonly Addition[]> {
  const headings: Headings = new Map()
  for await (const { reports } of readArchive(paths, grammar))
    for (const report of reports) meetHeadings(headings, report, grammar)
  const proposed = proposeHeadings(headings, least)
    .slice(0, MOST_PROPOSALS)
    .map(({ role, heading, documents, cell }) =>
      columnAddition(role, heading, words('learn.heading', { documents, cell: inOneLine(cell) })),
    )
  const kept = await bearing(proposed)
  tell(words('learn.proposed', { headings: kept.length, left: proposed.length - kept.length }))
  return kept
}

/** A word of the headings of a role, with the example that keeps it. */
function columnAddition(role: string, heading: string, note: string): Addition {
  const adds = ['words', 'examples'].map((list) => ({
    at: `columns.${role}.${list}`,
    value: inOneLine(heading),
  }))
  return { note, adds }
}

/** A column heading that the grammar does not know, and the role that its cells speak for. */
interface HeadingProposal {
  readonly role: string
  readonly heading: string
  /** In how many documents it stood. */
  readonly documents: number
  /** A cell below it. */
  readonly cell: string
}

/** An unknown heading as met so far. */
interface Met {
  readonly heading: string
  readonly roles: Map<string, number>
  readonly documents: Set<string>
  cell: string
}

/** Unknown headings of any number of reports, by their letters. */
type Headings = Map<string, Met>

const LONGEST_HEADING = 80
/** Roles whose cells are looked at where the report has none of them. */
const BY_CONTENT = ['deadline', 'executors', 'response'] as const
/** What a column holds that nothing else is known of. */
const PLAIN_EXTRA = 'note'
/** Of the cells of a column so many must look like the role. */
const MOST = 0.6

/** Adds the headings of a report that no word of the grammar explains. */
function meetHeadings(headings: Headings, report: Report, grammar: Grammar): void {
  for (const [heading, cells] of unknownExtras(report)) {
    const role = contentRole(cells, report, grammar) ?? PLAIN_EXTRA
    meet(headings, { heading, role, document: report.source.name, cell: cells[0] ?? '' })
  }
  for (const { text, at } of report.unplaced.filter(({ kind }) => kind === 'column_heading')) {
    if (matchRole(text, grammar.columns)) continue
    const found = fieldBelow(at[0], report) ?? onlyUntold(text, report, grammar)
    if (found) meet(headings, { heading: text, document: report.source.name, ...found })
  }
}

/** The headings that at least so many documents have, under the role that most of them speak for. */
function proposeHeadings(headings: Headings, least: number): readonly HeadingProposal[] {
  return [...headings.values()]
    .filter(({ documents }) => documents.size >= least)
    .map(({ heading, roles, documents, cell }) => {
      const [[role] = [PLAIN_EXTRA]] = [...roles].sort((left, right) => right[1] - left[1])
      return { role, heading, documents: documents.size, cell }
    })
    .sort((left, right) => right.documents - left.documents)
}

function meet(
  headings: Headings,
  found: { heading: string; role: string; document: string; cell: string },
): void {
  const heading = found.heading.replace(/\s+/g, ' ').trim()
  const key = headingLetters(heading)
  if (key.length < 2 || heading.length > LONGEST_HEADING) return
  const met = headings.get(key) ?? { heading, roles: new Map(), documents: new Set(), cell: '' }
  met.roles.set(found.role, (met.roles.get(found.role) ?? 0) + 1)
  met.documents.add(found.document)
  met.cell ||= found.cell
  headings.set(key, met)
}

/** Cells of columns whose heading told nothing, by that heading. */
function unknownExtras(report: Report): ReadonlyMap<string, readonly string[]> {
  const cells = new Map<string, string[]>()
  for (const { extra } of measuresOf(report))
    for (const { role, heading, text } of extra)
      if (role === UNKNOWN_ROLE && heading)
        cells.set(heading, [...(cells.get(heading) ?? []), ...(text === '' ? [] : [text])])
  return cells
}

/** A role that the report lacks and that most of the cells look like. */
function contentRole(cells: readonly string[], report: Report, grammar: Grammar): string | null {
  const measures = measuresOf(report)
  for (const role of BY_CONTENT) {
    if (measures.some((measure) => measure[role].text !== '')) continue
    const content = grammar.columns.find((column) => column.role === role)?.content ?? []
    const looks = matchAny(content)
    const like = cells.filter((cell) => looks(subjectOf(fold(cell).trim())))
    if (like.length > cells.length * MOST) return role
  }
  return null
}

/** The one field that no heading tells, where no other heading is unknown. */
function onlyUntold(
  heading: string,
  report: Report,
  grammar: Grammar,
): { readonly role: string; readonly cell: string } | null {
  const headings = new Set(
    report.unplaced.filter(({ kind }) => kind === 'column_heading').map(({ text }) => text),
  )
  const extras = unknownExtras(report)
  const told = new Set([...headings].map((text) => matchRole(text, grammar.columns)?.role))
  const unknown = [...headings].filter(
    (text) => !matchRole(text, grammar.columns) && !extras.has(text),
  )
  const cellOf = (role: (typeof BY_CONTENT)[number]) =>
    measuresOf(report).find((measure) => measure[role].text !== '')?.[role].text
  const untold = BY_CONTENT.filter((role) => !told.has(role) && cellOf(role) !== undefined)
  const [role, ...others] = untold
  if (unknown.length !== 1 || unknown[0] !== heading || role === undefined) return null
  return others.length > 0 ? null : { role, cell: cellOf(role) ?? '' }
}

/** The field whose cells stand below a heading, told by their places. */
function fieldBelow(
  place: Place | undefined,
  report: Report,
): { readonly role: string; readonly cell: string } | null {
  for (const measure of measuresOf(report)) {
    const fields = [
      ['measure', measure],
      ['deadline', measure.deadline],
      ['executors', measure.executors],
      ['response', measure.response],
    ] as const
    for (const [role, { text, at }] of fields)
      if (isBelow(place, at[0])) return { role, cell: text }
  }
  return null
}

function isBelow(heading: Place | undefined, cell: Place | undefined): boolean {
  if (!heading || !cell) return false
  if (heading.column !== undefined)
    return heading.table === cell.table && heading.column === cell.column
  if (!heading.box || !cell.box || heading.page !== cell.page) return false
  const [left, , right] = heading.box
  const middle = (cell.box[0] + cell.box[2]) / 2
  return left <= middle && middle <= right
}
