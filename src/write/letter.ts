import type { Paragraph, Table } from 'docx'
import { say } from '../resources.ts'
import { told } from '../text/lists.ts'
import { fillPlaces, placeholderOf, TABLE_SIZE, templateKeys, withPlaceholder } from './template.ts'
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

/** What an office tells of a letter, as printed; a blank to be filled in by hand where it does not. */
export const LETTER_FIELDS = ['addressee', 'date', 'number', 'post', 'signer'] as const
export type LetterFields = { readonly [field in (typeof LETTER_FIELDS)[number]]?: string }

/** The fields that somebody tells. */
export function letterFields(tell: (field: string) => string | undefined): LetterFields {
  return told(Object.fromEntries(LETTER_FIELDS.map((field) => [field, tell(field)])))
}

/** A letter to one body; paragraphs before and after the reports. */
export interface Letter {
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
const BLANK = '_'.repeat(16)
/** What is filled in by hand. */
export const BLANKS: LetterFields = {
  date: say('letter.blanks.date'),
  number: BLANK,
  post: say('letter.blanks.post'),
  signer: say('letter.blanks.signer'),
}

/**
 * The letter as a Word document, in an office's own letterhead where one is given: what it has no placeholder
 * for stands in the text, which stands at its placeholder or behind the head.
 */
export async function letterDocument(
  { opening, reports, closing, subject }: Letter,
  { fields, template }: { readonly fields: LetterFields; readonly template: Uint8Array | null },
): Promise<Uint8Array> {
  const texts = { ...BLANKS, ...fields, subject }
  const keys = template === null ? [] : await templateKeys(template)
  const places = new Set(keys.map((key) => placeholderOf(key, 'letter')))
  const own: Partial<typeof texts> = { ...texts }
  for (const place of places) if (place !== null && place in own) delete own[place as 'post']
  const maker = await wordMaker(template === null ? null : TABLE_SIZE)
  const { paragraph } = maker
  const { addressee = '', date = '', number, subject: about = '' } = own
  const children = [
    ...addressee.split('\n').map((line) => paragraph(line, { bold: true, align: 'right' })),
    paragraph(number === undefined ? date : `${date} № ${number}`),
    paragraph(about, { bold: true, isSpaced: true }),
    ...opening.map((text) => paragraph(text)),
    ...reports.flatMap((report) => returned(maker, report)),
    ...closing.map((text) => paragraph(text)),
    paragraph(''),
    paragraph(signatureOf(own)),
  ]
  if (template === null) return wordDocument(children, { title: subject, isLandscape: false })
  const filled = places.has('letter') ? template : withPlaceholder(template, 'letter')
  return fillPlaces(filled, 'letter', { texts, children })
}

/** Who signs, with room to; what is not told stands elsewhere. */
export function signatureOf({ post = '', signer }: LetterFields): string {
  return signer === undefined ? post : `${post}    ${BLANK} ${signer}`
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
