import { readdirSync, readFileSync } from 'node:fs'
import type { Question } from '../../src/classify/index.ts'
import type { Detail, Status } from '../../src/model/vocabulary.ts'

/** A response written for zvit, with the class that its author gave it. */
export interface Line extends Question {
  readonly id: string
  readonly gold: { readonly status: Status; readonly detail: Detail }
  /** Other answers that are right, as `status/detail`. */
  readonly accept?: readonly string[]
  /** plain, trap, mixed, typo, ocr, capitals, lookalike, russian … */
  readonly kind?: string
  /** Not looked at while the rules were written; in `known-1.jsonl` only. */
  readonly hold?: boolean
  /** True where the rules of the grammar have learned from this line. */
  readonly isKnown: boolean
}

const FOLDER = new URL('../../data/responses/', import.meta.url)
/** How the names of files begin whose lines the rules of the grammar were written by. */
const KNOWN = 'known-'

/** All labelled lines of the repository, in the order of files and lines. */
export function readLines(): readonly Line[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(new URL(file, FOLDER), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => ({ ...(JSON.parse(line) as Line), isKnown: file.startsWith(KNOWN) })),
    )
}
