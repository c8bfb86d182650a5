import { basename } from 'node:path'
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml'
import { ZvitError } from '../model/error.ts'
import type { Grammar } from '../model/grammar.ts'
import { readArchive } from './archive.ts'
import { type Arguments, textOf } from './command.ts'
import { compileFiles, grammarFiles, grammarText, loadGrammar, testGrammar } from './engine.ts'
import { DONE } from './exit-code.ts'
import {
  type HeadingProposal,
  type Headings,
  meetHeadings,
  proposeHeadings,
} from './learn-headings.ts'
import {
  meetWordings,
  proposeWordings,
  type WordingProposal,
  type Wordings,
} from './learn-responses.ts'
import { type Insertion, insertAll, unifiedDiff } from './patch.ts'
import { print, tell } from './streams.ts'
import { inOneLine } from './width.ts'
import { words } from './words.ts'

const LEAST = 2
/** Heavier than what only guesses, lighter than what knows the words. */
const WEIGHT = 60
/** A patch that somebody reads. */
const MOST_PROPOSALS = 40

interface Proposals {
  readonly headings: readonly HeadingProposal[]
  readonly wordings: readonly WordingProposal[]
}

/**
 * `zvit grammar learn PATH…`: heading words and wordings that the documents have and the grammar
 * has not, as a patch of its YAML on standard output. What the grammar's own test does not bear is
 * left out, so that the patched grammar passes `check` and `test`.
 */
export async function learn(given: Arguments, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) throw new ZvitError('USAGE', 'From which documents? Give a folder.')
  const named = textOf(given, 'grammar')
  await failOnParts(named)
  const found = await propose(paths, await loadGrammar(named), readLeast(given))
  const yaml = await grammarText(named)
  const kept = await keepWhatHolds(yaml, found)
  const name =
    named?.endsWith('.yaml') || named?.includes('/')
      ? basename(named)
      : `${named ?? 'programme-report'}.yaml`
  await print(unifiedDiff(yaml, insertionsOf(yaml, kept), name))
  const left =
    found.headings.length + found.wordings.length - kept.headings.length - kept.wordings.length
  const counts = { headings: kept.headings.length, wordings: kept.wordings.length, left }
  tell(words('learn.proposed', counts))
  return DONE
}

/** A patch is of one file that says all; the built-in grammar is patched as `show` prints it. */
async function failOnParts(named: string | undefined): Promise<void> {
  const [file, another] = named === undefined ? [] : await grammarFiles(named)
  const isBuiltIn = another !== undefined && !named?.includes('/')
  if (file === undefined || isBuiltIn) return
  if (another !== undefined || /^extends:/m.test(file.text))
    throw new ZvitError(
      'USAGE',
      'learn patches a grammar that is one whole file; make one with `zvit grammar show`.',
    )
}

function readLeast(given: Arguments): number {
  const text = textOf(given, 'least') ?? String(LEAST)
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new ZvitError('USAGE', `--least needs a whole number from 1, not '${text}'.`)
}

async function propose(
  paths: readonly string[],
  grammar: Grammar,
  least: number,
): Promise<Proposals> {
  const headings: Headings = new Map()
  const wordings: Wordings = new Map()
  for await (const { reports } of readArchive(paths, grammar))
    for (const report of reports) {
      meetHeadings(headings, report, grammar)
      meetWordings(wordings, report)
    }
  return {
    headings: proposeHeadings(headings, least).slice(0, MOST_PROPOSALS),
    wordings: proposeWordings(wordings, least).slice(0, MOST_PROPOSALS),
  }
}

/** The proposals with which the grammar still passes its test: all, or each tried alone. */
async function keepWhatHolds(yaml: string, proposals: Proposals): Promise<Proposals> {
  const known = await failuresOf(yaml)
  const holds = async (tried: Proposals) =>
    (await failuresOf(insertAll(yaml, insertionsOf(yaml, tried)))) <= known
  if (await holds(proposals)) return proposals
  const headings: HeadingProposal[] = []
  for (const one of proposals.headings)
    if (await holds({ headings: [...headings, one], wordings: [] })) headings.push(one)
  const wordings: WordingProposal[] = []
  for (const one of proposals.wordings)
    if (await holds({ headings, wordings: [...wordings, one] })) wordings.push(one)
  return { headings, wordings }
}

/** How many examples fail and rules stay silent; without end where the text is no grammar. */
async function failuresOf(yaml: string): Promise<number> {
  try {
    const { failures, silent } = await testGrammar(
      await compileFiles([{ name: 'learned.yaml', text: yaml }]),
    )
    return failures.length + silent.length
  } catch (error) {
    if (error instanceof ZvitError) return Number.POSITIVE_INFINITY
    throw error
  }
}

function insertionsOf(yaml: string, { headings, wordings }: Proposals): readonly Insertion[] {
  const { contents } = parseDocument(yaml)
  const insertions: Insertion[] = []
  for (const { role, heading, documents, cell } of headings) {
    const list = nodeAt(contents, ['columns', role, 'words'])
    const examples = nodeAt(contents, ['columns', role, 'examples'])
    const note = words('learn.heading', { documents, cell: inOneLine(cell) })
    if (isSeq(list)) insertions.push(appended(yaml, list, quoted(heading), note))
    if (isSeq(examples)) insertions.push(appended(yaml, examples, quoted(heading), null))
  }
  const rules = nodeAt(contents, ['classes', 'rules'])
  if (isSeq(rules) && wordings.length > 0) {
    const ids = new Set(rules.items.map((rule) => String(isMap(rule) ? rule.get('id') : '')))
    let number = 0
    for (const wording of wordings) {
      do number += 1
      while (ids.has(`learned.${number}`))
      insertions.push({
        offset: endOfLast(yaml, rules),
        text: rule(wording, number, indentOf(yaml, rules)),
      })
    }
  }
  return insertions
}

function rule(
  { phrase, detail, example, times, place }: WordingProposal,
  number: number,
  indent: string,
): string {
  const lines = [
    `# ${words('learn.wording', { times, place: inOneLine(place), detail })}`,
    `- id: learned.${number}`,
    `  detail: ${detail}`,
    `  weight: ${WEIGHT}`,
    `  phrases: [${quoted(phrase)}]`,
    `  examples: [${quoted(example)}]`,
  ]
  return lines.map((line) => `\n${indent}${line}`).join('')
}

/** One more entry at the end of a list, in the style of the list. */
function appended(yaml: string, list: YAMLSeq, text: string, note: string | null): Insertion {
  const last = list.items.at(-1) as Node | undefined
  if (list.flow) return { offset: last?.range?.[1] ?? list.range?.[0] ?? 0, text: `, ${text}` }
  const remark = note === null ? '' : ` # ${note}`
  return { offset: endOfLast(yaml, list), text: `\n${indentOf(yaml, list)}- ${text}${remark}` }
}

/** The end of the line on which the last entry of a list ends. */
function endOfLast(yaml: string, list: YAMLSeq): number {
  const last = list.items.at(-1) as Node | undefined
  const end = (last?.range?.[1] ?? 0) - 1
  // The value of a block may take in the blank lines after it.
  let written = end
  while (/\s/.test(yaml.charAt(written))) written -= 1
  const lineEnd = yaml.indexOf('\n', written)
  return lineEnd < 0 ? yaml.length : lineEnd
}

/** What stands before the hyphens of a list in block style. */
function indentOf(yaml: string, list: YAMLSeq): string {
  const start = list.range?.[0] ?? 0
  return ' '.repeat(start - yaml.lastIndexOf('\n', start - 1) - 1)
}

function nodeAt(node: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path
  if (first === undefined) return node
  if (!isMap(node)) return null
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === first)
  return nodeAt(pair?.value, rest)
}

function quoted(text: string): string {
  return `'${inOneLine(text).replaceAll("'", "''")}'`
}
