import type { Columns } from './rows.ts'

/* The tables that zvit adds to those of the folder; docs/data.md tells what their columns mean. */

export const REPORT_COLUMNS: Columns = {
  reportKey: 'VARCHAR',
  sourceName: 'VARCHAR',
  sourcePart: 'INTEGER',
  sha256: 'VARCHAR',
  programme: 'VARCHAR',
  respondent: 'VARCHAR',
  periodFrom: 'DATE',
  periodTo: 'DATE',
  measures: 'INTEGER',
  programmeName: 'VARCHAR',
  body: 'VARCHAR',
  counts: 'BOOLEAN',
  rule: 'VARCHAR',
  instead: 'VARCHAR',
  isSure: 'BOOLEAN',
}

export const BODY_COLUMNS: Columns = {
  programme: 'VARCHAR',
  periodFrom: 'DATE',
  periodTo: 'DATE',
  body: 'VARCHAR',
  state: 'VARCHAR',
  isExpected: 'BOOLEAN',
  isCounted: 'BOOLEAN',
  sources: ['VARCHAR'],
}

/** Where each measure of a programme stands, and where it is first printed; null is the plan. */
export const PLACED_COLUMNS: Columns = {
  programme: 'VARCHAR',
  canonicalId: 'VARCHAR',
  position: 'INTEGER',
  inPlan: 'BOOLEAN',
  hasPlan: 'BOOLEAN',
  reportKey: 'VARCHAR',
  measureId: 'VARCHAR',
}

/** What the list of measures takes from the plan. */
export const PLANNED_COLUMNS: Columns = {
  measureId: 'VARCHAR',
  sectionId: 'VARCHAR',
  sectionTitle: 'VARCHAR',
  itemId: 'VARCHAR',
  itemTitle: 'VARCHAR',
  measureText: 'VARCHAR',
  deadlineText: 'VARCHAR',
  deadlineTo: 'DATE',
  executorsText: 'VARCHAR',
  bodies: ['VARCHAR'],
}

export const MATCH_COLUMNS: Columns = {
  reportKey: 'VARCHAR',
  measureId: 'VARCHAR',
  canonicalId: 'VARCHAR',
  score: 'DOUBLE',
  isSure: 'BOOLEAN',
}
