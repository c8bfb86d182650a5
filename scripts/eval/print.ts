import { describeDifference } from '../../test/support/truth.ts'
import type { Calibration } from './calibration.ts'
import type { ResponseScores, WrongResponse } from './responses.ts'
import type { Found, Scores } from './scores.ts'
import { type Share, shownShare } from './share.ts'
import { textTable } from './table.ts'

/** What each line of the table says, in order. */
const LINES: readonly (readonly [string, (scores: Scores) => Share | number | string])[] = [
  ['documents', ({ documents }) => documents],
  ['documents refused', ({ failed }) => failed],
  ['whole rows right', ({ rows }) => rows],
  ['rows invented', ({ invented }) => invented],
  ['numbers right', ({ numbers }) => numbers],
  ['labels right', ({ labels }) => labels],
  ['titles right', ({ titles }) => titles],
  ['deadlines right', ({ deadlines }) => deadlines],
  ['bodies right', ({ bodies }) => bodies],
  ['standing right', ({ standings }) => standings],
  ['extra columns right', ({ extras }) => extras],
  ['statuses right', ({ statuses }) => statuses],
  ['details right', ({ details }) => details],
  ['silent errors', ({ silentErrors }) => silentErrors],
  ['for review', ({ forReview }) => forReview],
  ['review wanted, asked', ({ reviewWanted }) => reviewWanted],
  ['mean confidence', ({ calibration }) => decimals(calibration, 'meanConfidence')],
  ['accuracy', ({ calibration }) => decimals(calibration, 'accuracy')],
  ['ECE (10 bins)', ({ calibration }) => decimals(calibration, 'ece')],
  ['Brier', ({ calibration }) => decimals(calibration, 'brier')],
  ['text conserved', ({ conserved }) => conserved],
  ['unplaced `other`, chars', ({ otherCharacters }) => otherCharacters],
  ['grade load', ({ load }) => load],
  ['title read alone', ({ headings }) => headings.titles],
  ['respondent read alone', ({ headings }) => headings.respondents],
  ['programme read alone', ({ headings }) => headings.programmes],
  ['period read alone', ({ headings }) => headings.periods],
]

/** One column a form, one line a measure of quality. */
export function formsTable(
  forms: readonly { readonly form: string; readonly scores: Scores }[],
): string {
  return textTable([
    ['', ...forms.map(({ form }) => form)],
    ...LINES.map(([name, read]) => [name, ...forms.map(({ scores }) => shown(read(scores)))]),
  ])
}

/** One line a set of labelled responses. */
export function responsesTable(sets: readonly ResponseScores[]): string {
  return textTable([
    ['responses', 'macro-F1', 'status', 'detail', 'silent', 'review', 'mean conf.', 'ECE', 'Brier'],
    ...sets.map((set) => [
      set.name,
      set.macroF1.toFixed(3),
      shownShare(set.statuses),
      shownShare(set.details),
      String(set.silentErrors),
      shownShare(set.forReview),
      decimals(set.calibration, 'meanConfidence'),
      decimals(set.calibration, 'ece'),
      decimals(set.calibration, 'brier'),
    ]),
  ])
}

/** Every difference in a line of its own. */
export function differenceLines(found: readonly Found[]): string {
  return found.map((one) => `${one.document}: ${describeDifference(one)}\n`).join('')
}

/** Every wrong answer in a line of its own. */
export function wrongLines(wrong: readonly WrongResponse[]): string {
  return wrong
    .map(({ id, response, expected, got, needsReview }) => {
      const asked = needsReview ? ', for review' : ''
      return `${id}: expected ${expected}, got ${got}${asked}: «${response ?? ''}»\n`
    })
    .join('')
}

function shown(value: Share | number | string): string {
  return typeof value === 'object' ? shownShare(value) : String(value)
}

const DECIMALS = 3

function decimals(calibration: Calibration | null, field: keyof Calibration): string {
  return calibration === null ? '–' : calibration[field].toFixed(DECIMALS)
}
