import type { Paragraph, Table } from 'docx'
import { say } from '../resources.ts'
import { BLANKS, signatureOf } from './letter.ts'
import { fillPlaces, type PLACEHOLDERS, TABLE_SIZE } from './template.ts'
import { type WordMaker, type WordRow, wordDocument, wordMaker } from './word.ts'

/** One line of an answer: who gave it, in bold, and its words; line ends part paragraphs. */
export interface DigestAnswer {
  readonly who: string
  readonly words: string
}

export interface DigestRow {
  readonly number: string
  readonly measure: string
  readonly deadline: string
  readonly executors: string
  readonly answers: readonly DigestAnswer[]
}

/** The measures of an item, or of a section without items. */
export interface DigestSection {
  /** Of the section and of the item. */
  readonly titles: readonly string[]
  readonly rows: readonly DigestRow[]
}

/** What a body says of measures that it gives no answer of its own on. */
export interface SilentRow {
  readonly body: string
  readonly what: string
  readonly measures: string
}

/** A report on one programme and period, a table with the columns of the reports it is made of. */
export interface Digest {
  readonly title: string
  readonly lines: readonly string[]
  /** How many reported, and the counts, in sentences. */
  readonly summary: readonly string[]
  readonly sections: readonly DigestSection[]
  /** Those who give no answer of their own, where the table leaves them out. */
  readonly silent: readonly SilentRow[]
}

const COLUMNS = [
  { heading: '№ з/п', width: 7 },
  { heading: say('digest.columns.measure'), width: 22 },
  { heading: say('digest.columns.deadline'), width: 14 },
  { heading: say('digest.columns.executors'), width: 17 },
  { heading: say('digest.columns.response'), width: 40 },
]

const SILENT_COLUMNS = [
  { heading: say('labels.headings.body'), width: 35 },
  { heading: say('digest.columns.silent'), width: 25 },
  { heading: say('digest.columns.measures'), width: 40 },
]
/** About how many letters a line has in a percent of the page's width, and lines a page below titles that it repeats. */
const PAGE = { letters: 1.25, lines: 26 }

/** A Word document with the digests one after another, each on a page of its own. */
export async function digestDocument(digests: readonly Digest[]): Promise<Uint8Array> {
  const maker = await wordMaker()
  const children = digests.flatMap((digest, index) => [
    maker.paragraph(digest.title, { bold: true, align: 'center', startsPage: index > 0 }),
    ...[...digest.lines, ...digest.summary].map((line) => maker.paragraph(line)),
    maker.paragraph(''),
    ...tablesOf(maker, digest),
    maker.paragraph(signatureOf(BLANKS), { keepsNext: true }),
    maker.paragraph(BLANKS.date ?? ''),
    ...appendixOf(maker, digest),
  ])
  return wordDocument(children, { title: digests[0]?.title ?? '', isLandscape: true })
}

/** What stands in for the placeholders of a consolidated report. */
export interface TemplateValues {
  readonly texts: Readonly<
    Record<Exclude<(typeof PLACEHOLDERS)['report'][number], 'table'>, string>
  >
  readonly digests: readonly Digest[]
}

/**
 * The document with its placeholders filled; its styles, headers and footers stay. A text takes the
 * look of its placeholder; the table has the font of the document in 10 points.
 */
export async function fillTemplate(
  template: Uint8Array,
  { texts, digests }: TemplateValues,
): Promise<Uint8Array> {
  const tables = tablesInOffice(await wordMaker(TABLE_SIZE), digests)
  return fillPlaces(template, 'report', { texts, children: tables })
}

/** Where there are several reports, each has its programme and period above. */
function tablesInOffice(maker: WordMaker, digests: readonly Digest[]): (Paragraph | Table)[] {
  return digests.flatMap((digest) => [
    ...(digests.length > 1
      ? digest.lines.map((line) => maker.paragraph(line, { bold: true, keepsNext: true }))
      : []),
    ...tablesOf(maker, digest),
    ...appendixOf(maker, digest),
  ])
}

/** A table for each item, whose titles each page repeats. */
function tablesOf(maker: WordMaker, { sections }: Digest): readonly (Paragraph | Table)[] {
  return sections.flatMap(({ titles, rows }) => {
    const cells = rows.map((row) => cellsOf(maker, row))
    return maker.table(COLUMNS, cells, titles)
  })
}

function appendixOf(maker: WordMaker, { silent }: Digest): readonly (Paragraph | Table)[] {
  if (silent.length === 0) return []
  const rows = silent.map(({ body, what, measures }) => [body, what, measures].map(maker.lines))
  return [
    maker.paragraph(''),
    maker.paragraph(say('digest.appendix'), { bold: true, keepsNext: true }),
    ...maker.table(SILENT_COLUMNS, rows),
  ]
}

function cellsOf(maker: WordMaker, row: DigestRow): WordRow {
  const { number, measure, deadline, executors, answers } = row
  const last = answers.length > 0 ? answers.flatMap((one) => answer(maker, one)) : maker.lines('')
  const told = [number, measure, deadline, executors]
  const cells = [...told.map(maker.lines), last]
  const texts = [...told, answers.map(({ who, words }) => `${who} ${words}`).join('\n')]
  const heights = texts.map((text, at) => linesIn(text, COLUMNS[at]?.width ?? 1))
  return Math.max(...heights) > PAGE.lines ? { tall: cells } : cells
}

/** About how many lines a text takes in a column so many percent wide. */
function linesIn(text: string, width: number): number {
  const most = PAGE.letters * width
  return text.split('\n').reduce((sum, { length }) => sum + Math.ceil((length + 1) / most), 0)
}

function answer({ line, lines, run }: WordMaker, { who, words }: DigestAnswer) {
  const end = words.indexOf('\n')
  const first = end === -1 ? words : words.slice(0, end)
  return [
    line(run(first === '' ? who : `${who} `, true), run(first)),
    ...(end === -1 ? [] : lines(words.slice(end + 1))),
  ]
}
