import type { Paragraph, Table } from 'docx'
import { say } from '../resources.ts'
import { type WordMaker, wordDocument, wordMaker } from './word.ts'

/** A row that goes back: which measure, where it stands in the report, what is wrong with it. */
export interface LetterRow {
  readonly number: string
  readonly measure: string
  readonly place: string
  readonly remark: string
}

export interface LetterList {
  readonly heading: string
  readonly rows: readonly LetterRow[]
}

/** What one report has to be mended in; without lists it is asked for as a whole. */
export interface ReturnedReport {
  readonly lines: readonly string[]
  readonly lists: readonly LetterList[]
}

/** A letter to one body; paragraphs before and after the reports. */
export interface Letter {
  readonly addressee: string
  readonly subject: string
  readonly opening: readonly string[]
  readonly reports: readonly ReturnedReport[]
  readonly closing: readonly string[]
}

const COLUMNS = [
  { heading: say('letter.columns.number'), width: 10 },
  { heading: say('letter.columns.measure'), width: 36 },
  { heading: say('letter.columns.place'), width: 18 },
  { heading: say('letter.columns.remark'), width: 36 },
]
/** Date, number and signature are left to be filled in by hand. */
const DATE_LINE = '___ ____________ 20___ р. № ____________'
const BLANK_LINE = '_'.repeat(30)
const SIGNATURE = [
  say('letter.signature.position'),
  say('letter.signature.signature'),
  say('letter.signature.name'),
].map((what) => `${what}: ${BLANK_LINE}`)

/** The letter as a Word document. */
export async function letterDocument(letter: Letter): Promise<Uint8Array> {
  const maker = await wordMaker()
  const { paragraph } = maker
  const children = [
    paragraph(letter.addressee, { bold: true, align: 'right' }),
    paragraph(''),
    paragraph(DATE_LINE),
    paragraph(''),
    paragraph(letter.subject, { bold: true }),
    paragraph(''),
    ...letter.opening.map((text) => paragraph(text)),
    ...letter.reports.flatMap((report) => returned(maker, report)),
    ...letter.closing.map((text) => paragraph(text)),
    paragraph(''),
    ...SIGNATURE.map((line) => paragraph(line)),
  ]
  return wordDocument(children, { title: letter.subject, isLandscape: false })
}

function returned(maker: WordMaker, { lines, lists }: ReturnedReport): (Paragraph | Table)[] {
  const rows = lists.flatMap(({ heading, rows: listed }) => [
    heading,
    ...listed.map((row) => [row.number, row.measure, row.place, row.remark].map(maker.lines)),
  ])
  return [
    maker.paragraph(''),
    ...lines.map((line) => maker.paragraph(line, { keepsNext: true })),
    ...(rows.length === 0 ? [] : maker.table(COLUMNS, rows)),
  ]
}
