/*
 * npm run eval -- [--verbose] [--json] [--only NAME]
 * Reads every fixture in every form, the real report where it lies beside the project, and the
 * labelled responses, and prints how much of the written truth was found. It measures and does not
 * judge: the exit code is 0 whatever it finds. docs/evaluation.md says what each line means.
 */
import { parseArgs } from 'node:util'
import { type Facts, loadGrammar, parse, type Report, ZvitError } from '../src/index.ts'
import { fixtureDocuments, type KnownDocument, seedDocuments } from './eval/documents.ts'
import { differenceLines, formsTable, responsesTable, wrongLines } from './eval/print.ts'
import { scoreResponses } from './eval/responses.ts'
import { type Reading, score } from './eval/scores.ts'

const { values: options } = parseArgs({
  options: {
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})

async function main(): Promise<void> {
  const tell = (line: string) => console.error(line)
  const documents = [...fixtureDocuments(), ...seedDocuments(tell)].filter(({ name }) =>
    name.includes(options.only),
  )
  const readings: Reading[] = []
  for (const document of documents) readings.push(await readDocument(document))
  const forms = [...new Set(documents.map(({ form }) => form))].map((form) => ({
    form,
    ...score(readings.filter(({ document }) => document.form === form)),
  }))
  const responses = options.only === '' ? scoreResponses(await loadGrammar(), tell) : []
  if (options.json) {
    console.log(JSON.stringify({ forms, responses }))
    return
  }
  if (options.verbose) {
    for (const { found } of forms) process.stdout.write(differenceLines(found))
    for (const { wrong } of responses) process.stdout.write(wrongLines(wrong))
  }
  if (forms.length > 0) console.log(`${formsTable(forms)}\n`)
  if (responses.length > 0) console.log(responsesTable(responses.map(({ scores }) => scores)))
}

async function readDocument(document: KnownDocument): Promise<Reading> {
  const told = await readWith(document, document.facts)
  const alone = document.heading === null ? null : (await readWith(document, {})).report
  if (told.failure !== null) console.error(`${document.name}: ${told.failure}`)
  return { document, ...told, alone }
}

async function readWith(
  { bytes, name }: KnownDocument,
  facts: Facts,
): Promise<{ readonly report: Report | null; readonly failure: string | null }> {
  try {
    return { report: await parse(bytes, { name, ...facts }), failure: null }
  } catch (error) {
    // Whatever is thrown is a finding here; what is no ZvitError is a defect of its own.
    const code = error instanceof ZvitError ? error.code : `not a ZvitError: ${String(error)}`
    return { report: null, failure: code }
  }
}

await main()
