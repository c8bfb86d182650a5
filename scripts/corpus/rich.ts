import { type OdtOptions, writeOdt } from '../fixtures/odt.ts'
import { type RtfOptions, writeRtf } from '../fixtures/rtf.ts'
import type { CorpusDocument } from './document.ts'
import {
  asWritten,
  blank,
  both,
  type Look,
  merged,
  oneTable,
  pageTables,
  sectionParagraphs,
  sectionTables,
} from './layouts.ts'
import { type Order, type OwnFlavour, ownFiles } from './order.ts'

/** Rich texts in the dialects that are written here. */
export function richTexts(order: Order): readonly CorpusDocument[] {
  const flavours = RTF.map(
    ([name, look, dialect, labels]): OwnFlavour => ({
      name,
      ending: 'rtf',
      look,
      form: 'office',
      write: ({ blocks, layout }) =>
        writeRtf(blocks, layout, { dialect, labels, page: layout.page }),
    }),
  )
  return ownFiles('rtf', flavours, order)
}

/** OpenDocument texts that are written here. */
export function openDocuments(order: Order): readonly CorpusDocument[] {
  const flavours = ODT.map(
    ([name, look, options]): OwnFlavour => ({
      name,
      ending: 'odt',
      look,
      form: 'office',
      write: ({ blocks, layout }) => writeOdt(blocks, layout, { ...options, page: layout.page }),
    }),
  )
  return ownFiles('odt', flavours, order)
}

const RTF: readonly (readonly [string, Look, RtfOptions['dialect'], RtfOptions['labels']])[] = [
  ['word-typed', asWritten, 'word', 'typed'],
  ['word-listtext', asWritten, 'word', 'listtext'],
  ['word-lists', asWritten, 'word', 'automatic'],
  ['word-merged', both(oneTable, merged), 'word', 'listtext'],
  ['word-blank', both(oneTable, blank), 'word', 'automatic'],
  ['word-page-tables', pageTables, 'word', 'listtext'],
  ['word-sections', sectionParagraphs, 'word', 'typed'],
  ['unicode-typed', asWritten, 'unicode', 'typed'],
  ['unicode-lists', sectionTables, 'unicode', 'automatic'],
  ['unicode-merged', both(oneTable, merged), 'unicode', 'typed'],
  ['bare-typed', asWritten, 'bare', 'typed'],
  ['bare-blank', both(oneTable, blank), 'bare', 'typed'],
]

const ODT: readonly (readonly [string, Look, Omit<OdtOptions, 'page'>])[] = [
  ['own-typed', asWritten, { labels: 'typed' }],
  ['own-lists', asWritten, { labels: 'automatic' }],
  ['own-merged-lists', both(oneTable, merged), { labels: 'automatic' }],
  ['own-blank-lists', both(oneTable, blank), { labels: 'automatic' }],
  ['own-page-tables', pageTables, { labels: 'automatic' }],
  ['own-tracked', asWritten, { labels: 'typed', tracked: true }],
]
