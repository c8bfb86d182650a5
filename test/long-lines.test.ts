import { describe, expect, test } from 'vitest'
import { ZvitError } from '../src/model/error.ts'
import { parseParts } from '../src/parse.ts'
import { loadGrammar } from '../src/resources.ts'
import * as word from './support/doc.ts'
import * as docx from './support/docx.ts'
import { page } from './support/html.ts'
import * as odt from './support/odt.ts'
import { pdf, write } from './support/pdf.ts'
import * as rtf from './support/rtf.ts'
import { xlsx } from './support/xlsx.ts'

/*
 * A line without end in a document of each format, parsed whole. Work that grows with the square of
 * its length takes 2 × 10⁹ steps for each of many patterns; what grows with the length, a second.
 */

const LENGTH = 40_000
/** Of the processor: generous, since it may be slow. */
const ALLOWANCE = { seconds: 7, megabytes: 4000 }
const RUNS = [' ', '-', 'а', 'не ']

type Rows = readonly (readonly string[])[]

const HEADING = ['№ з/п', 'Завдання', 'Найменування заходу', 'Строк', 'Виконавці', 'Стан виконання']
const PDF_LINE = 3000

/** The line in the measure, its deadline, its executors and its response, each in a row of its own. */
function rowsWith(run: string): Rows {
  const row = (...cells: string[]) => ['1.', 'Дерева', ...cells]
  return [
    HEADING,
    row(`1) а${run}б`, '2016 рік', 'управління', 'Виконано'),
    row('2) кущі', `до ${run}1 березня`, 'управління', 'Виконано'),
    row('3) клумби', '2016 рік', `управління${run}х`, 'Виконано'),
    row('4) газони', '2016 рік', 'управління', `Виконано${run}но`),
  ]
}

function xml(text: string): string {
  return text.replaceAll('"', '&quot;')
}

function htmlOf(rows: Rows, above: string): string {
  const cells = (row: readonly string[]) => row.map((text) => `<td>${xml(text)}</td>`).join('')
  const lines = rows.map((row) => `<tr>${cells(row)}</tr>`).join('')
  return `<p>${xml(above)}</p><table>${lines}</table>`
}

const MAKERS: Readonly<Record<string, (rows: Rows, above: string) => Uint8Array>> = {
  docx: (rows, above) => {
    const cell = (text: string) => docx.cell(docx.paragraph(docx.run(text)))
    const lines = rows.map((row) => docx.row(row.map(cell)))
    return docx.docx({ body: docx.paragraph(docx.run(above)) + docx.table(...lines) })
  },
  doc: (rows, above) =>
    word.doc({ body: [word.paragraph(above), ...rows.flatMap((row) => word.row(row))] }),
  rtf: (rows, above) => rtf.rtf(rtf.paragraph(above) + rows.map((row) => rtf.row(...row)).join('')),
  odt: (rows, above) => {
    const lines = rows.map((row) => odt.row(row.map((text) => odt.cell(odt.p(xml(text))))))
    return odt.odt({ body: odt.p(xml(above)) + odt.table(HEADING.length, ...lines) })
  },
  html: (rows, above) => page(htmlOf(rows, above)),
  mht: (rows, above) =>
    Buffer.from(
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${htmlOf(rows, above)}\r\n--x--\r\n`,
    ),
  xlsx: (rows, above) => xlsx({ sheets: [{ rows: [[above], ...rows.map((row) => [...row])] }] }),
  txt: (rows, above) =>
    Buffer.from([above, ...rows.map((row) => row.join('\t'))].map((line) => `${line}\n`).join('')),
  // A line of a page is some thousand characters long at most, but there may be many such lines.
  pdf: (rows, above) => {
    const texts = [above, ...rows.flat()].flatMap((text) => text.slice(0, PDF_LINE))
    return pdf([{ content: texts.map((text, at) => write(20, 800 - at * 12, text, 1)).join('') }])
  },
}

describe.each(Object.keys(MAKERS))('a line without end in %s', (format) => {
  test.each(RUNS)('of %j', async (piece) => {
    const run = piece.repeat(LENGTH / piece.length)
    const bytes = MAKERS[format]?.(rowsWith(run), `Звіт${run}х`) ?? Buffer.of()
    const options = { name: `a.${format}`, grammar: await loadGrammar(), allowance: ALLOWANCE }
    const code = await parseParts(bytes, options).then(
      () => 'read',
      (error: unknown) => (error instanceof ZvitError ? error.code : String(error)),
    )
    // The text may be too much for a cell or a page, which is told at once.
    expect(['read', 'LIMIT_EXCEEDED', 'NO_MEASURES']).toContain(code)
  })
})
