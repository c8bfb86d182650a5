/*
 * npm run fit:certainty -- [--check] FOLDER…
 * Fits what each doubt weighs against a report and its rows (`grammars/programme-report/certainty.yaml`)
 * on forms made by `npm run forms`, on the fixtures and the corpus. What it prints is of reports that
 * were left out of the fitting: those of each sixth of the written reports are read with what forms of the
 * others teach, so that no doubt counts that knows the words of an author. With `--check` it changes nothing.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { assemble } from '../src/assemble.ts'
import { DEFAULT_LIMITS } from '../src/containers/limits.ts'
import { loadGrammar } from '../src/index.ts'
import { read } from '../src/read/index.ts'
import { isWord } from '../src/resources.ts'
import { type Answers, REPORT_QUESTIONS, ROW_QUESTIONS } from '../src/tree/certainty.ts'
import { segment } from '../src/tree/index.ts'
import {
  binnedTable,
  type FormFile,
  formFiles,
  type Given,
  isRightReport,
  isSealed,
  nearestTruth,
  wholeRows,
} from './eval/forms.ts'
import { reliabilityPicture } from './eval/pictures.ts'
import { corpusForms, fixtureFiles } from './eval/read-forms.ts'
import { textTable } from './eval/table.ts'
import { type Doubted, type Fitted, fitDoubts, oddsOf } from './fit/logistic.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false } },
})
/** The corpus has the same reports many times. */
const EVERY = 4
/** Parts of the written reports, each left out once. */
const PARTS = 6
/** Wrong reports among those that are graded `load`, at most. */
const MOST_WRONG = 1 / 200
const AT = [0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99]

const tell = (line: string) => console.error(line)
const grammar = await loadGrammar()
const HEADING = { title: null, programme: null, respondent: null, period: null }
/** Classes count nothing here, so no model is asked. */
const AIDS = { isWord, modelFile: () => null }

/** A report as it was read, and what is odd about it. */
interface Example extends Doubted {
  /** What it is left out of the fitting with. */
  readonly fold: string
  readonly rows: readonly Doubted[]
}

async function main(): Promise<void> {
  const forms = positionals.flatMap((folder) => formFiles(folder, tell))
  if (isSealed(forms)) throw new Error('Forms of odd seeds are read for their totals alone.')
  const corpus = corpusForms(tell).filter((_, index) => index % EVERY === 0)
  const examples: Example[] = []
  for (const file of [...fixtureFiles(), ...corpus, ...forms])
    examples.push(...(await exampleOf(file)))
  tell(`${examples.length} reports, ${examples.flatMap(({ rows }) => rows).length} rows`)
  const seen = check(examples)
  const load = thresholdOf(seen)
  console.log(`${curveTable(seen, load)}\n\n${binnedTable(seen.flatMap(({ rows }) => rows))}`)
  if (options.check) return
  const rows = seen.flatMap((one) => one.rows)
  write('../docs/pictures/structure.svg', reliabilityPicture(rows, PICTURE))
  const report = fitDoubts(examples)
  write(
    '../grammars/programme-report/certainty.yaml',
    yamlOf(load, report, fitRows(examples, report)),
  )
}

const KNOWN = 'known'
const PICTURE = ['Share of whole rows by structure', 'structure']

function write(path: string, text: string): void {
  writeFileSync(new URL(path, import.meta.url), text)
}

async function exampleOf(file: FormFile): Promise<readonly Example[]> {
  try {
    const document = await read(file.bytes(), file.name, DEFAULT_LIMITS)
    const [{ tree, doubts }] = segment(document, grammar, { isWord }).reports
    const { sections } = assemble(tree, {
      grammar,
      heading: { ...HEADING, given: [], found: [] },
      aids: AIDS,
    })
    if (sections.length === 0) return []
    const comparison = nearestTruth(file, sections)
    const whole = wholeRows(comparison, sections)
    const rows = doubts.rows.map((answers, at) => ({
      doubts: vectorOf(answers, ROW_QUESTIONS),
      isRight: whole[at] ?? false,
    }))
    const fold = file.seed === '' ? KNOWN : file.name.replace(/^\d+-|\.\w+$/g, '')
    const isRight = isRightReport({ comparison })
    return [{ doubts: vectorOf(doubts.report, REPORT_QUESTIONS), isRight, fold, rows }]
  } catch (error) {
    tell(`${file.name}: ${String(error)}`)
    return []
  }
}

function vectorOf(answers: Answers, names: readonly string[]): Float64Array {
  return Float64Array.from(names, (name) => answers[name] ?? 0)
}

/** A row stands with its report: what is not odd in itself is as doubtful as its neighbours. */
function fitRows(
  examples: readonly Example[],
  report: Fitted,
): Fitted & { readonly report: number } {
  // Odds as a doubt, that may only speak against: from the surest report down.
  const fitted = fitDoubts(examples.flatMap((one) => rowsIn(one, oddsOf(one, report))))
  const weights = fitted.weights.slice(0, -1)
  const own = fitted.weights.at(-1) ?? 0
  return { always: fitted.always - own * SUREST, weights, report: own }
}

/** No report is surer, in natural logarithms of odds. */
const SUREST = 6

function rowsIn({ rows }: Example, odds: number): readonly Doubted[] {
  return rows.map(({ doubts, isRight }) => ({
    doubts: Float64Array.from([...doubts, SUREST - odds]),
    isRight,
  }))
}

interface Seen extends Given {
  readonly rows: readonly Given[]
}

/** The forms of each part of the written reports are read with what the others teach. */
function check(examples: readonly Example[]): readonly Seen[] {
  const folds = [...new Set(examples.map(({ fold }) => fold))]
    .filter((fold) => fold !== KNOWN)
    .sort()
  const partOf = ({ fold }: Example) => folds.indexOf(fold) % PARTS
  return Array.from({ length: PARTS }, (_, part) => part).flatMap((part) => {
    const others = examples.filter((one) => partOf(one) !== part)
    const report = fitDoubts(others)
    const row = fitRows(others, report)
    return examples
      .filter((one) => partOf(one) === part)
      .map((one) => {
        const odds = oddsOf(one, report)
        const rows = one.rows.map((each) => ({
          isRight: each.isRight,
          confidence: chanceOf(oddsOf(each, row) + row.report * odds),
        }))
        return { isRight: one.isRight, confidence: chanceOf(odds), rows }
      })
  })
}

function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}

/** The lowest chance from which on few enough are wrong, with two decimals of doubt. */
function thresholdOf(seen: readonly Seen[]): number {
  const sorted = [...seen].sort((left, right) => right.confidence - left.confidence)
  let wrong = 0
  let least = 1
  for (const [index, { confidence, isRight }] of sorted.entries()) {
    if (!isRight) wrong += 1
    if (wrong <= (index + 1) * MOST_WRONG) least = confidence
  }
  return Math.ceil(least * 1000) / 1000
}

function curveTable(seen: readonly Seen[], load: number): string {
  const right = seen.filter(({ isRight }) => isRight).length
  const lines = [...AT, load].sort().map((at) => {
    const loaded = seen.filter(({ confidence }) => confidence >= at)
    const good = loaded.filter(({ isRight }) => isRight).length
    return [
      String(at),
      `${good}/${right} ${((100 * good) / right).toFixed(1)}%`,
      `${loaded.length - good}/${loaded.length} ${((100 * (loaded.length - good)) / Math.max(loaded.length, 1)).toFixed(1)}%`,
    ]
  })
  return textTable([['load from', 'of the right ones', 'wrong among them'], ...lines])
}

function yamlOf(load: number, report: Fitted, row: Fitted & { readonly report: number }): string {
  const lines = ({ always, weights }: Fitted, names: readonly string[]) => [
    `    always: ${always.toFixed(1)}`,
    ...names.flatMap((name, at) =>
      (weights[at] ?? 0) < 0.05 ? [] : [`    ${name}: ${Number((weights[at] ?? 0).toFixed(1))}`],
    ),
  ]
  const all = [
    'certainty:',
    `  load: ${load}`,
    '  report:',
    ...lines(report, REPORT_QUESTIONS),
    '  row:',
    `    report: ${row.report.toFixed(2)}`,
    ...lines(row, ROW_QUESTIONS),
  ]
  return `${HEAD}${all.join('\n')}\n`
}

const HEAD = `# What each doubt weighs against a report and against a row, as a natural logarithm of odds;
# \`npm run fit:certainty\` writes it. src/tree/certainty.ts says how each doubt, 0 to 1, is found.
`

await main()
