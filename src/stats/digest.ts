import { say, sayAll } from '../resources.ts'
import type { Digest, DigestAnswer, DigestRow } from '../write/digest.ts'
import type { Engine, SqlRow } from './engine.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { groupBy } from './versions.ts'

/** What stands before the names of those who gave no answer of their own. */
const SILENT = sayAll('digest.silent')

/**
 * The consolidated reports, one for each programme and period: every distinct answer once, word for
 * word, with the bodies that gave it; those who disclaim, leave blank or are silent in one line each.
 */
export async function digests(engine: Engine): Promise<readonly Digest[]> {
  const { rows } = await ask(engine, 'consolidated')
  const groups = groupBy(rows, (row) =>
    JSON.stringify([row.programme, row.periodFrom, row.periodTo]),
  )
  return [...groups.values()].map((group) => {
    const [first] = group
    const sections = groupBy(group, ({ sectionId }) => String(sectionId))
    return {
      title: say('digest.title'),
      lines: [
        say('digest.programme', { programme: first?.programme ?? say('notSaid') }),
        say('digest.period', { period: periodWords(first?.periodFrom, first?.periodTo) }),
      ],
      sections: [...sections].map(([id, cells]) => ({
        title: titleOf(id, String(cells[0]?.sectionTitle ?? '')),
        rows: [...groupBy(cells, ({ canonicalId }) => String(canonicalId)).values()].map(rowOf),
      })),
    }
  })
}

/** The implied section of a report without sections has no row. */
function titleOf(id: string, title: string): string {
  return id === '0' && title === '' ? '' : `${id}. ${title}`
}

function rowOf(cells: readonly SqlRow[]): DigestRow {
  const [first] = cells
  const text = (column: string) => String(first?.[column] ?? '')
  const title = text('itemTitle')
  return {
    number: text('canonicalId'),
    measure: title === '' ? text('measureText') : `${title}\n${text('measureText')}`,
    deadline: text('deadlineText'),
    executors: text('executorsText'),
    answers: cells.map(answerOf),
  }
}

function answerOf({ status, isAsked, answer, bodies }: SqlRow): DigestAnswer {
  const names = Array.isArray(bodies) ? bodies.map(String) : []
  if (isAsked === true)
    return { who: say('digest.asked', { bodies: names.join(', ') }), words: String(answer) }
  const silent = SILENT[String(status)]
  if (silent === undefined) return { who: `${names.join(', ')}:`, words: String(answer ?? '') }
  return { who: `${silent} (${names.length}):`, words: names.join(', ') }
}
