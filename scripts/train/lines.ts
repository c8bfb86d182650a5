import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Classes } from '../../src/model/class-rule.ts'
import type { Detail, Status } from '../../src/model/vocabulary.ts'
import type { Question } from '../../src/responses/index.ts'

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
  readonly seen: Seen
}

/**
 * What the rules of the grammar have had from a line. `fitted`: they were worked on until they read
 * it (`known-1.jsonl`); `learned`: first scored, then looked at once for what the rules lacked;
 * `fresh`: never looked at.
 */
export type Seen = 'fitted' | 'learned' | 'fresh'

const FOLDER = new URL('../../data/responses/', import.meta.url)
/** All labelled lines of the repository, in the order of files and lines. */
export function readLines(): readonly Line[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(new URL(file, FOLDER), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => ({ ...(JSON.parse(line) as Line), seen: seenBy(file) })),
    )
}

function seenBy(file: string): Seen {
  if (file.startsWith('fresh-')) return 'fresh'
  return file === 'known-1.jsonl' ? 'fitted' : 'learned'
}

/**
 * Digest of the labelled lines and of the rules, by which a model tells what it was made from. Where
 * an example stands in the files of the grammar makes no other model.
 */
export function digestOf(lines: readonly Line[], classes: Classes): string {
  return createHash('sha256')
    .update(JSON.stringify([lines, classes], (key, value) => (PLACE.has(key) ? undefined : value)))
    .digest('hex')
    .slice(0, DIGEST)
}

const DIGEST = 16
const PLACE: ReadonlySet<string> = new Set(['file', 'line'])
