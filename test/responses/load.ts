import { existsSync, readFileSync } from 'node:fs'
import { compileClasses } from '../../src/grammar/classes.ts'
import { GrammarSource } from '../../src/grammar/source.ts'
import { STATUSES, type Status } from '../../src/model/vocabulary.ts'
import { responseAids } from '../../src/resources.ts'
import { classify } from '../../src/responses/index.ts'
import { grammarPart } from '../support/grammar.ts'

export function loadClasses() {
  const source = new GrammarSource([{ name: 'classes.yaml', text: grammarPart('classes') }])
  return compileClasses(source, source.entries(source.root).get('classes'))
}

export const classes = loadClasses()

/** A labelled line; `hold`: not looked at while the rules were written. */
export interface Line {
  readonly id: string
  readonly response: string | null
  readonly measure: string | null
  readonly executors: string | null
  readonly respondent: string | null
  readonly gold: { readonly status: Status; readonly detail: string }
  readonly accept?: readonly string[]
  readonly hold?: boolean
}

export function readLines(url: URL): readonly Line[] | null {
  if (!existsSync(url)) return null
  return readFileSync(url, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

export interface Score {
  readonly macroF1: number
  readonly details: number
  /** Share of answers with a wrong status that do not ask for a look. */
  readonly silent: number
  readonly review: number
}

export function score(lines: readonly Line[]): Score {
  const hits = new Map<Status, number>()
  const misses = new Map<Status, number>()
  let details = 0
  let silent = 0
  let review = 0
  const count = (map: Map<Status, number>, status: Status) =>
    map.set(status, (map.get(status) ?? 0) + 1)
  for (const line of lines) {
    const answer = classify(line, classes, responseAids)
    const right = [`${line.gold.status}/${line.gold.detail}`, ...(line.accept ?? [])]
    if (right.includes(`${answer.status}/${answer.detail}`)) details += 1
    if (answer.needsReview) review += 1
    if (right.some((each) => each.startsWith(`${answer.status}/`))) count(hits, answer.status)
    else {
      count(misses, answer.status)
      count(misses, line.gold.status)
      if (!answer.needsReview) silent += 1
    }
  }
  const f1 = STATUSES.map((status) => {
    const right = 2 * (hits.get(status) ?? 0)
    return right / (right + (misses.get(status) ?? 0))
  })
  return {
    macroF1: f1.reduce((sum, each) => sum + each, 0) / f1.length,
    details: details / lines.length,
    silent: silent / lines.length,
    review: review / lines.length,
  }
}
