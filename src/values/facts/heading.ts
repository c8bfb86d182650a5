import { type Diagnostic, diagnostic } from '../../model/diagnostics.ts'
import type { Place } from '../../model/place.ts'
import type { Fact, Facts, FoundFact, Heading, Period } from '../../model/report.ts'
import type { Line, Surroundings } from '../../model/surroundings.ts'
import type { Reason } from '../../model/vocabulary.ts'
import { fold } from '../../text/fold.ts'
import type { PreparedLanguage } from '../../text/language.ts'
import { LETTERS } from '../../text/letters.ts'
import { firstOf } from '../../text/lists.ts'
import { type NameGrammar, type Prepared, prepareLexicon } from '../bodies/lexicon.ts'
import { isSameName } from '../bodies/standing.ts'
import { CLEAR, rankPeriod } from '../dates/dates.ts'
import { readProgramme, readProgrammeField, readProgrammeTitle } from './programme.ts'
import { findAgent, lineBelow, readRespondent } from './respondent.ts'

const OTHERS = new RegExp(`[^${LETTERS}\\d]+`)
/** Letters by which words of two names are compared; Ukrainian inflects behind them. */
const STEM = 5
const YEAR = /(?<!\d)\d{4}(?!\d)/g
/** «на 2025 рік», «, 2021–2025 роки». */
const YEARS = /(?:\s\p{L}{1,2})?[\s,]{1,3}\d{4}(?:\s?[–-]\s?\d{4})?(?:\s\p{L}{3,5}(?!\p{L}))?/gu
/** What a document says less surely than this is not taken for a fact. */
const LEAST = 0.6

/** How a line begins that goes on with the one before. */
const GOES_ON = /^[«"“„\p{Ll}]/u
const OPENS = /[«"“„]/
const CLOSES = /[»"”]\P{L}|[»"”]$/u
/** Lines of a title that are looked at together. */
const MOST_JOINED = 4

/** How far each place is trusted; set by hand, not measured. */
const TRUST = { title: 0.95, mention: 0.75, line: 0.7, column: 0.7 } as const

/** A fact that the document itself tells. */
interface Told<Value> {
  readonly value: Value
  readonly source: FoundFact['source']
  readonly confidence: number
  readonly at: readonly Place[]
}

interface HeadingFacts {
  readonly heading: Heading
  /** Where the document plainly is on another programme or period than the importer told. */
  readonly foreign: readonly Reason[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The facts of a report: what the importer tells, else what the document says; null where neither
 * does. Where both do and differ, the importer wins and `FACT_DIFFERS` is told.
 */
export function readHeading(
  title: Heading['title'],
  around: Surroundings,
  { facts, grammar }: { readonly facts: Facts; readonly grammar: NameGrammar },
): HeadingFacts {
  const prepared = prepareLexicon(grammar)
  const named = readRespondent(around, grammar)
  const told = {
    respondent: named && named.confidence >= LEAST ? { ...named, value: named.text } : null,
    programme: programmeOf(title, around, prepared),
    period: periodOf(title, around, prepared.language),
  }
  const diagnostics: Diagnostic[] = []
  const foreign: Reason[] = []
  const areSame = {
    respondent: (given: string, found: string) => isSameName(given, found, grammar),
    programme: isSameProgramme,
    period: (given: string, found: string) => given === found,
  }
  for (const fact of FACTS) {
    const [given, known] = [facts[fact], told[fact]]
    if (given === undefined || !known) continue
    const values = [written(given), written(known.value)] as const
    if (areSame[fact](...values)) continue
    const message = `The importer told the ${fact} ${values[0]}, the document says ${values[1]}.`
    diagnostics.push(diagnostic('FACT_DIFFERS', known.at, message))
    if (fact === 'programme') foreign.push('OTHER_PROGRAMME')
    // A line may mention the years of the programme; the title says what is reported on.
    if (fact === 'period' && (known.confidence === TRUST.title || areApart(...values)))
      foreign.push('OTHER_PERIOD')
  }
  const { respondent, programme, period } = facts
  const heading: Heading = {
    title,
    programme: programme ?? told.programme?.value ?? null,
    respondent: respondent ?? told.respondent?.value ?? null,
    period: period ?? told.period?.value ?? null,
    given: FACTS.filter((fact) => facts[fact] !== undefined),
    found: FACTS.flatMap((fact) => found(fact, told[fact])),
  }
  const unknown = 'The respondent is not known, so responsibility was not compared with responses.'
  if (heading.respondent === null) diagnostics.push(diagnostic('RESPONDENT_UNKNOWN', [], unknown))
  return { heading, foreign, diagnostics }
}

/** Whether two periods as `written` gives them have no day in common. */
function areApart(left: string, right: string): boolean {
  const [[from = '', to = ''], [begin = '', end = '']] = [left.split('/'), right.split('/')]
  return to < begin || end < from
}

const FACTS: readonly Fact[] = ['respondent', 'programme', 'period']

function found(fact: Fact, told: Told<string | Period> | null): FoundFact[] {
  if (!told) return []
  const { value, source, confidence, at } = told
  return [{ fact, text: written(value), source, confidence, at: [...at] }]
}

function written(value: string | Period): string {
  return typeof value === 'string' ? value : `${value.from}/${value.to}`
}

function programmeOf(
  title: Heading['title'],
  { heading, onlySection }: Surroundings,
  prepared: Prepared,
): Told<string> | null {
  const { language } = prepared
  const from = (lines: readonly Line[], read: (text: string) => string | null) =>
    firstOf(lines, ({ text, at }): Told<string> | null => {
      const value = read(text)
      return value === null ? null : { value, source: 'text', confidence: TRUST.line, at }
    })
  const field = from(heading, (text) => readProgrammeField(text, language))
  if (field) return field
  const read = (text: string) => readProgramme(withoutAgent(text, prepared), language.language)
  const named = withQuoted(title?.text ?? '', heading)
  const own = read(named.slice(0, lineBelow(named, 0, prepared)?.start)) ?? read(named)
  if (title && own !== null)
    return { value: own, source: 'title', confidence: TRUST.title, at: title.at }
  const alone = heading.map((line, index) =>
    withNext(line, heading.slice(index + 1, index + MOST_JOINED)),
  )
  const lines = onlySection ? [...alone, onlySection] : alone
  return from(heading, read) ?? from(lines, (text) => readProgrammeTitle(text, language))
}

/** A title without quotes, and the name in quotes that the lines below it begin with. */
function withQuoted(title: string, heading: Surroundings['heading']): string {
  const below = heading.slice(heading.findLastIndex(({ isTitle }) => isTitle) + 1)
  const end = below.slice(0, MOST_JOINED).findIndex(({ text }) => CLOSES.test(text))
  if (OPENS.test(title) || below[0]?.text.search(OPENS) !== 0) return title
  return [title, ...below.slice(0, end + 1).map(({ text }) => text)].join(' ')
}

/** A line and those that go on with it: «Обласна програма», «Діти», «на 2021-2025 роки». */
function withNext(line: Line, others: readonly Line[]): Line {
  const end = others.findIndex(({ text }) => !GOES_ON.test(text))
  const more = end < 0 ? others : others.slice(0, end)
  return { text: [line, ...more].map(({ text }) => text).join(' '), at: line.at }
}

/** «про виконання Пенсійним фондом України плану заходів» without the body. */
function withoutAgent(text: string, prepared: Prepared): string {
  const agent = findAgent(text, prepared)
  return agent ? `${text.slice(0, agent.start)}${text.slice(agent.end).trimStart()}` : text
}

function periodOf(
  title: Heading['title'],
  { heading, columns }: Surroundings,
  language: PreparedLanguage,
): Told<Period> | null {
  const rank = (text: string) => rankPeriod(text, language.language)
  const own = title ? rank(title.text) : null
  if (title && own)
    return {
      value: { from: own.from, to: own.to },
      source: 'title',
      confidence: own.rank >= CLEAR ? TRUST.title : TRUST.mention,
      at: title.at,
    }
  const fromLines = (
    lines: readonly Line[],
    source: FoundFact['source'],
    confidence: number,
  ): Told<Period> | null =>
    firstOf(lines, ({ text, at }) => {
      const value = rank(text)
      const tellsOf = () => language.pattern('tellsOf').test(fold(text))
      const isClear = value !== null && (value.rank >= CLEAR || tellsOf())
      return isClear ? { value: { from: value.from, to: value.to }, source, confidence, at } : null
    })
  return fromLines(heading, 'text', TRUST.line) ?? fromLines(columns, 'column', TRUST.column)
}

/** One name may leave out what the other adds, its adjective or, apart from that, its years, and stand in another case. */
export function isSameProgramme(left: string, right: string): boolean {
  return [stemsOf, yearsOf].every((of) => {
    const [few = [], many = []] = [of(left), of(right)].sort((one, two) => one.length - two.length)
    return few.every((stem) => many.includes(stem))
  })
}

function yearsOf(name: string): readonly string[] {
  return name.match(YEAR) ?? []
}

function stemsOf(name: string): readonly string[] {
  return fold(name.replace(YEARS, ' '))
    .split(OTHERS)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, STEM))
}
