import { type Static, Type } from 'typebox'
import { DIAGNOSTICS, type DiagnosticCode } from './diagnostics.ts'
import { DateOrNull, Hash, IsoDate, nullable, Share } from './measure.ts'
import {
  DEADLINE_KINDS,
  DETAILS,
  FINDING_CODES,
  FORMATS,
  REASONS,
  STANDINGS,
  STATUSES,
  TEXT_SOURCES,
  UNPLACED_KINDS,
} from './vocabulary.ts'

/*
 * The contract `zvit.report/1`, written once: the JSON Schema (draft 2020-12) is the value, the
 * TypeScript types are derived from it. Stages import the types only, so that a parse does not
 * load the schema library.
 */

const closed = { additionalProperties: false }

const Count = Type.Integer({ minimum: 0 })
const Box = Type.Unsafe<readonly [number, number, number, number]>({
  type: 'array',
  prefixItems: Array.from({ length: 4 }, () => ({ type: 'number' })),
  items: false,
  minItems: 4,
})

const Place = Type.Object(
  {
    page: Type.Optional(Type.Integer({ minimum: 1 })),
    box: Type.Optional(Box),
    table: Type.Optional(Count),
    row: Type.Optional(Count),
    column: Type.Optional(Count),
    paragraph: Type.Optional(Count),
    line: Type.Optional(Count),
    part: Type.Optional(
      Type.String({
        description: 'Text outside the flow stands in this part: header, footer, footnote, …',
      }),
    ),
    ocr: Type.Optional(Type.Boolean()),
    confidence: Type.Optional(Share),
  },
  { ...closed, minProperties: 1 },
)
const At = Type.Array(Place)

const Deadline = Type.Object(
  {
    text: Type.String(),
    at: At,
    kind: Type.Enum(DEADLINE_KINDS),
    from: DateOrNull,
    to: DateOrNull,
    every: nullable(
      Type.String({ pattern: '^P\\d+[YMWD]$', description: 'An ISO 8601 duration.' }),
    ),
    due: Type.Optional(
      Type.Array(Type.String({ pattern: '^--\\d{2}-\\d{2}$' }), {
        description: 'Month-days of a recurring deadline, where the text names them.',
      }),
    ),
  },
  closed,
)

const Body = Type.Object(
  { name: Type.String(), scope: nullable(Type.String()), byConsent: Type.Boolean() },
  closed,
)

const Executors = Type.Object(
  {
    text: Type.String(),
    at: At,
    bodies: Type.Array(Body),
    respondent: nullable(Type.Enum(STANDINGS)),
  },
  closed,
)

const Evidence = Type.Object({ start: Count, end: Count }, closed)

const Response = Type.Object(
  {
    text: Type.String(),
    at: At,
    status: Type.Enum(STATUSES),
    detail: Type.Enum(DETAILS),
    confidence: Share,
    needsReview: Type.Boolean(),
    rules: Type.Array(Type.String()),
    evidence: Type.Array(Evidence),
  },
  closed,
)

const Extra = Type.Object(
  {
    role: Type.String({
      description: 'note, status, funding, indicator, … as the grammar names it.',
    }),
    heading: nullable(Type.String()),
    text: Type.String(),
    at: At,
  },
  closed,
)

const Measure = Type.Object(
  {
    id: Type.String(),
    number: nullable(Count),
    label: nullable(Type.String()),
    text: Type.String(),
    at: At,
    deadline: Deadline,
    executors: Executors,
    response: Response,
    extra: Type.Array(Extra),
    structure: Share,
  },
  closed,
)

const Item = Type.Object(
  {
    id: Type.String(),
    number: Count,
    label: nullable(Type.String()),
    title: Type.String(),
    at: At,
    measures: Type.Array(Measure),
  },
  closed,
)

const Section = Type.Object(
  {
    id: Type.String(),
    number: Count,
    label: nullable(Type.String()),
    title: Type.String(),
    parents: Type.Array(
      Type.Object({ label: nullable(Type.String()), title: Type.String() }, closed),
    ),
    at: At,
    items: Type.Array(Item),
  },
  closed,
)

const Period = Type.Object({ from: IsoDate, to: IsoDate }, closed)

const FACTS = ['respondent', 'programme', 'period'] as const

const FoundFact = Type.Object(
  {
    fact: Type.Enum(FACTS),
    text: Type.String({ description: 'The fact as it is read: a name, or a period FROM/TO.' }),
    source: Type.Enum(['title', 'letterhead', 'letter', 'text', 'column', 'signature']),
    confidence: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'By where it was found; not measured.',
    }),
    at: At,
  },
  closed,
)

const Heading = Type.Object(
  {
    title: nullable(Type.Object({ text: Type.String(), at: At }, closed)),
    programme: nullable(Type.String()),
    respondent: nullable(Type.String()),
    period: nullable(Period),
    given: Type.Array(Type.Enum(FACTS)),
    found: Type.Array(FoundFact, {
      description: 'What the document itself says of these, also where the importer told it.',
    }),
  },
  closed,
)

const Diagnostic = Type.Object(
  {
    code: Type.Enum(Object.keys(DIAGNOSTICS) as DiagnosticCode[]),
    severity: Type.Enum(['info', 'warning', 'error']),
    message: Type.String(),
    at: At,
  },
  closed,
)

export const ReportSchema = Type.Object(
  {
    schema: Type.Literal('zvit.report/1'),
    source: Type.Object(
      {
        name: Type.String(),
        part: Type.Integer({ minimum: 1 }),
        format: Type.Enum(FORMATS),
        sha256: Hash,
        bytes: Count,
        pages: nullable(Type.Integer({ minimum: 1 })),
        textSource: Type.Enum(TEXT_SOURCES),
      },
      closed,
    ),
    producedBy: Type.Object(
      {
        zvit: Type.String(),
        grammar: Type.String(),
        grammarVersion: Type.String(),
        key: Hash,
      },
      closed,
    ),
    heading: Heading,
    sections: Type.Array(Section),
    counts: Type.Object(
      {
        sections: Count,
        items: Count,
        measures: Count,
        done: Count,
        notInCompetence: Count,
        blank: Count,
        other: Count,
        needsReview: Count,
      },
      closed,
    ),
    unplaced: Type.Array(
      Type.Object({ kind: Type.Enum(UNPLACED_KINDS), text: Type.String(), at: At }, closed),
    ),
    coverage: Type.Object(
      { source: nullable(Count), characters: Count, placed: Count, unplaced: Count },
      closed,
    ),
    grade: Type.Enum(['load', 'review']),
    reasons: Type.Array(Type.Enum(REASONS)),
    findings: Type.Array(
      Type.Object(
        {
          code: Type.Enum(FINDING_CODES),
          measures: Type.Array(Type.String()),
          responsibility: Type.Optional(Type.Enum(['named', 'group', 'broad'])),
          message: Type.String(),
        },
        closed,
      ),
    ),
    diagnostics: Type.Array(Diagnostic),
  },
  {
    ...closed,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'zvit.report/1',
    description: 'One report on a programme: sections, items, measures, each value with its place.',
  },
)

export type Report = Static<typeof ReportSchema>
export type Section = Static<typeof Section>
export type Item = Static<typeof Item>
export type Measure = Static<typeof Measure>
export type Deadline = Static<typeof Deadline>
export type Body = Static<typeof Body>
export type Executors = Static<typeof Executors>
export type Response = Static<typeof Response>
export type Heading = Static<typeof Heading>
export type Fact = (typeof FACTS)[number]
export type FoundFact = Static<typeof FoundFact>
export type Period = Static<typeof Period>
export type Finding = Report['findings'][number]

/** What the importer tells of a document; it wins over what the document says. */
export interface Facts {
  readonly respondent?: string
  readonly programme?: string
  readonly period?: Period
}
