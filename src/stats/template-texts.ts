import { say } from '../resources.ts'
import { capitalised } from '../text/letters.ts'
import type { TemplateValues } from '../write/digest.ts'
import type { Engine, SqlRow } from './engine.ts'
import { shareWords } from './labels.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'

/** What the placeholders of an office's own document stand for, but for the table. */
export async function templateTexts(engine: Engine): Promise<TemplateValues['texts']> {
  const bodies = (await ask(engine, 'lists/bodies')).rows
  const [all] = (await ask(engine, 'by/all')).rows
  const named = (state: string) =>
    distinct(bodies.filter((row) => row.state === state).map(({ body }) => String(body)))
  const periods = distinct(bodies.map((row) => periodWords(row.periodFrom, row.periodTo)))
  return {
    program: distinct(bodies.map(({ programme }) => String(programme ?? say('notSaid')))).join(
      '; ',
    ),
    period: periods.join('; '),
    summary: summaryOf(all ?? {}, periods.length === 1 ? whenOf(bodies) : say('summary.inAll')),
    bodies: named('received').join(', ') || say('none'),
    missing: silentOf(named('not_submitted'), named('unreadable')),
  }
}

function whenOf([first]: readonly SqlRow[]): string {
  return periodWords(first?.periodFrom, first?.periodTo, 'in')
}

/** All counts in one sentence with both shares that are told first; `when` is «у 2025 році». */
export function summaryOf(all: SqlRow, when: string): string {
  const count = (column: string) => Number(all[column] ?? 0)
  const always = ['done', 'other', 'notInCompetence', 'blank']
  const parts = [...always, 'absent', 'notSubmitted', 'unreadable']
    .filter((column) => always.includes(column) || count(column) > 0)
    .map((column) => say(`summary.${column}`, { count: count(column) }))
  return [
    say('summary.all', {
      when: capitalised(when),
      count: count('measures'),
      parts: parts.join(', '),
    }),
    say('summary.shares', {
      all: shareWords(count('done'), count('measures')),
      addressed: shareWords(count('doneAddressed'), count('addressed')),
    }),
  ].join(' ')
}

/** How many bodies reported, and who did not. */
export function submissionWords(bodies: readonly SqlRow[]): string {
  const named = (state: string) =>
    distinct(bodies.filter((row) => row.state === state).map(({ body }) => String(body)))
  const received = named('received')
  const all = distinct(bodies.map(({ body }) => String(body)))
  const silent = silentOf([...named('not_submitted'), ...named('foreign')], named('unreadable'))
  const sentence = say('summary.bodies', { received: received.length, all: all.length })
  return received.length === all.length ? `${sentence}.` : `${sentence}; ${silent}.`
}

function silentOf(notSubmitted: readonly string[], unreadable: readonly string[]): string {
  const parts = [
    ...(notSubmitted.length > 0
      ? [say('summary.silent', { bodies: notSubmitted.join(', ') })]
      : []),
    ...(unreadable.length > 0 ? [say('summary.unread', { bodies: unreadable.join(', ') })] : []),
  ]
  return parts.join('; ') || say('none')
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
