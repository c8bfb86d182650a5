import { measuresOf } from '../model/measures-of.ts'
import type { Finding, Measure, Report } from '../model/report.ts'
import { say } from '../resources.ts'
import type { Evidence, EvidenceEntry, Quotation } from '../write/evidence.ts'
import { labelOf } from './labels.ts'
import { periodWords } from './period-words.ts'
import { decimal, placeWords } from './place-words.ts'

/** Findings that the deadline is part of. */
const ABOUT_DEADLINE: ReadonlySet<Finding['code']> = new Set(['STRICTER_PERIOD_IN_TEXT'])

/** What the page of a report shows: every finding and every answer that needs review, with its places. */
export function evidenceOf(report: Report): Evidence {
  const measures = measuresOf(report)
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  return {
    title: say('evidence.title', { name: report.source.name }),
    facts: factsOf(report),
    groups: [
      {
        heading: say('evidence.findings'),
        note:
          report.findings.length === 0 ? say('evidence.noneSuch') : say('evidence.aboutFindings'),
        entries: report.findings.map((finding) => findingEntry(finding, byId, report)),
      },
      {
        heading: say('evidence.toReview'),
        note:
          report.counts.needsReview === 0 ? say('evidence.noneSuch') : say('evidence.aboutReview'),
        entries: measures
          .filter(({ response }) => response.needsReview)
          .map((measure) => reviewEntry(measure, report)),
      },
    ],
  }
}

function factsOf({
  source,
  heading,
  producedBy,
  counts,
  grade,
  reasons,
}: Report): Evidence['facts'] {
  const { respondent, programme, period, given } = heading
  return [
    [
      say('evidence.file'),
      source.part === 1
        ? source.name
        : say('evidence.part', { name: source.name, part: source.part }),
    ],
    [say('evidence.sha256'), source.sha256],
    [say('evidence.bytes'), String(source.bytes)],
    [
      say('evidence.format'),
      source.pages === null
        ? source.format
        : say('evidence.pages', { format: source.format, pages: source.pages }),
    ],
    [say('evidence.textSource'), say(`evidence.textSources.${source.textSource}`)],
    [say('evidence.body'), respondent ?? say('evidence.unknown')],
    [say('evidence.programme'), programme ?? say('evidence.unknown')],
    [say('evidence.period'), periodWords(period?.from, period?.to)],
    ...(given.length === 0
      ? []
      : [
          [
            say('evidence.given'),
            given.map((fact) => say(`evidence.facts.${fact}`)).join(', '),
          ] as const,
        ]),
    [
      say('evidence.measures'),
      say('evidence.counts', {
        measures: counts.measures,
        done: counts.done,
        notInCompetence: counts.notInCompetence,
        blank: counts.blank,
        other: counts.other,
      }),
    ],
    [
      say('evidence.grade'),
      grade === 'load'
        ? say('evidence.load')
        : say('evidence.review', {
            reasons: reasons.map((reason) => say(`evidence.reasons.${reason}`)).join('; '),
          }),
    ],
    [
      say('evidence.readBy'),
      say('evidence.producer', {
        zvit: producedBy.zvit,
        grammar: producedBy.grammar,
        grammarVersion: producedBy.grammarVersion,
      }),
    ],
    [say('evidence.key'), producedBy.key],
  ]
}

function findingEntry(
  { code, measures, responsibility }: Finding,
  byId: ReadonlyMap<string, Measure>,
  report: Report,
): EvidenceEntry {
  const standing = responsibility === undefined ? '' : ` (${labelOf('standing', responsibility)})`
  return {
    heading: `${measures.join(', ')}: ${labelOf('finding', code)}`,
    rule: say('evidence.findingRule', { code, rule: say(`evidence.rules.${code}`), standing }),
    quotations: measures.flatMap((id) => {
      const measure = byId.get(id)
      return measure ? quotationsOf(measure, report, ABOUT_DEADLINE.has(code)) : []
    }),
  }
}

function reviewEntry(measure: Measure, report: Report): EvidenceEntry {
  const { status, detail, confidence } = measure.response
  return {
    heading: `${measure.id}: ${classWords(status, detail)}`,
    rule: say('evidence.reviewRule', { confidence: decimal(confidence) }),
    quotations: quotationsOf(measure, report, false),
  }
}

function quotationsOf(measure: Measure, report: Report, hasDeadline: boolean): Quotation[] {
  const { executors, response, deadline } = measure
  const place = (at: Measure['at']) => placeWords(at, report.source.format)
  const plain = (label: string, { text, at }: Pick<Measure, 'text' | 'at'>, remarks: string[]) => ({
    label,
    text,
    marks: [],
    place: place(at),
    remarks,
  })
  const standing = labelOf('standing', executors.respondent) ?? say('evidence.noStanding')
  return [
    plain(say('evidence.measure', { id: measure.id }), measure, []),
    ...(hasDeadline ? [plain(say('evidence.deadline'), deadline, [])] : []),
    plain(say('evidence.executors'), executors, [say('evidence.standing', { standing })]),
    {
      label: say('evidence.response'),
      text: response.text,
      marks: [...response.evidence].sort((left, right) => left.start - right.start),
      place: place(response.at),
      remarks: [
        say('evidence.status', {
          status: classWords(response.status, response.detail),
          confidence: decimal(response.confidence),
        }),
        ruleWords(response.rules),
      ],
    },
  ]
}

/** The status without what its label explains in brackets, then the detail. */
function classWords(status: string, detail: string): string {
  const [label = status] = String(labelOf('status', status)).split(' (')
  return `${label}, ${labelOf('detail', detail)}`
}

/** What decided stands first; `model.…` is the trained model's word. */
function ruleWords([first, ...others]: readonly string[]): string {
  if (first === undefined) return say('evidence.noRule')
  const rest = others.length === 0 ? '' : say('evidence.otherRules', { rules: others.join(', ') })
  const who = first.startsWith('model.') ? say('evidence.byModel') : say('evidence.byRule')
  return `${who} ${first}${rest}.`
}
