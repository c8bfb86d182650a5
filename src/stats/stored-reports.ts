import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Report } from '../model/report.ts'

/** A report and the name of its file in `reports/`, with `/` and without its ending. */
export interface StoredReport {
  readonly name: string
  readonly report: Report
}

const FOLDER = 'reports'
const ENDING = '.json'
const SCHEMA = 'zvit.report/1'

/**
 * The reports of a results folder, one at a time, in the order of their names. Throws
 * `INPUT_NOT_FOUND` where the folder is none that `zvit import` wrote, or holds something else.
 */
export async function* storedReports(folder: string): AsyncGenerator<StoredReport> {
  for (const name of await namesIn(path.join(folder, FOLDER))) {
    const text = await readFile(path.join(folder, FOLDER, `${name}${ENDING}`), 'utf8')
    yield { name, report: readReport(text, `${FOLDER}/${name}${ENDING}`) }
  }
}

function readReport(text: string, file: string): Report {
  try {
    const report = JSON.parse(text) as Partial<Report>
    if (report.schema === SCHEMA) return report as Report
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  throw new ZvitError('INPUT_NOT_FOUND', `${file} is no report (${SCHEMA}); import it again.`)
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING))
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .map((name) => name.slice(0, -ENDING.length).split(path.sep).join('/'))
      .sort()
  } catch (cause) {
    throw new ZvitError(
      'INPUT_NOT_FOUND',
      `'${folder}' is no folder; give the folder that \`zvit import\` wrote.`,
      { cause },
    )
  }
}
