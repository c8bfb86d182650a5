/*
 * npm run corpus -- [--out DIR] [--formats docx,doc,…] [--each N] [--seed TEXT]
 * Renders the written reports of the fixtures in every format and flavour, with the truth beside
 * each document, a manifest for `zvit import` and a list for machines. The same seed gives the same
 * documents. docs/evaluation.md says what is made.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  CORPUS_FORMATS,
  type CorpusDocument,
  type CorpusFormat,
  nameOf,
} from './corpus/document.ts'
import { makeCorpus } from './corpus/make.ts'
import { readSources } from './corpus/sources.ts'
import { manifestCsv } from './fixtures/manifest.ts'
import type { Truth } from './fixtures/truth.ts'

const LIST = 'manifest.ndjson'
const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..')

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: join(PROJECT, '.cache', 'corpus') },
    formats: { type: 'string', default: CORPUS_FORMATS.join(',') },
    each: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
  },
})

async function main(): Promise<void> {
  const folder = resolve(options.out)
  const formats = options.formats.split(',').map(formatNamed)
  const order = {
    sources: readSources(),
    seed: options.seed,
    each: Number(options.each),
    tell: (line: string) => console.error(line),
  }
  for (const format of formats) rmSync(join(folder, format), { recursive: true, force: true })
  const made: CorpusDocument[] = []
  for await (const document of makeCorpus(order, formats)) {
    save(folder, document)
    made.push(document)
  }
  saveManifests(folder, [...keptEntries(folder, formats), ...made.map(entryOf)])
  for (const format of formats) {
    const own = made.filter((one) => one.format === format)
    const flavours = new Set(own.map(({ flavour }) => flavour)).size
    console.log(`${format}: ${own.length} documents in ${flavours} flavours`)
  }
  console.log(
    `${made.length} documents in ${relative(process.cwd(), folder) || '.'}, seed «${options.seed}»`,
  )
}

function formatNamed(name: string): CorpusFormat {
  const format = CORPUS_FORMATS.find((known) => known === name)
  if (!format) throw new Error(`unknown format '${name}'. Known: ${CORPUS_FORMATS.join(', ')}.`)
  return format
}

function save(folder: string, document: CorpusDocument): void {
  mkdirSync(join(folder, document.format), { recursive: true })
  writeFileSync(join(folder, fileOf(document)), document.bytes)
  writeFileSync(join(folder, truthOf(document)), `${JSON.stringify(document.truth, null, 1)}\n`)
}

function fileOf(document: CorpusDocument): string {
  return `${nameOf(document)}.${document.ending}`
}

function truthOf(document: CorpusDocument): string {
  return `${nameOf(document)}.truth.json`
}

type Entry = ReturnType<typeof entryOf>

function entryOf(document: CorpusDocument) {
  const { format, report, flavour, maker, relabelled } = document
  return {
    file: fileOf(document),
    truth: truthOf(document),
    format,
    report,
    flavour,
    maker,
    labels: relabelled ? 'as printed' : 'as written',
    seed: options.seed,
  }
}

/** What stands there of formats that are not made anew. */
function keptEntries(folder: string, formats: readonly CorpusFormat[]): readonly Entry[] {
  const list = join(folder, LIST)
  if (!existsSync(list)) return []
  const lines = readFileSync(list, 'utf8').split('\n').filter(Boolean)
  return lines
    .map((line) => JSON.parse(line) as Entry)
    .filter(({ format, file }) => !formats.includes(format) && existsSync(join(folder, file)))
}

function saveManifests(folder: string, entries: readonly Entry[]): void {
  const rows = entries.map(({ file, truth }) => {
    const { heading } = JSON.parse(readFileSync(join(folder, truth), 'utf8')) as Truth
    return [file, heading] as const
  })
  writeFileSync(join(folder, 'manifest.csv'), manifestCsv(rows))
  writeFileSync(join(folder, LIST), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
}

await main()
