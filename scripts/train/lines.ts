import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Classes } from '../../src/model/class-rule.ts'
import { DETAILS, type Detail, STATUS_OF, type Status } from '../../src/model/vocabulary.ts'
import type { Question } from '../../src/responses/index.ts'
import { fixtureNames, readTruth } from '../fixtures/truth.ts'

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
  /**
   * Who wrote it, knowing neither rules nor model nor the lines of others; null: written along with
   * the rules, which know these lines better than any that come.
   */
  readonly author: string | null
}

const FOLDER = new URL('../../data/responses/', import.meta.url)
const TRUTHS = fileURLToPath(new URL('../../fixtures/truth/', import.meta.url))
const AUTHORS = new URL('authors/', FOLDER)
/** Every tenth author is kept for measuring: no model learns from these, and nobody looks at them line by line. */
const UNSEEN = new URL('unseen/', FOLDER)

/** All labelled lines that are learnt from, in the order of files and lines. */
export function readLines(): readonly Line[] {
  return [...readContract(), ...linesOfFixtures(), ...linesByAuthors()]
}

function linesByAuthors(): readonly Line[] {
  return [...linesWithRules(), ...linesOf(AUTHORS)]
}

/** Wordings that the contract and the catalogue of documents name, with what they must be read as. */
export function readContract(): readonly Line[] {
  return filesOf(FOLDER, '.txt').flatMap(({ name, text }) =>
    readAuthor(name, text).map((line) => ({ ...line, author: null })),
  )
}

/** The lines of the authors that are kept apart. */
export function readUnseen(): readonly Line[] {
  return linesOf(UNSEEN)
}

/** The answers of the written reports: known documents are learnt, their figures prove only that nothing broke. */
function linesOfFixtures(): readonly Line[] {
  return fixtureNames(TRUTHS).flatMap((fixture) => {
    const { heading, sections } = readTruth(join(TRUTHS, fixture))
    const measures = sections.flatMap(({ items }) => items.flatMap((item) => item.measures))
    return measures.flatMap(({ id, text, executors, response }) => {
      const { status, detail, needsReview = false } = response
      if (response.text === '') return []
      return [
        {
          id: `${fixture}-${id}`,
          response: response.text,
          measure: text,
          executors: executors.text || null,
          respondent: heading.respondent,
          gold: { status, detail },
          kind: needsReview ? 'doubtful' : 'fixture',
          author: null,
        },
      ]
    })
  })
}

function linesWithRules(): readonly Line[] {
  return filesOf(FOLDER, '.jsonl').flatMap(({ text }) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ ...(JSON.parse(line) as Omit<Line, 'author'>), author: null })),
  )
}

function linesOf(folder: URL): readonly Line[] {
  return filesOf(folder, '.txt').flatMap(({ name, text }) => readAuthor(name, text))
}

function filesOf(folder: URL, ending: string) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({
      name: file.slice(0, -ending.length),
      text: readFileSync(new URL(file, folder), 'utf8'),
    }))
}

const ANSWER = /^(\S+) (\S+) \| (.*)$/
const LINE_BREAK = /\s*⏎\s*/g

/**
 * The lines of an author's file: `# measure | executors | respondent` (each may be empty), then its
 * answers, each `status.detail kind | words`, other right labels behind slashes; «⏎» stands for a
 * line's end. Throws where a line is neither.
 */
export function readAuthor(author: string, text: string): readonly Line[] {
  const lines: Line[] = []
  let question: readonly string[] = []
  for (const [index, written] of text.split('\n').entries()) {
    const fail = (what: string) => new Error(`${author}.txt, line ${index + 1}: ${what}`)
    if (written.trim() === '') continue
    if (written.startsWith('#')) {
      question = written
        .slice(1)
        .split('|')
        .map((part) => part.trim())
      if (question.length !== 3) throw fail('expected # measure | executors | respondent')
      continue
    }
    const [, label = '', kind = '', words = ''] = ANSWER.exec(written) ?? []
    const right = readLabel(label)
    if (right === null) throw fail(`unknown label '${label}'`)
    const [measure = null, executors = null, respondent = null] = question.map(
      (part) => part || null,
    )
    const response = words.replace(LINE_BREAK, '\n')
    lines.push({
      id: `${author}-${lines.length + 1}`,
      response,
      measure,
      executors,
      respondent,
      ...right,
      kind,
      author,
    })
  }
  return lines
}

/** The right classes that a label such as `done.stated/other.partial` names, the first most; null for no label. */
export function readLabel(label: string): Required<Pick<Line, 'gold' | 'accept'>> | null {
  const named = label.split('/')
  const right = named.flatMap((one) => DETAILS.filter((each) => labelOf(each) === one))
  const [detail, ...others] = right
  if (!detail || right.length !== named.length) return null
  return {
    gold: { status: STATUS_OF[detail], detail },
    accept: others.map((each) => `${STATUS_OF[each]}/${each}`),
  }
}

function labelOf(detail: Detail): string {
  return `${STATUS_OF[detail]}.${detail}`
}

/** The examples that rules carry, as lines: what an author of rules writes down is learnt too. */
function exampleLines({ rules }: Classes): readonly Line[] {
  return rules.flatMap(({ id, detail: own, examples }) =>
    examples.map(({ response, measure, executors, respondent, detail }, index) => ({
      id: `${id}-${index + 1}`,
      response,
      measure,
      executors,
      respondent,
      gold: { status: STATUS_OF[detail ?? own], detail: detail ?? own },
      kind: 'example',
      author: null,
    })),
  )
}

/** Lines of contract and fixtures are learnt so many times over: others must not outweigh them. */
const KNOWN_TIMES = 5

/** All that a model is learnt from: the labelled lines, the known ones most, and the examples of rules. */
export function learntLines(classes: Classes): readonly Line[] {
  const known = [...readContract(), ...linesOfFixtures()]
  const sure = known.filter(({ kind }) => kind !== 'doubtful')
  const again = Array.from({ length: KNOWN_TIMES - 1 }, () => sure).flat()
  return [...known, ...linesByAuthors(), ...again, ...exampleLines(classes)]
}

/**
 * Digest of the labelled lines, of the rules and of what an archive taught, by which a model tells what it was made from. Where
 * an example stands in the files of the grammar makes no other model.
 */
export function digestOf(lines: readonly Line[], classes: Classes, archive: Uint8Array): string {
  return createHash('sha256')
    .update(archive)
    .update(JSON.stringify([lines, classes], (key, value) => (PLACE.has(key) ? undefined : value)))
    .digest('hex')
    .slice(0, DIGEST)
}

const DIGEST = 16
const PLACE: ReadonlySet<string> = new Set(['file', 'line'])
