import { writeXlsx, type XlsxOptions } from '../fixtures/xlsx.ts'
import type { CorpusDocument } from './document.ts'
import {
  asWritten,
  blank,
  both,
  type Look,
  merged,
  numberedColumns,
  oneTable,
  pageTables,
  pageTablesOnce,
  sectionParagraphs,
  sectionTables,
} from './layouts.ts'
import { withoutLostCells } from './lost-cells.ts'
import { type Order, type OwnFlavour, ownFiles } from './order.ts'

/** Workbooks in every flavour. */
export function workbooks(order: Order): readonly CorpusDocument[] {
  return ownFiles('xlsx', FLAVOURS.map(flavour), order)
}

const SHARED = { sheets: 'one', strings: 'shared', values: 'text' } as const
const RUNS = { ...SHARED, strings: 'runs' } as const
const INLINE = { ...SHARED, strings: 'inline' } as const
const TYPED = { ...SHARED, values: 'typed' } as const
const SHEETS = { ...SHARED, sheets: 'per_table' } as const

const FLAVOURS: readonly (readonly [string, Look, XlsxOptions])[] = [
  ['shared', asWritten, SHARED],
  ['runs', asWritten, RUNS],
  ['inline', asWritten, INLINE],
  ['typed', asWritten, TYPED],
  ['merged', both(oneTable, merged), SHARED],
  ['merged-runs', both(oneTable, merged), RUNS],
  ['merged-typed', both(oneTable, merged), { ...INLINE, values: 'typed' }],
  ['blank', both(oneTable, blank), SHARED],
  ['blank-inline', both(oneTable, blank), INLINE],
  ['blank-typed', both(oneTable, blank), TYPED],
  ['numbered-columns', numberedColumns, SHARED],
  ['numbered-columns-typed', numberedColumns, TYPED],
  ['section-rows', sectionTables, SHARED],
  ['section-paragraphs', sectionParagraphs, SHARED],
  ['section-sheets', sectionTables, SHEETS],
  ['section-sheets-typed', both(sectionTables, merged), { ...SHEETS, values: 'typed' }],
  ['section-paragraph-sheets', sectionParagraphs, SHEETS],
  ['page-tables', pageTables, SHARED],
  ['page-sheets', pageTables, SHEETS],
  ['page-sheets-once', both(pageTablesOnce, blank), { ...SHEETS, strings: 'runs' }],
]

function flavour([name, look, options]: (typeof FLAVOURS)[number]): OwnFlavour {
  return {
    name,
    ending: 'xlsx',
    look,
    form: 'office',
    says: ({ truth }) => withoutLostCells(truth),
    write: ({ blocks, layout }) => writeXlsx(blocks, layout, options),
  }
}
