import { convert, hasOffice } from '../fixtures/office.ts'
import { measuresOf } from '../fixtures/truth.ts'
import type { Built } from './built-package.ts'
import { LAYOUT, rowsRight, TRUTH } from './fixture.ts'
import { type LongReport, longReport } from './long-report.ts'
import { medianTimes, type Rounds, shownTime } from './timing.ts'

/** How many times the fixture's sections come in a long report. */
export const COPIES = [1, 11, 110] as const
/** LibreOffice prints no more of them in bearable time. */
const MOST_PDF_COPIES = 11

/** Table of the time for reports of ten and a hundred times as many measures. */
export async function scalingTable(built: Built, rounds: Rounds): Promise<readonly string[][]> {
  const rows = [['document', 'rows right', 'kB', 'ms', 'ms a measure', 'growth']]
  const reports = COPIES.map((copies) => longReport(TRUTH, LAYOUT, copies))
  for (const format of ['docx', 'txt', 'pdf'] as const) {
    let before: number | null = null
    for (const report of reports) {
      const bytes = bytesOf(report, format)
      if (bytes === null) continue
      const run = () => built.library.parse(bytes, { name: `long.${format}` })
      const time = (await medianTimes([{ name: format, run }], rounds)).get(format) ?? 0
      const measures = measuresOf(report.truth).length
      const each = time / measures
      rows.push([
        `${format}, ${measures} measures`,
        await rowsRight(built, bytes, report.truth),
        String(Math.round(bytes.length / 1000)),
        shownTime(time),
        each.toFixed(3),
        before === null ? '–' : `× ${(each / before).toFixed(2)}`,
      ])
      before = each
    }
  }
  return rows
}

function bytesOf(report: LongReport, format: 'docx' | 'txt' | 'pdf'): Uint8Array | null {
  if (format !== 'pdf') return report[format]
  const isTooLong = measuresOf(report.truth).length > MOST_PDF_COPIES * measuresOf(TRUTH).length
  if (isTooLong || !hasOffice()) return null
  return convert([report.docx], 'pdf')[0] ?? null
}
