import { say } from '../resources.ts'
import type { TemplateValues } from '../write/template.ts'
import type { Engine, SqlRow } from './engine.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'

/** What the placeholders of an office's own document stand for, but for the table. */
export async function templateTexts(engine: Engine): Promise<TemplateValues['texts']> {
  const bodies = (await ask(engine, 'lists/bodies')).rows
  const [all] = (await ask(engine, 'by/all')).rows
  const named = (state: string) =>
    distinct(bodies.filter((row) => row.state === state).map(({ body }) => String(body)))
  return {
    program: distinct(bodies.map(({ programme }) => String(programme ?? say('notSaid')))).join(
      '; ',
    ),
    period: distinct(bodies.map((row) => periodWords(row.periodFrom, row.periodTo))).join('; '),
    summary: summaryOf(all ?? {}),
    bodies: named('received').join(', ') || say('none'),
    missing: silentOf(named('not_submitted'), named('unreadable')),
  }
}

function summaryOf(all: SqlRow): string {
  const count = (column: string) => Number(all[column] ?? 0)
  const always = ['done', 'other', 'notInCompetence', 'blank']
  const parts = [...always, 'absent', 'notSubmitted', 'unreadable']
    .filter((column) => always.includes(column) || count(column) > 0)
    .map((column) => say(`summary.${column}`, { count: count(column) }))
  return say('summary.all', { count: count('measures'), parts: parts.join(', ') })
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
