/*
 * npm run fit -- [--check] [--verbose] [FOLDER…]
 * Fits what each evidence weighs for the role of a column (`grammars/programme-report/weights.yaml`) on
 * the tables of the fixtures, of the corpus and of further folders made by `npm run forms`. The role of
 * a column is told by the written truth: by whose values stand in its cells. With `--check` it only
 * tells how well columns are told of reports that were left out of the fitting.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DEFAULT_LIMITS } from '../src/containers/limits.ts'
import { loadGrammar } from '../src/index.ts'
import { randomFrom } from '../src/learn/regression.ts'
import { CORE_ROLES } from '../src/model/grammar.ts'
import { read } from '../src/read/index.ts'
import { EVIDENCE_NAMES } from '../src/tables/evidence.ts'
import { rowsOf } from '../src/tree/index.ts'
import { corpusFiles } from './eval/corpus.ts'
import { fixtureDocuments, type KnownDocument } from './eval/documents.ts'
import { type Example, examplesOf } from './fit/examples.ts'
import { chancesOf, fitWeights, scoreOf, type Weights } from './fit/regression.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})
/** The corpus has the same reports many times. */
const EVERY = 4
const tell = (line: string) => console.error(line)
const grammar = await loadGrammar()
const examples: Example[] = []
const random = randomFrom(1)

async function main(): Promise<void> {
  for (const document of fixtureDocuments()) await meet(document, document.name.split('/')[0] ?? '')
  for (const [index, file] of corpusFiles(tell).entries())
    if (file.format !== 'scan' && index % EVERY === 0) await meet(file.open(), file.report)
  for (const folder of positionals)
    for (const file of corpusFiles(tell, folder)) await meet(file.open(), file.report)
  tell(`${examples.length} columns of ${familiesOf().length} reports`)
  if (options.check) check()
  else {
    const weights = fitWeights(examples)
    tell(`right ${scoreLine(examples, weights)}`)
    const file = new URL('../grammars/programme-report/weights.yaml', import.meta.url)
    writeFileSync(file, yamlOf(weights))
  }
}

function familiesOf(): readonly string[] {
  return [...new Set(examples.map(({ family }) => family))]
}

function scoreLine(some: readonly Example[], weights: Weights): string {
  if (options.verbose)
    for (const one of some) {
      const chances = chancesOf(one, weights)
      const best = chances.indexOf(Math.max(...chances))
      if (best !== one.right) tell(`${nameOf(one.right)} as ${nameOf(best)}: ${one.told}`)
    }
  const { right, loss } = scoreOf(some, weights)
  return `${(right * 100).toFixed(2)} %, loss ${loss.toFixed(4)}`
}

function nameOf(role: number): string {
  return CORE_ROLES[role] ?? 'extra'
}

async function meet({ bytes, name, truth }: KnownDocument, family: string): Promise<void> {
  try {
    const document = await read(bytes, name, DEFAULT_LIMITS)
    const { rows } = rowsOf(document, grammar)
    for (const example of examplesOf(rows, { truth, family, name, grammar }, random))
      examples.push(example)
  } catch (error) {
    tell(`${name}: ${String(error)}`)
  }
}

/** Each fifth of the reports is read with what the others teach. */
function check(): void {
  const families = familiesOf()
  for (let part = 0; part < 5; part += 1) {
    const isOut = ({ family }: Example) => families.indexOf(family) % 5 === part
    const weights = fitWeights(examples.filter((one) => !isOut(one)))
    tell(`left out ${part + 1}: right ${scoreLine(examples.filter(isOut), weights)}`)
  }
}

function yamlOf(weights: Weights): string {
  const lines = CORE_ROLES.flatMap((role, at) => {
    const own = EVIDENCE_NAMES.flatMap((name, index) => {
      const weight = Number((weights[at]?.[index] ?? 0).toFixed(1))
      return weight === 0 ? [] : [`      ${name}: ${weight}`]
    })
    return [`  ${role}:`, '    weights:', ...own]
  })
  return `${HEAD}columns:\n${lines.join('\n')}\n`
}

const HEAD = `# What each evidence weighs for the role of a column, as a natural logarithm of odds against an extra;
# \`npm run fit\` writes it. src/tables/evidence.ts says how each evidence, 0 to 1, is found.
`

await main()
