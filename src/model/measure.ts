import { type Static, Type } from 'typebox'
import { DEADLINE_KINDS, DETAILS, FINDING_CODES, STANDINGS, STATUSES } from './vocabulary.ts'

/*
 * The flat row `zvit.measure/1`: one row a measure, the same columns in every export. The JSON
 * Schema (draft 2020-12) is the value, the TypeScript type is derived from it.
 */

/** What is not known is null. */
export function nullable<T extends Parameters<typeof Type.Union>[0][number]>(type: T) {
  return Type.Union([type, Type.Null()])
}

const Text = Type.String()
const TextOrNull = nullable(Type.String())
export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const Share = Type.Number({ minimum: 0, maximum: 1, description: 'Three decimals.' })
export const IsoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const DateOrNull = nullable(IsoDate)

export const MeasureRowSchema = Type.Object(
  {
    key: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description:
        'SHA-256 of programme, respondent, period, number of the report in its file and measure id, ' +
        'compared without case and runs of white space: the same over re-imports of the same ' +
        'report. Where programme, respondent or period is unknown, the source name is hashed too, ' +
        'so that measures of different files never share a key by not being known.',
    }),
    reportKey: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: '`producedBy.key` of the report.',
    }),
    sourceName: Text,
    sourcePart: Type.Integer({ minimum: 1 }),
    sha256: Hash,
    programme: TextOrNull,
    respondent: TextOrNull,
    periodFrom: DateOrNull,
    periodTo: DateOrNull,
    sectionId: Text,
    sectionTitle: Text,
    itemId: Text,
    itemTitle: Text,
    measureId: Text,
    measureText: Text,
    deadlineText: Text,
    deadlineKind: Type.Enum(DEADLINE_KINDS),
    deadlineFrom: DateOrNull,
    deadlineTo: DateOrNull,
    deadlineEvery: nullable(
      Type.String({ pattern: '^P\\d+[YMWD]$', description: 'An ISO 8601 duration.' }),
    ),
    executorsText: Text,
    bodies: Type.Array(Type.String(), { description: 'Names of the bodies, in their order.' }),
    respondentAmongExecutors: nullable(Type.Enum(STANDINGS)),
    responseText: Text,
    status: Type.Enum(STATUSES),
    detail: Type.Enum(DETAILS),
    confidence: Share,
    needsReview: Type.Boolean(),
    structure: Share,
    grade: Type.Enum(['load', 'review'], { description: 'Of the whole report.' }),
    findings: Type.Array(Type.Enum(FINDING_CODES), {
      description: 'Codes of the findings that list this measure, each once.',
    }),
    place: nullable(
      Type.String({
        description:
          'Where the measure begins, for people and counted from 1: its page, its table and row, ' +
          'its row or its paragraph.',
      }),
    ),
    machineStatus: Type.Optional(
      Type.Enum(STATUSES, {
        description:
          'What zvit itself says. This and the next three are in tables and exports, which people ' +
          'correct, and not in measures.ndjson.',
      }),
    ),
    machineDetail: Type.Optional(Type.Enum(DETAILS)),
    correctedBy: Type.Optional(
      nullable(Type.String({ description: 'Who decided otherwise or confirmed; null: nobody.' })),
    ),
    correctedFields: Type.Optional(
      Type.Array(Type.String(), { description: 'What they decided, as in `zvit.correction/1`.' }),
    ),
  },
  {
    additionalProperties: false,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'zvit.measure/1',
    description: 'One measure of one report as a flat row; null means unknown.',
  },
)

export type MeasureRow = Static<typeof MeasureRowSchema>
