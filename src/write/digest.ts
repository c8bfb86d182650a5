import type { Paragraph, Table } from 'docx'
import { say } from '../resources.ts'
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

export interface DigestSection {
  readonly title: string
  readonly rows: readonly DigestRow[]
}

/** A report on one programme and period, a table with the columns of the reports it is made of. */
export interface Digest {
  readonly title: string
  readonly lines: readonly string[]
  readonly sections: readonly DigestSection[]
}

const COLUMNS = [
  { heading: '№ з/п', width: 7 },
  { heading: say('digest.columns.measure'), width: 22 },
  { heading: say('digest.columns.deadline'), width: 14 },
  { heading: say('digest.columns.executors'), width: 17 },
  { heading: say('digest.columns.response'), width: 40 },
]

/** A Word document with the digests one after another, each on a page of its own. */
export async function digestDocument(digests: readonly Digest[]): Promise<Uint8Array> {
  const maker = await wordMaker()
  const children = digests.flatMap((digest, index) => [
    maker.paragraph(digest.title, { bold: true, align: 'center', startsPage: index > 0 }),
    ...digest.lines.map((line) => maker.paragraph(line)),
    maker.paragraph(''),
    ...digestTable(maker, digest),
  ])
  return wordDocument(children, { title: digests[0]?.title ?? '', isLandscape: true })
}

/** The table of a digest and the paragraph behind it. */
export function digestTable(
  maker: WordMaker,
  { sections }: Digest,
): readonly (Paragraph | Table)[] {
  const rows = sections.flatMap(({ title, rows }): readonly WordRow[] => [
    ...(title === '' ? [] : [title]),
    ...rows.map((row) => cellsOf(maker, row)),
  ])
  return maker.table(COLUMNS, rows)
}

function cellsOf(maker: WordMaker, row: DigestRow): WordRow {
  const { number, measure, deadline, executors, answers } = row
  const last = answers.length > 0 ? answers.flatMap((one) => answer(maker, one)) : maker.lines('')
  return [...[number, measure, deadline, executors].map(maker.lines), last]
}

function answer({ line, lines, run }: WordMaker, { who, words }: DigestAnswer) {
  const end = words.indexOf('\n')
  const first = end === -1 ? words : words.slice(0, end)
  return [
    line(run(first === '' ? who : `${who} `, true), run(first)),
    ...(end === -1 ? [] : lines(words.slice(end + 1))),
  ]
}
