import { writeRoman } from '../../src/text/roman.ts'
import { planDocument } from '../fixtures/document.ts'
import { writeDocx } from '../fixtures/docx.ts'
import { writeHtml } from '../fixtures/html.ts'
import type { Layout } from '../fixtures/layout.ts'
import type { Truth, TruthMeasure, TruthSection } from '../fixtures/truth.ts'
import { writeTxt } from '../fixtures/txt.ts'
import {
  type EditionSection,
  type MeasureLine,
  type ProgrammesTruth,
  sectionsOf,
  type WrittenReport,
} from './truth.ts'

const EMPTY = '–'
const DISCLAIMER = 'D'
/** Of a file that was cut off on its way. */
const LEFT = 0.6

const LAYOUT: Layout = {
  page: { orientation: 'landscape', fontSize: 10 },
  preamble: ['Інформація про стан виконання заходів'],
  columns: [
    { role: 'number', heading: '№ з/п', width: 5 },
    { role: 'item', heading: 'Найменування завдання', width: 14 },
    { role: 'measure', heading: 'Найменування заходу', width: 26 },
    { role: 'deadline', heading: 'Строк виконання', width: 9 },
    { role: 'executors', heading: 'Виконавці', width: 22 },
    { role: 'response', heading: 'Інформація про виконання', width: 24 },
  ],
  headingRow: true,
  sections: 'row',
  tables: 'one',
  merge: 'vertical',
  signature: ['Керівник\t\t(підпис)'],
}

/** The bytes of a report in the format that its file's ending names. */
export function documentOf(truth: ProgrammesTruth, report: WrittenReport): Uint8Array {
  const printed = printedReport(truth, report)
  const bytes = written(printed, report.file.split('.').at(-1) ?? '')
  return report.broken ? bytes.subarray(0, Math.floor(bytes.length * LEFT)) : bytes
}

/** The measures of a report: the id that it prints, and what it is in truth. */
export function printedMeasures(
  truth: ProgrammesTruth,
  report: WrittenReport,
): readonly (readonly [measureId: string, name: string])[] {
  return sectionsOf(truth, report).flatMap(({ items }, section) =>
    items.flatMap(({ measures }, item) =>
      measures.map(([name], index) => {
        const above = `${writeRoman(section + 1)}.${item + 1}`
        return [measures.length === 1 ? above : `${above}.${index + 1}`, name] as const
      }),
    ),
  )
}

function written(truth: Truth, format: string): Uint8Array {
  switch (format) {
    case 'docx':
      return writeDocx(planDocument(truth, LAYOUT, 'office'), LAYOUT, {
        page: LAYOUT.page,
        labels: 'automatic',
        hyphenation: 'none',
      })
    case 'html': {
      const options = { dialect: 'clean', charset: 'utf-8', numbers: 'typed' } as const
      return Buffer.from(writeHtml(planDocument(truth, LAYOUT, 'office'), LAYOUT, options))
    }
    case 'txt':
      return Buffer.from(writeTxt(planDocument(truth, LAYOUT, 'text')))
    default:
      throw new Error(`Nobody writes .${format} here.`)
  }
}

function printedReport(truth: ProgrammesTruth, report: WrittenReport): Truth {
  const [programme, year, body] = report.of
  const answerOf = (name: string) => {
    const answer = report.answers?.[name] ?? EMPTY
    if (answer === EMPTY) return ''
    if (answer !== DISCLAIMER) return answer
    const isDepartment = truth.bodies[body]?.startsWith('Департамент')
    return `Не належить до компетенції ${isDepartment ? 'департаменту' : 'управління'}.`
  }
  const asRow = ([name, text, executors]: MeasureLine, number: number | null, id: string) =>
    measureOf({ id, number, text, executors, response: answerOf(name), year })
  return {
    heading: {
      title: null,
      programme: truth.programmes[programme]?.title ?? null,
      respondent: truth.bodies[body] ?? null,
      period: { from: `${year}-01-01`, to: `${year}-12-31` },
    },
    sections: sectionsOf(truth, report).map((section, index) =>
      sectionOf(section, index + 1, asRow),
    ),
  }
}

type AsRow = (line: MeasureLine, number: number | null, id: string) => TruthMeasure

function sectionOf({ section, items }: EditionSection, number: number, asRow: AsRow): TruthSection {
  const id = writeRoman(number)
  return {
    id,
    number,
    label: `${id}.`,
    title: section,
    parents: [],
    items: items.map(({ item, measures }, index) => ({
      id: `${id}.${index + 1}`,
      number: index + 1,
      label: `${index + 1}.`,
      title: item,
      measures: measures.map((line, at) =>
        measures.length === 1
          ? asRow(line, null, `${id}.${index + 1}`)
          : asRow(line, at + 1, `${id}.${index + 1}.${at + 1}`),
      ),
    })),
  }
}

interface Row {
  readonly id: string
  readonly number: number | null
  readonly text: string
  readonly executors: string
  readonly response: string
  readonly year: number
}

/** Only what is printed; what zvit is to make of it stands in the lists of the truth. */
function measureOf({ id, number, text, executors, response, year }: Row): TruthMeasure {
  return {
    id,
    number,
    label: number === null ? null : `${number})`,
    text,
    deadline: { text: `${year} рік`, kind: 'span', from: null, to: null, every: null },
    executors: { text: executors, bodies: [], respondent: null },
    response: { text: response, status: 'other', detail: 'unclear' },
  }
}
