import { say } from '../resources.ts'
import type { Mark, Sheet } from '../write/workbook.ts'
import type { SqlRow } from './engine.ts'
import { STATUS_LABELS } from './labels.ts'
import { periodWords } from './period-words.ts'
import { groupBy } from './versions.ts'

/** Left out of the name of a sheet: «Матриця 2016». */

/** Measure × body with one mark a cell; a sheet for each programme and period. */
export function matrixSheets(rows: readonly SqlRow[]): readonly Sheet[] {
  const groups = groupBy(rows, (row) =>
    JSON.stringify([row.programme, row.periodFrom, row.periodTo]),
  )
  return [...groups.values()].map((group) => {
    const [first] = group
    const bodies = [...new Set(group.map(({ body }) => String(body)))].sort((left, right) =>
      left.localeCompare(right, 'uk'),
    )
    const measures = groupBy(group, ({ canonicalId }) => String(canonicalId))
    const period = first?.periodFrom ? periodWords(first.periodFrom, first.periodTo) : ''
    return {
      name: say('matrix.name', {
        period: period.replace(new RegExp(say('matrix.yearWord'), 'u'), ''),
      }),
      title: say('matrix.title', {
        programme: first?.programme ?? say('noProgramme'),
        period: period || say('noPeriod'),
      }),
      notes: [say('matrix.marks')],
      marks: MARKS,
      fixedColumns: 2,
      columns: [
        { heading: say('matrix.number'), kind: 'short' as const },
        { heading: say('matrix.measure'), kind: 'long' as const },
        ...bodies.map((heading) => ({ heading, kind: 'mark' as const })),
      ],
      rows: [...measures].map(([id, cells]) => {
        const marks = new Map(cells.map(({ body, status }) => [String(body), markOf(status)]))
        return [
          id,
          String(cells[0]?.measureText ?? ''),
          ...bodies.map((body) => marks.get(body) ?? null),
        ]
      }),
    }
  })
}

const MARKS: readonly Mark[] = Object.values(STATUS_LABELS).map(({ label, mark, fill }) => ({
  text: mark,
  meaning: label,
  fill,
}))

function markOf(status: unknown): string | null {
  return STATUS_LABELS[String(status)]?.mark ?? null
}
