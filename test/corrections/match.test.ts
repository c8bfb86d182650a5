import { describe, expect, test } from 'vitest'
import type { JudgedRow, Known } from '../../src/corrections/decision.ts'
import { undo } from '../../src/corrections/decision.ts'
import { readDecisions } from '../../src/corrections/ledger.ts'
import { matchDecisions, reportId } from '../../src/corrections/match.ts'
import { DISCLAIMED, DONE, makeDecision, makeRow } from '../support/decisions.ts'

const ROW = makeRow()
const NEW_KEY = 'c'.repeat(64)
const OTHER_BYTES = '1'.repeat(64)

/** What became of a decision about ROW in a folder of these rows. */
function became(rows: readonly Partial<JudgedRow>[], decided = DONE) {
  const [match] = matchDecisions([makeDecision(ROW, decided)], rows.map(makeRow)).matches
  return { state: match?.state, rows: match?.rows.map(({ measureId }) => measureId) }
}

describe('the words that were judged are followed', () => {
  test.each<[string, Partial<JudgedRow>]>([
    ['in the same row', {}],
    ['where white space differs', { responseText: ROW.responseText.replaceAll(' ', ' \n ') }],
    ['in a changed file', { sha256: OTHER_BYTES }],
    ['in a renamed file', { key: NEW_KEY, sourceName: 'нове ім’я.docx' }],
    ['under another number', { key: NEW_KEY, measureId: 'II.1.2' }],
    [
      'under another number of a changed file',
      { key: NEW_KEY, sha256: OTHER_BYTES, measureId: 'II.2.1' },
    ],
    ['where the body is read now', { key: NEW_KEY, respondent: 'управління благоустрою' }],
    [
      'in a renamed and changed file of the body, under another number',
      { key: NEW_KEY, sha256: OTHER_BYTES, sourceName: 'v2.docx', measureId: 'III.1.1' },
    ],
    [
      'in a renamed and changed file of the body, for an unknown period',
      {
        key: NEW_KEY,
        sha256: OTHER_BYTES,
        sourceName: 'v2.docx',
        periodFrom: null,
        periodTo: null,
      },
    ],
  ])('%s', (_, changes) => {
    const row = makeRow(changes)
    expect(became([changes])).toEqual({ state: 'applied', rows: [row.measureId] })
  })
})

describe('other words, and the words of others, are left alone', () => {
  test.each<[string, string, readonly Partial<JudgedRow>[]]>([
    ['another answer', 'changed', [{ responseText: 'Висаджено 7 дерев' }]],
    ['another measure', 'changed', [{ measureText: 'обрізування кущів' }]],
    [
      'another answer in a renamed file',
      'changed',
      [{ key: NEW_KEY, sourceName: 'b.docx', responseText: '–' }],
    ],
    ['nothing', 'gone', []],
    [
      'the same words of another body',
      'gone',
      [{ key: NEW_KEY, sha256: OTHER_BYTES, sourceName: 'b.docx', respondent: 'Відділ освіти' }],
    ],
    [
      'the same words of two bodies who sent the same bytes, neither the one',
      'changed',
      [
        { key: NEW_KEY, respondent: 'Відділ освіти' },
        { key: NEW_KEY, respondent: 'Відділ культури', sourceName: 'b.docx' },
      ],
    ],
    [
      'words that stand twice, under other numbers',
      'gone',
      [
        { key: NEW_KEY, measureId: 'II.1.8' },
        { key: NEW_KEY, measureId: 'II.1.9' },
      ],
    ],
    [
      'words that two reports of nobody known hold',
      'gone',
      ['b', 'c'].map((name) => ({
        key: NEW_KEY,
        sha256: OTHER_BYTES,
        sourceName: `${name}.docx`,
        respondent: null,
      })),
    ],
  ])('%s: %s', (_, state, rows) => {
    expect(became(rows)).toEqual({ state, rows: [] })
  })

  test('the words of nobody known are not followed into another file', () => {
    const moved = { key: NEW_KEY, sha256: OTHER_BYTES, sourceName: 'b.docx', respondent: null }
    expect(became([moved])).toEqual({ state: 'gone', rows: [] })
  })

  test('the body of a report is decided by its own words, never by those of another file', () => {
    const elsewhere = { key: NEW_KEY, sha256: OTHER_BYTES, sourceName: 'b.docx', respondent: null }
    expect(became([elsewhere], { respondent: 'Відділ освіти' })).toEqual({
      state: 'gone',
      rows: [],
    })
    expect(became([{ deadlineText: '2020' }], { respondent: 'Відділ освіти' }).state).toBe(
      'applied',
    )
  })

  test('who judged the whole row judged its deadline, too', () => {
    const later = { deadlineText: '2020 рік' }
    expect(became([later], DONE).state).toBe('applied')
    expect(became([later], { none: true }).state).toBe('changed')
  })
})

test('what two versions of a report say alike is decided for both, what they do not is asked', () => {
  const rows = [
    makeRow(),
    makeRow({ reportKey: NEW_KEY, sha256: OTHER_BYTES, sourceName: 'v2.docx' }),
  ]
  const decision = makeDecision(ROW, DONE)
  expect(matchDecisions([decision], rows).matches[0]?.rows).toHaveLength(2)
  const [match] = matchDecisions(
    [decision],
    [ROW, makeRow({ reportKey: NEW_KEY, sourceName: 'v2.docx', responseText: 'Ні' })],
  ).matches
  expect([match?.state, match?.rows.length, match?.asked.length]).toEqual(['applied', 1, 1])
})

/** What holds of ROW, and what became of each decision. */
function outcome(...decisions: readonly Known[]) {
  const { matches, reports } = matchDecisions(decisions, [ROW])
  const holds = reports.get(reportId(ROW))?.rows.get(ROW.measureId)?.decided ?? {}
  return { holds, states: matches.map(({ state }) => state) }
}

describe('several decisions about a row', () => {
  const first = makeDecision(ROW, DONE)
  const told = { by: 'Ганна', at: '2026-12-02T10:00:00Z', why: '' }
  const taken = (...decisions: [Known, ...Known[]]) => {
    const [known] = readDecisions(JSON.stringify(undo(decisions, told))).decisions
    if (known === undefined) throw new RangeError('Undo is no decision.')
    return known
  }

  test('the later one holds where it knew of the earlier one', () => {
    const second = makeDecision(ROW, DISCLAIMED, { by: 'Іван', instead: [first.id] })
    expect(outcome(first, second)).toEqual({ holds: DISCLAIMED, states: ['replaced', 'applied'] })
    // Whatever the order in which the lines stand: merged files have any.
    expect(outcome(second, first)).toEqual({ holds: DISCLAIMED, states: ['applied', 'replaced'] })
  })

  test('neither holds where neither knew of the other', () => {
    const second = makeDecision(ROW, DISCLAIMED, { by: 'Іван' })
    expect(outcome(first, second)).toEqual({ holds: {}, states: ['conflict', 'conflict'] })
    const third = makeDecision(ROW, DONE, { instead: [first.id, second.id] })
    expect(outcome(first, second, third)).toEqual({
      holds: DONE,
      states: ['replaced', 'replaced', 'applied'],
    })
  })

  test('both hold where they say the same', () => {
    const second = makeDecision(ROW, DONE, { by: 'Іван' })
    expect(outcome(first, second)).toEqual({ holds: DONE, states: ['applied', 'applied'] })
  })

  test('a row that is none for one and has a class for another is in conflict', () => {
    const second = makeDecision(ROW, { none: true }, { by: 'Іван' })
    expect(outcome(first, second)).toEqual({ holds: {}, states: ['conflict', 'conflict'] })
  })

  test('each replaces only what it decides', () => {
    const whole = makeDecision(ROW, { ...DONE, number: 'II.1.5' })
    const second = makeDecision(ROW, DISCLAIMED, { instead: [whole.id] })
    expect(outcome(whole, second).holds).toEqual({ ...DISCLAIMED, number: 'II.1.5' })
  })

  test('what is taken back leaves what was before', () => {
    const second = makeDecision(ROW, DISCLAIMED, { instead: [first.id] })
    expect(outcome(first, second, taken(second))).toEqual({
      holds: DONE,
      states: ['applied', 'replaced'],
    })
    expect(outcome(first, taken(first))).toEqual({ holds: {}, states: ['replaced'] })
  })

  test('a chain of three leaves the last', () => {
    const second = makeDecision(ROW, DISCLAIMED, { instead: [first.id] })
    const third = makeDecision(
      ROW,
      { class: { status: 'other', detail: 'partial' } },
      { instead: [second.id] },
    )
    expect(outcome(first, second, third).states).toEqual(['replaced', 'replaced', 'applied'])
  })
})
