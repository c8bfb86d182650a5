import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { loadGrammar } from '../../src/index.ts'
import { readLines, readUnseen } from '../train/lines.ts'
import { type Approach, compareApproaches } from './approaches.ts'
import { coverageAt, MEASURES, measuresOf, percent } from './measures.ts'
import { confusionPicture, reliabilityPicture, riskPicture } from './pictures.ts'
import { textTable } from './table.ts'

const PAGE = new URL('../../docs/evaluation.md', import.meta.url)
const PICTURES = new URL('../../docs/pictures/', import.meta.url)
const SILENT = 0.015

/**
 * `npm run eval -- --responses`: the classes of answers whose authors no model has learned from,
 * beside baselines, into the tables and pictures of docs/evaluation.md.
 */
export async function evaluateClasses(tell: (line: string) => void): Promise<void> {
  const grammar = await loadGrammar()
  const [learned, kept] = [readLines(), readUnseen()]
  tell(`${learned.length} lines to learn from, ${kept.length} kept apart; this takes some minutes`)
  const { overAuthors, unseen } = compareApproaches(learned, kept, grammar)
  const across = overAuthors.at(-1)?.judged ?? []
  const apart = unseen.at(-1)?.judged ?? []
  const authors = (judged: typeof across) => new Set(judged.map(({ line }) => line.author)).size
  const text = [
    `${across.length} answers of ${authors(across)} authors who knew neither rules nor model, each read by a model that has ` +
      'learned nothing from its author:',
    table(overAuthors),
    `${apart.length} answers of ${authors(apart)} authors that no model has learned from, and that nobody has looked at:`,
    table(unseen),
    `With at most ${percent(SILENT)} silent errors ${percent(coverageAt(across, SILENT))} of the former and ` +
      `${percent(coverageAt(apart, SILENT))} of the latter could go without review.`,
  ].join('\n\n')
  console.log(text)
  mkdirSync(PICTURES, { recursive: true })
  for (const [name, picture] of [
    ['confusion', confusionPicture(across)],
    ['reliability', reliabilityPicture(across)],
    ['risk-coverage', riskPicture(across, apart)],
  ] as const)
    writeFileSync(new URL(`${name}.svg`, PICTURES), picture)
  const page = readFileSync(PAGE, 'utf8')
  writeFileSync(
    PAGE,
    page.replace(MARKED, `<!-- classes: begin -->\n${text}\n<!-- classes: end -->`),
  )
}

const MARKED = /<!-- classes: begin -->[\s\S]*<!-- classes: end -->/

function table(approaches: readonly Approach[]): string {
  return textTable(
    [['', ...MEASURES], ...approaches.map(({ name, judged }) => [name, ...measuresOf(judged)])],
    true,
  )
}
