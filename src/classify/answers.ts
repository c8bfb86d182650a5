import type { Background, Has } from './question.ts'
import type { Token } from './tokens.ts'

/*
 * Responses repeat («Не належить до компетенції …» a dozen times in a report), measures do not. An
 * answer is remembered with everything that was asked about its measure; it holds for another
 * measure about which the same questions have the same answers.
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
const MOST_RESPONSES = 2000
const MOST_EACH = 8
const LONGEST = 400

/** Answers by response and respondent. */
export class AnswerMemory<Answer> {
  private readonly byKey = new Map<string, Remembered<Answer>[]>()

  find(key: string, background: Background): Remembered<Answer> | null {
    const known = this.byKey.get(key)
    return known?.find(({ asked }) => asked.every((each) => isSaid(each, background))) ?? null
  }

  add(key: string, remembered: Remembered<Answer>): void {
    if (key.length > LONGEST) return
    if (this.byKey.size >= MOST_RESPONSES) this.byKey.clear()
    const known = this.byKey.get(key) ?? []
    if (known.length >= MOST_EACH) known.shift()
    known.push(remembered)
    this.byKey.set(key, known)
  }
}

/** The same background, which notes down what it is asked about the measure. */
export function listen(background: Background): {
  readonly background: Background
  readonly asked: readonly Asked[]
} {
  const asked: Asked[] = []
  const seen = new Set<string>()
  const note = (subject: Subject, set: Has): Has => ({
    has: (word) => {
      const said = set.has(word)
      const key = `${subject} ${word}`
      if (!seen.has(key)) asked.push({ subject, word, said })
      seen.add(key)
      return said
    },
  })
  return {
    asked,
    background: {
      ...background,
      kinds: note('kinds', background.kinds),
      stems: note('stems', background.stems),
      words: note('words', background.words),
      beginnings: note('beginnings', background.beginnings),
      executors: note('executors', background.executors),
    },
  }
}

function isSaid({ subject, word, said }: Asked, background: Background): boolean {
  return background[subject].has(word) === said
}
