import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { loadGrammar } from '../../src/index.ts'
import { blindCases, casesOf, FOLDS } from '../train/examples.ts'
import { readLines } from '../train/lines.ts'
import { type Approach, compareApproaches, type Judged } from './approaches.ts'
import { coverageAt, MEASURES, measuresOf, percent } from './measures.ts'
import { confusionPicture, reliabilityPicture, riskPicture } from './pictures.ts'
import { textTable } from './table.ts'

const PAGE = new URL('../../docs/evaluation.md', import.meta.url)
const PICTURES = new URL('../../docs/pictures/', import.meta.url)
const SILENT = 0.01

/**
 * `npm run eval -- --responses`: the classes over folds of wording families, beside baselines, into
 * the tables and pictures of docs/evaluation.md.
 */
export async function evaluateClasses(tell: (line: string) => void): Promise<void> {
  const grammar = await loadGrammar()
  const cases = casesOf(readLines(), grammar)
  const families = new Set(cases.map(({ family }) => family)).size
  tell(`${cases.length} lines in ${families} families, ${FOLDS} folds; this takes some minutes`)
  const { approaches, blind } = compareApproaches(cases, blindCases(cases, grammar))
  const whole = approaches.at(-1)?.judged ?? []
  const fresh = whole.filter(isFresh)
  const unseen = blind.at(-1)?.judged ?? []
  const text = [
    `All ${cases.length} lines whose words decide, in ${families} families, over ${FOLDS} folds:`,
    table(approaches, () => true),
    `Only the ${fresh.length} lines that no rule has learned from (\`fresh-*.jsonl\`):`,
    table(approaches, isFresh),
    'All lines as responses first seen, with rules that have learned nothing from the fold:',
    table(blind, () => true),
    `With at most ${percent(SILENT)} silent errors ${percent(coverageAt(whole, SILENT))} of all lines and ` +
      `${percent(coverageAt(fresh, SILENT))} of the fresh ones could go without review, of lines as first seen ` +
      `${percent(coverageAt(unseen, SILENT))}.`,
  ].join('\n\n')
  console.log(text)
  mkdirSync(PICTURES, { recursive: true })
  for (const [name, picture] of [
    ['confusion', confusionPicture(whole)],
    ['reliability', reliabilityPicture(whole)],
    ['risk-coverage', riskPicture(whole, unseen)],
  ] as const)
    writeFileSync(new URL(`${name}.svg`, PICTURES), picture)
  const page = readFileSync(PAGE, 'utf8')
  writeFileSync(
    PAGE,
    page.replace(MARKED, `<!-- classes: begin -->\n${text}\n<!-- classes: end -->`),
  )
}

const MARKED = /<!-- classes: begin -->[\s\S]*<!-- classes: end -->/

function isFresh({ one }: Judged): boolean {
  return one.line.seen === 'fresh'
}

function table(approaches: readonly Approach[], test: (each: Judged) => boolean): string {
  return textTable(
    [
      ['', ...MEASURES],
      ...approaches.map(({ name, judged }) => [name, ...measuresOf(judged.filter(test))]),
    ],
    true,
  )
}
