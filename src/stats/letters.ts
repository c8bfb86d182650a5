import type { Letter, LetterList, LetterRow, ReturnedReport } from '../write/letter.ts'
import type { Engine, SqlRow } from './engine.ts'
import { periodWords } from './period-words.ts'
import { ask } from './prepare.ts'
import { shortened } from './shortened.ts'
import { groupBy } from './versions.ts'

/** A letter and the body that it goes to, as all tables name it. */
export interface BodyLetter {
  readonly body: string
  readonly letter: Letter
}

const HEADINGS: Readonly<Record<string, string>> = {
  blank: 'Не заповнено',
  disclaimed: 'Зазначено, що захід не належить до компетенції, хоча орган є серед виконавців',
  absent: 'Рядка немає у звіті',
}
const STANDINGS: Readonly<Record<string, string>> = {
  named: 'Орган прямо названо серед виконавців',
  group: 'Орган належить до названої групи виконавців',
  broad: 'Виконавців названо широким колом, до якого належить і орган',
}
const BLANKS: Readonly<Record<string, string>> = {
  empty: 'Клітинка для відповіді порожня.',
  missing: 'У рядку немає клітинки для відповіді.',
}
/** UTF-16 units of a measure, an answer or executors; the letter is short, the report has the rest. */
const QUOTED = 240
const ASK_GROUNDS =
  'Якщо захід не належить до повноважень органу, хоча орган є серед виконавців, просимо зазначити ' +
  'підставу (назву, дату й номер документа) та належного виконавця.'

/**
 * A letter for every body whose report has something to mend: exactly its blanks, what it disclaims
 * though it is named or in the group, and the rows that it left out. The others get none.
 */
export async function returnLetters(engine: Engine): Promise<readonly BodyLetter[]> {
  const { rows } = await ask(engine, 'letters')
  return [...groupBy(rows, ({ body }) => String(body))].map(([body, own]) => ({
    body,
    letter: letterTo(body, own),
  }))
}

function letterTo(body: string, rows: readonly SqlRow[]): Letter {
  const reports = groupBy(rows, (row) =>
    JSON.stringify([row.programme, row.periodFrom, row.periodTo]),
  )
  const isOne = reports.size === 1
  return {
    addressee: body,
    subject: isOne ? 'Про доопрацювання звіту' : 'Про доопрацювання звітів',
    opening: [
      `За результатами опрацювання ${isOne ? 'поданого звіту' : 'поданих звітів'} виявлено рядки, ` +
        'які потребують заповнення або уточнення. Просимо внести зміни за наведеним переліком і ' +
        `подати ${isOne ? 'звіт' : 'звіти'} повторно.`,
    ],
    reports: [...reports.values()].map(reportOf),
    closing: rows.some(({ reason }) => reason === 'disclaimed') ? [ASK_GROUNDS] : [],
  }
}

function reportOf(rows: readonly SqlRow[]): ReturnedReport {
  const [first] = rows
  const files = Array.isArray(first?.sources) ? first.sources.map(String) : []
  const lists = [...groupBy(rows, ({ reason }) => String(reason))].map(
    ([reason, listed]): LetterList => ({
      heading: `${HEADINGS[reason] ?? reason} (${listed.length})`,
      rows: listed.map((row) => rowOf(row, files.length > 1)),
    }),
  )
  return {
    lines: [
      `Програма: ${first?.programme ?? 'не вказано'}`,
      `Звітний період: ${periodWords(first?.periodFrom, first?.periodTo)}`,
      `${files.length > 1 ? 'Файли' : 'Файл'}: ${files.join('; ')}`,
    ],
    lists,
  }
}

function rowOf(row: SqlRow, tellsFile: boolean): LetterRow {
  const measure = shortened(String(row.measureText ?? ''), QUOTED)
  if (row.reason === 'absent') {
    const number = String(row.canonicalId)
    const remark = 'Захід є в плані, а рядка з ним у звіті немає.'
    return { number, measure, place: '№ за планом', remark: withStanding(remark, row) }
  }
  const place = String(row.place ?? 'не визначено')
  return {
    number: String(row.measureId),
    measure,
    place: tellsFile ? `${row.sourceName}\n${place}` : place,
    remark: withStanding(remarkOn(row), row),
  }
}

function remarkOn({ reason, detail, responseText }: SqlRow): string {
  const quoted = `«${shortened(String(responseText ?? ''), QUOTED)}».`
  if (reason === 'disclaimed') return `Відповідь: ${quoted}`
  return BLANKS[String(detail)] ?? `Замість відповіді стоїть ${quoted}`
}

function withStanding(remark: string, { standing, executorsText }: SqlRow): string {
  const words = STANDINGS[String(standing)]
  if (words === undefined) return remark
  const executors = shortened(String(executorsText ?? ''), QUOTED)
  return `${remark} ${words}${executors === '' ? '' : `: «${executors}»`}.`
}
