import { say } from '../resources.ts'
import type { Bars, HeatMap, Shade } from '../write/chart.ts'
import type { Engine, SqlRow } from './engine.ts'
import { STATUS_LABELS } from './labels.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { groupBy } from './versions.ts'

/** A picture and the name of its file without ending. */
export interface Named {
  readonly name: string
  readonly picture: Bars | HeatMap
}

const PATTERNS: Readonly<Record<string, Shade['pattern']>> = {
  done: 'none',
  other: 'dots',
  not_in_competence: 'lines',
  blank: 'slashes',
  absent: 'backslashes',
  not_submitted: 'grid',
  unreadable: 'columns',
}
const COUNTED: Readonly<Record<string, string>> = {
  done: 'done',
  other: 'other',
  not_in_competence: 'notInCompetence',
  blank: 'blank',
  absent: 'absent',
  not_submitted: 'notSubmitted',
  unreadable: 'unreadable',
}
const STATUSES = Object.keys(COUNTED)
const SHADES: readonly Shade[] = STATUSES.flatMap((status) => {
  const known = STATUS_LABELS[status]
  return known ? [{ ...known, pattern: PATTERNS[status] ?? 'none' }] : []
})

/**
 * The pictures of a folder, for each programme: bars by section and by body, a map measure × body for
 * each period, and, where there are several periods, bars by period.
 */
export async function namedCharts(engine: Engine): Promise<readonly Named[]> {
  const sections = await byProgramme(engine, 'by/section')
  const bodies = await byProgramme(engine, 'by/respondent')
  const periods = await byProgramme(engine, 'by/period')
  const cells = await byProgramme(engine, 'matrix')
  return [...sections.keys()].flatMap((programme, index) => {
    const name = (what: string) => `${index + 1}-${what}`
    const title = (what: string) =>
      `${what}: ${(JSON.parse(programme) as string | null) ?? say('noProgramme')}`
    const years = periods.get(programme) ?? []
    return [
      {
        name: name('sections'),
        picture: bars(title(say('charts.sections')), sections.get(programme) ?? [], sectionLabel),
      },
      {
        name: name('respondents'),
        picture: bars(title(say('charts.bodies')), bodies.get(programme) ?? [], bodyLabel),
      },
      ...(years.length > 1
        ? [
            {
              name: name('periods'),
              picture: bars(title(say('charts.periods')), years, periodLabel),
            },
          ]
        : []),
      ...[...groupBy(cells.get(programme) ?? [], periodLabel)].map(([period, rows]) => ({
        name: name(`matrix-${rows[0]?.periodFrom ?? 'unknown'}`),
        picture: map(title(period), rows),
      })),
    ]
  })
}

async function byProgramme(engine: Engine, name: string) {
  return groupBy((await ask(engine, name)).rows, ({ programme }) => JSON.stringify(programme))
}

function sectionLabel({ sectionId, sectionTitle }: SqlRow): string {
  return `${sectionId}. ${sectionTitle}`
}

function bodyLabel({ body }: SqlRow): string {
  return String(body)
}

function periodLabel({ periodFrom, periodTo }: SqlRow): string {
  return periodFrom === null ? say('noPeriod') : periodWords(periodFrom, periodTo)
}

function bars(title: string, rows: readonly SqlRow[], labelOf: (row: SqlRow) => string): Bars {
  const parts = SHADES.map((shade, index) => ({
    shade,
    values: rows.map((row) => Number(row[COUNTED[STATUSES[index] ?? ''] ?? ''] ?? 0)),
  }))
  return {
    kind: 'bars',
    title,
    labels: rows.map(labelOf),
    parts: parts.filter(({ values }) => values.some((value) => value > 0)),
  }
}

function map(title: string, rows: readonly SqlRow[]): HeatMap {
  const columns = [...new Set(rows.map(bodyLabel))]
  const measures = groupBy(rows, ({ canonicalId }) => String(canonicalId))
  return {
    kind: 'map',
    title,
    columns,
    shades: SHADES,
    rows: [...measures].map(([id, cells]) =>
      `${id} ${cells[0]?.measureText ?? ''}`.replace(/\s+/gu, ' '),
    ),
    cells: [...measures.values()].map((cells) => {
      const statuses = new Map(
        cells.map((cell) => [bodyLabel(cell), STATUSES.indexOf(String(cell.status))]),
      )
      return columns.map((column) => statuses.get(column) ?? null)
    }),
  }
}
