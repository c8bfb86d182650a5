import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { measuresOf } from '../../src/model/measures-of.ts'
import type { Facts, Report } from '../../src/model/report.ts'
import { type FlatRow, flattenReport, flattenTruth, foldText } from '../../test/support/flat.ts'
import { type Comparison, compare, isRight, isWhole, type Pair } from '../../test/support/truth.ts'
import type { Truth } from '../fixtures/truth.ts'
import { drawForms, makeForms } from '../forms/make.ts'
import { type Choice, FORM_FORMATS } from '../forms/space.ts'
import { type Share, shareOf, shownShare } from './share.ts'
import { textTable } from './table.ts'

/** A document whose tree is known, or the trees that a careful person may read in it. */
export interface FormFile {
  readonly name: string
  readonly seed: string
  readonly bytes: () => Uint8Array
  readonly facts: Facts
  readonly truths: readonly Truth[]
  readonly choice: Choice
  readonly headings: readonly string[]
  readonly isPlan: boolean
}

interface Entry {
  readonly file: string
  readonly truth: string
  readonly others?: readonly string[]
  readonly format: string
  readonly seed: string
  readonly isPlan: boolean
  readonly headings: readonly string[]
  readonly choice: Choice
}

/** Forms of a folder that `npm run forms` filled, or of seeds («2..8»), drawn here. */
export function formFiles(from: string, tell: (line: string) => void): readonly FormFile[] {
  const [, first, last] = /^(\d+)\.\.(\d+)$/u.exec(from) ?? []
  if (first === undefined || last === undefined) return folderFiles(from)
  return seedsBetween(Number(first), Number(last)).flatMap((seed) => drawnFiles(seed, tell))
}

/** Development uses even seeds, the end of a stage odd ones: a range goes by two where it can. */
function seedsBetween(first: number, last: number): readonly number[] {
  const step = (last - first) % 2 === 0 ? 2 : 1
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => first + at * step)
}

function folderFiles(folder: string): readonly FormFile[] {
  const list = join(folder, 'manifest.ndjson')
  if (!existsSync(list))
    throw new Error(`${folder} has no manifest.ndjson; npm run forms makes one.`)
  const lines = readFileSync(list, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const entry = JSON.parse(line) as Entry
    const truths = [entry.truth, ...(entry.others ?? [])].map(
      (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Truth,
    )
    const { file: name, seed, choice, headings, isPlan } = entry
    const bytes = () => readFileSync(join(folder, name))
    return { name, seed, bytes, facts: factsOf(truths[0]), truths, choice, headings, isPlan }
  })
}

/** As many as `npm run forms` makes where nobody says how many. */
const FORMS_A_SEED = 60

function drawnFiles(seed: number, tell: (line: string) => void): readonly FormFile[] {
  const order = { seed: String(seed), count: FORMS_A_SEED, formats: FORM_FORMATS.slice(0, 5) }
  return makeForms(drawForms(order), tell).map(
    ({ name, choice, truths, headings, isPlan, bytes }) => ({
      name: `${seed}/${name}.${choice.format}`,
      seed: String(seed),
      bytes: () => bytes,
      facts: factsOf(truths[0]),
      ...{ truths, choice, headings, isPlan },
    }),
  )
}

export function factsOf(truth: Truth | undefined): Facts {
  const { respondent, programme, period } = truth?.heading ?? {}
  return {
    ...(respondent ? { respondent } : {}),
    ...(programme ? { programme } : {}),
    ...(period ? { period } : {}),
  }
}

/** Whether only totals of these forms may be looked at. */
export function isSealed(files: readonly FormFile[]): boolean {
  return files.some(({ seed }) => Number(seed) % 2 === 1)
}

/** One form as it was read, beside the truth that it came nearest to. */
export interface FormReading {
  readonly file: FormFile
  readonly report: Report | null
  readonly failure: string | null
  readonly comparison: Comparison
}

/** The reading beside each of the truths, the best of them kept. */
export function readingOf(
  file: FormFile,
  report: Report | null,
  failure: string | null,
): FormReading {
  return { file, report, failure, comparison: nearestTruth(file, report?.sections ?? []) }
}

/** The sections beside the truth that they come nearest to. */
export function nearestTruth(file: FormFile, sections: Report['sections']): Comparison {
  const got = flattenReport({ sections })
  const comparisons = file.truths.map((truth) => compare(flattenTruth(truth), got))
  const [first, ...others] = comparisons
  if (!first) throw new Error(`${file.name} has no truth.`)
  return others.reduce((best, one) => (rightRows(one) > rightRows(best) ? one : best), first)
}

function rightRows({ pairs, differences }: Comparison): number {
  // Of truths with as many whole rows, the one with fewer differences.
  return pairs.filter(isWhole).length - differences.length / 1e6
}

interface FormScores {
  readonly documents: number
  readonly refused: number
  readonly rows: Share
  readonly found: Share
  readonly sections: Share
  readonly items: Share
  readonly deadlines: Share
  readonly executors: Share
  readonly responses: Share
  readonly falseResponses: number
  readonly invented: number
  readonly plans: Share
  readonly rightReports: Share
  readonly loadOfRight: Share
  readonly wrongOfLoad: Share
}

function scoresOf(readings: readonly FormReading[]): FormScores {
  const pairs = readings.flatMap(({ comparison }) => comparison.pairs)
  const measures = pairs.filter(({ expected }) => expected.level === 'measure')
  const titled = (level: string) =>
    shareOf(
      pairs
        .filter(({ expected }) => expected.level === level && expected.values.title !== '')
        .map((pair) => isRight(pair, 'title')),
    )
  const field = (name: string) => shareOf(measures.map((pair) => isRight(pair, name)))
  const graded = readings.filter(({ report }) => report !== null)
  const isLoad = ({ report }: FormReading) => report?.grade === 'load'
  return {
    documents: readings.length,
    refused: readings.length - graded.length,
    rows: shareOf(measures.map(isWhole)),
    found: shareOf(readings.flatMap(({ comparison }) => foundRows(comparison))),
    sections: titled('section'),
    items: titled('item'),
    deadlines: field('deadlineText'),
    executors: field('executorsText'),
    responses: field('responseText'),
    falseResponses: measures.filter(isFalseResponse).length,
    invented: readings.reduce((sum, { comparison }) => sum + inventedRows(comparison), 0),
    plans: shareOf(readings.filter(({ file }) => file.isPlan).map(isToldPlan)),
    rightReports: shareOf(readings.map(isRightReport)),
    loadOfRight: shareOf(graded.filter(isRightReport).map(isLoad)),
    wrongOfLoad: shareOf(graded.filter(isLoad).map((reading) => !isRightReport(reading))),
  }
}

/** Characters by which a measure is known again, whatever its number. */
const KNOWN_BY = 30

function keyOf({ values }: FlatRow): string {
  const words = values.text === '' ? values.responseText : values.text
  return foldText(words ?? '').slice(0, KNOWN_BY)
}

function measureKeys(rows: readonly FlatRow[]): readonly string[] {
  return rows.filter(({ level }) => level === 'measure').map(keyOf)
}

/** Measures of the truth whose words were read as a measure's, under whatever number. */
function foundRows({ pairs, invented }: Comparison): readonly boolean[] {
  const got = pairs.flatMap((pair) => (pair.got ? [pair.got] : []))
  const keys = new Set(measureKeys([...got, ...invented]))
  return measureKeys(pairs.map(({ expected }) => expected)).map((key) => keys.has(key))
}

/** Measures read that are none of the truth, by their words: a wrong number alone invents no row. */
function inventedRows({ pairs, invented }: Comparison): number {
  const known = new Set(measureKeys(pairs.map(({ expected }) => expected)))
  return measureKeys(invented).filter((key) => !known.has(key)).length
}

/** An answer where the document gives none, or one that is another cell of its row. */
function isFalseResponse({ expected, got }: Pair): boolean {
  const read = got?.values.responseText ?? ''
  const wanted = expected.values.responseText ?? ''
  if (got === null || read === '' || read === wanted) return false
  if (wanted === '') return true
  const extras = JSON.parse(expected.values.extra ?? '[]') as readonly (readonly string[])[]
  const others = [expected.values.deadlineText, expected.values.executorsText]
  return [...others, ...extras.map(([, , text]) => text)].includes(read)
}

function isToldPlan({ report }: FormReading): boolean {
  if (report === null) return false
  const answers = report.sections
    .flatMap(({ items }) => items.flatMap(({ measures }) => measures))
    .map(({ response }) => response.detail)
  const isTold = report.diagnostics.some(({ code }) => String(code) === 'NO_RESPONSE_COLUMN')
  return isTold && answers.length > 0 && answers.every((detail) => detail === 'missing')
}

/** Every row whole, and none invented. */
export function isRightReport({ comparison }: Pick<FormReading, 'comparison'>): boolean {
  const { pairs, invented } = comparison
  const measures = pairs.filter(({ expected }) => expected.level === 'measure')
  const hasMore = invented.some(({ level }) => level === 'measure')
  return measures.every(isWhole) && !hasMore
}

const LINES: readonly (readonly [string, (scores: FormScores) => Share | number])[] = [
  ['documents', ({ documents }) => documents],
  ['refused', ({ refused }) => refused],
  ['whole rows', ({ rows }) => rows],
  ['rows found, whatever their number', ({ found }) => found],
  ['section titles', ({ sections }) => sections],
  ['item titles', ({ items }) => items],
  ['deadlines', ({ deadlines }) => deadlines],
  ['executors', ({ executors }) => executors],
  ['responses', ({ responses }) => responses],
  ['false responses', ({ falseResponses }) => falseResponses],
  ['rows invented', ({ invented }) => invented],
  ['plans told', ({ plans }) => plans],
  ['reports wholly right', ({ rightReports }) => rightReports],
  ['load, of the right ones', ({ loadOfRight }) => loadOfRight],
  ['wrong, of those graded load', ({ wrongOfLoad }) => wrongOfLoad],
]

/** One column a group of forms, one line a measure of quality, the whole last. */
export function formScoresTable(
  readings: readonly FormReading[],
  groupOf: (file: FormFile) => string,
  title = '',
): string {
  const names = [...new Set(readings.map(({ file }) => groupOf(file)))].sort()
  const groups = names.map((name) => readings.filter(({ file }) => groupOf(file) === name))
  const scores = [...groups, readings].map(scoresOf)
  return textTable([
    [title, ...names, 'all'],
    ...LINES.map(([name, read]) => [name, ...scores.map((one) => shown(read(one)))]),
  ])
}

const PERCENT = 100

function shown(value: Share | number): string {
  if (typeof value === 'number') return String(value)
  if (value.of === 0) return '–'
  return `${shownShare(value)} ${((value.right / value.of) * PERCENT).toFixed(1)}%`
}

/** What a form asks of a reader: a grid, a page without rulings, prose, or both; of known documents, whose they are. */
export function formClass({ choice }: FormFile): string {
  if (choice.from) return choice.from
  if (choice.layout?.startsWith('mixed')) return 'mixed'
  if (choice.layout !== 'table') return 'prose'
  return choice.rulings === 'none' ? 'PDF, no rulings' : 'grid'
}

const BINS = 10
/** The narrowest bins are where most rows are: the distance from 1 halves from bin to bin. */
const EDGES = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 1.001]

/** How many of the rows given a `structure` are whole, in ten bins; rows that are invented are none. */
export function reliabilityTable(readings: readonly FormReading[]): string {
  return binnedTable(readings.flatMap(structured))
}

/** The same for whatever was given a chance to be right. */
export function binnedTable(rows: readonly Given[]): string {
  const bins = Array.from({ length: BINS }, (_, at) => {
    const [from = 0, to = 1] = EDGES.slice(at, at + 2)
    const own = rows.filter(({ confidence }) => confidence >= from && confidence < to)
    const sum = own.reduce((all, { confidence }) => all + confidence, 0)
    return [
      `${from} to ${Math.min(to, 1)}`,
      own.length === 0 ? '–' : (sum / own.length).toFixed(3),
      shown(shareOf(own.map(({ isRight }) => isRight))),
    ]
  })
  return textTable([['structure', 'mean', 'whole rows'], ...bins])
}

export interface Given {
  readonly confidence: number
  readonly isRight: boolean
}

function structured({ report, comparison }: FormReading): readonly Given[] {
  const rights = wholeRows(comparison, report?.sections ?? [])
  const measures = measuresOf({ sections: report?.sections ?? [] })
  return measures.map(({ structure }, at) => ({
    confidence: structure,
    isRight: rights[at] ?? false,
  }))
}

/** Whether each measure that was read is whole, in the order of the sections. */
export function wholeRows({ pairs }: Comparison, sections: Report['sections']): readonly boolean[] {
  const whole = new Set(
    pairs.filter(isWhole).flatMap(({ got }) => (got?.level === 'measure' ? got.id : [])),
  )
  // Of two rows of one id the second is invented.
  return measuresOf({ sections }).map(({ id }) => whole.delete(id))
}
