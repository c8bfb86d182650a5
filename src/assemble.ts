import { classify } from './classify/index.ts'
import { type Diagnostic, type DiagnosticCode, diagnostic } from './model/diagnostics.ts'
import type { Grammar } from './model/grammar.ts'
import type {
  Body,
  Deadline,
  Executors,
  Heading,
  Item,
  Measure,
  Response,
  Section,
} from './model/report.ts'
import type { Standing } from './model/vocabulary.ts'
import { type DeadlineValue, readDeadline } from './normalise/deadline.ts'
import { type ExecutorsMemory, NO_MEMORY, readExecutors } from './normalise/executors.ts'
import { standing } from './normalise/standing.ts'
import type { Tree, TreeItem, TreeMeasure, Value } from './segment/index.ts'
import type { IsWord } from './text/words.ts'

/** Shorter executors may point to the row above. */
const SHORTEST_CACHED = 40

/** What the values of a report are read by. */
export interface Basis {
  readonly grammar: Grammar
  readonly heading: Heading
  readonly isWord: IsWord
}

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
  return { sections, diagnostics: assembler.diagnostics }
}

/** Deadlines and executors repeat from row to row: each text is read once. */
class Assembler {
  readonly diagnostics: Diagnostic[] = []
  private readonly basis: Basis
  private readonly deadlines = new Map<string, DeadlineValue>()
  private readonly executorsRead = new Map<string, readonly Body[]>()
  private readonly standings = new Map<readonly Body[], Standing>()
  private memory: ExecutorsMemory = NO_MEMORY

  constructor(basis: Basis) {
    this.basis = basis
  }

  item(item: TreeItem): Item {
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
    const { id, number, label, text, structure } = measure
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
      structure,
    }
  }

  private deadline({ text, at }: Value): Deadline {
    let value = this.deadlines.get(text)
    if (!value) {
      value = readDeadline(text, this.basis.heading.period)
      this.deadlines.set(text, value)
      if (value.needsPeriod)
        this.tell(
          'PERIOD_UNKNOWN',
          at,
          `«${text}» depends on the period of the report, which is unknown.`,
        )
    }
    const { needsPeriod, ...rest } = value
    return { text, at: [...at], ...rest }
  }

  private executors({ text, at }: Value): Executors {
    const bodies = this.bodies(text, at)
    return {
      text,
      at: [...at],
      bodies: bodies.map((body) => ({ ...body })),
      respondent: this.standing(bodies),
    }
  }

  private standing(bodies: readonly Body[]): Standing | null {
    const { grammar, heading } = this.basis
    if (heading.respondent === null) return null
    const known = this.standings.get(bodies)
    if (known) return known
    const found = standing(heading.respondent, bodies, grammar.bodies)
    this.standings.set(bodies, found)
    return found
  }

  private bodies(text: string, at: Value['at']): readonly Body[] {
    // Short names told before change what a text means; «те саме» is short and read each time.
    const key = `${this.memory.aliases.length} ${text}`
    const known = text.length > SHORTEST_CACHED ? this.executorsRead.get(key) : undefined
    if (known) {
      this.memory = { ...this.memory, previous: known }
      return known
    }
    const { bodies, memory, isTorn } = readExecutors(text, this.memory, this.basis.grammar.bodies)
    this.memory = memory
    this.executorsRead.set(key, bodies)
    if (isTorn)
      this.tell(
        'WORDS_TORN',
        at,
        'Words of the executors are torn by blanks; they were closed for comparison.',
      )
    return bodies
  }

  private response(measure: TreeMeasure, executors: Executors): Response {
    const { grammar, heading, isWord } = this.basis
    const answer = classify(
      {
        response: measure.response?.text ?? null,
        measure: measure.text.text,
        executors: executors.text,
        respondent: heading.respondent,
      },
      grammar.classes,
      isWord,
    )
    return {
      text: measure.response?.text ?? '',
      at: [...(measure.response?.at ?? [])],
      ...answer,
      rules: [...answer.rules],
      evidence: answer.evidence.map((span) => ({ ...span })),
    }
  }

  private tell(code: DiagnosticCode, at: Value['at'], message: string): void {
    this.diagnostics.push(diagnostic(code, at, message))
  }
}
