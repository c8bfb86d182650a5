import { measuresOf } from '../model/measures-of.ts'
import type { Finding, Measure, Report } from '../model/report.ts'
import type { Evidence, EvidenceEntry, Quotation } from '../write/evidence.ts'
import { labelOf } from './labels.ts'
import { periodWords } from './period-words.ts'
import { decimal, placeWords } from './place-words.ts'

/** By which rule each finding is made; its label stands in `labels.ts`. */
const RULES: Readonly<Record<Finding['code'], string>> = {
  RESPONSIBLE_BUT_DISCLAIMED:
    'орган є серед виконавців, а його відповідь віднесено до «не належить до компетенції»',
  NOT_NAMED_BUT_DONE: 'органу немає серед виконавців, а його відповідь віднесено до «виконано»',
  RESPONSE_CELL_MISSING: 'у рядку немає самої клітинки для відповіді (це не порожня клітинка)',
  REPEATED_RESPONSE:
    'ті самі слова, щонайменше чотири, стоять відповіддю на кілька заходів; заперечення не рахуються',
  RESPONSE_COPIES_MEASURE: 'відповідь повторює слова самого заходу і більше нічого не каже',
  STRICTER_PERIOD_IN_TEXT: 'у тексті заходу названо частіший строк, ніж у графі строку',
  EVIDENCE_OUTSIDE_PERIOD: 'усі дати у відповіді лежать поза звітним періодом',
}
/** Findings that the deadline is part of. */
const ABOUT_DEADLINE: ReadonlySet<Finding['code']> = new Set(['STRICTER_PERIOD_IN_TEXT'])
const REASONS: Readonly<Record<Report['reasons'][number], string>> = {
  TEXT_NOT_READ: 'прочитано не весь текст файлу',
  TEXT_UNPLACED: 'частина тексту не має місця у звіті',
  ROW_UNCLEAR: 'рядок можна прочитати й інакше',
  NUMBER_GUESSED: 'номери відновлено за сусідніми',
  COLUMNS_BY_CONTENT: 'графи розпізнано за вмістом, а не за заголовками',
  OCR_LOW_CONFIDENCE: 'текст розпізнано із зображення з малою певністю',
  RESPONSES_NEED_REVIEW: 'багато відповідей треба перевірити',
  SECOND_READER: 'файл прочитано запасним способом, без таблиць',
}
const TEXT_SOURCES: Readonly<Record<Report['source']['textSource'], string>> = {
  digital: 'текст файлу',
  ocr: 'розпізнано із зображень',
  mixed: 'частково розпізнано із зображень',
}
const FACTS = { respondent: 'орган', programme: 'програму', period: 'період' } as const

/** What the page of a report shows: every finding and every answer that needs review, with its places. */
export function evidenceOf(report: Report): Evidence {
  const measures = measuresOf(report)
  const byId = new Map(measures.map((measure) => [measure.id, measure]))
  return {
    title: `Докази до звіту: ${report.source.name}`,
    facts: factsOf(report),
    groups: [
      {
        heading: 'Спостереження',
        note:
          report.findings.length === 0
            ? 'Таких немає.'
            : 'Що у звіті не сходиться. Це спостереження програми, а не висновки про орган.',
        entries: report.findings.map((finding) => findingEntry(finding, byId, report)),
      },
      {
        heading: 'Відповіді, які треба перевірити',
        note:
          report.counts.needsReview === 0
            ? 'Таких немає.'
            : 'Стан цих відповідей визначено без достатньої певності: рішення за людиною.',
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
    ['Файл', source.part === 1 ? source.name : `${source.name}, звіт № ${source.part} у файлі`],
    ['SHA-256 файлу', source.sha256],
    ['Розмір, байтів', String(source.bytes)],
    [
      'Формат',
      source.pages === null ? source.format : `${source.format}, сторінок: ${source.pages}`,
    ],
    ['Звідки текст', TEXT_SOURCES[source.textSource]],
    ['Орган', respondent ?? 'не визначено'],
    ['Програма', programme ?? 'не визначено'],
    ['Звітний період', periodWords(period?.from, period?.to)],
    ...(given.length === 0
      ? []
      : [['Зазначено під час завантаження', given.map((fact) => FACTS[fact]).join(', ')] as const]),
    [
      'Заходи',
      `усього ${counts.measures}: виконано ${counts.done}, не належить до компетенції ` +
        `${counts.notInCompetence}, не заповнено ${counts.blank}, інше ${counts.other}`,
    ],
    [
      'Оцінка прочитання',
      grade === 'load'
        ? 'можна завантажувати'
        : `треба переглянути: ${reasons.map((reason) => REASONS[reason]).join('; ')}`,
    ],
    [
      'Прочитано',
      `zvit ${producedBy.zvit}, граматика ${producedBy.grammar} ${producedBy.grammarVersion}`,
    ],
    ['Ключ звіту', producedBy.key],
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
    rule: `Правило ${code}: ${RULES[code]}${standing}.`,
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
    rule: `Певність ${decimal(confidence)}; відповідь позначено до перевірки.`,
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
  const standing = labelOf('standing', executors.respondent) ?? 'невідомо'
  return [
    plain(`Захід ${measure.id}`, measure, []),
    ...(hasDeadline ? [plain('Строк', deadline, [])] : []),
    plain('Виконавці', executors, [`Орган серед виконавців: ${standing}.`]),
    {
      label: 'Інформація про виконання',
      text: response.text,
      marks: [...response.evidence].sort((left, right) => left.start - right.start),
      place: place(response.at),
      remarks: [
        `Стан: ${classWords(response.status, response.detail)}; певність ${decimal(response.confidence)}.`,
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
  if (first === undefined) return 'Жодне правило не спрацювало.'
  const rest = others.length === 0 ? '' : `; спрацювали також: ${others.join(', ')}`
  const who = first.startsWith('model.') ? 'Вирішила навчена модель' : 'Вирішило правило'
  return `${who} ${first}${rest}.`
}
