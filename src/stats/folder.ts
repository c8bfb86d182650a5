import { access } from 'node:fs/promises'
import path from 'node:path'
import { type Corrected, correctReport } from '../corrections/apply.ts'
import { readLedger } from '../corrections/ledger.ts'
import { reportId } from '../corrections/match.ts'
import { ZvitError } from '../model/error.ts'
import type { Report } from '../model/report.ts'
import { sqlText } from '../resources.ts'
import { type Engine, literalPath, openEngine } from './engine.ts'
import { applyOverlay, readOverlay } from './overlay.ts'

/**
 * The results folder of `zvit import` as people corrected it: tables `allMeasures`, `failures`, `corrections`. Throws `INPUT_NOT_FOUND`
 * where the folder is none, and `ENGINE_MISSING`.
 */
export async function openFolder(folder: string): Promise<Engine> {
  const engine = await openEngine()
  await readFolder(engine, folder)
  return engine
}

/** As `openFolder`, into an engine that is open. */
export async function readFolder(engine: Engine, folder: string): Promise<void> {
  await readRows(engine, folder)
  await applyOverlay(engine, folder)
}

/** The rows as the machine reads them. */
export async function readRows(engine: Engine, folder: string): Promise<void> {
  await expectResults(folder)
  await engine.run('set variable folder = $folder', { folder: literalPath(folder) })
  await engine.run(sqlText('tables'))
}

/** What makes a stored report of the folder the one that people corrected. */
export async function openCorrector(folder: string): Promise<(report: Report) => Corrected> {
  const untouched = (report: Report) => ({ report, marks: new Map() })
  if ((await readLedger(folder)).decisions.length === 0) return untouched
  const engine = await openEngine()
  await readRows(engine, folder)
  const overlay = await readOverlay(engine, folder)
  engine.close()
  return (report) => {
    const { key: reportKey } = report.producedBy
    const decisions = overlay?.reports.get(reportId({ reportKey, sourcePart: report.source.part }))
    return decisions === undefined ? untouched(report) : correctReport(report, decisions)
  }
}

/** Throws `INPUT_NOT_FOUND` where the folder is none that `zvit import` wrote. */
export async function expectResults(folder: string): Promise<void> {
  for (const name of ['measures.ndjson', 'failures.ndjson']) await expectFile(folder, name)
}

async function expectFile(folder: string, name: string): Promise<void> {
  try {
    await access(path.join(folder, name))
  } catch (cause) {
    throw new ZvitError(
      'INPUT_NOT_FOUND',
      `'${folder}' holds no ${name}; give the folder that \`zvit import\` wrote.`,
      { cause },
    )
  }
}
