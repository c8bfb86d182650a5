import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { MeasureRow } from '../model/measure.ts'
import type { Report } from '../model/report.ts'

/** A report and the name of its file in `reports/`, with `/` and without its ending. */
interface StoredReport {
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

/** The report of a file of the results; null where another one stands there by now. */
export async function findReport(
  folder: string,
  wanted: Pick<MeasureRow, 'reportKey' | 'sourceName' | 'sourcePart'>,
): Promise<Report | null> {
  const { sourceName, sourcePart } = wanted
  const usual = sourcePart === 1 ? sourceName : `${sourceName}.${sourcePart}`
  const report = await readNamed(folder, usual)
  if (report !== null && isWanted(report, wanted)) return report
  // Names that would collide or are too long end with a hash.
  for await (const stored of storedReports(folder))
    if (isWanted(stored.report, wanted)) return stored.report
  return null
}

function isWanted(
  { producedBy, source }: Report,
  { reportKey, sourcePart }: Pick<MeasureRow, 'reportKey' | 'sourcePart'>,
): boolean {
  return producedBy.key === reportKey && source.part === sourcePart
}

async function readNamed(folder: string, name: string): Promise<Report | null> {
  const inside = path.join(folder, FOLDER)
  const file = path.join(inside, `${name}${ENDING}`)
  // A name from an archive may point anywhere.
  if (!file.startsWith(inside + path.sep)) return null
  try {
    return readReport(await readFile(file, 'utf8'), `${FOLDER}/${name}${ENDING}`)
  } catch {
    // The long way finds it, or says that it is not there.
    return null
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
