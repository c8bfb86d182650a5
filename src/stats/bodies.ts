import type { Period } from '../model/report.ts'
import type { Standing } from '../model/vocabulary.ts'
import { comparable } from './likeness.ts'
import type { Expected } from './roster.ts'

/** `foreign`: what it sent is on another programme or period. */
export type State = 'received' | 'unreadable' | 'foreign' | 'not_submitted'

/** What the grammar knows of names of bodies. */
export interface BodyNames {
  /** The same for names that differ in case, case endings and known short forms. */
  readonly key: (name: string) => string
  /** Whether two names are of one body, as far as words tell. */
  readonly isSame: (left: string, right: string) => boolean
  /** Whether two names of programmes differ by words only that one of them leaves out. */
  readonly isSameProgramme: (left: string, right: string) => boolean
  /** How a body under any of its names stands among the executors, whose scope the text tells. */
  readonly standing: (names: readonly string[], executors: Executors) => Standing
}

/** The words of a cell of executors, and the bodies that they name. */
export interface Executors {
  readonly executorsText: string
  readonly bodies: readonly string[]
}

/** A name that was taken for another one, to be confirmed by a person. */
export interface Guess {
  readonly sourceName: string
  readonly written: string
  readonly taken: string
}

/** What one body did about one programme in one period. */
export interface BodyRow {
  readonly programme: string | null
  readonly periodFrom: string | null
  readonly periodTo: string | null
  readonly body: string
  readonly state: State
  /** Whether the roster names it; null where there is no roster. */
  readonly isExpected: boolean | null
  /** Whether it is part of the denominators. */
  readonly isCounted: boolean
  readonly sources: readonly string[]
}

/** A report or a file that failed, with what is known of it. */
export interface Received {
  readonly sourceName: string
  readonly programme: string | null
  readonly respondent: string | null
  readonly period: Period | null
}

/** A programme in a period on which somebody reports; a usual one is expected of all of whom no period is told. */
export interface Slot {
  readonly programme: string | null
  readonly period: Period | null
  readonly isUsual: boolean
}

/**
 * The name that a body has in all tables: that of the roster, of the report, or of its source. What the
 * roster has in other words is matched by what the grammar knows; where that is a guess, it is told.
 */
export function bodyNamer(
  roster: readonly Expected[] | null,
  { key, isSame }: BodyNames,
): {
  readonly nameOf: (received: Pick<Received, 'respondent' | 'sourceName'>) => string
  readonly guesses: readonly Guess[]
} {
  const names = new Map<string, string>()
  const keys = new Map<string, string | null>()
  const guesses: Guess[] = []
  const learn = (name: string, body: string) => {
    names.set(comparable(name), body)
    // Two bodies of one key («Відділ освіти», «Управління освіти») are told apart by their words only.
    keys.set(key(name), (keys.get(key(name)) ?? body) === body ? body : null)
  }
  const expected = (roster ?? []).flatMap(({ body, aliases }) =>
    [body, ...aliases].map((name) => [name, body] as const),
  )
  for (const [name, body] of expected) learn(name, body)
  const guess = (written: string, sourceName: string) => {
    const bodies = distinct(
      expected.flatMap(([name, body]) => (isSame(written, name) ? [body] : [])),
    )
    const [taken] = bodies
    if (taken === undefined || bodies.length > 1) return null
    guesses.push({ sourceName, written, taken })
    return taken
  }
  const nameOf = ({ respondent, sourceName }: Pick<Received, 'respondent' | 'sourceName'>) => {
    if (respondent === null) return `[${sourceName}]`
    const known = names.get(comparable(respondent))
    if (known !== undefined) return known
    const name = keys.get(key(respondent)) ?? guess(respondent, sourceName) ?? respondent
    learn(respondent, name)
    return name
  }
  return { nameOf, guesses }
}

/**
 * Bodies by programme and period: those whose report counts, those whose file failed, those who sent something else, and those
 * of the roster that sent nothing. A file that failed belongs to whom the manifest says; of unknown origin it counts without a roster.
 */
export function listBodies(given: {
  readonly reports: readonly Received[]
  readonly failures: readonly Received[]
  readonly foreign: readonly Received[]
  readonly slots: readonly Slot[]
  readonly roster: readonly Expected[] | null
  readonly nameOf: (received: Received) => string
}): readonly BodyRow[] {
  const rows = new Map<string, BodyRow>()
  const put = (received: Received, state: State, isCounted: boolean) => {
    const body = given.nameOf(received)
    const key = keyOf(received.programme, received.period, body)
    const known = rows.get(key)
    if (known && known.state !== state) return
    rows.set(key, {
      ...slotOf({ ...received, body }),
      state,
      isExpected: given.roster && false,
      isCounted,
      sources: [...(known?.sources ?? []), received.sourceName],
    })
  }
  for (const report of given.reports) put(report, 'received', true)
  for (const failure of withOnlyFacts(given.failures, given.reports))
    put(failure, 'unreadable', given.roster === null || failure.respondent !== null)
  for (const report of withOnlyFacts(given.foreign, given.reports)) put(report, 'foreign', false)
  for (const row of expectedRows(given.roster ?? [], given.slots)) {
    const key = keyOf(row.programme, row.period, row.body)
    const known = rows.get(key) ?? { ...slotOf(row), state: 'not_submitted', sources: [] }
    rows.set(key, { ...known, isExpected: true, isCounted: true })
  }
  return [...rows.values()]
}

function keyOf(programme: string | null, period: Period | null, body: string): string {
  return JSON.stringify([programme, period?.from ?? null, period?.to ?? null, comparable(body)])
}

/** Where all reports are of one programme or one period, a file nothing is told of is of it too. */
function withOnlyFacts(
  failures: readonly Received[],
  reports: readonly Received[],
): readonly Received[] {
  const [programme, ...programmes] = distinct(reports.map((report) => report.programme))
  const [period, ...periods] = distinct(reports.map((report) => report.period))
  return failures.map((failure) => ({
    ...failure,
    programme: failure.programme ?? (programmes.length > 0 ? null : (programme ?? null)),
    period: failure.period ?? (periods.length > 0 ? null : (period ?? null)),
  }))
}

interface ExpectedRow {
  readonly programme: string | null
  readonly period: Period | null
  readonly body: string
}

function expectedRows(roster: readonly Expected[], slots: readonly Slot[]): readonly ExpectedRow[] {
  const [only, ...others] = distinct(slots.map(({ programme }) => programme))
  return roster.flatMap(({ body, programme, period }) => {
    const told = programme === null ? null : comparable(programme)
    const expected = slots.filter(
      (slot) =>
        (told === null || comparable(slot.programme ?? '') === told) &&
        (period === null ? slot.isUsual : isSame(slot.period, period)),
    )
    return expected.length > 0
      ? expected.map((slot) => ({ programme: slot.programme, period: slot.period, body }))
      : [{ programme: programme ?? (others.length > 0 ? null : (only ?? null)), period, body }]
  })
}

function isSame(left: Period | null, right: Period): boolean {
  return left?.from === right.from && left.to === right.to
}

function slotOf({ programme, period, body }: ExpectedRow) {
  return { programme, periodFrom: period?.from ?? null, periodTo: period?.to ?? null, body }
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
