import { type Decided, decide, type JudgedRow, type Known } from '../../src/corrections/decision.ts'
import { readDecisions } from '../../src/corrections/ledger.ts'

const HASH = '0'.repeat(64)

/** A row by hand, as a decision judges it. */
export function makeRow(changes: Partial<JudgedRow> = {}): JudgedRow {
  return {
    key: 'a'.repeat(64),
    reportKey: 'b'.repeat(64),
    sha256: HASH,
    sourceName: 'звіт.docx',
    sourcePart: 1,
    programme: 'Зелене місто',
    respondent: 'Управління благоустрою',
    periodFrom: '2016-01-01',
    periodTo: '2016-12-31',
    measureId: 'II.1.1',
    measureText: 'висаджування дерев',
    responseText: 'Висаджено 120 дерев уздовж головних вулиць міста',
    deadlineText: '2016 рік',
    executorsText: 'управління благоустрою',
    status: 'other',
    detail: 'unclear',
    ...changes,
  }
}

export const DONE: Decided = { class: { status: 'done', detail: 'evidenced' } }
export const DISCLAIMED: Decided = { class: { status: 'not_in_competence', detail: 'disclaimed' } }

/** A decision with its id, as it is read from a file. */
export function makeDecision(
  row: JudgedRow,
  decided: Decided,
  { by = 'Ганна', instead = [] }: { readonly by?: string; readonly instead?: string[] } = {},
): Known {
  const told = { by, at: '2026-12-01T10:00:00Z', why: '', instead }
  const [known] = readDecisions(JSON.stringify(decide(row, decided, told))).decisions
  if (known === undefined) throw new RangeError('The decision by hand is none.')
  return known
}
