import type { Measure, Report } from '../../src/model/report.ts'

const HASH = '0'.repeat(64)

/** A small report by hand: one section, one item, the measures given. */
export function makeReport(changes: Partial<Report> = {}, measures = [makeMeasure()]): Report {
  const sections = [
    {
      id: 'II',
      number: 2,
      label: 'II.',
      title: 'Благоустрій',
      parents: [],
      at: [{ line: 0 }],
      items: [
        { id: 'II.1', number: 1, label: '1.', title: 'Озеленення', at: [{ line: 2 }], measures },
      ],
    },
  ]
  return {
    schema: 'zvit.report/1',
    source: {
      name: '2016/звіт.txt',
      part: 1,
      format: 'txt',
      sha256: HASH,
      bytes: 120,
      pages: null,
      textSource: 'digital',
    },
    producedBy: { zvit: '0.1.0', grammar: 'programme-report', grammarVersion: '1.0.0', key: HASH },
    heading: {
      title: { text: 'ЗВІТ', at: [{ line: 0 }] },
      programme: 'Зелене місто',
      respondent: 'Управління благоустрою',
      period: { from: '2016-01-01', to: '2016-12-31' },
      given: [],
      found: [],
    },
    sections,
    counts: {
      sections: 1,
      items: 1,
      measures: measures.length,
      done: measures.length,
      notInCompetence: 0,
      blank: 0,
      other: 0,
      needsReview: 0,
    },
    unplaced: [{ kind: 'page_furniture', text: '7', at: [{ line: 9 }] }],
    coverage: { source: 100, characters: 100, placed: 99, unplaced: 1 },
    grade: 'load',
    reasons: [],
    findings: [],
    diagnostics: [],
    ...changes,
  }
}

/** A measure by hand, done. */
export function makeMeasure(changes: Partial<Measure> = {}): Measure {
  return {
    id: 'II.1.1',
    number: 1,
    label: '1)',
    text: 'висаджування дерев',
    at: [{ page: 3, box: [10, 20, 30, 40] }],
    deadline: {
      text: '2016 рік',
      at: [{ line: 4 }],
      kind: 'span',
      from: '2016-01-01',
      to: '2016-12-31',
      every: null,
    },
    executors: {
      text: 'управління благоустрою, районні адміністрації (за згодою)',
      at: [{ line: 5 }],
      bodies: [
        { name: 'управління благоустрою', scope: null, byConsent: false },
        { name: 'районні адміністрації', scope: null, byConsent: true },
      ],
      respondent: 'named',
    },
    response: {
      text: 'Висаджено 120 дерев',
      at: [{ line: 6 }],
      status: 'done',
      detail: 'evidenced',
      confidence: 0.98,
      needsReview: false,
      rules: ['done.result'],
      evidence: [{ start: 0, end: 19 }],
    },
    extra: [],
    structure: 1,
    ...changes,
  }
}
