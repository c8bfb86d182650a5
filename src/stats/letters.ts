import { say, sayAll } from '../resources.ts'
import type { Letter, LetterList, LetterRow, ReturnedReport } from '../write/letter.ts'
import type { Engine, SqlRow } from './engine.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { groupBy } from './versions.ts'

/** A letter and the body that it goes to, as all tables name it. */
interface BodyLetter {
  readonly body: string
  readonly letter: Letter
}

const HEADINGS = sayAll('letters.headings')
const STANDINGS = sayAll('letters.standings')
const BLANKS = sayAll('letters.blanks')
/** What a body is asked for that sent nothing that can be read, by what became of its report. */
const REQUESTS = sayAll('letters.requests')
/** UTF-16 units of a measure, an answer or executors; the letter is short, the report has the rest. */
const QUOTED = 240
const ASK_GROUNDS = say('letters.askGrounds')

/**
 * A letter for every body whose report has something to mend: exactly its blanks, what it disclaims
 * though it is named or in the group, and the rows that it left out; what is in doubt is only asked about.
 * Bodies that sent nothing, something else or what cannot be read are asked for a report; the others get none.
 */
export async function returnLetters(engine: Engine): Promise<readonly BodyLetter[]> {
  const { rows } = await ask(engine, 'letters')
  return [...groupBy(rows, ({ body }) => String(body))].map(([body, own]) => ({
    body,
    letter: letterTo(own),
  }))
}

function letterTo(rows: readonly SqlRow[]): Letter {
  const reports = [
    ...groupBy(rows, (row) =>
      JSON.stringify([row.programme, row.periodFrom, row.periodTo]),
    ).values(),
  ]
  const returned = reports.filter((own) => own.some(isOfMeasure)).length
  const what = returned === 0 ? 'request' : returned === 1 ? 'one' : 'many'
  return {
    subject: say(`letters.subject.${what}`),
    opening: returned === 0 ? [] : [say(`letters.opening.${what}`)],
    reports: reports.map(reportOf),
    closing: rows.some(({ reason }) => reason === 'disclaimed') ? [ASK_GROUNDS] : [],
  }
}

/** Rows that are about the report as a whole have no measure. */
function isOfMeasure({ canonicalId }: SqlRow): boolean {
  return canonicalId !== null
}

function reportOf(rows: readonly SqlRow[]): ReturnedReport {
  const [first] = rows
  const files = Array.isArray(first?.sources) ? first.sources.map(String) : []
  const lists = [...groupBy(rows.filter(isOfMeasure), ({ reason }) => String(reason))].map(
    ([reason, listed]): LetterList => ({
      heading: `${HEADINGS[reason] ?? reason} (${listed.length})`,
      rows: listed.map((row) => rowOf(row, files.length > 1)),
    }),
  )
  return {
    lines: [
      say('digest.programme', { programme: first?.programme ?? say('notSaid') }),
      say('digest.period', { period: periodWords(first?.periodFrom, first?.periodTo) }),
      ...(files.length === 0
        ? []
        : [
            say(files.length > 1 ? 'letters.files.many' : 'letters.files.one', {
              files: files.join('; '),
            }),
          ]),
      ...(REQUESTS[String(first?.reason)] ?? '').split('\n').filter((line) => line !== ''),
    ],
    lists,
  }
}

function rowOf(row: SqlRow, tellsFile: boolean): LetterRow {
  const measure = shortened(String(row.measureText ?? ''), QUOTED)
  if (row.status === 'absent') {
    const number = String(row.canonicalId)
    const remark = say('letters.absentFromReport')
    return { number, measure, place: say('letters.planNumber'), remark: withStanding(remark, row) }
  }
  const place = String(row.place ?? say('evidence.unknown'))
  return {
    number: String(row.measureId),
    measure,
    place: tellsFile ? `${row.sourceName}\n${place}` : place,
    remark: withStanding(remarkOn(row), row),
  }
}

function remarkOn({ status, detail, responseText }: SqlRow): string {
  const quoted = `«${shortened(String(responseText ?? ''), QUOTED)}».`
  if (status === 'not_in_competence') return say('letters.quotedAnswer', { quoted })
  return BLANKS[String(detail)] ?? say('letters.quotedFiller', { quoted })
}

function withStanding(remark: string, { standing, executorsText }: SqlRow): string {
  const words = STANDINGS[String(standing)]
  if (words === undefined) return remark
  const executors = shortened(String(executorsText ?? ''), QUOTED)
  return `${remark} ${words}${executors === '' ? '' : `: «${executors}»`}.`
}

const MARK = ' …'

/** The text on one line, cut behind a word where it is longer than `most` UTF-16 units. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= most) return line
  const room = line.slice(0, most - MARK.length + 1)
  const end = room.lastIndexOf(' ')
  return (end > 0 ? room.slice(0, end) : room.slice(0, -1).replace(/\p{Cs}$/u, '')) + MARK
}
