import { say } from '../resources.ts'
import { evidencePage } from '../write/evidence.ts'
import { evidenceIndex, type IndexLine } from '../write/evidence-index.ts'
import { evidenceOf } from './evidence.ts'
import { periodWords } from './period-words.ts'
import { storedReports } from './stored-reports.ts'

/** A file of the folder of evidence; its name has `/`. */
export interface EvidenceFile {
  readonly file: string
  readonly text: string
}

/** The page of every report of a results folder, one at a time, then the contents `index.html`. */
export async function* evidencePages(folder: string): AsyncGenerator<EvidenceFile> {
  const lines: IndexLine[] = []
  for await (const { name, report } of storedReports(folder)) {
    const { source, heading, findings, counts } = report
    const file = `reports/${name}.html`
    yield { file, text: evidencePage(evidenceOf(report)) }
    lines.push({
      page: file,
      file: source.part === 1 ? source.name : `${source.name} (${source.part})`,
      body: heading.respondent ?? say('evidence.unknown'),
      period: periodWords(heading.period?.from, heading.period?.to),
      findings: findings.length,
      reviews: counts.needsReview,
    })
  }
  yield { file: 'index.html', text: evidenceIndex(lines) }
}
