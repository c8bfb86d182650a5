import { say } from '../resources.ts'
import type { Bars, HeatMap } from '../write/chart.ts'
import type { Engine, SqlRow } from './engine.ts'
import { fileNames } from './file-names.ts'
import { STATUS_LABELS } from './labels.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { groupBy } from './versions.ts'

/** A picture and the name of its file, which says what it shows. */
export interface Named {
  readonly name: string
  readonly picture: Bars | HeatMap
}

const SHADES = Object.values(STATUS_LABELS)
const STATUSES = Object.keys(STATUS_LABELS)

/**
 * The pictures of a folder, for each programme: bars by section and by body, a map measure × body for
 * each period, and, where there are several periods, bars by period.
 */
export async function namedCharts(engine: Engine): Promise<readonly Named[]> {
  const sections = await byProgramme(engine, 'by/section')
  const bodies = await byProgramme(engine, 'by/respondent')
  const periods = await byProgramme(engine, 'by/period')
  const cells = await byProgramme(engine, 'matrix')
  const pictures = [...sections.keys()].flatMap((programme) => {
    const title = (what: string) =>
      `${what}. ${(JSON.parse(programme) as string | null) ?? say('noProgramme')}`
    const drawn = (what: string, rows: readonly SqlRow[] = [], label: (row: SqlRow) => string) =>
      bars(title(say(`charts.${what}`)), rows, label)
    const years = periods.get(programme) ?? []
    return [
      drawn('sections', sections.get(programme), sectionLabel),
      drawn('bodies', bodies.get(programme), bodyLabel),
      ...(years.length > 1 ? [drawn('periods', years, periodLabel)] : []),
      ...[...groupBy(cells.get(programme) ?? [], periodLabel)].map(([period, rows]) =>
        map(title(say('charts.matrix', { period })), rows),
      ),
    ]
  })
  const names = fileNames(
    pictures.map(({ title }) => title),
    '.svg',
  )
  return pictures.map((picture, index) => ({ name: names[index] ?? '', picture }))
}

async function byProgramme(engine: Engine, name: string) {
  return groupBy((await ask(engine, name)).rows, ({ programme }) => JSON.stringify(programme))
}

function sectionLabel({ sectionId, sectionTitle }: SqlRow): string {
  return `${sectionId}. ${sectionTitle}`
}

const bodyLabel = ({ body }: SqlRow) => String(body)

function periodLabel({ periodFrom, periodTo }: SqlRow): string {
  return periodFrom === null ? say('noPeriod') : periodWords(periodFrom, periodTo)
}

function bars(title: string, rows: readonly SqlRow[], labelOf: (row: SqlRow) => string): Bars {
  const parts = SHADES.map((shade) => ({
    shade,
    values: rows.map((row) => Number(row[shade.column] ?? 0)),
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
