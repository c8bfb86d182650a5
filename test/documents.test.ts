import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { fixtureDocuments, type KnownDocument } from '../scripts/eval/documents.ts'
import { readTruth, type Truth } from '../scripts/fixtures/truth.ts'
import { parse, type Report } from '../src/index.ts'
import { MeasureRowSchema } from '../src/model/measure.ts'
import { ReportSchema } from '../src/model/report.ts'
import { read } from '../src/read/index.ts'
import { flatten } from '../src/write/flatten.ts'
import { flattenReport, flattenTruth, keepText } from './support/flat.ts'
import {
  cutEvidence,
  lettersOf,
  placedValues,
  sortedLetters,
  strayValues,
} from './support/places.ts'
import { compare, describeDifference } from './support/truth.ts'

/*
 * Whole documents: every fixture in every form must give its written truth, conserve its text and
 * point home.
 */

/** Known differences, `document: level id field`, each with its reason. A stale one fails. */
const KNOWN: Readonly<Record<string, string>> = {}

/** What is compared together, by the fields of test/support/flat.ts. */
const ASPECTS: Readonly<Record<string, readonly string[]>> = {
  rows: ['missing', 'invented', 'number', 'label', 'section', 'item'],
  'titles and texts': ['title', 'parents', 'text', 'deadlineText', 'executorsText', 'responseText'],
  deadlines: ['deadline'],
  'bodies and standing': ['bodies', 'standing'],
  'statuses and details': ['status', 'detail'],
  'extra columns': ['extra'],
}

const documents = fixtureDocuments()
const reports = new Map<string, Report>()
const ajv = new Ajv2020({ allErrors: true })
const isReport = ajv.compile(ReportSchema)
const isMeasureRow = ajv.compile(MeasureRowSchema)

function parseDocument({ bytes, name, facts }: KnownDocument): Promise<Report> {
  return parse(bytes, { name, ...facts })
}

function reportOf({ name }: KnownDocument): Report {
  const report = reports.get(name)
  if (!report) throw new Error(`${name} was not read`)
  return report
}

beforeAll(async () => {
  for (const document of documents) reports.set(document.name, await parseDocument(document))
})

test('every difference is compared somewhere', () => {
  const fields = new Set(documents.flatMap(({ truth }) => truth.flatMap(fieldsOf)))
  const compared = new Set(Object.values(ASPECTS).flat())
  expect([...fields].filter((field) => !compared.has(field))).toEqual([])
})

function fieldsOf({ values }: KnownDocument['truth'][number]): readonly string[] {
  return Object.keys(values)
}

test('the known differences are still there', () => {
  const found = new Set(
    documents.flatMap((document) => differencesOf(document).map((one) => one.known)),
  )
  expect(Object.keys(KNOWN).filter((known) => !found.has(known))).toEqual([])
})

function differencesOf(document: KnownDocument) {
  const { differences } = compare(document.truth, flattenReport(reportOf(document)))
  return differences.map((difference) => ({
    field: difference.field,
    line: describeDifference(difference),
    known: `${document.name}: ${difference.level} ${difference.id} ${difference.field}`,
  }))
}

describe.each(named(''))('%s', (_name, document) => {
  test.each(Object.entries(ASPECTS))('%s are what the truth says', (_, fields) => {
    const wrong = differencesOf(document).filter(
      ({ field, known }) => fields.includes(field) && KNOWN[known] === undefined,
    )
    expect(wrong.map(({ line }) => line)).toEqual([])
  })

  test('no text is lost', () => {
    const { placed, unplaced, characters, source } = reportOf(document).coverage
    expect(placed + unplaced).toBe(characters)
    expect(source).toBe(characters)
    expect(placed).toBeGreaterThan(0)
  })

  test('the report fits its schema', () => {
    isReport(reportOf(document))
    expect(isReport.errors ?? []).toEqual([])
  })

  test('the flat rows fit their schema, one a measure', () => {
    const rows = flatten(reportOf(document))
    expect(rows.length).toBe(reportOf(document).counts.measures)
    const faults = rows.flatMap((row) => (isMeasureRow(row) ? [] : (isMeasureRow.errors ?? [])))
    expect(faults).toEqual([])
  })

  test('a second run gives the same bytes', async () => {
    const again = await parseDocument(document)
    expect(JSON.stringify(again)).toBe(JSON.stringify(reportOf(document)))
  })

  test('every value has a place', () => {
    const homeless = placedValues(reportOf(document)).filter(
      ({ text, at }) => text !== '' && at.length === 0,
    )
    expect(homeless.map((value) => value.name)).toEqual([])
  })

  test('every value stands where it says', async () => {
    expect(strayValues(reportOf(document), await read(document.bytes, document.name))).toEqual([])
  })

  test('evidence is made of whole words', () => {
    expect(cutEvidence(reportOf(document))).toEqual([])
  })
})

test.each(named('.pdf'))('every box of %s lies on its page', (_, document) => {
  expect(boxesOffPage(document)).toEqual([])
})

test.each(named('.txt'))('every value of %s begins in the lines it names', (_, document) => {
  const lines = new TextDecoder().decode(document.bytes).split('\n')
  const wrong = placedValues(reportOf(document)).filter(({ text, at }) => {
    const first = text.split(/\s/, 1)[0] ?? ''
    return text !== '' && !at.some(({ line = -1 }) => untilEmpty(lines, line).includes(first))
  })
  expect(wrong).toEqual([])
})

test.each(named('.txt'))('the report of %s holds each letter of the file', (_, document) => {
  const letters = sortedLetters(new TextDecoder().decode(document.bytes))
  expect(lettersOf(reportOf(document))).toBe(letters)
})

test.each(named('.docx'))('paragraphs of one cell of %s stay apart', (name, document) => {
  const truth = flattenTruth(truthOf(name), keepText)
  const got = flattenReport(reportOf(document), keepText)
  const wrong = compare(truth, got).differences.filter(({ field }) => field.endsWith('ext'))
  expect(wrong.map(describeDifference)).toEqual([])
})

/** A place names the line where a paragraph begins; it may go on, but not over an empty line. */
function untilEmpty(lines: readonly string[], from: number): string {
  const end = lines.indexOf('', from)
  return lines.slice(from, end < 0 ? lines.length : end).join('\n')
}

function named(ending: string) {
  return documents
    .filter(({ name }) => name.endsWith(ending))
    .map((document) => [document.name, document] as const)
}

function truthOf(name: string): Truth {
  const [fixture = ''] = name.split('/')
  return readTruth(new URL(`../fixtures/truth/${fixture}`, import.meta.url).pathname)
}

/** LibreOffice writes the size of each page in plain sight. */
function boxesOffPage(document: KnownDocument): readonly string[] {
  const source = Buffer.from(document.bytes).toString('latin1')
  const sizes = [...source.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/gu)]
  const report = reportOf(document)
  expect(sizes.length).toBe(report.source.pages)
  return placedValues(report).flatMap(({ name, at }) =>
    at
      .filter(({ page = 0, box = [-1, 0, 0, 0] }) => {
        const [, width = 0, height = 0] = (sizes[page - 1] ?? []).map(Number)
        const [left, top, right, bottom] = box
        return (
          left < 0 || top < 0 || left >= right || top >= bottom || right > width || bottom > height
        )
      })
      .map((place) => `${name} ${JSON.stringify(place)}`),
  )
}

test.each([...new Set(documents.map(({ name }) => name.split('/')[0] ?? ''))])(
  'all forms of %s give the same tree',
  (fixture) => {
    const trees = documents
      .filter(({ name }) => name.startsWith(`${fixture}/`))
      .map((document) => flattenReport(reportOf(document)))
    const [first = [], ...others] = trees
    const different = others.flatMap((tree) => compare(first, tree).differences)
    expect(different.map(describeDifference)).toEqual([])
  },
)
