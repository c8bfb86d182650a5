import { ZvitError } from '../model/error.ts'
import type { Grammar } from '../model/grammar.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Report } from '../model/report.ts'
import { loadGrammar } from '../resources.ts'
import { matchRole } from '../tables/roles.ts'
import { fold } from '../text/fold.ts'
import { matchAny, subjectOf } from '../text/matcher.ts'
import { describePlace } from '../write/flatten.ts'
import { readArchive } from './archive.ts'
import { type Arguments, textOf } from './command.ts'
import { print } from './streams.ts'
import { cut } from './width.ts'
import { words } from './words.ts'

const LONGEST_TEXT = 60
/** A list goes on over many lines only where somebody reads them. */
const MOST_LINES = 40

/** What a folder of documents tells about a grammar. */
interface Tally {
  documents: number
  measures: number
  readonly failures: string[]
  /** How often each rule was used, by its id (`rows.total`, `columns.note`, `done.participle`). */
  readonly used: Map<string, number>
  readonly unwanted: string[]
  readonly unproven: string[]
}

/** `zvit grammar coverage PATH…`: rules that never fire, rows no rule wanted, bare responses. */
export async function coverage(given: Arguments, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) throw new ZvitError('USAGE', 'Which documents? Give a folder.')
  const grammar = await loadGrammar(textOf(given, 'grammar'))
  const tally: Tally = {
    documents: 0,
    measures: 0,
    failures: [],
    used: new Map(namesOf(grammar).map((name) => [name, 0])),
    unwanted: [],
    unproven: [],
  }
  for await (const { name, reports, failure } of readArchive(paths, grammar)) {
    if (failure !== null) tally.failures.push(`${name}: ${failure}`)
    else tally.documents += 1
    for (const report of reports) count(report, grammar, tally)
  }
  await print(summary(tally))
}

function namesOf({ columns, rows, classes }: Grammar): readonly string[] {
  return [
    ...columns.map(({ role }) => `columns.${role}`),
    ...rows.map(({ id }) => `rows.${id}`),
    ...classes.rules.map(({ id }) => id),
  ]
}

function count(report: Report, grammar: Grammar, tally: Tally): void {
  const use = (name: string) => tally.used.set(name, (tally.used.get(name) ?? 0) + 1)
  const { name } = report.source
  for (const { kind, text, at } of report.unplaced) {
    const role = kind === 'column_heading' ? matchRole(text, grammar.columns)?.role : undefined
    if (role !== undefined) use(`columns.${role}`)
    for (const id of rowRules(text, kind, grammar)) use(`rows.${id}`)
    if (kind === 'other')
      tally.unwanted.push(
        `${name}, ${describePlace(at[0]) ?? words('explain.noPlace')}: ${quoted(text)}`,
      )
  }
  for (const id of rowRules(report.heading.title?.text ?? '', 'title', grammar)) use(`rows.${id}`)
  for (const { id, response } of measuresOf(report)) {
    tally.measures += 1
    for (const rule of response.rules) use(rule)
    if (response.status !== 'blank' && response.evidence.length === 0)
      tally.unproven.push(`${name}, ${id}: ${quoted(response.text)} (${response.detail})`)
  }
}

function rowRules(text: string, kind: string, { rows }: Grammar): readonly string[] {
  const rules = rows.filter((rule) => rule.kind === kind)
  if (rules.length === 0 || text === '') return []
  const subject = subjectOf(fold(text).trim())
  return rules.filter(({ patterns }) => matchAny(patterns)(subject)).map(({ id }) => id)
}

function quoted(text: string): string {
  return `«${cut(text.replace(/\s+/g, ' ').trim(), LONGEST_TEXT)}»`
}

function summary(tally: Tally): string {
  const { documents, measures, failures, used, unwanted, unproven } = tally
  const idle = [...used].filter(([, times]) => times === 0).map(([name]) => name)
  return [
    `${words('coverage.counts', { documents, measures, rules: used.size })}\n`,
    part('failures', failures),
    part('idle', idle),
    part('unwanted', unwanted),
    part('unproven', unproven),
  ].join('')
}

function part(name: string, lines: readonly string[]): string {
  const title = words(`coverage.${name}`, { count: lines.length })
  if (lines.length === 0) return `\n${title}\n`
  const rest =
    lines.length > MOST_LINES ? [words('more', { count: lines.length - MOST_LINES })] : []
  return `\n${title}:\n${[...lines.slice(0, MOST_LINES), ...rest].map((line) => `  ${line}\n`).join('')}`
}
