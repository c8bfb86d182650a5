/*
 * npx tsx scripts/seed-documents.ts <out dir> [--heading]
 * Renders the one real report (../shared/seed, outside the project) in every format, for
 * development; `--heading` adds a heading row that each page
 * repeats (the real report has none). The out dir must lie outside the project.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPlain } from './fixtures/build.ts'
import { planDocument } from './fixtures/document.ts'
import { writeDocx } from './fixtures/docx.ts'
import { carryForms } from './fixtures/forms.ts'
import type { Layout } from './fixtures/layout.ts'
import { convert, hasOffice } from './fixtures/office.ts'
import type { Truth, TruthItem, TruthMeasure } from './fixtures/truth.ts'

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
const seed = join(project, '..', 'shared', 'seed', 'expected.json')

const LAYOUT: Layout = {
  page: { orientation: 'landscape', fontSize: 11 },
  preamble: [],
  columns: [
    { role: 'number', heading: '№ з/п', width: 5 },
    { role: 'item', heading: 'Найменування завдання', width: 17 },
    { role: 'measure', heading: 'Найменування заходу', width: 32 },
    { role: 'deadline', heading: 'Строк виконання', width: 10 },
    { role: 'executors', heading: 'Виконавці', width: 20 },
    { role: 'response', heading: 'Інформація про виконання', width: 16 },
  ],
  headingRow: false,
  sections: 'row',
  tables: 'one',
  merge: 'vertical',
  pages: ['I.1.5', 'II.2.1', 'II.6', 'IV.1.1', 'IV.3'],
  damage: [
    { at: 'III.1.2', kind: 'response_cell_lost' },
    { at: 'IV.5.4', kind: 'cut', after: 'висвітлення заходів щодо' },
  ],
  signature: [],
  forms: [
    'auto.doc',
    'auto.rtf',
    'auto.odt',
    'typed.html',
    'word.rtf',
    'word.html',
    'word.mht',
    'report.xlsx',
  ],
}

const PLAIN = { labels: 'typed', hyphenation: 'none' } as const

interface SeedMeasure {
  readonly id: string
  readonly number: number | null
  readonly label: string | null
  readonly text: string
  readonly deadline: string
  readonly executors: string
  readonly response: string
  readonly status: TruthMeasure['response']['status']
}

interface SeedItem extends Omit<TruthItem, 'measures'> {
  readonly measures: readonly SeedMeasure[]
}

interface Seed {
  readonly sections: readonly (Omit<Truth['sections'][number], 'items'> & {
    readonly items: readonly SeedItem[]
  })[]
}

/** The seed's plain strings as a truth; only what is printed matters here. */
function asTruth({ sections }: Seed): Truth {
  return {
    heading: { title: null, programme: null, respondent: null, period: null },
    sections: sections.map((section) => ({
      ...section,
      parents: [],
      items: section.items.map((item) => ({ ...item, measures: item.measures.map(asMeasure) })),
    })),
  }
}

function asMeasure({ deadline, executors, response, status, ...rest }: SeedMeasure): TruthMeasure {
  return {
    ...rest,
    deadline: { text: deadline, kind: 'unknown', from: null, to: null, every: null },
    executors: { text: executors, bodies: [], respondent: null },
    response: { text: response, status, detail: 'unclear' },
  }
}

function main(): void {
  const out = resolve(process.argv[2] ?? '')
  if (!process.argv[2] || !relative(project, out).startsWith('..')) {
    throw new Error('Name a folder outside the project: the real report must not lie in it.')
  }
  if (!existsSync(seed)) throw new Error('The seed is not beside the project (../shared/seed).')
  const truth = asTruth(JSON.parse(readFileSync(seed, 'utf8')) as Seed)
  const heading = process.argv.includes('--heading')
  const layout = { ...LAYOUT, headingRow: heading, headingRepeats: heading }
  const built = buildPlain('seed', truth, layout)
  for (const fault of built.faults) console.error(fault)
  if (built.faults.length > 0) process.exitCode = 1
  const paged = planDocument(truth, { ...layout, tables: 'per_page' }, 'office')
  const pages = writeDocx(paged, layout, { ...PLAIN, page: layout.page })
  mkdirSync(out, { recursive: true })
  for (const [file, bytes] of [...built.files, ['pages.docx', pages] as const])
    writeFileSync(join(out, file), bytes)
  if (!hasOffice()) {
    console.error('LibreOffice (soffice) is missing: PDF, .doc, .odt and its .rtf are not built.')
    return
  }
  for (const { job, bytes } of carryForms(built.jobs)) writeFileSync(join(out, job.form), bytes)
  const blocks = planDocument(truth, layout, 'office')
  const narrow = { orientation: 'portrait', fontSize: 8 } as const
  const papers = [
    ['landscape.pdf', built.typed],
    ['portrait.pdf', writeDocx(blocks, layout, { ...PLAIN, page: narrow })],
    ['hyphenated.pdf', writeDocx(blocks, layout, { ...PLAIN, page: narrow, hyphenation: 'soft' })],
  ] as const
  const printed = convert(
    papers.map(([, docx]) => docx),
    'pdf',
  )
  papers.forEach(([name], at) => {
    writeFileSync(join(out, name), printed[at] ?? '')
  })
}

main()
