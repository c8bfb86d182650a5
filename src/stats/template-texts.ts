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
    program: distinct(bodies.map(({ programme }) => String(programme ?? 'не вказано'))).join('; '),
    period: distinct(bodies.map((row) => periodWords(row.periodFrom, row.periodTo))).join('; '),
    summary: summaryOf(all ?? {}),
    bodies: named('received').join(', ') || 'немає',
    missing: silentOf(named('not_submitted'), named('unreadable')),
  }
}

function summaryOf(all: SqlRow): string {
  const count = (column: string) => Number(all[column] ?? 0)
  const parts = [
    `виконано ${count('done')}`,
    `інше ${count('other')}`,
    `не належить до компетенції ${count('notInCompetence')}`,
    `не заповнено ${count('blank')}`,
    ...(count('absent') > 0 ? [`рядка немає ${count('absent')}`] : []),
    ...(count('notSubmitted') > 0 ? [`звіт не подано ${count('notSubmitted')}`] : []),
    ...(count('unreadable') > 0 ? [`звіт не прочитано ${count('unreadable')}`] : []),
  ]
  return `Усього позицій (захід × орган) ${count('measures')}: ${parts.join(', ')}.`
}

function silentOf(notSubmitted: readonly string[], unreadable: readonly string[]): string {
  const parts = [
    ...(notSubmitted.length > 0 ? [`не подано: ${notSubmitted.join(', ')}`] : []),
    ...(unreadable.length > 0 ? [`не прочитано: ${unreadable.join(', ')}`] : []),
  ]
  return parts.join('; ') || 'немає'
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
