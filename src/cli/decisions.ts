import { type Decided, type JudgedRow, MEASURE_NUMBER } from '../corrections/decision.ts'
import { ZvitError } from '../model/error.ts'
import { DETAILS, type Detail, STATUS_OF, STATUSES, type Status } from '../model/vocabulary.ts'
import { say, sayAll } from '../resources.ts'
import type { Request } from '../stats/decide.ts'
import { told as given } from '../text/lists.ts'
import { unknown } from './arguments.ts'
import type { ValueReaders } from './engine.ts'

/** What may be decided, as the options and the columns of a file name it. */
export const COLUMNS = [
  'key',
  'status',
  'detail',
  'number',
  'deadline',
  'executors',
  'respondent',
  'programme',
  'period',
  'none',
  'as-read',
  'why',
  'by',
  'measure',
  'response',
  'file',
  'blind',
] as const
export type Column = (typeof COLUMNS)[number]
type Told = (column: Column) => string | undefined

/** What a row, or the options, decide; null where nothing. */
export function requestOf(
  told: Told,
  readers: ValueReaders,
  fail: (message: string) => never = refuse,
): Omit<Request, 'key'> | null {
  const judged = classReader(told('status'), told('detail'), fail)
  const period = told('period')
  const readPeriod = period === undefined ? undefined : readers.period(period)
  if (readPeriod === null) return fail(say('period.unreadable', { written: period }))
  const number = told('number')
  if (number !== undefined && !NUMBER.test(number))
    fail(
      `'${number}' is no number of a measure; write II.3.1, or II.3 where the item has just one.`,
    )
  const [deadline, executors] = [told('deadline'), told('executors')]
  const [respondent, programme] = [told('respondent'), told('programme')]
  const [none, asRead] = [isYes(told('none'), fail), isYes(told('as-read'), fail)]
  const values = [judged, readPeriod, number, deadline, executors, respondent, programme]
  const hasValues = values.some((value) => value !== undefined)
  if (none && (hasValues || asRead)) fail('A row that is none has no other values.')
  if (!hasValues && !none && !asRead) return null
  const [measure, response, file] = [told('measure'), told('response'), told('file')]
  return {
    by: told('by') ?? '',
    why: told('why') ?? '',
    ...(isYes(told('blind'), fail) && { blind: true }),
    seen: given({ measureText: measure, responseText: response, sourceName: file }),
    decided: (row, now): Decided => {
      const standing = now.class ?? { status: row.status, detail: row.detail }
      const said = judged?.(row) ?? (asRead ? standing : undefined)
      const own = respondent ?? row.respondent
      return given({
        class: said,
        asRead,
        none,
        number,
        deadline: deadline === undefined ? undefined : readers.deadline(deadline, row),
        executors: executors === undefined ? undefined : readers.executors(executors, own),
        respondent,
        programme,
        period: readPeriod,
      })
    },
  }
}

/** Tells a mistake of whoever typed it. */
export function refuse(message: string): never {
  throw new ZvitError('USAGE', message)
}

const NUMBER = new RegExp(MEASURE_NUMBER)

function isYes(text: string | undefined, fail: (message: string) => never): true | undefined {
  if (text === undefined || [say('labels.no'), 'no'].includes(text.toLowerCase())) return undefined
  if ([say('labels.yes'), 'yes', '1', 'x', '+'].includes(text.toLowerCase())) return true
  return fail(`'${text}' is neither yes nor no.`)
}

type Class = NonNullable<Decided['class']>

const USUAL: Readonly<Record<Status, Detail>> = {
  done: 'stated',
  not_in_competence: 'disclaimed',
  blank: 'filler',
  other: 'unclear',
}

/** The detail of a status that a person tells without one, where the machine's does not fit. */
function usualDetail(status: Status, { responseText }: JudgedRow): Detail {
  return status === 'blank' && responseText === '' ? 'empty' : USUAL[status]
}

function classReader(
  status: string | undefined,
  detail: string | undefined,
  fail: (message: string) => never,
): ((row: JudgedRow) => Class) | undefined {
  if (status === undefined && detail === undefined) return undefined
  const [first = '', second = detail] = (status ?? '').split('.')
  const code = second ?? first
  const written = CLASSES.get(code.toLowerCase().trim()) ?? code
  const found = DETAILS.find((one) => one === written)
  if (found !== undefined) {
    const told = CLASSES.get(first.toLowerCase().trim()) ?? first
    if (second !== undefined && first !== '' && told !== STATUS_OF[found])
      fail(`The detail ${found} is one of ${STATUS_OF[found]}, not of ${first}.`)
    return () => ({ status: STATUS_OF[found], detail: found })
  }
  const known = STATUSES.find((one) => one === written)
  if (known === undefined) {
    const names = [...STATUSES, ...DETAILS.map((one) => `${STATUS_OF[one]}.${one}`)]
    fail(unknown('status', code, names).message)
  }
  return (row) =>
    row.status === known
      ? { status: known, detail: row.detail }
      : { status: known ?? 'other', detail: usualDetail(known ?? 'other', row) }
}

/** Codes by what offices call statuses and details. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(sayAll('labels.words'))
    .filter(([code]) => DETAILS.some((detail) => detail === code))
    .map(([code, label]) => [label, code] as const),
  ...STATUSES.flatMap((code) => {
    const label = say(`labels.statuses.${code}`)
    return [[label, code] as const, [label.split(' (')[0] ?? label, code] as const]
  }),
])
