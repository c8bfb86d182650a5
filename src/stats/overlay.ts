import { type Corrected, correctReport } from '../corrections/apply.ts'
import { fieldsOf, JUDGED_COLUMNS, type JudgedRow, type Known } from '../corrections/decision.ts'
import { type Ledger, readLedger } from '../corrections/ledger.ts'
import {
  decisionsAstray,
  type Match,
  type Matched,
  matchDecisions,
  reportId,
} from '../corrections/match.ts'
import { ZvitError } from '../model/error.ts'
import type { MeasureRow } from '../model/measure.ts'
import type { Report } from '../model/report.ts'
import { sqlText } from '../resources.ts'
import { flatten } from '../write/flatten.ts'
import { addRows, type Engine, makeTable } from './engine.ts'
import { findReport } from './stored-reports.ts'

/** What people decided about a results folder, beside its rows. */
export interface Overlay extends Matched {
  readonly ledger: Ledger
  /** The rows that decisions may be about, as the machine reads them. */
  readonly rows: readonly JudgedRow[]
}

/** Reports whose rows are put into the tables at once. */
const AT_ONCE = 200

/** The decisions of a folder whose rows the machine reads; null where nobody has decided anything. */
export async function readOverlay(engine: Engine, folder: string): Promise<Overlay | null> {
  const ledger = await readLedger(folder)
  if (ledger.decisions.length === 0) return null
  const rows = await rowsAbout(engine, ledger.decisions)
  return { ledger, rows, ...matchDecisions(ledger.decisions, rows) }
}

/**
 * The rows that decisions may be about, and those of other keys. Most decisions are about the row of their key; of those
 * whose words do not stand there, all rows are given that share bytes, source, body or the words of the measure.
 */
export async function rowsAbout(
  engine: Engine,
  decisions: readonly Known[],
  keys: readonly string[] = [],
): Promise<readonly JudgedRow[]> {
  const sought: Sought[] = [...decisions.map(({ about }) => about.key), ...keys].map((key) => ({
    key,
  }))
  const keyed = await soughtRows(engine, sought)
  const astray = decisionsAstray(decisions, keyed).map(({ about }) => about)
  return astray.length === 0 ? keyed : soughtRows(engine, [...sought, ...astray])
}

type Sought = Partial<Known['about']>

async function soughtRows(
  engine: Engine,
  sought: readonly Sought[],
): Promise<readonly JudgedRow[]> {
  await makeTable(engine, 'sought', SOUGHT_COLUMNS, sought)
  const statement = sqlText('sought').trim().replace(/;$/, '')
  const { rows } = await engine.run(`select ${JUDGED_COLUMNS.join(', ')} from (${statement}\n)`)
  await engine.run('drop table sought')
  return rows as unknown as readonly JudgedRow[]
}

/**
 * Puts what people decided over the rows of a folder: `allMeasures` holds the corrected ones, the table
 * `corrections` says what became of each decision. Throws `INPUT_NOT_FOUND` where a report that was
 * corrected is not there, as while an import makes it anew.
 */
export async function applyOverlay(engine: Engine, folder: string): Promise<void> {
  const overlay = await readOverlay(engine, folder)
  const nowIds: NowIds = overlay === null ? new Map() : await replaceRows(engine, folder, overlay)
  await makeTable(
    engine,
    'corrections',
    CORRECTION_COLUMNS,
    (overlay?.matches ?? []).flatMap((match) => linesOf(match, nowIds)),
  )
}

type NowIds = ReadonlyMap<string, string>

/** Makes the rows of corrected reports anew; gives the numbers of rows now by those of the machine. */
async function replaceRows(engine: Engine, folder: string, overlay: Overlay): Promise<NowIds> {
  const nowIds = new Map<string, string>()
  const first = new Map<string, JudgedRow>()
  for (const row of overlay.rows)
    if (overlay.reports.has(reportId(row))) first.set(reportId(row), row)
  await engine.run(
    'create or replace table correctedRows as select 0::BIGINT as position, * from allMeasures limit 0',
  )
  let waiting: object[] = []
  for (const [index, [id, row]] of [...first].entries()) {
    const report = await findReport(folder, row)
    const decisions = overlay.reports.get(id)
    if (report === null || decisions === undefined) throw notThere(row)
    const { rows, ids } = rowsOf(report, correctReport(report, decisions))
    for (const [machine, now] of ids) nowIds.set(`${id} ${machine}`, now)
    waiting.push(...rows.map((one, position) => ({ ...one, position })))
    if ((index + 1) % AT_ONCE > 0 && index + 1 < first.size) continue
    await addRows(engine, 'correctedRows', waiting)
    waiting = []
  }
  await engine.run(sqlText('corrected'))
  await engine.run('drop table correctedRows')
  return nowIds
}

function notThere({ sourceName }: JudgedRow): ZvitError {
  return new ZvitError(
    'INPUT_NOT_FOUND',
    `The report of '${sourceName}', which people corrected, is not the one that its rows are of; let the import end, or run it again.`,
  )
}

/** The flat rows of a corrected report; a key stays the machine's, so that rows are found again. */
function rowsOf(machine: Report, { report, marks }: Corrected) {
  const keys = new Map(flatten(machine).map(({ measureId, key }) => [measureId, key]))
  const rows = flatten(report).map((row): MeasureRow => {
    const mark = marks.get(row.measureId)
    return {
      ...row,
      key: keys.get(mark?.machineId ?? '') ?? row.key,
      machineStatus: mark?.machineStatus ?? row.status,
      machineDetail: mark?.machineDetail ?? row.detail,
      correctedBy: mark?.by ?? null,
      correctedFields: [...(mark?.fields ?? [])],
    }
  })
  const ids = [...marks].map(([now, { machineId }]) => [machineId, now] as const)
  return { rows, ids }
}

/** A decision with each row that it is about now; with none where there is none. */
function linesOf({ decision, state, rows, asked }: Match, nowIds: NowIds): readonly object[] {
  const { id, about, decided, by, at, why } = decision
  const line = {
    id,
    state,
    fields: fieldsOf(decided),
    decided: JSON.stringify(decided),
    decidedBy: by,
    decidedAt: at,
    why,
    key: about.key,
    sourceName: about.sourceName,
    measureText: about.measureText,
    responseText: about.responseText,
  }
  const found = [
    ...rows.map((row) => ({ row, isSame: true })),
    ...asked.map((row) => ({ row, isSame: false })),
  ]
  if (found.length === 0) return [line]
  return found.map(({ row, isSame }) => ({
    ...line,
    state: isSame || state === 'replaced' ? state : 'changed',
    reportKey: row.reportKey,
    sourcePart: row.sourcePart,
    measureId: nowIds.get(`${reportId(row)} ${row.measureId}`) ?? row.measureId,
    responseNow: row.responseText,
  }))
}

const SOUGHT_COLUMNS = `
  key varchar, sha256 varchar, sourceName varchar, measureText varchar, respondent varchar`

const CORRECTION_COLUMNS = `
  id varchar, state varchar, fields varchar[], decided varchar, decidedBy varchar, decidedAt varchar,
  why varchar, key varchar, sourceName varchar, measureText varchar, responseText varchar,
  reportKey varchar, sourcePart integer, measureId varchar, responseNow varchar`
