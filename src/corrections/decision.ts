import { hash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { DateOrNull, Hash, IsoDate, type MeasureRow, nullable } from '../model/measure.ts'
import { DEADLINE_KINDS, DETAILS, STANDINGS, STATUS_OF, STATUSES } from '../model/vocabulary.ts'

/*
 * A line of `corrections.ndjson`: what a person decided about a row. The JSON Schema is the value, the
 * TypeScript type is derived from it.
 */

const SCHEMA = 'zvit.correction/1'
const LONGEST_TEXT = 0x4_00_00
const LONGEST_NAME = 2000

const Text = Type.String({ maxLength: LONGEST_TEXT })
const Name = Type.String({ minLength: 1, maxLength: LONGEST_NAME })
const NameOrNull = nullable(Name)
/** II.3.1, or II.3 where the item has just one measure. */
export const MEASURE_NUMBER = '^(?:0|[IVXLCDM]+)(?:\\.\\d{1,4}){1,2}$'
const closed = { additionalProperties: false }

/** Every way to decide about a row; adding one is adding it here, to `JUDGED`, and to `apply.ts`. */
const DecidedSchema = Type.Object(
  {
    class: Type.Optional(
      Type.Object({ status: Type.Enum(STATUSES), detail: Type.Enum(DETAILS) }, closed),
    ),
    /** The row is read as it should be. */
    asRead: Type.Optional(Type.Literal(true)),
    /** The row is no measure. */
    none: Type.Optional(Type.Literal(true)),
    number: Type.Optional(Type.String({ pattern: MEASURE_NUMBER })),
    deadline: Type.Optional(
      Type.Object(
        {
          text: Text,
          kind: Type.Enum(DEADLINE_KINDS),
          from: DateOrNull,
          to: DateOrNull,
          every: nullable(Type.String({ pattern: '^P\\d+[YMWD]$' })),
        },
        closed,
      ),
    ),
    executors: Type.Optional(
      Type.Object(
        {
          text: Text,
          bodies: Type.Array(Type.String({ maxLength: LONGEST_NAME })),
          /** How the respondent stands among them. */
          respondent: nullable(Type.Enum(STANDINGS)),
        },
        closed,
      ),
    ),
    respondent: Type.Optional(Name),
    programme: Type.Optional(Name),
    period: Type.Optional(Type.Object({ from: IsoDate, to: IsoDate }, closed)),
  },
  closed,
)
export type Decided = Static<typeof DecidedSchema>
export type Field = keyof Decided

/** What tells a row from others, and the words that were judged, as the machine reads them. */
const AboutSchema = Type.Object(
  {
    key: Hash,
    sha256: Hash,
    sourceName: Type.String({ minLength: 1 }),
    sourcePart: Type.Integer({ minimum: 1 }),
    measureId: Type.String({ minLength: 1 }),
    programme: NameOrNull,
    respondent: NameOrNull,
    periodFrom: DateOrNull,
    periodTo: DateOrNull,
    measureText: Text,
    responseText: Text,
  },
  closed,
)
type About = Static<typeof AboutSchema>

export const DecisionSchema = Type.Object(
  {
    schema: Type.Literal(SCHEMA),
    about: AboutSchema,
    /** Of the words that were judged: `wordsHash`. */
    words: Hash,
    decided: DecidedSchema,
    /** What zvit said then. */
    machine: Type.Object({ status: Type.Enum(STATUSES), detail: Type.Enum(DETAILS) }, closed),
    by: Name,
    at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z$' }),
    why: Type.String({ maxLength: LONGEST_NAME }),
    /** The person did not see what zvit says: of such decisions its accuracy is known. */
    blind: Type.Optional(Type.Literal(true)),
    /** Ids of the decisions that this one replaces, which the person knew of. */
    instead: Type.Array(Type.String({ pattern: '^[0-9a-f]{16}$' })),
  },
  {
    ...closed,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: SCHEMA,
    description: 'What a person decided about a row; one a line in corrections.ndjson.',
  },
)
export type Decision = Static<typeof DecisionSchema>

/** A decision with its id, the beginning of the hash of its line. */
export interface Known extends Decision {
  readonly id: string
}

/** What is asked of a row of `zvit.measure/1` to find a decision's row, and to write one. */
export const JUDGED_COLUMNS = [
  'key',
  'reportKey',
  'sha256',
  'sourceName',
  'sourcePart',
  'programme',
  'respondent',
  'periodFrom',
  'periodTo',
  'measureId',
  'measureText',
  'responseText',
  'deadlineText',
  'executorsText',
  'status',
  'detail',
] as const satisfies readonly (keyof MeasureRow)[]
export type JudgedRow = Pick<MeasureRow, (typeof JUDGED_COLUMNS)[number]>

type Words = 'measureText' | 'responseText' | 'deadlineText' | 'executorsText'

/** The words that a person judges who decides a field. */
const JUDGED: Readonly<Record<Field, readonly Words[]>> = {
  class: ['measureText', 'responseText'],
  asRead: ['measureText', 'responseText', 'deadlineText', 'executorsText'],
  none: ['measureText', 'responseText', 'deadlineText', 'executorsText'],
  number: ['measureText'],
  deadline: ['measureText', 'deadlineText'],
  executors: ['measureText', 'executorsText'],
  respondent: ['measureText', 'responseText'],
  programme: ['measureText', 'responseText'],
  period: ['measureText', 'responseText'],
}

export const FIELDS = Object.keys(JUDGED) as readonly Field[]
/** Facts of the whole report in which the row stands. */
export const REPORT_FIELDS: ReadonlySet<Field> = new Set(['respondent', 'programme', 'period'])

/** True where one of the fields is a fact of the whole report. */
export function isOfReport(fields: readonly Field[]): boolean {
  return fields.some((field) => REPORT_FIELDS.has(field))
}

/** The fields that are decided, in their fixed order. */
export function fieldsOf(decided: Decided): readonly Field[] {
  return FIELDS.filter((field) => decided[field] !== undefined)
}

/** Hash of the words of a row that were judged to decide these fields; white space does not count. */
export function wordsHash(row: Pick<JudgedRow, Words>, fields: readonly Field[]): string {
  const columns = new Set(fields.flatMap((field) => JUDGED[field]))
  const words = [...columns].sort().map((column) => [column, plain(row[column])])
  return hash('sha256', JSON.stringify(words), 'hex')
}

/** A text with one blank for each run of white space. */
export function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ')
}

/** A decision about a row as it stands; `instead` are those that it replaces. */
export function decide(
  row: JudgedRow,
  decided: Decided,
  told: Pick<Decision, 'by' | 'at' | 'why' | 'blind' | 'instead'>,
): Decision {
  const { status, detail } = row
  return {
    schema: SCHEMA,
    about: aboutOf(row),
    words: wordsHash(row, fieldsOf(decided)),
    decided,
    machine: { status, detail },
    ...told,
  }
}

/** The decision that takes decisions back, all about the row of the first. */
export function undo(
  taken: readonly [Known, ...Known[]],
  told: Pick<Decision, 'by' | 'at' | 'why'>,
): Decision {
  const { about, words, machine } = taken[0]
  const instead = taken.map(({ id }) => id)
  return { schema: SCHEMA, about, words, decided: {}, machine, ...told, instead }
}

function aboutOf(row: JudgedRow): About {
  const { key, sha256, sourceName, sourcePart, measureId, measureText, responseText } = row
  const { programme, respondent, periodFrom, periodTo } = row
  const known = { programme, respondent, periodFrom, periodTo }
  return { key, sha256, sourceName, sourcePart, measureId, ...known, measureText, responseText }
}

/** Whether status and detail belong together. */
export function isClass({ status, detail }: NonNullable<Decided['class']>): boolean {
  return STATUS_OF[detail] === status
}
