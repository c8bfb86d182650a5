import { hasOffice } from '../fixtures/office.ts'
import { distilledFiles } from './distilled.ts'
import { CORPUS_FORMATS, type CorpusDocument, type CorpusFormat } from './document.ts'
import { carriedFiles, resavedFiles, wordFiles } from './office.ts'
import type { Order } from './order.ts'
import { reprintedFiles } from './reprinted.ts'
import { openDocuments, richTexts } from './rich.ts'
import { scans } from './scans.ts'
import { workbooks } from './sheets.ts'
import { plainTexts } from './text.ts'
import { webArchives, webPages } from './web.ts'

type Making = (order: Order) => readonly CorpusDocument[] | Promise<readonly CorpusDocument[]>

/** What is written here, needing nothing but this project. */
export const OWN: Record<CorpusFormat, readonly Making[]> = {
  docx: [wordFiles],
  doc: [],
  rtf: [richTexts],
  odt: [openDocuments],
  html: [webPages],
  mht: [webArchives],
  xlsx: [workbooks],
  txt: [plainTexts],
  pdf: [reprintedFiles],
  scan: [],
}

/** What LibreOffice makes. */
const OFFICE: Record<CorpusFormat, readonly Making[]> = {
  docx: [resavedFiles],
  doc: [(order) => carriedFiles('doc', order)],
  rtf: [(order) => carriedFiles('rtf', order)],
  odt: [(order) => carriedFiles('odt', order)],
  html: [(order) => carriedFiles('html', order)],
  mht: [],
  xlsx: [],
  txt: [],
  pdf: [(order) => carriedFiles('pdf', order), distilledFiles],
  scan: [scans],
}

/**
 * The documents of these formats, one format after another, the same for the same order on the same
 * programs. What cannot be made on this machine is told.
 */
export async function* makeCorpus(
  order: Order,
  formats: readonly CorpusFormat[] = CORPUS_FORMATS,
): AsyncGenerator<CorpusDocument> {
  const office = hasOffice()
  for (const format of formats) {
    const missing = OFFICE[format].length > 0 && !office
    if (missing) order.tell(`LibreOffice (soffice) is missing: ${format} is made without it.`)
    for (const make of [...OWN[format], ...(office ? OFFICE[format] : [])]) yield* await make(order)
  }
}
