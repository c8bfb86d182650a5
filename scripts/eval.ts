/*
 * npm run eval -- [--verbose] [--json] [--only NAME] [--scans] [--peers] [--responses]
 * npm run eval -- --forms DIR|SEED..SEED [--by DIMENSION,…] [--verbose]: generated forms; of odd seeds totals alone
 * npm run eval -- --blind [--forms DIR|SEED..SEED]: with a grammar that lacks the headings that each document uses
 * Reads every fixture in every form, the real report where it lies beside the project, the corpus
 * where `npm run corpus` made one, and the labelled responses, and prints how much of the written truth was found;
 * then how well the measures of two programmes are matched over their reports. It measures and does not judge:
 * the exit code is 0 whatever it finds. docs/evaluation.md says what each line means.
 */
import { parseArgs } from 'node:util'
import { type Facts, loadGrammar, parse, type Report, ZvitError } from '../src/index.ts'
import { alignmentLine, evaluateAlignment } from './eval/alignment.ts'
import { asSeen } from './eval/as-seen.ts'
import { evaluateClasses } from './eval/classes.ts'
import {
  type CorpusFile,
  corpusFiles,
  corpusTable,
  type FormatScores,
  refusalLines,
  scoreFormat,
} from './eval/corpus.ts'
import { fixtureDocuments, type KnownDocument, seedDocuments } from './eval/documents.ts'
import { comparePeers } from './eval/peers/compare.ts'
import { differenceLines, formsTable, responsesTable, wrongLines } from './eval/print.ts'
import { evaluateForms } from './eval/read-forms.ts'
import { scoreResponses } from './eval/responses.ts'
import { type Reading, score } from './eval/scores.ts'

const { values: options } = parseArgs({
  options: {
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    scans: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    responses: { type: 'boolean', default: false },
    forms: { type: 'string', default: '' },
    by: { type: 'string', default: '' },
    blind: { type: 'boolean', default: false },
  },
})

const tell = (line: string) => console.error(line)

async function main(): Promise<void> {
  if (options.peers) {
    await comparePeers(options.only, tell)
    return
  }
  if (options.responses) {
    await evaluateClasses(tell)
    return
  }
  if (options.forms !== '' || options.blind) {
    await evaluateForms(options, tell)
    return
  }
  const documents = [...fixtureDocuments(), ...seedDocuments(tell)].filter(({ name }) =>
    name.includes(options.only),
  )
  const readings: Reading[] = []
  for (const document of documents) readings.push(await readDocument(document))
  const forms = [...new Set(documents.map(({ form }) => form))].map((form) => ({
    form,
    ...score(readings.filter(({ document }) => document.form === form)),
  }))
  const corpus = await readCorpus()
  const responses = options.only === '' ? scoreResponses(await loadGrammar(), tell) : []
  const alignment = 'alignment'.includes(options.only) ? await evaluateAlignment(tell) : null
  if (options.json) {
    console.log(JSON.stringify({ forms, corpus: corpus.map(forMachines), responses, alignment }))
    return
  }
  if (options.verbose) {
    for (const { found } of forms) process.stdout.write(differenceLines(found))
    for (const { wrong } of responses) process.stdout.write(wrongLines(wrong))
  }
  if (forms.length > 0) console.log(`${formsTable(forms)}\n`)
  for (const line of refusalLines(corpus)) console.log(line)
  if (corpus.length > 0) console.log(`${corpusTable(corpus)}\n`)
  if (responses.length > 0) console.log(responsesTable(responses.map(({ scores }) => scores)))
  if (alignment) console.log(`${responses.length > 0 ? '\n' : ''}${alignmentLine(alignment)}`)
}

/** One format after the other, so that no more than its readings are held. */
async function readCorpus(): Promise<readonly FormatScores[]> {
  // Recognising takes seconds a page, so pictures are read when they are asked for.
  const files = corpusFiles(tell)
    .filter(({ name }) => name.includes(options.only))
    .filter(({ format }) => format !== 'scan' || options.scans)
  const scores: FormatScores[] = []
  for (const group of new Set(files.map(groupOf))) {
    const readings: Reading[] = []
    for (const file of files.filter((one) => groupOf(one) === group)) {
      const document = file.open()
      const reading = { document, ...(await readWith(document, document.facts)), alone: null }
      readings.push(file.format === 'scan' ? readingAsSeen(reading) : reading)
    }
    scores.push(scoreFormat(group, readings))
    if (options.verbose) process.stdout.write(differenceLines(score(readings).found))
  }
  return scores
}

/** Scans by what was done to them: fair, stress, damaged. */
function groupOf({ format, flavour }: CorpusFile): string {
  return format === 'scan' ? `scan, ${flavour.split('-')[0]}` : format
}

function readingAsSeen({ document, report, ...rest }: Reading): Reading {
  const truth = asSeen(document.truth)
  return { ...rest, document: { ...document, truth }, report: asSeen(report) }
}

function forMachines({ refusals, ...rest }: FormatScores) {
  return { ...rest, refusals: Object.fromEntries(refusals) }
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
