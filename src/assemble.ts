import { classify } from './classify/index.ts'
import { type Diagnostic, type DiagnosticCode, diagnostic } from './model/diagnostics.ts'
import type { Grammar } from './model/grammar.ts'
import type {
  Deadline,
  Executors,
  Heading,
  Item,
  Measure,
  Response,
  Section,
} from './model/report.ts'
import { type DeadlineValue, readDeadline } from './normalise/deadline.ts'
import type { Tree, TreeItem, TreeMeasure, Value } from './segment/index.ts'
import { closeTornWords } from './text/join.ts'
import type { IsWord } from './text/words.ts'

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
    if (isTorn(text, this.basis.isWord))
      this.tell(
        'WORDS_TORN',
        at,
        'Words of the executors are torn by blanks; they were closed for comparison.',
      )
    return { text, at: [...at], bodies: [], respondent: null }
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

/** A letter alone that is no word: where one stands, words may be torn. */
const LONE_LETTER = /(?:^|\s)(?![іївзуояайєe])\p{Ll}(?=\s|$)/u

function isTorn(text: string, isWord: IsWord): boolean {
  return LONE_LETTER.test(text) && closeTornWords(text, isWord).text !== text
}
