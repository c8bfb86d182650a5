import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, Packer, PageOrientation, Paragraph, Table, TableCell, TableRow } from 'docx'
import { BODIES, type ReportingBody } from './bodies.ts'
import { type PlannedMeasure, PROGRAMME, SECTIONS } from './programme.ts'

const HEADINGS = ['№ з/п', 'Завдання', 'Найменування заходу', 'Строк виконання', 'Виконавці']
const RESPONSE = 'Інформація про виконання'
const NUMERALS = ['I', 'II', 'III']
const PERIOD = '2024'

/**
 * Writes the example of the README into a folder: ten reports on one programme (one of them empty),
 * the plan, the roster of the twelve bodies that were to report, and the manifest.
 */
export async function writeExample(target: string): Promise<void> {
  mkdirSync(join(target, 'reports'), { recursive: true })
  for (const body of BODIES)
    if (body.file !== null)
      writeFileSync(join(target, 'reports', body.file), await reportOf(body, body.file))
  const planRows = rowsOf(
    () => true,
    () => '',
  )
  writeFileSync(join(target, 'plan.docx'), await wordFile(`План заходів. ${PROGRAMME}`, planRows))
  const roster = BODIES.map(({ name }) => `${name};${PROGRAMME};${PERIOD}`)
  writeFileSync(join(target, 'bodies.csv'), csv('respondent;programme;period', roster))
  const facts = BODIES.flatMap(({ file, name }) =>
    file === null ? [] : [`${file};${name};${PROGRAMME};${PERIOD}`],
  )
  writeFileSync(join(target, 'facts.csv'), csv('file;respondent;programme;period', facts))
}

async function reportOf(body: ReportingBody, file: string): Promise<Uint8Array> {
  if (body.disclaimer === '') return new Uint8Array()
  const rows = rowsOf(
    ({ id }) => !body.deleted?.includes(id),
    ({ id }) => (id in body.responses ? (body.responses[id] ?? '') : body.disclaimer),
  )
  const title = `Інформація про виконання заходів. ${PROGRAMME}. ${body.name}`
  if (file.endsWith('.docx')) return wordFile(title, rows)
  const lines = [[title], ...rows].map((cells) => `${cells.join('\t')}\n`)
  return Buffer.from(lines.join(''))
}

type Cells = readonly string[]

/** The rows of the table; one cell is a section over the full width. */
function rowsOf(
  isKept: (measure: PlannedMeasure) => boolean,
  responseOf: (measure: PlannedMeasure) => string,
): readonly Cells[] {
  const sections = SECTIONS.flatMap(({ title, items }, section) => [
    [`${NUMERALS[section]}. ${title}`],
    ...items.flatMap((item, index) =>
      item.measures
        .filter(isKept)
        .map((measure, first) => [
          ...(first === 0 ? [`${index + 1}.`, item.title] : ['', '']),
          `${measure.id.split('.')[2]}) ${measure.text}`,
          measure.deadline,
          measure.executors,
          responseOf(measure),
        ]),
    ),
  ])
  return [[...HEADINGS, RESPONSE], ...sections]
}

async function wordFile(title: string, rows: readonly Cells[]): Promise<Uint8Array> {
  const columns = HEADINGS.length + 1
  const cellOf = (text: string, columnSpan: number) =>
    new TableCell({ columnSpan, children: [new Paragraph(text)] })
  const table = new Table({
    rows: rows.map((cells) => {
      const span = cells.length === 1 ? columns : 1
      return new TableRow({ children: cells.map((text) => cellOf(text, span)) })
    }),
  })
  const page = { size: { orientation: PageOrientation.LANDSCAPE } }
  const children = [new Paragraph(title), table, new Paragraph('')]
  return Packer.toBuffer(new Document({ sections: [{ properties: { page }, children }] }))
}

function csv(heading: string, lines: readonly string[]): string {
  return `${[heading, ...lines].join('\n')}\n`
}
