import { DEFAULT_ALLOWANCE, openSpending } from '../containers/spending.ts'
import type { Decision, JudgedRow } from '../corrections/decision.ts'
import type { Ledger } from '../corrections/ledger.ts'
import type { GrammarFile } from '../grammar/file.ts'
import type { Document } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import type { Grammar } from '../model/grammar.ts'
import type { Period, Report } from '../model/report.ts'
import { STANDINGS } from '../model/vocabulary.ts'
import type { ParseOptions } from '../parse.ts'
import { isWord, loadGrammar, readBase } from '../resources.ts'
import type { BodyNames } from '../stats/bodies.ts'
import type { Lend, Outcome, Request } from '../stats/decide.ts'
import type { Engine } from '../stats/engine.ts'
import type { Known } from '../stats/prepare.ts'
import { tellingAfter } from './progress.ts'
import { words } from './words.ts'

/*
 * Where the commands meet the library. Everything is imported when it is first asked for: a
 * command that fails on its arguments, or prints a schema, loads no reader.
 */

/** The bytes as a document; of the grammar that comes with zvit only the language is asked. */
export async function readDocument(
  bytes: Uint8Array,
  name: string,
  { onRecognised, allowance = DEFAULT_ALLOWANCE }: Pick<ParseOptions, 'onRecognised' | 'allowance'>,
): Promise<Document> {
  const [{ read }, { prepareLanguage }] = await Promise.all([
    import('../read/index.ts'),
    import('../text/language.ts'),
  ])
  const { language } = await loadGrammar()
  const spelling = { isWord, language: prepareLanguage(language) }
  const spending = openSpending(allowance)
  return read(bytes, name, undefined, { onRecognised, spelling, spending })
}

/** All reports of a file. */
export async function parseParts(
  bytes: Uint8Array,
  options: ParseOptions,
): Promise<readonly Report[]> {
  return (await import('../parse.ts')).parseParts(bytes, options)
}

/** A grammar out of YAML files, with its examples. */
export async function compileFiles(files: readonly GrammarFile[]): Promise<Grammar> {
  return (await import('../grammar/compile.ts')).compileGrammar(files, readBase)
}

/** The decisions of results folders, each once. */
export async function ledgersOf(
  folders: readonly string[],
): Promise<readonly Ledger['decisions'][number][]> {
  const { readLedger } = await import('../corrections/ledger.ts')
  const ledgers = await Promise.all(folders.map(readLedger))
  const all = ledgers.flatMap(({ decisions }) => decisions)
  return [...new Map(all.map((one) => [one.id, one])).values()]
}

/** Reads a period as people write it («I квартал 2016», `2016`, `2016-01-01/2016-12-31`). */
export async function periodReader({
  language,
}: Grammar): Promise<(text: string) => Period | null> {
  const { readToldPeriod } = await import('../values/dates/dates.ts')
  return (text) => readToldPeriod(text, language)
}

/** What the grammar knows of names of bodies and programmes. */
export async function bodyNames(grammar: Grammar): Promise<BodyNames> {
  const [
    { compareKey, isSameName, standing },
    { NO_MEMORY, readExecutors },
    { isSameProgramme },
    { prepareLexicon },
    { remember },
  ] = await Promise.all([
    import('../values/bodies/standing.ts'),
    import('../values/bodies/executors.ts'),
    import('../values/facts/heading.ts'),
    import('../values/bodies/lexicon.ts'),
    import('../text/memory.ts'),
  ])
  const prepared = prepareLexicon(grammar)
  const bodiesIn = remember((text) => readExecutors(text, NO_MEMORY, grammar).bodies)
  return {
    key: (name) => compareKey(name, prepared),
    isSame: (left, right) => isSameName(left, right, grammar),
    isSameProgramme,
    standing: (names, { executorsText, bodies }) => {
      const read = bodiesIn(executorsText)
      const asked = bodies.map(
        (name) =>
          read.find((body) => body.name === name) ?? { name, scope: null, byConsent: false },
      )
      const found = names.map((name) => standing(name, asked, grammar))
      return STANDINGS.find((one) => found.includes(one)) ?? 'none'
    },
  }
}

/** The results folder with the tables that all figures come from. */
export async function openStatistics(folder: string, known: Known): Promise<Engine> {
  const { openStatistics: open } = await import('../stats/prepare.ts')
  return tellingAfter(words('progress.comparing'), open(folder, known))
}

export type ValueReaders = Awaited<ReturnType<typeof valueReaders>>

/** Readers of what a person says about values of a row, as a report would be read by the grammar that comes with zvit. */
export async function valueReaders() {
  const grammar = await loadGrammar()
  const [{ readDeadline }, { NO_MEMORY, readExecutors }, { standing }, period] = await Promise.all([
    import('../values/dates/deadline.ts'),
    import('../values/bodies/executors.ts'),
    import('../values/bodies/standing.ts'),
    periodReader(grammar),
  ])
  return {
    deadline: (text: string, { periodFrom, periodTo }: JudgedRow) => {
      const known =
        periodFrom === null || periodTo === null ? null : { from: periodFrom, to: periodTo }
      const { kind, from, to, every } = readDeadline(text, grammar.language, { period: known })
      return { text, kind, from, to, every }
    },
    /** The respondent is the reporting body, null where it is unknown. */
    executors: (text: string, respondent: string | null) => {
      const { bodies } = readExecutors(text, NO_MEMORY, grammar)
      const own = respondent === null ? null : standing(respondent, bodies, grammar)
      return { text, bodies: bodies.map(({ name }) => name), respondent: own }
    },
    period,
  }
}

/** Milliseconds between two tries of a lock that another process holds, and tries until it is given up. */
const LOCK_PAUSE = 50
const LOCK_TRIES = 600

/** Keeps other processes from writing decisions about a folder. Throws `INPUT_NOT_FOUND`, `OUTPUT_LOCKED`. */
async function holdDecisions(folder: string): Promise<() => Promise<void>> {
  const [{ setTimeout: wait }, { hold }, { expectResults }] = await Promise.all([
    import('node:timers/promises'),
    import('../run/output.ts'),
    import('../stats/folder.ts'),
  ])
  await expectResults(folder)
  for (let tries = 1; ; tries += 1)
    try {
      return await hold(folder, '-corrections')
    } catch (error) {
      if (!(error instanceof ZvitError) || tries === LOCK_TRIES) throw error
      await wait(LOCK_PAUSE)
    }
}

/** Writes decisions about rows of a results folder; gives what became of each. */
export async function decideRows(
  folder: string,
  requests: readonly Request[],
  lend?: Lend,
): Promise<readonly Outcome[]> {
  const { decideRows: decide } = await import('../stats/decide.ts')
  const at = new Date().toISOString()
  return guarded(() => decide(folder, requests, { at, hold: () => holdDecisions(folder), lend }))
}

/** Takes back the last decision about a row; null where none stands. */
export async function undoDecision(
  folder: string,
  key: string,
  told: Pick<Decision, 'by' | 'why'> & { readonly lend?: Lend | undefined },
): Promise<Decision | null> {
  const { undoLast } = await import('../stats/decide.ts')
  const way = { ...told, at: new Date().toISOString(), hold: () => holdDecisions(folder) }
  return guarded(() => undoLast(folder, key, way))
}

/** Takes over the decisions of another file. */
export async function mergeDecisions(folder: string, text: string): Promise<Ledger> {
  const { mergeLedger } = await import('../corrections/ledger.ts')
  return guarded(() => mergeLedger(folder, text, () => holdDecisions(folder)))
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  return (await import('../run/output.ts')).guard(work)
}
