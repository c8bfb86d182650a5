import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flattenReport, flattenTruth } from '../../test/support/flat.ts'
import { compare, isWhole, type Pair } from '../../test/support/truth.ts'
import { CORPUS_FORMATS, type CorpusFormat } from '../corpus/document.ts'
import type { Truth } from '../fixtures/truth.ts'
import { type CharacterErrors, characterErrors, shownErrors } from './characters.ts'
import type { KnownDocument } from './documents.ts'
import { type Reading, type Scores, score } from './scores.ts'
import { type Share, shareOf, shownShare } from './share.ts'
import { textTable } from './table.ts'

/** Where `npm run corpus` writes. */
export const CORPUS = fileURLToPath(new URL('../../.cache/corpus/', import.meta.url))

/** A document of the corpus, its bytes read when they are wanted. */
export interface CorpusFile {
  readonly name: string
  readonly format: CorpusFormat
  /** Name of the written report. */
  readonly report: string
  readonly flavour: string
  readonly truth: () => Truth
  readonly open: () => KnownDocument
}

interface Entry {
  readonly file: string
  readonly truth: string
  readonly format: CorpusFormat
  readonly report: string
  readonly flavour: string
}

/** The documents that `npm run corpus` made, none where it has not run. */
export function corpusFiles(tell: (line: string) => void, folder = CORPUS): readonly CorpusFile[] {
  const list = join(folder, 'manifest.ndjson')
  if (!existsSync(list)) {
    tell('There is no corpus: `npm run corpus` makes one.')
    return []
  }
  const lines = readFileSync(list, 'utf8').split('\n').filter(Boolean)
  const files = lines.map((line) => fileOf(JSON.parse(line) as Entry, folder))
  return CORPUS_FORMATS.flatMap((format) => files.filter((file) => file.format === format))
}

function fileOf({ file, truth, format, report, flavour }: Entry, folder: string): CorpusFile {
  const readTruth = () => JSON.parse(readFileSync(join(folder, truth), 'utf8')) as Truth
  return {
    name: file,
    format,
    report,
    flavour,
    truth: readTruth,
    open: () => {
      const known = readTruth()
      const { respondent, programme, period } = known.heading
      return {
        name: file,
        form: format,
        bytes: readFileSync(join(folder, file)),
        facts: {
          ...(respondent === null ? {} : { respondent }),
          ...(programme === null ? {} : { programme }),
          ...(period === null ? {} : { period }),
        },
        truth: flattenTruth(known),
        heading: null,
      }
    },
  }
}

/** How zvit reads one format of the corpus. */
export interface FormatScores {
  readonly format: string
  readonly scores: Scores
  /** Measures that stand under their id, whatever their texts. */
  readonly found: Share
  readonly characters: CharacterErrors
  /** Reports with a wrong row that no person is asked to look at. */
  readonly wrongButLoad: readonly string[]
  readonly refusals: ReadonlyMap<string, number>
}

/** The scores of the readings of one format. */
export function scoreFormat(format: string, readings: readonly Reading[]): FormatScores {
  const refusals = new Map<string, number>()
  for (const { failure } of readings) {
    if (failure !== null) refusals.set(failure, (refusals.get(failure) ?? 0) + 1)
  }
  const wrong = readings.filter(
    (reading) => reading.report?.grade === 'load' && !isAllRight(reading),
  )
  const measures = readings.flatMap(measuresOf)
  return {
    format,
    scores: score(readings).scores,
    found: shareOf(measures.map(({ got }) => got !== null)),
    characters: characterErrors(measures),
    wrongButLoad: wrong.map(({ document }) => document.name),
    refusals,
  }
}

function measuresOf({ document, report }: Reading): readonly Pair[] {
  const { pairs } = compare(document.truth, report ? flattenReport(report) : [])
  return pairs.filter(({ expected }) => expected.level === 'measure')
}

function isAllRight({ document, report }: Reading): boolean {
  const { pairs, invented } = compare(document.truth, report ? flattenReport(report) : [])
  const measures = pairs.filter(({ expected }) => expected.level === 'measure')
  return invented.length === 0 && measures.every(isWhole)
}

const COLUMNS: readonly (readonly [string, (one: FormatScores) => Share | number | string])[] = [
  ['documents', ({ scores }) => scores.documents],
  ['refused', ({ scores }) => scores.failed],
  ['rows found', ({ found }) => found],
  ['whole rows', ({ scores }) => scores.rows],
  ['invented', ({ scores }) => scores.invented],
  ['numbers', ({ scores }) => scores.numbers],
  ['labels', ({ scores }) => scores.labels],
  ['titles', ({ scores }) => scores.titles],
  ['chars wrong', ({ characters }) => shownErrors(characters)],
  ['deadlines', ({ scores }) => scores.deadlines],
  ['bodies', ({ scores }) => scores.bodies],
  ['statuses', ({ scores }) => scores.statuses],
  ['conserved', ({ scores }) => scores.conserved],
  ['load', ({ scores }) => scores.load],
  ['wrong but load', ({ wrongButLoad }) => wrongButLoad.length],
]

/** A line a format. */
export function corpusTable(formats: readonly FormatScores[]): string {
  return textTable([
    ['corpus', ...COLUMNS.map(([name]) => name)],
    ...formats.map((one) => [one.format, ...COLUMNS.map(([, read]) => shown(read(one)))]),
  ])
}

/** A line for each reason why documents of a format were refused. */
export function refusalLines(formats: readonly FormatScores[]): readonly string[] {
  return formats.flatMap(({ format, refusals }) =>
    [...refusals].map(([code, count]) => `${format}: ${count} documents refused: ${code}`),
  )
}

function shown(value: Share | number | string): string {
  return typeof value === 'object' ? shownShare(value) : String(value)
}
