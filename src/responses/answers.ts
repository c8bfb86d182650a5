import { openMemory, recall } from '../text/memory.ts'
import type { Background, Has, Question } from './question.ts'
import type { Token } from './tokens.ts'

/*
 * The reports of one programme ask the same, and many bodies answer the same: the answer to a whole
 * question is remembered. Where the measure is another one, responses still repeat («Не належить до
 * компетенції …» a dozen times in a report): an answer is also remembered with everything that was
 * asked about its measure, and holds for another one about which the same questions have the same
 * answers.
 */

type Subject = 'kinds' | 'stems' | 'words' | 'beginnings' | 'executors'

interface Asked {
  readonly subject: Subject
  readonly word: string
  readonly said: boolean
}

export interface Remembered<Answer> {
  readonly tokens: readonly Token[]
  readonly answer: Answer
  readonly asked: readonly Asked[]
}

/** Enough for the wordings of many reports; a bulk run must not grow. */
const MOST_RESPONSES = 8000
const MOST_EACH = 48
const LONGEST = 400

/** Answers by response and respondent; one is remembered when its response comes again. */
export class AnswerMemory<Answer> {
  private readonly byKey = new Map<string, Remembered<Answer>[]>()

  /** The answers known for a response; null where it comes for the first time. */
  known(key: string): readonly Remembered<Answer>[] | null {
    const known = this.byKey.get(key)
    if (known || key.length > LONGEST) return known ?? null
    if (this.byKey.size >= MOST_RESPONSES) this.byKey.clear()
    this.byKey.set(key, [])
    return null
  }

  add(key: string, remembered: Remembered<Answer>): void {
    const known = this.byKey.get(key)
    if (!known) return
    if (known.length >= MOST_EACH) known.shift()
    known.push(remembered)
  }
}

interface KnownQuestion<Answer> {
  readonly measure: string | null
  readonly executors: string | null
  readonly respondent: string | null
  readonly answer: Answer
}

/** Texts of measures and executors that are kept, each once. */
const MOST_TEXTS = 4000

/** Answers to whole questions. */
export class QuestionMemory<Answer> {
  private readonly byResponse = new Map<string, KnownQuestion<Answer>[]>()
  private readonly texts = openMemory<string>(MOST_TEXTS)

  find({ response, measure, executors, respondent }: Question): Answer | null {
    for (const known of this.byResponse.get(response ?? '') ?? [])
      if (
        known.measure === measure &&
        known.executors === executors &&
        known.respondent === respondent
      )
        return known.answer
    return null
  }

  add({ response, measure, executors, respondent }: Question, answer: Answer): void {
    if (response === null || response.length > LONGEST) return
    if (this.byResponse.size >= MOST_RESPONSES) this.byResponse.clear()
    const known = this.byResponse.get(response) ?? []
    this.byResponse.set(response, known)
    if (known.length >= MOST_EACH) known.shift()
    const keep = (text: string | null) => (text === null ? null : recall(this.texts, text, itself))
    known.push({ measure: keep(measure), executors: keep(executors), respondent, answer })
  }
}

function itself(text: string): string {
  return text
}

/** True where the same questions have the same answers for this measure. */
export function holdsFor(remembered: Remembered<unknown>, background: Background): boolean {
  return remembered.asked.every((each) => isSaid(each, background))
}

/** The same background, which notes down what it is asked about the measure. */
export function listen(background: Background): {
  readonly background: Background
  readonly asked: readonly Asked[]
} {
  const asked: Asked[] = []
  const note = (subject: Subject, set: Has): Has => {
    const before = new Map<string, boolean>()
    return {
      has: (word) => {
        const known = before.get(word)
        if (known !== undefined) return known
        const said = set.has(word)
        before.set(word, said)
        asked.push({ subject, word, said })
        return said
      },
    }
  }
  return {
    asked,
    background: {
      ...background,
      kinds: note('kinds', background.kinds),
      stems: note('stems', background.stems),
      words: note('words', background.words),
      beginnings: note('beginnings', background.beginnings),
      // Whatever it says, `beginnings` is asked, and noted down.
      mayBegin: () => true,
      executors: note('executors', background.executors),
    },
  }
}

function isSaid({ subject, word, said }: Asked, background: Background): boolean {
  return background[subject].has(word) === said
}
