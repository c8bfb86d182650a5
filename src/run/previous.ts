import path from 'node:path'
import type { OutputName } from './names.ts'
import type { Output } from './output.ts'
import type { Source } from './source.ts'
import { readStoredReport } from './stored-report.ts'

/** What an earlier run left in the folder. */
export interface Previous {
  /** Names of the reports of a source; null where it has to be read again. */
  reportsOf(source: Source): Promise<readonly string[] | null>
}

/** A source keeps its reports where they are there, complete, and carry its name. */
export function previousReports(output: Output, nameOf: OutputName): Previous {
  return {
    async reportsOf(source) {
      const names: string[] = []
      for (let part = 1; ; part += 1) {
        const name = nameOf(source, part)
        const report = await readStoredReport(path.join(output.reports, ...name.split('/')))
        if (report?.source.part !== part || report.source.name !== source.name) break
        names.push(name)
      }
      return names.length > 0 ? names : null
    },
  }
}
