/*
 * npx tsx scripts/build-programmes.ts
 * Builds fixtures/programmes/documents/ from fixtures/programmes/truth.yaml, with its manifest and
 * roster. The scan needs LibreOffice; without it the one that is there stays.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { scanOf } from '../test/support/scan.ts'
import { writeTiff } from './corpus/picture-files.ts'
import { convert, hasOffice } from './fixtures/office.ts'
import { documentOf } from './programmes/documents.ts'
import { manifestOf, rosterOf } from './programmes/tables.ts'
import { PROGRAMMES, readProgrammes, writtenReports } from './programmes/truth.ts'

const RESOLUTION = 200
const SLANT = 0.3

const truth = readProgrammes()
const documents = new Map(
  writtenReports(truth).map((report) => [report.file, documentOf(truth, report)]),
)
for (const [file, bytes] of documents) save(join('documents', file), bytes)
for (const report of truth.reports)
  if ('scanOf' in report) {
    const bytes = await scanned(documents.get(report.scanOf) ?? new Uint8Array())
    if (bytes) save(join('documents', report.file), bytes)
    else console.error(`LibreOffice (soffice) is missing: ${report.file} is not built.`)
  }
save('manifest.csv', manifestOf(truth))
save('roster.csv', rosterOf(truth))

async function scanned(docx: Uint8Array): Promise<Uint8Array | null> {
  if (!hasOffice()) return null
  const [pdf] = convert([docx], 'pdf')
  if (pdf === undefined) return null
  const page = await scanOf(pdf, 0, { resolution: RESOLUTION, slant: SLANT })
  return writeTiff([{ ...page, grey: page.pixels, dpi: RESOLUTION }], true)
}

function save(name: string, content: Uint8Array | string): void {
  const file = join(PROGRAMMES, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
