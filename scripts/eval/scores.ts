import type { Report } from '../../src/model/report.ts'
import { flattenReport } from '../../test/support/flat.ts'
import {
  type Comparison,
  compare,
  type Difference,
  isRight,
  isWhole,
  type Pair,
} from '../../test/support/truth.ts'
import { type Calibration, calibration, type Judged } from './calibration.ts'
import type { KnownDocument } from './documents.ts'
import { type Share, shareOf } from './share.ts'

/** One document that was read, or the code of its refusal. */
export interface Reading {
  readonly document: KnownDocument
  /** Read with the importer's facts. */
  readonly report: Report | null
  readonly failure: string | null
  /** Read without them. */
  readonly alone: Report | null
}

export interface Scores {
  readonly documents: number
  readonly failed: number
  readonly rows: Share
  readonly invented: number
  readonly numbers: Share
  readonly labels: Share
  readonly titles: Share
  readonly deadlines: Share
  readonly bodies: Share
  readonly standings: Share
  readonly statuses: Share
  readonly details: Share
  readonly extras: Share
  /** Wrong statuses that no reader is asked for. */
  readonly silentErrors: number
  /** Answers for which a reader is asked, of all. */
  readonly forReview: Share
  /** Of the answers that the truth wants read by a person. */
  readonly reviewWanted: Share
  readonly calibration: Calibration | null
  /** Documents with placed + unplaced = characters = source. */
  readonly conserved: Share
  /** Characters that nobody could name. */
  readonly otherCharacters: number
  readonly load: Share
  /** Read without facts, from the document itself. */
  readonly headings: Readonly<Record<'titles' | 'respondents' | 'programmes' | 'periods', Share>>
}

/** The differences of one document, with its name. */
export interface Found extends Difference {
  readonly document: string
}

/** The scores of documents of one form, and every difference behind them. */
export function score(readings: readonly Reading[]): {
  readonly scores: Scores
  readonly found: readonly Found[]
} {
  const compared = readings.map((reading) => compareReading(reading))
  const pairs = compared.flatMap((comparison) => comparison.pairs)
  const measures = pairs.filter(({ expected }) => expected.level === 'measure')
  const reports = readings.flatMap(({ report }) => (report ? [report] : []))
  const scores: Scores = {
    documents: readings.length,
    failed: readings.length - reports.length,
    rows: shareOf(measures.map(isWhole)),
    invented: compared.flatMap(({ invented }) => invented).length,
    numbers: shareOf(pairs.map((pair) => isRight(pair, 'number'))),
    labels: shareOf(pairs.map((pair) => isRight(pair, 'label'))),
    titles: shareOf(pairs.map((pair) => isRight(pair, 'title'))),
    deadlines: shareOf(measures.map((pair) => isRight(pair, 'deadline'))),
    bodies: shareOf(measures.map((pair) => isRight(pair, 'bodies'))),
    standings: shareOf(measures.map((pair) => isRight(pair, 'standing'))),
    statuses: shareOf(measures.map((pair) => isRight(pair, 'status'))),
    details: shareOf(measures.map((pair) => isRight(pair, 'detail'))),
    extras: shareOf(measures.map((pair) => isRight(pair, 'extra'))),
    silentErrors: measures.filter(isSilentError).length,
    forReview: shareOf(measures.flatMap(({ got }) => (got ? [got.needsReview] : []))),
    reviewWanted: shareOf(
      measures.map(({ expected, got }) =>
        expected.needsReview ? (got?.needsReview ?? false) : null,
      ),
    ),
    calibration: calibration(measures.flatMap(judged)),
    conserved: shareOf(reports.map(isConserved)),
    otherCharacters: reports.reduce((total, report) => total + otherCharacters(report), 0),
    load: shareOf(reports.map(({ grade }) => grade === 'load')),
    headings: headingScores(readings),
  }
  const found = readings.flatMap(({ document }, index) =>
    (compared[index]?.differences ?? []).map((difference) => ({
      document: document.name,
      ...difference,
    })),
  )
  return { scores, found }
}

function compareReading({ document, report }: Reading): Comparison {
  return compare(document.truth, report ? flattenReport(report) : [])
}

function isSilentError(pair: Pair): boolean {
  return pair.got !== null && isRight(pair, 'status') === false && !pair.got.needsReview
}

function judged(pair: Pair): readonly Judged[] {
  const { got } = pair
  const right = isRight(pair, 'status')
  if (got?.confidence === undefined || right === null) return []
  return [{ confidence: got.confidence, isRight: right }]
}

function isConserved({ coverage }: Report): boolean {
  const { placed, unplaced, characters, source } = coverage
  return placed + unplaced === characters && characters === source
}

function otherCharacters({ unplaced }: Report): number {
  return unplaced
    .filter(({ kind }) => kind === 'other')
    .reduce((total, { text }) => total + text.replace(/\s/gu, '').length, 0)
}

function headingScores(readings: readonly Reading[]): Scores['headings'] {
  const asked = readings.flatMap(({ document: { heading }, alone }) =>
    heading && alone ? [{ truth: heading, got: alone.heading }] : [],
  )
  const compareBy = (read: (one: (typeof asked)[number]) => readonly [unknown, unknown]) =>
    shareOf(
      asked.map((one) => {
        const [expected, got] = read(one)
        return JSON.stringify(expected) === JSON.stringify(got)
      }),
    )
  return {
    titles: compareBy(({ truth, got }) => [plain(truth.title), plain(got.title?.text)]),
    respondents: compareBy(({ truth, got }) => [truth.respondent, got.respondent]),
    programmes: compareBy(({ truth, got }) => [truth.programme, got.programme]),
    periods: compareBy(({ truth, got }) => [truth.period, got.period]),
  }
}

function plain(text: string | null | undefined): string | null {
  return text?.replace(/\s+/gu, ' ') ?? null
}
