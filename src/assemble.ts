import { contradictsStatus } from './check/status-column.ts'
import { type Diagnostic, type DiagnosticCode, diagnostic } from './model/diagnostics.ts'
import type { Grammar } from './model/grammar.ts'
import { measuresOf } from './model/measures-of.ts'
import type {
  Body,
  Deadline,
  Executors,
  Heading,
  Item,
  Measure,
  Period,
  Response,
  Section,
} from './model/report.ts'
import type { Standing } from './model/vocabulary.ts'
import { type Aids, type Answer, classify, judgeTogether } from './responses/index.ts'
import { kept } from './text/lists.ts'
import { isMark } from './text/marks.ts'
import { openMemory, recall } from './text/memory.ts'
import type { Tree, TreeItem, TreeMeasure, Value } from './tree/index.ts'
import {
  type ExecutorsMemory,
  type ExecutorsValue,
  NO_MEMORY,
  readExecutors,
} from './values/bodies/executors.ts'
import { standing } from './values/bodies/standing.ts'
import { programmeTerm } from './values/dates/dates.ts'
import { type DeadlineValue, readDeadline } from './values/dates/deadline.ts'
import { askedMeaning, type Legend, meaningOf, NO_LEGEND } from './values/facts/short-answers.ts'

/** An answer recognised with less confidence than this is looked at by a reader. */
const SURE = 0.75

/** True where the text was recognised from a picture and the recogniser is not sure of it. */
function isDoubtful(value: Value | null): boolean {
  return value?.at.some(({ confidence = 1 }) => confidence < SURE) ?? false
}

/** What the values of a report are read by. */
export interface Basis {
  readonly grammar: Grammar
  readonly heading: Heading
  readonly aids: Aids
  /** What the reader told of the document. */
  readonly notes?: readonly Diagnostic[]
  /** How sure each measure is to be whole, in the order of the tree; 1 where not given. */
  readonly structures?: readonly number[]
  /** What short answers mean. */
  readonly legend?: Legend
  /** Called at each item; may throw where too much was spent. */
  readonly look?: () => void
}

/** What was passed over may hold an answer. */
const PASSED_OVER: readonly DiagnosticCode[] = ['READ_PICTURE', 'READ_COMMENTS_LEFT_OUT']
const STRUCK: readonly DiagnosticCode[] = ['READ_STRUCK_TEXT']
/** A shorter report may well have no answer. */
const LEAST_MEASURES = 3

export interface Assembled {
  readonly sections: Section[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The sections of a report: each value of the tree normalised, each response classified. */
export function assemble(tree: Tree, basis: Basis): Assembled {
  const assembler = new Assembler(basis)
  const sections = tree.sections.map((section) => ({
    id: section.id,
    number: section.number,
    label: section.label,
    title: section.title.text,
    parents: section.parents.map((parent) => ({ ...parent })),
    at: [...section.title.at],
    items: section.items.map((item) => assembler.item(item)),
  }))
  assembler.checkAnswers(sections)
  return { sections, diagnostics: assembler.diagnostics }
}

/** Rows of tables of which the reader told something, see `rowOf`. */
function rowsTold(
  notes: readonly Diagnostic[],
  codes: readonly DiagnosticCode[],
): ReadonlySet<string> {
  const places = notes.flatMap(({ code, at }) => (codes.includes(code) ? at : []))
  return new Set(places.flatMap((place) => rowOf(place) ?? []))
}

function rowOf({ table, row }: Value['at'][number]): string | null {
  return table === undefined || row === undefined ? null : `${table} ${row}`
}

const REMEMBERED = 2000
const shared = new WeakMap<Grammar, ReturnType<typeof openShared>>()

/** Deadlines and lists of bodies repeat over the reports of one programme: each is read once. */
function openShared() {
  return {
    deadlines: openMemory<DeadlineValue>(REMEMBERED),
    executors: openMemory<ExecutorsValue>(REMEMBERED),
    standings: openMemory<Standing>(REMEMBERED),
  }
}

/** Deadlines and executors repeat from row to row: each text is read once. */
class Assembler {
  readonly diagnostics: Diagnostic[] = []
  private readonly basis: Basis
  /** The short names told so far. */
  private aliases = ''
  private readonly told = new Set<string>()
  private measures = 0
  private readonly shared: ReturnType<typeof openShared>
  private memory: ExecutorsMemory = NO_MEMORY

  private readonly passedOver: ReadonlySet<string>
  private readonly struck: ReadonlySet<string>
  /** The years that the programme's name tells. */
  private readonly term: Period | null

  constructor(basis: Basis) {
    this.basis = basis
    const { programme } = basis.heading
    this.term = programme === null ? null : programmeTerm(programme, basis.grammar.language)
    this.passedOver = rowsTold(basis.notes ?? [], PASSED_OVER)
    this.struck = rowsTold(basis.notes ?? [], STRUCK)
    this.shared = kept(shared, basis.grammar, openShared)
  }

  item(item: TreeItem): Item {
    this.basis.look?.()
    return {
      id: item.id,
      number: item.number,
      label: item.label,
      title: item.title.text,
      at: [...item.title.at],
      measures: item.measures.map((measure) => this.measure(measure)),
    }
  }

  private measure(measure: TreeMeasure): Measure {
    const { id, number, label, text } = measure
    this.measures += 1
    const executors = this.executors(measure.executors)
    return {
      id,
      number,
      label,
      text: text.text,
      at: [...text.at],
      deadline: this.deadline(measure.deadline),
      executors,
      response: this.response(measure, executors),
      extra: measure.extras.map(({ role, heading, value }) => ({
        role,
        heading,
        text: value.text,
        at: [...value.at],
      })),
      structure: this.basis.structures?.[this.measures - 1] ?? 1,
    }
  }

  private deadline({ text, at }: Value): Deadline {
    const { needsPeriod, ...value } = this.deadlineValue(text)
    if (needsPeriod && !this.told.has(text)) {
      this.told.add(text)
      const message = `«${text}» depends on the period of the report, which is unknown.`
      this.tell('PERIOD_UNKNOWN', at, message)
    }
    return { text, at: [...at], ...value }
  }

  private deadlineValue(text: string): DeadlineValue {
    const { period } = this.basis.heading
    const { term } = this
    const { deadlines } = this.shared
    const key = `${period?.from} ${period?.to} ${term?.from} ${term?.to} ${text}`
    return recall(deadlines, key, () =>
      readDeadline(text, this.basis.grammar.language, { period, term }),
    )
  }

  private executors({ text, at }: Value): Executors {
    const { respondent } = this.basis.heading
    const key = `${this.aliases} ${text}`
    const { bodies, isTorn } = this.readBodies(text, key)
    if (isTorn && !this.told.has(text)) {
      this.told.add(text)
      const message = 'Words of the executors are torn by blanks; they were closed for comparison.'
      this.tell('WORDS_TORN', at, message)
    }
    return {
      text,
      at: [...at],
      bodies: bodies.map((body) => ({ ...body })),
      respondent: respondent === null ? null : this.standing(respondent, bodies),
    }
  }

  private standing(respondent: string, bodies: readonly Body[]): Standing {
    const names = bodies.map(({ name, scope }) => `${name} (${scope})`)
    return recall(this.shared.standings, [respondent, ...names].join('\n'), () =>
      standing(respondent, bodies, this.basis.grammar),
    )
  }

  /** What a list means depends on the short names told before, and on the row above where it points there. */
  private readBodies(text: string, key: string): ExecutorsValue {
    const read = () => readExecutors(text, this.memory, this.basis.grammar)
    const known = recall(this.shared.executors, key, read)
    const value = known.isRepeat ? read() : known
    if (value.memory.aliases.length !== this.memory.aliases.length)
      this.aliases = value.memory.aliases.map(({ key: stem, name }) => `${stem}=${name}`).join(' ')
    this.memory = { aliases: value.memory.aliases, previous: value.bodies }
    return value
  }

  private response(measure: TreeMeasure, executors: Executors): Response {
    const answer = this.classify(measure.response?.text ?? null, measure, executors)
    return {
      text: measure.response?.text ?? '',
      at: [...(measure.response?.at ?? [])],
      ...answer,
      needsReview:
        answer.needsReview ||
        isDoubtful(measure.response) ||
        this.differsFromStatus(answer, measure, executors) ||
        this.mayBePassedOver(answer, measure) ||
        measure.text.at.some((place) => this.struck.has(rowOf(place) ?? '')),
      rules: [...answer.rules],
      evidence: answer.evidence.map((span) => ({ ...span })),
    }
  }

  private classify(response: string | null, measure: TreeMeasure, executors: Executors): Answer {
    const { grammar, heading, aids, legend = NO_LEGEND } = this.basis
    const { respondent } = heading
    const row = { measure: measure.text.text, executors: executors.text, respondent }
    const meaning =
      response === null
        ? null
        : (meaningOf(response, legend) ?? askedMeaning(response, measure.asked, grammar.language))
    const answer = classify({ response: meaning ?? response, ...row }, grammar.classes, aids)
    if (response === null || meaning === null) return answer
    // The rules speak of the legend's words; in the response the sign is the evidence.
    return {
      ...answer,
      evidence: answer.evidence.slice(0, 1).map(() => ({ start: 0, end: response.length })),
    }
  }

  /** A column «Статус» is read by the same rules as the response; figures in it tell nothing. */
  private differsFromStatus(answer: Answer, measure: TreeMeasure, executors: Executors): boolean {
    const column = measure.extras.find(({ role }) => role === 'status')
    if (!column || !measure.response) return false
    // A mark says what stands above it.
    const words = isMark(column.value.text) ? (column.heading ?? '') : column.value.text
    if (!/\p{L}/u.test(words)) return false
    const told = this.classify(words, measure, executors)
    if (!contradictsStatus(told, answer)) return false
    const message = `The column for the status says «${words.slice(0, 80)}» (${told.status}), the response reads as ${answer.status}.`
    this.tell('STATUS_DIFFERS', column.value.at, message)
    return true
  }

  private mayBePassedOver(answer: Answer, measure: TreeMeasure): boolean {
    if (answer.status !== 'blank' || this.passedOver.size === 0) return false
    const at = measure.text.at.filter((place) => this.passedOver.has(rowOf(place) ?? ''))
    if (at.length === 0) return false
    this.tell('RESPONSE_ELSEWHERE', at, 'A picture or a comment in this row may be the answer.')
    return true
  }

  /** The less the answers together are like those known, the more of them need a look. */
  private doubtUnlike(answers: readonly Response[]): void {
    const { reviewBelow, isUnfamiliar } = judgeTogether(answers, this.basis.aids)
    for (const answer of answers)
      if (answer.status !== 'blank' && answer.confidence < reviewBelow) answer.needsReview = true
    if (!isUnfamiliar) return
    const message = `The ${answers.length} responses are unlike those that zvit has learnt to read: more of them need a look.`
    this.tell('RESPONSES_UNFAMILIAR', [], message)
  }

  /** Colours, pictures or pages that nobody read may be the answers of a report that has none. */
  checkAnswers(sections: readonly Section[]): void {
    const answers = measuresOf({ sections }).map(({ response }) => response)
    // A plan has none, which is told as such.
    if (answers.every(({ detail }) => detail === 'missing')) return
    this.doubtUnlike(answers)
    if (answers.length < LEAST_MEASURES || answers.some(({ status }) => status !== 'blank')) return
    this.tell('RESPONSE_ELSEWHERE', [], `None of the ${answers.length} measures has a response.`)
  }

  private tell(code: DiagnosticCode, at: Value['at'], message: string): void {
    this.diagnostics.push(diagnostic(code, at, message))
  }
}
