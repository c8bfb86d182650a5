import type { Detail, Status } from '../model/vocabulary.ts'

interface Judged {
  readonly status: Status
  readonly detail: Detail
}

/** Words of a status column that fit the answers of several classes: «в роботі». */
const OPEN: ReadonlySet<Detail> = new Set(['ongoing', 'reference', 'unclear', 'nothing_to_report'])

/**
 * True where the column «Статус» and the response beside it say different things: «виконано» beside
 * «Заплановано на IV квартал», or beside nothing.
 */
export function contradictsStatus(told: Judged, answer: Judged): boolean {
  if (told.status === 'blank' || told.status === answer.status) return false
  if (answer.status === 'blank') return true
  return !OPEN.has(told.detail) && !OPEN.has(answer.detail)
}
