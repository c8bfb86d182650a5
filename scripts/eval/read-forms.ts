import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Grammar, loadGrammar, parse, ZvitError } from '../../src/index.ts'
import { describeDifference, WHOLE_ROW } from '../../test/support/truth.ts'
import { readSources, type Source } from '../corpus/sources.ts'
import type { Layout } from '../fixtures/layout.ts'
import { blindGrammar } from './blind.ts'
import { corpusFiles } from './corpus.ts'
import {
  type FormFile,
  type FormReading,
  factsOf,
  formClass,
  formFiles,
  formScoresTable,
  isSealed,
  readingOf,
  reliabilityTable,
} from './forms.ts'

interface FormOptions {
  readonly forms: string
  readonly by: string
  readonly blind: boolean
  readonly verbose: boolean
  readonly only: string
}

/** Reads generated forms, and blindly also fixtures and corpus, and prints how much of the truth was found. */
export async function evaluateForms(
  options: FormOptions,
  tell: (line: string) => void,
): Promise<void> {
  const forms = options.forms === '' ? [] : formFiles(options.forms, tell)
  const sealed = isSealed(forms)
  if (sealed && (options.verbose || options.only !== ''))
    throw new Error('Forms of odd seeds are read for their totals alone: no --verbose, no --only.')
  const known = options.blind ? [...fixtureFiles(), ...corpusForms(tell)] : []
  const files = [...known, ...forms].filter(({ name }) => name.includes(options.only))
  const grammar = await loadGrammar()
  const readings: FormReading[] = []
  for (const file of files) {
    const own = options.blind ? blindGrammar(grammar, file.headings, titlesOf(file)) : grammar
    readings.push(await readForm(file, own))
  }
  if (options.verbose) process.stdout.write(readings.map(differencesOf).join(''))
  console.log(`${formScoresTable(readings, formClass)}\n`)
  for (const name of options.by.split(',').filter(Boolean)) {
    console.log(`${formScoresTable(readings, ({ choice }) => choice[name] ?? '–', name)}\n`)
  }
  console.log(reliabilityTable(readings))
}

async function readForm(file: FormFile, grammar: Grammar): Promise<FormReading> {
  try {
    const report = await parse(file.bytes(), { name: file.name, ...file.facts, grammar })
    return readingOf(file, report, null)
  } catch (error) {
    // Whatever is thrown is a finding here; what is no ZvitError is a defect of its own.
    const code = error instanceof ZvitError ? error.code : `not a ZvitError: ${String(error)}`
    return readingOf(file, null, code)
  }
}

/** What the table counts; classes, bodies and further columns have tables of their own. */
const COUNTED: ReadonlySet<string> = new Set([...WHOLE_ROW, 'title', 'missing', 'invented'])

function differencesOf({ file, failure, comparison }: FormReading): string {
  if (failure !== null) return `${file.name}: refused, ${failure}\n`
  return comparison.differences
    .filter(({ field }) => COUNTED.has(field))
    .map((difference) => `${file.name}: ${describeDifference(difference)}\n`)
    .join('')
}

/** Labels and titles of headings, whose first words may be words of a level. */
function titlesOf({ truths }: FormFile): readonly string[] {
  return truths.flatMap(({ sections }) =>
    sections.flatMap(({ parents, items, ...section }) =>
      [...parents, section, ...items].flatMap(({ label, title }) => [label ?? '', title]),
    ),
  )
}

const DOCUMENTS = fileURLToPath(new URL('../../fixtures/documents/', import.meta.url))

export function fixtureFiles(): readonly FormFile[] {
  return readSources().flatMap((source) =>
    readdirSync(join(DOCUMENTS, source.name))
      .sort()
      .map((form) =>
        knownForm(source, `${source.name}/${form}`, 'fixtures', () =>
          readFileSync(join(DOCUMENTS, source.name, form)),
        ),
      ),
  )
}

export function corpusForms(tell: (line: string) => void): readonly FormFile[] {
  const sources = new Map(readSources().map((source) => [source.name, source]))
  return corpusFiles(tell).flatMap((file) => {
    const source = sources.get(file.report)
    if (!source || file.format === 'scan') return []
    const truth = file.truth()
    const bytes = () => file.open().bytes
    return [knownForm({ ...source, truth }, file.name, 'corpus', bytes)]
  })
}

function knownForm(
  { truth, layout }: Source,
  name: string,
  from: string,
  bytes: () => Uint8Array,
): FormFile {
  return {
    name,
    seed: '',
    bytes,
    facts: factsOf(truth),
    truths: [truth],
    choice: { from },
    headings: headingsOf(layout),
    isPlan: false,
  }
}

function headingsOf({ columns, headingGroups = [] }: Layout): readonly string[] {
  return [...columns, ...headingGroups].map(({ heading }) => heading)
}
