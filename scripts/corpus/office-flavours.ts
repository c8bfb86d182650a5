import type { DocxOptions } from '../fixtures/docx.ts'
import {
  brokenParts,
  centred,
  centredNoBorders,
  contentControls,
  type Dialect,
  fields,
  google,
  gridBefore,
  hiddenText,
  layoutTable,
  lineBreaks,
  noBorders,
  notes,
  splitRuns,
  strict,
  trackedChanges,
  wps,
} from './docx-dialects.ts'
import {
  asWritten,
  blank,
  both,
  type Look,
  merged,
  narrow,
  numberedColumns,
  oneTable,
  pageTables,
  pageTablesOnce,
  portrait,
  sectionParagraphs,
  sectionTables,
  wide,
} from './layouts.ts'

/** Formats into which LibreOffice carries a Word file. */
export type Carried = 'doc' | 'rtf' | 'odt' | 'html' | 'pdf'

/** One way to write a report with Word or its like. */
export interface OfficeFlavour {
  readonly name: string
  readonly look: Look
  readonly options: Omit<DocxOptions, 'page'>
  readonly dialect?: Dialect
  readonly into: readonly Carried[]
}

const TYPED = { labels: 'typed', hyphenation: 'none' } as const
const AUTO = { labels: 'automatic', hyphenation: 'none' } as const
const ALL: readonly Carried[] = ['doc', 'rtf', 'odt', 'html', 'pdf']
/** What no paper shows. */
const FILES: readonly Carried[] = ['doc', 'rtf', 'odt']

function flavour(
  name: string,
  look: Look,
  into: readonly Carried[] = ALL,
  rest: Partial<OfficeFlavour> = {},
): OfficeFlavour {
  return { name, look, into, options: TYPED, ...rest }
}

/** Every way in which the corpus writes Word files. */
export const OFFICE_FLAVOURS: readonly OfficeFlavour[] = [
  flavour('typed', asWritten),
  flavour('auto', asWritten, ALL, { options: AUTO }),
  flavour('auto-apart', asWritten, ALL, { options: { ...AUTO, apart: true } }),
  flavour('auto-one-table', both(oneTable, merged), ALL, { options: { ...AUTO, apart: true } }),
  flavour('auto-page-tables', pageTables, ALL, { options: { ...AUTO, apart: true } }),
  flavour('merged', both(oneTable, merged)),
  flavour('blank', both(oneTable, blank)),
  flavour('page-tables', pageTables),
  flavour('page-tables-once', pageTablesOnce),
  flavour('page-tables-blank', both(pageTables, blank)),
  flavour('section-tables', sectionTables),
  flavour('section-paragraphs', sectionParagraphs),
  flavour('numbered-columns', numberedColumns),
  flavour('portrait', portrait),
  flavour('narrow', narrow),
  flavour('wide', wide),
  flavour('soft-hyphens', narrow, ALL, { options: { ...TYPED, hyphenation: 'soft' } }),
  flavour('hyphenated', narrow, ['pdf'], { options: { ...TYPED, hyphenation: 'automatic' } }),
  flavour('no-borders', oneTable, ALL, { dialect: noBorders }),
  flavour('centred', asWritten, ['pdf'], { dialect: centred }),
  flavour('centred-no-borders', oneTable, ['pdf'], { dialect: centredNoBorders }),
  flavour('split-runs', asWritten, ALL, { dialect: splitRuns }),
  flavour('content-controls', asWritten, ALL, { dialect: contentControls }),
  flavour('tracked', asWritten, FILES, { dialect: trackedChanges }),
  flavour('strict', asWritten, [], { dialect: strict }),
  flavour('strict-auto', asWritten, [], { dialect: strict, options: AUTO }),
  flavour('layout-table', asWritten, ALL, { dialect: layoutTable }),
  flavour('hidden', asWritten, ['doc', 'rtf', 'odt', 'pdf'], { dialect: hiddenText }),
  flavour('fields', asWritten, ALL, { dialect: fields }),
  flavour('google', asWritten, ALL, { dialect: google }),
  flavour('wps', asWritten, [], { dialect: wps }),
  flavour('grid-before', both(oneTable, blank), ['pdf'], { dialect: gridBefore }),
  flavour('line-breaks', asWritten, ALL, { dialect: lineBreaks }),
  flavour('notes', asWritten, [...FILES, 'pdf'], { dialect: notes }),
  flavour('broken-parts', asWritten, [], { dialect: brokenParts }),
]
