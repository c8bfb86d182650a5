import { say, sayAll } from '../resources.ts'
import type { Digest, DigestAnswer, DigestRow, SilentRow } from '../write/digest.ts'
import type { Engine, SqlRow } from './engine.ts'
import { labelOf } from './labels.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { submissionWords, summaryOf } from './template-texts.ts'
import { groupBy } from './versions.ts'

/** What stands before the names of those who gave no answer of their own. */
const SILENT = sayAll('digest.silent')
/** States of a report that are about all measures. */
const WHOLE: ReadonlySet<string> = new Set(['not_submitted', 'unreadable'])
/** With more bodies than these the names of those who say nothing stand once, in an appendix. */
const MOST_NAMED = 10

/**
 * The consolidated reports, one for each programme and period: every distinct answer once, word for
 * word, with the bodies that gave it. Those who disclaim, leave blank or are silent stand in one line a measure
 * each or, where `isBrief` says so or there are many bodies, once in an appendix.
 */
export async function digests(
  engine: Engine,
  isBrief: boolean | null = null,
): Promise<readonly Digest[]> {
  const bodies = groupBy((await ask(engine, 'lists/bodies')).rows, slotOf)
  const counts = groupBy((await ask(engine, 'by/period')).rows, slotOf)
  const groups = groupBy((await ask(engine, 'consolidated')).rows, slotOf)
  return [...groups].map(([slot, group]) => {
    const [first] = group
    const own = bodies.get(slot) ?? []
    const [all = {}] = counts.get(slot) ?? []
    const parts = groupBy(group, (row) => JSON.stringify([row.sectionId, row.itemTitle]))
    const [from, to] = [first?.periodFrom, first?.periodTo]
    const period = periodWords(from, to)
    const leavesOut = isBrief ?? own.length > MOST_NAMED
    return {
      title: say('digest.title', { period }),
      lines: [
        say('digest.programme', { programme: first?.programme ?? say('notSaid') }),
        say('digest.period', { period }),
      ],
      summary: [submissionWords(own), summaryOf(all, periodWords(from, to, 'in'))],
      sections: [...parts.values()].map((cells) => ({
        titles: titlesOf(cells[0]),
        rows: [...groupBy(cells, ({ canonicalId }) => String(canonicalId)).values()].map((row) =>
          rowOf(row, leavesOut),
        ),
      })),
      silent: leavesOut ? silentRows(group) : [],
    }
  })
}

function slotOf({ programme, periodFrom, periodTo }: SqlRow): string {
  return JSON.stringify([programme, periodFrom, periodTo])
}

/** Of section and item; the implied ones of a report without them have no row. */
function titlesOf(row: SqlRow = {}): readonly string[] {
  const [id, section, item] = [row.sectionId, row.sectionTitle, row.itemTitle].map(
    (one) => one ?? '',
  )
  return [id === '0' && section === '' ? '' : `${id}. ${section}`, `${item}`].filter(Boolean)
}

function rowOf(cells: readonly SqlRow[], leavesOut: boolean): DigestRow {
  const [first] = cells
  const text = (column: string) => String(first?.[column] ?? '')
  const answers = cells.filter((cell) => !isSilent(cell))
  const nobody = { who: say('digest.nobody'), words: '' }
  return {
    number: text('canonicalId'),
    measure: text('measureText'),
    deadline: text('deadlineText'),
    executors: text('executorsText'),
    answers: leavesOut
      ? answers.length === 0
        ? [nobody]
        : answers.map(answerOf)
      : cells.map(answerOf),
  }
}

function isSilent({ status, isAsked }: SqlRow): boolean {
  return isAsked !== true && SILENT[String(status)] !== undefined
}

function answerOf(cell: SqlRow): DigestAnswer {
  const names = bodiesOf(cell)
  const { status, isAsked, answer } = cell
  if (isAsked === true)
    return { who: say('digest.asked', { bodies: names.join(', ') }), words: String(answer) }
  const silent = SILENT[String(status)]
  if (silent === undefined) return { who: `${names.join(', ')}:`, words: String(answer ?? '') }
  return { who: `${silent} (${names.length}):`, words: names.join(', ') }
}

function bodiesOf({ bodies }: SqlRow): readonly string[] {
  return Array.isArray(bodies) ? bodies.map(String) : []
}

/** Each body with the measures that it says nothing of its own on, by how it says so. */
function silentRows(group: readonly SqlRow[]): readonly SilentRow[] {
  const order = [...new Set(group.map(({ canonicalId }) => String(canonicalId)))]
  const said = group
    .filter(isSilent)
    .flatMap((cell) => bodiesOf(cell).map((body) => ({ body, status: String(cell.status), cell })))
  const rows = [...groupBy(said, ({ body, status }) => JSON.stringify([body, status])).values()]
  return rows
    .flatMap((own): readonly SilentRow[] => {
      const [first] = own
      if (first === undefined) return []
      const { body, status } = first
      const ids = new Set(own.map(({ cell }) => String(cell.canonicalId)))
      const measures = WHOLE.has(status) ? say('digest.all') : runsOf(order, ids)
      return [{ body, what: String(labelOf('status', status)), measures }]
    })
    .sort((left, right) => left.body.localeCompare(right.body, 'uk'))
}

/** Numbers of measures, those that follow one another as «I.1.1–I.1.4». */
function runsOf(order: readonly string[], ids: ReadonlySet<string>): string {
  const runs: string[][] = []
  order.forEach((id, index) => {
    if (!ids.has(id)) return
    if (index > 0 && ids.has(order[index - 1] ?? '')) runs.at(-1)?.push(id)
    else runs.push([id])
  })
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', '))).join(', ')
}
